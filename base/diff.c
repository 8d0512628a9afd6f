/* diff.c - what differs between two texts, as a unified diff. */
#include "base/diff.h"

#include <string.h>

typedef struct Line {
    const char *at;
    size_t len; /* with its end */
} Line;
typedef Vec(Line) Lines;

/* Lines [old, old + olds) become [new, new + news). */
typedef struct Edit {
    uint32_t old, olds, new, news;
} Edit;
typedef Vec(Edit) Edits;

typedef struct Sides {
    Arena *arena;
    Lines old, new;
    Edits edits; /* in order */
} Sides;

static Lines split(Arena *arena, FileText text)
{
    Lines lines = {0};
    for (size_t at = 0; at < text.len;) {
        const char *end = memchr(text.text + at, '\n', text.len - at);
        size_t len = end ? (size_t)(end - text.text) + 1 - at : text.len - at;
        vec_push(arena, &lines, ((Line){text.text + at, len}));
        at += len;
    }
    return lines;
}

static bool same(const Sides *s, uint32_t old, uint32_t new)
{
    const Line *a = &s->old.at[old], *b = &s->new.at[new];
    return a->len == b->len && memcmp(a->at, b->at, a->len) == 0;
}

/* ---- the search ---- */

/* The furthest old line on each diagonal, after each number of edits. */
typedef struct Trace {
    int32_t **rows;
    uint32_t len;
} Trace;

/* Diagonal k is old - new; row d holds it at [k + d + 1]. */
static int32_t advance(const Sides *s, Edit part, const int32_t *last,
                       int32_t d, int32_t k)
{
    bool down = k == -d || (k != d && last[k + d - 1] < last[k + d + 1]);
    int32_t x = d == 0 ? 0 : down ? last[k + d + 1] : last[k + d - 1] + 1;
    while (x < (int32_t)part.olds && x - k < (int32_t)part.news &&
           same(s, part.old + (uint32_t)x, part.new + (uint32_t)(x - k)))
        x++;
    return x;
}

/* False: too many edits. Row d is seen from row d + 1 moved by one, so that
 * `last` above starts at its diagonal -d. */
static bool search(const Sides *s, Edit part, Trace *trace)
{
    int32_t goal = (int32_t)part.olds - (int32_t)part.news;
    trace->rows = arena_array(s->arena, int32_t *, DIFF_EDITS_MAX + 1);
    for (int32_t d = 0; d <= DIFF_EDITS_MAX; d++) {
        int32_t *row = arena_array(s->arena, int32_t, (size_t)(2 * d + 3));
        const int32_t *last = d > 0 ? trace->rows[d - 1] : row;
        trace->rows[d] = row;
        trace->len = (uint32_t)d + 1;
        for (int32_t k = -d; k <= d; k += 2) {
            int32_t x = advance(s, part, last, d, k);
            row[k + d + 1] = x;
            if (k == goal && x >= (int32_t)part.olds)
                return true;
        }
    }
    return false;
}

/* From the end back: each step is one line out or in. */
static void walk_back(Sides *s, Edit part, const Trace *trace)
{
    int32_t x = (int32_t)part.olds, y = (int32_t)part.news;
    Edits back = {0};
    for (int32_t d = (int32_t)trace->len - 1; d > 0; d--) {
        const int32_t *last = trace->rows[d - 1];
        int32_t k = x - y;
        bool down = k == -d || (k != d && last[k + d - 1] < last[k + d + 1]);
        x = down ? last[k + d + 1] : last[k + d - 1];
        y = x - (down ? k + 1 : k - 1);
        Edit edit = {part.old + (uint32_t)x, !down, part.new + (uint32_t)y,
                     down};
        vec_push(s->arena, &back, edit);
    }
    for (uint32_t i = back.len; i-- > 0;)
        vec_push(s->arena, &s->edits, back.at[i]);
}

