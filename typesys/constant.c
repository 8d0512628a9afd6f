/* constant.c - folding: literals, names of constants, arithmetic, text. */
#include "typesys/constant.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/panic.h"
#include "typesys/accept.h"

enum {
    CONSTANT_TEXT_MAX = 1 << 20, /* bytes */
    CONSTANT_SIZE_MAX = 1 << 20  /* values inside each other, shared ones each
                                    time */
};

/* Up to here every int is a float; beyond, accept_value finds out. */
static const int64_t FLOAT_INT_MAX = (int64_t)1 << 53;

typedef struct Fold {
    TypeTable *types;
    FoldFault *fault;
} Fold;

static const Value *fold(Fold *at, const Expr *expr);

static Value *new_value(Fold *at, const Expr *expr, ValueKind kind,
                        const Type *type)
{
    Value *value = arena_new(at->types->arena, Value);
    value->kind = kind;
    value->span = expr->span;
    value->type = type;
    return value;
}

static const Value *fail(Fold *at, const Expr *expr, const char *why)
{
    if (!at->fault->at)
        *at->fault = (FoldFault){expr, why};
    return NULL;
}

static const Value *make_int(Fold *at, const Expr *expr, ValueKind kind,
                             const Type *type, int64_t number)
{
    Value *value = new_value(at, expr, kind, type);
    value->as.int_ = number;
    return value;
}

static const Value *make_float(Fold *at, const Expr *expr, double number)
{
    if (!isfinite(number))
        return fail(at, expr, "the result is not a finite number");
    Value *value = new_value(at, expr, VALUE_FLOAT, at->types->float_);
    value->as.float_ = number;
    return value;
}

static const Value *make_bool(Fold *at, const Expr *expr, bool truth)
{
    Value *value = new_value(at, expr, VALUE_BOOL, at->types->bool_);
    value->as.bool_ = truth;
    return value;
}

static const Value *make_string(Fold *at, const Expr *expr, const char *text,
                                size_t len)
{
    if (len > CONSTANT_TEXT_MAX)
        return fail(at, expr, "the text is longer than 1 MiB");
    Value *value = new_value(at, expr, VALUE_STRING, at->types->string);
    value->as.string.at = text;
    value->as.string.len = (uint32_t)len;
    return value;
}

static const Value *make_case(Fold *at, const Expr *expr, uint32_t index)
{
    Value *value = new_value(at, expr, VALUE_ENUM, expr->type);
    value->as.enum_.decl = expr->type->as.decl;
    value->as.enum_.index = index;
    return value;
}

/* ---- literals ---- */

static bool is_case(Name name, const Expr *text)
{
    return name.sym && name.sym->len == text->text_len &&
           !memcmp(name.sym->text, expr_string(text), name.sym->len);
}

static const Value *fold_text(Fold *at, const Expr *expr)
{
    if (expr->type->kind == TYPE_ENUM) {
        const Decl *decl = expr->type->as.decl;
        for (uint32_t i = 0; i < decl->as.enum_.cases.len; i++)
            if (is_case(decl->as.enum_.cases.at[i].name, expr))
                return make_case(at, expr, i);
    }
    return make_string(at, expr, expr_string(expr), expr->text_len);
}

static const Value *fold_int(Fold *at, const Expr *expr)
{
    int64_t number = expr->as.int_value;
    bool exact = number <= FLOAT_INT_MAX && number >= -FLOAT_INT_MAX;
    if (expr->type->kind == TYPE_FLOAT && exact)
        return make_float(at, expr, (double)number);
    return make_int(at, expr, VALUE_INT, at->types->int_, number);
}

static const Value *fold_size(Fold *at, const Expr *expr)
{
    Value *value = new_value(at, expr, VALUE_SIZE, at->types->size);
    value->as.size.bytes = expr->as.size.bytes;
    value->as.size.unit = expr->as.size.unit;
    return value;
}

/* Constants that hold each other twice double at each step; nobody can emit
 * what they come to. */
static uint32_t add_size(uint32_t size, const Value *part)
{
    uint32_t more = part->size ? part->size : 1;
    return size > CONSTANT_SIZE_MAX ? size : size + more;
}

static const Value *bounded(Fold *at, const Expr *expr, const Value *value)
{
    if (value->size <= CONSTANT_SIZE_MAX)
        return value;
    return fail(at, expr, "the constant holds more than a million values");
}

static const Value *fold_list(Fold *at, const Expr *expr)
{
    uint32_t len = expr->as.list.len;
    const Value **items = arena_array(at->types->arena, const Value *, len);
    for (uint32_t i = 0; i < len; i++) {
        items[i] = fold(at, expr->as.list.at[i]);
        if (!items[i])
            return NULL;
    }
    Value *value = new_value(at, expr, VALUE_LIST, expr->type);
    value->as.list.at = items;
    value->as.list.len = len;
    for (uint32_t i = 0; i < len; i++)
        value->size = add_size(value->size, items[i]);
    return bounded(at, expr, value);
}

