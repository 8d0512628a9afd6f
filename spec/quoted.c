/* quoted.c - texts from a package as flw writes texts. */
#include "spec/quoted.h"

#include <stdint.h>
#include <string.h>

#include "base/shown.h"
#include "base/utf8.h"

bool quoted_is_plain(const char *name)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
    return *name && name[strspn(name, plain)] == '\0';
}

static void add_escape(Buf *buf, uint32_t point)
{
    static const char plain[] = "\n\t\r\"\\", letters[] = "ntr\"\\";
    const char *at = point && point < 0x80 ? strchr(plain, (int)point) : NULL;
    if (at)
        buf_print(buf, "\\%c", letters[at - plain]);
    else if (point == '{' || point == '}')
        buf_print(buf, "%c%c", (int)point, (int)point);
    else
        buf_print(buf, "\\u{%x}", (unsigned)point);
}

static bool needs_escape(uint32_t point)
{
    return point == '"' || point == '\\' || shown_is_invisible(point);
}

/* What a raw text can hold as it is. */
static bool is_raw(const char *text, size_t len)
{
    size_t size;
    for (size_t at = 0; at < len; at += size)
        if (needs_escape(utf8_next(text + at, len - at, &size)))
            return false;
    return true;
}

void quoted_add(Buf *buf, const char *text, size_t len)
{
    bool braces = memchr(text, '{', len) || memchr(text, '}', len);
    bool raw = braces && is_raw(text, len);
    buf_text(buf, raw ? "r\"" : "\"");
    size_t size;
    for (size_t at = 0; at < len; at += size) {
        uint32_t point = utf8_next(text + at, len - at, &size);
        bool brace = (point == '{' || point == '}') && !raw;
        if (needs_escape(point) || brace)
            add_escape(buf, point);
        else if (point == UTF8_REPLACEMENT)
            buf_text(buf, UTF8_REPLACEMENT_TEXT);
        else
            buf_add(buf, text + at, size);
    }
    buf_char(buf, '"');
}

bool quoted_is_block(const char *text)
{
    size_t len = strlen(text), size;
    if (!strchr(text, '\n') || strstr(text, "\"\"\""))
        return false;
    for (size_t at = 0; at < len; at += size) {
        uint32_t point = utf8_next(text + at, len - at, &size);
        if (point != '\n' && point != '\t' && shown_is_hidden(point))
            return false;
    }
    return text[len - 1] != '"';
}
