/* shell_word.c - words of a script: quotes and expansions. */
#include "base/buf.h"
#include "compiler/lint/shell_reader.h"

/* ---- expansions ---- */

static void add_var(Reader *reader, uint32_t start, uint32_t name, uint32_t len,
                    ShellPlace place)
{
    ShellVar var = {reader->text + name, len,   start,
                    reader->at,          place, reader->list->closer == '`'};
    vec_push(reader->arena, &reader->shell->vars, var);
}

void shell_skip_brackets(Reader *reader, char open, char close)
{
    uint32_t depth = 0;
    for (; !reader_at_end(reader); reader->at++) {
        char c = reader_peek(reader, 0);
        if (c == '\\')
            reader->at++;
        else if (c == '\'' && close != '}')
            while (++reader->at < reader->len &&
                   reader_peek(reader, 0) != '\'') {
            }
        else if (c == open)
            depth++;
        else if (c == close && --depth == 0)
            break;
    }
    if (reader_at_end(reader))
        reader_give_up(reader);
    reader->at++;
}

/* ${x}, ${x:-y}; the length ${#x} is a number. */
static void read_braced(Reader *reader, ShellPlace place)
{
    uint32_t start = reader->at;
    uint32_t name = start + 2;
    reader->at++;
    shell_skip_brackets(reader, '{', '}');
    bool is_length = name < reader->len && reader->text[name] == '#';
    uint32_t len = 0;
    while (name + len < reader->at &&
           reader_is_name_char(reader->text[name + len]))
        len++;
    if (len && !is_length && !reader->shell->broken)
        add_var(reader, start, name, len, place);
}

static void read_plain(Reader *reader, ShellPlace place)
{
    uint32_t start = reader->at++;
    uint32_t name = reader->at;
    if (reader_is_digit(reader_peek(reader, 0)) ||
        reader_peek(reader, 0) == '@' || reader_peek(reader, 0) == '*')
        reader->at++;
    else
        while (reader_is_name_char(reader_peek(reader, 0)))
            reader->at++;
    if (reader->at > name)
        add_var(reader, start, name, reader->at - name, place);
    else if (strchr("#?!$-", reader_peek(reader, 0)) && reader_peek(reader, 0))
        reader->at++;
}

static void read_ansi_quotes(Reader *reader)
{
    for (reader->at += 2; !reader_at_end(reader); reader->at++) {
        if (reader_peek(reader, 0) == '\\')
            reader->at++;
        else if (reader_peek(reader, 0) == '\'')
            break;
    }
    reader->at++;
}

static void read_dollar(Reader *reader, ShellPlace place)
{
    if (reader_is_at(reader, "$((")) {
        reader->at++;
        shell_skip_brackets(reader, '(', ')');
    } else if (reader_is_at(reader, "$(")) {
        reader->at += 2;
        shell_read_list(reader, ')');
    } else if (reader_is_at(reader, "${")) {
        read_braced(reader, place);
    } else if (reader_is_at(reader, "$'") && place != SHELL_WHOLE) {
        read_ansi_quotes(reader);
    } else {
        read_plain(reader, place);
    }
}

/* ---- words ---- */

static void read_backquotes(Reader *reader)
{
    reader->at++;
    shell_read_list(reader, '`');
}

static void read_double_quotes(Reader *reader, Buf *out)
{
    for (reader->at++;
         !reader_at_end(reader) && reader_peek(reader, 0) != '"';) {
        uint32_t from = reader->at;
        char c = reader_peek(reader, 0);
        if (c == '$')
            read_dollar(reader, SHELL_WHOLE);
        else if (c == '`')
            read_backquotes(reader);
        else
            reader->at += c == '\\' ? 2 : 1;
        if (reader->at <= reader->len)
            buf_add(out, reader->text + from, reader->at - from);
    }
    if (reader_at_end(reader))
        reader_give_up(reader);
    reader->at++;
}

static void read_single_quotes(Reader *reader, Buf *out)
{
    uint32_t from = ++reader->at;
    while (reader->at < reader->len && reader_peek(reader, 0) != '\'')
        reader->at++;
    if (reader->at >= reader->len)
        reader_give_up(reader);
    else
        buf_add(out, reader->text + from, reader->at - from);
    reader->at++;
}

bool shell_ends_word(const Reader *reader)
{
    char c = reader_peek(reader, 0);
    return strchr(" \t\r\n;&|<>()", c) != NULL ||
           (c == '`' && reader->list->closer == '`');
}

static void read_piece(Reader *reader, ShellPlace place, Buf *out)
{
    uint32_t from = reader->at;
    switch (reader_peek(reader, 0)) {
    case '\\':
        reader->at += 2;
        if (reader->at <= reader->len && reader->text[from + 1] != '\n')
            buf_char(out, reader->text[from + 1]);
        return;
    case '\'':
        read_single_quotes(reader, out);
        return;
    case '"':
        read_double_quotes(reader, out);
        return;
    case '$':
        read_dollar(reader, place);
        break;
    case '`':
        read_backquotes(reader);
        break;
    default:
        reader->at++;
    }
    if (reader->at <= reader->len)
        buf_add(out, reader->text + from, reader->at - from);
}

ShellWord shell_read_word(Reader *reader, ShellPlace place)
{
    ShellWord word = {.start = reader->at};
    Buf text = {.arena = reader->arena};
    while (!reader_at_end(reader) && !shell_ends_word(reader))
        read_piece(reader, place, &text);
    if (reader->at > reader->len) /* behind a last backslash */
        reader_give_up(reader);
    word.end = reader->at;
    word.text = buf_string(&text);
    if (word.end == word.start && !reader_at_end(reader))
        reader_give_up(reader);
    return word;
}