static void find_edits(Sides *s)
{
    Edit part = {0, s->old.len, 0, s->new.len};
    while (part.olds && part.news && same(s, part.old, part.new))
        part.old++, part.new ++, part.olds--, part.news--;
    while (part.olds && part.news &&
           same(s, part.old + part.olds - 1, part.new + part.news - 1))
        part.olds--, part.news--;
    Trace trace = {0};
    if (part.olds == 0 && part.news == 0)
        return;
    if (search(s, part, &trace))
        walk_back(s, part, &trace);
    else
        vec_push(s->arena, &s->edits, part);
}

/* Where a line starts; that behind the last one at the end. */
static size_t start_of(const Lines *lines, FileText text, uint32_t line)
{
    return line < lines->len ? (size_t)(lines->at[line].at - text.text)
                             : text.len;
}

DiffParts diff_parts(Arena *arena, FileText old, FileText new)
{
    Sides s = {.arena = arena};
    DiffParts parts = {0};
    s.old = split(arena, old);
    s.new = split(arena, new);
    find_edits(&s);
    for (uint32_t i = 0; i < s.edits.len;) {
        Edit whole = s.edits.at[i++];
        for (; i < s.edits.len && s.edits.at[i].old == whole.old + whole.olds;
             i++) {
            whole.olds += s.edits.at[i].olds;
            whole.news += s.edits.at[i].news;
        }
        size_t from = start_of(&s.new, new, whole.new);
        size_t to = start_of(&s.new, new, whole.new + whole.news);
        DiffPart part = {start_of(&s.old, old, whole.old),
                         start_of(&s.old, old, whole.old + whole.olds),
                         new.text + from, to - from};
        vec_push(arena, &parts, part);
    }
    return parts;
}

/* ---- printing ---- */

static void add_line(Buf *out, char sign, const Line *line)
{
    buf_char(out, sign);
    buf_add(out, line->at, line->len);
    if (line->at[line->len - 1] != '\n')
        buf_text(out, "\n\\ No newline at end of file\n");
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* The hunk of edits [first, end): lines that stay, go and come. */
static void add_hunk(Buf *out, const Sides *s, uint32_t first, uint32_t end)
{
    const Edit *edits = s->edits.at, *last = &edits[end - 1];
    uint32_t lead = least(edits[first].old, DIFF_CONTEXT);
    uint32_t after = last->old + last->olds;
    uint32_t tail = least(s->old.len - after, DIFF_CONTEXT);
    uint32_t old = edits[first].old - lead, new = edits[first].new - lead;
    uint32_t olds = after + tail - old;
    uint32_t news = last->new + last->news + tail - new;
    buf_print(out, "@@ -%u,%u +%u,%u @@\n", olds ? old + 1 : old, olds,
              news ? new + 1 : new, news);
    for (uint32_t i = first; i < end; i++) {
        for (; old < edits[i].old; old++)
            add_line(out, ' ', &s->old.at[old]);
        for (uint32_t j = 0; j < edits[i].olds; j++)
            add_line(out, '-', &s->old.at[old++]);
        for (uint32_t j = 0; j < edits[i].news; j++)
            add_line(out, '+', &s->new.at[edits[i].new + j]);
    }
    for (; old < after + tail; old++)
        add_line(out, ' ', &s->old.at[old]);
}

void diff_unified(Buf *out, const char *path, FileText old, FileText new)
{
    Sides s = {.arena = out->arena};
    s.old = split(s.arena, old);
    s.new = split(s.arena, new);
    find_edits(&s);
    if (s.edits.len)
        buf_print(out, "--- %s\n+++ %s\n", path, path);
    for (uint32_t i = 0; i < s.edits.len;) {
        uint32_t end = i + 1;
        while (end < s.edits.len && s.edits.at[end].old -
                                            s.edits.at[end - 1].old -
                                            s.edits.at[end - 1].olds <=
                                        2 * DIFF_CONTEXT)
            end++;
        add_hunk(out, &s, i, end);
        i = end;
    }
}
