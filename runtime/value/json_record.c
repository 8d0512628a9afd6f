/* json_record.c - JSON as what stands inside a record: flytekit's dataclasses
 * as mashumaro writes them. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "base/near.h"
#include "runtime/value/json_reader.h"
#include "runtime/value/literal_text.h"
#include "runtime/value/schema_type.h"
#include "spec/message.h"

typedef Flyteidl__Core__TypeStructure__DataclassTypeEntry FieldEntry;

static Json *new_json(JsonReader *reader, JsonKind kind, const char *text)
{
    Json *json = arena_new(reader->arena, Json);
    json->kind = kind;
    json->text = text;
    return json;
}

bool json_is_float(const JsonReader *reader, const Json *json, double *number)
{
    int64_t whole;
    if (!json_double(json, number))
        return false;
    if (json->kind == JSON_STRING)
        return !isfinite(*number);
    return !reader->exact || !json_int64(json, &whole);
}

bool json_moment(JsonReader *reader, const Json *json, Moment *moment)
{
    bool fine =
        json->kind == JSON_STRING && moment_read_loosely(json->text, moment);
    if (!fine)
        json_refuse(reader,
                    "datetime (\"2026-01-31T08:00:00Z\" or \"2026-01-31\")",
                    json);
    return fine;
}

bool json_time_span(JsonReader *reader, const Json *json, int64_t *ns)
{
    bool fine =
        json->kind == JSON_STRING && go_duration_read(json->text, true, ns);
    if (!fine)
        json_refuse(reader, "duration (\"1h30m\")", json);
    return fine;
}

/* ---- enums ---- */

static const char *near_case(JsonReader *reader, const char *text,
                             const Flyteidl__Core__EnumType *type)
{
    SymTable table;
    sym_table_init(&table, reader->arena);
    Near near = {.wanted = sym_of(&table, text)};
    for (size_t i = 0; i < type->n_values; i++)
        near_offer(&near, sym_of(&table, type->values[i]));
    return near.best ? arena_print(reader->arena, "; did you mean \"%s\"?",
                                   near.best->text)
                     : "";
}

enum { CASES_MAX = 8 }; /* that are listed */

bool json_is_case(JsonReader *reader, const Json *json,
                  const Flyteidl__Core__EnumType *type)
{
    const char *text = json_text(json);
    for (size_t i = 0; text && i < type->n_values; i++)
        if (strcmp(type->values[i], text) == 0)
            return true;
    Buf wanted = {.arena = reader->arena};
    buf_text(&wanted, "one of ");
    for (size_t i = 0; i < type->n_values && i < CASES_MAX; i++) {
        buf_text(&wanted, i ? ", " : "");
        buf_text(&wanted, type->values[i]);
    }
    buf_text(&wanted, type->n_values > CASES_MAX ? ", ..." : "");
    json_refuse(reader, buf_string(&wanted), json);
    if (text && type->n_values <= 1000)
        reader->fault->reason =
            arena_print(reader->arena, "%s%s", reader->fault->reason,
                        near_case(reader, text, type));
    return false;
}

/* ---- values ---- */

static const Json *field_float(JsonReader *reader, const Json *json)
{
    double number;
    if (!json_is_float(reader, json, &number))
        return json_refuse(reader, "float", json);
    bool pointed = json->kind == JSON_STRING || strpbrk(json->text, ".eE");
    return new_json(reader, JSON_NUMBER,
                    pointed ? json->text
                            : arena_print(reader->arena, "%s.0", json->text));
}

static const Json *field_int(JsonReader *reader, const Json *json)
{
    int64_t number;
    if (json->kind != JSON_NUMBER || !json_int64(json, &number))
        return json_refuse(reader, "int", json);
    return json;
}

/* Python's isoformat(): microseconds only where there are some. */
static const Json *field_datetime(JsonReader *reader, const Json *json)
{
    Moment moment;
    if (!json_moment(reader, json, &moment))
        return NULL;
    Buf text = {.arena = reader->arena};
    int micros = moment.nanos / 1000;
    moment.nanos = 0;
    moment_write(&text, moment);
    text.len--; /* the Z */
    if (micros)
        buf_print(&text, ".%06d", micros);
    buf_text(&text, "+00:00");
    return new_json(reader, JSON_STRING, buf_string(&text));
}

