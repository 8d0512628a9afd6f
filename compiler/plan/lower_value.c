/* lower_value.c - expressions that are values: constants, names, paths, lists.
 */
#include <stdlib.h>
#include <string.h>

#include "base/panic.h"
#include "compiler/plan/complain.h"
#include "compiler/plan/lower.h"
#include "typesys/accept.h"
#include "typesys/castable.h"
#include "typesys/constant.h"

const PlanData *data_constant(Lower *lower, const Value *value,
                              const Type *type)
{
    PlanData *data = arena_new(lower->arena, PlanData);
    data->kind = PLAN_CONSTANT;
    data->type = type;
    data->as.constant = value;
    return data;
}

const PlanData *data_none(Lower *lower, const Type *type)
{
    Value *none = arena_new(lower->arena, Value);
    none->kind = VALUE_NONE;
    none->type = lower->types->none;
    return data_constant(lower, none, type);
}

const PlanData *data_promise(Lower *lower, const PlanNode *node,
                             const char *var, const Type *type)
{
    PlanData *data = arena_new(lower->arena, PlanData);
    data->kind = PLAN_PROMISE;
    data->type = type;
    data->as.promise.node = node;
    data->as.promise.var = var;
    return data;
}

/* One step further along a promise. */
static const PlanData *extend(Lower *lower, const PlanData *base, PlanStep step,
                              const Type *type)
{
    PlanData *data = arena_new(lower->arena, PlanData);
    *data = *base;
    data->type = type;
    data->as.promise.path = (PlanStepVec){0};
    for (uint32_t i = 0; i < base->as.promise.path.len; i++)
        vec_push(lower->arena, &data->as.promise.path,
                 base->as.promise.path.at[i]);
    vec_push(lower->arena, &data->as.promise.path, step);
    return data;
}

const PlanData *restate(Flow *flow, const PlanData *data, const Type *wanted)
{
    Lower *lower = flow->lower;
    if (!wanted || data->type == wanted)
        return data;
    if (data->kind == PLAN_CONSTANT) {
        Fit fit = accept_value(lower->types, wanted, data->as.constant);
        return fit.answer == ACCEPT_YES
                   ? data_constant(lower, fit.value, wanted)
                   : data;
    }
    if (data->kind != PLAN_PROMISE ||
        castable(lower->types, wanted, data->type) == CASTABLE_YES)
        return data;
    return echo_data(flow, data, wanted, data->as.promise.var,
                     "a value is restated under another type");
}

/* ---- does it make nodes? ---- */

static bool any_makes_nodes(const ExprVec *exprs)
{
    for (uint32_t i = 0; i < exprs->len; i++)
        if (makes_nodes(exprs->at[i]))
            return true;
    return false;
}

static bool any_arg_makes_nodes(const ArgVec *args)
{
    for (uint32_t i = 0; i < args->len; i++)
        if (makes_nodes(args->at[i].value))
            return true;
    return false;
}

bool makes_nodes(const Expr *expr)
{
    switch (expr->kind) {
    case EXPR_CALL:
    case EXPR_COMPREHENSION:
    case EXPR_IF:
    case EXPR_MATCH:
        return true;
    case EXPR_LIST:
        return any_makes_nodes(&expr->as.list);
    case EXPR_MAP:
        return any_arg_makes_nodes(&expr->as.map);
    case EXPR_RECORD:
        return any_arg_makes_nodes(&expr->as.record);
    case EXPR_FIELD:
        return makes_nodes(expr->as.field.base);
    case EXPR_INDEX:
        return makes_nodes(expr->as.index.base);
    case EXPR_CONVERT:
        return makes_nodes(expr->as.convert.item);
    case EXPR_UNARY:
        return makes_nodes(expr->as.unary.item);
    case EXPR_BINARY:
        return makes_nodes(expr->as.binary.left) ||
               makes_nodes(expr->as.binary.right);
    case EXPR_RANGE:
    case EXPR_INTERPOLATION:
    case EXPR_ERROR:
    case EXPR_NONE:
    case EXPR_BOOL:
    case EXPR_INT:
    case EXPR_FLOAT:
    case EXPR_TEXT:
    case EXPR_DURATION:
    case EXPR_SIZE:
    case EXPR_DATETIME:
    case EXPR_NAME:
        return false;
    }
    UNREACHABLE("expression kind");
}

/* ---- names and paths ---- */

static Lowered of_data(Flow *flow, const PlanData *data)
{
    return (Lowered){.owner = flow, .data = data};
}

static Lowered *find_local(const Flow *flow, const Local *local)
{
    for (; flow; flow = flow->outer) {
        Lowered *known = map_find(&flow->locals, local);
        if (known)
            return known;
    }
    return NULL;
}

/* Values of outer flows come in as inputs; a node with several outputs stays
 * where it is until one of them is named. */
Lowered lower_local(Flow *flow, const Local *local)
{
    const Lowered *known = find_local(flow, local);
    if (!known)
        UNREACHABLE("a local that was not lowered before its use");
    if (known->owner == flow || !known->data)
        return *known;
    Lowered lowered = *known;
    lowered.data =
        flow_import(flow, known->owner, known->data, local->name.sym->text);
    if (lowered.data->kind == PLAN_CONSTANT)
        lowered.owner = flow;
    return lowered;
}

