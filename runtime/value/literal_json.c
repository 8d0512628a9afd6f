/* literal_json.c - values as JSON. */
#include "runtime/value/literal_json.h"

#include <math.h>
#include <string.h>

#include "runtime/value/go_time.h"
#include "spec/json.h"
#include "spec/message.h"
#include "spec/msgpack.h"

/* 5.0 stays what it is: no int. */
static void write_float(JsonOut *out, double number)
{
    Buf text = {.arena = out->buf->arena};
    json_put_double(&(JsonOut){.buf = &text}, number);
    if (!isfinite(number)) {
        json_put_double(out, number);
        return;
    }
    if (!strpbrk(buf_string(&text), ".eE"))
        buf_text(&text, ".0");
    json_put_number(out, buf_string(&text));
}

/* What no text stands for: a time out of range. */
static void write_parts(JsonOut *out, int64_t seconds, int32_t nanos)
{
    json_open(out, '{');
    json_name(out, "seconds");
    json_put_int64(out, seconds);
    json_name(out, "nanos");
    json_put_int64(out, nanos);
    json_close(out, '}');
}

static void write_datetime(JsonOut *out,
                           const Google__Protobuf__Timestamp *time)
{
    Moment moment = {time->seconds, time->nanos};
    if (!moment_is_valid(moment)) {
        write_parts(out, time->seconds, time->nanos);
        return;
    }
    Buf text = {.arena = out->buf->arena};
    moment_write(&text, moment);
    json_put_string(out, buf_string(&text));
}

static void write_duration(JsonOut *out, const Google__Protobuf__Duration *span)
{
    int64_t ns;
    bool signs = (span->seconds > 0 && span->nanos < 0) ||
                 (span->seconds < 0 && span->nanos > 0);
    if (signs || span->nanos <= -NS_OF_SECOND || span->nanos >= NS_OF_SECOND ||
        __builtin_mul_overflow(span->seconds, (int64_t)NS_OF_SECOND, &ns) ||
        __builtin_add_overflow(ns, (int64_t)span->nanos, &ns)) {
        write_parts(out, span->seconds, span->nanos);
        return;
    }
    Buf text = {.arena = out->buf->arena};
    go_duration_write(&text, ns);
    json_put_string(out, buf_string(&text));
}

static void write_primitive(JsonOut *out, const IdlPrimitive *primitive)
{
    switch (primitive->value_case) {
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_INTEGER:
        json_put_int64(out, primitive->integer);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_FLOAT_VALUE:
        write_float(out, primitive->float_value);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_STRING_VALUE:
        json_put_string(out, primitive->string_value);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_BOOLEAN:
        json_put_bool(out, primitive->boolean);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_DATETIME:
        write_datetime(out, primitive->datetime);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_DURATION:
        write_duration(out, primitive->duration);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__PRIMITIVE__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    json_put_null(out);
}

static bool is_record(const Flyteidl__Core__Binary *binary)
{
    const char *why;
    Arena scratch = {0};
    Buf text = {.arena = &scratch};
    bool fine = strcmp(binary->tag, "msgpack") == 0 &&
                msgpack_json(&(JsonOut){.buf = &text}, binary->value.data,
                             binary->value.len, &why);
    arena_release(&scratch);
    return fine;
}

static void write_binary(JsonOut *out, const Flyteidl__Core__Binary *binary)
{
    const char *why;
    if (is_record(binary))
        msgpack_json(out, binary->value.data, binary->value.len, &why);
    else if (binary->value.len <= INT32_MAX)
        json_put_base64(out, binary->value.data, binary->value.len);
    else
        json_put_null(out);
}

static void write_error(JsonOut *out, const IdlError *error)
{
    json_open(out, '{');
    json_name(out, "failed_node_id");
    json_put_string(out, error->failed_node_id);
    json_name(out, "message");
    json_put_string(out, error->message);
    json_close(out, '}');
}

static void write_scalar(JsonOut *out, const IdlLiteral *literal)
{
    const IdlScalar *scalar = literal->scalar;
    switch (scalar->value_case) {
    case FLYTEIDL__CORE__SCALAR__VALUE_PRIMITIVE:
        write_primitive(out, scalar->primitive);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_BLOB:
    case FLYTEIDL__CORE__SCALAR__VALUE_SCHEMA:
    case FLYTEIDL__CORE__SCALAR__VALUE_STRUCTURED_DATASET:
        json_put_string(out, literal_uri(literal));
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_BINARY:
        write_binary(out, scalar->binary);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_ERROR:
        write_error(out, scalar->error);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_GENERIC:
        spec_json(out, &scalar->generic->base);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_UNION:
        if (scalar->union_->value)
            literal_json(out, scalar->union_->value);
        else
            json_put_null(out);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_NONE_TYPE:
    case FLYTEIDL__CORE__SCALAR__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__SCALAR__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    json_put_null(out);
}

/* As deep as the literal is nested, which spec_unpack bounds. */
void literal_json(JsonOut *out, const IdlLiteral *literal)
{
    switch (literal->value_case) {
    case FLYTEIDL__CORE__LITERAL__VALUE_SCALAR:
        write_scalar(out, literal);
        return;
    case FLYTEIDL__CORE__LITERAL__VALUE_COLLECTION:
        json_open(out, '[');
        for (size_t i = 0; i < literal->collection->n_literals; i++)
            literal_json(out, literal->collection->literals[i]);
        json_close(out, ']');
        return;
    case FLYTEIDL__CORE__LITERAL__VALUE_MAP:
        literal_map_json(out, literal->map);
        return;
    case FLYTEIDL__CORE__LITERAL__VALUE_OFFLOADED_METADATA:
        json_put_string(out, literal->offloaded_metadata->uri);
        return;
    case FLYTEIDL__CORE__LITERAL__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__LITERAL__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    json_put_null(out);
}

void literal_map_json(JsonOut *out, const IdlLiteralMap *map)
{
    json_open(out, '{');
    size_t count = 0;
    const ProtobufCMessage *const *entries = NULL;
    if (map)
        entries = message_entries(out->buf->arena, &map->base,
                                  &map->base.descriptor->fields[0], &count);
    for (size_t i = 0; i < count; i++) {
        const Flyteidl__Core__LiteralMap__LiteralsEntry *entry =
            (const void *)entries[i];
        json_name(out, entry->key);
        if (entry->value)
            literal_json(out, entry->value);
        else
            json_put_null(out);
    }
    json_close(out, '}');
}
