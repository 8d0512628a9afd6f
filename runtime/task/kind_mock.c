/* kind_mock.c - a task whose outputs were given by --mock. */
#include "runtime/task/kind.h"
#include "runtime/task/mocks.h"
#include "runtime/task/signature.h"

enum { MAP_VERSION = 1 }; /* task_type_version of a mapped task */

static bool is_mocked(const TaskSetting *setting, const IdlTask *task)
{
    return mock_has(setting->mocks, task);
}

/* A mapped task may be given one value for all elements, or the whole list. */
static bool can_run(const TaskSetting *setting, const IdlTask *task,
                    Arena *arena, const char **why)
{
    const char *other;
    const Attempt element = {.arena = arena, .task = task};
    return mock_outputs(setting->mocks, arena, task,
                        signature_declared(task, true), why) ||
           (task->task_type_version == MAP_VERSION &&
            mock_outputs(setting->mocks, arena, task,
                         signature_outputs(&element), &other));
}

static const char *take(void *self, const IdlLiteral *holder, const char *uri)
{
    const Attempt *attempt = ((void **)self)[0];
    const char **why = ((void **)self)[1];
    (void)holder;
    if (*uri != '/' && *uri != '.')
        return uri;
    return object_take(attempt->setting->home, attempt->arena, uri, false, why);
}

/* The value, or its item for an element that was given whole lists. */
static const IdlLiteral *pick(const Attempt *attempt, const IdlLiteral *value,
                              bool whole, const char **why)
{
    if (!whole ||
        value->value_case != FLYTEIDL__CORE__LITERAL__VALUE_COLLECTION)
        return value;
    size_t index = (size_t)attempt->index;
    if (index < value->collection->n_literals)
        return value->collection->literals[index];
    *why = arena_print(attempt->arena,
                       "its mock has %zu items, and this is number %zu",
                       value->collection->n_literals, index);
    return NULL;
}

static const IdlLiteralMap *given(const Attempt *attempt, bool *whole,
                                  const char **why)
{
    const struct Mocks *mocks = attempt->setting->mocks;
    const IdlLiteralMap *map = mock_outputs(
        mocks, attempt->arena, attempt->task, signature_outputs(attempt), why);
    *whole = !map && attempt->index >= 0;
    if (*whole)
        map = mock_outputs(mocks, attempt->arena, attempt->task,
                           signature_declared(attempt->task, true), why);
    return map;
}

static bool prepare(const Attempt *attempt, AttemptStart *start, Fault *fault)
{
    bool whole;
    const char *why = "";
    const Fault like = {.kind = FAULT_USER, .code = "BadMock"};
    const IdlLiteralMap *map = given(attempt, &whole, &why);
    IdlLiteralMap *outputs = literal_map_new(attempt->arena);
    void *self[] = {(void *)attempt, &why};
    start->outputs = outputs;
    for (size_t i = 0; map && i < map->n_literals; i++) {
        const IdlLiteral *value =
            pick(attempt, map->literals[i]->value, whole, &why);
        if (value)
            value = literal_change_uris(attempt->arena, value, take, self);
        if (!value)
            return fault_set(attempt->arena, fault, like, "%s", why);
        literal_map_put(attempt->arena, outputs, map->literals[i]->key, value);
    }
    return map || fault_set(attempt->arena, fault, like, "%s", why);
}

const TaskKind kind_mock = {
    .name = "mock",
    .is_for = is_mocked,
    .can_run = can_run,
    .prepare = prepare,
};
