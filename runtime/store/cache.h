/* cache.h - outputs of tasks by what went in (flyte-spec 4.11).
 *
 * Flyte's key: task, cache version, interface, inputs without the ignored
 * ones; but over contents, since files are objects. Only successes are kept,
 * only whole ones, and a hit whose objects are gone or spoilt is a miss. */
#ifndef FLW_RUNTIME_STORE_CACHE_H
#define FLW_RUNTIME_STORE_CACHE_H

#include "runtime/store/runs.h"

enum { CACHE_KEY_SIZE = 65 };

/* Each part is a fact for `flw cache explain`; the key is a digest of all. */
typedef struct CacheParts {
    const char *task;    /* project/domain/name */
    const char *version; /* discovery_version */
    char interface[CACHE_KEY_SIZE];
    char inputs[CACHE_KEY_SIZE];
    char key[CACHE_KEY_SIZE];
    char *const *ignored; /* inputs that do not count; the task's own */
    size_t ignored_count;
} CacheParts;

/* Sets all; parts->interface is kept when it is set (to that of the same task:
 * it takes longest), so *parts must be zero or such. */
void cache_parts(Arena *arena, const IdlTask *task, const IdlLiteralMap *inputs,
                 CacheParts *parts);
/* Kept with the node, hit or miss, so that it can be explained later. */
bool cache_note(Home *home, int64_t run, const char *path,
                const CacheParts *parts, const IdlLiteralMap *inputs,
                const char **why);
/* The outputs; NULL: a miss. */
const IdlLiteralMap *cache_find(Home *home, Arena *arena,
                                const CacheParts *parts);
bool cache_put(Home *home, const CacheParts *parts, int64_t run,
               const char *path, const IdlLiteralMap *outputs,
               const char **why);

/* cache_serializable: one at a time computes a key, across runs too. True:
 * it is ours now (or was). A reservation ends with its process. */
bool cache_reserve(Home *home, const CacheParts *parts, int64_t run);
void cache_release(Home *home, const CacheParts *parts);

/* Lines for a person: why the node hit, or which part differs from the
 * nearest of the newest entries of that task, down to the input. NULL with a
 * reason. */
const char *cache_explain(Home *home, Arena *arena, int64_t run,
                          const char *path, const char **why);

typedef struct CacheCount {
    uint64_t entries, bad, removed, objects;
    uint64_t bytes; /* freed, or in use */
} CacheCount;

/* Reads every object of every entry again; bad entries are removed. */
bool cache_verify(Home *home, CacheCount *count, const char **why);
/* Removes entries not used since `before` (ns since 1970, true to an hour),
 * and objects that neither an entry nor a run holds. Refused while another flw
 * has the home open: it may be about to speak of an object. */
bool cache_prune(Home *home, int64_t before, CacheCount *count,
                 const char **why);

#endif
