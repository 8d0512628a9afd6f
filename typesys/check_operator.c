/* check_operator.c - operators, interpolation, conversions, conditions. */
#include "base/panic.h"
#include "typesys/accept.h"
#include "typesys/checks.h"
#include "typesys/complain.h"
#include "typesys/constant.h"

/* Through refinements: what carries the value, nominal types kept. */
static const Type *plain(const Type *type)
{
    while (type->kind == TYPE_REFINED)
        type = type->as.refined.base;
    return type;
}

/* ---- one operand ---- */

static bool is_number(const Type *type)
{
    return type->kind == TYPE_INT || type->kind == TYPE_FLOAT;
}

const Type *operator_unary(Checker *checker, Expr *expr, const Type *wanted)
{
    bool is_not = expr->as.unary.op == UNARY_NOT;
    const Type *steer = is_not ? checker->types->bool_ : wanted;
    Expr *item = expr->as.unary.item;
    const Type *found = check_expr(checker, item, steer);
    found = plain(complain_unless_value(checker, item, found));
    if (found->kind == TYPE_ERROR)
        return found;
    expr->constant = item->constant;
    bool fits = is_not ? found->kind == TYPE_BOOL
                       : is_number(found) || found->kind == TYPE_DURATION;
    if (!fits) {
        complain_operand(checker, expr, found);
        return checker->types->error;
    }
    if (checker->body && !expr->constant)
        return expr_refuse(checker, expr,
                           is_not ? "`not` as a value at run time"
                                  : "arithmetic at run time",
                           "let a task compute it");
    return found;
}

/* ---- two operands ---- */

static bool is_open_literal(const Expr *expr)
{
    while (expr->kind == EXPR_UNARY)
        expr = expr->as.unary.item;
    return expr->kind == EXPR_INT || expr->kind == EXPR_TEXT;
}

typedef struct Operands {
    const Type *left;
    const Type *right;
    bool failed;
} Operands;

/* A literal takes its type from the other side. */
static Operands check_operands(Checker *checker, Expr *expr, const Type *wanted)
{
    Expr *left = expr->as.binary.left;
    Expr *right = expr->as.binary.right;
    Operands found;
    if (is_open_literal(left) && !is_open_literal(right)) {
        found.right = check_expr(checker, right, wanted);
        found.left = check_expr(checker, left, plain(found.right));
    } else {
        found.left = check_expr(checker, left, wanted);
        found.right = check_expr(checker, right, plain(found.left));
    }
    found.left = plain(complain_unless_value(checker, left, found.left));
    found.right = plain(complain_unless_value(checker, right, found.right));
    found.failed =
        found.left->kind == TYPE_ERROR || found.right->kind == TYPE_ERROR;
    expr->constant = left->constant && right->constant;
    return found;
}

/* What the operator gives for two different kinds, or for times. */
static const Type *mixed_result(const TypeTable *types, BinaryOp op,
                                TypeKind left, TypeKind right)
{
    bool plus = op == BINARY_ADD;
    bool minus = op == BINARY_SUB;
    if (left == TYPE_DATETIME && right == TYPE_DURATION && (plus || minus))
        return types->datetime;
    if (left == TYPE_DATETIME && right == TYPE_DATETIME && minus)
        return types->duration;
    if (left == TYPE_DURATION && right == TYPE_DURATION && (plus || minus))
        return types->duration;
    bool scales = op == BINARY_MUL || op == BINARY_DIV;
    if (left == TYPE_DURATION && right == TYPE_INT && scales)
        return types->duration;
    return NULL;
}

/* NULL: the operator does not go with these. */
static const Type *arithmetic_result(const TypeTable *types, BinaryOp op,
                                     const Type *left, const Type *right)
{
    if (left == right && left->kind == TYPE_INT)
        return left;
    if (left == right && left->kind == TYPE_FLOAT && op != BINARY_REM)
        return left;
    if (left == right && left->kind == TYPE_STRING && op == BINARY_ADD)
        return left;
    return mixed_result(types, op, left->kind, right->kind);
}

static const Type *check_arithmetic(Checker *checker, Expr *expr,
                                    const Type *wanted)
{
    Operands found = check_operands(checker, expr, wanted);
    if (found.failed)
        return checker->types->error;
    const Type *result = arithmetic_result(checker->types, expr->as.binary.op,
                                           found.left, found.right);
    if (!result) {
        complain_operands(checker, expr, found.left, found.right);
        return checker->types->error;
    }
    if (checker->body && !expr->constant)
        return expr_refuse(checker, expr, "arithmetic at run time",
                           "let a task compute it");
    return result;
}

/* ---- comparisons ---- */

static bool has_order(TypeKind kind)
{
    return kind == TYPE_INT || kind == TYPE_FLOAT || kind == TYPE_STRING ||
           kind == TYPE_DATETIME || kind == TYPE_DURATION;
}

