/* complain.c - the wording of what the plan refuses. */
#include "compiler/plan/complain.h"

#include <inttypes.h>

void complain_no_such_item(Diags *diags, Span span, int64_t len)
{
    if (len >= 0)
        diag_add(diags, "E0430", span,
                 "there is no such item: the list has %" PRId64
                 ", counted from 0",
                 len);
    else
        diag_add(diags, "E0430", span, "there is no such key in the map");
}

void complain_same_name(Diags *diags, Span span, Span other, const char *name)
{
    Diag *diag = diag_add(diags, "E0432", span,
                          "two declarations are called `%s` in Flyte", name);
    diag_note(diags, diag, other, "the other one is declared here");
}

void complain_closures(Diags *diags, Span span, const char *name)
{
    Diag *diag = diag_add(diags, "E0553", span,
                          "the package is bigger than 128 MiB at `%s`: a "
                          "workflow holds all that it leads to",
                          name);
    diag_help(diags, diag, "call some of the workflows as launch plans");
}
