/* specs.h - what a run can refer to: tasks, workflows, launch plans by id.
 *
 * An id that has no exact match is found by its name when one alone has that
 * name: ids of packages that were never registered are half empty. */
#ifndef FLW_RUNTIME_ENGINE_SPECS_H
#define FLW_RUNTIME_ENGINE_SPECS_H

#include "base/buf.h"
#include "base/map.h"
#include "base/sym.h"
#include "spec/idl.h"
#include "spec/package.h"

struct Graph;

/* Those of a package; or those that a dynamic task brought along, in front of
 * those of its package (`outer`). */
typedef struct Specs {
    Arena *arena;
    struct Specs *outer;       /* NULL: none */
    const struct Mocks *mocks; /* of tasks that are not in the package */
    SymTable names;            /* full ids and bare names */
    Map tasks, workflows, plans;
    Map graphs; /* by IdlWorkflow, made when first asked for */
} Specs;

Specs *specs_of_package(Arena *arena, const Package *package,
                        const struct Mocks *mocks);
Specs *specs_of_dynamic(Arena *arena, Specs *outer, const IdlDynamicSpec *spec);

/* NULL: not there. */
const IdlTask *specs_task(Specs *specs, const IdlId *id);
const IdlLaunchPlan *specs_plan(Specs *specs, const IdlId *id);
/* *home is what its own references are looked up in. */
const IdlWorkflow *specs_workflow(Specs *specs, const IdlId *id, Specs **home);

/* "eta.fetch@v1", for people. */
const char *spec_id_shown(Arena *arena, const IdlId *id);

#endif
