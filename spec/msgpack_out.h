/* msgpack_out.h - writes MessagePack into a Buf, value by value.
 *
 * A list or map is its count and then as many values, or keys and values. */
#ifndef FLW_SPEC_MSGPACK_OUT_H
#define FLW_SPEC_MSGPACK_OUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

void msgpack_put_nil(Buf *buf);
void msgpack_put_bool(Buf *buf, bool yes);
/* The smallest form that holds the number. */
void msgpack_put_int(Buf *buf, int64_t number);
void msgpack_put_float(Buf *buf, double number);
void msgpack_put_text(Buf *buf, const char *text, size_t len);
void msgpack_put_list(Buf *buf, uint32_t count);
void msgpack_put_map(Buf *buf, uint32_t count);

#endif