/* Seconds; also as they stand in a record that was written. */
static const Json *field_duration(JsonReader *reader, const Json *json)
{
    int64_t ns;
    double seconds;
    if (json->kind == JSON_NUMBER && json_double(json, &seconds))
        return field_float(&(JsonReader){.arena = reader->arena}, json);
    if (!json_time_span(reader, json, &ns))
        return NULL;
    Buf text = {.arena = reader->arena};
    JsonOut out = {.buf = &text};
    json_put_double(&out, (double)ns / NS_OF_SECOND);
    if (!strpbrk(buf_string(&text), ".e"))
        buf_text(&text, ".0");
    return new_json(reader, JSON_NUMBER, buf_string(&text));
}

/* {"path": "..."} of a file or folder, {"uri": "..."} of a table. */
static const Json *field_uri(JsonReader *reader, const Json *json,
                             const char *name, const IdlType *type)
{
    if (json->kind == JSON_OBJECT && json_text(json_member(json, name)))
        return json;
    if (json->kind != JSON_STRING || !*json->text)
        return json_refuse(reader,
                           arena_print(reader->arena, "%s (a path or uri)",
                                       type_shown(reader->arena, type)),
                           json);
    Json *uri = new_json(reader, JSON_STRING, json->text);
    uri->name = name;
    Json *object = new_json(reader, JSON_OBJECT, NULL);
    object->first = uri;
    object->len = 1;
    return object;
}

/* Any JSON, as it stands, if its numbers are numbers. */
static const Json *any_json(JsonReader *reader, const Json *json)
{
    double number;
    if (json->kind == JSON_NUMBER && !json_double(json, &number))
        return json_refuse(reader, "a number that a double can hold", json);
    JsonStep step = {.outer = reader->path};
    for (const Json *item = json->first; item; item = item->next) {
        step.name = item->name;
        reader->path = &step;
        bool fine = any_json(reader, item) != NULL;
        reader->path = step.outer;
        if (!fine)
            return NULL;
        step.index++;
    }
    return json;
}

/* ---- what holds others ---- */

static const Json *field_items(JsonReader *reader, const Json *json,
                               const IdlType *item_type)
{
    JsonStep step = {.outer = reader->path};
    Json *out = new_json(reader, json->kind, NULL);
    const Json **end = &out->first;
    for (const Json *item = json->first; item; item = item->next) {
        step.name = item->name;
        reader->path = &step;
        const Json *value = json_field(reader, item, item_type);
        reader->path = step.outer;
        if (!value)
            return NULL;
        Json *copy = arena_new(reader->arena, Json);
        *copy = *value;
        copy->name = item->name;
        copy->next = NULL;
        *end = copy;
        end = &copy->next;
        out->len++;
        step.index++;
    }
    return out;
}

static const void *field_variant(JsonReader *reader, const Json *json,
                                 const IdlType *type)
{
    return json_field(reader, json, type);
}

static const Json *field_union(JsonReader *reader, const Json *json,
                               const IdlType *type)
{
    const void *value = NULL;
    json_choose(reader, json, type->union_type, field_variant, &value);
    return value;
}

static const Json *field_of_simple(JsonReader *reader, const Json *json,
                                   const IdlType *type)
{
    switch (type->simple) {
    case FLYTEIDL__CORE__SIMPLE_TYPE__NONE:
        return json->kind == JSON_NULL ? json
                                       : json_refuse(reader, "null", json);
    case FLYTEIDL__CORE__SIMPLE_TYPE__INTEGER:
        return field_int(reader, json);
    case FLYTEIDL__CORE__SIMPLE_TYPE__FLOAT:
        return field_float(reader, json);
    case FLYTEIDL__CORE__SIMPLE_TYPE__STRING:
    case FLYTEIDL__CORE__SIMPLE_TYPE__BINARY:
        return json->kind == JSON_STRING ? json
                                         : json_refuse(reader, "string", json);
    case FLYTEIDL__CORE__SIMPLE_TYPE__BOOLEAN:
        return json->kind == JSON_BOOL
                   ? json
                   : json_refuse(reader, "bool (true or false)", json);
    case FLYTEIDL__CORE__SIMPLE_TYPE__DATETIME:
        return field_datetime(reader, json);
    case FLYTEIDL__CORE__SIMPLE_TYPE__DURATION:
        return field_duration(reader, json);
    case FLYTEIDL__CORE__SIMPLE_TYPE__ERROR:
        return any_json(reader, json);
    case FLYTEIDL__CORE__SIMPLE_TYPE__STRUCT:
        return json_record(reader, json, type);
    case _FLYTEIDL__CORE__SIMPLE_TYPE_IS_INT_SIZE:
        break;
    }
    return json_refuse_type(reader);
}

