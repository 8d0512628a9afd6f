/* gate.h - a check that asks for what is new only.
 *
 * --since looks at the files that changed, --baseline sets aside what was
 * known; both say what they left out. */
#ifndef FLW_COMPILER_CLI_GATE_H
#define FLW_COMPILER_CLI_GATE_H

#include <stdbool.h>

#include "base/baseline.h"
#include "compiler/cli/project.h"
#include "compiler/session/affected.h"

typedef struct Gate {
    const CommandInput *input;
    bool narrows; /* --since */
    Affected affected;
    uint32_t unsaid; /* diagnostics in files that did not change */
    Baseline baseline;
    Fingerprints prints;
} Gate;

/* Reads the options since, baseline, new-only and write-baseline, and leaves
 * what --since concerns of a project that is open and not yet checked. False:
 * said why on stderr. */
bool gate_open(Gate *gate, const CommandInput *input, Project *project);
/* Of a project that is checked: sets aside what is not asked for. */
void gate_narrow(Gate *gate, Project *project);
/* To stderr: what was left out, and what the baseline lists in vain. */
void gate_say(const Gate *gate, const Project *project);
/* Writes the baseline and says so; false: said why it could not. */
bool gate_write(Gate *gate, const Project *project);

#endif
