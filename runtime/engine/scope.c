/* scope.c - one instance of a workflow, from its inputs to its outputs. */
#include <string.h>

#include "runtime/engine/steps.h"

/* ---- what is seen from inside ---- */

static bool is_start(const char *node_id)
{
    return node_id[0] == '\0' || strcmp(node_id, "start-node") == 0;
}

static const IdlLiteral *fetch_input(void *self, const char *node_id,
                                     const char *var, const char **why)
{
    Scope *scope = self;
    Arena *arena = scope->run->arena;
    if (!is_start(node_id)) {
        *why = arena_print(arena,
                           "only inputs of the workflow are seen here, "
                           "wants `%s` of node `%s`",
                           var, node_id);
        return NULL;
    }
    const IdlLiteral *literal = literal_find(scope->inputs, var);
    if (!literal)
        *why = arena_print(arena, "the workflow has no input `%s`", var);
    return literal;
}

/* A node may give its outputs other names. */
static const char *real_name(const IdlNode *spec, const char *var)
{
    for (size_t i = 0; i < spec->n_output_aliases; i++) {
        if (strcmp(spec->output_aliases[i]->alias, var) == 0)
            return spec->output_aliases[i]->var;
    }
    return var;
}

static const IdlLiteral *fetch(void *self, const char *node_id, const char *var,
                               const char **why)
{
    Scope *scope = self;
    if (is_start(node_id))
        return fetch_input(self, node_id, var, why);
    Arena *arena = scope->run->arena;
    const GraphNode *graph = graph_find(scope->graph, node_id);
    if (!graph) {
        *why = arena_print(arena, "there is no node `%s`", node_id);
        return NULL;
    }
    const Node *node = &scope->nodes[graph - scope->graph->nodes];
    const IdlLiteral *literal =
        literal_find(node->row.outputs, real_name(graph->spec, var));
    if (!literal)
        *why = arena_print(arena, "node `%s` has no output `%s`", node_id, var);
    return literal;
}

BindSource scope_source(Scope *scope)
{
    return (BindSource){scope->run->arena, fetch, scope};
}

BindSource scope_input_source(Scope *scope)
{
    return (BindSource){scope->run->arena, fetch_input, scope};
}

/* ---- its course ---- */

Scope *scope_open(Run *run, Graph *graph, Node *owner, Execution *execution)
{
    Scope *scope = arena_new(run->arena, Scope);
    scope->run = run;
    scope->graph = graph;
    scope->owner = owner;
    scope->execution = execution;
    scope->prefix = "";
    scope->undone = graph->len;
    scope->nodes = arena_array(run->arena, Node, graph->len);
    for (uint32_t i = 0; i < graph->len; i++)
        node_init(&scope->nodes[i], scope, &graph->nodes[i], OF_SCOPE);
    if (owner) {
        scope->depth = owner->scope->depth + 1;
        scope->prefix = arena_print(run->arena, "%s/", owner->row.path);
    }
    return scope->depth > NESTING_MAX ? NULL : scope;
}

static void resolve_outputs(Scope *scope)
{
    const IdlWorkflow *flow = scope->graph->workflow;
    BindSource source = scope_source(scope);
    const char *why = NULL;
    scope->outputs =
        bindings_resolve(&source, flow->outputs, flow->n_outputs, &why);
    if (scope->outputs)
        return;
    Fault *fault = arena_new(scope->run->arena, Fault);
    fault_set(scope->run->arena, fault,
              (Fault){.kind = FAULT_SYSTEM, .code = "BindingResolutionFailure"},
              "outputs of the workflow: %s", why);
    scope->fault = fault;
}

/* All nodes are done. */
static void complete(Scope *scope)
{
    if (!scope->fault)
        resolve_outputs(scope);
    if (scope->fault) {
        scope_fail(scope);
        return;
    }
    scope->ending = PHASE_SUCCEEDED;
    scope_settle(scope);
}

void scope_start(Scope *scope, const IdlLiteralMap *inputs)
{
    scope->inputs = inputs;
    const Graph *graph = scope->graph;
    for (uint32_t i = 0; i < graph->len; i++) {
        Node *node = &scope->nodes[graph->order[i]];
        if (node->waiting == 0)
            node_ready(node);
    }
    if (graph->len == 0)
        complete(scope);
}

static void release_downstream(Node *node, bool skip)
{
    Scope *scope = node->scope;
    for (uint32_t i = 0; i < node->graph->downstream_count; i++) {
        Node *next = &scope->nodes[node->graph->downstream[i]];
        next->skip |= skip;
        if (--next->waiting == 0)
            node_ready(next);
    }
}

void scope_node_done(Node *node)
{
    Scope *scope = node->scope;
    scope->live--;
    scope->undone--;
    if (scope->ending) {
        scope_settle(scope);
        return;
    }
    Phase phase = node->row.phase;
    bool good = phase == PHASE_SUCCEEDED || phase == PHASE_RECOVERED;
    bool bad = phase == PHASE_FAILED || phase == PHASE_TIMED_OUT;
    if (bad)
        scope_blame(scope, node);
    if (bad && !scope->execution->fail_late) {
        scope_fail(scope);
        return;
    }
    release_downstream(node, !good);
    if (scope->undone == 0)
        complete(scope);
}

void scope_stop(Scope *scope, Phase phase)
{
    if (scope->phase)
        return;
    scope->ending = phase;
    for (uint32_t i = 0; i < scope->graph->len && scope->live; i++)
        node_stop(&scope->nodes[i], phase);
    if (scope->failure)
        node_stop(scope->failure, phase);
    scope_settle(scope);
}
