#include <math.h>
#include <string.h>

#include "base/panic.h"
#include "typesys/complain_refine.h"
#include "typesys/constant.h"
#include "typesys/refine_form.h"

typedef struct Maker {
    TypeTable *types;
    Arena *arena;
    Diags *diags;
    const Type *base; /* as written */
    TypeKind kind;    /* of what carries the value */
} Maker;

/* What a comparison is about. */
typedef enum Subject { SUBJECT_NONE, SUBJECT_SELF, SUBJECT_LENGTH } Subject;

static bool is_name(const Expr *expr, const char *text)
{
    return expr->kind == EXPR_NAME && expr->as.name.sym &&
           !strcmp(expr->as.name.sym->text, text);
}

static Subject subject_of(const Expr *expr)
{
    if (is_name(expr, "self"))
        return SUBJECT_SELF;
    if (expr->kind == EXPR_CALL && is_name(expr->as.call.callee, "len") &&
        expr->as.call.args.len == 1 &&
        is_name(expr->as.call.args.values[0], "self"))
        return SUBJECT_LENGTH;
    return SUBJECT_NONE;
}

/* ---- constants ---- */

static const Value *new_value(Maker *maker, const Expr *expr, Value value)
{
    Value *out = arena_new(maker->arena, Value);
    *out = value;
    out->span = expr->span;
    return out;
}

static const Value *literal(Maker *maker, const Expr *expr);

static const Value *negated(Maker *maker, const Expr *expr)
{
    const Value *item = literal(maker, expr->as.unary.item);
    if (!item || expr->as.unary.op != UNARY_MINUS)
        return NULL;
    Value value = *item;
    if (item->kind == VALUE_FLOAT)
        value.as.float_ = -item->as.float_;
    else if (item->kind == VALUE_INT || item->kind == VALUE_DURATION)
        value.as.int_ = (int64_t)(0 - (uint64_t)item->as.int_);
    else
        return NULL;
    return new_value(maker, expr, value);
}

/* NULL when it is none that a refinement can use. */
static const Value *literal(Maker *maker, const Expr *expr)
{
    Value value = {.kind = VALUE_INT};
    switch ((int)expr->kind) {
    case EXPR_INT:
        value.as.int_ = expr->as.int_value;
        break;
    case EXPR_FLOAT:
        value.kind = VALUE_FLOAT;
        value.as.float_ = expr->as.float_value;
        break;
    case EXPR_TEXT:
        value.kind = VALUE_STRING;
        value.as.string.at = expr_string(expr);
        value.as.string.len = expr->text_len;
        break;
    case EXPR_DURATION:
        value.kind = VALUE_DURATION;
        value.as.int_ = expr->as.duration;
        break;
    case EXPR_DATETIME:
        value.kind = VALUE_DATETIME;
        value.as.int_ = expr->as.datetime;
        break;
    case EXPR_UNARY:
        return negated(maker, expr);
    default:
        return NULL;
    }
    return new_value(maker, expr, value);
}

static const char *wanted_text(TypeKind kind)
{
    switch ((int)kind) {
    case TYPE_FLOAT:
        return "a number";
    case TYPE_STRING:
        return "a string";
    case TYPE_DURATION:
        return "a duration";
    case TYPE_DATETIME:
        return "a datetime";
    default:
        return "an int";
    }
}

static bool is_of(TypeKind kind, const Value *value)
{
    switch ((int)kind) {
    case TYPE_INT:
        return value->kind == VALUE_INT;
    case TYPE_FLOAT:
        return value->kind == VALUE_INT ||
               (value->kind == VALUE_FLOAT && !isnan(value->as.float_));
    case TYPE_STRING:
        return value->kind == VALUE_STRING;
    case TYPE_DURATION:
        return value->kind == VALUE_DURATION;
    case TYPE_DATETIME:
        return value->kind == VALUE_DATETIME;
    default:
        return false;
    }
}

/* A constant of the kind; complains and gives NULL when it is none. */
static const Value *constant(Maker *maker, const Expr *expr, TypeKind kind)
{
    const Value *value = literal(maker, expr);
    if (!value && expr->constant)
        value = constant_fold(maker->types, expr, NULL);
    if (value && is_of(kind, value))
        return value;
    complain_refine_constant(maker->diags, expr, wanted_text(kind));
    return NULL;
}

static int64_t number_of(TypeKind kind, const Value *value)
{
    if (kind != TYPE_FLOAT)
        return value->as.int_;
    return intervals_key(value->kind == VALUE_INT ? (double)value->as.int_
                                                  : value->as.float_);
}

/* ---- comparisons ---- */

