/* cache.c - outputs of tasks by what went in. */
#include "runtime/store/cache.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json_out.h"
#include "runtime/store/cache_inside.h"
#include "runtime/store/objects_inside.h"
#include "runtime/store/query.h"
#include "runtime/store/run_folder.h"
#include "runtime/value/digest.h"
#include "runtime/value/literal_text.h"

enum { SHOWN_WIDTH = 60 };

/* How exactly it is known when an entry was used last. */
#define USED_STEP INT64_C(3600000000000)

static const char find_entry[] = "SELECT used, outputs FROM cache WHERE key=?1";
static const char find_owner[] =
    "SELECT pid, pid_start FROM reservations WHERE key=?1";
static const char put_owner[] =
    "INSERT OR REPLACE INTO reservations(key, run, pid, pid_start)"
    " VALUES(?1,?2,?3,?4)";
static const char drop_owner[] =
    "DELETE FROM reservations WHERE key=?1 AND pid=?2 AND pid_start=?3";

/* ---- the key ---- */

static void add_part(HashStream *hash, const void *bytes, size_t len)
{
    unsigned char head[8];
    for (int i = 0; i < 8; i++)
        head[i] = (unsigned char)((uint64_t)len >> (56 - 8 * i));
    hash_add(hash, head, sizeof(head));
    hash_add(hash, bytes, len);
}

static void digest_interface(const IdlInterface *interface,
                             char hex[CACHE_KEY_SIZE])
{
    unsigned char sides[2][HASH_SHA256_SIZE];
    variables_digest(interface ? interface->inputs : NULL, sides[0]);
    variables_digest(interface ? interface->outputs : NULL, sides[1]);
    hash_sha256_hex(sides, sizeof(sides), hex);
}

static void digest_parts(CacheParts *parts)
{
    static const char form[] = "flw cache 1";
    unsigned char digest[HASH_SHA256_SIZE];
    HashStream *hash = hash_begin();
    add_part(hash, form, sizeof(form));
    add_part(hash, parts->task, strlen(parts->task));
    add_part(hash, parts->version, strlen(parts->version));
    add_part(hash, parts->interface, CACHE_KEY_SIZE - 1);
    add_part(hash, parts->inputs, CACHE_KEY_SIZE - 1);
    hash_end(hash, digest);
    hash_hex(digest, parts->key);
}

void cache_parts(Arena *arena, const IdlTask *task, const IdlLiteralMap *inputs,
                 CacheParts *parts)
{
    const IdlTaskMetadata *metadata = task->metadata;
    const IdlId *id = task->id;
    unsigned char digest[HASH_SHA256_SIZE];
    CacheParts known = *parts;
    *parts = (CacheParts){
        .task = id ? arena_print(arena, "%s/%s/%s", id->project, id->domain,
                                 id->name)
                   : "",
        .version = metadata ? metadata->discovery_version : "",
        .ignored = metadata ? metadata->cache_ignore_input_vars : NULL,
        .ignored_count = metadata ? metadata->n_cache_ignore_input_vars : 0};
    if (known.interface[0])
        memcpy(parts->interface, known.interface, sizeof known.interface);
    else
        digest_interface(task->interface, parts->interface);
    literal_map_digest(inputs, parts->ignored, parts->ignored_count, digest);
    hash_hex(digest, parts->inputs);
    digest_parts(parts);
}

/* ---- notes ---- */

static bool is_ignored(const CacheParts *parts, const char *name)
{
    for (size_t i = 0; i < parts->ignored_count; i++)
        if (strcmp(parts->ignored[i], name) == 0)
            return true;
    return false;
}

typedef const Flyteidl__Core__LiteralMap__LiteralsEntry *Item;

static int by_name(const void *a, const void *b)
{
    return strcmp((*(const Item *)a)->key, (*(const Item *)b)->key);
}

static void put_fact(JsonOut *out, Item item)
{
    unsigned char digest[HASH_SHA256_SIZE];
    char hex[HASH_SHA256_HEX];
    literal_digest(item->value, digest);
    hash_hex(digest, hex);
    json_name(out, item->key);
    json_open(out, '[');
    json_put_string(out, hex);
    json_put_string(out,
                    literal_shown(out->buf->arena, item->value, SHOWN_WIDTH));
    json_close(out, ']');
}

