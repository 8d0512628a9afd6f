/* json_place.h - where in its text a value of a JSON document stands.
 *
 * A path says how to get there: `days[3].start`, `limits["a b"]`; "" is the
 * whole. The tree of base/json has no places, since only what is wrong needs
 * one. */
#ifndef FLW_BASE_JSON_PLACE_H
#define FLW_BASE_JSON_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Adds a step to a path. */
void json_path_name(Buf *path, const char *name);
void json_path_index(Buf *path, size_t index);

typedef struct JsonPlace {
    size_t name;  /* offset of the member's name; of no member: as value */
    size_t value; /* offset of the value's first byte */
} JsonPlace;

/* Where the path leads in a text that json_parse takes; false when nowhere. */
bool json_place(const char *text, size_t len, const char *path,
                JsonPlace *place);

#endif
