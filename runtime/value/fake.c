/* fake.c - values made up from types: as JSON, which is then read. */
#include "runtime/value/fake.h"

#include <string.h>

#include "base/json_out.h"
#include "runtime/value/fake_where.h"
#include "runtime/value/go_time.h"
#include "runtime/value/literal_json.h"
#include "runtime/value/literal_text.h"
#include "runtime/value/refinement.h"
#include "runtime/value/schema_type.h"

enum {
    VALUES_MAX = 20 * 1000, /* in one value */
    FULL_DEPTH = 3,         /* lists and maps within: of two, then of one */
    DATE_FIRST = 1767225600 /* 2026-01-01 */
};

typedef struct Faker {
    JsonOut out;
    Arena *arena;
    uint64_t state;
    uint32_t depth, values;
    const char *uri;
    const char **why;
} Faker;

/* Splitmix64: the same for the same seed, on any machine. */
static uint64_t next(Faker *faker)
{
    uint64_t mixed = faker->state += UINT64_C(0x9E3779B97F4A7C15);
    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94D049BB133111EB);
    return mixed ^ mixed >> 31;
}

static bool refuse(Faker *faker, const IdlType *type, const char *words)
{
    *faker->why = arena_print(faker->arena, "no value of %s can be made up: %s",
                              type_shown(faker->arena, type), words);
    return false;
}

static bool fake(Faker *faker, const IdlType *type);

/* What is first thought of, bent until the refinement holds. */
static bool bend(Faker *faker, const IdlType *type, WhereValue *value)
{
    const char *text = refinement_text(type);
    const Where *where = text ? where_read(faker->arena, text) : NULL;
    if (!text || (where && where_bend(faker->arena, where, value)))
        return true;
    return refuse(faker, type, "its refinement is not simple enough");
}

/* ---- plain values ---- */

static bool fake_int(Faker *faker, const IdlType *type)
{
    WhereValue value = {.kind = WHERE_INT,
                        .whole = (int64_t)(next(faker) % 100)};
    if (!bend(faker, type, &value))
        return false;
    json_put_int64(&faker->out, value.whole);
    return true;
}

static bool fake_float(Faker *faker, const IdlType *type)
{
    WhereValue value = {.kind = WHERE_FLOAT,
                        .number = (double)(next(faker) % 1000) / 8};
    if (!bend(faker, type, &value))
        return false;
    json_put_double(&faker->out, value.number);
    return true;
}

static bool fake_text(Faker *faker, const IdlType *type)
{
    WhereValue value = {.kind = WHERE_TEXT};
    value.text = arena_print(faker->arena, "text-%d", (int)(next(faker) % 100));
    value.len = strlen(value.text);
    if (!bend(faker, type, &value))
        return false;
    json_put_bytes(&faker->out, value.text, value.len);
    return true;
}

static bool fake_datetime(Faker *faker, const IdlType *type)
{
    int64_t days = (int64_t)(next(faker) % 365);
    WhereValue value = {.kind = WHERE_DATETIME,
                        .whole = DATE_FIRST + days * 86400};
    if (!bend(faker, type, &value))
        return false;
    Moment moment = {value.whole, value.nanos};
    if (!moment_is_valid(moment))
        return refuse(faker, type, "it would be out of the years 1 to 9999");
    Buf text = {.arena = faker->arena};
    moment_write(&text, moment);
    json_put_string(&faker->out, buf_string(&text));
    return true;
}

static bool fake_duration(Faker *faker, const IdlType *type)
{
    int64_t ns;
    int64_t minutes = 1 + (int64_t)(next(faker) % 59);
    WhereValue value = {.kind = WHERE_DURATION, .whole = minutes * 60};
    if (!bend(faker, type, &value))
        return false;
    if (__builtin_mul_overflow(value.whole, (int64_t)NS_OF_SECOND, &ns) ||
        __builtin_add_overflow(ns, (int64_t)value.nanos, &ns))
        return refuse(faker, type, "it would be beyond 292 years");
    Buf text = {.arena = faker->arena};
    go_duration_write(&text, ns);
    json_put_string(&faker->out, buf_string(&text));
    return true;
}

static bool fake_error(Faker *faker)
{
    json_open(&faker->out, '{');
    json_name(&faker->out, "message");
    json_put_string(&faker->out, "made up");
    json_close(&faker->out, '}');
    return true;
}

/* ---- what holds others ---- */

static bool fake_fields(Faker *faker, const IdlStructure *structure)
{
    json_open(&faker->out, '{');
    for (size_t i = 0; i < structure->n_dataclass_type; i++) {
        json_name(&faker->out, structure->dataclass_type[i]->key);
        if (!fake(faker, structure->dataclass_type[i]->value))
            return false;
    }
    json_close(&faker->out, '}');
    return true;
}

static bool fake_record(Faker *faker, const IdlType *type)
{
    const IdlStructure *structure = record_fields(faker->arena, type);
    if (structure)
        return fake_fields(faker, structure);
    json_open(&faker->out, '{');
    json_close(&faker->out, '}');
    return true;
}

