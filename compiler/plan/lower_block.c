/* lower_block.c - statements, and blocks that become generated workflows. */
#include <string.h>

#include "base/panic.h"
#include "compiler/plan/complain.h"
#include "compiler/plan/lower.h"

/* ---- statements ---- */

static void lower_bind(Flow *flow, const Stmt *stmt)
{
    const Expr *value = stmt->as.bind.local.value;
    Lowered *lowered = arena_new(flow->lower->arena, Lowered);
    *lowered = lower_expr(flow, value, stmt->as.bind.local.name.sym);
    map_put(flow->lower->arena, &flow->locals, &stmt->as.bind.local, lowered);
}

void lower_unused(Flow *flow, const Expr *expr)
{
    if (!expr)
        return;
    if (expr->kind == EXPR_IF || expr->kind == EXPR_MATCH)
        lower_branch(flow, expr, NULL, false);
    else
        lower_expr(flow, expr, NULL);
}

static void lower_stmt(Flow *flow, const Stmt *stmt)
{
    switch (stmt->kind) {
    case STMT_BIND:
        lower_bind(flow, stmt);
        return;
    case STMT_EXPR:
        lower_unused(flow, stmt->as.expr);
        return;
    case STMT_ON_FAILURE:
        lower_handler(flow, stmt);
        return;
    case STMT_RETURN:
        return;
    case STMT_FAIL: /* stands alone in a branch, never among others */
    case STMT_ERROR:
        break;
    }
    UNREACHABLE("statement kind");
}

const Expr *lower_stmts(Flow *flow, const Block *block)
{
    const StmtVec *stmts = block_in_order(block);
    const Stmt *last =
        block->stmts.len ? block->stmts.at[block->stmts.len - 1] : NULL;
    const Expr *value = last && last->kind == STMT_EXPR ? last->as.expr : NULL;
    for (uint32_t i = 0; i < stmts->len; i++)
        if (!value || stmts->at[i] != last)
            lower_stmt(flow, stmts->at[i]);
    return value;
}

/* ---- generated workflows ---- */

static const PlanData *named_output(Flow *flow, const Lowered *value,
                                    const char *name)
{
    if (value->data)
        return value->data;
    const PlanVarVec *vars = &value->node->interface_.outputs;
    for (uint32_t i = 0; i < vars->len; i++)
        if (strcmp(vars->at[i].name, name) == 0)
            return flow_import(flow, value->owner, value->outputs[i], name);
    UNREACHABLE("a branch without an output that all branches have");
}

/* A workflow without nodes is refused by Flyte: a value that is merely passed
 * on goes by an echo node. */
static const PlanData *value_as_node(Flow *flow, const PlanData *data,
                                     const Type *type)
{
    if (flow->workflow->nodes.len > 0)
        return data;
    return echo_data(flow, data, type, "value",
                     "a workflow needs a node to pass a value on");
}

static void bind_outputs(Flow *flow, const PlanVarVec *outputs,
                         const Lowered *value)
{
    for (uint32_t i = 0; i < outputs->len; i++) {
        const PlanVar *var = &outputs->at[i];
        const PlanData *data = named_output(flow, value, var->name);
        data = restate(flow, data, var->type);
        data = value_as_node(flow, data, var->type);
        vec_push(flow->lower->arena, &flow->workflow->outputs,
                 ((PlanBinding){var->name, data}));
    }
}

/* A block of mere names runs nothing, but is a workflow all the same. */
static void ensure_node(Flow *flow)
{
    const Type *type = flow->lower->types->bool_;
    if (flow->workflow->nodes.len == 0)
        echo_data(
            flow,
            data_none(flow->lower, type_optional(flow->lower->types, type)),
            type_optional(flow->lower->types, type), "nothing",
            "a workflow needs a node");
}

static void lower_block_value(Flow *flow, const Expr *value,
                              const PlanVarVec *outputs)
{
    if (outputs->len == 0) {
        lower_unused(flow, value);
        return;
    }
    Lowered lowered;
    if (outputs->len == 1 && value->kind != EXPR_CALL)
        lowered =
            (Lowered){.owner = flow,
                      .data = lower_data(flow, value, outputs->at[0].type)};
    else
        lowered = lower_expr(flow, value, NULL);
    bind_outputs(flow, outputs, &lowered);
}

const PlanWorkflow *lower_block(Flow *outer, const Block *block,
                                const PlanVarVec *outputs, const char *name,
                                const char *why, Flow *inner)
{
    Lower *lower = outer->lower;
    PlanWorkflow *workflow = arena_new(lower->arena, PlanWorkflow);
    workflow->id = (PlanId){"", "", name, ""};
    workflow->interruptible = -1;
    workflow->generated = why;
    workflow->span = block->span;
    for (uint32_t i = 0; i < outputs->len; i++)
        vec_push(lower->arena, &workflow->interface_.outputs, outputs->at[i]);
    flow_init(inner, lower, outer, workflow);
    flow_reserve(inner, block);
    const Expr *value = lower_stmts(inner, block);
    lower_block_value(inner, value, outputs);
    ensure_node(inner);
    plan_sort_vars(&workflow->interface_.inputs);
    plan_add_workflow(lower, workflow);
    return workflow;
}

PlanNode *block_node(Flow *outer, const Flow *inner, const char *id, Span span)
{
    PlanNode *node = flow_node(outer, PLAN_NODE_WORKFLOW, span);
    node->as.workflow = inner->workflow;
    node->interface_ = inner->workflow->interface_;
    node->generated = inner->workflow->generated;
    node->id = id;
    node->name = id;
    for (uint32_t i = 0; i < inner->captures.len; i++)
        plan_bind(outer->lower, node, inner->captures.at[i].var,
                  inner->captures.at[i].outer);
    for (uint32_t i = 0; i < inner->after.len; i++)
        flow_wait(outer, node, &inner->after.at[i]);
    flow_finish_node(outer, node);
    return node;
}
