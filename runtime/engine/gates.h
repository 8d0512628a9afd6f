/* gates.h - what a package's gates wait for. */
#ifndef FLW_RUNTIME_ENGINE_GATES_H
#define FLW_RUNTIME_ENGINE_GATES_H

#include "runtime/value/literal.h"
#include "spec/package.h"

typedef struct Gate {
    const char *id; /* the signal's */
    bool is_approval;
    const IdlType *type; /* bool of an approval */
} Gate;

/* NULL with a reason that lists the gates there are. */
const Gate *gate_find(Arena *arena, const Package *package, const char *id,
                      const char **why);

#endif
