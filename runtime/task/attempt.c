/* attempt.c - one try of one task: what to start, and what came of it. */
#include "runtime/task/attempt.h"

#include <string.h>

#include "runtime/process/redact.h"
#include "runtime/task/kind.h"
#include "runtime/task/secret_mounts.h"
#include "runtime/task/signature.h"
#include "runtime/value/refinement.h"

static const Fault refined = {.kind = FAULT_USER, .code = "RefinementViolated"};

static bool inputs_hold(const Attempt *attempt, Fault *fault)
{
    const char *why;
    if (refinements_hold(attempt->arena, signature_inputs(attempt),
                         attempt->inputs, &why))
        return true;
    return fault_set(attempt->arena, fault, refined, "its input %s", why);
}

/* What a task gives wrongly once, it may give rightly the next time. */
static bool outputs_hold(const Attempt *attempt, const IdlLiteralMap *outputs,
                         Fault *fault)
{
    Fault like = refined;
    const char *why;
    like.recoverable = true;
    if (!outputs || refinements_hold(attempt->arena, signature_outputs(attempt),
                                     outputs, &why))
        return true;
    return fault_set(attempt->arena, fault, like, "its output %s", why);
}

/* A task may say its secrets where we read them: in _ERROR, in error.pb. Gives
 * false, as it is for a failing attempt. */
static bool hide_secrets(const Attempt *attempt, Fault *fault)
{
    const char *const *secrets = secrets_of(attempt);
    if (!secrets)
        return false;
    Buf message = {.arena = attempt->arena};
    redact(redactor_new(attempt->arena, secrets), fault->message,
           strlen(fault->message), true, &message);
    fault->message = buf_string(&message);
    return false;
}

bool attempt_prepare(Attempt *attempt, AttemptStart *start, Fault *fault)
{
    *start = (AttemptStart){0};
    const TaskKind *kind = task_kind(attempt->setting, attempt->task);
    if (!inputs_hold(attempt, fault))
        return false;
    if (!kind->prepare(attempt, start, fault)) {
        attempt_drop(attempt);
        return false;
    }
    return outputs_hold(attempt, start->outputs, fault);
}

bool attempt_finish(Attempt *attempt, const ChildEnd *end,
                    AttemptResult *result, Fault *fault)
{
    *result = (AttemptResult){0};
    const TaskKind *kind = task_kind(attempt->setting, attempt->task);
    attempt_drop(attempt);
    return (kind->finish(attempt, end, result, fault) &&
            outputs_hold(attempt, result->outputs, fault)) ||
           hide_secrets(attempt, fault);
}

void attempt_drop(const Attempt *attempt)
{
    secret_mounts_remove(attempt);
}

void attempts_sweep(const TaskSetting *setting, Arena *arena)
{
    secret_mounts_sweep(setting, arena);
}

bool task_can_run(const TaskSetting *setting, const IdlTask *task, Arena *arena,
                  const char **why)
{
    const TaskKind *kind = task_kind(setting, task);
    return kind->can_run(setting, task, arena, why);
}

bool task_is_made_up(const TaskSetting *setting, const IdlTask *task)
{
    const TaskKind *kind = task_kind(setting, task);
    return kind == &kind_mock || kind == &kind_fake;
}
