/* layout.c - lines whose brackets break where they must. */
#include "spec/layout.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#include "base/panic.h"
#include "base/shown.h"
#include "spec/quoted.h"

enum { INDENT = 2, ENDLESS = UINT32_MAX / 4 };

/* ---- building ---- */

static LayoutPart *add_part(Layout *line, LayoutKind kind)
{
    LayoutPart part = {.kind = kind, .from = line->text.len};
    vec_push(line->text.arena, &line->parts, part);
    return &line->parts.at[line->parts.len - 1];
}

static LayoutPart *begin_words(Layout *line)
{
    uint32_t len = line->parts.len;
    if (len && line->parts.at[len - 1].kind == LAYOUT_WORDS)
        return &line->parts.at[len - 1];
    return add_part(line, LAYOUT_WORDS);
}

static void finish_words(Layout *line, LayoutPart *part)
{
    size_t old = part->len;
    part->len = line->text.len - part->from;
    const char *added = line->text.at + part->from + old;
    uint32_t width = part->len > old ? shown_width(added, part->len - old) : 0;
    part->width = width < ENDLESS - part->width ? part->width + width : ENDLESS;
}

void layout_words(Layout *line, const char *words)
{
    LayoutPart *part = begin_words(line);
    buf_text(&line->text, words);
    finish_words(line, part);
}

void layout_print(Layout *line, const char *form, ...)
{
    va_list args;
    va_start(args, form);
    layout_words(line, arena_vprint(line->text.arena, form, args));
    va_end(args);
}

void layout_name(Layout *line, const char *name)
{
    name = name ? name : "";
    if (quoted_is_plain(name))
        layout_words(line, name);
    else
        layout_text(line, name, strlen(name));
}

void layout_text(Layout *line, const char *text, size_t len)
{
    LayoutPart *part = begin_words(line);
    quoted_add(&line->text, text, len);
    finish_words(line, part);
}

void layout_prose(Layout *line, const char *text, size_t len)
{
    LayoutPart *part = begin_words(line);
    shown_add(&line->text, text, len);
    finish_words(line, part);
}

void layout_block(Layout *line, const char *text)
{
    text = text ? text : "";
    if (!quoted_is_block(text)) {
        layout_text(line, text, strlen(text));
        return;
    }
    layout_words(line, "r\"\"\"");
    for (;;) {
        size_t len = strcspn(text, "\n");
        layout_break(line);
        layout_prose(line, text, len);
        if (!text[len])
            break;
        text += len + 1;
    }
    layout_words(line, "\"\"\"");
}

void layout_open(Layout *line, char bracket)
{
    assert(bracket == '(' || bracket == '[' || bracket == '{');
    add_part(line, LAYOUT_OPEN)->bracket = bracket;
}

void layout_open_filled(Layout *line, char bracket)
{
    layout_open(line, bracket);
    line->parts.at[line->parts.len - 1].filled = true;
}

void layout_item(Layout *line)
{
    add_part(line, LAYOUT_ITEM);
}

void layout_close(Layout *line)
{
    add_part(line, LAYOUT_CLOSE);
}

void layout_break(Layout *line)
{
    add_part(line, LAYOUT_BREAK);
}

LayoutMark layout_mark(const Layout *line)
{
    LayoutMark mark = {.parts = line->parts.len, .text = line->text.len};
    if (mark.parts)
        mark.last = line->parts.at[mark.parts - 1];
    return mark;
}

void layout_return(Layout *line, LayoutMark mark)
{
    line->parts.len = mark.parts;
    line->text.len = mark.text;
    if (mark.parts)
        line->parts.at[mark.parts - 1] = mark.last;
}

bool layout_is_empty(const Layout *line)
{
    uint32_t len = line->parts.len;
    return len && line->parts.at[len - 1].kind == LAYOUT_OPEN;
}

/* ---- measuring ---- */

typedef struct Open {
    uint32_t at;      /* its part */
    uint32_t item;    /* the part of its last item; 0: none yet */
    uint64_t start;   /* columns before it, were all on one line */
    uint64_t started; /* of its last item */
    bool hard;
    bool item_hard;
} Open;

typedef struct Measure {
    Layout *line;
    Vec(Open) opens;
    uint64_t column;
} Measure;

static uint32_t span_of(uint64_t from, uint64_t to)
{
    return to - from < ENDLESS ? (uint32_t)(to - from) : ENDLESS;
}

static void end_item(Measure *measure, Open *open)
{
    if (!open->item)
        return;
    LayoutPart *item = &measure->line->parts.at[open->item];
    item->width = span_of(open->started, measure->column);
    item->hard = open->item_hard;
}

static void begin_item(Measure *measure, uint32_t at)
{
    Open *open = &measure->opens.at[measure->opens.len - 1];
    end_item(measure, open);
    measure->column += open->item ? 2 : 0;
    open->item = at;
    open->item_hard = false;
    open->started = measure->column;
}

static void begin_bracket(Measure *measure, uint32_t at)
{
    bool empty = measure->line->parts.at[at + 1].kind == LAYOUT_CLOSE;
    bool wide = measure->line->parts.at[at].bracket == '{' && !empty;
    Open open = {.at = at, .start = measure->column};
    vec_push(measure->line->text.arena, &measure->opens, open);
    measure->column += wide ? 2 : 1;
}

static void note_break(Measure *measure)
{
    if (measure->opens.len == 0)
        return;
    Open *open = &measure->opens.at[measure->opens.len - 1];
    open->hard = open->item_hard = true;
}

