/* emit_value.c - constants as Literals of the type that is wanted. */
#include <assert.h>

#include "base/panic.h"
#include "compiler/emit/emitter.h"
#include "spec/message.h"

/* ---- weights ---- */

static size_t weigh(Emitter *e, const Value *value, uint32_t depth);

static size_t weigh_items(Emitter *e, const Value *value, uint32_t depth)
{
    size_t weight = 8;
    if (value->kind == VALUE_LIST) {
        for (uint32_t i = 0; i < value->as.list.len; i++)
            weight = weight_add(weight, weigh(e, value->as.list.at[i], depth));
        return weight;
    }
    for (uint32_t i = 0; i < value->as.entries.len; i++) {
        const ValueEntry *entry = &value->as.entries.at[i];
        weight = weight_add(weight, entry->name->len + 8);
        weight = weight_add(weight, weigh(e, entry->value, depth));
    }
    return weight;
}

/* Constants name other constants, so the same list may stand in many places:
 * it is weighed once. */
static size_t weigh(Emitter *e, const Value *value, uint32_t depth)
{
    if (value->kind == VALUE_STRING)
        return weight_add(value->as.string.len, 8);
    if (value->kind != VALUE_LIST && value->kind != VALUE_MAP &&
        value->kind != VALUE_RECORD)
        return 16;
    if (depth > SPEC_DEPTH_MAX) {
        e->too_deep = true;
        return WEIGHT_MAX + 1;
    }
    size_t *weight = map_find(&e->weights, value);
    e->too_deep |= weight && map_find(&e->deep, value);
    if (weight)
        return *weight;
    bool other_too_deep = e->too_deep;
    e->too_deep = false;
    weight = arena_new(e->arena, size_t);
    *weight = weigh_items(e, value, depth + 1);
    map_put(e->arena, &e->weights, value, weight);
    if (e->too_deep)
        map_put(e->arena, &e->deep, value, weight);
    e->too_deep |= other_too_deep;
    return *weight;
}

size_t value_weight(Emitter *e, const Value *value)
{
    return weigh(e, value, 0);
}

bool emit_spend_value(Emitter *e, const Value *value)
{
    return weight_spend(e, value_weight(e, value));
}

/* ---- which variant ---- */

static bool is_value_of(const Type *type, const Value *value);

static bool are_items_of(const Type *item, const Value *list)
{
    for (uint32_t i = 0; i < list->as.list.len; i++)
        if (!is_value_of(item, list->as.list.at[i]))
            return false;
    return true;
}

static bool are_entries_of(const Type *item, const Value *map)
{
    for (uint32_t i = 0; i < map->as.entries.len; i++)
        if (!is_value_of(item, map->as.entries.at[i].value))
            return false;
    return true;
}

static bool is_record_of(const Type *record, const Value *value)
{
    for (uint32_t i = 0; i < record->as.record.len; i++) {
        const RecordField *field = &record->as.record.at[i];
        const Value *found = value_entry(value, field->name);
        if (!found ? !type_is_optional(field->type)
                   : !is_value_of(field->type, found))
            return false;
    }
    return true;
}

static bool is_value_of(const Type *type, const Value *value)
{
    if (value->type == type)
        return true;
    if (type->kind == TYPE_UNION)
        return value_variant(type, value) != NULL;
    const Type *base = type_base(type);
    switch (value->kind) {
    case VALUE_NONE:
        return base->kind == TYPE_NONE;
    case VALUE_BOOL:
        return base->kind == TYPE_BOOL;
    case VALUE_INT:
        return base->kind == TYPE_INT;
    case VALUE_FLOAT:
        return base->kind == TYPE_FLOAT;
    case VALUE_STRING:
        return base->kind == TYPE_STRING;
    case VALUE_DATETIME:
        return base->kind == TYPE_DATETIME;
    case VALUE_DURATION:
        return base->kind == TYPE_DURATION;
    case VALUE_ENUM:
        return base->kind == TYPE_ENUM && base->as.decl == value->as.enum_.decl;
    case VALUE_LIST:
        return base->kind == TYPE_LIST && are_items_of(base->as.item, value);
    case VALUE_MAP:
        return base->kind == TYPE_MAP && are_entries_of(base->as.item, value);
    case VALUE_RECORD:
        return base->kind == TYPE_RECORD && is_record_of(base, value);
    case VALUE_SIZE:
        return false;
    }
    UNREACHABLE("kind of value");
}