/* {"days": ["HEX", "[2026-01-01]"], ...}, by name. */
static const char *facts_of(Arena *arena, const CacheParts *parts,
                            const IdlLiteralMap *inputs)
{
    size_t len = inputs ? inputs->n_literals : 0;
    Item *items = arena_array(arena, Item, len);
    for (size_t i = 0; i < len; i++)
        items[i] = inputs->literals[i];
    qsort(items, len, sizeof(*items), by_name);
    Buf buf = {.arena = arena};
    JsonOut out = {.buf = &buf};
    json_open(&out, '{');
    for (size_t i = 0; i < len; i++)
        if (items[i]->value && !is_ignored(parts, items[i]->key))
            put_fact(&out, items[i]);
    json_close(&out, '}');
    return buf_string(&buf);
}

static void put_parts(Query *query, const CacheParts *parts)
{
    query_put_text(query, parts->key);
    query_put_text(query, parts->task);
    query_put_text(query, parts->version);
    query_put_text(query, parts->interface);
    query_put_text(query, parts->inputs);
}

bool cache_note(Home *home, int64_t run, const char *path,
                const CacheParts *parts, const IdlLiteralMap *inputs,
                const char **why)
{
    Query query = query_later(home, WRITE_NOTE);
    query_put_int(&query, run);
    query_put_text(&query, path);
    put_parts(&query, parts);
    query_put_text(&query, facts_of(&home->scratch, parts, inputs));
    return query_run(&query, why);
}

/* ---- entries ---- */

static bool object_is_whole(void *home, const char *uri)
{
    return object_holds(home, uri);
}

static void touch(Home *home, const CacheParts *parts, int64_t used)
{
    int64_t now = store_now();
    if (now - used < USED_STEP)
        return;
    Query query = query_later(home, WRITE_USE);
    query_put_text(&query, parts->key);
    query_put_int(&query, now);
    const char *ignored;
    query_run(&query, &ignored);
}

/* The database has all entries but the newest of our own. */
static Query query_entry(Home *home, const CacheParts *parts)
{
    const Log *log = &home->log;
    bool is_new = log->names.cap &&
                  map_find(&log->keys, sym_of(&home->log.names, parts->key));
    return is_new ? query_of(home, find_entry) : query_beside(home, find_entry);
}

const IdlLiteralMap *cache_find(Home *home, Arena *arena,
                                const CacheParts *parts)
{
    Query query = query_entry(home, parts);
    query_put_text(&query, parts->key);
    const IdlLiteralMap *outputs = NULL;
    int64_t used = 0;
    if (query_next(&query)) {
        used = query_int(&query);
        if (query_uris(&query, object_is_whole, home))
            outputs = query_map(&query, arena);
    }
    const char *ignored;
    if (!query_end(&query, &ignored) || !outputs)
        return NULL;
    touch(home, parts, used);
    return outputs;
}

bool cache_put(Home *home, const CacheParts *parts, int64_t run,
               const char *path, const IdlLiteralMap *outputs, const char **why)
{
    Log *log = &home->log;
    if (!log->names.cap)
        sym_table_init(&log->names, &log->arena);
    map_put(&log->arena, &log->keys, sym_of(&log->names, parts->key), home);
    Query query = query_later(home, WRITE_ENTRY);
    put_parts(&query, parts);
    query_put_int(&query, run);
    query_put_text(&query, path);
    query_put_int(&query, store_now());
    query_put_map(&query, outputs);
    return query_run(&query, why);
}

/* ---- reservations ---- */

bool cache_reserve(Home *home, const CacheParts *parts, int64_t run)
{
    /* The transaction is open before we look, so that nobody comes between. */
    const char *ignored;
    if (!database_begin(home, &ignored))
        return false;
    Query query = query_beside(home, find_owner);
    query_put_text(&query, parts->key);
    int64_t pid = 0;
    int64_t start = 0;
    if (query_next(&query)) {
        pid = query_int(&query);
        start = query_int(&query);
    }
    if (!query_end(&query, &ignored))
        return false;
    bool ours = pid == getpid() && start == home->born;
    if (ours || (start != 0 && process_start(pid) == start))
        return ours;
    query = query_now(home, put_owner);
    query_put_text(&query, parts->key);
    query_put_int(&query, run);
    query_put_int(&query, getpid());
    query_put_int(&query, home->born);
    return query_run(&query, &ignored);
}

void cache_release(Home *home, const CacheParts *parts)
{
    Query query = query_now(home, drop_owner);
    query_put_text(&query, parts->key);
    query_put_int(&query, getpid());
    query_put_int(&query, home->born);
    const char *ignored;
    query_run(&query, &ignored);
}
