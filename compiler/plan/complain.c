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

void complain_far_float(Diags *diags, const PlanData *data, Span writer)
{
    const PlanStepVec *path = &data->as.promise.path;
    const char *field = path->at[path->len - 1].field;
    Diag *diag = diag_add(diags, "E0341", data->as.promise.at,
                          "Flyte takes %s%s%s out of its record as a float, "
                          "not as int",
                          field ? "the field `" : "the item",
                          field ? field : "", field ? "`" : "");
    diag_note(diags, diag, writer,
              "this container writes the record, as JSON, where every number "
              "is a float");
    diag_help(diags, diag,
              "give the whole record to the task, or let the task that makes "
              "it give this field as an output of its own");
}

void complain_far_part(Diags *diags, const PlanNode *node,
                       const PlanBinding *input, Span part)
{
    Diag *diag = diag_add(diags, "E0342", node->span,
                          "input `%s` is a part of a record, which a container "
                          "cannot read",
                          input->var);
    diag_note(diags, diag, part,
              "it is taken out here: Flyte hands on packed bytes, which "
              "flytekit reads and a container's files do not show");
    diag_help(diags, diag,
              "let the task that makes the record give this part as an output "
              "of its own");
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
