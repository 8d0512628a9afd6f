/* same.c - equal messages, and ids that say less. */
#include <string.h>

#include "base/hash.h"
#include "compiler/diff/compare.h"
#include "spec/make.h"
#include "spec/wire.h"

bool same_text(const char *left, const char *right)
{
    return strcmp(left ? left : "", right ? right : "") == 0;
}

/* Maps are in order since the census, so nothing of the message moves into the
 * arena. */
static const uint8_t *bytes_of(Arena *arena, const void *message, size_t *len)
{
    *len = 0;
    return message ? spec_pack(arena, (ProtobufCMessage *)message, len)
                   : (const uint8_t *)"";
}

bool same_message(const void *left, const void *right)
{
    Arena scratch = {0};
    size_t left_len;
    size_t right_len;
    if (left == right)
        return true;
    const uint8_t *one = bytes_of(&scratch, left, &left_len);
    const uint8_t *two = bytes_of(&scratch, right, &right_len);
    bool same = left_len == right_len && memcmp(one, two, left_len) == 0;
    arena_release(&scratch);
    return same;
}

const char *message_mark(Arena *arena, const void *message)
{
    Arena scratch = {0};
    size_t len;
    char *hex = arena_alloc(arena, HASH_SHA256_HEX);
    const uint8_t *bytes = bytes_of(&scratch, message, &len);
    hash_sha256_hex(bytes, len, hex);
    arena_release(&scratch);
    return hex;
}

const ProtobufCMessage *const *map_entries(Arena *arena, const void *map,
                                           size_t *count)
{
    const ProtobufCMessage *message = map;
    *count = 0;
    return message ? message_entries(arena, message,
                                     &message->descriptor->fields[0], count)
                   : NULL;
}

/* ---- ids ---- */

typedef struct Homes {
    Arena *arena;
    SymTable names;
    Map own; /* Sym of the name of an entity, or of a workflow inside one */
} Homes;

static void add_own(Homes *homes, const IdlId *id)
{
    if (!id || !id->name)
        return;
    const Sym *name = sym_of(&homes->names, id->name);
    map_put(homes->arena, &homes->own, name, (void *)name);
}

static void add_entry(Homes *homes, const PackageEntry *entry)
{
    add_own(homes, package_id(entry));
    if (entry->kind != PACKAGE_WORKFLOW)
        return;
    const IdlWorkflowSpec *spec = (const void *)entry->message;
    for (size_t i = 0; i < spec->n_sub_workflows; i++)
        add_own(homes, spec->sub_workflows[i]->id);
}

static bool forget(void *context, ProtobufCMessage *message)
{
    Homes *homes = context;
    if (message->descriptor != &flyteidl__core__identifier__descriptor)
        return true;
    IdlId *id = (IdlId *)message;
    if (id->name && map_find(&homes->own, sym_of(&homes->names, id->name)))
        id->project = id->domain = id->version = make_text("");
    return false;
}

void forget_homes(Arena *arena, Package *package)
{
    Homes homes = {.arena = arena};
    sym_table_init(&homes.names, arena);
    for (uint32_t i = 0; i < package->entries.len; i++)
        add_entry(&homes, &package->entries.at[i]);
    for (uint32_t i = 0; i < package->entries.len; i++)
        message_walk(package->entries.at[i].message, forget, &homes);
    for (uint32_t i = 0; i < package->entries.len; i++)
        message_sort(arena, package->entries.at[i].message);
}
