#include "typesys/named.h"

#include "base/map.h"
#include "typesys/accept.h"
#include "typesys/complain_settings.h"

/* So few names are compared one by one; a map would cost more. */
enum { FEW = 16 };

typedef struct Reading {
    Checker *checker;
    Map seen; /* name -> 1 + its place in out; only beyond FEW */
    NamedVec *out;
    uint32_t first; /* of this reading in out */
} Reading;

static const Named *find_few(const Reading *reading, const Sym *name)
{
    for (uint32_t i = reading->first; i < reading->out->len; i++)
        if (reading->out->at[i].name == name)
            return &reading->out->at[i];
    return NULL;
}

static void remember(Reading *reading, uint32_t i)
{
    map_put(reading->checker->arena, &reading->seen, reading->out->at[i].name,
            (void *)(uintptr_t)(i + 1));
}

static const Named *find(const Reading *reading, const Sym *name)
{
    if (!reading->seen.len)
        return find_few(reading, name);
    uintptr_t place = (uintptr_t)map_find(&reading->seen, name);
    return place ? &reading->out->at[place - 1] : NULL;
}

static void add(Reading *reading, Named named)
{
    const Named *first = find(reading, named.name);
    if (first) {
        complain_repeated_name(reading->checker, &named, first->span);
        return;
    }
    vec_push(reading->checker->arena, reading->out, named);
    uint32_t len = reading->out->len;
    if (reading->seen.len)
        remember(reading, len - 1);
    else if (len - reading->first == FEW)
        for (uint32_t i = reading->first; i < len; i++)
            remember(reading, i);
}

static void add_args(Reading *reading, const Args *args)
{
    for (uint32_t i = 0; i < args->len; i++) {
        Arg arg = args_at(args, i);
        if (!arg.name.sym || !arg.value || arg.value->kind == EXPR_ERROR)
            continue;
        add(reading, (Named){arg.name.sym, arg.name.span, arg.value, NULL});
    }
}

static void add_constants(Reading *reading, const Value *value, Span span)
{
    for (uint32_t i = 0; i < value->as.entries.len; i++) {
        const ValueEntry *entry = &value->as.entries.at[i];
        add(reading, (Named){entry->name, span, NULL, entry->value});
    }
}

bool named_read(Checker *checker, Expr *expr, const Why *why, NamedVec *out)
{
    Reading reading = {checker, {0}, out, out->len};
    if (expr->kind == EXPR_RECORD && out->cap == 0)
        vec_reserve(checker->arena, out, expr->as.record.len);
    if (expr->kind == EXPR_RECORD) {
        add_args(&reading, &expr->as.record);
        return true;
    }
    if (expr->kind == EXPR_MAP) {
        add_args(&reading, &expr->as.map);
        return true;
    }
    const Value *value = check_constant(checker, expr, NULL, why);
    if (!value)
        return false;
    if (value->kind != VALUE_RECORD && value->kind != VALUE_MAP) {
        complain_not_named(checker, expr->span, why->name, value->type);
        return false;
    }
    add_constants(&reading, value, expr->span);
    return true;
}

Span named_span(const Named *entry)
{
    return entry->expr ? entry->expr->span : entry->span;
}

const Value *named_value(Checker *checker, const Named *entry,
                         const Type *wanted, const Why *why)
{
    if (entry->expr)
        return check_constant(checker, entry->expr, wanted, why);
    if (!wanted)
        return entry->value;
    Fit fit = accept_value(checker->types, wanted, entry->value);
    if (fit.answer == ACCEPT_YES)
        return fit.value;
    OptionUse use = {entry->name, entry->span, entry->span};
    complain_option_type(checker, &use, type_text(checker->arena, wanted),
                         entry->value->type);
    return NULL;
}

/* Most are written where they are wanted: there is nothing to fold. */
const char *constant_text(Checker *checker, Expr *expr, const Why *why)
{
    const Type *string = checker->types->string;
    if (expr->kind == EXPR_TEXT) {
        check_expr(checker, expr, string);
        return expr_string(expr);
    }
    const Value *value = check_constant(checker, expr, string, why);
    return value ? value->as.string.at : NULL;
}

const char *named_text(Checker *checker, const Named *entry, const Why *why)
{
    if (entry->expr)
        return constant_text(checker, entry->expr, why);
    const Value *value =
        named_value(checker, entry, checker->types->string, why);
    return value ? value->as.string.at : NULL;
}

const Sym *bare_word(const Expr *expr)
{
    return expr && expr->kind == EXPR_NAME ? expr->as.name.sym : NULL;
}
