/* check_expr.c - the type of an expression: literals, and who does the rest. */
#include "base/panic.h"
#include "typesys/accept.h"
#include "typesys/checks.h"
#include "typesys/complain.h"
#include "typesys/constant.h"

const Type *expr_steer(Checker *checker, const Type *wanted)
{
    if (!wanted)
        return NULL;
    const Type *one = type_without_none(checker->types, wanted);
    while (one->kind == TYPE_REFINED)
        one = one->as.refined.base;
    bool open = one->kind == TYPE_UNION || one->kind == TYPE_ERROR ||
                one->kind == TYPE_NEW;
    return open ? NULL : one;
}

const Type *expr_refuse(Checker *checker, const Expr *expr, const char *what,
                        const char *instead)
{
    complain_compute(checker, expr, what, instead);
    return checker->types->error;
}

/* ---- literals ---- */

static const Type *literal_int(Checker *checker, const Type *wanted)
{
    const Type *steer = expr_steer(checker, wanted);
    bool as_float = steer && steer->kind == TYPE_FLOAT;
    return as_float ? checker->types->float_ : checker->types->int_;
}

/* A text is a case of the wanted enum, if it is one of them. */
static const Type *literal_text(Checker *checker, const Expr *expr,
                                const Type *wanted)
{
    const Type *steer = expr_steer(checker, wanted);
    if (!steer || steer->kind != TYPE_ENUM)
        return checker->types->string;
    const Sym *text =
        sym_intern(checker->syms, expr_string(expr), expr->text_len);
    return enum_case_named(steer->as.decl, text) ? steer
                                                 : checker->types->string;
}

static const Type *literal_size(Checker *checker, Expr *expr)
{
    if (!checker->body)
        return checker->types->size;
    complain_size_value(checker, expr);
    return checker->types->error;
}

/* ---- lists, maps, records ---- */

/* One more item: as wanted, or joined with those before. */
static const Type *add_item(Checker *checker, Expr *item, const Type *wanted,
                            const Type *common, bool *failed)
{
    if (wanted) {
        const Why why = {.kind = WHY_ITEM};
        if (check_expr_as(checker, item, wanted, &why)->kind == TYPE_ERROR)
            *failed = true;
        return wanted;
    }
    const Type *found = check_expr(checker, item, common);
    found = complain_unless_value(checker, item, found);
    if (!common || found->kind == TYPE_ERROR || *failed) {
        *failed |= found->kind == TYPE_ERROR;
        return found;
    }
    const Type *joined = accept_join(checker->types, common, found);
    if (joined)
        return joined;
    complain_items_differ(checker, item, common, found);
    *failed = true;
    return common;
}

static const Type *check_list(Checker *checker, Expr *expr, const Type *wanted)
{
    const Type *steer = expr_steer(checker, wanted);
    if (steer && steer->kind == TYPE_JSON)
        return json_check(checker, expr);
    const Type *item =
        steer && steer->kind == TYPE_LIST ? steer->as.item : NULL;
    const Type *common = item;
    bool failed = false;
    expr->constant = true;
    for (uint32_t i = 0; i < expr->as.list.len; i++) {
        Expr *at = expr->as.list.at[i];
        common = add_item(checker, at, item, common, &failed);
        expr->constant &= at->constant;
    }
    if (failed)
        return checker->types->error;
    return type_list(checker->types, common ? common : checker->types->nothing);
}

bool names_given_once(Checker *checker, const Args *args, const char *what)
{
    Map seen = {0}; /* Sym -> 1 + index of the arg */
    bool fine = true;
    for (uint32_t i = 0; i < args->len; i++) {
        Name name = args_name(args, i);
        if (!name.sym)
            continue;
        uintptr_t other = (uintptr_t)map_find(&seen, name.sym);
        if (other) {
            complain_twice(checker, what, name,
                           args_name(args, (uint32_t)other - 1).span);
            fine = false;
            continue;
        }
        map_put(checker->arena, &seen, name.sym, (void *)(uintptr_t)(i + 1));
    }
    return fine;
}

static const Type *check_map(Checker *checker, Expr *expr, const Type *wanted)
{
    const Type *steer = expr_steer(checker, wanted);
    if (steer && steer->kind == TYPE_JSON)
        return json_check(checker, expr);
    const Type *item = steer && steer->kind == TYPE_MAP ? steer->as.item : NULL;
    const Type *common = item;
    bool failed = !names_given_once(checker, &expr->as.map, "key");
    expr->constant = true;
    for (uint32_t i = 0; i < expr->as.map.len; i++) {
        Expr *at = expr->as.map.values[i];
        common = add_item(checker, at, item, common, &failed);
        expr->constant &= at->constant;
    }
    if (failed)
        return checker->types->error;
    return type_map(checker->types, common ? common : checker->types->nothing);
}