/* As deep as JSON_DEPTH, and as unions are nested in the type. */
const Json *json_field(JsonReader *reader, const Json *json,
                       const IdlType *type)
{
    if (!json_spend(reader))
        return NULL;
    switch (type ? type->type_case
                 : FLYTEIDL__CORE__LITERAL_TYPE__TYPE__NOT_SET) {
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE:
        return field_of_simple(reader, json, type);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE:
        if (json->kind != JSON_ARRAY)
            return json_refuse(reader, type_shown(reader->arena, type), json);
        return field_items(reader, json, type->collection_type);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_MAP_VALUE_TYPE:
        if (json->kind != JSON_OBJECT)
            return json_refuse(reader, type_shown(reader->arena, type), json);
        return field_items(reader, json, type->map_value_type);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_BLOB:
        return field_uri(reader, json, "path", type);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_ENUM_TYPE:
        return json_is_case(reader, json, type->enum_type) ? json : NULL;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_STRUCTURED_DATASET_TYPE:
        return field_uri(reader, json, "uri", type);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SCHEMA:
        return field_uri(reader, json, "remote_path", type);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE:
        return field_union(reader, json, type);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE__NOT_SET:
    case _FLYTEIDL__CORE__LITERAL_TYPE__TYPE__CASE_IS_INT_SIZE:
        break;
    }
    return json_refuse_type(reader);
}

/* ---- records ---- */

typedef struct Fields {
    const ProtobufCMessage *const *entries; /* by name */
    size_t len;
} Fields;

static const FieldEntry *entry_at(const Fields *fields, size_t i)
{
    return (const void *)fields->entries[i];
}

static bool has_field(const Fields *fields, const char *name)
{
    size_t low = 0, high = fields->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(entry_at(fields, middle)->key, name);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static void *refuse_field(JsonReader *reader, const Fields *fields,
                          const Json *extra)
{
    SymTable table;
    sym_table_init(&table, reader->arena);
    Near near = {.wanted = sym_of(&table, extra->name)};
    for (size_t i = 0; i < fields->len; i++)
        near_offer(&near, sym_of(&table, entry_at(fields, i)->key));
    JsonStep step = {.outer = reader->path, .name = extra->name};
    reader->path = &step;
    json_refuse_with(
        reader, near.best ? arena_print(reader->arena,
                                        "is no field of the record; did you "
                                        "mean `%s`?",
                                        near.best->text)
                          : "is no field of the record");
    reader->fault->of_name = true;
    reader->path = step.outer;
    return NULL;
}

/* The members by name, so that fields find theirs without a search each. */
static Map members_of(JsonReader *reader, const Json *json, SymTable *table)
{
    Map members = {0};
    for (const Json *item = json->first; item; item = item->next)
        map_put(reader->arena, &members, sym_of(table, item->name),
                (void *)item);
    return members;
}

static const Json *read_member(JsonReader *reader, const FieldEntry *entry,
                               const Json *member)
{
    if (!member && !record_takes_null(entry->value))
        return json_refuse_with(
            reader,
            arena_print(reader->arena, "lacks the field `%s`", entry->key));
    if (!member)
        return new_json(reader, JSON_NULL, NULL);
    JsonStep step = {.outer = reader->path, .name = entry->key};
    reader->path = &step;
    const Json *value = json_field(reader, member, entry->value);
    reader->path = step.outer;
    return value;
}

static const Json *read_fields(JsonReader *reader, const Json *json,
                               const Fields *fields)
{
    SymTable table;
    sym_table_init(&table, reader->arena);
    Map members = members_of(reader, json, &table);
    for (const Json *item = json->first; item; item = item->next)
        if (!has_field(fields, item->name))
            return refuse_field(reader, fields, item);
    Json *out = new_json(reader, JSON_OBJECT, NULL);
    const Json **end = &out->first;
    for (size_t i = 0; i < fields->len; i++) {
        const FieldEntry *entry = entry_at(fields, i);
        const Json *value = read_member(
            reader, entry, map_find(&members, sym_of(&table, entry->key)));
        if (!value)
            return NULL;
        Json *copy = arena_new(reader->arena, Json);
        *copy = *value;
        copy->name = entry->key;
        copy->next = NULL;
        *end = copy;
        end = &copy->next;
        out->len++;
    }
    return out;
}

const Json *json_record(JsonReader *reader, const Json *json,
                        const IdlType *type)
{
    const IdlStructure *structure = record_fields(reader->arena, type);
    if (!structure)
        return any_json(reader, json);
    if (json->kind != JSON_OBJECT)
        return json_refuse(reader, "an object", json);
    Fields fields = {0};
    fields.entries =
        message_entries(reader->arena, &structure->base,
                        protobuf_c_message_descriptor_get_field_by_name(
                            structure->base.descriptor, "dataclass_type"),
                        &fields.len);
    return read_fields(reader, json, &fields);
}
