/* literal_of_json.c - JSON as literals of a type. */
#include <stdlib.h>
#include <string.h>

#include "base/json_place.h"
#include "runtime/value/json_reader.h"
#include "runtime/value/json_struct.h"
#include "runtime/value/literal_text.h"
#include "runtime/value/schema_type.h"
#include "spec/message.h"
#include "spec/quoted.h"

enum {
    FOUND_MAX = 40,        /* bytes of what was found, as shown */
    WORK_MIN = 100 * 1000, /* values that may be read, and for each in it: */
    WORK_EACH = 8,
    VALUE_DEPTH_MAX = SPEC_DEPTH_MAX - 10
};

/* ---- what is wrong ---- */

static void write_path(Buf *out, const JsonStep *step)
{
    /* From the outermost: at most JSON_DEPTH. */
    if (step->outer)
        write_path(out, step->outer);
    if (step->name)
        json_path_name(out, step->name);
    else
        json_path_index(out, step->index);
}

void *json_refuse_with(JsonReader *reader, const char *words)
{
    Buf path = {.arena = reader->arena};
    if (reader->path)
        write_path(&path, reader->path);
    *reader->fault = (JsonFault){buf_string(&path), words, false};
    return NULL;
}

static const char *found_text(Arena *arena, const Json *found)
{
    Buf text = {.arena = arena};
    switch (found->kind) {
    case JSON_NULL:
        return "null";
    case JSON_BOOL:
        return found->yes ? "true" : "false";
    case JSON_NUMBER:
        return found->text;
    case JSON_ARRAY:
        return found->len ? "a list" : "an empty list";
    case JSON_OBJECT:
        return found->len ? "an object" : "an empty object";
    case JSON_STRING:
        break;
    }
    size_t len = strlen(found->text);
    quoted_add(&text, found->text, len < FOUND_MAX ? len : FOUND_MAX);
    buf_text(&text, len > FOUND_MAX ? "..." : "");
    return buf_string(&text);
}

void *json_refuse(JsonReader *reader, const char *wanted, const Json *found)
{
    return json_refuse_with(
        reader, arena_print(reader->arena, "wants %s, found %s", wanted,
                            found_text(reader->arena, found)));
}

void *json_refuse_type(JsonReader *reader)
{
    return json_refuse_with(reader, "is of a type that this version does not "
                                    "know");
}

bool json_spend(JsonReader *reader)
{
    if (reader->work-- > 0)
        return true;
    json_refuse_with(reader, "has unions within unions that fit in too many "
                             "ways");
    return false;
}

/* ---- unions ---- */

static bool is_none(const IdlType *type)
{
    return type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE &&
           type->simple == FLYTEIDL__CORE__SIMPLE_TYPE__NONE;
}

/* Of `T?` the fault is what T has to say; of others, that no variant fits. */
static void refuse_union(JsonReader *reader, const Json *json,
                         const IdlUnionType *alt, const JsonFault *kept)
{
    size_t count = 0;
    for (size_t i = 0; i < alt->n_variants; i++)
        count += !is_none(alt->variants[i]);
    if (count == 1 && json->kind != JSON_NULL) {
        *reader->fault = *kept;
        return;
    }
    IdlType type = FLYTEIDL__CORE__LITERAL_TYPE__INIT;
    type.type_case = FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE;
    type.union_type = (IdlUnionType *)alt;
    json_refuse(reader, type_shown(reader->arena, &type), json);
}

static int try_variants(JsonReader *reader, const Json *json,
                        const IdlUnionType *alt, JsonRead *read,
                        const void **value)
{
    JsonFault kept = {0};
    for (size_t i = 0; i < alt->n_variants && reader->work > 0; i++) {
        *value = read(reader, json, alt->variants[i]);
        if (*value)
            return (int)i;
        if (!is_none(alt->variants[i]))
            kept = *reader->fault;
    }
    if (json_spend(reader))
        refuse_union(reader, json, alt, &kept);
    return -1;
}

