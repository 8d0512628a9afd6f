/* attempt.h - one try of one task: what to start, and what came of it.
 *
 * Each type of task is a TaskKind (task_kinds.c lists them): it prepares an
 * attempt folder and says what to start, or has the outputs at once; and when
 * the process has ended, reads what it left. It never starts anything. */
#ifndef FLW_RUNTIME_TASK_ATTEMPT_H
#define FLW_RUNTIME_TASK_ATTEMPT_H

#include "base/file.h"
#include "runtime/process/sandbox.h"
#include "runtime/store/objects.h"
#include "runtime/value/fault.h"
#include "runtime/value/literal.h"

/* How tasks are run: the same for a whole run. */
typedef struct TaskSetting {
    Home *home;
    const char *run_id;
    const char *entity;  /* what is run: FLYTE_INTERNAL_EXECUTION_WORKFLOW */
    const char *project; /* "" when not said */
    const char *domain;
    SandboxKind sandbox;
    const char *sql;      /* path of the SQLite file; NULL: none */
    const char *source;   /* folder of the .flw or package, added to
                             PYTHONPATH of python tasks; NULL: none */
    const FileText *code; /* an archive that the package brought, for
                             pyflyte-fast-execute; NULL: none */
    bool network; /* tasks in a sandbox may use it; on the host they can */
    bool fake;    /* make values up where nothing can run */
    bool (*stopped)(void *self); /* asked by what runs in this process: is it
                                    to give up? NULL: never */
    void *stopped_self;
    const struct Mocks *mocks; /* --mock; may be NULL */
    const struct Secrets *secrets;
} TaskSetting;

typedef struct Attempt {
    const TaskSetting *setting;
    Arena *arena; /* lives as long as the attempt */
    const IdlTask *task;
    const IdlOverrides *overrides;   /* of the node; NULL: none */
    const IdlLiteralMap *inputs;     /* of an element: one of each mapped one */
    const IdlLiteralMap *all_inputs; /* of an element: the array node's; else
                                        the same as inputs. What is not mapped
                                        is the same literal in both */
    int64_t index;                   /* of an element of an array; -1: none */
    const char *node;                /* its path */
    const char *folder;              /* absolute, made, empty, ours alone */
    const char *shared;     /* of an element: an absolute folder of its array
                           node alone, made, for what all elements read: the
                           inputs are written once. NULL: none */
    uint32_t number;        /* from 0 */
    const char *checkpoint; /* folder of the attempt before; NULL */
    int64_t until;          /* monotonic: what runs in this process ends then;
                               0: no limit */
} Attempt;

typedef struct AttemptStart {
    const IdlLiteralMap *outputs; /* at once (echo, mock, sql …); else NULL */
    ChildPlan child;              /* to be started when outputs is NULL */
    const char *command;          /* as a shell would take it */
    bool late;    /* on failure: it ran in this process, and too long */
    bool stopped; /* on failure: it ran in this process, and was stopped */
} AttemptStart;

typedef struct AttemptResult {
    const IdlLiteralMap *outputs;
    const IdlDynamicSpec *dynamic; /* a dynamic task's graph; NULL: none */
    const char *deck;              /* path of deck.html; NULL: none */
} AttemptResult;

/* False with *fault. */
bool attempt_prepare(Attempt *attempt, AttemptStart *start, Fault *fault);
/* After its process has ended. Files among the outputs are objects then, and
 * refinements hold. */
bool attempt_finish(Attempt *attempt, const ChildEnd *end,
                    AttemptResult *result, Fault *fault);
/* In place of attempt_finish, when its process was ended (a timeout, a
 * cancelled run) or never started: removes what must not stay (secrets). */
void attempt_drop(const Attempt *attempt);

/* The same for all attempts of a run whose driver was killed. */
void attempts_sweep(const TaskSetting *setting, Arena *arena);

/* Can a task of this type run here, as things are? Asked for every task before
 * a run starts; false with a reason that says what to do (--mock, --sql,
 * install …). */
bool task_can_run(const TaskSetting *setting, const IdlTask *task, Arena *arena,
                  const char **why);
/* Are its outputs given (--mock) or invented (--fake)? They are no results, so
 * the cache must not learn them. */
bool task_is_made_up(const TaskSetting *setting, const IdlTask *task);

#endif
