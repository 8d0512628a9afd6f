/* origins.h - what becomes of records on their way through workflows. */
#ifndef FLW_COMPILER_PLAN_ORIGINS_H
#define FLW_COMPILER_PLAN_ORIGINS_H

#include "compiler/plan/lower.h"

/* Complains where a part of a record arrives as something else than it is
 * declared: an int that is a float, a list that is packed bytes. The checker
 * has told what can be seen in one workflow; here values are followed from one
 * into another. */
void origins_check(Lower *lower);

#endif
