/* inputs_schema.c - a JSON Schema (2020-12) of inputs. */
#include <math.h>
#include <string.h>

#include "runtime/value/inputs.h"
#include "runtime/value/literal_json.h"
#include "runtime/value/refinement.h"
#include "runtime/value/schema_type.h"
#include "runtime/value/where_tree.h"

typedef struct Writer {
    Arena *arena;
    JsonOut out;
} Writer;

static void write_type(Writer *writer, const IdlType *type);

static void put_text(Writer *writer, const char *name, const char *text)
{
    json_name(&writer->out, name);
    json_put_string(&writer->out, text);
}

static void put_int(Writer *writer, const char *name, int64_t number)
{
    json_name(&writer->out, name);
    json_put_int64(&writer->out, number);
}

/* ---- refinements ---- */

static void write_where(Writer *writer, const Where *where);

static void put_bound(Writer *writer, const char *name, const WhereValue *bound)
{
    json_name(&writer->out, name);
    if (bound->kind == WHERE_FLOAT)
        json_put_double(&writer->out, bound->number);
    else if (bound->kind == WHERE_TEXT)
        json_put_bytes(&writer->out, bound->text, bound->len);
    else
        json_put_int64(&writer->out, bound->whole);
}

static bool is_sayable(const WhereValue *value)
{
    return value->kind == WHERE_INT || value->kind == WHERE_TEXT ||
           (value->kind == WHERE_FLOAT && isfinite(value->number));
}

static void put_excluded(Writer *writer, const WhereValue *value)
{
    json_name(&writer->out, "not");
    json_open(&writer->out, '{');
    put_bound(writer, "const", value);
    json_close(&writer->out, '}');
}

static void write_order(Writer *writer, WhereOrder order,
                        const WhereValue *value)
{
    switch (order) {
    case WHERE_ORDER_EQUAL:
        put_bound(writer, "const", value);
        return;
    case WHERE_ORDER_UNEQUAL:
        put_excluded(writer, value);
        return;
    case WHERE_ORDER_LESS:
        put_bound(writer, "exclusiveMaximum", value);
        return;
    case WHERE_ORDER_LESS_EQUAL:
        put_bound(writer, "maximum", value);
        return;
    case WHERE_ORDER_GREATER:
        put_bound(writer, "exclusiveMinimum", value);
        return;
    case WHERE_ORDER_GREATER_EQUAL:
        put_bound(writer, "minimum", value);
        return;
    }
}

/* Of a text, a list and a map alike: only its own name says something. */
static void put_length(Writer *writer, bool most, int64_t number)
{
    static const char *const names[2][3] = {
        {"minLength", "minItems", "minProperties"},
        {"maxLength", "maxItems", "maxProperties"}};
    for (int i = 0; i < 3; i++)
        put_int(writer, names[most][i], number < 0 ? 0 : number);
}

static void write_length(Writer *writer, const Where *where)
{
    int64_t first = where->first.whole;
    bool range = where->kind == WHERE_NODE_RANGE;
    bool equal = !range && where->order == WHERE_ORDER_EQUAL;
    bool less = !range && where->order == WHERE_ORDER_LESS;
    bool more = !range && where->order == WHERE_ORDER_GREATER;
    if (range || equal || more || where->order == WHERE_ORDER_GREATER_EQUAL)
        put_length(writer, false,
                   more && first < INT64_MAX ? first + 1 : first);
    if (range)
        put_length(writer, true, where->last.whole);
    if (equal || less || (!range && where->order == WHERE_ORDER_LESS_EQUAL))
        put_length(writer, true, less && first > 0 ? first - 1 : first);
}

/* Classes with names are not ECMA's. */
static void write_pattern(Writer *writer, const Pattern *pattern)
{
    if (strstr(pattern->text, "[:"))
        return;
    put_text(writer, "pattern",
             arena_print(writer->arena, "^(?:%s)$", pattern->text));
}

static void write_parts(Writer *writer, const Where *where, const char *word)
{
    json_name(&writer->out, word);
    json_open(&writer->out, '[');
    for (uint32_t i = 0; i < where->parts.len; i++) {
        json_open(&writer->out, '{');
        write_where(writer, where->parts.at[i]);
        json_close(&writer->out, '}');
    }
    json_close(&writer->out, ']');
}

static void write_range(Writer *writer, const Where *where)
{
    if (!is_sayable(&where->first) || !is_sayable(&where->last))
        return;
    put_bound(writer, "minimum", &where->first);
    put_bound(writer, "maximum", &where->last);
}