static const Value *fold_entries(Fold *at, const Expr *expr, ValueKind kind,
                                 const Args *args)
{
    ValueEntry *entries = arena_array(at->types->arena, ValueEntry, args->len);
    for (uint32_t i = 0; i < args->len; i++) {
        entries[i].name = args_name(args, i).sym;
        entries[i].value = fold(at, args->values[i]);
        if (!entries[i].value)
            return NULL;
    }
    Value *value = new_value(at, expr, kind, expr->type);
    value->as.entries.at = entries;
    value->as.entries.len = args->len;
    for (uint32_t i = 0; i < args->len; i++)
        value->size = add_size(value->size, entries[i].value);
    return bounded(at, expr, value);
}

/* ---- text ---- */

static bool add_part(Fold *at, Buf *buf, const TextPart *part)
{
    if (!part->expr) {
        buf_add(buf, part->text, part->len);
        return true;
    }
    const Value *value = fold(at, part->expr);
    if (!value)
        return false;
    if (value->kind == VALUE_STRING) {
        buf_add(buf, value->as.string.at, value->as.string.len);
    } else if (value->kind == VALUE_ENUM) {
        const Name *name =
            &value->as.enum_.decl->as.enum_.cases.at[value->as.enum_.index]
                 .name;
        buf_text(buf, name->sym->text);
    } else if (value->kind == VALUE_DATETIME) {
        buf_text(buf, value_text(at->types->arena, value) + 1);
    } else {
        value_write(buf, value);
    }
    return true;
}

static const Value *fold_interpolation(Fold *at, const Expr *expr)
{
    Buf buf = {.arena = at->types->arena};
    for (uint32_t i = 0; i < expr->as.interpolation.len; i++)
        if (!add_part(at, &buf, &expr->as.interpolation.at[i]))
            return NULL;
    return make_string(at, expr, buf_string(&buf), buf.len);
}

/* ---- arithmetic ---- */

static const Value *whole(Fold *at, const Expr *expr, const Value *like,
                          bool overflow, int64_t result)
{
    if (overflow)
        return fail(at, expr, "the result is too large for 64 bits");
    return make_int(at, expr, like->kind, like->type, result);
}

static const Value *divide(Fold *at, const Expr *expr, const Value *left,
                           int64_t by)
{
    int64_t number = left->as.int_;
    if (by == 0)
        return fail(at, expr, "this divides by zero");
    if (by == -1 && number == INT64_MIN)
        return whole(at, expr, left, true, 0);
    bool quotient = expr->as.binary.op == BINARY_DIV;
    return whole(at, expr, left, false, quotient ? number / by : number % by);
}

static const Value *fold_whole(Fold *at, const Expr *expr, const Value *left,
                               const Value *right)
{
    int64_t one = left->as.int_;
    int64_t two = right->as.int_;
    int64_t result = 0;
    bool over = false;
    BinaryOp op = expr->as.binary.op;
    if (op == BINARY_ADD)
        over = __builtin_add_overflow(one, two, &result);
    else if (op == BINARY_SUB)
        over = __builtin_sub_overflow(one, two, &result);
    else if (op == BINARY_MUL)
        over = __builtin_mul_overflow(one, two, &result);
    else if (op == BINARY_REM && two == -1)
        result = 0;
    else
        return divide(at, expr, left, two);
    bool between = op == BINARY_SUB && left->kind == VALUE_DATETIME &&
                   right->kind == VALUE_DATETIME;
    if (between && !over)
        return make_int(at, expr, VALUE_DURATION, at->types->duration, result);
    return whole(at, expr, left, over, result);
}

static const Value *fold_real(Fold *at, const Expr *expr, double one,
                              double two)
{
    BinaryOp op = expr->as.binary.op;
    if (op == BINARY_ADD)
        return make_float(at, expr, one + two);
    if (op == BINARY_SUB)
        return make_float(at, expr, one - two);
    if (op == BINARY_MUL)
        return make_float(at, expr, one * two);
    if (two == 0.0)
        return fail(at, expr, "this divides by zero");
    return make_float(at, expr, one / two);
}

static const Value *join_text(Fold *at, const Expr *expr, const Value *left,
                              const Value *right)
{
    Buf buf = {.arena = at->types->arena};
    buf_add(&buf, left->as.string.at, left->as.string.len);
    buf_add(&buf, right->as.string.at, right->as.string.len);
    return make_string(at, expr, buf_string(&buf), buf.len);
}