static bool fake_length(Faker *faker, const IdlType *type, int64_t *length)
{
    WhereValue value = {.kind = WHERE_ITEMS,
                        .whole = faker->depth <= FULL_DEPTH ? 2 : 1};
    if (!bend(faker, type, &value))
        return false;
    *length = value.whole;
    return true;
}

static bool fake_items(Faker *faker, const IdlType *type, const IdlType *item,
                       char bracket)
{
    int64_t length;
    faker->depth++;
    if (!fake_length(faker, type, &length))
        return false;
    json_open(&faker->out, bracket);
    for (int64_t i = 0; i < length; i++) {
        if (bracket == '{')
            json_name(&faker->out,
                      arena_print(faker->arena, "key-%lld", (long long)i));
        if (!fake(faker, item))
            return false;
    }
    json_close(&faker->out, bracket == '{' ? '}' : ']');
    faker->depth--;
    return true;
}

static bool fake_union(Faker *faker, const IdlType *type)
{
    if (type->union_type->n_variants == 0)
        return refuse(faker, type, "it has no variants");
    return fake(faker, type->union_type->variants[0]);
}

static bool fake_enum(Faker *faker, const IdlType *type)
{
    size_t count = type->enum_type->n_values;
    if (count == 0)
        return refuse(faker, type, "it has no values");
    json_put_string(&faker->out, type->enum_type->values[next(faker) % count]);
    return true;
}

static bool fake_uri(Faker *faker)
{
    json_put_string(&faker->out, faker->uri && *faker->uri ? faker->uri : "-");
    return true;
}

static bool fake_simple(Faker *faker, const IdlType *type)
{
    static const char bytes[] = "made up";
    switch (type->simple) {
    case FLYTEIDL__CORE__SIMPLE_TYPE__NONE:
        json_put_null(&faker->out);
        return true;
    case FLYTEIDL__CORE__SIMPLE_TYPE__INTEGER:
        return fake_int(faker, type);
    case FLYTEIDL__CORE__SIMPLE_TYPE__FLOAT:
        return fake_float(faker, type);
    case FLYTEIDL__CORE__SIMPLE_TYPE__STRING:
        return fake_text(faker, type);
    case FLYTEIDL__CORE__SIMPLE_TYPE__BOOLEAN:
        json_put_bool(&faker->out, next(faker) & 1);
        return true;
    case FLYTEIDL__CORE__SIMPLE_TYPE__DATETIME:
        return fake_datetime(faker, type);
    case FLYTEIDL__CORE__SIMPLE_TYPE__DURATION:
        return fake_duration(faker, type);
    case FLYTEIDL__CORE__SIMPLE_TYPE__BINARY:
        json_put_base64(&faker->out, bytes, sizeof bytes - 1);
        return true;
    case FLYTEIDL__CORE__SIMPLE_TYPE__ERROR:
        return fake_error(faker);
    case FLYTEIDL__CORE__SIMPLE_TYPE__STRUCT:
        return fake_record(faker, type);
    case _FLYTEIDL__CORE__SIMPLE_TYPE_IS_INT_SIZE:
        break;
    }
    return refuse(faker, type, "this version does not know it");
}

/* As deep as the type is nested, which spec_unpack bounds. */
static bool fake(Faker *faker, const IdlType *type)
{
    if (faker->values++ == VALUES_MAX)
        return refuse(faker, type, "it would be too large");
    switch (type ? type->type_case
                 : FLYTEIDL__CORE__LITERAL_TYPE__TYPE__NOT_SET) {
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE:
        return fake_simple(faker, type);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE:
        return fake_items(faker, type, type->collection_type, '[');
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_MAP_VALUE_TYPE:
        return fake_items(faker, type, type->map_value_type, '{');
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_ENUM_TYPE:
        return fake_enum(faker, type);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE:
        return fake_union(faker, type);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_BLOB:
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_STRUCTURED_DATASET_TYPE:
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SCHEMA:
        return fake_uri(faker);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE__NOT_SET:
    case _FLYTEIDL__CORE__LITERAL_TYPE__TYPE__CASE_IS_INT_SIZE:
        break;
    }
    return refuse(faker, type, "this version does not know it");
}

const IdlLiteral *literal_fake(Arena *arena, const IdlType *type, uint64_t seed,
                               const char *uri, const char **why)
{
    Buf text = {.arena = arena};
    Faker faker = {.out = {.buf = &text},
                   .arena = arena,
                   .state = seed,
                   .uri = uri,
                   .why = why};
    if (!fake(&faker, type))
        return NULL;
    const char *reason;
    JsonFault fault;
    const Json *json =
        json_parse(arena, buf_string(&text), text.len, &reason, NULL);
    const IdlLiteral *literal =
        json ? literal_of_json(arena, json, type, &fault) : NULL;
    if (!literal)
        refuse(&faker, type, json ? fault.reason : reason);
    return literal;
}
