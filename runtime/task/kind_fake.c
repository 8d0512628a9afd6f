/* kind_fake.c - a task that has no meaning here, with values made up from the
 * types of its outputs. */
#include <string.h>

#include "base/hash.h"
#include "runtime/task/kind.h"
#include "runtime/task/signature.h"
#include "runtime/value/fake.h"

static bool is_faked(const TaskSetting *setting, const IdlTask *task)
{
    (void)task;
    return setting->fake;
}

static bool make(const Attempt *attempt, const IdlVariableMap *variables,
                 const char *uri, IdlLiteralMap *out, const char **why)
{
    for (size_t i = 0; i < variables->n_variables; i++) {
        unsigned char digest[HASH_SHA256_SIZE];
        uint64_t seed;
        const char *name = variables->variables[i]->key;
        const char *what =
            arena_print(attempt->arena, "%s.%s.%lld",
                        attempt->task->id ? attempt->task->id->name : "", name,
                        (long long)attempt->index);
        hash_sha256(what, strlen(what), digest);
        memcpy(&seed, digest, sizeof(seed));
        const IdlLiteral *value =
            literal_fake(attempt->arena, variables->variables[i]->value->type,
                         seed, uri, why);
        if (!value)
            return false;
        literal_map_put(attempt->arena, out, name, value);
    }
    return true;
}

static bool can_run(const TaskSetting *setting, const IdlTask *task,
                    Arena *arena, const char **why)
{
    const Attempt attempt = {
        .setting = setting, .arena = arena, .task = task, .index = -1};
    return make(&attempt, signature_declared(task, true), "/dev/null",
                literal_map_new(arena), why);
}

static bool prepare(const Attempt *attempt, AttemptStart *start, Fault *fault)
{
    static const char text[] = "made up by flw run --fake\n";
    const char *why;
    IdlLiteralMap *outputs = literal_map_new(attempt->arena);
    start->outputs = outputs;
    const char *uri = object_take_bytes(attempt->setting->home, attempt->arena,
                                        text, sizeof(text) - 1, &why);
    if (!uri)
        return fault_set(
            attempt->arena, fault,
            (Fault){.kind = FAULT_SYSTEM, .recoverable = true, .code = "Disk"},
            "%s", why);
    return make(attempt, signature_outputs(attempt), uri, outputs, &why) ||
           fault_set(attempt->arena, fault,
                     (Fault){.kind = FAULT_USER, .code = "BadFake"}, "%s", why);
}

const TaskKind kind_fake = {
    .name = "fake",
    .is_for = is_faked,
    .can_run = can_run,
    .prepare = prepare,
};