static const Value *fold_arithmetic(Fold *at, const Expr *expr,
                                    const Value *left, const Value *right)
{
    if (left->kind == VALUE_STRING)
        return join_text(at, expr, left, right);
    if (left->kind == VALUE_FLOAT && right->kind == VALUE_FLOAT)
        return fold_real(at, expr, left->as.float_, right->as.float_);
    return fold_whole(at, expr, left, right);
}

static const Value *fold_unary(Fold *at, const Expr *expr)
{
    const Value *item = fold(at, expr->as.unary.item);
    if (!item)
        return NULL;
    if (expr->as.unary.op == UNARY_NOT)
        return make_bool(at, expr, !item->as.bool_);
    if (item->kind == VALUE_FLOAT)
        return make_float(at, expr, -item->as.float_);
    int64_t result = 0;
    bool over = __builtin_sub_overflow((int64_t)0, item->as.int_, &result);
    return whole(at, expr, item, over, result);
}

/* ---- comparisons ---- */

static int order_text(const Value *left, const Value *right)
{
    uint32_t len = left->as.string.len < right->as.string.len
                       ? left->as.string.len
                       : right->as.string.len;
    int order = memcmp(left->as.string.at, right->as.string.at, len);
    if (order != 0)
        return order;
    return (left->as.string.len > right->as.string.len) -
           (left->as.string.len < right->as.string.len);
}

static int order_values(const Value *left, const Value *right)
{
    if (left->kind == VALUE_STRING)
        return order_text(left, right);
    if (left->kind == VALUE_FLOAT)
        return (left->as.float_ > right->as.float_) -
               (left->as.float_ < right->as.float_);
    return (left->as.int_ > right->as.int_) - (left->as.int_ < right->as.int_);
}

static bool compare(BinaryOp op, const Value *left, const Value *right)
{
    if (op == BINARY_EQ || op == BINARY_NE)
        return value_equal(left, right) == (op == BINARY_EQ);
    int order = order_values(left, right);
    if (op == BINARY_LT)
        return order < 0;
    if (op == BINARY_LE)
        return order <= 0;
    return op == BINARY_GT ? order > 0 : order >= 0;
}

/* A range is no value: it is read where it stands. */
static const Value *fold_in(Fold *at, const Expr *expr)
{
    const Expr *range = expr->as.binary.right;
    const Value *value = fold(at, expr->as.binary.left);
    const Value *first = value ? fold(at, range->as.range.first) : NULL;
    const Value *last = first ? fold(at, range->as.range.last) : NULL;
    if (!last)
        return NULL;
    return make_bool(at, expr,
                     order_values(first, value) <= 0 &&
                         order_values(value, last) <= 0);
}

static const Value *fold_binary(Fold *at, const Expr *expr)
{
    BinaryOp op = expr->as.binary.op;
    if (op == BINARY_IN)
        return fold_in(at, expr);
    const Value *left = fold(at, expr->as.binary.left);
    const Value *right = left ? fold(at, expr->as.binary.right) : NULL;
    if (!right)
        return NULL;
    if (op >= BINARY_ADD)
        return fold_arithmetic(at, expr, left, right);
    if (op == BINARY_AND)
        return make_bool(at, expr, left->as.bool_ && right->as.bool_);
    if (op == BINARY_OR)
        return make_bool(at, expr, left->as.bool_ || right->as.bool_);
    return make_bool(at, expr, compare(op, left, right));
}

/* ---- names and paths ---- */

/* A constant where it is used: its value, this place. */
static const Value *placed(Fold *at, const Expr *expr, const Value *value)
{
    if (!value)
        return NULL;
    Value *copy = arena_new(at->types->arena, Value);
    *copy = *value;
    copy->span = expr->span;
    return copy;
}

static const Value *fold_ref(Fold *at, const Expr *expr)
{
    Ref ref = expr_ref(expr);
    if (ref.kind == REF_LOCAL)
        return placed(at, expr, local_origin(ref.as.local).constant);
    if (ref.kind == REF_DECL && ref.as.decl->kind == DECL_CONST)
        return placed(at, expr, ref.as.decl->as.const_.found);
    if (ref.kind == REF_CASE)
        return make_case(at, expr, ref.as.index);
    return NULL;
}

static const Value *fold_field(Fold *at, const Expr *expr)
{
    if (expr->ref != REF_FIELD)
        return fold_ref(at, expr);
    const Value *base = fold(at, expr->as.field.base);
    if (!base)
        return NULL;
    return placed(at, expr, value_entry(base, expr->as.field.name.sym));
}

