/* mocks.c - outputs given beforehand. */
#include "runtime/task/mocks.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/vec.h"
#include "runtime/value/literal_json.h"
#include "runtime/value/literal_text.h"

enum { FILE_MAX = 64 << 20 };

typedef struct Mock {
    const char *name;
    const char *file;
    const char *folder; /* of the file: what its paths start from */
    const Json *outputs;
    bool asked;
} Mock;

struct Mocks {
    Arena *arena;
    Vec(Mock *) all;
};

Mocks *mocks_new(Arena *arena)
{
    Mocks *mocks = arena_new(arena, Mocks);
    mocks->arena = arena;
    return mocks;
}

/* Absolute, since a run may be resumed from elsewhere. */
static const char *folder_of(Arena *arena, const char *file)
{
    char *real = realpath(file, NULL);
    if (!real)
        return ".";
    size_t len = (size_t)(strrchr(real, '/') - real);
    const char *folder = len ? arena_copy(arena, real, len) : "/";
    free(real);
    return folder;
}

static bool read_outputs(Arena *arena, Mock *mock, const char **why)
{
    FileText file;
    size_t at = 0;
    if (!file_read(arena, mock->file, FILE_MAX, &file, why)) {
        *why = arena_print(arena, "cannot read `%s`: %s", mock->file, *why);
        return false;
    }
    mock->outputs = json_parse(arena, file.text, file.len, why, &at);
    if (!mock->outputs)
        *why = arena_print(arena, "`%s` is no JSON at byte %zu: %s", mock->file,
                           at, *why);
    else if (mock->outputs->kind != JSON_OBJECT)
        *why = arena_print(arena,
                           "`%s` wants an object with a member for each "
                           "output",
                           mock->file);
    return mock->outputs && mock->outputs->kind == JSON_OBJECT;
}

bool mocks_add(Mocks *mocks, const char *text, const char **why)
{
    Arena *arena = mocks->arena;
    const char *equals = strchr(text, '=');
    if (!equals || equals == text || !equals[1]) {
        *why = arena_print(arena, "`%s` wants TASK=outputs.json", text);
        return false;
    }
    Mock *mock = arena_new(arena, Mock);
    mock->name = arena_copy(arena, text, (size_t)(equals - text));
    mock->file = equals + 1;
    mock->folder = folder_of(arena, mock->file);
    if (!read_outputs(arena, mock, why))
        return false;
    vec_push(arena, &mocks->all, mock);
    return true;
}

/* ---- which one ---- */

/* flw and flytekit give a mapped task a name of its own, with that of the task
 * in it: "trips.fetch_day.map-some", "wf.map_fetch_0123-arraynode". */
static bool is_map_of(const char *name, const char *task)
{
    size_t len = strlen(task);
    if (strncmp(name, task, len) == 0 && strncmp(name + len, ".map", 4) == 0)
        return true;
    const char *map = strstr(name, "map_");
    return map && strstr(map, "-arraynode") &&
           strncmp(map + 4, task, len) == 0 && map[4 + len] == '_';
}

static bool is_named(const char *name, const char *wanted)
{
    size_t len = strlen(name);
    size_t tail = strlen(wanted);
    if (strcmp(name, wanted) == 0)
        return true;
    return len > tail && name[len - tail - 1] == '.' &&
           strcmp(name + len - tail, wanted) == 0;
}

static bool is_for(const Mock *mock, const char *name)
{
    if (is_named(name, mock->name) || is_map_of(name, mock->name))
        return true;
    for (const char *dot = strchr(name, '.'); dot; dot = strchr(dot + 1, '.'))
        if (is_map_of(dot + 1, mock->name))
            return true;
    return false;
}

static Mock *find(const Mocks *mocks, const IdlTask *task)
{
    for (uint32_t i = 0; mocks && task->id && i < mocks->all.len; i++)
        if (is_for(mocks->all.at[i], task->id->name))
            return mocks->all.at[i];
    return NULL;
}

bool mock_has(const Mocks *mocks, const IdlTask *task)
{
    Mock *mock = find(mocks, task);
    if (mock)
        mock->asked = true;
    return mock != NULL;
}

/* ---- of tasks that nobody knows ---- */

/* A text may be anything, a list is of what its first item is. */
static IdlType *type_of(Arena *arena, const Json *json)
{
    switch (json->kind) {
    case JSON_STRING:
        return make_simple(arena, FLYTEIDL__CORE__SIMPLE_TYPE__STRING);
    case JSON_BOOL:
        return make_simple(arena, FLYTEIDL__CORE__SIMPLE_TYPE__BOOLEAN);
    case JSON_NULL:
        return make_simple(arena, FLYTEIDL__CORE__SIMPLE_TYPE__NONE);
    case JSON_OBJECT:
        return make_simple(arena, FLYTEIDL__CORE__SIMPLE_TYPE__STRUCT);
    case JSON_NUMBER: {
        int64_t whole;
        return make_simple(arena, json_int64(json, &whole)
                                      ? FLYTEIDL__CORE__SIMPLE_TYPE__INTEGER
                                      : FLYTEIDL__CORE__SIMPLE_TYPE__FLOAT);
    }
    case JSON_ARRAY:
        break;
    }
    IdlType *list = make_new(arena, Flyteidl__Core__LiteralType,
                             FLYTEIDL__CORE__LITERAL_TYPE__INIT);
    list->type_case = FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE;
    list->collection_type =
        json->first ? type_of(arena, json->first)
                    : make_simple(arena, FLYTEIDL__CORE__SIMPLE_TYPE__NONE);
    return list;
}

