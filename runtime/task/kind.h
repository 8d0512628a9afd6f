/* kind.h - one way in which tasks run here. */
#ifndef FLW_RUNTIME_TASK_KIND_H
#define FLW_RUNTIME_TASK_KIND_H

#include "runtime/task/attempt.h"

typedef struct TaskKind {
    const char *name;
    bool (*is_for)(const TaskSetting *setting, const IdlTask *task);
    bool (*can_run)(const TaskSetting *setting, const IdlTask *task,
                    Arena *arena, const char **why);
    bool (*prepare)(const Attempt *attempt, AttemptStart *start, Fault *fault);
    /* NULL where prepare always gives outputs. */
    bool (*finish)(const Attempt *attempt, const ChildEnd *end,
                   AttemptResult *result, Fault *fault);
} TaskKind;

extern const TaskKind kind_mock, kind_fake, kind_echo, kind_sql, kind_container;

/* The first kind of the table that is for the task; the last one is for any,
 * and can run none. */
const TaskKind *task_kind(const TaskSetting *setting, const IdlTask *task);

#endif