int json_choose(JsonReader *reader, const Json *json, const IdlUnionType *alt,
                JsonRead *read, const void **value)
{
    bool exact = reader->exact;
    reader->exact = true;
    int chosen = try_variants(reader, json, alt, read, value);
    reader->exact = exact;
    if (chosen < 0 && !exact)
        chosen = try_variants(reader, json, alt, read, value);
    return chosen;
}

/* ---- scalars ---- */

static const IdlLiteral *read(JsonReader *reader, const Json *json,
                              const IdlType *type);

static const IdlLiteral *plain(JsonReader *reader, IdlPrimitive *primitive)
{
    return make_literal(reader->arena, make_scalar(reader->arena, primitive));
}

static IdlLiteral *of_scalar(JsonReader *reader,
                             Flyteidl__Core__Scalar__ValueCase kind)
{
    IdlScalar *scalar =
        make_new(reader->arena, IdlScalar, FLYTEIDL__CORE__SCALAR__INIT);
    scalar->value_case = kind;
    return make_literal(reader->arena, scalar);
}

static const IdlLiteral *read_int(JsonReader *reader, const Json *json)
{
    int64_t number;
    if (json->kind != JSON_NUMBER || !json_int64(json, &number))
        return json_refuse(reader, "int", json);
    return plain(reader, make_int(reader->arena, number));
}

static const IdlLiteral *read_float(JsonReader *reader, const Json *json)
{
    double number;
    if (!json_is_float(reader, json, &number))
        return json_refuse(reader, "float", json);
    return plain(reader, make_float(reader->arena, number));
}

static const IdlLiteral *read_datetime(JsonReader *reader, const Json *json)
{
    Moment moment;
    if (!json_moment(reader, json, &moment))
        return NULL;
    IdlPrimitive *primitive = make_datetime(reader->arena, 0);
    primitive->datetime->seconds = moment.seconds;
    primitive->datetime->nanos = moment.nanos;
    return plain(reader, primitive);
}

static const IdlLiteral *read_duration(JsonReader *reader, const Json *json)
{
    int64_t ns;
    if (!json_time_span(reader, json, &ns))
        return NULL;
    return plain(reader, make_time_span(reader->arena, ns));
}

static const IdlLiteral *read_bytes(JsonReader *reader, const Json *json)
{
    size_t len;
    const uint8_t *bytes = json_base64(reader->arena, json, &len);
    if (!bytes)
        return json_refuse(reader, "bytes in base64", json);
    return make_literal(reader->arena,
                        make_binary(reader->arena, bytes, len, "msgpack"));
}

static const IdlLiteral *read_error(JsonReader *reader, const Json *json)
{
    const char *message = json_text(json);
    const char *node = json_text(json_member(json, "failed_node_id"));
    if (!message)
        message = json_text(json_member(json, "message"));
    if (!message)
        return json_refuse(reader, "an error ({\"message\": \"...\"})", json);
    IdlLiteral *literal =
        of_scalar(reader, FLYTEIDL__CORE__SCALAR__VALUE_ERROR);
    IdlError *error =
        make_new(reader->arena, IdlError, FLYTEIDL__CORE__ERROR__INIT);
    error->message = make_text(message);
    error->failed_node_id = make_text(node);
    literal->scalar->error = error;
    return literal;
}

/* Under dataclass_type or a schema, or any JSON. */
static const IdlLiteral *read_record(JsonReader *reader, const Json *json,
                                     const IdlType *type)
{
    const Json *record = json_record(reader, json, type);
    if (!record)
        return NULL;
    if (record_is_packed(type)) {
        Buf bytes = {.arena = reader->arena};
        json_to_packed(&bytes, record);
        return make_literal(reader->arena, make_binary(reader->arena, bytes.at,
                                                       bytes.len, "msgpack"));
    }
    if (record->kind != JSON_OBJECT)
        return json_refuse(reader, "an object", json);
    IdlLiteral *literal =
        of_scalar(reader, FLYTEIDL__CORE__SCALAR__VALUE_GENERIC);
    literal->scalar->generic = json_to_struct(reader->arena, record);
    return literal->scalar->generic
               ? literal
               : json_refuse_with(reader, "is nested too deep");
}

