/* lower_map.c - [f(x, k) for x in xs]: an array node over a list-typed twin. */
#include <stdlib.h>
#include <string.h>

#include "compiler/plan/lower.h"
#include "typesys/kind.h"

/* Which loop variable the argument is; -1: it does not vary. */
static int64_t loop_index(const ForClause *clause, const Expr *arg)
{
    if (!arg || !expr_local(arg))
        return -1;
    for (uint32_t i = 0; i < clause->names.len; i++)
        if (clause->locals[i] == expr_local(arg))
            return i;
    return -1;
}

/* The list behind each loop variable: the items, or zip's arguments. */
static const Expr *items_of(const ForClause *clause, int64_t index)
{
    if (clause->names.len == 1 && clause->items->kind != EXPR_CALL)
        return clause->items;
    bool is_zip =
        clause->items->kind == EXPR_CALL && !clause->items->as.call.call;
    if (!is_zip)
        return clause->items;
    return clause->items->as.call.args.values[index];
}

static const PlanData *mapped_input(Flow *flow, const ForClause *clause,
                                    int64_t index, const Type *item,
                                    const PlanData **seen)
{
    if (!seen[index])
        seen[index] = lower_data(flow, items_of(clause, index),
                                 type_list(flow->lower->types, item));
    return seen[index];
}

/* Binds every input; what does not vary is listed in bound. */
static void bind_mapped(Flow *flow, PlanNode *node, const Expr *body,
                        const ForClause *clause, TextVec *bound)
{
    const Call *call = body->as.call.call;
    Lower *lower = flow->lower;
    const PlanData **seen =
        arena_array(lower->arena, const PlanData *, clause->names.len);
    for (uint32_t i = 0; i < call->signature->inputs.len; i++) {
        const Param *param = call->signature->inputs.at[i];
        const char *var = param->name.sym->text;
        int64_t index = loop_index(clause, call_bound(body, i));
        if (index >= 0) {
            plan_bind(lower, node, var,
                      mapped_input(flow, clause, index, param->found, seen));
            continue;
        }
        vec_push(lower->arena, bound, var);
        plan_bind(lower, node, var, call_input(flow, body, i));
    }
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void apply_map_settings(PlanNode *node, const CallTail *tail)
{
    const Settings *settings = tail ? tail->settings : NULL;
    if (!settings)
        return;
    if (settings_has(settings, SETTING_PARALLELISM))
        node->as.array.parallelism = settings->parallelism;
    if (settings_has(settings, SETTING_MIN_SUCCESS))
        node->as.array.min_success_ratio = (float)settings->min_success;
    if (settings_has(settings, SETTING_MIN_SUCCESSES))
        node->as.array.min_successes = settings->min_successes;
    if (settings_has(settings, SETTING_NAME))
        node->name = settings->name;
}

/* flytecopilot carries no optional output, not even that of one element: it
 * would fail each of them. Lists of plain items then hold the none of a failed
 * one as well, and fit a list of optional items. */
static bool is_by_copilot(const Decl *task)
{
    const KindUse *use = task->kind == DECL_TASK ? task->as.task.use : NULL;
    return use && (use->tag == KIND_CONTAINER || use->tag == KIND_SHELL);
}

/* Failed items are none when not all must succeed. */
static bool items_are_optional(const CallTail *tail, const Decl *task)
{
    const Settings *settings = tail ? tail->settings : NULL;
    if (!settings || is_by_copilot(task))
        return false;
    return settings_has(settings, SETTING_MIN_SUCCESSES) ||
           (settings_has(settings, SETTING_MIN_SUCCESS) &&
            settings->min_success < 1.0);
}

/* The node inside: it has the inputs of the array node, and what the call of
 * one item would carry. */
static PlanNode *item_node(Flow *flow, const PlanNode *array,
                           const PlanTask *twin, const Expr *body,
                           const CallTail *tail)
{
    PlanNode *item = flow_node(flow, PLAN_NODE_TASK, body->span);
    item->id = flow_bound_id(flow, body->as.call.call->decl->name.sym);
    item->name = item->id;
    item->as.task = twin;
    item->interface_ = twin->interface_;
    item->inputs = array->inputs;
    const CallTail *own = body->as.call.tail;
    apply_settings(item, tail ? tail->settings : NULL, twin->settings);
    apply_settings(item, own ? own->settings : NULL, NULL);
    return item;
}

Lowered lower_comprehension(Flow *flow, const Expr *expr, const Sym *id)
{
    const Expr *body = expr->as.comprehension.body;
    const CallTail *tail = expr->as.comprehension.tail;
    const Call *call = body->as.call.call;
    PlanNode *node = flow_node(flow, PLAN_NODE_ARRAY, expr->span);
    node->name = id ? id->text : call->decl->name.sym->text;
    TextVec bound = {0};
    bind_mapped(flow, node, body, expr->as.comprehension.clause, &bound);
    if (bound.len > 1)
        qsort(bound.at, bound.len, sizeof *bound.at, compare_texts);
    const PlanTask *task = lower_task(flow->lower, call->decl);
    const PlanTask *twin = lower_twin(flow->lower, task, &bound,
                                      items_are_optional(tail, call->decl));
    node->interface_ = twin->interface_;
    node->as.array.bound = bound;
    apply_map_settings(node, tail);
    node->id = id ? flow_bound_id(flow, id)
                  : flow_id(flow, NULL, call->decl->name.sym);
    apply_tail(flow, node, tail);
    apply_tail(flow, node, body->as.call.tail);
    flow_finish_node(flow, node);
    node->as.array.item = item_node(flow, node, twin, body, tail);
    flow_add(flow, node);
    return flow_lowered(flow, node);
}
