/* html.c - text into a page, never markup. */
#include "base/html.h"

#include <string.h>

#include "base/shown.h"
#include "base/utf8.h"

static const char *reference(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void html_bytes(Buf *out, const char *text, size_t len)
{
    for (size_t at = 0, size = 1; at < len; at += size) {
        uint32_t point = utf8_next(text + at, len - at, &size);
        const char *known = size == 1 ? reference(text[at]) : NULL;
        if (known)
            buf_text(out, known);
        else if (point == '\n' || point == '\t')
            buf_char(out, (char)point);
        else if (point == UTF8_REPLACEMENT || shown_is_hidden(point) ||
                 (point & 0xFFFE) == 0xFFFE) /* which XML does not know */
            buf_text(out, UTF8_REPLACEMENT_TEXT);
        else
            buf_add(out, text + at, size);
    }
}

void html_text(Buf *out, const char *text)
{
    html_bytes(out, text, strlen(text));
}

/* What is not plain becomes its number, so that two paths never meet. */
void html_anchor(Buf *out, const char *path)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
    buf_text(out, "n-");
    for (const char *c = path; *c; c++)
        if (strchr(plain, *c))
            buf_char(out, *c);
        else
            buf_print(out, "_%02x", (unsigned)(unsigned char)*c);
}
