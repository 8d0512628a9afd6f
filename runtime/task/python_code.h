/* python_code.h - code that flytekit brings at the start of a task ("fast"
 * registration). */
#ifndef FLW_RUNTIME_TASK_PYTHON_CODE_H
#define FLW_RUNTIME_TASK_PYTHON_CODE_H

#include "runtime/task/container.h"

/* False with a reason when the command unpacks an archive that is not on this
 * machine. */
bool python_code_is_here(const Container *container, Arena *arena,
                         const char **why);

#endif
