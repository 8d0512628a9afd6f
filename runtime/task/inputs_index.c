/* inputs_index.c - inputs.json and inputs.yaml, as flytecopilot writes them. */
#include "runtime/task/inputs_index.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_out.h"
#include "runtime/value/literal_text.h"
#include "spec/json.h"

typedef Flyteidl__Core__LiteralMap__LiteralsEntry Entry;

static void put_literal(JsonOut *out, const IdlLiteral *literal);

static int by_key(const void *left, const void *right)
{
    return strcmp((*(Entry *const *)left)->key, (*(Entry *const *)right)->key);
}

static Entry **sorted(Arena *arena, const IdlLiteralMap *map)
{
    Entry **entries = arena_array(arena, Entry *, map->n_literals + 1);
    if (map->n_literals)
        memcpy(entries, map->literals, map->n_literals * sizeof(*entries));
    qsort(entries, map->n_literals, sizeof(*entries), by_key);
    return entries;
}

static void put_map(JsonOut *out, const IdlLiteralMap *map)
{
    Entry **entries = sorted(out->buf->arena, map);
    json_open(out, '{');
    for (size_t i = 0; i < map->n_literals; i++) {
        json_name(out, entries[i]->key);
        put_literal(out, entries[i]->value);
    }
    json_close(out, '}');
}

static void put_list(JsonOut *out, const IdlLiterals *list)
{
    json_open(out, '[');
    for (size_t i = 0; i < list->n_literals; i++)
        put_literal(out, list->literals[i]);
    json_close(out, ']');
}

/* A duration is null: so it comes out of flytecopilot, by a slip, and a task
 * that reads it would not do so on a cluster. */
static void put_primitive(JsonOut *out, const IdlLiteral *literal)
{
    const IdlPrimitive *primitive = literal->scalar->primitive;
    Buf text = {.arena = out->buf->arena};
    const char *why;
    switch ((int)primitive->value_case) {
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_INTEGER:
        json_put_int64(out, primitive->integer);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_FLOAT_VALUE:
        json_put_double(out, primitive->float_value);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_STRING_VALUE:
        json_put_string(out, primitive->string_value);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_BOOLEAN:
        json_put_bool(out, primitive->boolean);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_DATETIME:
        if (literal_file_text(&text, literal, &why)) {
            json_put_bytes(out, buf_string(&text), text.len);
            return;
        }
        break;
    default:
        break;
    }
    json_put_null(out);
}

static void put_scalar(JsonOut *out, const IdlLiteral *literal)
{
    const IdlScalar *scalar = literal->scalar;
    switch ((int)scalar->value_case) {
    case FLYTEIDL__CORE__SCALAR__VALUE_PRIMITIVE:
        put_primitive(out, literal);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_BINARY:
        json_put_base64(out, scalar->binary->value.data,
                        scalar->binary->value.len);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_ERROR:
        json_put_string(out, scalar->error->message);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_GENERIC:
        spec_json(out, &scalar->generic->base);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_UNION:
        if (scalar->union_->value)
            put_literal(out, scalar->union_->value);
        else
            json_put_null(out);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_BLOB:
    case FLYTEIDL__CORE__SCALAR__VALUE_SCHEMA:
    case FLYTEIDL__CORE__SCALAR__VALUE_STRUCTURED_DATASET:
        json_put_string(out, literal_uri(literal));
        return;
    default:
        json_put_null(out);
    }
}

static void put_literal(JsonOut *out, const IdlLiteral *literal)
{
    switch ((int)literal->value_case) {
    case FLYTEIDL__CORE__LITERAL__VALUE_SCALAR:
        put_scalar(out, literal);
        return;
    case FLYTEIDL__CORE__LITERAL__VALUE_COLLECTION:
        put_list(out, literal->collection);
        return;
    case FLYTEIDL__CORE__LITERAL__VALUE_MAP:
        put_map(out, literal->map);
        return;
    default:
        json_put_null(out);
    }
}

void inputs_index_json(Buf *out, const IdlLiteralMap *map)
{
    JsonOut json = {.buf = out};
    put_map(&json, map);
}

void inputs_index_yaml(Buf *out, const IdlLiteralMap *map)
{
    Entry **entries = sorted(out->arena, map);
    for (size_t i = 0; i < map->n_literals; i++) {
        JsonOut name = {.buf = out};
        json_put_string(&name, entries[i]->key);
        buf_text(out, ": ");
        JsonOut value = {.buf = out};
        put_literal(&value, entries[i]->value);
        buf_char(out, '\n');
    }
}
