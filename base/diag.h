/* diag.h - what is wrong with the user's program, collected.
 *
 * A floor's complain.c has one function per diagnostic; it calls diag_add and
 * then, on the result, the functions that add labels, notes and fixes. Nothing
 * here prints: diag_text.h and diag_json.h do, and an editor has its own way.
 * All texts are copied into the arena of the Diags. */
#ifndef FLW_BASE_DIAG_H
#define FLW_BASE_DIAG_H

#include <stdbool.h>

#include "base/source.h"
#include "base/vec.h"

typedef enum Severity { SEVERITY_ERROR, SEVERITY_WARNING } Severity;
typedef enum NoteKind { NOTE_NOTE, NOTE_HELP } NoteKind;

/* May the fix be applied without asking? SAFE keeps the meaning, UNSAFE may
 * change it, PLACEHOLDER needs typing. */
typedef enum FixKind { FIX_SAFE, FIX_UNSAFE, FIX_PLACEHOLDER } FixKind;

typedef struct DiagLabel {
    Span span;
    const char *text; /* NULL: a mark without words */
} DiagLabel;

typedef struct DiagNote {
    NoteKind kind;
    const char *title;
    Span span;             /* nowhere: a line of text only */
    const char *label;     /* at the span; may be NULL */
    Vec(DiagLabel) labels; /* other places in the note's source */
} DiagNote;

typedef struct DiagEdit {
    Span span; /* empty: an insertion */
    const char *text;
} DiagEdit;

typedef struct DiagFix {
    FixKind kind;
    const char *title;
    Vec(DiagEdit) edits;
} DiagFix;

typedef struct Diag {
    const char *code; /* "E0301"; W... is a warning; of flw diff: B, R, S */
    Severity severity;
    Span span;
    const char *title;
    const char *label; /* at the span; NULL: none */
    Vec(DiagLabel) labels;
    Vec(DiagNote *) notes;
    Vec(DiagFix *) fixes;
    bool known; /* a baseline lists it: it counts no more */
} Diag;

typedef struct Diags {
    Arena *arena;
    Vec(Diag *) at;  /* in the order found; diags_sort puts them in order */
    uint32_t errors; /* without those that are known */
    uint32_t warnings;
    uint32_t known;
    uint32_t dropped; /* errors and warnings beyond DIAGS_MAX, counted only */
} Diags;

enum { DIAGS_MAX = 10000 }; /* kept; the printer shows far fewer */

void diags_init(Diags *diags, Arena *arena);

/* Never NULL. The severity follows from the code's first letter. */
Diag *diag_add(Diags *diags, const char *code, Span span, const char *title,
               ...) PRINTF_LIKE(4, 5);
/* What the thing at the primary span is. */
void diag_label(Diags *diags, Diag *diag, const char *text, ...)
    PRINTF_LIKE(3, 4);
/* A second place in the same block; text may be NULL. */
void diag_also(Diags *diags, Diag *diag, Span span, const char *text, ...)
    PRINTF_LIKE(4, 5);
/* "note: title" with a block of its own when span is somewhere. */
DiagNote *diag_note(Diags *diags, Diag *diag, Span span, const char *title, ...)
    PRINTF_LIKE(4, 5);
/* "help: title", a line of advice. */
void diag_help(Diags *diags, Diag *diag, const char *title, ...)
    PRINTF_LIKE(3, 4);
/* "help: title" and the edit that does it. More edits: diag_edit. */
DiagFix *diag_fix(Diags *diags, Diag *diag, FixKind kind, Span span,
                  const char *text, const char *title, ...) PRINTF_LIKE(6, 7);
void diag_edit(Diags *diags, DiagFix *fix, Span span, const char *text);
/* The words at the span of a note: `label` in the note's block. */
void diag_note_label(Diags *diags, DiagNote *note, const char *text, ...)
    PRINTF_LIKE(3, 4);
/* A second place in the note's block; text may be NULL. */
void diag_note_also(Diags *diags, DiagNote *note, Span span, const char *text,
                    ...) PRINTF_LIKE(4, 5);

/* Counts it among the known ones from here on. */
void diag_know(Diags *diags, Diag *diag);
/* Leaves those of which `stays` says so, and counts these. */
void diags_filter(Diags *diags,
                  bool (*stays)(const void *context, const Diag *),
                  const void *context);
/* Adds what the others are; nothing is copied. */
void diags_take(Diags *diags, const Diags *others);

/* By file (order of sources), start, severity, code; equal ones once. */
void diags_sort(Diags *diags);

#endif