static void end_bracket(Measure *measure, uint32_t at)
{
    assert(measure->opens.len > 0);
    Open open = measure->opens.at[--measure->opens.len];
    LayoutPart *part = &measure->line->parts.at[open.at];
    end_item(measure, &open);
    measure->column += part->bracket == '{' && open.item ? 2 : 1;
    part->width = span_of(open.start, measure->column);
    part->hard = open.hard;
    part->len = at;
    measure->line->parts.at[at].bracket = part->bracket;
    if (open.hard)
        note_break(measure);
}

static void measure_all(Layout *line)
{
    Measure measure = {.line = line};
    for (uint32_t i = 0; i < line->parts.len; i++) {
        switch (line->parts.at[i].kind) {
        case LAYOUT_WORDS:
            measure.column += line->parts.at[i].width;
            continue;
        case LAYOUT_OPEN:
            begin_bracket(&measure, i);
            continue;
        case LAYOUT_ITEM:
            begin_item(&measure, i);
            continue;
        case LAYOUT_BREAK:
            note_break(&measure);
            continue;
        case LAYOUT_CLOSE:
            end_bracket(&measure, i);
            continue;
        }
        UNREACHABLE("part of a line");
    }
    assert(measure.opens.len == 0);
}

/* ---- printing ---- */

typedef struct Group {
    bool broken;
    bool filled;
    bool begun;      /* has an item */
    bool tall;       /* its last item has several lines */
    uint32_t indent; /* of its items */
} Group;

typedef struct Printer {
    Layout *line;
    Buf *out;
    Vec(Group) groups; /* [0]: the line itself */
    uint32_t column;
} Printer;

static Group *inner(Printer *printer)
{
    return &printer->groups.at[printer->groups.len - 1];
}

static void print(Printer *printer, const char *text)
{
    buf_text(printer->out, text);
    printer->column += (uint32_t)strlen(text);
}

static void new_line(Printer *printer, uint32_t indent)
{
    while (printer->out->len && printer->out->at[printer->out->len - 1] == ' ')
        printer->out->len--;
    buf_char(printer->out, '\n');
    buf_fill(printer->out, ' ', indent);
    printer->column = indent;
}

static uint32_t width_of(const Printer *printer)
{
    return printer->line->width ? printer->line->width : LAYOUT_WIDTH;
}

static bool fits(const Printer *printer, uint64_t width)
{
    return printer->column + width <= width_of(printer);
}

/* Words right behind the bracket belong to its line, and a comma may. */
static bool bracket_fits(const Printer *printer, const LayoutPart *part)
{
    const LayoutPart *next = &printer->line->parts.at[part->len + 1];
    uint64_t width = part->width;
    if (part->len + 1 < printer->line->parts.len && next->kind == LAYOUT_WORDS)
        width += next->width;
    return !part->hard && fits(printer, width + (printer->groups.len > 1));
}

static void print_open(Printer *printer, const LayoutPart *part)
{
    const Group *outer = inner(printer);
    bool is_empty = part[1].kind == LAYOUT_CLOSE;
    bool flat = !outer->broken || is_empty || bracket_fits(printer, part);
    Group group = {.broken = !flat,
                   .filled = part->filled,
                   .indent = outer->indent + (flat ? 0 : INDENT)};
    print(printer, (char[]){part->bracket, '\0'});
    if (flat && part->bracket == '{' && !is_empty)
        print(printer, " ");
    vec_push(printer->line->text.arena, &printer->groups, group);
}

static void print_item(Printer *printer, const LayoutPart *part)
{
    Group *group = inner(printer);
    bool breaks =
        part->hard || (uint64_t)group->indent + part->width > width_of(printer);
    bool first = !group->begun, tall = group->tall || breaks;
    group->begun = true;
    group->tall = breaks;
    if (!group->broken) {
        print(printer, first ? "" : ", ");
        return;
    }
    bool stays = group->filled && !first && !tall &&
                 fits(printer, (uint64_t)part->width + 3);
    print(printer, first ? "" : stays ? ", " : ",");
    if (!stays)
        new_line(printer, group->indent);
}

static void print_close(Printer *printer, const LayoutPart *part)
{
    Group group = *inner(printer);
    printer->groups.len--;
    static const char *const closes[] = {")", "]", "}"};
    int which = part->bracket == '(' ? 0 : part->bracket == '[' ? 1 : 2;
    if (group.broken && group.begun) {
        print(printer, ",");
        new_line(printer, group.indent - INDENT);
    } else if (which == 2 && group.begun) {
        print(printer, " ");
    }
    print(printer, closes[which]);
}

static void print_part(Printer *printer, const LayoutPart *part)
{
    switch (part->kind) {
    case LAYOUT_WORDS:
        buf_add(printer->out, printer->line->text.at + part->from, part->len);
        printer->column += part->width;
        return;
    case LAYOUT_OPEN:
        print_open(printer, part);
        return;
    case LAYOUT_ITEM:
        print_item(printer, part);
        return;
    case LAYOUT_BREAK:
        new_line(printer, inner(printer)->indent);
        return;
    case LAYOUT_CLOSE:
        print_close(printer, part);
        return;
    }
    UNREACHABLE("part of a line");
}

void layout_end(Layout *line)
{
    measure_all(line);
    Printer printer = {.line = line, .out = line->out};
    Group whole = {.broken = true, .indent = line->indent};
    vec_push(line->text.arena, &printer.groups, whole);
    if (line->parts.len)
        buf_fill(line->out, ' ', line->indent);
    printer.column = line->indent;
    for (uint32_t i = 0; i < line->parts.len; i++)
        print_part(&printer, &line->parts.at[i]);
    buf_char(line->out, '\n');
    line->parts.len = 0;
    line->text.len = 0;
}
