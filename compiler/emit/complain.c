/* complain.c - every diagnostic of this floor. */
#include "compiler/emit/complain.h"

#include "compiler/emit/emitter.h"

static double mebibytes(size_t bytes)
{
    return (double)bytes / (1 << 20);
}

static void help_size(Diags *diags, Diag *diag, PackageKind kind)
{
    if (kind == PACKAGE_WORKFLOW)
        diag_help(diags, diag,
                  "split the workflow and call the parts as launch plans, or "
                  "map a task over a list");
    else
        diag_help(diags, diag,
                  "keep large constants in a file and pass its place");
}

void complain_size(Diags *diags, Span span, PackageKind kind, const char *name,
                   size_t bytes)
{
    Diag *diag =
        diag_add(diags, "E0550", span,
                 "%s `%s` is %.1f MiB, and Flyte takes messages of less than "
                 "4 MiB",
                 package_kind_name(kind), name, mebibytes(bytes));
    help_size(diags, diag, kind);
}

void complain_size_over(Diags *diags, Span span, PackageKind kind,
                        const char *name, size_t bytes_at_least)
{
    Diag *diag =
        diag_add(diags, "E0550", span,
                 "%s `%s` is over %.0f MiB, and Flyte takes messages of less "
                 "than 4 MiB",
                 package_kind_name(kind), name, mebibytes(bytes_at_least));
    help_size(diags, diag, kind);
}

void complain_size_near(Diags *diags, Span span, PackageKind kind,
                        const char *name, size_t bytes)
{
    Diag *diag = diag_add(diags, "W0550", span,
                          "%s `%s` is %.1f MiB, near the limits of Flyte's "
                          "store (2 MiB) and messages (4 MiB)",
                          package_kind_name(kind), name, mebibytes(bytes));
    help_size(diags, diag, kind);
}

void complain_depth(Diags *diags, Span span, PackageKind kind, const char *name)
{
    Diag *diag = diag_add(diags, "E0551", span,
                          "%s `%s` is nested deeper than the %d levels that "
                          "readers of Flyte's messages take",
                          package_kind_name(kind), name, SPEC_DEPTH_MAX);
    diag_help(diags, diag,
              "name the inner part: a workflow of its own for a nested `if`, "
              "`json` for a nested type");
}

void complain_name_length(Diags *diags, Span span, PackageKind kind,
                          const char *name)
{
    Diag *diag = diag_add(diags, "E0552", span,
                          "the name of %s `%.40s...` is longer than the %d "
                          "bytes that Flyte stores",
                          package_kind_name(kind), name, NAME_LENGTH_MAX);
    diag_help(diags, diag, "shorten the names that it is made of");
}

void complain_total(Diags *diags, Span span)
{
    Diag *diag =
        diag_add(diags, "E0553", span, "the package is bigger than %d MiB here",
                 WEIGHT_TOTAL_MAX >> 20);
    diag_help(diags, diag, "build the project in parts");
}

void complain_script_template(Diags *diags, Span span, const char *text)
{
    Diag *diag =
        diag_add(diags, "E0620", span,
                 "the script holds `%s`, which Flyte would replace", text);
    diag_help(diags, diag,
              "an input of the task is a variable of the script: \"$name\"");
}

void complain_inferred(Diags *diags, Span span, const PlanVar *var,
                       const Value *misfit)
{
    Diag *diag =
        diag_add(diags, "E0622", span,
                 "Flyte would not take this value for `%s`, which is %s",
                 var->name, type_text(diags->arena, var->type));
    diag_note(diags, diag, misfit->span,
              "a launch plan's values have no types beside them: Flyte finds "
              "this item unlike the ones before it");
    diag_help(diags, diag,
              "make the input optional, or pass such a value in a call, where "
              "it is compared item by item");
}
