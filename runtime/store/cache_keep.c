/* cache_keep.c - the cache read through, and made smaller. */
#define _GNU_SOURCE /* memmem */

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>

#include "base/sym.h"
#include "runtime/store/cache.h"
#include "runtime/store/cache_inside.h"
#include "runtime/store/content.h"
#include "runtime/store/objects_inside.h"

static const char entries[] = "SELECT serial, outputs FROM cache";
static const char drop_entry[] = "DELETE FROM cache WHERE serial=?1";
static const char drop_old[] = "DELETE FROM cache WHERE used<?1";
static const char count_entries[] = "SELECT count(*) FROM cache";
/* Every column that may speak of an object. */
static const char holders[] =
    "SELECT outputs FROM cache"
    " UNION ALL SELECT inputs FROM runs UNION ALL SELECT outputs FROM runs"
    " UNION ALL SELECT inputs FROM nodes UNION ALL SELECT outputs FROM nodes"
    " UNION ALL SELECT value FROM signals";

int64_t store_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

bool query_uris(Query *query, bool (*visit)(void *self, const char *uri),
                void *self)
{
    static const char form[] = "flw://";
    enum { URI_MAX = sizeof("flw://sha256/") - 1 + HASH_SHA256_HEX };
    const char *at = sqlite3_column_blob(query->statement, query->got);
    size_t left = (size_t)sqlite3_column_bytes(query->statement, query->got);
    const char *end = at + left;
    while (at &&
           (at = memmem(at, (size_t)(end - at), form, sizeof(form) - 1))) {
        char uri[URI_MAX];
        const char *kind = (size_t)(end - at) > 6 && at[6] == 't'
                               ? "flw://tree/"
                               : "flw://sha256/";
        size_t len = strlen(kind) + HASH_SHA256_HEX - 1;
        if (len <= (size_t)(end - at)) {
            memcpy(uri, at, len);
            uri[len] = '\0';
            if (object_is(uri) && !visit(self, uri))
                return false;
        }
        at += sizeof(form) - 1;
    }
    return true;
}

/* ---- verify ---- */

typedef Vec(const Sym *) Uris;

typedef struct Entry {
    int64_t serial;
    Uris uris;
} Entry;

typedef struct Verify {
    Home *home;
    Arena arena;
    SymTable names;
    Map seen; /* Sym of a uri: "" when it holds, NULL until it was read */
    Vec(Entry) entries;
    Uris *uris; /* of the entry that is being collected */
    CacheCount *count;
} Verify;

static bool collect(void *self, const char *uri)
{
    Verify *verify = self;
    vec_push(&verify->arena, verify->uris, sym_of(&verify->names, uri));
    return true;
}

/* All of them first: reading objects takes long, and whoever reads rows keeps
 * others from writing any. */
static bool collect_entries(Verify *verify, const char **why)
{
    Query query = query_of(verify->home, entries);
    while (query_next(&query)) {
        Entry entry = {.serial = query_int(&query)};
        verify->uris = &entry.uris;
        query_uris(&query, collect, verify);
        vec_push(&verify->arena, &verify->entries, entry);
    }
    return query_end(&query, why);
}

static bool holds(Verify *verify, const Sym *uri)
{
    static const char good[] = "good";
    static const char bad[] = "bad";
    const char *state = map_find(&verify->seen, uri);
    if (!state) {
        const char *why;
        state = object_verify(verify->home, uri->text, &why) ? good : bad;
        map_put(&verify->arena, &verify->seen, uri, (void *)(uintptr_t)state);
        verify->count->objects++;
    }
    return state == good;
}

static bool drop(Home *home, int64_t serial, const char **why)
{
    Query query = query_now(home, drop_entry);
    query_put_int(&query, serial);
    return query_run(&query, why);
}

static bool verify_entry(Verify *verify, const Entry *entry, const char **why)
{
    bool whole = true;
    for (uint32_t i = 0; i < entry->uris.len; i++)
        whole = holds(verify, entry->uris.at[i]) && whole;
    verify->count->entries++;
    if (whole)
        return true;
    verify->count->bad++;
    if (!drop(verify->home, entry->serial, why))
        return false;
    verify->count->removed++;
    return home_commit(verify->home, why);
}

bool cache_verify(Home *home, CacheCount *count, const char **why)
{
    *count = (CacheCount){0};
    Verify verify = {.home = home, .count = count};
    sym_table_init(&verify.names, &verify.arena);
    bool fine = collect_entries(&verify, why);
    for (uint32_t i = 0; i < verify.entries.len && fine; i++)
        fine = verify_entry(&verify, &verify.entries.at[i], why);
    arena_release(&verify.arena);
    return fine;
}

/* ---- prune ---- */

typedef struct Held {
    Arena *arena;
    SymTable names;
    Map uris;
} Held;

static bool hold(void *self, const char *uri)
{
    Held *held = self;
    map_put(held->arena, &held->uris, sym_of(&held->names, uri), held);
    return true;
}

static bool find_held(Home *home, Held *held, const char **why)
{
    Query query = query_of(home, holders);
    while (query_next(&query))
        query_uris(&query, hold, held);
    return query_end(&query, why);
}

static void sweep_folder(Home *home, const Held *held, const char *folder,
                         const char *form, CacheCount *count)
{
    Arena *arena = held->arena;
    DIR *stream =
        opendir(arena_print(arena, "%s/objects/%s", home->path, folder));
    const struct dirent *entry;
    while (stream && (entry = readdir(stream))) {
        const char *uri = arena_print(arena, "%s%s", form, entry->d_name);
        Held *known = (Held *)(uintptr_t)held;
        if (!object_is(uri) ||
            map_find(&held->uris, sym_of(&known->names, uri)))
            continue;
        const char *path = arena_print(arena, "%s/objects/%s/%s", home->path,
                                       folder, entry->d_name);
        count->bytes += content_remove(path);
        count->objects++;
    }
    if (stream)
        closedir(stream);
}

static bool drop_unused(Home *home, int64_t before, CacheCount *count,
                        const char **why)
{
    Query query = query_now(home, drop_old);
    query_put_int(&query, before);
    if (!query_run(&query, why))
        return false;
    count->removed = (uint64_t)sqlite3_changes64(home->db);
    query = query_of(home, count_entries);
    if (query_next(&query))
        count->entries = (uint64_t)query_int(&query);
    return query_end(&query, why) && home_commit(home, why);
}

/* Objects go last: a kill in between leaves some that nobody holds. */
static bool prune_alone(Home *home, int64_t before, CacheCount *count,
                        const char **why)
{
    Arena arena = {0};
    Held held = {.arena = &arena};
    sym_table_init(&held.names, &arena);
    bool fine =
        drop_unused(home, before, count, why) && find_held(home, &held, why);
    if (fine) {
        sweep_folder(home, &held, "sha256", "flw://sha256/", count);
        sweep_folder(home, &held, "tree", "flw://tree/", count);
    }
    arena_release(&arena);
    return fine;
}

bool cache_prune(Home *home, int64_t before, CacheCount *count,
                 const char **why)
{
    *count = (CacheCount){0};
    if (flock(home->lock, LOCK_EX | LOCK_NB) != 0) {
        flock(home->lock, LOCK_SH); /* which the try may have lost */
        *why = arena_print(home->arena,
                           "another flw is at work in `%s`: prune when it "
                           "is done",
                           home->path);
        return false;
    }
    bool done = prune_alone(home, before, count, why);
    flock(home->lock, LOCK_SH);
    return done;
}
