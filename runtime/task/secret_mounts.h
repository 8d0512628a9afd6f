/* secret_mounts.h - a task's secrets, as variables and as files.
 *
 * Where flytekit and Flyte's own injection have them: _FSEC_GROUP_KEY, the
 * variable that the task names, and <folder>/group/key in lower case. Files
 * are in memory (/dev/shm) where there is such a place, ours alone, and gone
 * with the attempt. */
#ifndef FLW_RUNTIME_TASK_SECRET_MOUNTS_H
#define FLW_RUNTIME_TASK_SECRET_MOUNTS_H

#include "runtime/task/attempt.h"
#include "runtime/task/environment.h"

typedef struct SecretMounts {
    const char *const *values; /* for redaction; NULL: no secrets */
    const char *inside;        /* folder of the files; NULL: none */
    const char *outside;
} SecretMounts;

/* False with a fault: one is not given, or a file cannot be written. */
bool secret_mounts_make(const Attempt *attempt, Environment *environment,
                        SecretMounts *out, Fault *fault);
/* The task's secrets that are given, NULL at the end; NULL: it has none. */
const char *const *secrets_of(const Attempt *attempt);
void secret_mounts_remove(const Attempt *attempt);
/* Of all attempts of the run. */
void secret_mounts_sweep(const TaskSetting *setting, Arena *arena);
/* Is each secret of the task there? False with what to do. */
bool secrets_given(const TaskSetting *setting, const IdlTask *task,
                   Arena *arena, const char **why);

#endif
