/* kind_echo.c - a task that gives its one input back, with no process
 * (flyte-spec 4.13). */
#include <string.h>

#include "runtime/task/kind.h"

static bool is_echo(const TaskSetting *setting, const IdlTask *task)
{
    (void)setting;
    return strcmp(task->type, "echo") == 0;
}

static size_t count(const IdlVariableMap *variables)
{
    return variables ? variables->n_variables : 0;
}

static bool fits(const TaskSetting *setting, const IdlTask *task, Arena *arena,
                 const char **why)
{
    (void)setting;
    size_t inputs = task->interface ? count(task->interface->inputs) : 0;
    size_t outputs = task->interface ? count(task->interface->outputs) : 0;
    if (inputs == outputs && inputs <= 1)
        return true;
    *why = arena_print(arena,
                       "Flyte's echo gives one input back as one output, and "
                       "this task has %zu inputs and %zu outputs",
                       inputs, outputs);
    return false;
}

static bool prepare(const Attempt *attempt, AttemptStart *start, Fault *fault)
{
    const char *why;
    IdlLiteralMap *outputs = literal_map_new(attempt->arena);
    start->outputs = outputs;
    if (!fits(attempt->setting, attempt->task, attempt->arena, &why))
        return fault_set(
            attempt->arena, fault,
            (Fault){.kind = FAULT_USER, .code = "BadTaskDefinition"}, "%s",
            why);
    const IdlInterface *interface = attempt->task->interface;
    if (!interface || count(interface->inputs) == 0)
        return true;
    const char *from = interface->inputs->variables[0]->key;
    const IdlLiteral *value = literal_find(attempt->inputs, from);
    if (!value)
        return fault_set(
            attempt->arena, fault,
            (Fault){.kind = FAULT_USER, .code = "BadTaskDefinition"},
            "its input `%s` has no value", from);
    literal_map_put(attempt->arena, outputs,
                    interface->outputs->variables[0]->key, value);
    return true;
}

const TaskKind kind_echo = {
    .name = "echo",
    .is_for = is_echo,
    .can_run = fits,
    .prepare = prepare,
};
