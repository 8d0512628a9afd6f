/* json.c - Flyte's messages as protobuf's JSON. */
#include "spec/json.h"

#include <assert.h>
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/panic.h"
#include "google/protobuf/any.pb-c.h"
#include "google/protobuf/duration.pb-c.h"
#include "google/protobuf/struct.pb-c.h"
#include "google/protobuf/timestamp.pb-c.h"
#include "google/protobuf/wrappers.pb-c.h"

/* What a Timestamp and a Duration may say: the years 1 to 9999. */
static const int64_t first_second = -62135596800, last_second = 253402300799,
                     longest_span = 315576000000;

static void write_message(JsonOut *out, const ProtobufCMessage *message);

static void write_bytes(JsonOut *out, const ProtobufCBinaryData *data)
{
    json_put_base64(out, data->data, data->len);
}

/* The fewest digits that give the same float. */
static void write_float(JsonOut *out, float value)
{
    char text[32];
    if (!isfinite(value)) {
        json_put_double(out, (double)value);
        return;
    }
    for (int digits = FLT_DIG; digits <= FLT_DIG + 3; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, (double)value);
        if (strtof(text, NULL) == value)
            break;
    }
    json_put_number(out, text);
}

static void write_enum(JsonOut *out, const MessageField *field, int value)
{
    const char *name = message_enum_name(field, value);
    if (name)
        json_put_string(out, name);
    else
        json_put_int64(out, value);
}

/* 64 bits are a string: JavaScript has only 53. */
static void write_int64(JsonOut *out, int64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, value);
    json_put_string(out, text);
}

static void write_uint64(JsonOut *out, uint64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRIu64, value);
    json_put_string(out, text);
}

/* What an entry of a map lacks is the default of its type. */
static void write_child(JsonOut *out, const MessageField *field,
                        const ProtobufCMessage *child)
{
    if (!child) {
        const MessageType *type = field->descriptor;
        void *empty = arena_alloc(out->buf->arena, type->sizeof_message);
        protobuf_c_message_init(type, empty);
        child = empty;
    }
    write_message(out, child);
}

static void write_text(JsonOut *out, const char *text)
{
    json_put_string(out, text ? text : "");
}

static void write_value(JsonOut *out, const MessageField *field,
                        const void *value)
{
    switch (field->type) {
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_SFIXED32:
        json_put_int64(out, *(const int32_t *)value);
        return;
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_FIXED32:
        json_put_int64(out, *(const uint32_t *)value);
        return;
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64:
        write_int64(out, *(const int64_t *)value);
        return;
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64:
        write_uint64(out, *(const uint64_t *)value);
        return;
    case PROTOBUF_C_TYPE_FLOAT:
        write_float(out, *(const float *)value);
        return;
    case PROTOBUF_C_TYPE_DOUBLE:
        json_put_double(out, *(const double *)value);
        return;
    case PROTOBUF_C_TYPE_BOOL:
        json_put_bool(out, *(const protobuf_c_boolean *)value);
        return;
    case PROTOBUF_C_TYPE_ENUM:
        write_enum(out, field, *(const int *)value);
        return;
    case PROTOBUF_C_TYPE_STRING:
        write_text(out, *(const char *const *)value);
        return;
    case PROTOBUF_C_TYPE_BYTES:
        write_bytes(out, value);
        return;
    case PROTOBUF_C_TYPE_MESSAGE:
        write_child(out, field, *(const ProtobufCMessage *const *)value);
        return;
    }
    UNREACHABLE("type of a field");
}

/* "min_successes" is "minSuccesses". */
static void write_field_name(JsonOut *out, const MessageField *field)
{
    Buf name = {.arena = out->buf->arena};
    bool starts_word = false;
    for (const char *at = field->name; *at; at++) {
        bool lower = *at >= 'a' && *at <= 'z';
        if (*at != '_')
            buf_char(&name,
                     (char)(starts_word && lower ? *at - 'a' + 'A' : *at));
        starts_word = *at == '_';
    }
    json_name(out, buf_string(&name));
}

static void write_map(JsonOut *out, const ProtobufCMessage *message,
                      const MessageField *field)
{
    size_t count;
    const ProtobufCMessage *const *entries =
        message_entries(out->buf->arena, message, field, &count);
    json_open(out, '{');
    for (size_t i = 0; i < count; i++) {
        const MessageField *value = &entries[i]->descriptor->fields[1];
        json_name(out, message_key(entries[i]));
        write_value(out, value, message_value(entries[i], value, 0));
    }
    json_close(out, '}');
}

static void write_list(JsonOut *out, const ProtobufCMessage *message,
                       const MessageField *field)
{
    size_t count = message_count(message, field);
    json_open(out, '[');
    for (size_t i = 0; i < count; i++)
        write_value(out, field, message_value(message, field, i));
    json_close(out, ']');
}

static void write_fields(JsonOut *out, const ProtobufCMessage *message)
{
    const MessageType *type = message->descriptor;
    json_open(out, '{');
    for (unsigned i = 0; i < type->n_fields; i++) {
        const MessageField *field = &type->fields[i];
        if (message_count(message, field) == 0)
            continue;
        write_field_name(out, field);
        if (message_is_map(type, field))
            write_map(out, message, field);
        else if (field->label == PROTOBUF_C_LABEL_REPEATED)
            write_list(out, message, field);
        else
            write_value(out, field, message_value(message, field, 0));
    }
    json_close(out, '}');
}

