/* graph.c - from a WorkflowTemplate to nodes by number. */
#include "runtime/engine/graph.h"

#include <stdlib.h>
#include <string.h>

enum { ID_MAX = 200 }; /* so that a path in an attempt's folder stays short */

typedef struct Builder {
    Arena *arena;
    Specs *home;
    Graph *graph;
    const char **why;
    uint32_t *seen; /* per node: 1 + the last one that it was upstream of */
} Builder;

static bool fail(Builder *b, const char *form, ...) PRINTF_LIKE(2, 3);
static bool fail(Builder *b, const char *form, ...)
{
    va_list args;
    va_start(args, form);
    const char *reason = arena_vprint(b->arena, form, args);
    va_end(args);
    const IdlId *id = b->graph->workflow->id;
    *b->why = id ? arena_print(b->arena, "workflow `%s`: %s", id->name, reason)
                 : reason;
    return false;
}

/* ---- what a node runs ---- */

/* Ids become parts of paths. */
static bool is_plain_id(const char *id)
{
    size_t len = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-_"
                            "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    return len > 0 && len <= ID_MAX && id[len] == '\0';
}

static bool settle_task(Builder *b, GraphNode *node)
{
    const IdlTaskNode *target = node->spec->task_node;
    if (!target || !target->reference_id)
        return fail(b, "node `%s` refers to no task", node->id);
    node->kind = TARGET_TASK;
    node->entity = target->reference_id->name;
    node->task = specs_task(b->home, target->reference_id);
    if (!node->task)
        return fail(b,
                    "node `%s` runs the task `%s`, which is not in the "
                    "package; build the package with everything it uses, or "
                    "give its outputs by --mock",
                    node->id, spec_id_shown(b->arena, target->reference_id));
    return true;
}

static bool settle_plan(Builder *b, GraphNode *node, const IdlId *id)
{
    node->kind = TARGET_PLAN;
    node->entity = id->name;
    node->plan = specs_plan(b->home, id);
    const IdlLaunchPlanSpec *spec = node->plan ? node->plan->spec : NULL;
    if (!spec || !spec->workflow_id)
        return fail(b,
                    "node `%s` starts the launch plan `%s`, which is not "
                    "in the package; only plans of the package run here",
                    node->id, spec_id_shown(b->arena, id));
    node->workflow = specs_workflow(b->home, spec->workflow_id, &node->home);
    if (!node->workflow)
        return fail(b,
                    "the workflow `%s` of the launch plan `%s` is not in "
                    "the package",
                    spec_id_shown(b->arena, spec->workflow_id), id->name);
    return true;
}

static bool settle_workflow(Builder *b, GraphNode *node)
{
    const IdlWorkflowNode *target = node->spec->workflow_node;
    if (target->reference_case ==
        FLYTEIDL__CORE__WORKFLOW_NODE__REFERENCE_LAUNCHPLAN_REF)
        return settle_plan(b, node, target->launchplan_ref);
    if (target->reference_case !=
        FLYTEIDL__CORE__WORKFLOW_NODE__REFERENCE_SUB_WORKFLOW_REF)
        return fail(b, "node `%s` refers to no workflow", node->id);
    const IdlId *id = target->sub_workflow_ref;
    node->kind = TARGET_WORKFLOW;
    node->entity = id->name;
    node->workflow = specs_workflow(b->home, id, &node->home);
    if (!node->workflow)
        return fail(b,
                    "node `%s` runs the workflow `%s`, which is not in the "
                    "package",
                    node->id, spec_id_shown(b->arena, id));
    return true;
}

static bool settle(Builder *b, GraphNode *node, const IdlNode *spec,
                   const char *id);

static GraphNode *settle_inner(Builder *b, const GraphNode *outer,
                               const IdlNode *spec)
{
    if (!spec) {
        fail(b, "node `%s` has an empty place inside", outer->id);
        return NULL;
    }
    if (!is_plain_id(spec->id)) {
        fail(b,
             "inside of `%s`: a node's id is letters, digits, `-`, `_`; "
             "found `%s`",
             outer->id, spec->id);
        return NULL;
    }
    GraphNode *node = arena_new(b->arena, GraphNode);
    const char *id = arena_print(b->arena, "%s-%s", outer->id, spec->id);
    return settle(b, node, spec, id) ? node : NULL;
}

