/* json.h - Flyte's messages as protobuf's JSON, which flyteadmin's REST
 * interface speaks: lowerCamelCase names, 64-bit numbers as strings, bytes in
 * base64, times as text, a Struct as itself. Defaults are left out, the chosen
 * member of a oneof never.
 *
 * Where the standard has no form, ours keeps all: a Timestamp or Duration out
 * of its range is written as its fields, an Any as its type and its bytes,
 * a number of a Struct that JSON lacks as "NaN" or "Infinity". Fields that our
 * descriptors do not know have no name and are left out. */
#ifndef FLW_SPEC_JSON_H
#define FLW_SPEC_JSON_H

#include "base/json_out.h"
#include "spec/message.h"

/* Writes the message as one value. Nested deeper than SPEC_DEPTH_MAX is the
 * caller's bug. */
void spec_json(JsonOut *out, const ProtobufCMessage *message);

#endif
