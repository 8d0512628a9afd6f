/* complain.h - what the plan refuses: E0341, E0342, E0430, E0432, E0553. */
#ifndef FLW_COMPILER_PLAN_COMPLAIN_H
#define FLW_COMPILER_PLAN_COMPLAIN_H

#include "base/diag.h"
#include "compiler/plan/plan.h"

/* An index (or a key: len -1) that the collection, whose items can be counted
 * in the program, lacks. */
void complain_no_such_item(Diags *diags, Span span, int64_t len);
/* An int that a path takes out of a record that this task, a container, writes:
 * in another workflow, which the checker does not see. */
void complain_far_float(Diags *diags, const PlanData *data, Span writer);
/* A part of a record, taken out of it in another workflow, for a container. */
void complain_far_part(Diags *diags, const PlanNode *node,
                       const PlanBinding *input, Span part);
/* Two declarations that get one name in Flyte. */
void complain_same_name(Diags *diags, Span span, Span other, const char *name);
/* Sub-workflows travel inside each workflow that leads to them. */
void complain_closures(Diags *diags, Span span, const char *name);

#endif
