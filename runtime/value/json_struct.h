/* json_struct.h - JSON as the records of Flyte's literals. */
#ifndef FLW_RUNTIME_VALUE_JSON_STRUCT_H
#define FLW_RUNTIME_VALUE_JSON_STRUCT_H

#include "base/json.h"
#include "spec/message.h"
#include "spec/struct.h"

/* An object as a Struct, whose numbers are doubles. */
Struct *json_to_struct(Arena *arena, const Json *object);

#endif
