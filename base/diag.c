#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

void diags_init(Diags *diags, Arena *arena)
{
    *diags = (Diags){.arena = arena};
}

/* Formats the arguments after `last` into the variable `text`. */
#define PRINT_ARGS(text, diags, form)                        \
    do {                                                     \
        va_list args;                                        \
        va_start(args, form);                                \
        (text) = arena_vprint((diags)->arena, (form), args); \
        va_end(args);                                        \
    } while (0)

static Severity severity_of(const char *code)
{
    return code[0] == 'E' || code[0] == 'B' ? SEVERITY_ERROR : SEVERITY_WARNING;
}

static void store(Diags *diags, Diag *diag)
{
    if (diags->at.len < DIAGS_MAX)
        vec_push(diags->arena, &diags->at, diag);
    else
        diags->dropped++;
}

/* Counted always, kept up to a limit. */
static void keep(Diags *diags, Diag *diag)
{
    if (diag->severity == SEVERITY_ERROR)
        diags->errors++;
    else
        diags->warnings++;
    store(diags, diag);
}

void diags_take(Diags *diags, const Diags *others)
{
    for (uint32_t i = 0; i < others->at.len; i++)
        store(diags, others->at.at[i]);
    diags->errors += others->errors;
    diags->warnings += others->warnings;
    diags->dropped += others->dropped;
}

Diag *diag_add(Diags *diags, const char *code, Span span, const char *title,
               ...)
{
    Diag *diag = arena_new(diags->arena, Diag);
    diag->code = arena_copy(diags->arena, code, strlen(code));
    diag->severity = severity_of(code);
    diag->span = span;
    PRINT_ARGS(diag->title, diags, title);
    keep(diags, diag);
    return diag;
}

void diag_label(Diags *diags, Diag *diag, const char *text, ...)
{
    PRINT_ARGS(diag->label, diags, text);
}

void diag_also(Diags *diags, Diag *diag, Span span, const char *text, ...)
{
    DiagLabel label = {.span = span};
    if (text)
        PRINT_ARGS(label.text, diags, text);
    vec_push(diags->arena, &diag->labels, label);
}

static DiagNote *add_note(Diags *diags, Diag *diag, DiagNote note)
{
    DiagNote *kept = arena_new(diags->arena, DiagNote);
    *kept = note;
    vec_push(diags->arena, &diag->notes, kept);
    return kept;
}

DiagNote *diag_note(Diags *diags, Diag *diag, Span span, const char *title, ...)
{
    DiagNote note = {.kind = NOTE_NOTE, .span = span};
    PRINT_ARGS(note.title, diags, title);
    return add_note(diags, diag, note);
}

void diag_note_label(Diags *diags, DiagNote *note, const char *text, ...)
{
    PRINT_ARGS(note->label, diags, text);
}

void diag_note_also(Diags *diags, DiagNote *note, Span span, const char *text,
                    ...)
{
    DiagLabel label = {.span = span};
    if (text)
        PRINT_ARGS(label.text, diags, text);
    vec_push(diags->arena, &note->labels, label);
}

void diag_help(Diags *diags, Diag *diag, const char *title, ...)
{
    DiagNote note = {.kind = NOTE_HELP};
    PRINT_ARGS(note.title, diags, title);
    add_note(diags, diag, note);
}

DiagFix *diag_fix(Diags *diags, Diag *diag, FixKind kind, Span span,
                  const char *text, const char *title, ...)
{
    DiagFix *fix = arena_new(diags->arena, DiagFix);
    fix->kind = kind;
    PRINT_ARGS(fix->title, diags, title);
    vec_push(diags->arena, &diag->fixes, fix);
    diag_edit(diags, fix, span, text);
    return fix;
}

void diag_edit(Diags *diags, DiagFix *fix, Span span, const char *text)
{
    DiagEdit edit = {.span = span};
    edit.text = arena_copy(diags->arena, text, strlen(text));
    vec_push(diags->arena, &fix->edits, edit);
}

/* Positions of all sources share one line, so start says the file too. */
static int compare(const Diag *a, const Diag *b)
{
    if (a->span.start != b->span.start)
        return a->span.start < b->span.start ? -1 : 1;
    if (a->severity != b->severity)
        return a->severity < b->severity ? -1 : 1;
    int codes = strcmp(a->code, b->code);
    if (codes)
        return codes;
    if (a->span.end != b->span.end)
        return a->span.end < b->span.end ? -1 : 1;
    return strcmp(a->title, b->title);
}

static int compare_slots(const void *a, const void *b)
{
    return compare(*(Diag *const *)a, *(Diag *const *)b);
}

static void drop_count(Diags *diags, const Diag *diag)
{
    if (diag->severity == SEVERITY_ERROR)
        diags->errors--;
    else
        diags->warnings--;
}

void diags_sort(Diags *diags)
{
    if (diags->at.len < 2)
        return;
    qsort(diags->at.at, diags->at.len, sizeof(*diags->at.at), compare_slots);
    uint32_t kept = 1;
    for (uint32_t i = 1; i < diags->at.len; i++) {
        Diag *diag = diags->at.at[i];
        if (compare(diags->at.at[kept - 1], diag) == 0)
            drop_count(diags, diag);
        else
            diags->at.at[kept++] = diag;
    }
    diags->at.len = kept;
}

void diag_know(Diags *diags, Diag *diag)
{
    diag->known = true;
    diags->known++;
    drop_count(diags, diag);
}

void diags_filter(Diags *diags,
                  bool (*stays)(const void *context, const Diag *),
                  const void *context)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < diags->at.len; i++) {
        Diag *diag = diags->at.at[i];
        if (stays(context, diag))
            diags->at.at[kept++] = diag;
        else if (!diag->known)
            drop_count(diags, diag);
    }
    diags->at.len = kept;
}
