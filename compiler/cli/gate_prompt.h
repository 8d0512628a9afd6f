/* gate_prompt.h - asks the person at the terminal for what a gate waits for.
 *
 * Never blocks: the question is put once, and each call looks whether a line
 * was typed. */
#ifndef FLW_COMPILER_CLI_GATE_PROMPT_H
#define FLW_COMPILER_CLI_GATE_PROMPT_H

#include "runtime/engine/run.h"
#include "runtime/report/table.h"

typedef struct GatePrompt {
    Arena *arena;
    Table *table;       /* the question is drawn in it; NULL: none */
    const char *asking; /* the gate's id; NULL: no question stands */
    bool closed;        /* standard input has ended */
    char line[1024];
    size_t len;
} GatePrompt;

GateAsk gate_ask(GatePrompt *prompt);

#endif
