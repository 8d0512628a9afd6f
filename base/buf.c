#include "base/buf.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_CAP = 64 };

/* Room for more bytes and the NUL. */
static void reserve(Buf *buf, size_t more)
{
    assert(buf->arena);
    assert(more < SIZE_MAX / 4);
    if (buf->len + more < buf->cap)
        return;
    size_t cap = buf->cap ? buf->cap * 2 : FIRST_CAP;
    if (cap <= buf->len + more)
        cap = buf->len + more + 1;
    buf->at = arena_grow(buf->arena, buf->at, buf->cap, cap);
    buf->cap = cap;
}

void buf_add(Buf *buf, const char *text, size_t len)
{
    reserve(buf, len);
    if (len)
        memcpy(buf->at + buf->len, text, len);
    buf->len += len;
    buf->at[buf->len] = '\0';
}

void buf_text(Buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

void buf_char(Buf *buf, char c)
{
    buf_add(buf, &c, 1);
}

void buf_fill(Buf *buf, char c, size_t count)
{
    reserve(buf, count);
    memset(buf->at + buf->len, c, count);
    buf->len += count;
    buf->at[buf->len] = '\0';
}

/* Most texts fit into the free bytes: one pass prints them. */
void buf_print(Buf *buf, const char *form, ...)
{
    va_list args;
    reserve(buf, 0);
    size_t room = buf->cap - buf->len;
    va_start(args, form);
    int len = vsnprintf(buf->at + buf->len, room, form, args);
    va_end(args);
    if (len < 0)
        return;
    if ((size_t)len >= room) {
        reserve(buf, (size_t)len);
        va_start(args, form);
        vsnprintf(buf->at + buf->len, (size_t)len + 1, form, args);
        va_end(args);
    }
    buf->len += (size_t)len;
}

const char *buf_string(const Buf *buf)
{
    return buf->at ? buf->at : "";
}
