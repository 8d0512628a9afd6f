#include "typesys/kind_value.h"

#include "base/map.h"
#include "typesys/complain_kind.h"
#include "typesys/json_literal.h"
#include "typesys/named.h"
#include "typesys/quantity.h"
#include "typesys/refine.h"

static Value *value_new(Checker *checker, ValueKind kind, const Type *type,
                        Span span)
{
    Value *value = arena_new(checker->arena, Value);
    value->kind = kind;
    value->span = span;
    value->type = type;
    return value;
}

static void refuse_field(Checker *checker, const Type *record,
                         const Named *named, const Why *why)
{
    const Sym *names[FIELDS_SHOWN_MAX + 1] = {NULL};
    for (uint32_t i = 0; i < record->as.record.len && i < FIELDS_SHOWN_MAX; i++)
        names[i] = record->as.record.at[i].name;
    complain_unknown_kind_field(checker, named, why->name, names);
}

static bool all_are_given(Checker *checker, const Type *record,
                          const Map *given, Span span, const Why *why)
{
    bool is_fine = true;
    for (uint32_t i = 0; i < record->as.record.len; i++) {
        const RecordField *field = &record->as.record.at[i];
        if (field->has_default || type_is_optional(field->type) ||
            map_find(given, field->name))
            continue;
        complain_record_lacks(checker, span, why->name, field->name);
        is_fine = false;
    }
    return is_fine;
}

/* The depth is bounded by the parser and by that of types. */
static const Value *read_record(Checker *checker, Expr *expr,
                                const Type *record, const Why *why)
{
    Map given = {0};
    NamedVec fields = {0};
    bool is_fine = named_read(checker, expr, why, &fields);
    ValueEntry *entries = arena_array(checker->arena, ValueEntry, fields.len);
    for (uint32_t i = 0; i < fields.len; i++) {
        const Named *named = &fields.at[i];
        const RecordField *field = type_field(record, named->name);
        map_put(checker->arena, &given, named->name, &entries[i]);
        if (!field) {
            refuse_field(checker, record, named, why);
            is_fine = false;
            continue;
        }
        Why inner = {WHY_FIELD, named->name, why->name, named->span};
        entries[i].name = named->name;
        entries[i].value =
            kind_value_read(checker, named->expr, field->type, &inner);
        is_fine &= entries[i].value != NULL;
    }
    is_fine &= all_are_given(checker, record, &given, expr->span, why);
    Value *value = value_new(checker, VALUE_RECORD, record, expr->span);
    value->as.entries.at = entries;
    value->as.entries.len = fields.len;
    return is_fine ? value : NULL;
}

static const Value *read_list(Checker *checker, Expr *expr, const Type *list,
                              const Why *why)
{
    bool is_fine = true;
    const ExprVec *items = &expr->as.list;
    const Value **values =
        arena_array(checker->arena, const Value *, items->len);
    for (uint32_t i = 0; i < items->len; i++) {
        values[i] =
            items->at[i]->kind == EXPR_ERROR
                ? NULL
                : kind_value_read(checker, items->at[i], list->as.item, why);
        is_fine &= values[i] != NULL;
    }
    Value *value = value_new(checker, VALUE_LIST, list, expr->span);
    value->as.list.at = values;
    value->as.list.len = items->len;
    return is_fine ? value : NULL;
}

/* A size of nothing, or less, is no amount. */
static bool is_amount(Checker *checker, const Value *value, const Why *why)
{
    if (value->kind != VALUE_SIZE)
        return true;
    Amount amount = quantity_read(checker->arena, DIMENSION_BYTES, value);
    OptionUse use = {why->name, value->span, value->span};
    if (amount.fault != QUANTITY_FINE)
        complain_quantity(checker, &use, DIMENSION_BYTES, value, amount.fault);
    return amount.fault == QUANTITY_FINE;
}

/* A refinement of a list or record is proved on the whole. */
static const Value *read_refined(Checker *checker, Expr *expr,
                                 const Type *refined, const Why *why)
{
    const Refinement *where = refined->as.refined.where;
    const Value *value =
        kind_value_read(checker, expr, refined->as.refined.base, why);
    if (!value || refine_allows(where, value))
        return value;
    OptionUse use = {why->name, expr->span, expr->span};
    complain_option_range(checker, &use, refine_text(checker->arena, where),
                          value_text(checker->arena, value));
    return NULL;
}

static bool is_literal_of(const Type *type, const Expr *expr)
{
    return (type->kind == TYPE_RECORD && expr->kind == EXPR_RECORD) ||
           (type->kind == TYPE_LIST && expr->kind == EXPR_LIST);
}

const Value *kind_value_read(Checker *checker, Expr *expr, const Type *wanted,
                             const Why *why)
{
    const Type *held = type_without_none(checker->types, wanted);
    if (held->kind == TYPE_JSON && expr->kind != EXPR_NONE)
        return json_literal_read(checker, expr, why->name, JSON_CONSTANT);
    if (held->kind == TYPE_REFINED &&
        is_literal_of(held->as.refined.base, expr))
        return read_refined(checker, expr, held, why);
    if (is_literal_of(held, expr))
        return held->kind == TYPE_RECORD ? read_record(checker, expr, held, why)
                                         : read_list(checker, expr, held, why);
    const Value *value = check_constant(checker, expr, wanted, why);
    return value && is_amount(checker, value, why) ? value : NULL;
}
