/* lower_condition.c - boolean expressions as Flyte's branch nodes say them.
 *
 * Flyte compares two primitives of textually equal types, and joins by and and
 * or. `not` is pushed down to the comparisons; what is no plain simple type (an
 * enum, a refined or nominal one, a field of a record) goes through an echo
 * node, which states it as one. */
#include <string.h>

#include "base/panic.h"
#include "compiler/plan/complain.h"
#include "compiler/plan/lower.h"
#include "typesys/constant.h"

static PlanCondition *new_condition(Lower *lower, PlanConditionKind kind)
{
    PlanCondition *condition = arena_new(lower->arena, PlanCondition);
    condition->kind = kind;
    return condition;
}

/* ---- operands ---- */

/* The simple type that carries the value in a comparison. */
static const Type *plain_type(Lower *lower, const Type *type)
{
    const Type *base = type_base(type);
    return base->kind == TYPE_ENUM ? lower->types->string : base;
}

/* A name for the operand among the inputs of the branch node. */
static const char *operand_name(Lower *lower, const PlanNode *node,
                                const PlanData *data)
{
    const PlanNode *from = data->as.promise.node;
    const char *var = data->as.promise.var;
    char *name = arena_print(lower->arena, "%s%s%s", from ? from->id : "",
                             from ? "_" : "", var);
    for (char *c = name; *c; c++)
        if (*c == '-')
            *c = '_';
    for (uint32_t i = 0; i < node->inputs.len; i++)
        if (strcmp(node->inputs.at[i].var, name) == 0 &&
            node->inputs.at[i].data != data)
            return arena_print(lower->arena, "%s_%u", name, node->inputs.len);
    return name;
}

static bool same_promise(const PlanData *left, const PlanData *right)
{
    return left == right ||
           (left->kind == PLAN_PROMISE && right->kind == PLAN_PROMISE &&
            left->as.promise.node == right->as.promise.node &&
            left->as.promise.path.len == 0 && right->as.promise.path.len == 0 &&
            strcmp(left->as.promise.var, right->as.promise.var) == 0);
}

static PlanOperand bind_operand(Lower *lower, PlanNode *node,
                                const PlanData *data)
{
    for (uint32_t i = 0; i < node->inputs.len; i++)
        if (same_promise(node->inputs.at[i].data, data))
            return (PlanOperand){.var = node->inputs.at[i].var};
    const char *var = operand_name(lower, node, data);
    plan_bind(lower, node, var, data);
    return (PlanOperand){.var = var};
}

/* Flyte would compare the type of the whole variable, so a path is taken by
 * the echo node. */
static bool is_plain(const PlanData *data, const Type *plain)
{
    return data->type == plain && data->as.promise.path.len == 0;
}

static PlanOperand operand_of(Flow *flow, PlanNode *node, const PlanData *data)
{
    if (data->kind == PLAN_CONSTANT)
        return (PlanOperand){.constant = data->as.constant};
    const Type *plain = plain_type(flow->lower, data->type);
    if (!is_plain(data, plain))
        data = echo_data(flow, data, plain, data->as.promise.var,
                         "Flyte compares simple types only");
    return bind_operand(flow->lower, node, data);
}

static PlanOperand lower_operand(Flow *flow, PlanNode *node, const Expr *expr,
                                 const Type *wanted)
{
    return operand_of(flow, node, lower_data(flow, expr, wanted));
}

/* ---- comparisons ---- */

static PlanCompare compare_of(BinaryOp op)
{
    switch (op) {
    case BINARY_EQ:
        return PLAN_EQ;
    case BINARY_NE:
        return PLAN_NE;
    case BINARY_LT:
        return PLAN_LT;
    case BINARY_LE:
        return PLAN_LE;
    case BINARY_GT:
        return PLAN_GT;
    case BINARY_GE:
        return PLAN_GE;
    case BINARY_OR:
    case BINARY_AND:
    case BINARY_IN:
    case BINARY_MATCHES:
    case BINARY_ADD:
    case BINARY_SUB:
    case BINARY_MUL:
    case BINARY_DIV:
    case BINARY_REM:
        break;
    }
    UNREACHABLE("no comparison");
}

/* Exact for NaN too: Flyte's LT is not (GT or EQ), its LE is not GT. */
static PlanCompare negate(PlanCompare compare)
{
    switch (compare) {
    case PLAN_EQ:
        return PLAN_NE;
    case PLAN_NE:
        return PLAN_EQ;
    case PLAN_GT:
        return PLAN_LE;
    case PLAN_GE:
        return PLAN_LT;
    case PLAN_LT:
        return PLAN_GE;
    case PLAN_LE:
        return PLAN_GT;
    }
    UNREACHABLE("comparison");
}

