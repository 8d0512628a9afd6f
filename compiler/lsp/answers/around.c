/* around.c - what stands around a position, by the text before it alone. */
#include "compiler/lsp/answers/around.h"

#include <string.h>

bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_';
}

bool word_is(const char *word, size_t len, const char *wanted)
{
    return strlen(wanted) == len && memcmp(word, wanted, len) == 0;
}

const char *word_before(const char *text, const char *at, size_t *len)
{
    while (at > text && (at[-1] == ' ' || at[-1] == '\t'))
        at--;
    const char *end = at;
    while (at > text && (is_word_char(at[-1]) || at[-1] == '.'))
        at--;
    *len = (size_t)(end - at);
    return at;
}

/* ---- where the declaration starts ---- */

static bool starts_declaration(const char *line, const char *end)
{
    static const char *const words[] = {"import",   "type",   "enum", "const",
                                        "defaults", "kind",   "task", "extern",
                                        "workflow", "launch", "test", NULL};
    size_t len = 0;
    while (line + len < end && is_word_char(line[len]))
        len++;
    for (const char *const *word = words; *word; word++)
        if (word_is(line, len, *word))
            return true;
    return false;
}

static const char *declaration_start(const char *text, const char *at)
{
    for (const char *line = at; line > text; line--)
        if (line[-1] == '\n' && starts_declaration(line, at))
            return line;
    return text;
}

/* ---- from there on ---- */

typedef struct Reading {
    Around around;
    const char *at, *end;
    const char *stack[AROUND_DEPTH];
    size_t depth;
} Reading;

static void read_comment(Reading *r)
{
    const char *line_end = memchr(r->at, '\n', (size_t)(r->end - r->at));
    r->at = line_end ? line_end : r->end;
    if (!line_end)
        r->around.kind = AROUND_COMMENT;
}

static bool at_quotes(const Reading *r, const char *at, size_t count)
{
    return (size_t)(r->end - at) >= count && memcmp(at, "\"\"\"", count) == 0;
}

/* A text of one line ends with it, closed or not. */
static void read_text(Reading *r, const char *start)
{
    bool raw = r->at > start && r->at[-1] == 'r' &&
               (r->at - 1 == start || !is_word_char(r->at[-2]));
    size_t quotes = at_quotes(r, r->at, 3) ? 3 : 1;
    const char *quote = r->at, *hole = NULL;
    for (r->at += quotes; r->at < r->end; r->at++) {
        if (at_quotes(r, r->at, quotes)) {
            r->at += quotes;
            return;
        }
        if (quotes == 1 && *r->at == '\n')
            return;
        if (*r->at == '\\' && !raw)
            r->at++;
        else if (*r->at == '{')
            hole = hole ? NULL : r->at; /* `{{` is a brace */
        else if (hole && *r->at == '}')
            hole = NULL;
    }
    r->at = r->end;
    r->around.kind = hole ? AROUND_HOLE : AROUND_TEXT;
    r->around.quote = quote;
    r->around.is_raw = raw;
}

static void read_bracket(Reading *r)
{
    char c = *r->at;
    if (strchr("([{", c) && r->depth < AROUND_DEPTH)
        r->stack[r->depth++] = r->at;
    else if (strchr(")]}", c) && r->depth > 0)
        r->depth--;
    r->at++;
}

Around around(const char *text, size_t len)
{
    const char *start = declaration_start(text, text + len);
    Reading r = {.around.start = start, .at = start, .end = text + len};
    while (r.at < r.end) {
        if (*r.at == '#')
            read_comment(&r);
        else if (*r.at == '"')
            read_text(&r, start);
        else if (*r.at && strchr("()[]{}", *r.at))
            read_bracket(&r);
        else
            r.at++;
    }
    r.around.bracket = r.depth ? r.stack[r.depth - 1] : NULL;
    r.around.outer = r.depth > 1 ? r.stack[r.depth - 2] : NULL;
    return r.around;
}
