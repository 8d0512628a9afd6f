/* where.h - the text of a refinement, read and asked: "self in 1..65535",
 * "len(self) <= 9 and self matches r\"\d+\"", "false".
 *
 * What the compiler writes (docs/language.md, refinements): comparisons of
 * self or len(self) with a constant, ranges, patterns, `and`, `or`. */
#ifndef FLW_RUNTIME_VALUE_WHERE_H
#define FLW_RUNTIME_VALUE_WHERE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef enum WhereKind {
    WHERE_INT,
    WHERE_FLOAT,
    WHERE_DATETIME,
    WHERE_DURATION,
    WHERE_TEXT,
    WHERE_ITEMS /* of a list or map: their number alone */
} WhereKind;

typedef struct WhereValue {
    WhereKind kind;
    int64_t whole; /* an int; seconds of a time; the number of items */
    int32_t nanos; /* of a time */
    double number;
    const char *text;
    size_t len;
} WhereValue;

typedef struct Where Where;

/* NULL: this version cannot read it. */
const Where *where_read(Arena *arena, const char *text);
/* Does it hold for the value? False with *strange set when it speaks of values
 * of another kind. */
bool where_holds(const Where *where, const WhereValue *value, bool *strange);

#endif