static bool can_compare(BinaryOp op, const Type *type)
{
    TypeKind kind = type_base(type)->kind;
    bool equality = op == BINARY_EQ || op == BINARY_NE;
    return has_order(kind) ||
           (equality && (kind == TYPE_BOOL || kind == TYPE_ENUM));
}

/* x == none: x may be none. */
static const Type *check_none(Checker *checker, Expr *expr, Operands found)
{
    const Type *other =
        found.left->kind == TYPE_NONE ? found.right : found.left;
    bool equality =
        expr->as.binary.op == BINARY_EQ || expr->as.binary.op == BINARY_NE;
    if (equality && (type_is_optional(other)))
        return checker->types->bool_;
    if (equality)
        complain_never_none(checker, expr, other);
    else
        complain_compare(checker, expr, found.left, found.right);
    return checker->types->error;
}

/* Types alone; what can be said of run-time values is the caller's. */
static const Type *check_comparison(Checker *checker, Expr *expr)
{
    Operands found = check_operands(checker, expr, NULL);
    if (found.failed)
        return checker->types->error;
    if (found.left->kind == TYPE_NONE || found.right->kind == TYPE_NONE)
        return check_none(checker, expr, found);
    if (found.left == found.right &&
        can_compare(expr->as.binary.op, found.left))
        return checker->types->bool_;
    complain_compare(checker, expr, found.left, found.right);
    return checker->types->error;
}

static const Type *check_logic(Checker *checker, Expr *expr)
{
    const TypeTable *types = checker->types;
    const Why why = {.kind = WHY_CONDITION};
    Expr *left = expr->as.binary.left;
    Expr *right = expr->as.binary.right;
    const Type *one = check_expr_as(checker, left, types->bool_, &why);
    const Type *two = check_expr_as(checker, right, types->bool_, &why);
    expr->constant = left->constant && right->constant;
    bool failed = one->kind == TYPE_ERROR || two->kind == TYPE_ERROR;
    return failed ? types->error : types->bool_;
}

/* Who wants a range reads it where it stands, so this one is wanted nowhere. */
const Type *operator_range(Checker *checker, Expr *expr)
{
    check_expr(checker, expr->as.range.first, NULL);
    check_expr(checker, expr->as.range.last, NULL);
    complain_range_value(checker, expr);
    return checker->types->error;
}

/* self in 1..9: both ends are what is tested. */
static const Type *check_in(Checker *checker, Expr *expr)
{
    const Type *found = check_expr(checker, expr->as.binary.left, NULL);
    Expr *range = expr->as.binary.right;
    if (range->kind != EXPR_RANGE) {
        check_expr(checker, range, NULL);
        complain_in_range(checker, range);
        return checker->types->error;
    }
    found = plain(found);
    const Why why = {.kind = WHY_NOTHING};
    Expr *ends[] = {range->as.range.first, range->as.range.last};
    bool failed = found->kind == TYPE_ERROR;
    for (int i = 0; i < 2 && !failed; i++)
        failed =
            check_expr_as(checker, ends[i], found, &why)->kind == TYPE_ERROR;
    range->constant = ends[0]->constant && ends[1]->constant;
    range->type = found;
    expr->constant = expr->as.binary.left->constant && range->constant;
    return failed ? checker->types->error : checker->types->bool_;
}

static const Type *check_matches(Checker *checker, Expr *expr)
{
    const TypeTable *types = checker->types;
    const Why why = {.kind = WHY_NOTHING};
    Expr *text = expr->as.binary.left;
    Expr *pattern = expr->as.binary.right;
    const Type *one = plain(check_expr(checker, text, types->string));
    const Type *two = check_expr_as(checker, pattern, types->string, &why);
    if (one->kind == TYPE_ERROR || two->kind == TYPE_ERROR)
        return types->error;
    if (one->kind != TYPE_STRING) {
        complain_operands(checker, expr, one, two);
        return types->error;
    }
    return types->bool_;
}

static const Type *check_test(Checker *checker, Expr *expr)
{
    switch (expr->as.binary.op) {
    case BINARY_OR:
    case BINARY_AND:
        return check_logic(checker, expr);
    case BINARY_IN:
        return check_in(checker, expr);
    case BINARY_MATCHES:
        return check_matches(checker, expr);
    case BINARY_EQ:
    case BINARY_NE:
    case BINARY_LT:
    case BINARY_LE:
    case BINARY_GT:
    case BINARY_GE:
    case BINARY_ADD:
    case BINARY_SUB:
    case BINARY_MUL:
    case BINARY_DIV:
    case BINARY_REM:
        break;
    }
    return check_comparison(checker, expr);
}

