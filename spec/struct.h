/* struct.h - google.protobuf.Struct, Flyte's "any JSON": a task's `custom`,
 * the schema of a record, annotations.
 *
 * Texts are not copied. Numbers are doubles: that is what a Struct has. */
#ifndef FLW_SPEC_STRUCT_H
#define FLW_SPEC_STRUCT_H

#include <stdbool.h>

#include "base/arena.h"
#include "google/protobuf/struct.pb-c.h"

typedef Google__Protobuf__Struct Struct;
typedef Google__Protobuf__ListValue StructList;
typedef Google__Protobuf__Value StructValue;

Struct *struct_new(Arena *arena);
StructList *struct_list_new(Arena *arena);

StructValue *struct_null(Arena *arena);
StructValue *struct_number(Arena *arena, double value);
StructValue *struct_string(Arena *arena, const char *value);
StructValue *struct_bool(Arena *arena, bool value);
StructValue *struct_object(Arena *arena, Struct *value);
StructValue *struct_list(Arena *arena, StructList *value);

/* Binds key to value; of equal keys the last holds. Only for what struct_new
 * made. Keys come out sorted, whatever the order here. */
void struct_put(Arena *arena, Struct *object, const char *key,
                StructValue *value);
/* Only for what struct_list_new made. */
void struct_push(Arena *arena, StructList *list, StructValue *value);

/* The value of key, the last of several; NULL when absent. Linear: for the
 * few keys that a reader asks for. */
const StructValue *struct_find(const Struct *object, const char *key);

/* What the value is, when it is that; NULL, or "" for a text, when it is
 * something else or NULL. */
const Struct *struct_object_of(const StructValue *value);
const StructList *struct_list_of(const StructValue *value);
const char *struct_text_of(const StructValue *value);

#endif
