/* copilot_out.h - outputs after a command ended well (flyte-spec 4.3). */
#ifndef FLW_RUNTIME_TASK_COPILOT_OUT_H
#define FLW_RUNTIME_TASK_COPILOT_OUT_H

#include "runtime/task/attempt.h"

enum { COPILOT_ERROR_MAX = 1 << 20 }; /* bytes of _ERROR */

/* Reads each output of the attempt from the folder `outputs`; files and
 * folders become objects and are gone from there. False with a fault: _ERROR,
 * a file that is missing or does not hold its type. */
bool copilot_out(const Attempt *attempt, const char *outputs,
                 AttemptResult *result, Fault *fault);

/* Can the copilot take an output of that type? An element of a list may be
 * missing, so it may be optional. */
bool copilot_out_can(const IdlType *type, bool element);

#endif