const Type *operator_binary(Checker *checker, Expr *expr, const Type *wanted)
{
    if (expr->as.binary.op >= BINARY_ADD)
        return check_arithmetic(checker, expr, wanted);
    const Type *found = check_test(checker, expr);
    if (found->kind == TYPE_ERROR || !checker->body || expr->constant)
        return found;
    return expr_refuse(checker, expr, "a comparison as a value at run time",
                       "write it as the condition of an `if`, or let a task "
                       "compute it");
}

/* ---- text ---- */

static bool has_text(TypeKind kind)
{
    return kind == TYPE_INT || kind == TYPE_FLOAT || kind == TYPE_STRING ||
           kind == TYPE_BOOL || kind == TYPE_DATETIME || kind == TYPE_ENUM;
}

const Type *operator_text(Checker *checker, Expr *expr)
{
    bool failed = false;
    expr->constant = true;
    for (uint32_t i = 0; i < expr->as.interpolation.len; i++) {
        Expr *part = expr->as.interpolation.at[i].expr;
        if (!part)
            continue;
        const Type *found = check_expr(checker, part, NULL);
        found = complain_unless_value(checker, part, found);
        expr->constant &= part->constant;
        failed |= found->kind == TYPE_ERROR;
        if (found->kind == TYPE_ERROR || has_text(type_base(found)->kind))
            continue;
        complain_no_text(checker, part, found);
        failed = true;
    }
    if (failed)
        return checker->types->error;
    if (checker->body && !expr->constant)
        return expr_refuse(checker, expr, "text put together at run time",
                           "give the values to the task as inputs and put "
                           "the text together there");
    return checker->types->string;
}

/* ---- conversions ---- */

const Type *operator_convert(Checker *checker, Expr *expr)
{
    const Type *wanted = resolve_type(checker, expr->as.convert.type);
    Expr *item = expr->as.convert.item;
    const Type *steer =
        wanted->kind == TYPE_NEW ? wanted->as.fresh.base : wanted;
    const Type *found = check_expr(checker, item, steer);
    found = complain_unless_value(checker, item, found);
    expr->constant = item->constant;
    if (type_is_poisoned(found) || type_is_poisoned(wanted))
        return wanted;
    if (!accept_conversion(checker->types, wanted, found)) {
        complain_conversion(checker, expr, wanted, found);
        return checker->types->error;
    }
    if (!expr->constant)
        return wanted;
    expr->type = wanted;
    FoldFault fault = {0};
    if (constant_fold(checker->types, expr, &fault))
        return wanted;
    complain_fold(checker, &fault);
    return checker->types->error;
}

/* ---- conditions ---- */

static bool is_test(const Expr *expr)
{
    return expr->kind == EXPR_BINARY && expr->as.binary.op < BINARY_ADD;
}

static bool compares_none(const Expr *expr)
{
    return expr->as.binary.left->kind == EXPR_NONE ||
           expr->as.binary.right->kind == EXPR_NONE;
}

/* Flyte's branches look at the seconds of a time, and at nothing below. */
static void check_seconds(Checker *checker, const Expr *side)
{
    enum { SECOND = 1000000000 };
    const Value *value =
        side->constant ? constant_fold(checker->types, side, NULL) : NULL;
    bool is_time = value && (value->kind == VALUE_DATETIME ||
                             value->kind == VALUE_DURATION);
    if (is_time && value->as.int_ % SECOND)
        complain_below_seconds(checker, side, value);
}

static void condition_test(Checker *checker, Expr *expr)
{
    BinaryOp op = expr->as.binary.op;
    if (op == BINARY_AND || op == BINARY_OR) {
        operator_condition(checker, expr->as.binary.left);
        operator_condition(checker, expr->as.binary.right);
        expr->constant =
            expr->as.binary.left->constant && expr->as.binary.right->constant;
        expr->type = checker->types->bool_;
        return;
    }
    expr->constant = false;
    expr->type = check_test(checker, expr);
    if (expr->type->kind == TYPE_ERROR || expr->constant)
        return;
    if (op == BINARY_IN || op == BINARY_MATCHES)
        expr->type = expr_refuse(checker, expr,
                                 op == BINARY_IN ? "`in` at run time"
                                                 : "`matches` at run time",
                                 "compare with `<` and `>`, or let a task "
                                 "decide");
    else if (compares_none(expr))
        expr_refuse(checker, expr, "a comparison with `none` at run time",
                    "let a task take the optional value and decide");
    check_seconds(checker, expr->as.binary.left);
    check_seconds(checker, expr->as.binary.right);
}

void operator_condition(Checker *checker, Expr *expr)
{
    if (is_test(expr)) {
        condition_test(checker, expr);
        return;
    }
    if (expr->kind == EXPR_UNARY && expr->as.unary.op == UNARY_NOT) {
        operator_condition(checker, expr->as.unary.item);
        expr->constant = expr->as.unary.item->constant;
        expr->type = checker->types->bool_;
        return;
    }
    const Why why = {.kind = WHY_CONDITION};
    check_expr_as(checker, expr, checker->types->bool_, &why);
}
