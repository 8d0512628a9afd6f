/* closure.h - which workflows lead to which (private to compiler/plan). */
#ifndef FLW_COMPILER_PLAN_CLOSURE_H
#define FLW_COMPILER_PLAN_CLOSURE_H

#include "compiler/plan/lower.h"

/* Fills `closure` of every workflow of the plan. */
void closure_fill(Lower *lower);

#endif
