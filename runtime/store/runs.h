/* runs.h - what happened: a row a run, a node, an attempt.
 *
 * Rows are put whole; a later one takes the place of an earlier one. Times are
 * nanoseconds since 1970, for showing alone. Texts and messages that come out
 * live in the arena that is given. */
#ifndef FLW_RUNTIME_STORE_RUNS_H
#define FLW_RUNTIME_STORE_RUNS_H

#include <stdint.h>

#include "runtime/store/home.h"
#include "runtime/value/fault.h"
#include "runtime/value/literal.h"

/* Flyte's phases, of runs, nodes and attempts together. */
typedef enum Phase {
    PHASE_NOT_YET,
    PHASE_QUEUED,
    PHASE_RUNNING,
    PHASE_SUCCEEDED,
    PHASE_FAILED,
    PHASE_TIMED_OUT,
    PHASE_SKIPPED,
    PHASE_ABORTED,
    PHASE_RECOVERED,
    PHASE_FAILING,    /* of runs: the failure node is at work */
    PHASE_SUCCEEDING, /* of runs */
    PHASE_INTERRUPTED /* of runs: to be resumed */
} Phase;

/* "SUCCEEDED" …; and is it one that does not change any more? */
const char *phase_name(Phase phase);
bool phase_is_final(Phase phase);

typedef enum CacheStatus {
    CACHE_DISABLED,
    CACHE_MISS,
    CACHE_HIT,
    CACHE_POPULATED,
    CACHE_SKIPPED, /* overwritten on purpose */
    CACHE_PUT_FAILED
} CacheStatus;

typedef struct RunRow {
    int64_t serial;     /* 0: not yet in the database */
    const char *id;     /* "swift-otter-1": what people type */
    const char *entity; /* "eta.train_region" */
    const char *kind;   /* "workflow", "task", "launch plan" */
    const char *source; /* the path that was given; for people */
    const char *digest; /* of the package, hex */
    Phase phase;
    int64_t began, ended;   /* 0: not yet */
    int64_t pid, pid_start; /* of who drives it; 0: nobody */
    const IdlLiteralMap *inputs;
    const IdlLiteralMap *outputs; /* NULL: none yet */
    const Fault *fault;           /* NULL: none */
    const char *failed_node;      /* path; NULL: none */
    const char *options;          /* JSON: how it was run, for resume */
    uint64_t changes; /* told of so far: event/change.h goes on from there */
} RunRow;

/* A node's path is its ids from the top joined with '/': "sub/fetch-trips",
 * of an element of an array "ns/17". */
typedef struct NodeRow {
    const char *path;
    const char *name;   /* metadata.name, for people */
    const char *entity; /* task, workflow or signal; NULL: none */
    const char *kind;   /* "task", "branch", "array", "gate", "workflow" … */
    Phase phase;
    uint32_t attempts; /* begun so far */
    uint32_t system_failures;
    int64_t queued, began, ended;
    CacheStatus cache;
    const IdlLiteralMap *inputs;  /* NULL: not resolved */
    const IdlLiteralMap *outputs; /* NULL: none */
    const Fault *fault;
} NodeRow;

typedef struct AttemptRow {
    const char *path;   /* of its node */
    uint32_t number;    /* from 0 */
    const char *folder; /* below the run's; never used again */
    Phase phase;
    int64_t began, ended;
    int32_t exit_code;   /* 0…255; -1: none */
    int32_t exit_signal; /* 0: none */
    const char *command; /* as a shell would take it; without secrets */
    const Fault *fault;
} AttemptRow;

/* All: false with a reason when the database refuses. */
bool run_put(Home *home, RunRow *run, const char **why);
bool node_put(Home *home, int64_t run, const NodeRow *node, const char **why);
bool attempt_put(Home *home, int64_t run, const AttemptRow *attempt,
                 const char **why);

/* By its id, by "last", or by the only id that begins so. NULL with a
 * reason. */
RunRow *run_find(Home *home, Arena *arena, const char *id, const char **why);
/* The newest `limit` runs, newest first (0: all); *n of them. */
RunRow *runs_list(Home *home, Arena *arena, uint32_t limit, uint32_t *n,
                  const char **why);
/* All nodes of a run in the order in which they were queued; all attempts of
 * a run (path NULL) or of a node, by node and number. */
NodeRow *nodes_list(Home *home, Arena *arena, int64_t run, uint32_t *n,
                    const char **why);
NodeRow *node_find(Home *home, Arena *arena, int64_t run, const char *path,
                   const char **why);
AttemptRow *attempts_list(Home *home, Arena *arena, int64_t run,
                          const char *path, uint32_t *n, const char **why);

/* Signals: put by another terminal, taken by the run. A signal of one id
 * holds for all gates of that id in the run; the last one put counts until it
 * was used. */
bool signal_put(Home *home, int64_t run, const char *id,
                const IdlLiteral *value, const char **why);
const IdlLiteral *signal_find(Home *home, Arena *arena, int64_t run,
                              const char *id);
/* A wish to end the run, seen by whoever drives it. */
bool cancel_put(Home *home, int64_t run, const char *reason, const char **why);
const char *cancel_find(Home *home, Arena *arena, int64_t run);

#endif
