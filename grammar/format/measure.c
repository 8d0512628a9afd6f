/* measure.c - what must break, and what fits. */
#include <string.h>

#include "base/shown.h"
#include "grammar/format/format.h"
#include "grammar/format/gaps.h"
#include "grammar/format/writer_parts.h"

enum { WIDE = 1 << 20 }; /* of what cannot stand on one line */

/* ---- widths ---- */

bool is_comma(const Writer *w, uint32_t token)
{
    return marks_is(w->marks, token, ",");
}

/* A comma before a closing bracket is there only when it is broken. */
bool is_last_comma(const Writer *w, uint32_t token)
{
    return is_comma(w, token) && w->marks->partner[token + 1] <= token;
}

static uint32_t width_of(const Writer *w, uint32_t token)
{
    const Token *at = &w->marks->tokens->at.at[token];
    const char *text = w->marks->text + at->start;
    size_t len = at->len;
    if (is_last_comma(w, token))
        return 0;
    if (memchr(text, '\n', len) || memchr(text, '\r', len))
        return WIDE;
    return shown_width(text, len);
}

void sum_widths(Writer *w)
{
    for (uint32_t i = 0; i + 1 < w->n; i++) {
        bool spaced = i > 0 && gap_is_space(w->marks, i);
        uint32_t width = width_of(w, i) + (spaced ? 1 : 0);
        uint32_t sum = w->widths[i] + width;
        w->widths[i + 1] = sum < w->widths[i] ? UINT32_MAX / 2 : sum;
    }
}

/* ---- what must break ---- */

bool has_newline(const Writer *w, uint32_t from, uint32_t to)
{
    return memchr(w->marks->text + from, '\n', to - from) ||
           memchr(w->marks->text + from, '\r', to - from);
}

/* Its author broke the line after it. */
static bool is_opened(const Writer *w, uint32_t open)
{
    const Token *tokens = w->marks->tokens->at.at;
    return has_newline(w, token_end(tokens[open]), tokens[open + 1].start);
}

/* Comments break every bracket around them, and so do long texts and blocks.
 * Brackets inside come first, so one look at each token is enough. */
void find_broken(Writer *w)
{
    uint32_t *stack = arena_array(w->out->arena, uint32_t, w->n);
    uint32_t depth = 0, next = 0;
    const TriviaVec *trivia = &w->marks->tokens->trivia;
    for (uint32_t i = 0; i + 1 < w->n; i++) {
        bool breaks = width_of(w, i) >= WIDE;
        for (; next < trivia->len && trivia->at[next].before == i; next++)
            breaks |= trivia->at[next].kind != TRIVIA_BLANK;
        if (breaks && depth > 0)
            w->broken[stack[depth - 1]] = 1;
        uint32_t partner = w->marks->partner[i];
        if (partner > i) {
            bool is_block = w->marks->at[i] & MARK_BLOCK;
            w->broken[i] |= is_block || (partner > i + 1 && is_opened(w, i));
            stack[depth++] = i;
        } else if (partner < i) {
            depth--;
            w->broken[i] = w->broken[partner];
            if (w->broken[partner] && depth > 0)
                w->broken[stack[depth - 1]] = 1;
        }
    }
}

/* ---- does it fit? ---- */

/* Columns from token i on to the next place where a line may end. Outputs stay
 * whole as long as the inputs before them can break. */
static uint32_t tail_width(const Writer *w, uint32_t i)
{
    uint32_t end = i;
    bool arrow = i + 1 < w->n && marks_is(w->marks, i, "->");
    while (end + 1 < w->n) {
        unsigned mark = w->marks->at[end];
        bool opens = w->marks->partner[end] > end;
        bool closes = w->marks->partner[end] < end;
        if (mark & (MARK_LINE | MARK_CLAUSE | MARK_TAIL))
            break;
        if ((closes && w->broken[end]) ||
            w->widths[end] - w->widths[i] > FORMAT_WIDTH)
            break;
        end++;
        if (opens && arrow && !w->broken[end - 1])
            end = w->marks->partner[end - 1];
        else if (opens || is_comma(w, end - 1))
            break;
    }
    return w->widths[end] - w->widths[i];
}

bool bracket_fits(const Writer *w, uint32_t open)
{
    uint32_t close = w->marks->partner[open];
    uint32_t inside = w->widths[close + 1] - w->widths[open];
    return w->column + inside + tail_width(w, close + 1) <= FORMAT_WIDTH;
}

/* The only thing in a bracket is a bracket: they share their lines, unless it
 * would fit on a line of its own in a list. */
bool is_hug(const Writer *w, uint32_t open)
{
    uint32_t close = w->marks->partner[open];
    uint32_t inner = open + 1;
    if (w->marks->partner[inner] <= inner || has_comment(w, inner))
        return false;
    uint32_t end = w->marks->partner[inner] + 1;
    uint32_t width =
        w->indent + FORMAT_INDENT + w->widths[end] - w->widths[inner] + 1;
    if (marks_is(w->marks, open, "[") && !w->broken[inner] &&
        width <= FORMAT_WIDTH)
        return false;
    return end == close || (end + 1 == close && is_comma(w, end));
}

/* Would all up to `end` fit behind what is there? */
bool range_fits(const Writer *w, uint32_t i, uint32_t end)
{
    return w->column + w->widths[end] - w->widths[i] + tail_width(w, end) <=
           FORMAT_WIDTH;
}