static bool add_arm(Builder *b, GraphNode *node, BranchArm *arms,
                    const IdlIfBlock *block)
{
    if (!block || !block->condition)
        return fail(b, "branch `%s` lacks a condition", node->id);
    BranchArm *arm = &arms[node->arm_count++];
    arm->condition = block->condition;
    arm->node = settle_inner(b, node, block->then_node);
    return arm->node;
}

static bool settle_branch(Builder *b, GraphNode *node)
{
    const IdlIfElse *block = node->spec->branch_node->if_else;
    node->kind = TARGET_BRANCH;
    if (!block)
        return fail(b, "branch `%s` is empty", node->id);
    BranchArm *arms = arena_array(b->arena, BranchArm, block->n_other + 2);
    node->arms = arms;
    if (!add_arm(b, node, arms, block->case_))
        return false;
    for (size_t i = 0; i < block->n_other; i++) {
        if (!add_arm(b, node, arms, block->other[i]))
            return false;
    }
    if (block->default_case != FLYTEIDL__CORE__IF_ELSE_BLOCK__DEFAULT_ELSE_NODE)
        return true;
    BranchArm *last = &arms[node->arm_count++];
    last->node = settle_inner(b, node, block->else_node);
    return last->node;
}

static int64_t node_timeout(const IdlNode *spec)
{
    const IdlNodeMetadata *metadata = spec->metadata;
    if (!metadata || !metadata->timeout || metadata->timeout->seconds < 0)
        return 0;
    int64_t seconds = metadata->timeout->seconds;
    int64_t most = INT64_MAX / 4000000000; /* twice of it fits a deadline */
    return (seconds < most ? seconds : most) * 1000000000 +
           metadata->timeout->nanos;
}

/* Flyte: the node's, unless that says nothing, else the task's. */
static uint32_t tries_of(const GraphNode *node)
{
    const IdlNodeMetadata *metadata = node->spec->metadata;
    uint32_t retries = 0;
    if (metadata && metadata->retries)
        retries = metadata->retries->retries;
    if (!retries && node->task && node->task->metadata &&
        node->task->metadata->retries)
        retries = node->task->metadata->retries->retries;
    return retries < UINT32_MAX ? retries + 1 : retries;
}

static bool settle_array(Builder *b, GraphNode *node)
{
    const IdlNode *spec = node->spec->array_node->node;
    node->kind = TARGET_ARRAY;
    if (!spec || spec->target_case != FLYTEIDL__CORE__NODE__TARGET_TASK_NODE)
        return fail(b,
                    "array `%s`: propeller maps tasks alone; wrap anything "
                    "else in a task",
                    node->id);
    GraphNode *element = arena_new(b->arena, GraphNode);
    if (!settle(b, element, spec, node->id))
        return false;
    if (element->tries == 1)
        element->tries = tries_of(node);
    node->element = element;
    node->entity = element->entity;
    node->task = element->task;
    return true;
}

/* What a gate waits for goes by this name; NULL: it only sleeps. */
static const char *signal_of(const IdlGateNode *gate)
{
    switch (gate->condition_case) {
    case FLYTEIDL__CORE__GATE_NODE__CONDITION_APPROVE:
        return gate->approve->signal_id;
    case FLYTEIDL__CORE__GATE_NODE__CONDITION_SIGNAL:
        return gate->signal->signal_id;
    case FLYTEIDL__CORE__GATE_NODE__CONDITION_SLEEP:
    case FLYTEIDL__CORE__GATE_NODE__CONDITION__NOT_SET:
    case _FLYTEIDL__CORE__GATE_NODE__CONDITION__CASE_IS_INT_SIZE:
        break;
    }
    return NULL;
}

static bool settle_target(Builder *b, GraphNode *node)
{
    switch (node->spec->target_case) {
    case FLYTEIDL__CORE__NODE__TARGET_TASK_NODE:
        return settle_task(b, node);
    case FLYTEIDL__CORE__NODE__TARGET_WORKFLOW_NODE:
        return settle_workflow(b, node);
    case FLYTEIDL__CORE__NODE__TARGET_BRANCH_NODE:
        return settle_branch(b, node);
    case FLYTEIDL__CORE__NODE__TARGET_ARRAY_NODE:
        return settle_array(b, node);
    case FLYTEIDL__CORE__NODE__TARGET_GATE_NODE:
        node->kind = TARGET_GATE;
        node->entity = signal_of(node->spec->gate_node);
        return true;
    case FLYTEIDL__CORE__NODE__TARGET__NOT_SET:
    case _FLYTEIDL__CORE__NODE__TARGET__CASE_IS_INT_SIZE:
    default:
        return fail(b, "node `%s` is of a kind that this flw does not know",
                    node->id);
    }
}

