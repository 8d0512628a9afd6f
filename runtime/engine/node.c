/* node.c - what all nodes have in common: from ready to done. */
#include <string.h>

#include "runtime/engine/steps.h"

void node_init(Node *node, Scope *scope, const GraphNode *graph, NodeRole role)
{
    *node = (Node){.graph = graph, .scope = scope, .role = role};
    if (role == OF_SCOPE)
        node->waiting = graph->upstream_count;
}

void node_ready(Node *node)
{
    if (node->role == OF_SCOPE)
        node->scope->live++;
    schedule_ready(node);
}

Fault *fault_copy(Arena *arena, const Fault *fault)
{
    Fault *copy = arena_new(arena, Fault);
    *copy = *fault;
    const char *code = fault->code ? fault->code : "";
    const char *message = fault->message ? fault->message : "";
    copy->code = arena_copy(arena, code, strlen(code));
    copy->message = arena_copy(arena, message, strlen(message));
    return copy;
}

/* ---- its row ---- */

static const char *node_path(const Node *node)
{
    Arena *arena = node->scope->run->arena;
    const char *id = node->graph->id;
    switch (node->role) {
    case OF_ARRAY:
        return arena_print(arena, "%s/%u", node->parent->row.path, node->index);
    case OF_BRANCH:
        return arena_print(arena, "%s/%s", node->parent->row.path, id);
    case OF_SCOPE:
    case OF_FAILURE:
    default:
        return arena_print(arena, "%s%s", node->scope->prefix, id);
    }
}

void node_name(Node *node)
{
    const GraphNode *graph = node->graph;
    node->row.path = node_path(node);
    node->row.name = graph->name;
    node->row.entity = graph->entity;
    node->row.kind = target_name(graph->kind);
    node->row.queued = clock_now();
}

void node_turn(Node *node, Phase phase)
{
    node->row.phase = phase;
    if (phase == PHASE_RUNNING && !node->row.began)
        node->row.began = clock_now();
    journal_node(node, phase);
}

/* ---- its end ---- */

static void tell_parent(Node *node)
{
    switch (node->role) {
    case OF_SCOPE:
        scope_node_done(node);
        break;
    case OF_BRANCH:
        branch_child_done(node);
        break;
    case OF_ARRAY:
        array_element_done(node);
        break;
    case OF_FAILURE:
        scope_failure_done(node);
        break;
    default:
        break;
    }
}

/* What was stopped before it began has no row. */
static void finish(Node *node, Phase phase)
{
    node->state = NODE_DONE;
    cache_leave(node);
    if (node->row.path) {
        node->row.ended = clock_now();
        node_turn(node, phase);
    }
    if (node->counted)
        schedule_free(node->scope->run, node->scope->execution);
    tell_parent(node);
}

void node_succeed(Node *node, const IdlLiteralMap *outputs)
{
    node->row.outputs = outputs;
    finish(node, PHASE_SUCCEEDED);
}

void node_skip(Node *node)
{
    finish(node, PHASE_SKIPPED);
}

void node_fail(Node *node, const Fault *fault, const char *path)
{
    node->row.fault = fault_copy(node->scope->run->arena, fault);
    node->failed_path = path ? path : node->row.path;
    finish(node, fault->timed_out ? PHASE_TIMED_OUT : PHASE_FAILED);
}

static bool is_quiet(const Node *node)
{
    return !node->job && (!node->inner || node->inner->phase) &&
           (!node->child || node->child->state == NODE_DONE) &&
           (!node->elements || !node->elements->live);
}

void node_settle(Node *node)
{
    if (node->state == NODE_DONE || !node->ending || !is_quiet(node))
        return;
    if (!node->failed_path)
        node->failed_path = node->row.path;
    finish(node, node->ending);
}

void node_stop(Node *node, Phase phase)
{
    if (node->state == NODE_WAITING || node->state == NODE_DONE)
        return;
    if (!node->ending)
        node->ending = phase;
    if (node->job)
        job_stop(node->job);
    Phase inside = phase == PHASE_INTERRUPTED ? phase : PHASE_ABORTED;
    if (node->inner)
        scope_stop(node->inner, inside);
    if (node->child)
        node_stop(node->child, inside);
    if (node->elements)
        array_stop(node, inside);
    node_settle(node);
}

/* ---- its beginning ---- */

static bool resolve_inputs(Node *node)
{
    Scope *scope = node->scope;
    const IdlNode *spec = node->graph->spec;
    BindSource source = node->role == OF_FAILURE ? scope_input_source(scope)
                                                 : scope_source(scope);
    const char *why = NULL;
    const IdlLiteralMap *inputs =
        bindings_resolve(&source, spec->inputs, spec->n_inputs, &why);
    if (!inputs) {
        Fault fault;
        fault_set(
            scope->run->arena, &fault,
            (Fault){.kind = FAULT_SYSTEM, .code = "BindingResolutionFailure"},
            "%s", why);
        node_fail(node, &fault, NULL);
        return false;
    }
    if (node->role == OF_FAILURE)
        inputs = failure_inputs(node, inputs);
    node->inputs = node->row.inputs = inputs;
    return true;
}

/* An element takes its inputs from the array, which has resolved them. */
static bool get_inputs(Node *node)
{
    if (node->role != OF_ARRAY)
        return resolve_inputs(node);
    array_element_inputs(node);
    return true;
}

static void begin_kind(Node *node)
{
    switch (node->graph->kind) {
    case TARGET_TASK:
        task_begin(node);
        break;
    case TARGET_WORKFLOW:
    case TARGET_PLAN:
        workflow_begin(node);
        break;
    case TARGET_BRANCH:
        branch_begin(node);
        break;
    case TARGET_GATE:
        gate_begin(node);
        break;
    case TARGET_ARRAY:
        array_begin(node);
        break;
    default:
        break;
    }
}

void node_begin(Node *node)
{
    node_name(node);
    if (node->skip) {
        node_skip(node);
        return;
    }
    resume_node(node);
    node_turn(node, PHASE_QUEUED);
    if (!get_inputs(node))
        return;
    if (resume_outputs(node)) {
        finish(node, PHASE_RECOVERED);
        return;
    }
    timers_of_node(node);
    begin_kind(node);
}
