/* literal_text.c - values as texts that tasks see: {{.inputs.x}}, and the
 * files that flytecopilot writes. */
#include "runtime/value/literal_text.h"

#include <string.h>

#include "runtime/value/go_number.h"
#include "runtime/value/go_time.h"
#include "runtime/value/packed_text.h"
#include "spec/describe.h"
#include "spec/json.h"

static bool refuse(const char **why, const char *words)
{
    *why = words;
    return false;
}

static const char no_form[] = "it has no value of a kind that we know";

static bool write_moment(Buf *out, const Google__Protobuf__Timestamp *time,
                         const char **why)
{
    Moment moment = {time->seconds, time->nanos};
    if (!moment_is_valid(moment))
        return refuse(why, "a datetime is out of the years 1 to 9999");
    moment_write(out, moment);
    return true;
}

static bool write_duration(Buf *out, const Google__Protobuf__Duration *span,
                           const char **why)
{
    int64_t ns;
    bool mixed = (span->seconds < 0 && span->nanos > 0) ||
                 (span->seconds > 0 && span->nanos < 0);
    if (mixed || span->nanos <= -NS_OF_SECOND || span->nanos >= NS_OF_SECOND ||
        __builtin_mul_overflow(span->seconds, (int64_t)NS_OF_SECOND, &ns) ||
        __builtin_add_overflow(ns, (int64_t)span->nanos, &ns))
        return refuse(why, "a duration is beyond 292 years");
    go_duration_write(out, ns);
    return true;
}

/* ---- templates ---- */

/* The text form of the message, which is what Go's String() gives. */
static void write_duration_message(Buf *out,
                                   const Google__Protobuf__Duration *span)
{
    if (span->seconds)
        buf_print(out, "seconds:%lld", (long long)span->seconds);
    if (span->nanos)
        buf_print(out, "%snanos:%d", span->seconds ? " " : "",
                  (int)span->nanos);
}