static IdlVariableMap *variables_of(Arena *arena, const Json *outputs)
{
    IdlVariableMap *map = make_new(arena, Flyteidl__Core__VariableMap,
                                   FLYTEIDL__CORE__VARIABLE_MAP__INIT);
    for (const Json *at = outputs->first; at; at = at->next) {
        IdlVariable *variable = make_new(arena, Flyteidl__Core__Variable,
                                         FLYTEIDL__CORE__VARIABLE__INIT);
        variable->type = type_of(arena, at);
        make_put(arena, map->variables, map->n_variables,
                 FLYTEIDL__CORE__VARIABLE_MAP__VARIABLES_ENTRY__INIT, at->name,
                 variable);
    }
    return map;
}

const IdlTask *mock_extern(const Mocks *mocks, Arena *arena, const IdlId *id)
{
    IdlTask *task = make_new(arena, Flyteidl__Core__TaskTemplate,
                             FLYTEIDL__CORE__TASK_TEMPLATE__INIT);
    task->id = make_copy(arena, id, sizeof(*id));
    const Mock *mock = find(mocks, task);
    if (!mock)
        return NULL;
    task->type = make_text("mock");
    task->interface = make_new(arena, Flyteidl__Core__TypedInterface,
                               FLYTEIDL__CORE__TYPED_INTERFACE__INIT);
    task->interface->inputs = make_new(arena, Flyteidl__Core__VariableMap,
                                       FLYTEIDL__CORE__VARIABLE_MAP__INIT);
    task->interface->outputs = variables_of(arena, mock->outputs);
    return task;
}

const char *mocks_unused(const Mocks *mocks)
{
    for (uint32_t i = 0; i < mocks->all.len; i++)
        if (!mocks->all.at[i]->asked)
            return mocks->all.at[i]->name;
    return NULL;
}

/* ---- what it gives ---- */

/* Paths of files start from the folder that the mock's file is in. */
static const char *absolute(void *self, const IdlLiteral *holder,
                            const char *uri)
{
    const Mock *mock = ((void **)self)[0];
    (void)holder;
    if (*uri == '/' || strstr(uri, "://"))
        return uri;
    return arena_print(((void **)self)[1], "%s/%s", mock->folder, uri);
}

static const IdlLiteral *literal_of(Arena *arena, Mock *mock, const char *name,
                                    const IdlType *type, const char **why)
{
    const Json *json = json_member(mock->outputs, name);
    JsonFault fault;
    if (!json) {
        *why =
            arena_print(arena, "`%s` lacks the output `%s`", mock->file, name);
        return NULL;
    }
    const IdlLiteral *literal = literal_of_json(arena, json, type, &fault);
    if (!literal) {
        *why = arena_print(arena, "`%s`: the output `%s%s%s` %s", mock->file,
                           name, *fault.path == '[' || !*fault.path ? "" : ".",
                           fault.path, fault.reason);
        return NULL;
    }
    void *self[] = {mock, arena};
    return literal_change_uris(arena, literal, absolute, self);
}

static bool only_outputs(Arena *arena, const Mock *mock,
                         const IdlVariableMap *outputs, const char **why)
{
    for (const Json *at = mock->outputs->first; at; at = at->next) {
        size_t i = 0;
        while (i < outputs->n_variables &&
               strcmp(outputs->variables[i]->key, at->name) != 0)
            i++;
        if (i < outputs->n_variables)
            continue;
        *why = arena_print(arena, "`%s` has `%s`, which is no output of `%s`",
                           mock->file, at->name, mock->name);
        return false;
    }
    return true;
}

const IdlLiteralMap *mock_outputs(const Mocks *mocks, Arena *arena,
                                  const IdlTask *task,
                                  const IdlVariableMap *outputs,
                                  const char **why)
{
    Mock *mock = find(mocks, task);
    IdlLiteralMap *map = literal_map_new(arena);
    if (!only_outputs(arena, mock, outputs, why))
        return NULL;
    for (size_t i = 0; i < outputs->n_variables; i++) {
        const char *name = outputs->variables[i]->key;
        const IdlLiteral *literal = literal_of(
            arena, mock, name, outputs->variables[i]->value->type, why);
        if (!literal)
            return NULL;
        literal_map_put(arena, map, name, literal);
    }
    return map;
}