static Lowered lower_output(Flow *flow, const Lowered *base, const Expr *expr)
{
    const PlanVarVec *vars = &base->node->interface_.outputs;
    const char *name = expr->as.field.name.sym->text;
    for (uint32_t i = 0; i < vars->len; i++) {
        if (strcmp(vars->at[i].name, name) != 0)
            continue;
        const char *hint =
            arena_print(flow->lower->arena, "%s_%s", base->node->id, name);
        char *clean = arena_copy(flow->lower->arena, hint, strlen(hint));
        for (char *c = clean; *c; c++)
            if (*c == '-')
                *c = '_';
        return of_data(flow,
                       flow_import(flow, base->owner, base->outputs[i], clean));
    }
    UNREACHABLE("an output that the node does not have");
}

/* A constant record or map is taken apart here, a promise by Flyte. */
static const PlanData *step_into(Lower *lower, const PlanData *base,
                                 PlanStep step, const Type *type)
{
    if (base->kind == PLAN_PROMISE)
        return extend(lower, base, step, type);
    if (base->kind == PLAN_LIST && step.index < base->as.list.len)
        return base->as.list.at[step.index];
    if (base->kind == PLAN_MAP && step.field)
        for (uint32_t i = 0; i < base->as.map.len; i++)
            if (strcmp(base->as.map.at[i].key, step.field) == 0)
                return base->as.map.at[i].data;
    return NULL;
}

static Lowered lower_field(Flow *flow, const Expr *expr)
{
    Lowered base = lower_expr(flow, expr->as.field.base, NULL);
    const Ref *ref = expr->as.field.ref;
    if (ref && ref->kind == REF_OUTPUT) {
        if (base.node && !base.data)
            return lower_output(flow, &base, expr);
        return base; /* `.name` of the only output, whatever it is called */
    }
    PlanStep step = {.field = expr->as.field.name.sym->text};
    const PlanData *data = step_into(flow->lower, base.data, step, expr->type);
    if (!data)
        data = lower_data(flow, expr, NULL);
    return of_data(flow, data);
}

static Lowered lower_index(Flow *flow, const Expr *expr)
{
    Lowered base = lower_expr(flow, expr->as.index.base, NULL);
    const Value *index = constant_of(flow->lower->arena, flow->lower->types,
                                     expr->as.index.index, NULL);
    PlanStep step = {0};
    if (index->kind == VALUE_STRING)
        step.field = index->as.string.at;
    else
        step.index = index->as.int_;
    const PlanData *data = step_into(flow->lower, base.data, step, expr->type);
    if (!data) {
        complain_no_such_item(flow->lower->diags, expr->span, base.data);
        data = data_none(flow->lower, expr->type);
    }
    return of_data(flow, data);
}

/* ---- conversions ---- */

/* A promise keeps the type of what gives it: that is what Flyte looks at. */
static Lowered lower_convert(Flow *flow, const Expr *expr)
{
    const PlanData *data = lower_data(flow, expr->as.convert.item, NULL);
    return of_data(flow, restate(flow, data, expr->type));
}

/* ---- lists and maps with values from nodes in them ---- */

/* The list (or map) type that a literal is for, within what is wanted. */
static const Type *collection_in(const Type *wanted, const Type *found,
                                 TypeKind kind)
{
    wanted = wanted ? type_base(wanted) : found;
    if (wanted->kind == TYPE_UNION)
        for (uint32_t i = 0; i < wanted->as.alt.len; i++)
            if (type_base(wanted->as.alt.at[i])->kind == kind)
                return type_base(wanted->as.alt.at[i]);
    return wanted->kind == kind ? wanted : type_base(found);
}

static const PlanData *lower_list(Flow *flow, const Expr *expr,
                                  const Type *wanted)
{
    const Type *type = collection_in(wanted, expr->type, TYPE_LIST);
    PlanData *data = arena_new(flow->lower->arena, PlanData);
    data->kind = PLAN_LIST;
    data->type = wanted ? wanted : expr->type;
    for (uint32_t i = 0; i < expr->as.list.len; i++)
        vec_push(flow->lower->arena, &data->as.list,
                 lower_data(flow, expr->as.list.at[i], type->as.item));
    return data;
}

static int compare_items(const void *left, const void *right)
{
    return strcmp(((const PlanMapItem *)left)->key,
                  ((const PlanMapItem *)right)->key);
}

static const PlanData *lower_map_literal(Flow *flow, const Expr *expr,
                                         const Type *wanted)
{
    const Type *type = collection_in(wanted, expr->type, TYPE_MAP);
    const ArgVec *args =
        expr->kind == EXPR_MAP ? &expr->as.map : &expr->as.record;
    PlanData *data = arena_new(flow->lower->arena, PlanData);
    data->kind = PLAN_MAP;
    data->type = wanted ? wanted : expr->type;
    for (uint32_t i = 0; i < args->len; i++) {
        PlanMapItem item = {args->at[i].name.sym->text,
                            lower_data(flow, args->at[i].value, type->as.item)};
        vec_push(flow->lower->arena, &data->as.map, item);
    }
    qsort(data->as.map.at, data->as.map.len, sizeof *data->as.map.at,
          compare_items);
    return data;
}

