/* failure.c - how a scope fails: the rest ended, the failure node, the end.
 *
 * flyte-spec 4.9. */
#include <string.h>

#include "runtime/engine/steps.h"

void scope_blame(Scope *scope, const Node *node)
{
    scope->fault = node->row.fault;
    scope->failed_path = node->failed_path;
    if (node->row.phase != PHASE_TIMED_OUT)
        return;
    Fault *fault = arena_new(scope->run->arena, Fault);
    fault_set(scope->run->arena, fault,
              (Fault){.kind = FAULT_USER, .code = "Timeout"},
              "Timeout in node `%s`: %s", node->row.path,
              node->row.fault->message);
    scope->fault = fault;
}

void scope_fail(Scope *scope)
{
    scope->ending = PHASE_FAILED;
    if (!scope->owner)
        journal_run(scope->run, PHASE_FAILING);
    for (uint32_t i = 0; i < scope->graph->len && scope->live; i++)
        node_stop(&scope->nodes[i], PHASE_ABORTED);
    scope_settle(scope);
}

static void start_failure_node(Scope *scope)
{
    scope->failure = arena_new(scope->run->arena, Node);
    node_init(scope->failure, scope, scope->graph->failure, OF_FAILURE);
    node_ready(scope->failure);
}

void scope_settle(Scope *scope)
{
    if (scope->phase || !scope->ending || scope->live)
        return;
    if (scope->failure && scope->failure->state != NODE_DONE)
        return;
    if (scope->ending == PHASE_FAILED && scope->graph->failure &&
        !scope->failure) {
        start_failure_node(scope);
        return;
    }
    scope->phase = scope->ending;
    if (scope->owner)
        inner_scope_done(scope);
}

/* The failure node's own failure takes the place of what it was to tell. */
void scope_failure_done(Node *node)
{
    if (node->row.phase == PHASE_FAILED || node->row.phase == PHASE_TIMED_OUT)
        scope_blame(node->scope, node);
    scope_settle(node->scope);
}

/* The union that Flyte makes of an error for `err`. */
static IdlLiteral *error_literal(Arena *arena, const Node *node)
{
    IdlError *error = make_new(arena, IdlError, FLYTEIDL__CORE__ERROR__INIT);
    error->failed_node_id = make_text(node->graph->id);
    error->message = make_text(node->scope->fault->message);
    IdlScalar *inner = make_new(arena, IdlScalar, FLYTEIDL__CORE__SCALAR__INIT);
    inner->value_case = FLYTEIDL__CORE__SCALAR__VALUE_ERROR;
    inner->error = error;
    IdlType *type = make_simple(arena, FLYTEIDL__CORE__SIMPLE_TYPE__ERROR);
    type->structure =
        make_new(arena, IdlStructure, FLYTEIDL__CORE__TYPE_STRUCTURE__INIT);
    type->structure->tag = make_text("FlyteError");
    IdlUnion *choice = make_new(arena, IdlUnion, FLYTEIDL__CORE__UNION__INIT);
    choice->type = type;
    choice->value = make_literal(arena, inner);
    IdlScalar *outer = make_new(arena, IdlScalar, FLYTEIDL__CORE__SCALAR__INIT);
    outer->value_case = FLYTEIDL__CORE__SCALAR__VALUE_UNION;
    outer->union_ = choice;
    return make_literal(arena, outer);
}

const IdlLiteralMap *failure_inputs(Node *node, const IdlLiteralMap *inputs)
{
    if (!literal_find(inputs, "err"))
        return inputs;
    Arena *arena = node->scope->run->arena;
    IdlLiteralMap *changed = literal_map_new(arena);
    for (size_t i = 0; i < inputs->n_literals; i++) {
        const char *name = inputs->literals[i]->key;
        const IdlLiteral *value = inputs->literals[i]->value;
        if (strcmp(name, "err") == 0)
            value = error_literal(arena, node);
        literal_map_put(arena, changed, name, value);
    }
    return changed;
}
