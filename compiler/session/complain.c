/* complain.c - the wording of every diagnostic about files and imports. */
#include "compiler/session/complain.h"

#include "base/buf.h"

enum { RING_SHOWN = 12 }; /* files of a ring that are named one by one */

void complain_unreadable(Diags *diags, Span span, const char *path,
                         const char *why)
{
    diag_add(diags, "E0101", span, "cannot read `%s`: %s", path, why);
}

void complain_bad_path(Diags *diags, Span span, const char *path,
                       const char *why)
{
    Diag *diag = diag_add(diags, "E0102", span, "`%s` cannot be imported: %s",
                          path, why);
    diag_help(diags, diag,
              "write a path from this file, such as \"./features.flw\", or "
              "dotted names from the project's root");
}

void complain_outside(Diags *diags, Span span, const char *path)
{
    Diag *diag = diag_add(diags, "E0103", span,
                          "`%s` lies outside of the project", path);
    diag_note(diags, diag, (Span){0, 0},
              "a project is the nearest folder with a flw.toml, else that of "
              "the first file; flw reads nothing outside of it");
    diag_help(diags, diag,
              "move the file into the project, or put an empty flw.toml into "
              "the folder that holds both");
}

static const char *ring_text(Arena *arena, const RingStep *steps, uint32_t len)
{
    Buf ring = {.arena = arena};
    for (uint32_t i = 0; i < len && i < RING_SHOWN; i++)
        buf_print(&ring, "%s -> ", steps[i].from->source->path);
    if (len > RING_SHOWN)
        buf_print(&ring, "%u more -> ", len - RING_SHOWN);
    buf_text(&ring, steps[0].from->source->path);
    return buf_string(&ring);
}

void complain_ring(Diags *diags, const RingStep *steps, uint32_t len)
{
    Diag *diag = diag_add(diags, "E0104", steps[len - 1].span, "%s: %s",
                          len == 1 ? "this file imports itself"
                                   : "these files import each other in a cycle",
                          ring_text(diags->arena, steps, len));
    diag_label(diags, diag, "this import closes the cycle");
    for (uint32_t i = 0; i + 1 < len && i < RING_SHOWN; i++)
        diag_note(diags, diag, steps[i].span, "%s imports %s",
                  steps[i].from->source->path, steps[i + 1].from->source->path);
    diag_help(diags, diag,
              "move the declarations that both need into a new file and "
              "import that");
}

void complain_no_library(Diags *diags, Span span, const char *name,
                         const Sym *near)
{
    Diag *diag = diag_add(diags, "E0105", span,
                          "the standard library has no module `%s`", name);
    if (near)
        diag_fix(diags, diag, FIX_SAFE, span,
                 arena_print(diags->arena, "std.%s", near->text),
                 "did you mean `std.%s`?", near->text);
}

void complain_too_much(Diags *diags, Span span, const char *path,
                       const char *what, size_t limit)
{
    diag_add(diags, "E0106", span, "`%s` is too much: flw takes at most %zu %s",
             path, limit, what);
}

void complain_package_import(Diags *diags, Span span)
{
    Diag *diag = diag_add(diags, "E0601", span,
                          "importing a Flyte package is not built yet");
    diag_help(diags, diag,
              "declare the tasks that you use: extern task name(...) -> (...) "
              "at \"project/domain/name@version\"");
}