static const Value *fold_index(Fold *at, const Expr *expr)
{
    const Value *base = fold(at, expr->as.index.base);
    const Value *index = base ? fold(at, expr->as.index.index) : NULL;
    if (!index)
        return NULL;
    const Value *item = NULL;
    if (base->kind == VALUE_LIST &&
        (uint64_t)index->as.int_ < base->as.list.len)
        item = base->as.list.at[index->as.int_];
    for (uint32_t i = 0;
         base->kind == VALUE_MAP && !item && i < base->as.entries.len; i++) {
        const ValueEntry *entry = &base->as.entries.at[i];
        if (entry->name->len == index->as.string.len &&
            !memcmp(entry->name->text, index->as.string.at, entry->name->len))
            item = entry->value;
    }
    return item ? placed(at, expr, item)
                : fail(at, expr, "there is no such item");
}

/* ---- conversions, len ---- */

static const Value *fold_convert(Fold *at, const Expr *expr)
{
    const Value *item = fold(at, expr->as.convert.item);
    const Type *wanted = expr->as.convert.type->type;
    if (!item || !wanted)
        return NULL;
    const Type *target =
        wanted->kind == TYPE_NEW ? wanted->as.fresh.base : wanted;
    if (item->type->kind == TYPE_NEW) {
        Value *bare = (Value *)placed(at, expr, item);
        bare->type = item->type->as.fresh.base;
        item = bare;
    }
    Fit fit = accept_value(at->types, target, item);
    if (fit.answer != ACCEPT_YES)
        return fail(at, expr,
                    arena_print(at->types->arena, "%s does not fit %s",
                                value_text(at->types->arena, item),
                                type_text(at->types->arena, wanted)));
    Value *value = (Value *)placed(at, expr, fit.value);
    value->type = wanted;
    return value;
}

static const Value *fold_len(Fold *at, const Expr *expr)
{
    const Value *item = fold(at, expr->as.call.args.values[0]);
    if (!item)
        return NULL;
    int64_t len = item->as.entries.len;
    if (item->kind == VALUE_LIST)
        len = item->as.list.len;
    if (item->kind == VALUE_STRING)
        len = item->as.string.len;
    return make_int(at, expr, VALUE_INT, at->types->int_, len);
}

static const Value *fold(Fold *at, const Expr *expr)
{
    if (!expr->constant || !expr->type || expr->type->kind == TYPE_ERROR)
        return NULL;
    const TypeTable *types = at->types;
    switch (expr->kind) {
    case EXPR_NONE:
        return new_value(at, expr, VALUE_NONE, types->none);
    case EXPR_BOOL:
        return make_bool(at, expr, expr->as.bool_value);
    case EXPR_INT:
        return fold_int(at, expr);
    case EXPR_FLOAT:
        return make_float(at, expr, expr->as.float_value);
    case EXPR_TEXT:
        return fold_text(at, expr);
    case EXPR_INTERPOLATION:
        return fold_interpolation(at, expr);
    case EXPR_DURATION:
        return make_int(at, expr, VALUE_DURATION, types->duration,
                        expr->as.duration);
    case EXPR_SIZE:
        return fold_size(at, expr);
    case EXPR_DATETIME:
        return make_int(at, expr, VALUE_DATETIME, types->datetime,
                        expr->as.datetime);
    case EXPR_LIST:
        return fold_list(at, expr);
    case EXPR_MAP:
        return fold_entries(at, expr, VALUE_MAP, &expr->as.map);
    case EXPR_RECORD:
        return fold_entries(at, expr, VALUE_RECORD, &expr->as.record);
    case EXPR_NAME:
        return fold_ref(at, expr);
    case EXPR_FIELD:
        return fold_field(at, expr);
    case EXPR_INDEX:
        return fold_index(at, expr);
    case EXPR_CALL:
        return fold_len(at, expr);
    case EXPR_UNARY:
        return fold_unary(at, expr);
    case EXPR_BINARY:
        return fold_binary(at, expr);
    case EXPR_CONVERT:
        return fold_convert(at, expr);
    case EXPR_ERROR:
    case EXPR_RANGE:
    case EXPR_COMPREHENSION:
    case EXPR_IF:
    case EXPR_MATCH:
        return NULL;
    }
    UNREACHABLE("expression kind");
}

const Value *constant_fold(TypeTable *types, const Expr *expr, FoldFault *fault)
{
    FoldFault ignored = {0};
    Fold at = {types, fault ? fault : &ignored};
    return fold(&at, expr);
}

const Value *constant_of(Arena *arena, TypeTable *types, const Expr *expr,
                         const Type *wanted)
{
    (void)arena;
    const Value *value = constant_fold(types, expr, NULL);
    if (!value || !wanted)
        return value;
    Fit fit = accept_value(types, wanted, value);
    return fit.answer == ACCEPT_YES ? fit.value : NULL;
}