/* One field of a record literal. A literal has no field that the wanted record
 * lacks: that would be a misspelling. */
static const Type *check_field(Checker *checker, const Arg *arg,
                               const Type *record)
{
    if (!record) {
        const Type *found = check_expr(checker, arg->value, NULL);
        return complain_unless_value(checker, arg->value, found);
    }
    const RecordField *field = type_field(record, arg->name.sym);
    if (!field) {
        check_expr(checker, arg->value, NULL);
        complain_unknown_field(checker, arg->name, record);
        return checker->types->error;
    }
    const Why why = {.kind = WHY_FIELD, .name = field->name};
    return check_expr_as(checker, arg->value, field->type, &why);
}

static const Type *check_record(Checker *checker, Expr *expr,
                                const Type *wanted)
{
    const Args *args = &expr->as.record;
    const Type *steer = expr_steer(checker, wanted);
    if (steer && steer->kind == TYPE_JSON)
        return json_check(checker, expr);
    const Type *record = steer && steer->kind == TYPE_RECORD ? steer : NULL;
    RecordField *fields = arena_array(checker->arena, RecordField, args->len);
    bool failed = !names_given_once(checker, args, "field");
    expr->constant = true;
    for (uint32_t i = 0; i < args->len; i++) {
        Arg arg = args_at(args, i);
        if (!arg.name.sym)
            return checker->types->error;
        fields[i].name = arg.name.sym;
        fields[i].type = check_field(checker, &arg, record);
        failed |= fields[i].type->kind == TYPE_ERROR;
        expr->constant &= arg.value->constant;
    }
    if (failed)
        return checker->types->error;
    if (!expr->constant && checker->body)
        return expr_refuse(checker, expr, "a record put together at run time",
                           "let a task put the record together");
    return type_record(checker->types, fields, args->len, false);
}

/* ---- all kinds ---- */

static const Type *check_kind_of(Checker *checker, Expr *expr,
                                 const Type *wanted)
{
    TypeTable *types = checker->types;
    switch (expr->kind) {
    case EXPR_ERROR:
        return types->error;
    case EXPR_NONE:
        return types->none;
    case EXPR_BOOL:
        return types->bool_;
    case EXPR_INT:
        return literal_int(checker, wanted);
    case EXPR_FLOAT:
        return types->float_;
    case EXPR_TEXT:
        return literal_text(checker, expr, wanted);
    case EXPR_INTERPOLATION:
        return operator_text(checker, expr);
    case EXPR_DURATION:
        return types->duration;
    case EXPR_SIZE:
        return literal_size(checker, expr);
    case EXPR_DATETIME:
        return types->datetime;
    case EXPR_LIST:
        return check_list(checker, expr, wanted);
    case EXPR_MAP:
        return check_map(checker, expr, wanted);
    case EXPR_RECORD:
        return check_record(checker, expr, wanted);
    case EXPR_NAME:
        return path_name(checker, expr, wanted);
    case EXPR_FIELD:
        return path_field(checker, expr);
    case EXPR_INDEX:
        return path_index(checker, expr);
    case EXPR_CALL:
        return call_check(checker, expr, wanted);
    case EXPR_UNARY:
        return operator_unary(checker, expr, wanted);
    case EXPR_BINARY:
        return operator_binary(checker, expr, wanted);
    case EXPR_RANGE:
        return operator_range(checker, expr);
    case EXPR_CONVERT:
        return operator_convert(checker, expr);
    case EXPR_COMPREHENSION:
        return map_check(checker, expr);
    case EXPR_IF:
        return branch_if(checker, expr, wanted, false);
    case EXPR_MATCH:
        return branch_match(checker, expr, wanted, false);
    }
    UNREACHABLE("expression kind");
}

static bool is_literal(ExprKind kind)
{
    return kind == EXPR_NONE || kind == EXPR_BOOL || kind == EXPR_INT ||
           kind == EXPR_FLOAT || kind == EXPR_TEXT || kind == EXPR_DURATION ||
           kind == EXPR_SIZE || kind == EXPR_DATETIME;
}

