#include "base/source.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"

static const char bom[] = "\xEF\xBB\xBF";
enum { BOM_SIZE = sizeof(bom) - 1 };

void sources_init(Sources *sources, Arena *arena)
{
    *sources = (Sources){.arena = arena, .next = 1};
}

Source *sources_add(Sources *sources, const char *path, const char *text,
                    uint32_t len)
{
    assert(len <= UINT32_MAX - sources->next - 1);
    Source *source = arena_new(sources->arena, Source);
    source->path = path;
    source->text = text;
    source->len = len;
    source->base = sources->next;
    source->arena = sources->arena;
    sources->next += len + 1;
    vec_push(sources->arena, &sources->at, source);
    return source;
}

Source *sources_find(const Sources *sources, uint32_t position)
{
    uint32_t low = 0;
    uint32_t high = sources->at.len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        Source *source = sources->at.at[middle];
        if (position < source->base)
            high = middle;
        else if (position > source->base + source->len)
            low = middle + 1;
        else
            return source;
    }
    return NULL;
}

static void add_line(Source *source, const char *start)
{
    vec_push(source->arena, &source->lines, (uint32_t)(start - source->text));
}

/* CRs of [from, to), each of which ends a line. */
static void add_cr_lines(Source *source, const char *from, const char *to)
{
    while ((from = memchr(from, '\r', (size_t)(to - from))))
        add_line(source, ++from);
}

/* Looks on to the next LF. */
static void see_more(Source *source)
{
    const char *at = source->text + source->seen;
    const char *end = source->text + source->len;
    const char *lf = memchr(at, '\n', (size_t)(end - at));
    const char *to = lf ? lf : end;
    bool crlf = lf && lf > at && lf[-1] == '\r';
    if (source->lines.len == 0)
        add_line(source, source->text);
    add_cr_lines(source, at, to - crlf);
    if (lf)
        add_line(source, ++to);
    source->seen = (uint32_t)(to - source->text);
    source->seen_all = !lf;
}

/* Index of the last line that starts at or before the offset. */
static uint32_t line_at(const Source *source, uint32_t offset)
{
    uint32_t low = 0;
    uint32_t high = source->lines.len;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->lines.at[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

bool source_has_line(Source *source, uint32_t line)
{
    while (source->lines.len < line && !source->seen_all)
        see_more(source);
    return line >= 1 && line <= source->lines.len;
}

void source_line(Source *source, uint32_t line, uint32_t *start, uint32_t *end)
{
    bool last = !source_has_line(source, line + 1);
    assert(line >= 1 && line <= source->lines.len);
    const char *text = source->text;
    uint32_t from = source->lines.at[line - 1];
    uint32_t to = last ? source->len : source->lines.at[line];
    if (!last && to > from && text[to - 1] == '\n')
        to--;
    if (!last && to > from && text[to - 1] == '\r')
        to--;
    if (line == 1 && to >= BOM_SIZE && memcmp(text, bom, BOM_SIZE) == 0)
        from = BOM_SIZE;
    *start = from;
    *end = to;
}

static uint32_t count(const Source *source, uint32_t from, uint32_t to)
{
    return (uint32_t)utf8_count(source->text + from, to - from);
}

/* The column of an offset on the line [start, end], counted from whatever is
 * known and nearest. */
static uint32_t column_at(Source *source, uint32_t start, uint32_t end,
                          uint32_t offset)
{
    uint32_t known = source->last_offset;
    uint32_t column = source->last_column;
    bool behind = known > offset && known - offset > offset - start;
    if (known <= start || known > end || behind)
        column = 1 + count(source, start, offset);
    else if (known <= offset)
        column += count(source, known, offset);
    else
        column -= count(source, offset, known);
    source->last_offset = offset;
    source->last_column = column;
    return column;
}

Place source_place(Source *source, uint32_t position)
{
    assert(position >= source->base);
    assert(position <= source->base + source->len);
    uint32_t offset = position - source->base;
    while (source->seen <= offset && !source->seen_all)
        see_more(source);
    uint32_t line = line_at(source, offset) + 1;
    uint32_t start;
    uint32_t end;
    source_line(source, line, &start, &end);
    if (offset > end)
        offset = end;
    if (offset < start)
        offset = start;
    return (Place){line, column_at(source, start, end, offset)};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

bool source_own_lines(const Source *source, Span span, Span *lines)
{
    const char *text = source->text;
    uint32_t start = span.start - source->base;
    uint32_t end = span.end - source->base;
    while (start > 0 && is_blank(text[start - 1]))
        start--;
    while (end < source->len && is_blank(text[end]))
        end++;
    bool begins = start == 0 || text[start - 1] == '\n';
    bool ends = end == source->len || text[end] == '\n';
    end += end < source->len;
    *lines = (Span){source->base + start, source->base + end};
    return begins && ends;
}
