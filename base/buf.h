/* buf.h - text under construction.
 *
 * Set `arena`, leave the rest zero. `at` is always NUL-terminated once
 * something was added; NULs inside are allowed, `len` rules. */
#ifndef FLW_BASE_BUF_H
#define FLW_BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

#include "base/arena.h"

typedef struct Buf {
    Arena *arena;
    char *at;
    size_t len;
    size_t cap;
} Buf;

void buf_add(Buf *buf, const char *text, size_t len);
void buf_text(Buf *buf, const char *text);
void buf_char(Buf *buf, char c);
void buf_fill(Buf *buf, char c, size_t count);
void buf_print(Buf *buf, const char *form, ...) PRINTF_LIKE(2, 3);
/* The text so far ("" when nothing was added); lives in the arena. */
const char *buf_string(const Buf *buf);

#endif