/* Nodes are made in bodies only. `len` and `zip` make none. */
static bool makes_node(const Checker *checker, const Expr *expr)
{
    if (expr->kind != EXPR_CALL)
        return expr->kind == EXPR_COMPREHENSION || expr->kind == EXPR_IF ||
               expr->kind == EXPR_MATCH;
    const Expr *callee = expr->as.call.callee;
    const Entry *entry = callee->kind == EXPR_NAME
                             ? scope_find(&checker->scopes, callee->as.name.sym)
                             : NULL;
    return !entry || entry->kind != ENTRY_BUILTIN ||
           (entry->as.builtin != BUILTIN_LEN &&
            entry->as.builtin != BUILTIN_ZIP);
}

const Type *check_expr(Checker *checker, Expr *expr, const Type *wanted)
{
    if (!expr)
        return checker->types->error;
    if (!checker->body && makes_node(checker, expr)) {
        complain_not_constant(checker, expr, NULL);
        expr->type = checker->types->error;
        return expr->type;
    }
    expr->constant = is_literal(expr->kind);
    expr->type = check_kind_of(checker, expr, wanted);
    return expr->type;
}

/* ---- where a type is wanted ---- */

static const Value *fold(Checker *checker, const Expr *expr)
{
    FoldFault fault = {0};
    const Value *value = constant_fold(checker->types, expr, &fault);
    if (fault.at)
        complain_fold(checker, &fault);
    return value;
}

static const Value *sized(Arena *arena, const Value *value, uint32_t size)
{
    if (value->size == size)
        return value;
    Value *copy = arena_new(arena, Value);
    *copy = *value;
    copy->size = size;
    return copy;
}

/* The constant, as a value of wanted; complains and gives NULL when not. */
static const Value *fit_constant(Checker *checker, Expr *expr,
                                 const Type *wanted, const Why *why)
{
    const Value *value = fold(checker, expr);
    if (!value || !wanted || type_is_poisoned(wanted))
        return value;
    if (value->type == wanted && is_literal(expr->kind)) /* L1 */
        return value;
    Fit fit = accept_value(checker->types, wanted, value);
    if (fit.answer == ACCEPT_YES)
        return sized(checker->arena, fit.value, value->size);
    complain_misfit_value(checker, expr, wanted, &fit, why);
    return NULL;
}

/* L1, for what is plain to see. */
static bool is_literal_of(const Expr *expr, const TypeTable *types,
                          const Type *wanted)
{
    return (expr->kind == EXPR_INT && wanted == types->int_) ||
           (expr->kind == EXPR_TEXT && wanted == types->string) ||
           (expr->kind == EXPR_FLOAT && wanted == types->float_) ||
           (expr->kind == EXPR_BOOL && wanted == types->bool_);
}

/* A1, for values that are not known yet. */
static bool fits_at_once(const Expr *expr, const Type *wanted,
                         const Type *found)
{
    return found == wanted && !expr->constant && found->kind != TYPE_ERROR &&
           found->kind != TYPE_UNIT && found->kind != TYPE_OUTPUTS;
}

bool expr_fits(Checker *checker, Expr *expr, const Type *wanted,
               const Type *found, const Why *why)
{
    if (fits_at_once(expr, wanted, found))
        return true;
    if (found->kind == TYPE_OUTPUTS && !type_is_poisoned(wanted)) {
        complain_several(checker, expr, wanted, found, why);
        return false;
    }
    found = complain_unless_value(checker, expr, found);
    if (type_is_poisoned(found) || type_is_poisoned(wanted))
        return found->kind != TYPE_ERROR;
    if (expr->constant)
        return fit_constant(checker, expr, wanted, why) != NULL;
    Misfit misfit = {0};
    AcceptAnswer answer = accept_type(checker->types, wanted, found, &misfit);
    if (answer == ACCEPT_YES)
        return true;
    if (answer == ACCEPT_AMBIGUOUS)
        complain_ambiguous(checker, expr, wanted, found);
    else
        complain_misfit(checker, expr, wanted, found, &misfit, why);
    return false;
}

const Type *check_expr_as(Checker *checker, Expr *expr, const Type *wanted,
                          const Why *why)
{
    if (expr && is_literal_of(expr, checker->types, wanted)) {
        expr->constant = true;
        expr->type = wanted;
        return wanted;
    }
    const Type *found = check_expr(checker, expr, wanted);
    return expr_fits(checker, expr, wanted, found, why) ? found
                                                        : checker->types->error;
}

const Value *check_constant(Checker *checker, Expr *expr, const Type *wanted,
                            const Why *why)
{
    const Type *found = check_expr(checker, expr, wanted);
    if (type_is_poisoned(found))
        return NULL;
    if (expr->constant)
        return fit_constant(checker, expr, wanted, why);
    complain_not_constant(checker, expr, why);
    return NULL;
}
