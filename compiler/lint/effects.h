/* effects.h - does a task write outside of Flyte? For this folder alone. */
#ifndef FLW_COMPILER_LINT_EFFECTS_H
#define FLW_COMPILER_LINT_EFFECTS_H

#include "compiler/lint/linter.h"

typedef struct Effect {
    Span span;        /* nowhere: the whole task */
    const char *what; /* "`curl` sends something" */
} Effect;

/* By what it calls, as far as that can be seen; a task without outputs does
 * whatever it does outside. False: nothing is to be seen. */
bool effect_of(const Linter *linter, const Decl *task, Effect *out);

#endif
