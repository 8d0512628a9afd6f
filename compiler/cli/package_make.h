/* package_make.h - from a checked project to a package. */
#ifndef FLW_COMPILER_CLI_PACKAGE_MAKE_H
#define FLW_COMPILER_CLI_PACKAGE_MAKE_H

#include "compiler/cli/project.h"
#include "compiler/plan/plan.h"
#include "spec/package.h"

/* Checks, lowers and emits what was opened; the package's arena is set. The
 * plan; NULL when anything is wrong, which the diagnostics then tell, without
 * warnings that a comment allows. */
const Plan *package_make(Project *project, Package *package);

/* Adds what only lowering and emission find in a checked session to its
 * diagnostics, and sorts them: most often by seeing that there is nothing. Of a
 * session with errors, in the modules that nothing is wrong with. The plan, if
 * it is wanted or had to be made; NULL else, or after errors. */
const Plan *package_check(Session *session, Module **modules, uint32_t count,
                          bool wants_plan);

#endif
