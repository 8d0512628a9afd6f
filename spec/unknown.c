/* unknown.c - fields that our descriptors do not know. */
#include "spec/unknown.h"

#include <assert.h>
#include <string.h>

static bool read_varint(const uint8_t **at, const uint8_t *end, uint64_t *value)
{
    *value = 0;
    for (unsigned shift = 0; shift < 70 && *at < end; shift += 7) {
        uint8_t byte = *(*at)++;
        *value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
}

static bool read_fixed(const uint8_t **at, const uint8_t *end, size_t size,
                       uint64_t *value)
{
    if ((size_t)(end - *at) < size)
        return false;
    *value = 0;
    for (size_t i = size; i-- > 0;)
        *value = *value << 8 | (*at)[i];
    *at += size;
    return true;
}

static bool read_delimited(const uint8_t **at, const uint8_t *end,
                           UnknownField *field)
{
    uint64_t len;
    if (!read_varint(at, end, &len) || len > (uint64_t)(end - *at))
        return false;
    field->bytes = *at;
    field->len = (size_t)len;
    *at += len;
    return true;
}

static bool read_value(const uint8_t **at, const uint8_t *end,
                       UnknownField *field)
{
    switch ((unsigned)field->wire) {
    case PROTOBUF_C_WIRE_TYPE_VARINT:
        return read_varint(at, end, &field->value);
    case PROTOBUF_C_WIRE_TYPE_64BIT:
        return read_fixed(at, end, 8, &field->value);
    case PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED:
        return read_delimited(at, end, field);
    case PROTOBUF_C_WIRE_TYPE_32BIT:
        return read_fixed(at, end, 4, &field->value);
    default: /* groups, and two that nobody has */
        return false;
    }
}

UnknownField unknown_of(const ProtobufCMessageUnknownField *kept)
{
    UnknownField field = {.number = kept->tag, .wire = kept->wire_type};
    const uint8_t *at = kept->data;
    bool fine = read_value(&at, kept->data + kept->len, &field);
    assert(fine && "protobuf-c keeps whole fields");
    (void)fine;
    return field;
}

bool unknown_next(const uint8_t **at, const uint8_t *end, UnknownField *field)
{
    uint64_t tag;
    memset(field, 0, sizeof *field);
    if (!read_varint(at, end, &tag) || tag < 8 || tag > UINT32_MAX)
        return false;
    field->number = (uint32_t)(tag >> 3);
    field->wire = (ProtobufCWireType)(tag & 7);
    return read_value(at, end, field);
}

bool unknown_is_message(const uint8_t *bytes, size_t len)
{
    const uint8_t *at = bytes, *end = bytes + len;
    UnknownField field;
    while (at < end)
        if (!unknown_next(&at, end, &field))
            return false;
    return len > 0;
}