static const IdlLiteral *read_simple(JsonReader *reader, const Json *json,
                                     const IdlType *type)
{
    switch (type->simple) {
    case FLYTEIDL__CORE__SIMPLE_TYPE__NONE:
        return json->kind == JSON_NULL ? literal_none(reader->arena)
                                       : json_refuse(reader, "null", json);
    case FLYTEIDL__CORE__SIMPLE_TYPE__INTEGER:
        return read_int(reader, json);
    case FLYTEIDL__CORE__SIMPLE_TYPE__FLOAT:
        return read_float(reader, json);
    case FLYTEIDL__CORE__SIMPLE_TYPE__STRING:
        return json->kind == JSON_STRING
                   ? plain(reader, make_string(reader->arena, json->text))
                   : json_refuse(reader, "string", json);
    case FLYTEIDL__CORE__SIMPLE_TYPE__BOOLEAN:
        return json->kind == JSON_BOOL
                   ? plain(reader, make_bool(reader->arena, json->yes))
                   : json_refuse(reader, "bool (true or false)", json);
    case FLYTEIDL__CORE__SIMPLE_TYPE__DATETIME:
        return read_datetime(reader, json);
    case FLYTEIDL__CORE__SIMPLE_TYPE__DURATION:
        return read_duration(reader, json);
    case FLYTEIDL__CORE__SIMPLE_TYPE__BINARY:
        return read_bytes(reader, json);
    case FLYTEIDL__CORE__SIMPLE_TYPE__ERROR:
        return read_error(reader, json);
    case FLYTEIDL__CORE__SIMPLE_TYPE__STRUCT:
        return read_record(reader, json, type);
    case _FLYTEIDL__CORE__SIMPLE_TYPE_IS_INT_SIZE:
        break;
    }
    return json_refuse_type(reader);
}

/* ---- files and tables: the uri as given ---- */

static const IdlLiteral *read_blob(JsonReader *reader, const Json *json,
                                   const IdlType *type)
{
    if (json->kind != JSON_STRING || !*json->text)
        return json_refuse(reader,
                           arena_print(reader->arena, "%s (a path or uri)",
                                       type_shown(reader->arena, type)),
                           json);
    return make_literal(reader->arena,
                        make_blob(reader->arena, type->blob, json->text));
}

static const IdlLiteral *read_table(JsonReader *reader, const Json *json,
                                    const IdlType *type)
{
    if (json->kind != JSON_STRING || !*json->text)
        return json_refuse(reader, "a table (a path or uri)", json);
    return make_literal(
        reader->arena,
        make_table(reader->arena, type->structured_dataset_type, json->text));
}

static const IdlLiteral *read_schema(JsonReader *reader, const Json *json,
                                     const IdlType *type)
{
    if (json->kind != JSON_STRING || !*json->text)
        return json_refuse(reader, "a schema (a path or uri)", json);
    IdlLiteral *literal =
        of_scalar(reader, FLYTEIDL__CORE__SCALAR__VALUE_SCHEMA);
    Flyteidl__Core__Schema *schema = make_new(
        reader->arena, Flyteidl__Core__Schema, FLYTEIDL__CORE__SCHEMA__INIT);
    schema->uri = make_text(json->text);
    schema->type = type->schema;
    literal->scalar->schema = schema;
    return literal;
}

/* ---- what holds others ---- */

static const IdlLiteral *read_list(JsonReader *reader, const Json *json,
                                   const IdlType *type)
{
    if (json->kind != JSON_ARRAY)
        return json_refuse(reader, type_shown(reader->arena, type), json);
    JsonStep step = {.outer = reader->path};
    const IdlLiteral **items =
        arena_array(reader->arena, const IdlLiteral *, json->len);
    for (const Json *item = json->first; item; item = item->next) {
        reader->path = &step;
        items[step.index] = read(reader, item, type->collection_type);
        reader->path = step.outer;
        if (!items[step.index++])
            return NULL;
    }
    return literal_list(reader->arena, items, json->len);
}

