/* condition.c - which branch is taken, by propeller's comparator. */
#include "runtime/value/condition.h"

#include <string.h>

typedef Flyteidl__Core__Primitive__ValueCase Kind;

typedef struct Judge {
    Arena *arena;
    const IdlLiteralMap *inputs;
    const char **why;
} Judge;

static const char *kind_name(Kind kind)
{
    switch (kind) {
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_INTEGER:
        return "int";
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_FLOAT_VALUE:
        return "float";
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_STRING_VALUE:
        return "string";
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_BOOLEAN:
        return "bool";
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_DATETIME:
        return "datetime";
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_DURATION:
        return "duration";
    case FLYTEIDL__CORE__PRIMITIVE__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__PRIMITIVE__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    return "nothing";
}

static bool refuse(const Judge *judge, const char *words)
{
    *judge->why = words;
    return false;
}

/* A scalar operand is a name that nothing has: propeller does not read it. */
static const IdlPrimitive *look_up(const Judge *judge,
                                   const IdlOperand *operand)
{
    bool named =
        operand && operand->val_case == FLYTEIDL__CORE__OPERAND__VAL_VAR;
    const char *name = named ? operand->var : "";
    const IdlLiteral *found = literal_find(judge->inputs, name);
    if (!found) {
        *judge->why =
            arena_print(judge->arena,
                        "the condition needs `%s`, which is not among the "
                        "inputs of the branch",
                        name);
        return NULL;
    }
    bool plain =
        found->value_case == FLYTEIDL__CORE__LITERAL__VALUE_SCALAR &&
        found->scalar->value_case == FLYTEIDL__CORE__SCALAR__VALUE_PRIMITIVE;
    if (plain)
        return found->scalar->primitive;
    *judge->why = arena_print(judge->arena,
                              "only primitives can be compared, and `%s` is "
                              "none",
                              name);
    return NULL;
}

static const IdlPrimitive *value_of(const Judge *judge,
                                    const IdlOperand *operand)
{
    if (operand && operand->val_case == FLYTEIDL__CORE__OPERAND__VAL_PRIMITIVE)
        return operand->primitive;
    return look_up(judge, operand);
}

typedef struct Order {
    bool equal, greater;
} Order;

static Order order_of_numbers(int64_t left, int64_t right)
{
    return (Order){left == right, left > right};
}

/* Both of one kind. Times count by whole seconds: propeller looks at nothing
 * else. Of NaN neither holds, and LT and LTE are made of their opposites. */
static Order order_of(const IdlPrimitive *left, const IdlPrimitive *right)
{
    switch (left->value_case) {
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_INTEGER:
        return order_of_numbers(left->integer, right->integer);
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_FLOAT_VALUE:
        return (Order){left->float_value == right->float_value,
                       left->float_value > right->float_value};
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_STRING_VALUE:
        return order_of_numbers(strcmp(left->string_value, right->string_value),
                                0);
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_BOOLEAN:
        return order_of_numbers(left->boolean, right->boolean);
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_DATETIME:
        return order_of_numbers(left->datetime->seconds,
                                right->datetime->seconds);
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_DURATION:
        return order_of_numbers(left->duration->seconds,
                                right->duration->seconds);
    case FLYTEIDL__CORE__PRIMITIVE__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__PRIMITIVE__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    return (Order){0};
}

static bool compare(const Judge *judge, const IdlComparison *comparison,
                    Order order, bool *holds)
{
    switch (comparison->operator_) {
    case FLYTEIDL__CORE__COMPARISON_EXPRESSION__OPERATOR__EQ:
        *holds = order.equal;
        return true;
    case FLYTEIDL__CORE__COMPARISON_EXPRESSION__OPERATOR__NEQ:
        *holds = !order.equal;
        return true;
    case FLYTEIDL__CORE__COMPARISON_EXPRESSION__OPERATOR__GT:
        *holds = order.greater;
        return true;
    case FLYTEIDL__CORE__COMPARISON_EXPRESSION__OPERATOR__GTE:
        *holds = order.equal || order.greater;
        return true;
    case FLYTEIDL__CORE__COMPARISON_EXPRESSION__OPERATOR__LT:
        *holds = !order.equal && !order.greater;
        return true;
    case FLYTEIDL__CORE__COMPARISON_EXPRESSION__OPERATOR__LTE:
        *holds = !order.greater;
        return true;
    case _FLYTEIDL__CORE__COMPARISON_EXPRESSION__OPERATOR_IS_INT_SIZE:
        break;
    }
    return refuse(judge, "the condition has an operator that Flyte lacks");
}

static bool is_equality(const IdlComparison *comparison)
{
    return comparison->operator_ ==
               FLYTEIDL__CORE__COMPARISON_EXPRESSION__OPERATOR__EQ ||
           comparison->operator_ ==
               FLYTEIDL__CORE__COMPARISON_EXPRESSION__OPERATOR__NEQ;
}

static bool holds_comparison(const Judge *judge,
                             const IdlComparison *comparison, bool *holds)
{
    const IdlPrimitive *left = value_of(judge, comparison->left_value);
    const IdlPrimitive *right =
        left ? value_of(judge, comparison->right_value) : NULL;
    if (!right)
        return false;
    if (left->value_case != right->value_case) {
        *judge->why = arena_print(judge->arena,
                                  "the condition compares %s with %s: both "
                                  "sides must be of one kind",
                                  kind_name(left->value_case),
                                  kind_name(right->value_case));
        return false;
    }
    if (left->value_case == FLYTEIDL__CORE__PRIMITIVE__VALUE__NOT_SET)
        return refuse(judge, "the condition compares values that are not set");
    if (left->value_case == FLYTEIDL__CORE__PRIMITIVE__VALUE_BOOLEAN &&
        !is_equality(comparison))
        return refuse(judge, "bools are equal or not, and have no order");
    return compare(judge, comparison, order_of(left, right), holds);
}

static bool holds_both(const Judge *judge, const IdlCondition *condition,
                       bool *holds);

static bool holds_conjunction(const Judge *judge,
                              const IdlConjunction *conjunction, bool *holds)
{
    bool left, right;
    if (!holds_both(judge, conjunction->left_expression, &left) ||
        !holds_both(judge, conjunction->right_expression, &right))
        return false;
    bool either = conjunction->operator_ ==
                  FLYTEIDL__CORE__CONJUNCTION_EXPRESSION__LOGICAL_OPERATOR__OR;
    *holds = either ? left || right : left && right;
    return true;
}

/* As deep as the condition is nested, which spec_unpack bounds. */
static bool holds_both(const Judge *judge, const IdlCondition *condition,
                       bool *holds)
{
    if (condition && condition->expr_case ==
                         FLYTEIDL__CORE__BOOLEAN_EXPRESSION__EXPR_COMPARISON)
        return holds_comparison(judge, condition->comparison, holds);
    if (condition && condition->expr_case ==
                         FLYTEIDL__CORE__BOOLEAN_EXPRESSION__EXPR_CONJUNCTION)
        return holds_conjunction(judge, condition->conjunction, holds);
    return refuse(judge, "the branch has a condition that says nothing");
}

bool condition_holds(Arena *arena, const IdlCondition *condition,
                     const IdlLiteralMap *inputs, bool *holds, const char **why)
{
    return holds_both(&(Judge){arena, inputs, why}, condition, holds);
}
