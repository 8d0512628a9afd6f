/* node_workflow.c - nodes that run a workflow: sub-workflows, and launch
 * plans of the package (flyte-spec 4.10). */
#include <string.h>

#include "runtime/engine/steps.h"

static void fail(Node *node, FaultKind kind, const char *code, const char *why)
{
    Fault fault = {.kind = kind, .code = code, .message = why};
    node_fail(node, &fault, NULL);
}

/* ---- what a launch plan makes of its inputs ---- */

static bool add_parameter(Node *node, const char *name,
                          const IdlParameter *parameter, IdlLiteralMap *all,
                          const char **why)
{
    Arena *arena = node->scope->run->arena;
    const IdlLiteral *value = literal_find(node->inputs, name);
    bool has_default =
        parameter &&
        parameter->behavior_case == FLYTEIDL__CORE__PARAMETER__BEHAVIOR_DEFAULT;
    if (!value && has_default)
        value = parameter->default_;
    if (!value) {
        *why = arena_print(arena, "the launch plan wants the input `%s`", name);
        return false;
    }
    literal_map_put(arena, all, name, value);
    return true;
}

static bool find_parameter(const IdlParameterMap *map, const char *name)
{
    for (size_t i = 0; map && i < map->n_parameters; i++) {
        if (strcmp(map->parameters[i]->key, name) == 0)
            return true;
    }
    return false;
}

static bool check_given(Node *node, const IdlLaunchPlanSpec *spec,
                        const char **why)
{
    Arena *arena = node->scope->run->arena;
    for (size_t i = 0; i < node->inputs->n_literals; i++) {
        const char *name = node->inputs->literals[i]->key;
        if (literal_find(spec->fixed_inputs, name)) {
            *why = arena_print(arena, "the launch plan has fixed `%s`", name);
            return false;
        }
        if (!find_parameter(spec->default_inputs, name)) {
            *why =
                arena_print(arena, "the launch plan has no input `%s`", name);
            return false;
        }
    }
    return true;
}

static const IdlLiteralMap *plan_inputs(Node *node, const char **why)
{
    const IdlLaunchPlanSpec *spec = node->graph->plan->spec;
    Arena *arena = node->scope->run->arena;
    const IdlParameterMap *map = spec->default_inputs;
    IdlLiteralMap *all = literal_map_new(arena);
    if (!check_given(node, spec, why))
        return NULL;
    for (size_t i = 0; map && i < map->n_parameters; i++) {
        if (!literal_find(spec->fixed_inputs, map->parameters[i]->key) &&
            !add_parameter(node, map->parameters[i]->key,
                           map->parameters[i]->value, all, why))
            return NULL;
    }
    const IdlLiteralMap *fixed = spec->fixed_inputs;
    for (size_t i = 0; fixed && i < fixed->n_literals; i++)
        literal_map_put(arena, all, fixed->literals[i]->key,
                        fixed->literals[i]->value);
    return all;
}

/* An execution of its own. */
static Execution *plan_execution(Node *node)
{
    const IdlLaunchPlanSpec *spec = node->graph->plan->spec;
    Execution *execution = arena_new(node->scope->run->arena, Execution);
    if (spec->max_parallelism > 0)
        execution->max = (uint32_t)spec->max_parallelism;
    execution->overwrite_cache =
        spec->overwrite_cache || node->scope->execution->overwrite_cache;
    const Flyteidl__Core__WorkflowMetadata *metadata =
        node->graph->workflow->metadata;
    execution->fail_late = metadata && metadata->on_failure;
    return execution;
}

/* ---- their course ---- */

void workflow_begin(Node *node)
{
    const GraphNode *graph = node->graph;
    bool plan = graph->kind == TARGET_PLAN;
    const char *why = NULL;
    node_turn(node, PHASE_RUNNING);
    const IdlLiteralMap *inputs = plan ? plan_inputs(node, &why) : node->inputs;
    if (!inputs) {
        fail(node, FAULT_USER, "LaunchPlanInputs", why);
        return;
    }
    Graph *inner = graph_of(graph->home, graph->workflow, &why);
    if (!inner) {
        fail(node, FAULT_SYSTEM, "BadSpecificationError", why);
        return;
    }
    Execution *execution = plan ? plan_execution(node) : node->scope->execution;
    node->state = NODE_OPEN;
    node->inner = scope_open(node->scope->run, inner, node, execution);
    if (!node->inner) {
        fail(node, FAULT_USER, "NestedTooDeep",
             "workflows are nested too deep: this one starts itself");
        return;
    }
    if (!plan)
        node->inner->parent = node_unique_id(node);
    timers_of_attempt(node);
    scope_start(node->inner, inputs);
}

void inner_scope_done(Scope *scope)
{
    Node *node = scope->owner;
    if (node->ending)
        node_settle(node);
    else if (scope->phase == PHASE_FAILED)
        node_fail(node, scope->fault, scope->failed_path);
    else if (node->dynamic)
        task_succeed(node, scope->outputs);
    else
        node_succeed(node, scope->outputs);
}