/* R1: `<` and `>` are closed at the next number. */
static Intervals compare(Arena *arena, BinaryOp op, Interval domain,
                         int64_t number)
{
    bool above = number > domain.first;
    bool below = number < domain.last;
    switch ((int)op) {
    case BINARY_EQ:
        return intervals_and(arena,
                             intervals_of(arena, domain.first, domain.last),
                             intervals_of(arena, number, number));
    case BINARY_NE:
        return intervals_without(arena, domain, number);
    case BINARY_LT:
        return above ? intervals_of(arena, domain.first, number - 1)
                     : (Intervals){0};
    case BINARY_LE:
        return intervals_of(arena, domain.first, number);
    case BINARY_GT:
        return below ? intervals_of(arena, number + 1, domain.last)
                     : (Intervals){0};
    case BINARY_GE:
        return intervals_of(arena, above ? number : domain.first, domain.last);
    default:
        UNREACHABLE("comparison");
    }
}

/* The numbers of a subject, as a refinement of the base: values (R1), or
 * lengths (R3), which of a string are a case (R4). */
static void say_numbers(Maker *maker, Intervals set, Refinement *out)
{
    *out = (Refinement){.base = maker->kind};
    if (maker->kind != TYPE_STRING) {
        out->set = set;
        return;
    }
    out->cases = arena_new(maker->arena, RefineCase);
    out->cases[0] = refine_any_string(maker->arena);
    out->cases[0].lengths = set;
    out->cases[0].reach = set;
    out->cases_len = set.len > 0;
}

static const Words *new_word(Maker *maker, const Value *value)
{
    Word *word = arena_new(maker->arena, Word);
    *word = (Word){value->as.string.at, value->as.string.len};
    Words *words = arena_new(maker->arena, Words);
    *words = (Words){word, 1};
    return words;
}

static void say_word(Maker *maker, BinaryOp op, const Value *value,
                     Refinement *out)
{
    *out = (Refinement){.base = TYPE_STRING};
    if (op == BINARY_EQ) {
        out->words = *new_word(maker, value);
        return;
    }
    out->cases = arena_new(maker->arena, RefineCase);
    out->cases[0] = refine_any_string(maker->arena);
    out->cases[0].without = *new_word(maker, value);
    out->cases_len = 1;
}

/* The kind of number that a subject is; TYPE_ERROR: it is none. */
static TypeKind number_kind(const Maker *maker, Subject subject)
{
    bool has_length = maker->kind == TYPE_STRING || maker->kind == TYPE_LIST ||
                      maker->kind == TYPE_MAP;
    if (subject == SUBJECT_LENGTH)
        return has_length ? TYPE_INT : TYPE_ERROR;
    return subject == SUBJECT_NONE || has_length ? TYPE_ERROR : maker->kind;
}

static Interval domain_of(const Maker *maker, Subject subject)
{
    return refine_domain(subject == SUBJECT_LENGTH ? TYPE_STRING : maker->kind);
}

static bool say_comparison(Maker *maker, Subject subject, BinaryOp op,
                           const Expr *with, Refinement *out)
{
    TypeKind kind = number_kind(maker, subject);
    if (kind == TYPE_ERROR)
        kind = TYPE_STRING;
    const Value *value = constant(maker, with, kind);
    if (!value)
        return false;
    if (kind == TYPE_STRING)
        say_word(maker, op, value, out);
    else
        say_numbers(maker,
                    compare(maker->arena, op, domain_of(maker, subject),
                            number_of(kind, value)),
                    out);
    return true;
}

static BinaryOp mirrored(BinaryOp op)
{
    switch ((int)op) {
    case BINARY_LT:
        return BINARY_GT;
    case BINARY_LE:
        return BINARY_GE;
    case BINARY_GT:
        return BINARY_LT;
    case BINARY_GE:
        return BINARY_LE;
    default:
        return op;
    }
}

static bool bad_form(Maker *maker, const Expr *expr)
{
    complain_refine_form(maker->diags, expr, maker->base);
    return false;
}

/* self < 3, len(self) < 3, and 3 > self. */
static bool make_comparison(Maker *maker, const Expr *expr, Refinement *out)
{
    BinaryOp op = expr->as.binary.op;
    const Expr *with = expr->as.binary.right;
    Subject subject = subject_of(expr->as.binary.left);
    if (subject == SUBJECT_NONE) {
        subject = subject_of(with);
        with = expr->as.binary.left;
        op = mirrored(op);
    }
    bool words = subject == SUBJECT_SELF && maker->kind == TYPE_STRING &&
                 (op == BINARY_EQ || op == BINARY_NE);
    if (!words && number_kind(maker, subject) == TYPE_ERROR)
        return bad_form(maker, expr);
    return say_comparison(maker, subject, op, with, out);
}

