/* json_struct.h - JSON as the records of Flyte's literals. */
#ifndef FLW_RUNTIME_VALUE_JSON_STRUCT_H
#define FLW_RUNTIME_VALUE_JSON_STRUCT_H

#include "base/buf.h"
#include "base/json.h"
#include "spec/message.h"
#include "spec/struct.h"

/* An object as a Struct, whose numbers are doubles. NULL: nested too deep for a
 * literal. */
Struct *json_to_struct(Arena *arena, const Json *object);
/* Any value as msgpack. A number with a point, an exponent, or no place in 64
 * bits is a float; so is one that is written as NaN or Infinity. */
void json_to_packed(Buf *out, const Json *json);

#endif