static void write_where(Writer *writer, const Where *where)
{
    bool one = where->parts.len == 1;
    switch (where->kind) {
    case WHERE_NODE_FALSE:
        json_name(&writer->out, "not");
        json_open(&writer->out, '{');
        json_close(&writer->out, '}');
        return;
    case WHERE_NODE_AND:
    case WHERE_NODE_OR:
        if (one)
            write_where(writer, where->parts.at[0]);
        else
            write_parts(writer, where,
                        where->kind == WHERE_NODE_AND ? "allOf" : "anyOf");
        return;
    case WHERE_NODE_MATCHES:
        write_pattern(writer, where->pattern);
        return;
    case WHERE_NODE_COMPARE:
    case WHERE_NODE_RANGE:
        break;
    }
    if (where->of_length)
        write_length(writer, where);
    else if (where->kind == WHERE_NODE_RANGE)
        write_range(writer, where);
    else if (is_sayable(&where->first))
        write_order(writer, where->order, &where->first);
}

static void write_refinement(Writer *writer, const IdlType *type)
{
    const char *text = refinement_text(type);
    const Where *where = text ? where_read(writer->arena, text) : NULL;
    if (!where)
        return;
    json_name(&writer->out, "allOf");
    json_open(&writer->out, '[');
    json_open(&writer->out, '{');
    write_where(writer, where);
    json_close(&writer->out, '}');
    json_close(&writer->out, ']');
}

/* ---- types ---- */

static void write_fields(Writer *writer, const IdlStructure *structure)
{
    put_text(writer, "type", "object");
    json_name(&writer->out, "properties");
    json_open(&writer->out, '{');
    for (size_t i = 0; i < structure->n_dataclass_type; i++) {
        json_name(&writer->out, structure->dataclass_type[i]->key);
        write_type(writer, structure->dataclass_type[i]->value);
    }
    json_close(&writer->out, '}');
    json_name(&writer->out, "required");
    json_open(&writer->out, '[');
    for (size_t i = 0; i < structure->n_dataclass_type; i++)
        if (!record_takes_null(structure->dataclass_type[i]->value))
            json_put_string(&writer->out, structure->dataclass_type[i]->key);
    json_close(&writer->out, ']');
    json_name(&writer->out, "additionalProperties");
    json_put_bool(&writer->out, false);
}

/* flw's json takes anything; a Struct is an object. */
static void write_record(Writer *writer, const IdlType *type)
{
    const IdlStructure *structure = record_fields(writer->arena, type);
    if (structure)
        write_fields(writer, structure);
    else if (!record_is_packed(type))
        put_text(writer, "type", "object");
}

static void write_float(Writer *writer)
{
    static const char *const names[] = {"NaN", "Infinity", "-Infinity"};
    json_name(&writer->out, "anyOf");
    json_open(&writer->out, '[');
    json_open(&writer->out, '{');
    put_text(writer, "type", "number");
    json_close(&writer->out, '}');
    json_open(&writer->out, '{');
    json_name(&writer->out, "enum");
    json_open(&writer->out, '[');
    for (int i = 0; i < 3; i++)
        json_put_string(&writer->out, names[i]);
    json_close(&writer->out, ']');
    json_close(&writer->out, '}');
    json_close(&writer->out, ']');
}

static void write_int(Writer *writer)
{
    put_text(writer, "type", "integer");
    put_int(writer, "minimum", INT64_MIN);
    put_int(writer, "maximum", INT64_MAX);
}

static void write_string(Writer *writer, const char *pattern)
{
    put_text(writer, "type", "string");
    if (pattern)
        put_text(writer, "pattern", pattern);
}

static const char datetime_pattern[] =
    "^\\d{4}-\\d{2}-\\d{2}(T\\d{1,2}:\\d{2}:\\d{2}([.,]\\d+)?"
    "(Z|[+-]\\d{2}:\\d{2}))?$";
static const char duration_pattern[] =
    "^[+-]?(0|((\\d+(\\.\\d*)?|\\.\\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h|d))+)$";

static void write_error(Writer *writer)
{
    put_text(writer, "type", "object");
    json_name(&writer->out, "required");
    json_open(&writer->out, '[');
    json_put_string(&writer->out, "message");
    json_close(&writer->out, ']');
}

