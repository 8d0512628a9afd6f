/* writer.c - tokens laid out on lines.
 *
 * One pass from left to right. A bracket is flat or broken, which is known
 * when it opens: widths on one line are sums, so what a bracket would take is
 * one subtraction. What must break breaks all around it. */
#include "grammar/format/writer.h"

#include <string.h>

#include "grammar/format/format.h"
#include "grammar/format/gaps.h"
#include "grammar/format/writer_parts.h"

/* ---- the lines of a bracket ---- */

static void write_range(Writer *w, uint32_t from, uint32_t to);

static void write_gap(Writer *w, uint32_t i)
{
    if (w->column > 0 && i > 0 && gap_is_space(w->marks, i))
        add(w, " ", 1);
}

/* The end of the item that starts at i: its comma, or the closing bracket. A
 * comprehension breaks before its `for`. */
static uint32_t item_end(const Writer *w, uint32_t i, uint32_t close)
{
    bool is_first = true;
    while (i < close && !is_comma(w, i)) {
        if (!is_first && marks_is(w->marks, i, "for") &&
            w->marks->partner[close] + 1 < i)
            break;
        uint32_t partner = w->marks->partner[i];
        i = partner > i ? partner + 1 : i + 1;
        is_first = false;
    }
    return i;
}

static bool is_comprehension(const Writer *w, uint32_t open)
{
    uint32_t close = w->marks->partner[open];
    uint32_t end = item_end(w, open + 1, close);
    return marks_is(w->marks, open, "[") && end < close && !is_comma(w, end);
}

/* Items on lines of their own. Of `for x, y in …` all is one line. */
static void write_items(Writer *w, uint32_t open)
{
    uint32_t close = w->marks->partner[open];
    bool loops = is_comprehension(w, open);
    for (uint32_t i = open + 1; i < close;) {
        uint32_t end = item_end(w, i, close);
        if (loops && i > open + 1)
            end = close;
        new_line(w, i, i > open + 1);
        write_range(w, i, end);
        bool has_comma = end < close && is_comma(w, end);
        if (has_comma || (!loops && (w->marks->at[open] & MARK_COMMA)))
            add(w, ",", 1);
        i = has_comma ? end + 1 : end;
    }
}

/* Statements, arms, items of a launch plan: each starts with a mark. */
static void write_lines(Writer *w, uint32_t open)
{
    uint32_t close = w->marks->partner[open];
    for (uint32_t i = open + 1; i < close;) {
        uint32_t end = i + 1;
        while (end < close && !(w->marks->at[end] & MARK_LINE)) {
            uint32_t partner = w->marks->partner[end];
            end = partner > end ? partner + 1 : end + 1;
        }
        new_line(w, i, i > open + 1);
        write_range(w, i, end);
        i = end;
    }
}

static void write_broken(Writer *w, uint32_t open)
{
    uint32_t close = w->marks->partner[open];
    uint32_t indent = w->indent;
    w->broken[open] = w->broken[close] = 1; /* lines end before it closes */
    w->indent += FORMAT_INDENT;
    if (w->marks->at[open] & MARK_BLOCK)
        write_lines(w, open);
    else
        write_items(w, open);
    add_trivia(w, close, false);
    w->indent = indent;
    if (w->column > 0)
        end_line(w);
    add_token(w, close);
}

static void write_flat(Writer *w, uint32_t open)
{
    uint32_t close = w->marks->partner[open];
    for (uint32_t i = open + 1; i <= close; i++) {
        if (is_last_comma(w, i))
            continue;
        bool after_comma = is_last_comma(w, i - 1);
        if (after_comma ? marks_is(w->marks, i, "}") : true)
            write_gap(w, i);
        add_token(w, i);
    }
}

static void write_bracket(Writer *w, uint32_t open)
{
    uint32_t close = w->marks->partner[open];
    add_token(w, open);
    w->column--; /* as it was when the bracket had not been written */
    bool fits = !w->broken[open] &&
                ((w->marks->at[open] & MARK_TYPE) || bracket_fits(w, open));
    w->column++;
    if (fits || (close == open + 1 && !has_comment(w, close))) {
        write_flat(w, open);
    } else if (is_hug(w, open)) {
        write_bracket(w, open + 1);
        add_token(w, close);
    } else {
        write_broken(w, open);
    }
}

/* ---- the tokens of a line ---- */

/* The end of a tail: the closing bracket of its record or list. */
static uint32_t tail_end(const Writer *w, uint32_t i)
{
    uint32_t open = i + 1;
    uint32_t partner = w->marks->partner[open];
    return partner > open ? partner + 1 : open + 1;
}

static bool is_logic(const Writer *w, uint32_t i)
{
    return marks_is(w->marks, i, "and") || marks_is(w->marks, i, "or");
}

/* From an `and` or `or` to the next, or to where a line may end. */
static bool logic_fits(const Writer *w, uint32_t i, uint32_t to)
{
    uint32_t end = i + 1;
    while (end < to && !is_logic(w, end) && !(w->marks->at[end] & MARK_BLOCK))
        end++;
    return w->column + w->widths[end] - w->widths[i] <= FORMAT_WIDTH;
}

static bool breaks_before(const Writer *w, uint32_t i, uint32_t to)
{
    if (w->column == 0)
        return false;
    if (w->marks->at[i] & MARK_TAIL)
        return !range_fits(w, i, tail_end(w, i));
    return is_logic(w, i) && !marks_is(w->marks, i - 1, ".") &&
           !logic_fits(w, i, to);
}

