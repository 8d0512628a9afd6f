/* json_out.h - writes JSON into a Buf, value by value.
 *
 *     JsonOut out = {.buf = &buf, .indented = true};
 *     json_open(&out, '{');
 *     json_name(&out, "errors");
 *     json_put_int64(&out, 2);
 *     json_close(&out, '}');
 *
 * Commas, line ends and quotes are its business; pairing opens with closes is
 * the caller's. Texts that are not UTF-8 get U+FFFD for each bad byte; what
 * could lead a terminal astray is escaped. No line end after the last
 * value. */
#ifndef FLW_BASE_JSON_OUT_H
#define FLW_BASE_JSON_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/json.h"

typedef struct JsonOut {
    Buf *buf;
    bool indented; /* by two spaces; else all on one line, without spaces */
    bool begun;    /* the innermost array or object has an item */
    bool named;    /* json_name has just been written */
    uint32_t depth;
} JsonOut;

/* '[' or '{', and its partner. */
void json_open(JsonOut *out, char bracket);
void json_close(JsonOut *out, char bracket);
/* The name of the next value in an object. */
void json_name(JsonOut *out, const char *name);

void json_put_null(JsonOut *out);
void json_put_bool(JsonOut *out, bool yes);
/* Whole numbers, all digits: readers that hold doubles lose some beyond
 * 2^53, which is why protobuf's JSON has 64-bit numbers as strings. */
void json_put_int64(JsonOut *out, int64_t number);
void json_put_uint64(JsonOut *out, uint64_t number);
/* The shortest form that reads back as the same double; NaN and infinities
 * are strings, as json_double reads them. */
void json_put_double(JsonOut *out, double number);
void json_put_string(JsonOut *out, const char *text);
void json_put_bytes(JsonOut *out, const char *text, size_t len);
/* A string of base64. At most INT32_MAX bytes. */
void json_put_base64(JsonOut *out, const void *bytes, size_t len);
/* A number already in JSON's form. */
void json_put_number(JsonOut *out, const char *text);
/* All of a value that was read. */
void json_put(JsonOut *out, const Json *value);

#endif