static void write_simple(Writer *writer, const IdlType *type)
{
    switch (type->simple) {
    case FLYTEIDL__CORE__SIMPLE_TYPE__NONE:
        put_text(writer, "type", "null");
        return;
    case FLYTEIDL__CORE__SIMPLE_TYPE__INTEGER:
        write_int(writer);
        return;
    case FLYTEIDL__CORE__SIMPLE_TYPE__FLOAT:
        write_float(writer);
        return;
    case FLYTEIDL__CORE__SIMPLE_TYPE__STRING:
        write_string(writer, NULL);
        return;
    case FLYTEIDL__CORE__SIMPLE_TYPE__BOOLEAN:
        put_text(writer, "type", "boolean");
        return;
    case FLYTEIDL__CORE__SIMPLE_TYPE__DATETIME:
        write_string(writer, datetime_pattern);
        return;
    case FLYTEIDL__CORE__SIMPLE_TYPE__DURATION:
        write_string(writer, duration_pattern);
        return;
    case FLYTEIDL__CORE__SIMPLE_TYPE__BINARY:
        write_string(writer, NULL);
        put_text(writer, "contentEncoding", "base64");
        return;
    case FLYTEIDL__CORE__SIMPLE_TYPE__ERROR:
        write_error(writer);
        return;
    case FLYTEIDL__CORE__SIMPLE_TYPE__STRUCT:
        write_record(writer, type);
        return;
    case _FLYTEIDL__CORE__SIMPLE_TYPE_IS_INT_SIZE:
        break;
    }
}

static void write_uri(Writer *writer)
{
    put_text(writer, "type", "string");
    put_int(writer, "minLength", 1);
}

static void write_enum(Writer *writer, const Flyteidl__Core__EnumType *type)
{
    json_name(&writer->out, "enum");
    json_open(&writer->out, '[');
    for (size_t i = 0; i < type->n_values; i++)
        json_put_string(&writer->out, type->values[i]);
    json_close(&writer->out, ']');
}

static void write_union(Writer *writer, const Flyteidl__Core__UnionType *type)
{
    json_name(&writer->out, "anyOf");
    json_open(&writer->out, '[');
    for (size_t i = 0; i < type->n_variants; i++)
        write_type(writer, type->variants[i]);
    json_close(&writer->out, ']');
}

static void write_bare(Writer *writer, const IdlType *type)
{
    switch (type->type_case) {
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE:
        write_simple(writer, type);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE:
        put_text(writer, "type", "array");
        json_name(&writer->out, "items");
        write_type(writer, type->collection_type);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_MAP_VALUE_TYPE:
        put_text(writer, "type", "object");
        json_name(&writer->out, "additionalProperties");
        write_type(writer, type->map_value_type);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_BLOB:
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_STRUCTURED_DATASET_TYPE:
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SCHEMA:
        write_uri(writer);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_ENUM_TYPE:
        write_enum(writer, type->enum_type);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE:
        write_union(writer, type->union_type);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE__NOT_SET:
    case _FLYTEIDL__CORE__LITERAL_TYPE__TYPE__CASE_IS_INT_SIZE:
        break;
    }
}

/* As deep as the type is nested, which spec_unpack bounds. */
static void write_type(Writer *writer, const IdlType *type)
{
    json_open(&writer->out, '{');
    if (type) {
        write_bare(writer, type);
        write_refinement(writer, type);
    }
    json_close(&writer->out, '}');
}

/* The type's own keywords, and beside them what the slot has to say. */
static void write_slot(Writer *writer, const InputSlot *slot)
{
    json_name(&writer->out, slot->name);
    json_open(&writer->out, '{');
    if (slot->type) {
        write_bare(writer, slot->type);
        write_refinement(writer, slot->type);
    }
    if (slot->description && *slot->description &&
        strcmp(slot->description, slot->name) != 0)
        put_text(writer, "description", slot->description);
    if (slot->fallback) {
        json_name(&writer->out, "default");
        literal_json(&writer->out, slot->fallback);
    }
    json_close(&writer->out, '}');
}

const char *inputs_schema(Arena *arena, const InputSlots *slots,
                          const char *title)
{
    Buf text = {.arena = arena};
    Writer writer = {arena, {.buf = &text, .indented = true}};
    json_open(&writer.out, '{');
    put_text(&writer, "$schema",
             "https://json-schema.org/draft/2020-12/schema");
    put_text(&writer, "title", title);
    put_text(&writer, "type", "object");
    json_name(&writer.out, "properties");
    json_open(&writer.out, '{');
    for (size_t i = 0; i < slots->len; i++)
        write_slot(&writer, &slots->at[i]);
    json_close(&writer.out, '}');
    json_name(&writer.out, "required");
    json_open(&writer.out, '[');
    for (size_t i = 0; i < slots->len; i++)
        if (!slots->at[i].fallback)
            json_put_string(&writer.out, slots->at[i].name);
    json_close(&writer.out, ']');
    json_name(&writer.out, "additionalProperties");
    json_put_bool(&writer.out, false);
    json_close(&writer.out, '}');
    return buf_string(&text);
}
