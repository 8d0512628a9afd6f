#include "base/diag_text.h"

#include <string.h>

#include "base/diag_block.h"
#include "base/diag_hunk.h"
#include "base/diag_pen.h"
#include "base/map.h"
#include "base/shown.h"

enum { DEFAULT_WIDTH = 100 };

typedef struct Printer {
    Pen pen;
    Arena *arena;
    const Sources *sources;
    uint32_t width;
} Printer;

static Ink ink_of(Severity severity)
{
    return severity == SEVERITY_ERROR ? INK_ERROR : INK_WARNING;
}

static Ink note_ink(NoteKind kind)
{
    return kind == NOTE_NOTE ? INK_NOTE : INK_HELP;
}

/* NULL for nowhere. */
static Block *make_block(Printer *printer, Span span)
{
    Source *source = sources_find(printer->sources, span.start);
    if (!source)
        return NULL;
    Block *block = arena_new(printer->arena, Block);
    block->arena = printer->arena;
    block->source = source;
    return block;
}

/* The blocks of one diagnostic or note: the first has the primary mark, others
 * are for labels in other sources. */
typedef Vec(Block *) Blocks;

static void add_label(Printer *printer, Blocks *blocks, DiagLabel label)
{
    Source *source = sources_find(printer->sources, label.span.start);
    uint32_t i = 0;
    while (i < blocks->len && blocks->at[i]->source != source)
        i++;
    if (i == blocks->len) {
        Block *block = make_block(printer, label.span);
        if (!block)
            return;
        vec_push(printer->arena, blocks, block);
    }
    block_mark(blocks->at[i], label.span, '-', INK_GUTTER, label.text);
}

static Blocks primary_block(Printer *printer, Span span, Ink ink,
                            const char *label)
{
    Blocks blocks = {0};
    Block *block = make_block(printer, span);
    if (block) {
        vec_push(printer->arena, &blocks, block);
        block_mark(block, span, '^', ink, label);
    }
    return blocks;
}

/* All that is to be printed, made first: the gutter of every part is as wide
 * as the widest line number of all. */
typedef struct Parts {
    Blocks main;
    Vec(Blocks) notes; /* beside diag->notes */
    Vec(Hunks) fixes;  /* beside diag->fixes */
    uint32_t last;     /* line number */
} Parts;

static void see_blocks(Parts *parts, const Blocks *blocks)
{
    for (uint32_t i = 0; i < blocks->len; i++)
        if (blocks->at[i]->last > parts->last)
            parts->last = blocks->at[i]->last;
}

static Blocks note_blocks(Printer *printer, const DiagNote *note)
{
    Blocks blocks =
        primary_block(printer, note->span, note_ink(note->kind), note->label);
    for (uint32_t i = 0; i < note->labels.len; i++)
        add_label(printer, &blocks, note->labels.at[i]);
    return blocks;
}

static Hunks fix_hunks(Printer *printer, const DiagFix *fix, Parts *parts)
{
    Hunks hunks = {0};
    hunks_add(printer->arena, printer->sources, fix, &hunks);
    for (uint32_t i = 0; i < hunks.len; i++) {
        uint32_t last = hunk_last(&hunks.at[i]);
        parts->last = last > parts->last ? last : parts->last;
    }
    return hunks;
}

static Parts make_parts(Printer *printer, const Diag *diag)
{
    Parts parts = {0};
    parts.main =
        primary_block(printer, diag->span, ink_of(diag->severity), diag->label);
    for (uint32_t i = 0; i < diag->labels.len; i++)
        add_label(printer, &parts.main, diag->labels.at[i]);
    see_blocks(&parts, &parts.main);
    for (uint32_t i = 0; i < diag->notes.len; i++) {
        Blocks blocks = note_blocks(printer, diag->notes.at[i]);
        see_blocks(&parts, &blocks);
        vec_push(printer->arena, &parts.notes, blocks);
    }
    for (uint32_t i = 0; i < diag->fixes.len; i++) {
        Hunks hunks = fix_hunks(printer, diag->fixes.at[i], &parts);
        vec_push(printer->arena, &parts.fixes, hunks);
    }
    return parts;
}

static uint32_t digits(uint32_t number)
{
    uint32_t count = 1;
    for (; number >= 10; number /= 10)
        count++;
    return count;
}

static void print_head(Printer *printer, const Diag *diag)
{
    Pen *pen = &printer->pen;
    Ink ink = ink_of(diag->severity);
    const char *word = diag->severity == SEVERITY_ERROR ? "error" : "warning";
    pen_text(pen, ink, arena_print(printer->arena, "%s[%s]", word, diag->code));
    buf_text(pen->out, ": ");
    pen_words(pen, INK_TITLE, diag->title);
    buf_char(pen->out, '\n');
}

static void print_blocks(Printer *printer, const Blocks *blocks)
{
    for (uint32_t i = 0; i < blocks->len; i++)
        block_print(blocks->at[i], &printer->pen);
}

/* "note: words", broken at spaces; lines that go on are indented. */
static void print_wrapped(Printer *printer, NoteKind kind, const char *text)
{
    const char *word = kind == NOTE_NOTE ? "note" : "help";
    Buf *out = printer->pen.out;
    Buf shown = {.arena = printer->arena};
    Pen plain = {.out = &shown};
    pen_words(&plain, INK_PLAIN, text);
    pen_text(&printer->pen, note_ink(kind), word);
    buf_text(out, ": ");

    uint32_t column = (uint32_t)strlen(word) + 2;
    const char *at = buf_string(&shown);
    for (bool first = true;; first = false) {
        size_t len = strcspn(at, " ");
        uint32_t width = shown_width(at, len);
        if (!first && column + 1 + width > printer->width) {
            buf_text(out, "\n  ");
            column = 2;
        } else if (!first) {
            buf_char(out, ' ');
            column++;
        }
        buf_add(out, at, len);
        column += width;
        at += len;
        if (!*at)
            break;
        at++;
    }
    buf_char(out, '\n');
}

