/* plan.h - what is to be run, free of Flyte's messages.
 *
 * Lowered from the checked trees, read by emit. Plain data in the session's
 * arena. Names are Flyte's: task, node, binding, promise. Types and constants
 * are typesys's own. */
#ifndef FLW_COMPILER_PLAN_PLAN_H
#define FLW_COMPILER_PLAN_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"
#include "typesys/kind.h"
#include "typesys/launch.h"
#include "typesys/settings.h"
#include "typesys/type.h"
#include "typesys/value.h"

typedef struct PlanNode PlanNode;
typedef struct PlanData PlanData;
typedef struct PlanTask PlanTask;
typedef struct PlanWorkflow PlanWorkflow;
typedef struct PlanLaunch PlanLaunch;
typedef Vec(PlanNode *) PlanNodeVec;
typedef Vec(const PlanNode *) PlanNodeRefVec;
typedef Vec(const char *) TextVec;

/* Names in Flyte. project, domain and version are "" for "filled in by
 * flytectl", except for what was registered before (extern). */
typedef struct PlanId {
    const char *project;
    const char *domain;
    const char *name;
    const char *version;
} PlanId;

/* A variable of an interface. */
typedef struct PlanVar {
    const char *name;
    const Type *type;
    const char *doc;    /* NULL: none */
    const Value *value; /* workflow inputs: the default; NULL: required */
} PlanVar;
typedef Vec(PlanVar) PlanVarVec;

typedef struct PlanInterface {
    PlanVarVec inputs;  /* sorted by name */
    PlanVarVec outputs; /* sorted by name */
} PlanInterface;

/* ---- where values come from ---- */

typedef struct PlanStep { /* of an attribute path */
    const char *field;    /* NULL: index counts */
    int64_t index;
} PlanStep;
typedef Vec(PlanStep) PlanStepVec;

typedef enum PlanDataKind {
    PLAN_CONSTANT,
    PLAN_PROMISE,
    PLAN_LIST,
    PLAN_MAP /* string keys, sorted */
} PlanDataKind;

typedef struct PlanMapItem {
    const char *key;
    const PlanData *data;
} PlanMapItem;

struct PlanData {
    PlanDataKind kind;
    const Type *type; /* the type it is emitted as: what is wanted */
    union {
        const Value *constant; /* already fitted to type */
        struct {
            const PlanNode *node; /* NULL: an input of the workflow */
            const char *var;
            PlanStepVec path;
            Span at; /* of the path, where it was written */
        } promise;
        Vec(const PlanData *) list;
        Vec(PlanMapItem) map;
    } as;
};

typedef struct PlanBinding {
    const char *var;
    const PlanData *data;
} PlanBinding;
typedef Vec(PlanBinding) PlanBindingVec; /* sorted by var */

/* ---- nodes ---- */

typedef enum PlanNodeKind {
    PLAN_NODE_TASK,
    PLAN_NODE_WORKFLOW,
    PLAN_NODE_LAUNCH,
    PLAN_NODE_BRANCH,
    PLAN_NODE_ARRAY,
    PLAN_NODE_APPROVE,
    PLAN_NODE_SIGNAL,
    PLAN_NODE_SLEEP
} PlanNodeKind;

/* A comparison of two operands, or two conditions joined. The operands'
 * variables are bound as inputs of the branch node. */
typedef enum PlanCompare {
    PLAN_EQ,
    PLAN_NE,
    PLAN_GT,
    PLAN_GE,
    PLAN_LT,
    PLAN_LE
} PlanCompare;

typedef struct PlanOperand {
    const char *var;       /* an input of the branch node; NULL: a constant */
    const Value *constant; /* a primitive */
} PlanOperand;

typedef enum PlanConditionKind {
    PLAN_COMPARISON,
    PLAN_AND,
    PLAN_OR
} PlanConditionKind;

typedef struct PlanCondition PlanCondition;
struct PlanCondition {
    PlanConditionKind kind;
    PlanCompare compare;
    PlanOperand left;
    PlanOperand right;
    const PlanCondition *first; /* AND, OR */
    const PlanCondition *second;
};

typedef struct PlanCase {
    const PlanCondition *condition;
    PlanNode *then;
} PlanCase;

