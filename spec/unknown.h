/* unknown.h - fields that our descriptors do not know: what a newer Flyte or
 * another SDK added. protobuf-c keeps them as bytes. */
#ifndef FLW_SPEC_UNKNOWN_H
#define FLW_SPEC_UNKNOWN_H

#include "spec/message.h"

/* One field read from bytes. */
typedef struct UnknownField {
    uint32_t number;
    ProtobufCWireType wire;
    uint64_t value;       /* of a number, whatever its wire type */
    const uint8_t *bytes; /* of a length-prefixed field: `len` of them */
    size_t len;
} UnknownField;

/* A field that protobuf-c put aside. */
UnknownField unknown_of(const ProtobufCMessageUnknownField *kept);
/* Reads the field at *at and moves *at past it; false when there is none that
 * ends by `end`. */
bool unknown_next(const uint8_t **at, const uint8_t *end, UnknownField *field);
/* Are these bytes one field after the other to the end? A guess: so can be a
 * string. */
bool unknown_is_message(const uint8_t *bytes, size_t len);

#endif