/* Hunks outside the file of the diagnostic say where they are. */
static void print_fix(Printer *printer, const DiagFix *fix, const Hunks *hunks,
                      const Source *source)
{
    print_wrapped(printer, NOTE_HELP, fix->title);
    for (uint32_t i = 0; i < hunks->len; i++) {
        const Hunk *hunk = &hunks->at[i];
        if (hunk->source != source)
            pen_arrow(&printer->pen, hunk->source->path,
                      (Place){hunk->first, 1});
        source = hunk->source;
        hunk_print(hunk, &printer->pen);
    }
}

static void print_foot(Printer *printer, const Diag *diag)
{
    Pen *pen = &printer->pen;
    buf_fill(pen->out, ' ', pen->gutter);
    pen_text(pen, INK_GUTTER, " =");
    buf_print(pen->out, " explain: flw explain %s\n", diag->code);
    if (diag->known) {
        buf_fill(pen->out, ' ', pen->gutter);
        pen_text(pen, INK_GUTTER, " =");
        buf_text(pen->out, " known: it is in the baseline\n");
    }
    buf_char(pen->out, '\n');
}

static void print_diag(Printer *printer, const Diag *diag)
{
    Parts parts = make_parts(printer, diag);
    printer->pen.gutter = digits(parts.last);
    print_head(printer, diag);
    print_blocks(printer, &parts.main);
    for (uint32_t i = 0; i < diag->notes.len; i++) {
        const DiagNote *note = diag->notes.at[i];
        print_wrapped(printer, note->kind, note->title);
        print_blocks(printer, &parts.notes.at[i]);
    }
    const Source *source = sources_find(printer->sources, diag->span.start);
    for (uint32_t i = 0; i < diag->fixes.len; i++)
        print_fix(printer, diag->fixes.at[i], &parts.fixes.at[i], source);
    print_foot(printer, diag);
}

static uint32_t count_errors(const Diags *diags)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < diags->at.len; i++)
        count += diags->at.at[i]->severity == SEVERITY_ERROR;
    return count;
}

/* How many were printed: as many as wanted, as long as they fit. Warnings are
 * the ones that have to wait: they hide no error. */
static uint32_t print_some(Printer *printer, const Diags *diags,
                           uint32_t wanted)
{
    Buf *out = printer->pen.out;
    size_t begin = out->len;
    uint32_t errors = count_errors(diags);
    uint32_t warnings = errors < wanted ? wanted - errors : 0;
    uint32_t printed = 0;
    for (uint32_t i = 0; i < diags->at.len && printed < wanted; i++) {
        const Diag *diag = diags->at.at[i];
        if (diag->severity == SEVERITY_WARNING && warnings-- == 0) {
            warnings = 0;
            continue;
        }
        size_t before = out->len;
        print_diag(printer, diag);
        if (out->len - begin > DIAG_TEXT_MAX) {
            out->len = before;
            out->at[before] = '\0';
            return printed;
        }
        printed++;
    }
    return printed;
}

void diag_text(Buf *out, const Diags *diags, const Sources *sources,
               const DiagStyle *style)
{
    Printer printer = {.pen = {.out = out, .colour = style->colour},
                       .arena = out->arena,
                       .sources = sources,
                       .width = style->width ? style->width : DEFAULT_WIDTH};
    uint32_t wanted = diags->at.len;
    if (style->max_shown && style->max_shown < wanted)
        wanted = style->max_shown;
    uint32_t printed = print_some(&printer, diags, wanted);
    uint32_t more = diags->at.len + diags->dropped - printed;
    if (more && printed == style->max_shown)
        buf_print(out, "... and %u more; --max-errors 0 shows all\n", more);
    else if (more)
        buf_print(out, "... and %u more\n", more);
}

static void add_count(Buf *out, uint32_t count, const char *noun)
{
    buf_print(out, "%u %s%s", count, noun, count == 1 ? "" : "s");
}

static uint32_t count_files(Arena *arena, const Diags *diags,
                            const Sources *sources)
{
    Map files = {0};
    for (uint32_t i = 0; i < diags->at.len; i++) {
        const Diag *diag = diags->at.at[i];
        Source *source = sources_find(sources, diag->span.start);
        if (source && !diag->known)
            map_put(arena, &files, source, source);
    }
    return files.len;
}

void diag_summary(Buf *out, const Diags *diags, const Sources *sources)
{
    const char *known =
        diags->known
            ? arena_print(out->arena, "%u in the baseline", diags->known)
            : NULL;
    if (!diags->errors && !diags->warnings) {
        if (known)
            buf_print(out, "nothing new; %s\n", known);
        return;
    }
    if (diags->errors)
        add_count(out, diags->errors, "error");
    if (diags->errors && diags->warnings)
        buf_text(out, ", ");
    if (diags->warnings)
        add_count(out, diags->warnings, "warning");
    uint32_t files = count_files(out->arena, diags, sources);
    if (files) {
        buf_text(out, " in ");
        add_count(out, files, "file");
    }
    if (known)
        buf_print(out, "; %s", known);
    buf_char(out, '\n');
}