/* The brace of a body stands alone when its head took several lines. */
static bool is_body_alone(const Writer *w, uint32_t i)
{
    return (w->marks->at[i] & MARK_BODY) && w->marks->partner[i] > i &&
           w->decl_lines > 0;
}

static void write_token(Writer *w, uint32_t i)
{
    if (w->marks->partner[i] > i)
        write_bracket(w, i);
    else
        add_token(w, i);
}

/* Tokens [from, to), the first at the start of a line. */
static void write_range(Writer *w, uint32_t from, uint32_t to)
{
    uint32_t indent = w->indent;
    for (uint32_t i = from; i < to;) {
        uint32_t last = w->marks->partner[i] > i ? w->marks->partner[i] : i;
        bool alone = (w->marks->at[i] & MARK_CLAUSE) || is_body_alone(w, i);
        if (is_comma(w, i) && (w->marks->at[i - 1] & (MARK_ARM | MARK_ITEM))) {
            i++;
            continue;
        }
        if (i > from &&
            (alone || has_comment(w, i) || breaks_before(w, i, to))) {
            uint32_t more = is_logic(w, i) ? 2 * FORMAT_INDENT : FORMAT_INDENT;
            w->indent = alone ? indent : indent + more;
            new_line(w, i, false);
        } else if (i > from) {
            write_gap(w, i);
        }
        write_token(w, i);
        if ((w->marks->at[last] & MARK_ARM) &&
            !(w->marks->at[last] & MARK_BLOCK))
            add(w, ",", 1);
        w->indent = indent;
        i = last + 1;
    }
}

/* ---- declarations ---- */

/* One of those that may stand close together, and on one line. */
static bool is_short(const Writer *w, uint32_t from, uint32_t to)
{
    static const char *const words[] = {"import", "const", "type", "extern",
                                        NULL};
    const TriviaVec *trivia = &w->marks->tokens->trivia;
    bool is_kind = false;
    for (const char *const *word = words; *word; word++)
        is_kind = is_kind || marks_is(w->marks, from, *word);
    for (uint32_t at = w->trivia;
         at < trivia->len && trivia->at[at].before < to; at++)
        if (trivia->at[at].before > from)
            is_kind = is_kind && trivia->at[at].kind == TRIVIA_BLANK;
    return is_kind && w->widths[to] - w->widths[from] <= FORMAT_WIDTH &&
           !memchr(w->broken + from, 1, to - from);
}

static bool has_blank(const Writer *w, uint32_t i)
{
    const TriviaVec *all = &w->marks->tokens->trivia;
    for (uint32_t at = w->trivia; at < all->len && all->at[at].before <= i;
         at++)
        if (all->at[at].kind == TRIVIA_BLANK)
            return true;
    return false;
}

static bool follows_own_line(const Writer *w, uint32_t i)
{
    const TriviaVec *all = &w->marks->tokens->trivia;
    return w->trivia < all->len && all->at[w->trivia].before <= i &&
           all->at[w->trivia].kind != TRIVIA_BLANK &&
           is_trailing(w, &all->at[w->trivia]);
}

/* One empty line between declarations; none is needed between two short ones
 * of one kind. */
static void separate(Writer *w, uint32_t i, bool apart)
{
    if (follows_own_line(w, i)) {
        const Trivia *trivia = &w->marks->tokens->trivia.at[w->trivia++];
        buf_char(w->out, ' ');
        add(w, w->marks->text + trivia->start, trivia_len(w, trivia));
    }
    if (w->column > 0)
        end_line(w);
    if (apart && !has_blank(w, i))
        buf_char(w->out, '\n');
    add_trivia(w, i, true);
    if (w->column > 0)
        end_line(w);
}

static uint32_t decl_end(const Writer *w, uint32_t from)
{
    uint32_t end = from + 1;
    while (end + 1 < w->n && !(w->marks->at[end] & MARK_DECL))
        end++;
    return end;
}

static void write_decls(Writer *w)
{
    uint32_t before = 0;
    bool was_short = false;
    for (uint32_t i = 0; i + 1 < w->n;) {
        uint32_t end = decl_end(w, i);
        bool short_ = is_short(w, i, end);
        const Token *tokens = w->marks->tokens->at.at;
        bool alike = tokens[i].kind == tokens[before].kind;
        if (i > 0)
            separate(w, i, !(was_short && short_ && alike));
        else
            add_trivia(w, i, false);
        w->decl_lines = 0;
        write_range(w, i, end);
        was_short = short_;
        before = i;
        i = end;
    }
    add_trivia(w, w->n, true);
    if (w->column > 0)
        end_line(w);
}

void format_write(Buf *out, const Source *source, const Marks *marks)
{
    uint32_t n = marks->tokens->at.len;
    Writer w = {.out = out,
                .source = source,
                .marks = marks,
                .n = n,
                .widths = arena_array(out->arena, uint32_t, n + 1),
                .broken = arena_array(out->arena, uint8_t, n + 1)};
    sum_widths(&w);
    find_broken(&w);
    write_decls(&w);
    while (out->len > 1 && out->at[out->len - 1] == '\n' &&
           out->at[out->len - 2] == '\n')
        out->at[--out->len] = '\0';
}
