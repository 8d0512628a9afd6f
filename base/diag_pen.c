#include "base/diag_pen.h"

#include <string.h>

#include "base/panic.h"

/* More than a screen of words is no longer read. */
enum { WORDS_MAX = 4000 };

static const char *start_of(Ink ink)
{
    switch (ink) {
    case INK_PLAIN:
        return "";
    case INK_TITLE:
        return "\x1b[1m";
    case INK_ERROR:
        return "\x1b[1;31m";
    case INK_WARNING:
        return "\x1b[1;33m";
    case INK_NOTE:
        return "\x1b[1;36m";
    case INK_HELP:
        return "\x1b[1;32m";
    case INK_GUTTER:
        return "\x1b[34m";
    case INK_OLD:
        return "\x1b[31m";
    case INK_NEW:
        return "\x1b[32m";
    }
    UNREACHABLE("an ink of no colour");
}

static void start(Pen *pen, Ink ink)
{
    if (pen->colour)
        buf_text(pen->out, start_of(ink));
}

static void stop(Pen *pen, Ink ink)
{
    if (pen->colour && ink != INK_PLAIN)
        buf_text(pen->out, "\x1b[0m");
}

void pen_put(Pen *pen, Ink ink, const char *text, size_t len)
{
    start(pen, ink);
    buf_add(pen->out, text, len);
    stop(pen, ink);
}

void pen_text(Pen *pen, Ink ink, const char *text)
{
    pen_put(pen, ink, text, strlen(text));
}

void pen_words(Pen *pen, Ink ink, const char *text)
{
    size_t len = strnlen(text, WORDS_MAX + 1);
    start(pen, ink);
    shown_add(pen->out, text, len > WORDS_MAX ? WORDS_MAX : len);
    if (len > WORDS_MAX)
        buf_text(pen->out, "...");
    stop(pen, ink);
}

void pen_line(Pen *pen, Ink ink, const ShownLine *line)
{
    start(pen, ink);
    shown_add_line(pen->out, line);
    stop(pen, ink);
}

void pen_gutter(Pen *pen)
{
    buf_fill(pen->out, ' ', pen->gutter);
    pen_text(pen, INK_GUTTER, " |");
}

void pen_number(Pen *pen, uint32_t number, char sign, Ink ink)
{
    start(pen, INK_GUTTER);
    buf_print(pen->out, "%*u", (int)pen->gutter, number);
    stop(pen, INK_GUTTER);
    const char mark[] = {' ', sign};
    pen_put(pen, ink, mark, sizeof(mark));
}

void pen_arrow(Pen *pen, const char *path, Place place)
{
    buf_fill(pen->out, ' ', pen->gutter);
    pen_text(pen, INK_GUTTER, "-->");
    buf_char(pen->out, ' ');
    pen_words(pen, INK_PLAIN, path);
    buf_print(pen->out, ":%u:%u\n", place.line, place.column);
}
