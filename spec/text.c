/* text.c - Flyte's messages as protobuf's text format. */
#include "spec/text.h"

#include <assert.h>
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/panic.h"
#include "spec/unknown.h"

/* How far protoc looks into bytes that may be a message. */
enum { UNKNOWN_DEPTH_MAX = 10 };

typedef struct Text {
    Buf *buf;
    uint32_t depth;
} Text;

static void print_escaped(Buf *buf, const uint8_t *bytes, size_t len)
{
    static const char plain[] = "\n\r\t\"'\\", escaped[] = "nrt\"'\\";
    buf_char(buf, '"');
    for (size_t i = 0; i < len; i++) {
        const char *at = bytes[i] ? strchr(plain, bytes[i]) : NULL;
        if (at)
            buf_print(buf, "\\%c", escaped[at - plain]);
        else if (bytes[i] < 0x20 || bytes[i] >= 0x7f)
            buf_print(buf, "\\%03o", bytes[i]);
        else
            buf_char(buf, (char)bytes[i]);
    }
    buf_char(buf, '"');
}

/* As few digits as protoc takes: the usual ones when they are enough. */
static void print_double(Buf *buf, double value)
{
    char text[32];
    snprintf(text, sizeof text, "%.*g", DBL_DIG, value);
    if (strtod(text, NULL) != value)
        snprintf(text, sizeof text, "%.*g", DBL_DIG + 2, value);
    buf_text(buf, isnan(value) ? "nan" : text);
}

static void print_float(Buf *buf, float value)
{
    char text[32];
    snprintf(text, sizeof text, "%.*g", FLT_DIG, (double)value);
    if (strtof(text, NULL) != value)
        snprintf(text, sizeof text, "%.*g", FLT_DIG + 3, (double)value);
    buf_text(buf, isnan(value) ? "nan" : text);
}

static void print_enum(Buf *buf, const MessageField *field, int value)
{
    const char *name = message_enum_name(field, value);
    if (name)
        buf_text(buf, name);
    else
        buf_print(buf, "%d", value);
}

static void print_string(Buf *buf, const char *text)
{
    text = text ? text : "";
    print_escaped(buf, (const uint8_t *)text, strlen(text));
}

static void print_bytes(Buf *buf, const ProtobufCBinaryData *data)
{
    print_escaped(buf, data->data, data->len);
}

static void print_scalar(Buf *buf, const MessageField *field, const void *value)
{
    switch (field->type) {
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_SFIXED32:
        buf_print(buf, "%" PRId32, *(const int32_t *)value);
        return;
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64:
        buf_print(buf, "%" PRId64, *(const int64_t *)value);
        return;
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_FIXED32:
        buf_print(buf, "%" PRIu32, *(const uint32_t *)value);
        return;
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64:
        buf_print(buf, "%" PRIu64, *(const uint64_t *)value);
        return;
    case PROTOBUF_C_TYPE_FLOAT:
        print_float(buf, *(const float *)value);
        return;
    case PROTOBUF_C_TYPE_DOUBLE:
        print_double(buf, *(const double *)value);
        return;
    case PROTOBUF_C_TYPE_BOOL:
        buf_text(buf, *(const protobuf_c_boolean *)value ? "true" : "false");
        return;
    case PROTOBUF_C_TYPE_ENUM:
        print_enum(buf, field, *(const int *)value);
        return;
    case PROTOBUF_C_TYPE_STRING:
        print_string(buf, *(const char *const *)value);
        return;
    case PROTOBUF_C_TYPE_BYTES:
        print_bytes(buf, value);
        return;
    case PROTOBUF_C_TYPE_MESSAGE:
        break;
    }
    UNREACHABLE("type of a scalar");
}

static void print_indent(Text *text)
{
    buf_fill(text->buf, ' ', (size_t)text->depth * 2);
}

static void open_block(Text *text)
{
    buf_text(text->buf, " {\n");
    text->depth++;
}

static void close_block(Text *text)
{
    text->depth--;
    print_indent(text);
    buf_text(text->buf, "}\n");
}

static void print_unknown(Text *text, const UnknownField *field, int levels);

static void print_delimited(Text *text, const UnknownField *field, int levels)
{
    if (levels == 0 || !unknown_is_message(field->bytes, field->len)) {
        buf_text(text->buf, ": ");
        print_escaped(text->buf, field->bytes, field->len);
        buf_char(text->buf, '\n');
        return;
    }
    open_block(text);
    const uint8_t *at = field->bytes, *end = at + field->len;
    UnknownField inner;
    while (at < end && unknown_next(&at, end, &inner))
        print_unknown(text, &inner, levels - 1);
    close_block(text);
}

static void print_unknown(Text *text, const UnknownField *field, int levels)
{
    print_indent(text);
    buf_print(text->buf, "%" PRIu32, field->number);
    if (field->wire == PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED)
        print_delimited(text, field, levels);
    else if (field->wire == PROTOBUF_C_WIRE_TYPE_VARINT)
        buf_print(text->buf, ": %" PRIu64 "\n", field->value);
    else if (field->wire == PROTOBUF_C_WIRE_TYPE_64BIT)
        buf_print(text->buf, ": 0x%016" PRIx64 "\n", field->value);
    else
        buf_print(text->buf, ": 0x%08" PRIx64 "\n", field->value);
}

static void print_message(Text *text, const ProtobufCMessage *message);

static void print_value(Text *text, const MessageField *field,
                        const void *value)
{
    print_indent(text);
    buf_text(text->buf, field->name);
    if (field->type == PROTOBUF_C_TYPE_MESSAGE) {
        const ProtobufCMessage *child = *(const ProtobufCMessage *const *)value;
        open_block(text);
        if (child)
            print_message(text, child);
        close_block(text);
        return;
    }
    buf_text(text->buf, ": ");
    print_scalar(text->buf, field, value);
    buf_char(text->buf, '\n');
}

/* An entry shows its key and value, whatever they are. */
static void print_map(Text *text, const ProtobufCMessage *message,
                      const MessageField *field)
{
    size_t count;
    const ProtobufCMessage *const *entries =
        message_entries(text->buf->arena, message, field, &count);
    for (size_t i = 0; i < count; i++) {
        print_indent(text);
        buf_text(text->buf, field->name);
        open_block(text);
        for (unsigned part = 0; part < 2; part++) {
            const MessageField *inner = &entries[i]->descriptor->fields[part];
            print_value(text, inner, message_value(entries[i], inner, 0));
        }
        close_block(text);
    }
}

static void print_message(Text *text, const ProtobufCMessage *message)
{
    const MessageType *type = message->descriptor;
    assert(text->depth <= SPEC_DEPTH_MAX);
    for (unsigned i = 0; i < type->n_fields; i++) {
        const MessageField *field = &type->fields[i];
        if (message_is_map(type, field)) {
            print_map(text, message, field);
            continue;
        }
        size_t count = message_count(message, field);
        for (size_t at = 0; at < count; at++)
            print_value(text, field, message_value(message, field, at));
    }
    for (unsigned i = 0; i < message->n_unknown_fields; i++) {
        UnknownField field = unknown_of(&message->unknown_fields[i]);
        print_unknown(text, &field, UNKNOWN_DEPTH_MAX);
    }
}

void spec_text(Buf *buf, const ProtobufCMessage *message)
{
    print_message(&(Text){.buf = buf}, message);
}
