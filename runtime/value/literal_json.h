/* literal_json.h - values as the JSON that people write and read.
 *
 * 5, 2.5, "x", true, null, [..], {..}; a datetime is "2026-01-31T08:00:00Z" or
 * "2026-01-31", a duration "1h30m", a file or dir its path or uri, bytes
 * base64, a record an object (msgpack inside when the type says so, else a
 * Struct), a union its value. */
#ifndef FLW_RUNTIME_VALUE_LITERAL_JSON_H
#define FLW_RUNTIME_VALUE_LITERAL_JSON_H

#include "base/json_out.h"
#include "runtime/value/literal.h"

typedef struct JsonFault {
    const char *path;   /* "days[3].start"; "" is the whole */
    const char *reason; /* "wants datetime, found 5" */
    bool of_name;       /* the member's name is what is wrong */
} JsonFault;

/* The value as the type wants it; NULL with *fault. A path of a file stays as
 * written: making it an object is the caller's. */
const IdlLiteral *literal_of_json(Arena *arena, const Json *json,
                                  const IdlType *type, JsonFault *fault);
/* What was read back from it would be equal, given its type. */
void literal_json(JsonOut *out, const IdlLiteral *literal);
void literal_map_json(JsonOut *out, const IdlLiteralMap *map);

#endif