/* self in 1..9, len(self) in 1..9 */
static bool make_range(Maker *maker, const Expr *expr, Refinement *out)
{
    const Expr *range = expr->as.binary.right;
    Subject subject = subject_of(expr->as.binary.left);
    TypeKind kind = number_kind(maker, subject);
    if (kind == TYPE_ERROR || range->kind != EXPR_RANGE)
        return bad_form(maker, expr);
    const Value *first = constant(maker, range->as.range.first, kind);
    const Value *last = constant(maker, range->as.range.last, kind);
    if (!first || !last)
        return false;
    Interval domain = domain_of(maker, subject);
    Intervals set = intervals_and(
        maker->arena, intervals_of(maker->arena, domain.first, domain.last),
        intervals_of(maker->arena, number_of(kind, first),
                     number_of(kind, last)));
    say_numbers(maker, set, out);
    return true;
}

/* self matches "…": R4, R8 */
static bool make_match(Maker *maker, const Expr *expr, Refinement *out)
{
    const Expr *text = expr->as.binary.right;
    if (subject_of(expr->as.binary.left) != SUBJECT_SELF ||
        maker->kind != TYPE_STRING)
        return bad_form(maker, expr);
    const Value *value = constant(maker, text, TYPE_STRING);
    if (!value)
        return false;
    PatternFault fault;
    const Pattern *pattern = pattern_make(maker->arena, value->as.string.at,
                                          value->as.string.len, &fault);
    if (!pattern && fault.too_big)
        complain_refine_pattern_size(maker->diags, text, &fault);
    else if (!pattern)
        complain_refine_pattern(maker->diags, text, &fault);
    if (!pattern)
        return false;
    *out = (Refinement){.base = TYPE_STRING};
    out->cases = arena_new(maker->arena, RefineCase);
    out->cases[0] = refine_any_string(maker->arena);
    out->cases[0].patterns[0] = pattern;
    out->cases[0].patterns_len = 1;
    out->cases[0].reach = pattern_lengths(maker->arena, pattern);
    out->cases_len = out->cases[0].reach.len > 0;
    return true;
}

static bool make(Maker *maker, const Expr *expr, Refinement *out);

/* R5 */
static bool make_joined(Maker *maker, const Expr *expr, Refinement *out)
{
    Refinement left;
    Refinement right;
    if (!make(maker, expr->as.binary.left, &left) ||
        !make(maker, expr->as.binary.right, &right))
        return false;
    bool too_many = expr->as.binary.op == BINARY_AND
                        ? refine_and(maker->arena, &left, &right, out)
                        : refine_or(maker->arena, &left, &right, out);
    if (too_many)
        complain_refine_cases(maker->diags, expr->span);
    return !too_many;
}

static bool make_binary(Maker *maker, const Expr *expr, Refinement *out)
{
    switch (expr->as.binary.op) {
    case BINARY_AND:
    case BINARY_OR:
        return make_joined(maker, expr, out);
    case BINARY_EQ:
    case BINARY_NE:
    case BINARY_LT:
    case BINARY_LE:
    case BINARY_GT:
    case BINARY_GE:
        return make_comparison(maker, expr, out);
    case BINARY_IN:
        return make_range(maker, expr, out);
    case BINARY_MATCHES:
        return make_match(maker, expr, out);
    case BINARY_ADD:
    case BINARY_SUB:
    case BINARY_MUL:
    case BINARY_DIV:
    case BINARY_REM:
        return bad_form(maker, expr);
    }
    UNREACHABLE("binary operator");
}

static bool make(Maker *maker, const Expr *expr, Refinement *out)
{
    if (expr->kind == EXPR_BINARY)
        return make_binary(maker, expr, out);
    if (expr->kind != EXPR_ERROR)
        bad_form(maker, expr);
    return false;
}

static bool can_refine(TypeKind kind)
{
    return kind == TYPE_INT || kind == TYPE_FLOAT || kind == TYPE_STRING ||
           kind == TYPE_DATETIME || kind == TYPE_DURATION ||
           kind == TYPE_LIST || kind == TYPE_MAP;
}

/* R6: what the base promises, joined with the draft, leaves something. */
static bool is_possible(Maker *maker, const Expr *where,
                        const Refinement *draft)
{
    Refinement both = *draft;
    if (maker->base->kind == TYPE_REFINED &&
        refine_and(maker->arena, maker->base->as.refined.where, draft, &both)) {
        complain_refine_cases(maker->diags, where->span);
        return false;
    }
    if (refine_is_empty(&both))
        complain_refine_empty(maker->diags, where->span, maker->base);
    return !refine_is_empty(&both);
}

const Refinement *refine_make(TypeTable *types, Diags *diags, const Type *base,
                              const Expr *where)
{
    if (base->poisoned)
        return NULL;
    Maker maker = {.types = types,
                   .arena = types->arena,
                   .diags = diags,
                   .base = base,
                   .kind = type_base(base)->kind};
    if (!can_refine(maker.kind)) {
        complain_refine_base(diags, where->span, base);
        return NULL;
    }
    Refinement draft;
    if (!make(&maker, where, &draft) || !is_possible(&maker, where, &draft))
        return NULL;
    return refine_finish(types->arena, &draft);
}
