/* graph.h - a workflow as the engine walks it: nodes by number.
 *
 * Made once for each workflow, shared by all of its instances, never changed.
 * What Flyte's compiler adds at registration is added here: order from
 * bindings, ids inside branches ("ship-n0"), checks that ids exist and that
 * nothing waits for itself. */
#ifndef FLW_RUNTIME_ENGINE_GRAPH_H
#define FLW_RUNTIME_ENGINE_GRAPH_H

#include <stdbool.h>

#include "runtime/engine/specs.h"

typedef enum TargetKind {
    TARGET_TASK,
    TARGET_WORKFLOW,
    TARGET_PLAN,
    TARGET_BRANCH,
    TARGET_GATE,
    TARGET_ARRAY
} TargetKind;

typedef struct GraphNode GraphNode;

typedef struct BranchArm {
    const IdlCondition *condition; /* NULL: else */
    const GraphNode *node;
} BranchArm;

struct GraphNode {
    const IdlNode *spec;
    const char *id;     /* as Flyte's compiler has it */
    const char *name;   /* for people */
    const char *entity; /* task, workflow or plan; NULL: none */
    TargetKind kind;
    uint32_t upstream_count;   /* distinct ones */
    uint32_t downstream_count; /* numbers in order of their ids */
    const uint32_t *downstream;
    const IdlTask *task;         /* TASK */
    const IdlWorkflow *workflow; /* WORKFLOW, PLAN: what it runs */
    Specs *home;                 /* where that refers to */
    const IdlLaunchPlan *plan;   /* PLAN */
    const BranchArm *arms;       /* BRANCH */
    uint32_t arm_count;
    const GraphNode *element; /* ARRAY */
    int64_t timeout;          /* ns; 0: none */
    uint32_t tries;           /* how often it may fail by the user's fault */
};

typedef struct Graph {
    const IdlWorkflow *workflow;
    Specs *home; /* where its references are looked up */
    GraphNode *nodes;
    uint32_t len;
    const uint32_t *order;    /* numbers of all nodes, by id */
    const GraphNode *failure; /* NULL: none */
    SymTable names;
    Map numbers; /* Sym of an id -> &nodes[i] */
} Graph;

/* The graph of a workflow whose references `home` has; the same for the same
 * workflow. NULL with a reason. */
Graph *graph_of(Specs *home, const IdlWorkflow *workflow, const char **why);
/* The node of that id; NULL: none. Ids within branches are not looked at. */
const GraphNode *graph_find(Graph *graph, const char *id);

/* "task", "branch" …; for NodeRow. */
const char *target_name(TargetKind kind);

#endif