static int compare_members(const void *left, const void *right)
{
    const Json *const *a = left, *const *b = right;
    return strcmp((*a)->name, (*b)->name);
}

/* By name: literals have their maps in order. */
static const Json **members_of(JsonReader *reader, const Json *object)
{
    const Json **members =
        arena_array(reader->arena, const Json *, object->len);
    size_t len = 0;
    for (const Json *item = object->first; item; item = item->next)
        members[len++] = item;
    if (len)
        qsort(members, len, sizeof *members, compare_members);
    return members;
}

static const IdlLiteral *read_map(JsonReader *reader, const Json *json,
                                  const IdlType *type)
{
    if (json->kind != JSON_OBJECT)
        return json_refuse(reader, type_shown(reader->arena, type), json);
    JsonStep step = {.outer = reader->path};
    IdlLiteralMap *map = literal_map_new(reader->arena);
    const Json **members = members_of(reader, json);
    for (uint32_t i = 0; i < json->len; i++) {
        step.name = members[i]->name;
        reader->path = &step;
        const IdlLiteral *value =
            read(reader, members[i], type->map_value_type);
        reader->path = step.outer;
        if (!value)
            return NULL;
        literal_map_put(reader->arena, map, step.name, value);
    }
    return literal_of_map(reader->arena, map);
}

static const void *read_variant(JsonReader *reader, const Json *json,
                                const IdlType *type)
{
    return read(reader, json, type);
}

static const IdlLiteral *read_union(JsonReader *reader, const Json *json,
                                    const IdlType *type)
{
    const void *value = NULL;
    int chosen =
        json_choose(reader, json, type->union_type, read_variant, &value);
    if (chosen < 0)
        return NULL;
    IdlLiteral *literal =
        of_scalar(reader, FLYTEIDL__CORE__SCALAR__VALUE_UNION);
    IdlUnion *either =
        make_new(reader->arena, IdlUnion, FLYTEIDL__CORE__UNION__INIT);
    either->value = (IdlLiteral *)value;
    either->type = type->union_type->variants[chosen];
    literal->scalar->union_ = either;
    return literal;
}

static const IdlLiteral *read_enum(JsonReader *reader, const Json *json,
                                   const IdlType *type)
{
    if (!json_is_case(reader, json, type->enum_type))
        return NULL;
    return plain(reader, make_string(reader->arena, json->text));
}

/* As deep as JSON_DEPTH, and as unions are nested in the type. */
static const IdlLiteral *read(JsonReader *reader, const Json *json,
                              const IdlType *type)
{
    if (!json_spend(reader))
        return NULL;
    switch (type ? type->type_case
                 : FLYTEIDL__CORE__LITERAL_TYPE__TYPE__NOT_SET) {
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE:
        return read_simple(reader, json, type);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE:
        return read_list(reader, json, type);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_MAP_VALUE_TYPE:
        return read_map(reader, json, type);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_BLOB:
        return read_blob(reader, json, type);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_ENUM_TYPE:
        return read_enum(reader, json, type);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_STRUCTURED_DATASET_TYPE:
        return read_table(reader, json, type);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SCHEMA:
        return read_schema(reader, json, type);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE:
        return read_union(reader, json, type);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE__NOT_SET:
    case _FLYTEIDL__CORE__LITERAL_TYPE__TYPE__CASE_IS_INT_SIZE:
        break;
    }
    return json_refuse_type(reader);
}

static int64_t count(const Json *json)
{
    int64_t values = 1;
    for (const Json *item = json->first; item; item = item->next)
        values += count(item);
    return values;
}

const IdlLiteral *literal_of_json(Arena *arena, const Json *json,
                                  const IdlType *type, JsonFault *fault)
{
    JsonReader reader = {.arena = arena,
                         .fault = fault,
                         .work = WORK_MIN + WORK_EACH * count(json)};
    const IdlLiteral *literal = read(&reader, json, type);
    if (literal && message_depth(&literal->base) > VALUE_DEPTH_MAX)
        return json_refuse_with(&reader, "is nested too deep");
    return literal;
}
