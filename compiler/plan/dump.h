/* dump.h - the plan as text: for golden tests and `flw build --explain`. */
#ifndef FLW_COMPILER_PLAN_DUMP_H
#define FLW_COMPILER_PLAN_DUMP_H

#include "base/buf.h"
#include "compiler/plan/plan.h"

/* Everything, in the order of registration. */
void plan_dump(Buf *out, const Plan *plan);
/* Only what the compiler made by itself: how much, then what and why, a line
 * each. */
void plan_explain(Buf *out, const Plan *plan);

#endif
