/* copilot_in.h - inputs before a command begins (flyte-spec 4.3). */
#ifndef FLW_RUNTIME_TASK_COPILOT_IN_H
#define FLW_RUNTIME_TASK_COPILOT_IN_H

#include "runtime/task/mounts.h"

/* Writes places->given, once for all elements of an array. With a copilot each
 * input is a file, and inputs.pb and inputs.json or .yaml list them; without
 * one, files, folders and tables alone lie there, and inputs.pb beside them.
 * `inside` is how the command calls places->inputs. Large
 * files of one attempt in a sandbox are mounts, and are not copied. */
bool copilot_in(const Attempt *attempt, const Container *container,
                const Places *places, const char *inside, Mounts *mounts,
                Fault *fault);

/* The input as the command sees it; NULL with a reason. */
const IdlLiteral *copilot_in_seen(const Attempt *attempt,
                                  const Container *container,
                                  const char *inside, const char *name,
                                  const char **why);

#endif
