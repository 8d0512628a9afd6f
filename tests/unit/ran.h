/* ran.h - a program compiled, packed, unpacked and run, in a home of its own. */
#ifndef FLW_TESTS_UNIT_RAN_H
#define FLW_TESTS_UNIT_RAN_H

#include "runtime/engine/run.h"
#include "runtime/store/runs.h"
#include "tests/unit/program.h"

typedef struct Ran {
    Arena arena;
    Program program;
    Package package; /* may be changed before ran_go */
    const char *home_path;
    Home *home;
    RunJob job; /* options, gate and listeners may be set before ran_go */
    RunRow *row;
    Buf heard; /* what listeners were told: "fit RUNNING\n" … */
} Ran;

void ran_begin(Ran *ran, const char *text);
void ran_end(Ran *ran);

/* Runs an entity with inputs in JSON. "SUCCEEDED {"m":3}", or
 * "FAILED b RetriesExhausted|Error USER". */
const char *ran_go(Ran *ran, const char *entity, const char *inputs);
/* The rest of that run, in the same words. */
const char *ran_on(Ran *ran);
/* All nodes by path with their phases and, beyond one, their attempts:
 * "a SUCCEEDED, b FAILED 3". */
const char *ran_nodes(Ran *ran);
NodeRow *ran_node(Ran *ran, const char *path);
/* The message of the run's fault; "" for none. */
const char *ran_message(const Ran *ran);
/* A template of the package, to be changed. */
IdlWorkflow *ran_workflow(Ran *ran, const char *name);

#endif