const Type *value_variant(const Type *wanted, const Value *value)
{
    for (uint32_t i = 0; i < wanted->as.alt.len; i++)
        if (value->type == wanted->as.alt.at[i])
            return wanted->as.alt.at[i];
    for (uint32_t i = 0; i < wanted->as.alt.len; i++)
        if (is_value_of(wanted->as.alt.at[i], value))
            return wanted->as.alt.at[i];
    return NULL;
}

/* ---- literals ---- */

const char *enum_text(const Value *value)
{
    const Decl *decl = value->as.enum_.decl;
    return decl->as.enum_.cases.at[value->as.enum_.index].name.sym->text;
}

Flyteidl__Core__Primitive *emit_primitive(Emitter *e, const Value *value)
{
    switch (value->kind) {
    case VALUE_BOOL:
        return make_bool(e->arena, value->as.bool_);
    case VALUE_INT:
        return make_int(e->arena, value->as.int_);
    case VALUE_FLOAT:
        return make_float(e->arena, value->as.float_);
    case VALUE_STRING:
        return make_string(e->arena, value->as.string.at);
    case VALUE_DATETIME:
        return make_datetime(e->arena, value->as.int_);
    case VALUE_DURATION:
        return make_time_span(e->arena, value->as.int_);
    case VALUE_ENUM:
        return make_string(e->arena, enum_text(value));
    case VALUE_NONE:
    case VALUE_SIZE:
    case VALUE_LIST:
    case VALUE_MAP:
    case VALUE_RECORD:
        break;
    }
    UNREACHABLE("a value that is no primitive");
}

static IdlScalar *union_scalar(Emitter *e, const Type *wanted,
                               const Value *value)
{
    const Type *variant = value_variant(wanted, value);
    assert(variant);
    Flyteidl__Core__Union *either = new_core(e, Union, UNION);
    either->value = emit_literal(e, variant, value);
    either->type = emit_variant(e, variant);
    IdlScalar *scalar = new_core(e, Scalar, SCALAR);
    scalar->value_case = FLYTEIDL__CORE__SCALAR__VALUE_UNION;
    scalar->union_ = either;
    return scalar;
}

IdlScalar *emit_scalar(Emitter *e, const Type *wanted, const Value *value)
{
    if (wanted->kind == TYPE_UNION)
        return union_scalar(e, wanted, value);
    const Type *base = type_base(wanted);
    if (base->kind == TYPE_RECORD || base->kind == TYPE_JSON)
        return emit_msgpack(e, base, value);
    if (value->kind == VALUE_NONE)
        return make_none(e->arena);
    if (base->kind == TYPE_FLOAT && value->kind == VALUE_INT)
        return make_scalar(e->arena,
                           make_float(e->arena, (double)value->as.int_));
    return make_scalar(e->arena, emit_primitive(e, value));
}

static IdlLiteral *list_literal(Emitter *e, const Type *item,
                                const Value *value)
{
    Flyteidl__Core__LiteralCollection *list =
        new_core(e, LiteralCollection, LITERAL_COLLECTION);
    new_list(e, list->literals, list->n_literals, value->as.list.len);
    for (uint32_t i = 0; i < value->as.list.len; i++)
        list->literals[i] = emit_literal(e, item, value->as.list.at[i]);
    IdlLiteral *literal = new_core(e, Literal, LITERAL);
    literal->value_case = FLYTEIDL__CORE__LITERAL__VALUE_COLLECTION;
    literal->collection = list;
    return literal;
}

static IdlLiteral *map_literal(Emitter *e, const Type *item, const Value *value)
{
    Flyteidl__Core__LiteralMap *map = new_core(e, LiteralMap, LITERAL_MAP);
    for (uint32_t i = 0; i < value->as.entries.len; i++) {
        const ValueEntry *entry = &value->as.entries.at[i];
        make_put(e->arena, map->literals, map->n_literals,
                 FLYTEIDL__CORE__LITERAL_MAP__LITERALS_ENTRY__INIT,
                 entry->name->text, emit_literal(e, item, entry->value));
    }
    IdlLiteral *literal = new_core(e, Literal, LITERAL);
    literal->value_case = FLYTEIDL__CORE__LITERAL__VALUE_MAP;
    literal->map = map;
    return literal;
}

IdlLiteral *emit_literal(Emitter *e, const Type *wanted, const Value *value)
{
    const Type *base = type_base(wanted);
    if (base->kind == TYPE_LIST)
        return list_literal(e, base->as.item, value);
    if (base->kind == TYPE_MAP)
        return map_literal(e, base->as.item, value);
    return make_literal(e->arena, emit_scalar(e, wanted, value));
}
