/* msgpack.h - what Flyte's records are made of inside a Binary with the tag
 * "msgpack", read back.
 *
 * Read by hand: msgpack-c takes memory for as many items as a header claims,
 * so five bytes could ask for 64 GiB. Here nothing is allocated. */
#ifndef FLW_SPEC_MSGPACK_H
#define FLW_SPEC_MSGPACK_H

#include "base/json_out.h"

enum { MSGPACK_DEPTH_MAX = 100 };

typedef enum MsgpackKind {
    MSGPACK_NONE,
    MSGPACK_BOOL,
    MSGPACK_INT,
    MSGPACK_UINT, /* beyond INT64_MAX */
    MSGPACK_FLOAT,
    MSGPACK_TEXT,
    MSGPACK_BYTES,
    MSGPACK_LIST,     /* `count` items follow */
    MSGPACK_MAP,      /* `count` times a key and a value follow */
    MSGPACK_EXTENSION /* of a type that only its maker knows */
} MsgpackKind;

typedef struct MsgpackItem {
    MsgpackKind kind;
    union {
        bool yes;
        int64_t integer;
        uint64_t natural;
        double number;
        uint32_t count;
        struct {
            const uint8_t *at;
            uint32_t len;
        } bytes; /* TEXT, not known to be UTF-8; BYTES; EXTENSION */
    } as;
} MsgpackItem;

/* Reads the item at *at and moves *at past it, past the head alone of a list
 * or map. False when the bytes up to end are not one. */
bool msgpack_next(const uint8_t **at, const uint8_t *end, MsgpackItem *item);

/* Writes the one value in the bytes as JSON: bytes and extensions in base64,
 * floats with a point, keys as text. False with a reason when they are not
 * exactly one value; then what was written is not whole. */
bool msgpack_json(JsonOut *out, const void *bytes, size_t len,
                  const char **why);

#endif
