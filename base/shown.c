#include "base/shown.h"

#include <utf8proc.h>

#include "base/utf8.h"

enum {
    TAB_WIDTH = 4,
    DOTS_WIDTH = 3,
    BYTES_MAX = 4096, /* of one shown line: combining marks have no width */
};

bool shown_is_hidden(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 ||
           point == 0x2029 || utf8_is_bidi_control(point);
}

bool shown_is_invisible(uint32_t point)
{
    return shown_is_hidden(point) || point == 0xAD || point == 0x61C ||
           point == 0x180E || (point >= 0x200B && point <= 0x200F) ||
           (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF ||
           (point >= 0xE0000 && point <= 0xE0FFF);
}

static uint32_t point_width(uint32_t point)
{
    if (point == '\t')
        return TAB_WIDTH;
    if (point < 0x7F || shown_is_hidden(point))
        return 1;
    utf8proc_int32_t signed_point = (utf8proc_int32_t)point;
    int width = utf8proc_charwidth(signed_point);
    bool assigned = utf8proc_category(signed_point) != UTF8PROC_CATEGORY_CN;
    return width || assigned ? (uint32_t)width : 1;
}

static void add_point(Buf *buf, const char *text, size_t size, uint32_t point)
{
    if (point == '\t')
        buf_fill(buf, ' ', TAB_WIDTH);
    else if (shown_is_hidden(point) || point == UTF8_REPLACEMENT)
        buf_text(buf, UTF8_REPLACEMENT_TEXT);
    else
        buf_add(buf, text, size);
}

void shown_add(Buf *buf, const char *text, size_t len)
{
    size_t size;
    for (size_t at = 0; at < len; at += size) {
        uint32_t point = utf8_next(text + at, len - at, &size);
        add_point(buf, text + at, size, point);
    }
}

uint32_t shown_width(const char *text, size_t len)
{
    uint32_t width = 0;
    size_t size;
    for (size_t at = 0; at < len; at += size)
        width += point_width(utf8_next(text + at, len - at, &size));
    return width;
}

/* The farthest offset up to `to` that is at most `room` columns from `at`. */
static size_t advance(const char *text, size_t at, size_t to, uint32_t room)
{
    size_t stop = to - at > BYTES_MAX ? at + BYTES_MAX : to;
    while (at < stop) {
        size_t size;
        uint32_t width = point_width(utf8_next(text + at, to - at, &size));
        if (width > room || at + size > stop)
            break;
        room -= width;
        at += size;
    }
    return at;
}

/* The same towards the start of the text. */
static size_t retreat(const char *text, size_t at, uint32_t room)
{
    size_t stop = at > BYTES_MAX ? at - BYTES_MAX : 0;
    while (at > stop) {
        size_t before = at - 1;
        while (before > stop && ((unsigned char)text[before] & 0xC0) == 0x80)
            before--;
        size_t size;
        uint32_t width =
            point_width(utf8_next(text + before, at - before, &size));
        if (width > room)
            break;
        room -= width;
        at = before;
    }
    return at;
}

ShownLine shown_cut(const char *text, size_t len, size_t focus,
                    size_t focus_end)
{
    enum { FOCUS_MAX = 100, ROOM = SHOWN_MAX - 2 * DOTS_WIDTH };
    ShownLine line = {text, len, 0, len};
    if (advance(text, 0, len, SHOWN_MAX) == len)
        return line;
    if (advance(text, 0, focus_end, ROOM) != focus_end) {
        size_t seen = advance(text, focus, focus_end, FOCUS_MAX);
        uint32_t width = shown_width(text + focus, seen - focus);
        line.from = retreat(text, focus, (ROOM - width) / 2);
    }
    line.to = advance(text, line.from, len, ROOM);
    return line;
}

void shown_add_line(Buf *buf, const ShownLine *line)
{
    if (line->from > 0)
        buf_fill(buf, '.', DOTS_WIDTH);
    shown_add(buf, line->text + line->from, line->to - line->from);
    if (line->to < line->len)
        buf_fill(buf, '.', DOTS_WIDTH);
}

uint32_t shown_column(const ShownLine *line, size_t offset)
{
    if (offset < line->from)
        return 0;
    size_t at = offset < line->to ? offset : line->to;
    return (line->from ? DOTS_WIDTH : 0) +
           shown_width(line->text + line->from, at - line->from);
}