/* "", ".500", ".000500" or ".000000500". */
static void print_fraction(char text[16], int32_t nanos)
{
    if (nanos == 0)
        *text = '\0';
    else if (nanos % 1000000 == 0)
        snprintf(text, 16, ".%03d", nanos / 1000000);
    else if (nanos % 1000 == 0)
        snprintf(text, 16, ".%06d", nanos / 1000);
    else
        snprintf(text, 16, ".%09d", nanos);
}

static void write_timestamp(JsonOut *out, const ProtobufCMessage *message)
{
    const Google__Protobuf__Timestamp *stamp = (const void *)message;
    if (stamp->seconds < first_second || stamp->seconds > last_second ||
        stamp->nanos < 0 || stamp->nanos > 999999999) {
        write_fields(out, message);
        return;
    }
    time_t seconds = stamp->seconds;
    struct tm tm;
    gmtime_r(&seconds, &tm);
    char fraction[16], text[64];
    print_fraction(fraction, stamp->nanos);
    snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d%sZ",
             tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
             tm.tm_min, tm.tm_sec, fraction);
    json_put_string(out, text);
}

static void write_duration(JsonOut *out, const ProtobufCMessage *message)
{
    const Google__Protobuf__Duration *span = (const void *)message;
    int64_t seconds = span->seconds;
    bool fits = llabs(seconds + (seconds == INT64_MIN)) <= longest_span &&
                span->nanos > -1000000000 && span->nanos < 1000000000 &&
                !(seconds > 0 && span->nanos < 0) &&
                !(seconds < 0 && span->nanos > 0);
    if (!fits) {
        write_fields(out, message);
        return;
    }
    char fraction[16], text[64];
    print_fraction(fraction, abs(span->nanos));
    snprintf(text, sizeof text, "%s%lld%ss",
             seconds < 0 || span->nanos < 0 ? "-" : "", llabs(seconds),
             fraction);
    json_put_string(out, text);
}

static void write_struct(JsonOut *out, const ProtobufCMessage *message)
{
    write_map(out, message, &message->descriptor->fields[0]);
}

static void write_list_value(JsonOut *out, const ProtobufCMessage *message)
{
    write_list(out, message, &message->descriptor->fields[0]);
}

static void write_struct_value(JsonOut *out, const ProtobufCMessage *message)
{
    const Google__Protobuf__Value *value = (const void *)message;
    const MessageField *field = protobuf_c_message_descriptor_get_field(
        message->descriptor, value->kind_case);
    if (!field || message_count(message, field) == 0 ||
        value->kind_case == GOOGLE__PROTOBUF__VALUE__KIND_NULL_VALUE)
        json_put_null(out);
    else
        write_value(out, field, message_value(message, field, 0));
}

static void write_wrapper(JsonOut *out, const ProtobufCMessage *message)
{
    const MessageField *field = &message->descriptor->fields[0];
    write_value(out, field, message_value(message, field, 0));
}

static void write_any(JsonOut *out, const ProtobufCMessage *message)
{
    const Google__Protobuf__Any *any = (const void *)message;
    json_open(out, '{');
    json_name(out, "@type");
    write_text(out, any->type_url);
    json_name(out, "value");
    write_bytes(out, &any->value);
    json_close(out, '}');
}

typedef struct SpecialForm {
    const MessageType *type;
    void (*write)(JsonOut *out, const ProtobufCMessage *message);
} SpecialForm;

static const SpecialForm special_forms[] = {
    {&google__protobuf__struct__descriptor, write_struct},
    {&google__protobuf__value__descriptor, write_struct_value},
    {&google__protobuf__list_value__descriptor, write_list_value},
    {&google__protobuf__timestamp__descriptor, write_timestamp},
    {&google__protobuf__duration__descriptor, write_duration},
    {&google__protobuf__any__descriptor, write_any},
    {&google__protobuf__double_value__descriptor, write_wrapper},
    {&google__protobuf__float_value__descriptor, write_wrapper},
    {&google__protobuf__int64_value__descriptor, write_wrapper},
    {&google__protobuf__uint64_value__descriptor, write_wrapper},
    {&google__protobuf__int32_value__descriptor, write_wrapper},
    {&google__protobuf__uint32_value__descriptor, write_wrapper},
    {&google__protobuf__bool_value__descriptor, write_wrapper},
    {&google__protobuf__string_value__descriptor, write_wrapper},
    {&google__protobuf__bytes_value__descriptor, write_wrapper},
};

static void write_message(JsonOut *out, const ProtobufCMessage *message)
{
    static const size_t count = sizeof special_forms / sizeof *special_forms;
    for (size_t i = 0; i < count; i++)
        if (special_forms[i].type == message->descriptor) {
            special_forms[i].write(out, message);
            return;
        }
    write_fields(out, message);
}

void spec_json(JsonOut *out, const ProtobufCMessage *message)
{
    assert(message_depth(message) <= SPEC_DEPTH_MAX);
    write_message(out, message);
}
