/* wire.h - Flyte's messages as bytes.
 *
 * protobuf-c believes its input: it has no limit of depth or memory, does not
 * look at UTF-8, ends strings at a NUL and merges repeated messages in
 * quadratic time. So bytes are scanned along the descriptor first, and are
 * unpacked only when nothing of that can happen. */
#ifndef FLW_SPEC_WIRE_H
#define FLW_SPEC_WIRE_H

#include "spec/message.h"

enum {
    SPEC_SIZE_MAX = 64 << 20,  /* bytes of one message */
    SPEC_FIELDS_MAX = 4 << 20, /* of all messages in it */
};

/* The message in the arena; NULL with a reason in *why, such as
 * "`flyteidl.core.Identifier.name` is not UTF-8". Never free it. */
ProtobufCMessage *spec_unpack(Arena *arena, const MessageType *type,
                              const void *bytes, size_t len, const char **why);

/* The bytes of the message, *len of them. Maps are put in the order of their
 * keys, so equal messages have equal bytes. Nested deeper than SPEC_DEPTH_MAX
 * is the caller's bug. */
const uint8_t *spec_pack(Arena *arena, ProtobufCMessage *message, size_t *len);

#endif
