#include "base/diag_hunk.h"

#include <stdlib.h>
#include <string.h>

/* Lines of one source that some edits change. */
typedef struct Region {
    Source *source;
    uint32_t first; /* lines */
    uint32_t last;
    uint32_t start; /* bytes: from the start of first to the end of last */
    uint32_t end;
} Region;

typedef struct Maker {
    Arena *arena;
    const Sources *sources;
    const DiagEdit *edits; /* by start */
    uint32_t len;
    uint32_t next;
} Maker;

static int compare_edits(const void *a, const void *b)
{
    Span left = ((const DiagEdit *)a)->span;
    Span right = ((const DiagEdit *)b)->span;
    if (left.start != right.start)
        return left.start < right.start ? -1 : 1;
    return left.end < right.end ? -1 : left.end > right.end;
}

static uint32_t line_of(Source *source, uint32_t position)
{
    return source_place(source, position).line;
}

/* Takes the next edit and those whose lines touch it. */
static Region take_region(Maker *maker, Source *source)
{
    Span span = maker->edits[maker->next].span;
    Region region = {.source = source, .first = line_of(source, span.start)};
    region.last = line_of(source, span.end);
    for (maker->next++; maker->next < maker->len; maker->next++) {
        span = maker->edits[maker->next].span;
        bool inside = span.end <= source->base + source->len;
        if (!inside || line_of(source, span.start) > region.last)
            break;
        uint32_t last = line_of(source, span.end);
        region.last = last > region.last ? last : region.last;
    }
    uint32_t unused;
    source_line(source, region.first, &region.start, &unused);
    source_line(source, region.last, &unused, &region.end);
    return region;
}

static const char *edited(const Maker *maker, const Region *region,
                          uint32_t from, uint32_t to, size_t *len)
{
    Buf buf = {.arena = maker->arena};
    const char *text = region->source->text;
    uint32_t at = region->start;
    for (uint32_t i = from; i < to; i++) {
        const DiagEdit *edit = &maker->edits[i];
        uint32_t start = edit->span.start - region->source->base;
        if (start < at)
            continue;
        buf_add(&buf, text + at, start - at);
        buf_text(&buf, edit->text);
        at = edit->span.end - region->source->base;
    }
    if (at < region->end)
        buf_add(&buf, text + at, region->end - at);
    *len = buf.len;
    return buf_string(&buf);
}

static HunkLines split(Arena *arena, const char *text, size_t len)
{
    HunkLines lines = {0};
    const char *end = text + len;
    for (const char *lf = text; lf; text = lf + 1) {
        lf = memchr(text, '\n', (size_t)(end - text));
        size_t size = (size_t)((lf ? lf : end) - text);
        if (size && text[size - 1] == '\r')
            size--;
        HunkLine line = {text, size};
        vec_push(arena, &lines, line);
        if (!lf)
            break;
    }
    return lines;
}

static bool same(HunkLine a, HunkLine b)
{
    return a.len == b.len && memcmp(a.text, b.text, a.len) == 0;
}

/* Drops the lines that both have at their starts and ends. */
static void trim(HunkLines *old, HunkLines *new, uint32_t *first)
{
    while (old->len && new->len &&
           same(old->at[old->len - 1], new->at[new->len - 1])) {
        old->len--;
        new->len--;
    }
    while (old->len && new->len && same(old->at[0], new->at[0])) {
        old->at++;
        old->len--;
        new->at++;
        new->len--;
        (*first)++;
    }
}

static void add_hunk(Maker *maker, Hunks *hunks, Source *source)
{
    uint32_t from = maker->next;
    Region region = take_region(maker, source);
    size_t len;
    const char *text = edited(maker, &region, from, maker->next, &len);
    HunkLines new = split(maker->arena, text, len);
    HunkLines old = split(maker->arena, source->text + region.start,
                          region.end - region.start);
    trim(&old, &new, &region.first);
    if (!old.len && !new.len)
        return;
    Hunk hunk = {source, region.first, old, new};
    vec_push(maker->arena, hunks, hunk);
}

void hunks_add(Arena *arena, const Sources *sources, const DiagFix *fix,
               Hunks *hunks)
{
    uint32_t len = fix->edits.len;
    if (!len)
        return;
    DiagEdit *edits = arena_array(arena, DiagEdit, len);
    memcpy(edits, fix->edits.at, len * sizeof(*edits));
    qsort(edits, len, sizeof(*edits), compare_edits);
    Maker maker = {arena, sources, edits, len, 0};
    while (maker.next < len) {
        Span span = edits[maker.next].span;
        Source *source = sources_find(sources, span.start);
        if (source && span.end <= source->base + source->len)
            add_hunk(&maker, hunks, source);
        else
            maker.next++;
    }
}

enum { LINES_MAX = 20 }; /* shown of each side of a hunk */

static uint32_t shown_lines(uint32_t len)
{
    return len < LINES_MAX ? len : LINES_MAX;
}

uint32_t hunk_last(const Hunk *hunk)
{
    uint32_t old = shown_lines(hunk->old.len);
    uint32_t new = shown_lines(hunk->new.len);
    uint32_t most = old > new ? old : new;
    return hunk->first + (most ? most - 1 : 0);
}

/* Where two lines begin to differ: what a cut must leave to be seen. */
static size_t first_change(HunkLine a, HunkLine b)
{
    size_t at = 0;
    while (at < a.len && at < b.len && a.text[at] == b.text[at])
        at++;
    while (at && ((unsigned char)a.text[at - 1] & 0x80))
        at--;
    return at;
}

static void print_lines(Pen *pen, const HunkLine *lines, uint32_t len,
                        const Hunk *hunk, char sign)
{
    Ink ink = sign == '-' ? INK_OLD : INK_NEW;
    size_t focus = 0;
    if (hunk->old.len && hunk->new.len)
        focus = first_change(hunk->old.at[0], hunk->new.at[0]);
    for (uint32_t i = 0; i < shown_lines(len); i++) {
        size_t at = focus < lines[i].len ? focus : 0;
        ShownLine shown = shown_cut(lines[i].text, lines[i].len, at, at);
        pen_number(pen, hunk->first + i, sign, ink);
        if (lines[i].len)
            buf_char(pen->out, ' ');
        pen_line(pen, ink, &shown);
        buf_char(pen->out, '\n');
    }
    if (len > LINES_MAX)
        buf_text(pen->out, "...\n");
}

void hunk_print(const Hunk *hunk, Pen *pen)
{
    pen_gutter(pen);
    buf_char(pen->out, '\n');
    print_lines(pen, hunk->old.at, hunk->old.len, hunk, '-');
    print_lines(pen, hunk->new.at, hunk->new.len, hunk, '+');
}
