/* python_code.h - code that flytekit brings at the start of a task ("fast"
 * registration).
 *
 * The command unpacks an archive. `pyflyte package` leaves its place open, for
 * flytectl to fill in when it has uploaded the archive; here it is the one that
 * the package itself holds. */
#ifndef FLW_RUNTIME_TASK_PYTHON_CODE_H
#define FLW_RUNTIME_TASK_PYTHON_CODE_H

#include "runtime/task/attempt.h"
#include "runtime/task/container.h"

/* False with a reason when the command unpacks an archive that is not on this
 * machine. */
bool python_code_is_here(const TaskSetting *setting, const Container *container,
                         Arena *arena, const char **why);

/* Fills open places in, and notes the archive; once a run it is written beside
 * the attempts. False with a SYSTEM fault. */
bool python_code_bring(const Attempt *attempt, Container *container,
                       Fault *fault);

#endif
