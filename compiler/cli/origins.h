/* origins.h - where the entities of a plan are written, for `flw diff`. */
#ifndef FLW_COMPILER_CLI_ORIGINS_H
#define FLW_COMPILER_CLI_ORIGINS_H

#include "compiler/cli/project.h"
#include "compiler/diff/comparison.h"
#include "compiler/plan/plan.h"

/* Adds the plan's entities, their inputs and outputs, and the defaults of
 * tasks' inputs, which the spec has no place for. */
void origins_read(Origins *origins, const Project *project, const Plan *plan);

#endif
