/* lines.c - words, comments and line ends written. */
#include <string.h>

#include "base/shown.h"
#include "grammar/format/writer_parts.h"

void end_line(Writer *w)
{
    buf_char(w->out, '\n');
    w->column = 0;
    w->decl_lines++;
}

void add(Writer *w, const char *text, size_t len)
{
    if (w->column == 0) {
        buf_fill(w->out, ' ', w->indent);
        w->column = w->line_indent = w->indent;
    }
    buf_add(w->out, text, len);
    w->column += shown_width(text, len);
}

/* A text of several lines: each moves as far as the line it began on. */
static void add_text(Writer *w, const char *text, size_t len)
{
    size_t first = 0;
    while (first < len && text[first] != '\n')
        first++;
    add(w, text, first);
    for (size_t at = first; at < len;) {
        size_t start = at + 1, blanks = start;
        while (blanks < len && text[blanks] == ' ')
            blanks++;
        size_t end = blanks;
        while (end < len && text[end] != '\n')
            end++;
        int64_t indent = (int64_t)(blanks - start) + w->shift;
        bool moves = w->shift != 0 && end > start;
        indent = indent > 0 ? indent : 0; /* a line of a few blanks only */
        buf_char(w->out, '\n');
        if (moves)
            buf_fill(w->out, ' ', (size_t)indent);
        size_t from = moves ? blanks : start;
        buf_add(w->out, text + from, end - from);
        w->line_indent = (uint32_t)(moves ? (size_t)indent : blanks - start);
        w->column = (uint32_t)(end - from) + (moves ? (uint32_t)indent : 0);
        w->decl_lines++;
        at = end;
    }
}

/* How far the lines of a text move: as far as the line that it begins on. A
 * line in it that starts with less, or with a tab, holds all of them. */
static int32_t shift_of(const Writer *w, const Token *token)
{
    const char *text = w->marks->text;
    uint32_t end = token_end(*token);
    uint32_t start = token->start;
    while (start > w->source->base && text[start - 1] != '\n')
        start--;
    uint32_t blanks = start;
    while (text[blanks] == ' ')
        blanks++;
    uint32_t indent = w->column == 0 ? w->indent : w->line_indent;
    int32_t shift = (int32_t)indent - (int32_t)(blanks - start);
    for (uint32_t at = token->start; at < end; at++) {
        if (text[at] != '\n')
            continue;
        uint32_t first = at + 1;
        while (first < end && text[first] == ' ')
            first++;
        if (first == end || text[first] == '\n')
            continue;
        if (text[first] == '\t' || text[first] == '\r' ||
            (int32_t)(first - at - 1) + shift < 0)
            return 0;
    }
    return shift;
}

void add_token(Writer *w, uint32_t i)
{
    const Token *token = &w->marks->tokens->at.at[i];
    const char *text = w->marks->text + token->start;
    size_t len = token->len;
    if (!memchr(text, '\n', len)) {
        add(w, text, len);
        return;
    }
    w->shift = shift_of(w, token);
    add_text(w, text, len);
}

/* ---- comments and blank lines ---- */

bool is_trailing(const Writer *w, const Trivia *trivia)
{
    if (trivia->before == 0)
        return false;
    Token last = w->marks->tokens->at.at[trivia->before - 1];
    return !has_newline(w, token_end(last), trivia->start);
}

size_t trivia_len(const Writer *w, const Trivia *trivia)
{
    const char *text = w->marks->text + trivia->start;
    size_t len = trivia->end - trivia->start;
    while (len > 0 && strchr(" \t\r\n", text[len - 1]))
        len--;
    return len;
}

void add_trivia(Writer *w, uint32_t i, bool blank)
{
    const TriviaVec *all = &w->marks->tokens->trivia;
    for (; w->trivia < all->len && all->at[w->trivia].before <= i;
         w->trivia++) {
        const Trivia *trivia = &all->at[w->trivia];
        if (trivia->kind == TRIVIA_BLANK) {
            if (blank && w->column > 0)
                end_line(w);
            if (blank)
                buf_char(w->out, '\n');
            blank = false;
            continue;
        }
        if (is_trailing(w, trivia) && w->column > 0)
            buf_char(w->out, ' ');
        else if (w->column > 0)
            end_line(w);
        add(w, w->marks->text + trivia->start, trivia_len(w, trivia));
        end_line(w);
        blank = true;
    }
}

bool has_comment(const Writer *w, uint32_t i)
{
    const TriviaVec *all = &w->marks->tokens->trivia;
    for (uint32_t at = w->trivia; at < all->len && all->at[at].before <= i;
         at++)
        if (all->at[at].kind != TRIVIA_BLANK)
            return true;
    return false;
}

void new_line(Writer *w, uint32_t i, bool blank)
{
    add_trivia(w, i, blank);
    if (w->column > 0)
        end_line(w);
}
