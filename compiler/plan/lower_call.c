/* lower_call.c - calls: task, sub-workflow, launch plan and gate nodes. */
#include <string.h>

#include "base/panic.h"
#include "compiler/plan/lower.h"

/* ---- what the node carries ---- */

/* Only the node's own timeout and interruptible count in Flyte, so they are
 * copied from the task; retries of 0 would mean the task's. */
void apply_settings(PlanNode *node, const Settings *call, const Settings *task)
{
    node->settings = call;
    const Settings *layers[] = {task, call};
    for (size_t i = 0; i < 2; i++) {
        const Settings *layer = layers[i];
        if (!layer)
            continue;
        if (settings_has(layer, SETTING_TIMEOUT))
            node->timeout = layer->timeout;
        if (settings_has(layer, SETTING_RETRIES))
            node->retries = layer->retries;
        if (settings_has(layer, SETTING_INTERRUPTIBLE))
            node->interruptible = layer->interruptible;
    }
    if (call && settings_has(call, SETTING_NAME))
        node->name = call->name;
}

void apply_tail(Flow *flow, PlanNode *node, const CallTail *tail)
{
    for (uint32_t i = 0; tail && i < tail->after.len; i++) {
        Lowered other = lower_expr(flow, tail->after.at[i], NULL);
        flow_wait(flow, node, &other);
    }
}

static const Settings *tail_settings(const Expr *expr)
{
    return expr->as.call.tail ? expr->as.call.tail->settings : NULL;
}

/* ---- inputs ---- */

/* What is left out: the declared default, else none for an optional. A launch
 * plan has its own defaults, which Flyte fills in. */
static const PlanData *left_out(Lower *lower, const Call *call, uint32_t i)
{
    const Param *param = call->signature->inputs.at[i];
    if (call->kind == CALLEE_LAUNCH)
        return NULL;
    if (param->constant)
        return data_constant(lower, param->constant, param->found);
    if (type_is_optional(param->found))
        return data_none(lower, param->found);
    return NULL;
}

const PlanData *call_input(Flow *flow, const Expr *expr, uint32_t i)
{
    const Call *call = expr->as.call.call;
    const Expr *bound = call_bound(expr, i);
    return bound ? lower_data(flow, bound, call->signature->inputs.at[i]->found)
                 : left_out(flow->lower, call, i);
}

static void bind_inputs(Flow *flow, PlanNode *node, const Expr *expr)
{
    const Call *call = expr->as.call.call;
    for (uint32_t i = 0; i < call->signature->inputs.len; i++) {
        const PlanData *data = call_input(flow, expr, i);
        const Sym *name = call->signature->inputs.at[i]->name.sym;
        if (data)
            plan_bind(flow->lower, node, name->text, data);
    }
}

/* ---- the kinds of call ---- */

static void call_task(Flow *flow, PlanNode *node, const Expr *expr)
{
    const Call *call = expr->as.call.call;
    const PlanTask *task = call->decl->kind == DECL_EXTERN
                               ? lower_extern_task(flow->lower, call->decl)
                               : lower_task(flow->lower, call->decl);
    node->as.task = task;
    node->interface_ = task->interface_;
    apply_settings(node, tail_settings(expr), task->settings);
}

static void call_workflow(Flow *flow, PlanNode *node, const Expr *expr)
{
    const Call *call = expr->as.call.call;
    node->as.workflow = lower_workflow(flow->lower, call->decl);
    node->interface_ = node->as.workflow->interface_;
    apply_settings(node, tail_settings(expr), NULL);
}

static void call_launch(Flow *flow, PlanNode *node, const Expr *expr)
{
    const Call *call = expr->as.call.call;
    node->as.launch = lower_launch(flow->lower, call->decl);
    node->interface_ = node->as.launch->interface_;
    apply_settings(node, tail_settings(expr), NULL);
}

static void call_gate(Flow *flow, PlanNode *node, const Expr *expr)
{
    const Call *call = expr->as.call.call;
    node->as.gate.signal = call->gate.id;
    node->timeout = call->gate.timeout;
    apply_settings(node, tail_settings(expr), NULL);
    if (node->kind == PLAN_NODE_SLEEP) {
        node->as.gate.duration = call->gate.timeout;
        node->timeout = 0;
    }
    if (node->kind != PLAN_NODE_SIGNAL)
        return;
    node->as.gate.type = expr->type;
    PlanVar output = {.name = "o0", .type = expr->type};
    vec_push(flow->lower->arena, &node->interface_.outputs, output);
}

static PlanNodeKind node_kind(CalleeKind kind)
{
    switch (kind) {
    case CALLEE_TASK:
        return PLAN_NODE_TASK;
    case CALLEE_WORKFLOW:
        return PLAN_NODE_WORKFLOW;
    case CALLEE_LAUNCH:
        return PLAN_NODE_LAUNCH;
    case CALLEE_APPROVE:
        return PLAN_NODE_APPROVE;
    case CALLEE_WAIT_FOR:
        return PLAN_NODE_SIGNAL;
    case CALLEE_SLEEP:
        return PLAN_NODE_SLEEP;
    case CALLEE_LEN:
        break;
    }
    UNREACHABLE("a call that is no node");
}

/* A call that is bound to no name has its callee's. */
static const Sym *default_id(Lower *lower, const Call *call)
{
    if (call->decl)
        return call->decl->name.sym;
    if (call->kind == CALLEE_SLEEP)
        return sym_of(lower->syms, "sleep");
    return sym_of(lower->syms, call->gate.id);
}

static void fill_node(Flow *flow, PlanNode *node, const Expr *expr)
{
    switch (node->kind) {
    case PLAN_NODE_TASK:
        call_task(flow, node, expr);
        return;
    case PLAN_NODE_WORKFLOW:
        call_workflow(flow, node, expr);
        return;
    case PLAN_NODE_LAUNCH:
        call_launch(flow, node, expr);
        return;
    case PLAN_NODE_APPROVE:
    case PLAN_NODE_SIGNAL:
    case PLAN_NODE_SLEEP:
        call_gate(flow, node, expr);
        return;
    case PLAN_NODE_BRANCH:
    case PLAN_NODE_ARRAY:
        break;
    }
    UNREACHABLE("a call that is no call");
}

PlanNode *call_node(Flow *flow, const Expr *expr, const Sym *id,
                    const char *prefix)
{
    const Call *call = expr->as.call.call;
    PlanNode *node = flow_node(flow, node_kind(call->kind), expr->span);
    const Sym *base = id ? id : default_id(flow->lower, call);
    node->name = base->text;
    fill_node(flow, node, expr);
    if (call->signature)
        bind_inputs(flow, node, expr);
    node->id =
        id && !prefix ? flow_bound_id(flow, id) : flow_id(flow, prefix, base);
    apply_tail(flow, node, expr->as.call.tail);
    flow_finish_node(flow, node);
    return node;
}
