/* task_kinds.c - the kinds of tasks, in the order in which they are asked. */
#include "runtime/task/kind.h"

static bool is_for_any(const TaskSetting *setting, const IdlTask *task)
{
    (void)setting;
    (void)task;
    return true;
}

static const char *what_it_is(Arena *arena, const IdlTask *task)
{
    return arena_print(arena,
                       "a task of type `%s` has no meaning on this machine: "
                       "give its outputs with --mock '%s=outputs.json', or "
                       "have them made up with --fake",
                       task->type, task->id ? task->id->name : "TASK");
}

static bool cannot_run(const TaskSetting *setting, const IdlTask *task,
                       Arena *arena, const char **why)
{
    (void)setting;
    *why = what_it_is(arena, task);
    return false;
}

static bool cannot_prepare(const Attempt *attempt, AttemptStart *start,
                           Fault *fault)
{
    (void)start;
    return fault_set(attempt->arena, fault,
                     (Fault){.kind = FAULT_USER, .code = "BadTaskDefinition"},
                     "%s", what_it_is(attempt->arena, attempt->task));
}

static const TaskKind kind_foreign = {
    .name = "foreign",
    .is_for = is_for_any,
    .can_run = cannot_run,
    .prepare = cannot_prepare,
};

static const TaskKind *const kinds[] = {
    &kind_mock,      &kind_echo, &kind_sql,
    &kind_container, &kind_fake, &kind_foreign,
};

/* With --fake, a kind gives way where it cannot run the task here. */
static bool gives_way(const TaskKind *kind, const TaskSetting *setting,
                      const IdlTask *task)
{
    Arena scratch = {0};
    const char *why;
    bool can = !setting->fake || kind == &kind_fake ||
               kind->can_run(setting, task, &scratch, &why);
    arena_release(&scratch);
    return !can;
}

const TaskKind *task_kind(const TaskSetting *setting, const IdlTask *task)
{
    const TaskKind *const *kind = kinds;
    while (!(*kind)->is_for(setting, task) || gives_way(*kind, setting, task))
        kind++;
    return *kind;
}
