#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/shown.h"
#include "base/utf8.h"
#include "runtime/process/sandbox.h"

static bool is_bare(const char *word)
{
    for (const char *at = word; *at; at++)
        if ((unsigned char)*at >= 0x80 ||
            (!isalnum((unsigned char)*at) && !strchr("_@%+=:,./-", *at)))
            return false;
    return *word;
}

/* Has it something that a person would not see, or that is no text? */
static bool is_hidden(const char *word, size_t len)
{
    size_t size;
    for (size_t at = 0; at < len; at += size) {
        uint32_t point = utf8_next(word + at, len - at, &size);
        if (point == UTF8_REPLACEMENT ||
            (point != '\n' && shown_is_invisible(point)))
            return true;
    }
    return false;
}

static void add_escaped(Buf *buf, const char *word, size_t len)
{
    buf_text(buf, "$'");
    size_t size;
    for (size_t at = 0; at < len; at += size) {
        uint32_t point = utf8_next(word + at, len - at, &size);
        bool hidden = point == UTF8_REPLACEMENT || shown_is_invisible(point);
        for (size_t i = 0; hidden && i < size; i++)
            buf_print(buf, "\\%03o", (unsigned char)word[at + i]);
        if (hidden)
            continue;
        if (point == '\'' || point == '\\')
            buf_char(buf, '\\');
        buf_add(buf, word + at, size);
    }
    buf_char(buf, '\'');
}

static void add_quoted(Buf *buf, const char *word)
{
    buf_char(buf, '\'');
    for (; *word; word++)
        if (*word == '\'')
            buf_text(buf, "'\\''");
        else
            buf_char(buf, *word);
    buf_char(buf, '\'');
}

const char *command_shown(Arena *arena, const char *const *argv)
{
    Buf buf = {.arena = arena};
    for (; *argv; argv++) {
        size_t len = strlen(*argv);
        if (is_bare(*argv))
            buf_add(&buf, *argv, len);
        else if (is_hidden(*argv, len))
            add_escaped(&buf, *argv, len);
        else
            add_quoted(&buf, *argv);
        if (argv[1])
            buf_char(&buf, ' ');
    }
    return buf_string(&buf);
}
