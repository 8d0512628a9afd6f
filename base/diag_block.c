#include "base/diag_block.h"

#include <stdlib.h>
#include <string.h>

/* A span that ends right after a line end marks nothing on the next line. */
static uint32_t last_line(const Block *block, uint32_t start, uint32_t end)
{
    uint32_t last = end > start ? end - 1 : end;
    return source_place(block->source, block->source->base + last).line;
}

static uint32_t line_end(const Block *block, uint32_t line)
{
    uint32_t start;
    uint32_t end;
    source_line(block->source, line, &start, &end);
    return end;
}

void block_mark(Block *block, Span span, char sign, Ink ink, const char *text)
{
    Source *source = block->source;
    uint32_t top = source->base + source->len;
    uint32_t stop = span.end > top ? top : span.end;
    stop = stop < span.start ? span.start : stop;
    Place place = source_place(source, span.start);
    if (!block->place.line)
        block->place = place;

    Mark mark = {.start = span.start - source->base,
                 .end = stop - source->base,
                 .first = place.line,
                 .sign = sign,
                 .ink = ink,
                 .text = text};
    mark.last = last_line(block, mark.start, mark.end);
    if (mark.last > mark.first && block->lanes_len == BLOCK_LANES) {
        mark.last = mark.first;
        mark.end = line_end(block, mark.first);
    }
    if (mark.last > block->last)
        block->last = mark.last;
    if (mark.last > mark.first)
        block->lanes[block->lanes_len++] = mark;
    else
        vec_push(block->arena, &block->singles, mark);
}

/* Signs under a line of source, one a column. */
enum { ROW_MAX = 2 * BLOCK_LANES + SHOWN_MAX + 20 };

typedef struct Row {
    char signs[ROW_MAX];
    Ink inks[ROW_MAX];
    uint32_t len;
} Row;

static void row_pad(Row *row, uint32_t len)
{
    while (row->len < len && row->len < ROW_MAX) {
        row->signs[row->len] = ' ';
        row->inks[row->len++] = INK_PLAIN;
    }
}

static void row_put(Row *row, uint32_t column, char sign, Ink ink)
{
    if (column >= ROW_MAX)
        return;
    row_pad(row, column + 1);
    row->signs[column] = sign;
    row->inks[column] = ink;
}

/* Neighbours of one colour are coloured together. */
static void row_signs(const Row *row, Pen *pen)
{
    for (uint32_t from = 0, to; from < row->len; from = to) {
        to = from + 1;
        while (to < row->len && row->inks[to] == row->inks[from])
            to++;
        pen_put(pen, row->inks[from], row->signs + from, to - from);
    }
}

/* A line without source; text, when there is some, follows the signs. */
static void row_print(const Row *row, Pen *pen, const char *text, Ink ink)
{
    pen_gutter(pen);
    if (row->len || text)
        buf_char(pen->out, ' ');
    row_signs(row, pen);
    if (text)
        pen_words(pen, ink, text);
    buf_char(pen->out, '\n');
}

/* One line being printed. */
typedef struct Line {
    Block *block;
    Pen *pen;
    uint32_t number;
    uint32_t start; /* byte of the source */
    ShownLine shown;
    const Mark *marks; /* the singles on it, by start */
    uint32_t marks_len;
    uint32_t ended; /* lanes before this one have had their last row */
} Line;

static uint32_t lanes_width(const Block *block)
{
    return 2 * block->lanes_len;
}

/* Does the lane run on below the source of this line? */
static bool lane_goes_on(const Line *line, uint32_t lane)
{
    const Mark *mark = &line->block->lanes[lane];
    if (line->number == mark->last)
        return lane >= line->ended;
    return line->number >= mark->first && line->number < mark->last;
}

/* A row that has only the bars of its lanes. */
static Row bars(const Line *line)
{
    Row row = {.len = 0};
    for (uint32_t i = 0; i < line->block->lanes_len; i++)
        if (lane_goes_on(line, i))
            row_put(&row, 2 * i, '|', line->block->lanes[i].ink);
    return row;
}

