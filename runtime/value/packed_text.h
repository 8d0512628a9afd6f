/* packed_text.h - msgpack as Go's fmt prints what it decodes to: what a record
 * looks like in a command. */
#ifndef FLW_RUNTIME_VALUE_PACKED_TEXT_H
#define FLW_RUNTIME_VALUE_PACKED_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* "map[a:1 b:[x y] c:<nil>]"; false with a reason. */
bool packed_write_go(Buf *out, const void *bytes, size_t len, const char **why);

#endif
