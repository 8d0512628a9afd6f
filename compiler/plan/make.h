/* make.h - the plan of a checked project. */
#ifndef FLW_COMPILER_PLAN_MAKE_H
#define FLW_COMPILER_PLAN_MAKE_H

#include "compiler/plan/plan.h"
#include "compiler/session/session.h"

/* Every task, workflow and launch plan that the modules declare, and what
 * those of other modules they lead to. The session was checked and has no
 * errors; what only lowering can refuse goes to its diagnostics, and the plan
 * is then not to be emitted. */
Plan *plan_make(Session *session, Module *const *modules, uint32_t len);

#endif