static uint32_t column_of(const Line *line, uint32_t offset)
{
    size_t at = offset > line->start ? offset - line->start : 0;
    if (at > line->shown.len)
        at = line->shown.len;
    return lanes_width(line->block) + shown_column(&line->shown, at);
}

static void print_source(Line *line)
{
    Row row = bars(line);
    for (uint32_t i = 0; i < line->block->lanes_len; i++)
        if (line->block->lanes[i].first == line->number)
            row.signs[2 * i] = '/';
    pen_number(line->pen, line->number, '|', INK_GUTTER);
    if (line->shown.len) {
        row_pad(&row, lanes_width(line->block));
        buf_char(line->pen->out, ' ');
    } else if (row.len) {
        buf_char(line->pen->out, ' ');
    }
    row_signs(&row, line->pen);
    pen_line(line->pen, INK_PLAIN, &line->shown);
    buf_char(line->pen->out, '\n');
}

static void draw(Row *row, const Line *line, const Mark *mark)
{
    uint32_t from = column_of(line, mark->start);
    uint32_t to = column_of(line, mark->end);
    row_put(row, from, mark->sign, mark->ink);
    for (uint32_t i = from + 1; i < to; i++)
        row_put(row, i, mark->sign, mark->ink);
}

/* The mark whose words stand on the line of marks: it ends where the marks
 * end. NULL when that one has no words. */
static const Mark *worded_on_row(const Line *line)
{
    const Mark *best = NULL;
    uint32_t end = 0;
    for (uint32_t i = 0; i < line->marks_len; i++) {
        const Mark *mark = &line->marks[i];
        uint32_t to = mark->end > mark->start ? mark->end : mark->start + 1;
        if (to > end || (to == end && (mark->text || !best)))
            best = mark;
        end = to > end ? to : end;
    }
    return best && best->text ? best : NULL;
}

/* Bars down from the marks [0, len) whose words hang below the row. */
static Row hangers(const Line *line, uint32_t len, const Mark *on_row)
{
    Row row = bars(line);
    for (uint32_t i = 0; i < len; i++) {
        const Mark *mark = &line->marks[i];
        if (mark->text && mark != on_row)
            row_put(&row, column_of(line, mark->start), '|', mark->ink);
    }
    return row;
}

static void print_hanging(const Line *line, const Mark *on_row)
{
    bool first = true;
    for (uint32_t i = line->marks_len; i-- > 0;) {
        const Mark *mark = &line->marks[i];
        if (!mark->text || mark == on_row)
            continue;
        if (first) {
            Row all = hangers(line, i + 1, on_row);
            row_print(&all, line->pen, NULL, INK_PLAIN);
            first = false;
        }
        Row row = hangers(line, i, on_row);
        uint32_t column = column_of(line, mark->start);
        row_pad(&row, column);
        row.len = column;
        row_print(&row, line->pen, mark->text, mark->ink);
    }
}

/* Primary marks over secondary ones. */
static void print_marks(const Line *line)
{
    if (!line->marks_len)
        return;
    Row row = bars(line);
    for (uint32_t i = 0; i < line->marks_len; i++)
        if (line->marks[i].sign != '^')
            draw(&row, line, &line->marks[i]);
    for (uint32_t i = 0; i < line->marks_len; i++)
        if (line->marks[i].sign == '^')
            draw(&row, line, &line->marks[i]);
    const Mark *on_row = worded_on_row(line);
    if (on_row)
        row_pad(&row, row.len + 1);
    row_print(&row, line->pen, on_row ? on_row->text : NULL,
              on_row ? on_row->ink : INK_PLAIN);
    print_hanging(line, on_row);
}

/* "|___^ words" for each lane that ends on this line. */
static void print_ends(Line *line)
{
    for (uint32_t i = 0; i < line->block->lanes_len; i++) {
        const Mark *mark = &line->block->lanes[i];
        if (mark->last != line->number)
            continue;
        Row row = bars(line);
        uint32_t end = column_of(line, mark->end);
        uint32_t last =
            end > lanes_width(line->block) ? end - 1 : lanes_width(line->block);
        for (uint32_t at = 2 * i + 1; at < last; at++)
            row_put(&row, at, '_', mark->ink);
        row_put(&row, last, mark->sign, mark->ink);
        if (mark->text)
            row_pad(&row, row.len + 1);
        row_print(&row, line->pen, mark->text, mark->ink);
        line->ended = i + 1;
    }
}

