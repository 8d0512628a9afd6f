/* lower_value.c - expressions that are values: constants, names, paths, lists.
 */
#include <stdlib.h>
#include <string.h>

#include "base/panic.h"
#include "compiler/plan/complain.h"
#include "compiler/plan/lower.h"
#include "grammar/walk.h"
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

/* One step further along a promise, for the path that is expr. */
static const PlanData *extend(Lower *lower, const PlanData *base, PlanStep step,
                              const Expr *expr)
{
    PlanData *data = arena_new(lower->arena, PlanData);
    *data = *base;
    data->type = expr->type;
    data->as.promise.at = expr->span;
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

static WalkStep find_node(Walk *walk, Node node)
{
    (void)walk;
    ExprKind kind = node.kind == NODE_EXPR ? node.as.expr->kind : EXPR_NONE;
    bool makes = kind == EXPR_CALL || kind == EXPR_COMPREHENSION ||
                 kind == EXPR_IF || kind == EXPR_MATCH;
    return makes ? WALK_STOP : WALK_CONTINUE;
}

bool makes_nodes(Expr *expr)
{
    Walk walk = {.visit = find_node};
    return !ast_walk_expr(&walk, expr);
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
static Lowered lower_local(Flow *flow, const Local *local)
{
    const Lowered *known = find_local(flow, local);
    if (!known)
        UNREACHABLE("a local that was not lowered before its use");
    Flow *home = known->home ? known->home : known->owner;
    if (home == flow || !known->data)
        return *known;
    Lowered lowered = *known;
    lowered.home = flow;
    lowered.data = flow_import(flow, home, known->data, local->name.sym->text);
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
                                 PlanStep step, const Expr *expr)
{
    if (base->kind == PLAN_PROMISE)
        return extend(lower, base, step, expr);
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
    if (expr->ref == REF_OUTPUT) {
        if (base.node && !base.data)
            return lower_output(flow, &base, expr);
        return base; /* `.name` of the only output, whatever it is called */
    }
    PlanStep step = {.field = expr->as.field.name.sym->text};
    const PlanData *data = step_into(flow->lower, base.data, step, expr);
    if (!data)
        data = lower_data(flow, expr, NULL);
    return of_data(flow, data);
}

/* How many items the list has, where that can be seen; -1 elsewhere. */
static int64_t list_len(const PlanData *list)
{
    if (list->kind == PLAN_LIST)
        return list->as.list.len;
    if (list->kind != PLAN_CONSTANT || list->as.constant->kind != VALUE_LIST)
        return -1;
    return list->as.constant->as.list.len;
}

/* An array node gives as many items as it is given. */
static int64_t mapped_len(const PlanData *data)
{
    const PlanNode *node =
        data->kind == PLAN_PROMISE ? data->as.promise.node : NULL;
    if (!node || node->kind != PLAN_NODE_ARRAY || data->as.promise.path.len > 0)
        return -1;
    for (uint32_t i = 0; i < node->inputs.len; i++) {
        const PlanBinding *input = &node->inputs.at[i];
        bool varies = true;
        for (uint32_t k = 0; k < node->as.array.bound.len; k++)
            varies &= strcmp(node->as.array.bound.at[k], input->var) != 0;
        if (varies && list_len(input->data) >= 0)
            return list_len(input->data);
    }
    return -1;
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
    const PlanData *data = step_into(flow->lower, base.data, step, expr);
    int64_t len = mapped_len(base.data);
    if (len < 0)
        len = list_len(base.data);
    bool is_lost = base.data->kind == PLAN_CONSTANT; /* told of already */
    if (!is_lost && (!data || (len >= 0 && step.index >= len)))
        complain_no_such_item(flow->lower->diags, expr->span, len);
    return of_data(flow, data ? data : data_none(flow->lower, expr->type));
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
    const Args *args =
        expr->kind == EXPR_MAP ? &expr->as.map : &expr->as.record;
    PlanData *data = arena_new(flow->lower->arena, PlanData);
    data->kind = PLAN_MAP;
    data->type = wanted ? wanted : expr->type;
    for (uint32_t i = 0; i < args->len; i++) {
        PlanMapItem item = {args_name(args, i).sym->text,
                            lower_data(flow, args->values[i], type->as.item)};
        vec_push(flow->lower->arena, &data->as.map, item);
    }
    qsort(data->as.map.at, data->as.map.len, sizeof *data->as.map.at,
          compare_items);
    return data;
}

/* ---- all together ---- */

static Lowered lower_name(Flow *flow, const Expr *expr)
{
    if (expr_local(expr))
        return lower_local(flow, expr_local(expr));
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

/* How an expression comes to a value. */
typedef enum Role {
    ROLE_NODE,    /* a call, a map, a branch */
    ROLE_NAME,    /* of a local, an input */
    ROLE_PART,    /* a field or an item */
    ROLE_CONVERT, /* x as T */
    ROLE_LIST,
    ROLE_MAP,
    ROLE_CONSTANT /* folds, or the checker refuses it */
} Role;

static Role role_of(const Expr *expr)
{
    switch (expr->kind) {
    case EXPR_CALL:
    case EXPR_COMPREHENSION:
    case EXPR_IF:
    case EXPR_MATCH:
        return ROLE_NODE;
    case EXPR_NAME:
        return ROLE_NAME;
    case EXPR_FIELD:
    case EXPR_INDEX:
        return ROLE_PART;
    case EXPR_CONVERT:
        return ROLE_CONVERT;
    case EXPR_LIST:
        return ROLE_LIST;
    case EXPR_MAP:
        return ROLE_MAP;
    case EXPR_RECORD:
        return type_base(expr->type)->kind == TYPE_MAP ? ROLE_MAP
                                                       : ROLE_CONSTANT;
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
        return ROLE_CONSTANT;
    }
    UNREACHABLE("expression kind");
}

static Lowered lower_node(Flow *flow, const Expr *expr, const Sym *id)
{
    if (expr->kind == EXPR_CALL)
        return lower_call(flow, expr, id);
    if (expr->kind == EXPR_COMPREHENSION)
        return lower_comprehension(flow, expr, id);
    return lower_branch(flow, expr, id, true);
}

static Lowered lower_part(Flow *flow, const Expr *expr)
{
    return expr->kind == EXPR_FIELD ? lower_field(flow, expr)
                                    : lower_index(flow, expr);
}

/* The constant that the expression is; NULL: none. */
static const PlanData *fold(Lower *lower, const Expr *expr, const Type *wanted)
{
    const Value *value = constant_of(lower->arena, lower->types, expr, wanted);
    return value ? data_constant(lower, value, wanted ? wanted : value->type)
                 : NULL;
}

Lowered lower_expr(Flow *flow, const Expr *expr, const Sym *id)
{
    const PlanData *constant =
        expr->constant ? fold(flow->lower, expr, expr->type) : NULL;
    if (constant)
        return of_data(flow, constant);
    switch (role_of(expr)) {
    case ROLE_NODE:
        return lower_node(flow, expr, id);
    case ROLE_NAME:
        return lower_name(flow, expr);
    case ROLE_PART:
        return lower_part(flow, expr);
    case ROLE_CONVERT:
        return lower_convert(flow, expr);
    case ROLE_LIST:
        return of_data(flow, lower_list(flow, expr, NULL));
    case ROLE_MAP:
        return of_data(flow, lower_map_literal(flow, expr, NULL));
    case ROLE_CONSTANT:
        break;
    }
    UNREACHABLE("a computed value, which the checker refuses");
}

const PlanData *lower_data(Flow *flow, const Expr *expr, const Type *wanted)
{
    const PlanData *constant =
        expr->constant ? fold(flow->lower, expr, wanted) : NULL;
    if (constant)
        return constant;
    Role role = role_of(expr);
    if (role == ROLE_LIST)
        return lower_list(flow, expr, wanted);
    if (role == ROLE_MAP)
        return lower_map_literal(flow, expr, wanted);
    Lowered lowered = lower_expr(flow, expr, NULL);
    assert(lowered.data);
    return restate(flow, lowered.data, wanted);
}