/* A literal takes the type of what it is compared with. */
static const Type *operand_type(Flow *flow, const Expr *left, const Expr *right)
{
    Lower *lower = flow->lower;
    bool left_folds = constant_of(lower->arena, lower->types, left, NULL);
    return left_folds ? right->type : left->type;
}

static const PlanCondition *lower_comparison(Flow *flow, PlanNode *node,
                                             const Expr *expr, bool negated)
{
    const Expr *left = expr->as.binary.left;
    const Expr *right = expr->as.binary.right;
    const Type *type = operand_type(flow, left, right);
    PlanCondition *condition = new_condition(flow->lower, PLAN_COMPARISON);
    PlanCompare compare = compare_of(expr->as.binary.op);
    condition->compare = negated ? negate(compare) : compare;
    condition->left = lower_operand(flow, node, left, type);
    condition->right = lower_operand(flow, node, right, type);
    return condition;
}

static const Value *bool_value(Lower *lower, bool yes)
{
    Value *value = arena_new(lower->arena, Value);
    value->kind = VALUE_BOOL;
    value->type = lower->types->bool_;
    value->as.bool_ = yes;
    return value;
}

/* A condition is a comparison in Flyte: flag == true. */
static const PlanCondition *lower_flag(Flow *flow, PlanNode *node,
                                       const Expr *expr, bool negated)
{
    PlanCondition *condition = new_condition(flow->lower, PLAN_COMPARISON);
    condition->compare = PLAN_EQ;
    condition->left =
        lower_operand(flow, node, expr, flow->lower->types->bool_);
    condition->right =
        (PlanOperand){.constant = bool_value(flow->lower, !negated)};
    return condition;
}

static const PlanCondition *join(Lower *lower, PlanConditionKind kind,
                                 const PlanCondition *first,
                                 const PlanCondition *second)
{
    PlanCondition *condition = new_condition(lower, kind);
    condition->first = first;
    condition->second = second;
    return condition;
}

/* not (a and b) is not a or not b. */
static const PlanCondition *lower_join(Flow *flow, PlanNode *node,
                                       const Expr *expr, bool negated)
{
    bool is_and = (expr->as.binary.op == BINARY_AND) != negated;
    const PlanCondition *first =
        lower_condition(flow, node, expr->as.binary.left, negated);
    const PlanCondition *second =
        lower_condition(flow, node, expr->as.binary.right, negated);
    return join(flow->lower, is_and ? PLAN_AND : PLAN_OR, first, second);
}

static bool is_join(BinaryOp op)
{
    return op == BINARY_AND || op == BINARY_OR;
}

static bool is_comparison(BinaryOp op)
{
    return op >= BINARY_EQ && op <= BINARY_GE;
}

const PlanCondition *lower_condition(Flow *flow, PlanNode *node,
                                     const Expr *expr, bool negated)
{
    if (expr->constant) /* it may compare what Flyte cannot, such as none */
        return lower_flag(flow, node, expr, negated);
    if (expr->kind == EXPR_UNARY && expr->as.unary.op == UNARY_NOT)
        return lower_condition(flow, node, expr->as.unary.item, !negated);
    if (expr->kind == EXPR_BINARY && is_join(expr->as.binary.op))
        return lower_join(flow, node, expr, negated);
    if (expr->kind == EXPR_BINARY && is_comparison(expr->as.binary.op))
        return lower_comparison(flow, node, expr, negated);
    return lower_flag(flow, node, expr, negated);
}

const PlanCondition *condition_any(Flow *flow, PlanNode *node,
                                   const PlanData *subject,
                                   const Value *const *values, uint32_t len,
                                   bool negated)
{
    const PlanCondition *any = NULL;
    PlanOperand left = operand_of(flow, node, subject);
    for (uint32_t i = 0; i < len; i++) {
        PlanCondition *is = new_condition(flow->lower, PLAN_COMPARISON);
        is->compare = negated ? PLAN_NE : PLAN_EQ;
        is->left = left;
        is->right = (PlanOperand){.constant = values[i]};
        any =
            any ? join(flow->lower, negated ? PLAN_AND : PLAN_OR, any, is) : is;
    }
    return any;
}
