#include "base/json_out.h"

#include <assert.h>
#include <math.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/panic.h"
#include "base/shown.h"
#include "base/utf8.h"

static void new_line(JsonOut *out)
{
    buf_char(out->buf, '\n');
    buf_fill(out->buf, ' ', 2 * (size_t)out->depth);
}

/* What stands between the previous thing and a new item. */
static void start_item(JsonOut *out)
{
    if (out->named) {
        out->named = false;
        return;
    }
    if (out->begun)
        buf_char(out->buf, ',');
    if (out->depth && out->indented)
        new_line(out);
    out->begun = true;
}

void json_open(JsonOut *out, char bracket)
{
    start_item(out);
    buf_char(out->buf, bracket);
    out->depth++;
    out->begun = false;
}

void json_close(JsonOut *out, char bracket)
{
    out->depth--;
    if (out->begun && out->indented)
        new_line(out);
    buf_char(out->buf, bracket);
    out->begun = true;
}

static void add_escape(Buf *buf, uint32_t point)
{
    static const char shorts[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    for (const char *at = shorts; *at; at += 2)
        if ((unsigned char)*at == point) {
            buf_print(buf, "\\%c", at[1]);
            return;
        }
    if (point >= 0x10000) {
        buf_print(buf, "\\u%04x", (unsigned)(0xD7C0 + (point >> 10)));
        point = 0xDC00 + (point & 0x3FF);
    }
    buf_print(buf, "\\u%04x", (unsigned)point);
}

/* JSON goes to terminals, too. */
static bool needs_escape(uint32_t point)
{
    if (point >= 0x20 && point < 0x7F)
        return point == '"' || point == '\\';
    return point == '"' || point == '\\' || shown_is_invisible(point);
}

/* How many of the bytes can stand as they are; what the next one stands for. */
static size_t plain_size(const char *text, size_t len, uint32_t *point,
                         size_t *size)
{
    size_t at = 0;
    for (; at < len; at += *size) {
        unsigned char c = (unsigned char)text[at];
        *size = 1;
        *point = c;
        if (c >= 0x80)
            *point = utf8_next(text + at, len - at, size);
        if (needs_escape(*point))
            break;
    }
    return at;
}

static void add_good(Buf *buf, const char *text, size_t len)
{
    for (size_t at = 0; at < len;) {
        uint32_t point = 0;
        size_t size = 0;
        size_t plain = plain_size(text + at, len - at, &point, &size);
        buf_add(buf, text + at, plain);
        at += plain;
        if (at == len)
            return;
        add_escape(buf, point);
        at += size;
    }
}

/* Printable ASCII that stands for itself: most texts are. */
static bool is_plain(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] < 0x20 || text[i] > 0x7E || text[i] == '"' ||
            text[i] == '\\')
            return false;
    return true;
}

static void add_quoted(Buf *buf, const char *text, size_t len)
{
    buf_char(buf, '"');
    if (is_plain(text, len)) {
        buf_add(buf, text, len);
        buf_char(buf, '"');
        return;
    }
    while (len) {
        size_t good = utf8_check(text, len);
        add_good(buf, text, good);
        if (good < len) {
            buf_text(buf, UTF8_REPLACEMENT_TEXT);
            good++;
        }
        text += good;
        len -= good;
    }
    buf_char(buf, '"');
}

void json_name(JsonOut *out, const char *name)
{
    start_item(out);
    add_quoted(out->buf, name, strlen(name));
    buf_text(out->buf, out->indented ? ": " : ":");
    out->named = true;
}

void json_put_number(JsonOut *out, const char *text)
{
    start_item(out);
    buf_text(out->buf, text);
}

void json_put_null(JsonOut *out)
{
    json_put_number(out, "null");
}

void json_put_bool(JsonOut *out, bool yes)
{
    json_put_number(out, yes ? "true" : "false");
}

/* An editor's lists are numbers by the ten thousand. */
static void add_decimal(Buf *buf, uint64_t number)
{
    char digits[20];
    size_t len = 0;
    do {
        digits[sizeof(digits) - ++len] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    buf_add(buf, digits + sizeof(digits) - len, len);
}

void json_put_int64(JsonOut *out, int64_t number)
{
    start_item(out);
    if (number < 0)
        buf_char(out->buf, '-');
    add_decimal(out->buf, number < 0 ? -(uint64_t)number : (uint64_t)number);
}

void json_put_uint64(JsonOut *out, uint64_t number)
{
    start_item(out);
    add_decimal(out->buf, number);
}

void json_put_double(JsonOut *out, double number)
{
    if (isnan(number)) {
        json_put_string(out, "NaN");
        return;
    }
    if (isinf(number)) {
        json_put_string(out, number < 0 ? "-Infinity" : "Infinity");
        return;
    }
    char text[32];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof(text), "%.*g", digits, number);
        if (strtod(text, NULL) == number)
            break;
    }
    json_put_number(out, text);
}

void json_put_bytes(JsonOut *out, const char *text, size_t len)
{
    start_item(out);
    add_quoted(out->buf, text, len);
}

void json_put_string(JsonOut *out, const char *text)
{
    json_put_bytes(out, text, strlen(text));
}

void json_put_base64(JsonOut *out, const void *bytes, size_t len)
{
    assert(len <= INT32_MAX);
    char *text = arena_alloc(out->buf->arena, (len + 2) / 3 * 4 + 1);
    EVP_EncodeBlock((unsigned char *)text, bytes, (int)len);
    json_put_string(out, text);
}

static void put_items(JsonOut *out, const Json *parent)
{
    for (const Json *item = parent->first; item; item = item->next) {
        if (item->name)
            json_name(out, item->name);
        json_put(out, item);
    }
}

void json_put(JsonOut *out, const Json *value)
{
    switch (value->kind) {
    case JSON_NULL:
        json_put_null(out);
        return;
    case JSON_BOOL:
        json_put_bool(out, value->yes);
        return;
    case JSON_NUMBER:
        json_put_number(out, value->text);
        return;
    case JSON_STRING:
        json_put_string(out, value->text);
        return;
    case JSON_ARRAY:
        json_open(out, '[');
        put_items(out, value);
        json_close(out, ']');
        return;
    case JSON_OBJECT:
        json_open(out, '{');
        put_items(out, value);
        json_close(out, '}');
        return;
    }
    UNREACHABLE("a JSON value of no kind");
}
