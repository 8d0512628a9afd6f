/* emit.h - from the plan to Flyte's messages.
 *
 * What comes out depends on the plan alone: no clock, no order of addresses.
 * Messages share parts (a type, an id), so they are for reading and packing,
 * not for changing. */
#ifndef FLW_COMPILER_EMIT_EMIT_H
#define FLW_COMPILER_EMIT_EMIT_H

#include "base/diag.h"
#include "compiler/plan/plan.h"
#include "spec/package.h"

typedef struct EmitInput {
    Arena *arena;        /* of the messages; emit_check has its own */
    Diags *diags;        /* Flyte's limits: E0550 … */
    const char *version; /* flw's, for the runtime metadata of tasks */
} EmitInput;

/* Adds an entry for each entity of the plan, in the plan's order, and after
 * each workflow its default launch plan. What breaks a limit is an error among
 * the diags, and is left out where it could not be packed. */
void emit_plan(const EmitInput *input, const Plan *plan, Package *package);
/* The same for the sake of the diags alone: the messages are given up soon
 * after they are made, so that they take little memory. */
void emit_check(const EmitInput *input, const Plan *plan);

#endif
