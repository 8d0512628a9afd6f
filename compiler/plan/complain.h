/* complain.h - what the plan refuses: E0603 to E0609, E0421 and on. */
#ifndef FLW_COMPILER_PLAN_COMPLAIN_H
#define FLW_COMPILER_PLAN_COMPLAIN_H

#include "base/diag.h"

/* Rung 4 of the ladder: a pure expression over run-time values. */
void complain_needs_compute(Diags *diags, Span span);
/* An index or key that the constant collection does not have. */
void complain_no_such_item(Diags *diags, Span span);
/* Every branch of the `if` or `match` fails. */
void complain_all_fail(Diags *diags, Span span);
/* Two declarations that get one name in Flyte. */
void complain_same_name(Diags *diags, Span span, Span other, const char *name);

#endif