static bool write_primitive(Buf *out, const IdlPrimitive *primitive,
                            const char **why)
{
    switch (primitive->value_case) {
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_INTEGER:
        buf_print(out, "%lld", (long long)primitive->integer);
        return true;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_FLOAT_VALUE:
        go_float_write(out, primitive->float_value);
        return true;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_STRING_VALUE:
        buf_text(out, primitive->string_value);
        return true;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_BOOLEAN:
        buf_text(out, primitive->boolean ? "true" : "false");
        return true;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_DATETIME:
        return write_moment(out, primitive->datetime, why);
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_DURATION:
        write_duration_message(out, primitive->duration);
        return true;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__PRIMITIVE__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    return refuse(why, no_form);
}

static bool write_binary(Buf *out, const Flyteidl__Core__Binary *binary,
                         const char **why)
{
    if (strcmp(binary->tag, "msgpack") != 0)
        return refuse(why, "bytes that are no msgpack have no form in a "
                           "command");
    return packed_write_go(out, binary->value.data, binary->value.len, why);
}

static bool write_scalar(Buf *out, const IdlLiteral *literal, const char **why)
{
    const IdlScalar *scalar = literal->scalar;
    switch (scalar->value_case) {
    case FLYTEIDL__CORE__SCALAR__VALUE_PRIMITIVE:
        return write_primitive(out, scalar->primitive, why);
    case FLYTEIDL__CORE__SCALAR__VALUE_BLOB:
    case FLYTEIDL__CORE__SCALAR__VALUE_SCHEMA:
        buf_text(out, literal_uri(literal));
        return true;
    case FLYTEIDL__CORE__SCALAR__VALUE_BINARY:
        return write_binary(out, scalar->binary, why);
    case FLYTEIDL__CORE__SCALAR__VALUE_NONE_TYPE:
        return refuse(why, "none has no form in a command");
    case FLYTEIDL__CORE__SCALAR__VALUE_ERROR:
        return refuse(why, "an error has no form in a command");
    case FLYTEIDL__CORE__SCALAR__VALUE_GENERIC:
        return refuse(why, "a Struct has no form in a command");
    case FLYTEIDL__CORE__SCALAR__VALUE_STRUCTURED_DATASET:
        return refuse(why, "a table has no form in a command");
    case FLYTEIDL__CORE__SCALAR__VALUE_UNION:
        return refuse(why, "an optional or a union has no form in a command");
    case FLYTEIDL__CORE__SCALAR__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__SCALAR__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    return refuse(why, no_form);
}

static bool write_list(Buf *out, const IdlLiterals *list, const char **why)
{
    buf_char(out, '[');
    for (size_t i = 0; i < list->n_literals; i++) {
        buf_text(out, i ? "," : "");
        if (!literal_template_text(out, list->literals[i], why))
            return false;
    }
    buf_char(out, ']');
    return true;
}

/* As deep as the literal is nested, which spec_unpack bounds. */
bool literal_template_text(Buf *out, const IdlLiteral *literal,
                           const char **why)
{
    switch (literal->value_case) {
    case FLYTEIDL__CORE__LITERAL__VALUE_SCALAR:
        return write_scalar(out, literal, why);
    case FLYTEIDL__CORE__LITERAL__VALUE_COLLECTION:
        return write_list(out, literal->collection, why);
    case FLYTEIDL__CORE__LITERAL__VALUE_MAP:
        return refuse(why, "a map has no form in a command");
    case FLYTEIDL__CORE__LITERAL__VALUE_OFFLOADED_METADATA:
        return refuse(why, "the value was put aside by a cluster, and is not "
                           "here");
    case FLYTEIDL__CORE__LITERAL__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__LITERAL__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    return refuse(why, no_form);
}

/* ---- files ---- */

static bool write_primitive_file(Buf *out, const IdlPrimitive *primitive,
                                 const char **why)
{
    switch (primitive->value_case) {
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_FLOAT_VALUE:
        go_float_write_plain(out, primitive->float_value);
        return true;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_DURATION:
        return write_duration(out, primitive->duration, why);
    case FLYTEIDL__CORE__PRIMITIVE__VALUE__NOT_SET:
        buf_text(out, "null");
        return true;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_INTEGER:
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_STRING_VALUE:
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_BOOLEAN:
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_DATETIME:
    case _FLYTEIDL__CORE__PRIMITIVE__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    return write_primitive(out, primitive, why);
}

static bool write_union_file(Buf *out, const IdlUnion *either, const char **why)
{
    if (!either->value)
        return refuse(why, "a union without a value has no file");
    return literal_file_text(out, either->value, why);
}

static bool write_scalar_file(Buf *out, const IdlScalar *scalar,
                              const char **why)
{
    switch (scalar->value_case) {
    case FLYTEIDL__CORE__SCALAR__VALUE_PRIMITIVE:
        return write_primitive_file(out, scalar->primitive, why);
    case FLYTEIDL__CORE__SCALAR__VALUE_BINARY:
        buf_add(out, (const char *)scalar->binary->value.data,
                scalar->binary->value.len);
        return true;
    case FLYTEIDL__CORE__SCALAR__VALUE_NONE_TYPE:
        buf_text(out, "null");
        return true;
    case FLYTEIDL__CORE__SCALAR__VALUE_ERROR:
        buf_text(out, scalar->error->message);
        return true;
    case FLYTEIDL__CORE__SCALAR__VALUE_GENERIC:
        spec_json(&(JsonOut){.buf = out}, &scalar->generic->base);
        return true;
    case FLYTEIDL__CORE__SCALAR__VALUE_UNION:
        return write_union_file(out, scalar->union_, why);
    case FLYTEIDL__CORE__SCALAR__VALUE_STRUCTURED_DATASET:
        return refuse(why, "a table cannot be given to a container as a file: "
                           "flytecopilot does not support it");
    case FLYTEIDL__CORE__SCALAR__VALUE_BLOB:
    case FLYTEIDL__CORE__SCALAR__VALUE_SCHEMA:
        return refuse(why, "a file or folder is copied, not written");
    case FLYTEIDL__CORE__SCALAR__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__SCALAR__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    return refuse(why, no_form);
}

bool literal_file_text(Buf *out, const IdlLiteral *literal, const char **why)
{
    switch (literal->value_case) {
    case FLYTEIDL__CORE__LITERAL__VALUE_SCALAR:
        return write_scalar_file(out, literal->scalar, why);
    case FLYTEIDL__CORE__LITERAL__VALUE_COLLECTION:
    case FLYTEIDL__CORE__LITERAL__VALUE_MAP:
        return refuse(why, "a list or map is a folder, not a file");
    case FLYTEIDL__CORE__LITERAL__VALUE_OFFLOADED_METADATA:
        return refuse(why, "the value was put aside by a cluster, and is not "
                           "here");
    case FLYTEIDL__CORE__LITERAL__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__LITERAL__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    return refuse(why, no_form);
}

const char *type_shown(Arena *arena, const IdlType *type)
{
    return describe_type_line(arena, type);
}