/* What must be seen of a long line: the primary mark, else the first. */
static ShownLine cut(const Line *line, size_t len)
{
    const Block *block = line->block;
    const char *text = block->source->text + line->start;
    const Mark *seen = line->marks_len ? &line->marks[0] : NULL;
    for (uint32_t i = 0; i < line->marks_len; i++)
        if (line->marks[i].sign == '^')
            seen = &line->marks[i];
    size_t from = 0;
    size_t to = 0;
    if (seen) {
        from = seen->start > line->start ? seen->start - line->start : 0;
        to = seen->end > line->start ? seen->end - line->start : 0;
    }
    for (uint32_t i = 0; !seen && i < block->lanes_len; i++)
        if (block->lanes[i].last == line->number)
            from = to = block->lanes[i].end - line->start;
    from = from > len ? len : from;
    to = to > len ? len : to < from ? from : to;
    return shown_cut(text, len, from, to);
}

static void print_line(Block *block, Pen *pen, uint32_t number,
                       const Mark *marks, uint32_t marks_len)
{
    uint32_t end;
    Line line = {.block = block,
                 .pen = pen,
                 .number = number,
                 .marks = marks,
                 .marks_len = marks_len};
    source_line(block->source, number, &line.start, &end);
    line.shown = cut(&line, end - line.start);
    print_source(&line);
    print_marks(&line);
    print_ends(&line);
}

/* Between the lines `above` and `below`, which are marked. */
static void print_gap(Block *block, Pen *pen, uint32_t above, uint32_t below)
{
    if (below - above == 2)
        print_line(block, pen, above + 1, NULL, 0);
    if (below - above <= 2)
        return;
    Line line = {.block = block, .pen = pen, .number = above + 1};
    Row row = bars(&line);
    buf_text(pen->out, "...");
    if (row.len)
        buf_fill(pen->out, ' ', pen->gutter);
    row_signs(&row, pen);
    buf_char(pen->out, '\n');
}

static int compare_marks(const void *a, const void *b)
{
    const Mark *left = a;
    const Mark *right = b;
    if (left->start != right->start)
        return left->start < right->start ? -1 : 1;
    if (left->end != right->end)
        return left->end > right->end ? -1 : 1;
    return left->sign == right->sign ? 0 : left->sign == '-' ? -1 : 1;
}

static int compare_lines(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return left < right ? -1 : left > right;
}

typedef Vec(uint32_t) Numbers;

static Numbers marked_lines(const Block *block)
{
    Numbers lines = {0};
    for (uint32_t i = 0; i < block->singles.len; i++)
        vec_push(block->arena, &lines, block->singles.at[i].first);
    for (uint32_t i = 0; i < block->lanes_len; i++) {
        vec_push(block->arena, &lines, block->lanes[i].first);
        vec_push(block->arena, &lines, block->lanes[i].last);
    }
    qsort(lines.at, lines.len, sizeof(*lines.at), compare_lines);
    return lines;
}

void block_print(Block *block, Pen *pen)
{
    pen_arrow(pen, block->source->path, block->place);
    pen_gutter(pen);
    buf_char(pen->out, '\n');
    if (block->singles.len)
        qsort(block->singles.at, block->singles.len, sizeof(Mark),
              compare_marks);
    qsort(block->lanes, block->lanes_len, sizeof(Mark), compare_marks);
    Numbers lines = marked_lines(block);
    uint32_t above = 0;
    uint32_t next = 0;
    for (uint32_t i = 0; i < lines.len; i++) {
        uint32_t number = lines.at[i];
        if (number == above)
            continue;
        if (above)
            print_gap(block, pen, above, number);
        uint32_t from = next;
        while (next < block->singles.len &&
               block->singles.at[next].first == number)
            next++;
        const Mark *marks = next > from ? block->singles.at + from : NULL;
        print_line(block, pen, number, marks, next - from);
        above = number;
    }
}
