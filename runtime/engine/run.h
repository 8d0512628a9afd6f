/* run.h - a package's entity, executed from beginning to end.
 *
 * Semantics: flyte-spec section 4, as propeller and copilot do it; where we
 * differ, docs/runtime.md says why. */
#ifndef FLW_RUNTIME_ENGINE_RUN_H
#define FLW_RUNTIME_ENGINE_RUN_H

#include "base/vec.h"
#include "runtime/event/change.h"
#include "runtime/task/attempt.h"
#include "runtime/value/inputs.h"
#include "spec/package.h"

/* ---- what a package has to run ---- */

/* The entity of that name: in full ("eta.train_region"), or its last part
 * when one alone ends so. A launch plan that only repeats its workflow is the
 * workflow. NULL with a reason that lists what there is. */
typedef struct Entity {
    PackageKind kind;
    const char *name; /* in full */
    InputSlots slots;
    const IdlVariableMap *outputs;
} Entity;

const Entity *entity_find(Arena *arena, const Package *package,
                          const char *name, const char **why);
/* Names of workflows and launch plans, for people; n of them. */
const char *const *entity_names(Arena *arena, const Package *package,
                                size_t *n);

/* ---- a run ---- */

typedef struct RunOptions {
    TaskSetting tasks;
    uint32_t jobs;            /* processes at once; 0: as many as cores */
    uint32_t max_parallelism; /* Flyte's; 0: the launch plan's, else none */
    bool approve_all;
    bool overwrite_cache;
    bool no_cache;
    int64_t grace;      /* ns from TERM to KILL; 0: ten seconds */
    const char *source; /* for RunRow */
    const char *kept;   /* for RunRow.options; NULL: nothing */
} RunOptions;

/* Asked for a gate that waits, when there is a terminal: NULL answer: not
 * yet. */
typedef struct GateAsk {
    const IdlLiteral *(*ask)(void *self, const char *gate_id,
                             const IdlType *type, const char *node);
    void *self;
} GateAsk;

typedef Vec(Listener) Listeners;

typedef struct RunJob {
    Arena *arena;
    Home *home;
    const char *id; /* of a new run, from run_id_new; NULL: a fresh one */
    const Package *package;
    FileText bytes; /* the package as it is kept with the run */
    const Entity *entity;
    const IdlLiteralMap *inputs; /* files among them are objects */
    RunOptions options;
    Listeners listeners;
    GateAsk gate; /* .ask NULL: gates wait for `flw signal` */
} RunJob;

/* Reasons why this entity cannot run here, found before it starts: kinds
 * without a local meaning, tasks not in the package. NULL: none. */
const char *run_obstacles(const RunJob *job);

/* Runs it, a new run or (resume not NULL) the rest of an old one, until it
 * ended, was cancelled (phase ABORTED) or interrupted by a signal
 * (INTERRUPTED). The row as it is then in the database; NULL with a reason:
 * the platform failed before anything could be said of the run. */
RunRow *run_execute(RunJob *job, RunRow *resume, const char **why);

#endif
