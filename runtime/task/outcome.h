/* outcome.h - what an ended process means (flyte-spec 4.4). */
#ifndef FLW_RUNTIME_TASK_OUTCOME_H
#define FLW_RUNTIME_TASK_OUTCOME_H

#include "runtime/task/attempt.h"

/* True: it ended well and what it left may be looked at. `memory` is its limit
 * in bytes, 0 for none. */
bool outcome_of_end(const Attempt *attempt, const ChildEnd *end,
                    uint64_t memory, Fault *fault);

/* What commands write by themselves under {{.outputPrefix}}: error.pb, then
 * futures.pb or outputs.pb; and deck.html. Files are objects then. */
bool outcome_of_meta(const Attempt *attempt, AttemptResult *result,
                     Fault *fault);
/* error.pb and deck.html alone, of a command whose outputs a copilot takes. */
bool outcome_of_error(const Attempt *attempt, AttemptResult *result,
                      Fault *fault);

/* Declares the task any outputs? */
bool outcome_is_wanted(const IdlTask *task);

#endif