struct PlanNode {
    PlanNodeKind kind;
    const char *id;        /* [a-z0-9-]{1,63} */
    const char *name;      /* shown by Flyte's console: metadata.name */
    Span span;             /* the expression that it stands for */
    const char *generated; /* why the compiler made it; NULL: it was written */
    PlanBindingVec inputs;
    PlanNodeRefVec upstream;  /* `after`, and what inputs imply; sorted
                                       by id, no repetition */
    const Settings *settings; /* overrides of a call; NULL: none */
    int64_t timeout; /* ns, resolved from the call, else the task; 0: none */
    int64_t retries; /* as above; -1: not set */
    int8_t interruptible;     /* -1: not set */
    PlanInterface interface_; /* what it takes and gives */
    union {
        const PlanTask *task;         /* TASK */
        const PlanWorkflow *workflow; /* WORKFLOW */
        const PlanLaunch *launch;     /* LAUNCH */
        struct {
            Vec(PlanCase) cases; /* at least one */
            PlanNode *otherwise; /* NULL: fail */
            const char *fail;    /* the message */
        } branch;
        struct {
            PlanNode *item;          /* a TASK node over the list-typed task */
            int64_t parallelism;     /* 0: not set */
            int64_t min_successes;   /* 0: not set */
            float min_success_ratio; /* 0: not set; then 1.0 */
            TextVec bound;           /* inputs that are not mapped, sorted */
        } array;
        struct {
            const char *signal; /* APPROVE, SIGNAL */
            const Type *type;   /* SIGNAL */
            int64_t duration;   /* SLEEP, ns */
        } gate;
    } as;
};

/* ---- tasks ---- */

struct PlanTask {
    PlanId id;
    bool is_extern; /* registered before: referenced, not emitted */
    PlanInterface interface_;
    const KindUse *use;       /* NULL when extern */
    const Decl *decl;         /* NULL: generated, without one of its own */
    const Settings *settings; /* of the task over the defaults */
    const char *doc;
    const char *generated; /* as of a node */
    Span span;
    const char *cache_version; /* NULL: not cached; of `auto`: the hash */
    /* For the task of an array node: the task written, whose list-typed twin
     * this is: its outputs are lists, and its inputs that are not `bound`. */
    const PlanTask *mapped;
    TextVec bound;
};

/* ---- workflows ---- */

struct PlanWorkflow {
    PlanId id;
    PlanInterface interface_;
    PlanNodeVec nodes;      /* every node after those it takes from */
    PlanBindingVec outputs; /* one for each output of the interface */
    PlanNode *failure;      /* NULL: none. Its inputs bind workflow inputs and
                               constants; `err` is bound to a none: of type
                               `error` it is emitted as an empty Error */
    FailurePolicy failure_policy;
    int8_t interruptible; /* -1: not set */
    const char *doc;
    const char *generated;
    Span span;
    /* Every workflow that nodes of this one lead to, each once, in order of
     * id; what WorkflowSpec.sub_workflows must hold. */
    Vec(const PlanWorkflow *) closure;
};

struct PlanLaunch {
    PlanId id;
    bool is_extern;
    PlanInterface interface_; /* what a node that calls it takes and gives */
    const PlanWorkflow *workflow; /* NULL when extern */
    const Launch *launch;         /* NULL: the default one of its workflow */
    const char *doc;
    Span span;
};

typedef enum PlanEntityKind {
    PLAN_TASK_ENTITY,
    PLAN_WORKFLOW_ENTITY,
    PLAN_LAUNCH_ENTITY
} PlanEntityKind;

typedef struct PlanEntity {
    PlanEntityKind kind;
    union {
        const PlanTask *task;
        const PlanWorkflow *workflow;
        const PlanLaunch *launch;
    } as;
} PlanEntity;

/* Everything of one build, in the order of registration: a task before the
 * workflows that use it, a workflow before its launch plans. */
typedef struct Plan {
    Vec(const PlanTask *) tasks; /* without extern ones */
    Vec(const PlanWorkflow *) workflows;
    Vec(const PlanLaunch *) launches;
    /* All of the above, in registration order. */
    Vec(PlanEntity) entities;
} Plan;

#endif
