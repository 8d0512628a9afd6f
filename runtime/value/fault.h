/* fault.h - why a node, an attempt or a run failed.
 *
 * Flyte's terms: whose fault it was (the user's, the platform's) decides how
 * often it is tried again and how flw exits; recoverable says whether it is
 * worth another try at all. */
#ifndef FLW_RUNTIME_VALUE_FAULT_H
#define FLW_RUNTIME_VALUE_FAULT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

typedef enum FaultKind {
    FAULT_UNKNOWN, /* Flyte's UNKNOWN: counts as the user's */
    FAULT_USER,
    FAULT_SYSTEM
} FaultKind;

typedef struct Fault {
    FaultKind kind;
    bool recoverable;
    bool timed_out;      /* the active deadline: ends TIMED_OUT, not FAILED */
    const char *code;    /* Flyte's: "RetriesExhausted|Error", "Timeout" … */
    const char *message; /* for a person; may have several lines */
} Fault;

/* "USER", "SYSTEM", "UNKNOWN". */
const char *fault_kind_name(FaultKind kind);
/* Sets *fault, the message printed into the arena; gives false, so that a
 * failing function can return it. */
bool fault_set(Arena *arena, Fault *fault, Fault like, const char *form, ...)
    PRINTF_LIKE(4, 5);

#endif