/* ---- all together ---- */

static Lowered lower_name(Flow *flow, const Expr *expr)
{
    const Ref *ref = &expr->as.name.ref;
    if (ref->kind == REF_LOCAL)
        return lower_local(flow, ref->as.local);
    const Value *value =
        constant_of(flow->lower->arena, flow->lower->types, expr, NULL);
    if (!value)
        UNREACHABLE("a name without a value");
    return of_data(flow, data_constant(flow->lower, value, value->type));
}

static Lowered lower_call(Flow *flow, const Expr *expr, const Sym *id)
{
    PlanNode *node = call_node(flow, expr, id, NULL);
    flow_add(flow, node);
    return flow_lowered(flow, node);
}

Lowered lower_expr(Flow *flow, const Expr *expr, const Sym *id)
{
    switch (expr->kind) {
    case EXPR_NAME:
        return lower_name(flow, expr);
    case EXPR_FIELD:
        if (!expr->as.field.ref || (expr->as.field.ref->kind != REF_OUTPUT &&
                                    expr->as.field.ref->kind != REF_FIELD))
            break;
        return lower_field(flow, expr);
    case EXPR_INDEX:
        return lower_index(flow, expr);
    case EXPR_CALL:
        return lower_call(flow, expr, id);
    case EXPR_CONVERT:
        return lower_convert(flow, expr);
    case EXPR_COMPREHENSION:
        return lower_comprehension(flow, expr, id);
    case EXPR_IF:
    case EXPR_MATCH:
        return lower_branch(flow, expr, id, true);
    case EXPR_LIST:
    case EXPR_MAP:
    case EXPR_RECORD:
    case EXPR_ERROR:
    case EXPR_NONE:
    case EXPR_BOOL:
    case EXPR_INT:
    case EXPR_FLOAT:
    case EXPR_TEXT:
    case EXPR_INTERPOLATION:
    case EXPR_DURATION:
    case EXPR_SIZE:
    case EXPR_DATETIME:
    case EXPR_UNARY:
    case EXPR_BINARY:
    case EXPR_RANGE:
        break;
    }
    return of_data(flow, lower_data(flow, expr, expr->type));
}

/* Literals and what folds; names and paths are tried as values first, so that
 * a long list costs each item once. */
static bool may_be_constant(const Expr *expr)
{
    switch (expr->kind) {
    case EXPR_CALL:
    case EXPR_COMPREHENSION:
    case EXPR_IF:
    case EXPR_MATCH:
        return false;
    case EXPR_NAME:
        return expr->as.name.ref.kind != REF_LOCAL;
    case EXPR_FIELD:
    case EXPR_INDEX:
    case EXPR_LIST:
    case EXPR_MAP:
    case EXPR_RECORD:
    case EXPR_ERROR:
    case EXPR_NONE:
    case EXPR_BOOL:
    case EXPR_INT:
    case EXPR_FLOAT:
    case EXPR_TEXT:
    case EXPR_INTERPOLATION:
    case EXPR_DURATION:
    case EXPR_SIZE:
    case EXPR_DATETIME:
    case EXPR_UNARY:
    case EXPR_BINARY:
    case EXPR_RANGE:
    case EXPR_CONVERT:
        return true;
    }
    UNREACHABLE("expression kind");
}

const PlanData *lower_data(Flow *flow, const Expr *expr, const Type *wanted)
{
    Lower *lower = flow->lower;
    if (may_be_constant(expr)) {
        const Value *value =
            constant_of(lower->arena, lower->types, expr, wanted);
        if (value)
            return data_constant(lower, value, wanted ? wanted : value->type);
    }
    if (expr->kind == EXPR_LIST)
        return lower_list(flow, expr, wanted);
    if (expr->kind == EXPR_MAP ||
        (expr->kind == EXPR_RECORD && expr->type->kind == TYPE_MAP))
        return lower_map_literal(flow, expr, wanted);
    switch (expr->kind) {
    case EXPR_NAME:
    case EXPR_FIELD:
    case EXPR_INDEX:
    case EXPR_CALL:
    case EXPR_CONVERT:
    case EXPR_COMPREHENSION:
    case EXPR_IF:
    case EXPR_MATCH:
        break;
    case EXPR_LIST:
    case EXPR_MAP:
    case EXPR_RECORD:
    case EXPR_ERROR:
    case EXPR_NONE:
    case EXPR_BOOL:
    case EXPR_INT:
    case EXPR_FLOAT:
    case EXPR_TEXT:
    case EXPR_INTERPOLATION:
    case EXPR_DURATION:
    case EXPR_SIZE:
    case EXPR_DATETIME:
    case EXPR_UNARY:
    case EXPR_BINARY:
    case EXPR_RANGE:
        UNREACHABLE("a computed value, which the checker refuses");
    }
    Lowered lowered = lower_expr(flow, expr, NULL);
    assert(lowered.data);
    return restate(flow, lowered.data, wanted);
}
