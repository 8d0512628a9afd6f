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

static const uint8_t *bytes_of(Arena *arena, const void *message, size_t *len)
{
    *len = 0;
    return message ? spec_pack(arena, (ProtobufCMessage *)message, len)
                   : (const uint8_t *)"";
}

bool same_message(Arena *arena, const void *left, const void *right)
{
    size_t left_len;
    size_t right_len;
    if (left == right)
        return true;
    const uint8_t *one = bytes_of(arena, left, &left_len);
    const uint8_t *two = bytes_of(arena, right, &right_len);
    return left_len == right_len && memcmp(one, two, left_len) == 0;
}

const char *message_mark(Arena *arena, const void *message)
{
    size_t len;
    char *hex = arena_alloc(arena, HASH_SHA256_HEX);
    const uint8_t *bytes = bytes_of(arena, message, &len);
    hash_sha256_hex(bytes, len, hex);
    return hex;
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

static void forget(Homes *homes, ProtobufCMessage *message)
{
    const MessageType *type = message->descriptor;
    if (type == &flyteidl__core__identifier__descriptor) {
        IdlId *id = (IdlId *)message;
        if (id->name && map_find(&homes->own, sym_of(&homes->names, id->name)))
            id->project = id->domain = id->version = make_text("");
        return;
    }
    for (unsigned i = 0; i < type->n_fields; i++) {
        const MessageField *field = &type->fields[i];
        if (field->type != PROTOBUF_C_TYPE_MESSAGE)
            continue;
        size_t count = message_count(message, field);
        for (size_t at = 0; at < count; at++) {
            const ProtobufCMessage *child = message_child(message, field, at);
            if (child)
                forget(homes, (ProtobufCMessage *)child);
        }
    }
}

void forget_homes(Arena *arena, Package *package)
{
    Homes homes = {.arena = arena};
    sym_table_init(&homes.names, arena);
    for (uint32_t i = 0; i < package->entries.len; i++)
        add_entry(&homes, &package->entries.at[i]);
    for (uint32_t i = 0; i < package->entries.len; i++)
        forget(&homes, package->entries.at[i].message);
}
