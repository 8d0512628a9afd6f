/* complain.c - the wording of what the plan refuses. */
#include "compiler/plan/complain.h"

void complain_needs_compute(Diags *diags, Span span)
{
    Diag *diag = diag_add(
        diags, "E0603", span,
        "this value is only known at run time, and computing it needs a "
        "compute node, which this version does not build");
    diag_help(diags, diag,
              "compute it in a task that takes the parts as inputs and gives "
              "the result as an output");
}

void complain_no_such_item(Diags *diags, Span span)
{
    diag_add(diags, "E0430", span, "there is no such item in this collection");
}

void complain_all_fail(Diags *diags, Span span)
{
    Diag *diag = diag_add(diags, "E0431", span,
                          "every branch of this fails, so nothing is left to "
                          "run");
    diag_help(diags, diag, "write `fail` without a condition");
}

void complain_same_name(Diags *diags, Span span, Span other, const char *name)
{
    Diag *diag = diag_add(diags, "E0432", span,
                          "two declarations are called `%s` in Flyte", name);
    diag_note(diags, diag, other, "the other one is declared here");
}