static bool settle(Builder *b, GraphNode *node, const IdlNode *spec,
                   const char *id)
{
    node->spec = spec;
    node->id = id;
    if (!settle_target(b, node))
        return false;
    node->name = spec->metadata && spec->metadata->name[0]
                     ? spec->metadata->name
                     : (node->entity ? node->entity : id);
    node->timeout = node_timeout(spec);
    node->tries = tries_of(node);
    return true;
}

/* ---- what waits for what ---- */

typedef struct Edge {
    uint32_t from, to;
} Edge;
typedef Vec(Edge) Edges;

typedef struct EdgeWalk {
    Builder *b;
    uint32_t to;
    Edges *edges;
} EdgeWalk;

static bool add_upstream(EdgeWalk *walk, const char *id)
{
    Builder *b = walk->b;
    if (id[0] == '\0' || strcmp(id, "start-node") == 0)
        return true;
    const GraphNode *from = graph_find(b->graph, id);
    GraphNode *to = &b->graph->nodes[walk->to];
    if (!from)
        return fail(b, "node `%s` waits for `%s`, which is not there", to->id,
                    id);
    uint32_t number = (uint32_t)(from - b->graph->nodes);
    if (b->seen[number] == walk->to + 1)
        return true;
    b->seen[number] = walk->to + 1;
    to->upstream_count++;
    b->graph->nodes[number].downstream_count++;
    vec_push(b->arena, walk->edges, ((Edge){number, walk->to}));
    return true;
}

static bool walk_binding(EdgeWalk *walk, const IdlBindingData *data)
{
    if (!data)
        return true;
    switch (data->value_case) {
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_PROMISE:
        return add_upstream(walk, data->promise->node_id);
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_COLLECTION:
        for (size_t i = 0; i < data->collection->n_bindings; i++) {
            if (!walk_binding(walk, data->collection->bindings[i]))
                return false;
        }
        return true;
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_MAP:
        for (size_t i = 0; i < data->map->n_bindings; i++) {
            if (!walk_binding(walk, data->map->bindings[i]->value))
                return false;
        }
        return true;
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_SCALAR:
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_OFFLOADED_METADATA:
    case FLYTEIDL__CORE__BINDING_DATA__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__BINDING_DATA__VALUE__CASE_IS_INT_SIZE:
    default:
        return true;
    }
}

/* A branch waits for all that its arms need: they start within it. */
static bool walk_node(EdgeWalk *walk, const GraphNode *node)
{
    const IdlNode *spec = node->spec;
    for (size_t i = 0; i < spec->n_inputs; i++) {
        if (!walk_binding(walk, spec->inputs[i]->binding))
            return false;
    }
    for (size_t i = 0; i < spec->n_upstream_node_ids; i++) {
        if (!add_upstream(walk, spec->upstream_node_ids[i]))
            return false;
    }
    for (uint32_t i = 0; i < node->arm_count; i++) {
        if (!walk_node(walk, node->arms[i].node))
            return false;
    }
    return true;
}

static void fill_downstream(Builder *b, const Edges *edges)
{
    Graph *graph = b->graph;
    uint32_t *all = arena_array(b->arena, uint32_t, edges->len);
    uint32_t **next = arena_array(b->arena, uint32_t *, graph->len);
    for (uint32_t i = 0; i < graph->len; i++) {
        graph->nodes[i].downstream = next[i] = all;
        all += graph->nodes[i].downstream_count;
    }
    for (uint32_t i = 0; i < edges->len; i++)
        *next[edges->at[i].from]++ = edges->at[i].to;
}

/* In the order of ids, so that each one's downstream comes sorted. */
static bool connect(Builder *b)
{
    Edges edges = {0};
    b->seen = arena_array(b->arena, uint32_t, b->graph->len);
    for (uint32_t i = 0; i < b->graph->len; i++) {
        EdgeWalk walk = {b, b->graph->order[i], &edges};
        if (!walk_node(&walk, &b->graph->nodes[walk.to]))
            return false;
    }
    fill_downstream(b, &edges);
    return true;
}

/* Whatever cannot be reached by finishing what waits for nothing, waits for
 * itself. */
