/* message.h - looking into any message by way of its descriptor.
 *
 * What counts as set is what protobuf-c would write: a default outside a oneof
 * is absent, a member of a oneof is there when its case says so. */
#ifndef FLW_SPEC_MESSAGE_H
#define FLW_SPEC_MESSAGE_H

#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>

#include "base/arena.h"

/* Nesting below the outermost message: what C++, Python and Java readers of
 * protobuf take. Go takes more, so Flyte's users meet the other three first. */
enum { SPEC_DEPTH_MAX = 100 };

typedef ProtobufCMessageDescriptor MessageType;
typedef ProtobufCFieldDescriptor MessageField;

/* How many values the field has: 0 or 1 unless it is repeated. */
size_t message_count(const ProtobufCMessage *message,
                     const MessageField *field);
/* The address of value i: of an int32_t, a char *, a ProtobufCMessage *, ... */
const void *message_value(const ProtobufCMessage *message,
                          const MessageField *field, size_t i);
/* Value i of a field of messages; NULL where a map entry holds none. */
const ProtobufCMessage *message_child(const ProtobufCMessage *message,
                                      const MessageField *field, size_t i);

/* The descriptors of protobuf-c do not say `map`; the entry's name and shape
 * do. All of Flyte's maps have texts for keys. */
bool message_is_map(const MessageType *type, const MessageField *field);
const char *message_key(const ProtobufCMessage *entry);
/* The entries of a map by ascending key, the last of equal keys alone, as
 * every reader of protobuf has it. *count is how many are left. When they are
 * so already, they are those of the message. */
const ProtobufCMessage *const *message_entries(Arena *arena,
                                               const ProtobufCMessage *message,
                                               const MessageField *field,
                                               size_t *count);
/* Puts all maps of the message and of those below it in that order. */
void message_sort(Arena *arena, ProtobufCMessage *message);

/* Calls visit for the message and for each below it; not for those below one
 * that visit gives false for. */
typedef bool MessageVisit(void *context, ProtobufCMessage *message);
void message_walk(ProtobufCMessage *message, MessageVisit *visit,
                  void *context);

/* How deep messages are nested below this one. Stops to count one beyond
 * SPEC_DEPTH_MAX. */
uint32_t message_depth(const ProtobufCMessage *message);

/* The same message in memory of its own, down to the last text. */
ProtobufCMessage *message_clone(Arena *arena, const ProtobufCMessage *message);

/* The name of an enum's value; NULL when the enum does not know the number. */
const char *message_enum_name(const MessageField *field, int value);

#endif