static bool check_cycles(Builder *b)
{
    Graph *graph = b->graph;
    uint32_t *waits = arena_array(b->arena, uint32_t, graph->len);
    uint32_t *queue = arena_array(b->arena, uint32_t, graph->len);
    uint32_t len = 0;
    for (uint32_t i = 0; i < graph->len; i++) {
        waits[i] = graph->nodes[i].upstream_count;
        if (!waits[i])
            queue[len++] = i;
    }
    for (uint32_t done = 0; done < len; done++) {
        const GraphNode *node = &graph->nodes[queue[done]];
        for (uint32_t i = 0; i < node->downstream_count; i++) {
            if (--waits[node->downstream[i]] == 0)
                queue[len++] = node->downstream[i];
        }
    }
    for (uint32_t i = 0; len < graph->len && i < graph->len; i++) {
        if (waits[i])
            return fail(b, "node `%s` waits for itself", graph->nodes[i].id);
    }
    return true;
}

/* ---- all of it ---- */

typedef struct Ranked {
    const char *id;
    uint32_t number;
} Ranked;

static int by_id(const void *a, const void *b)
{
    return strcmp(((const Ranked *)a)->id, ((const Ranked *)b)->id);
}

static void sort_ids(Builder *b)
{
    Graph *graph = b->graph;
    Ranked *ranked = arena_array(b->arena, Ranked, graph->len);
    uint32_t *order = arena_array(b->arena, uint32_t, graph->len);
    for (uint32_t i = 0; i < graph->len; i++)
        ranked[i] = (Ranked){graph->nodes[i].id, i};
    if (graph->len)
        qsort(ranked, graph->len, sizeof *ranked, by_id);
    for (uint32_t i = 0; i < graph->len; i++)
        order[i] = ranked[i].number;
    graph->order = order;
}

static bool add_node(Builder *b, uint32_t number)
{
    Graph *graph = b->graph;
    const IdlNode *spec = graph->workflow->nodes[number];
    if (!is_plain_id(spec->id))
        return fail(b, "a node's id is letters, digits, `-`, `_`; found `%s`",
                    spec->id);
    const Sym *id = sym_of(&graph->names, spec->id);
    if (map_find(&graph->numbers, id))
        return fail(b, "two nodes have the id `%s`", spec->id);
    map_put(b->arena, &graph->numbers, id, &graph->nodes[number]);
    return settle(b, &graph->nodes[number], spec, spec->id);
}

static bool add_failure(Builder *b)
{
    const IdlNode *spec = b->graph->workflow->failure_node;
    if (!spec)
        return true;
    if (!is_plain_id(spec->id))
        return fail(b, "a node's id is letters, digits, `-`, `_`; found `%s`",
                    spec->id);
    if (graph_find(b->graph, spec->id))
        return fail(b, "two nodes have the id `%s`", spec->id);
    GraphNode *node = arena_new(b->arena, GraphNode);
    b->graph->failure = node;
    return settle(b, node, spec, spec->id);
}

static bool build(Builder *b)
{
    Graph *graph = b->graph;
    graph->len = (uint32_t)graph->workflow->n_nodes;
    graph->nodes = arena_array(b->arena, GraphNode, graph->len);
    for (uint32_t i = 0; i < graph->len; i++) {
        if (!add_node(b, i))
            return false;
    }
    sort_ids(b);
    return connect(b) && check_cycles(b) && add_failure(b);
}

Graph *graph_of(Specs *home, const IdlWorkflow *workflow, const char **why)
{
    Graph *graph = map_find(&home->graphs, workflow);
    if (graph)
        return graph;
    Arena *arena = home->arena;
    graph = arena_new(arena, Graph);
    graph->workflow = workflow;
    graph->home = home;
    sym_table_init(&graph->names, arena);
    Builder b = {arena, home, graph, why, NULL};
    if (!build(&b))
        return NULL;
    map_put(arena, &home->graphs, workflow, graph);
    return graph;
}

const GraphNode *graph_find(Graph *graph, const char *id)
{
    return map_find(&graph->numbers, sym_of(&graph->names, id));
}

const char *target_name(TargetKind kind)
{
    static const char *const names[] = {
        [TARGET_TASK] = "task",        [TARGET_WORKFLOW] = "workflow",
        [TARGET_PLAN] = "launch plan", [TARGET_BRANCH] = "branch",
        [TARGET_GATE] = "gate",        [TARGET_ARRAY] = "array",
    };
    return names[kind];
}
