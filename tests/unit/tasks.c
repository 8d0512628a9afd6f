#define _XOPEN_SOURCE 700 /* mkdtemp */

#include "tests/unit/tasks.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

void tasks_open(Tasks *tasks)
{
    const char *why;
    *tasks = (Tasks){0};
    char *folder = arena_print(&tasks->arena, "/tmp/flw-tasks-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    tasks->folder = folder;
    tasks->home = home_open(
        &tasks->arena, arena_print(&tasks->arena, "%s/home", folder), &why);
    ck_assert_msg(tasks->home != NULL, "%s", why);
    tasks->setting = (TaskSetting){
        .home = tasks->home,
        .run_id = "swift-otter-1",
        .entity = "wf.main",
        .project = "p",
        .domain = "d",
        .sandbox = SANDBOX_HOST,
    };
}

void tasks_close(Tasks *tasks)
{
    const char *why;
    char *command = arena_print(&tasks->arena, "chmod -R u+w '%s'; rm -rf '%s'",
                                tasks->folder, tasks->folder);
    ck_assert(home_close(tasks->home, &why));
    ck_assert_int_eq(system(command), 0);
    arena_release(&tasks->arena);
}

/* ---- types ---- */

static IdlType *type_new(Tasks *tasks, int kind)
{
    IdlType *type =
        make_new(&tasks->arena, IdlType, FLYTEIDL__CORE__LITERAL_TYPE__INIT);
    type->type_case = (Flyteidl__Core__LiteralType__TypeCase)kind;
    return type;
}

IdlType *idl_type_simple(Tasks *tasks, int simple)
{
    return make_simple(&tasks->arena, (Flyteidl__Core__SimpleType)simple);
}

static IdlType *type_blob(Tasks *tasks, const char *format, int many)
{
    IdlType *type = type_new(tasks, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_BLOB);
    type->blob = make_new(&tasks->arena, Flyteidl__Core__BlobType,
                          FLYTEIDL__CORE__BLOB_TYPE__INIT);
    type->blob->format = make_text(format);
    type->blob->dimensionality =
        (Flyteidl__Core__BlobType__BlobDimensionality)many;
    return type;
}

IdlType *idl_type_file(Tasks *tasks, const char *format)
{
    return type_blob(tasks, format, 0);
}

IdlType *idl_type_folder(Tasks *tasks)
{
    return type_blob(tasks, "", 1);
}

IdlType *idl_type_list(Tasks *tasks, IdlType *item)
{
    IdlType *type =
        type_new(tasks, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE);
    type->collection_type = item;
    return type;
}

IdlType *idl_type_map(Tasks *tasks, IdlType *item)
{
    IdlType *type =
        type_new(tasks, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_MAP_VALUE_TYPE);
    type->map_value_type = item;
    return type;
}

IdlType *idl_type_optional(Tasks *tasks, IdlType *item)
{
    IdlType *type =
        type_new(tasks, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE);
    Flyteidl__Core__UnionType *both =
        make_new(&tasks->arena, Flyteidl__Core__UnionType,
                 FLYTEIDL__CORE__UNION_TYPE__INIT);
    make_push(&tasks->arena, both->variants, both->n_variants, item);
    make_push(&tasks->arena, both->variants, both->n_variants,
              idl_type_simple(tasks, FLYTEIDL__CORE__SIMPLE_TYPE__NONE));
    type->union_type = both;
    return type;
}

IdlType *idl_type_table(Tasks *tasks)
{
    IdlType *type = type_new(
        tasks, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_STRUCTURED_DATASET_TYPE);
    type->structured_dataset_type =
        make_new(&tasks->arena, Flyteidl__Core__StructuredDatasetType,
                 FLYTEIDL__CORE__STRUCTURED_DATASET_TYPE__INIT);
    return type;
}

/* ---- values ---- */

static const IdlLiteral *value_of(Tasks *tasks, IdlPrimitive *primitive)
{
    return make_literal(&tasks->arena, make_scalar(&tasks->arena, primitive));
}

const IdlLiteral *idl_value_int(Tasks *tasks, int64_t number)
{
    return value_of(tasks, make_int(&tasks->arena, number));
}

const IdlLiteral *idl_value_text(Tasks *tasks, const char *text)
{
    return value_of(tasks, make_string(&tasks->arena, text));
}

const IdlLiteral *idl_value_list(Tasks *tasks, size_t n, ...)
{
    va_list args;
    const IdlLiteral **items =
        arena_array(&tasks->arena, const IdlLiteral *, n + 1);
    va_start(args, n);
    for (size_t i = 0; i < n; i++)
        items[i] = va_arg(args, const IdlLiteral *);
    va_end(args);
    return literal_list(&tasks->arena, items, n);
}

static const IdlLiteral *value_blob(Tasks *tasks, const char *uri, int many)
{
    Arena *arena = &tasks->arena;
    IdlScalar *scalar =
        make_new(arena, IdlScalar, FLYTEIDL__CORE__SCALAR__INIT);
    scalar->value_case = FLYTEIDL__CORE__SCALAR__VALUE_BLOB;
    scalar->blob = make_new(arena, IdlBlob, FLYTEIDL__CORE__BLOB__INIT);
    scalar->blob->uri = make_text(uri);
    scalar->blob->metadata = make_new(arena, Flyteidl__Core__BlobMetadata,
                                      FLYTEIDL__CORE__BLOB_METADATA__INIT);
    scalar->blob->metadata->type = type_blob(tasks, "", many)->blob;
    return make_literal(arena, scalar);
}

const IdlLiteral *idl_value_file(Tasks *tasks, const char *text)
{
    const char *why;
    const char *uri =
        object_take_bytes(tasks->home, &tasks->arena, text, strlen(text), &why);
    ck_assert_msg(uri != NULL, "%s", why);
    return value_blob(tasks, uri, 0);
}

const IdlLiteral *idl_value_folder(Tasks *tasks, ...)
{
    va_list args;
    const char *why;
    const char *folder = arena_print(&tasks->arena, "%s/made-%u", tasks->folder,
                                     tasks->attempts++);
    va_start(args, tasks);
    for (const char *name; (name = va_arg(args, const char *));)
        write_file(tasks, arena_print(&tasks->arena, "%s/%s", folder, name),
                   va_arg(args, const char *));
    va_end(args);
    const char *uri =
        object_take(tasks->home, &tasks->arena, folder, false, &why);
    ck_assert_msg(uri != NULL, "%s", why);
    return value_blob(tasks, uri, 1);
}

const IdlLiteral *idl_value_union(Tasks *tasks, const IdlLiteral *value,
                                  IdlType *type)
{
    Arena *arena = &tasks->arena;
    IdlScalar *scalar =
        make_new(arena, IdlScalar, FLYTEIDL__CORE__SCALAR__INIT);
    scalar->value_case = FLYTEIDL__CORE__SCALAR__VALUE_UNION;
    scalar->union_ = make_new(arena, IdlUnion, FLYTEIDL__CORE__UNION__INIT);
    scalar->union_->value = (IdlLiteral *)value;
    scalar->union_->type = type;
    return make_literal(arena, scalar);
}

/* ---- tasks ---- */

IdlTask *task_new(Tasks *tasks, const char *type)
{
    Arena *arena = &tasks->arena;
    IdlTask *task =
        make_new(arena, IdlTask, FLYTEIDL__CORE__TASK_TEMPLATE__INIT);
    task->type = make_text(type);
    task->id = make_new(arena, IdlId, FLYTEIDL__CORE__IDENTIFIER__INIT);
    task->id->name = make_text("wf.work");
    task->interface =
        make_new(arena, IdlInterface, FLYTEIDL__CORE__TYPED_INTERFACE__INIT);
    task->interface->inputs =
        make_new(arena, IdlVariableMap, FLYTEIDL__CORE__VARIABLE_MAP__INIT);
    task->interface->outputs =
        make_new(arena, IdlVariableMap, FLYTEIDL__CORE__VARIABLE_MAP__INIT);
    return task;
}

static void put_variable(Tasks *tasks, IdlVariableMap *map, const char *name,
                         IdlType *type)
{
    IdlVariable *variable =
        make_new(&tasks->arena, IdlVariable, FLYTEIDL__CORE__VARIABLE__INIT);
    variable->type = type;
    make_put(&tasks->arena, map->variables, map->n_variables,
             FLYTEIDL__CORE__VARIABLE_MAP__VARIABLES_ENTRY__INIT, name,
             variable);
}

void task_input(Tasks *tasks, IdlTask *task, const char *name, IdlType *type)
{
    put_variable(tasks, task->interface->inputs, name, type);
}

void task_output(Tasks *tasks, IdlTask *task, const char *name, IdlType *type)
{
    put_variable(tasks, task->interface->outputs, name, type);
}

static IdlTask *task_container(Tasks *tasks, const char *type, va_list words)
{
    IdlTask *task = task_new(tasks, type);
    IdlContainer *container =
        make_new(&tasks->arena, IdlContainer, FLYTEIDL__CORE__CONTAINER__INIT);
    for (const char *word; (word = va_arg(words, const char *));)
        make_push(&tasks->arena, container->args, container->n_args,
                  make_text(word));
    task->target_case = FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_CONTAINER;
    task->container = container;
    return task;
}

IdlTask *task_raw(Tasks *tasks, ...)
{
    va_list words;
    va_start(words, tasks);
    IdlTask *task = task_container(tasks, "raw-container", words);
    va_end(words);
    IdlDataConfig *data = make_new(&tasks->arena, IdlDataConfig,
                                   FLYTEIDL__CORE__DATA_LOADING_CONFIG__INIT);
    data->enabled = true;
    data->input_path = make_text("/in");
    data->output_path = make_text("/out");
    task->container->data_config = data;
    return task;
}

IdlTask *task_python(Tasks *tasks, ...)
{
    va_list words;
    va_start(words, tasks);
    IdlTask *task = task_container(tasks, "python-task", words);
    va_end(words);
    return task;
}

void task_secret(Tasks *tasks, IdlTask *task, const char *group,
                 const char *key, int mount, const char *variable)
{
    Arena *arena = &tasks->arena;
    IdlSecret *secret =
        make_new(arena, IdlSecret, FLYTEIDL__CORE__SECRET__INIT);
    secret->group = make_text(group);
    secret->key = make_text(key);
    secret->env_var = make_text(variable);
    secret->mount_requirement = (Flyteidl__Core__Secret__MountType)mount;
    if (!task->security_context)
        task->security_context = make_new(
            arena, IdlSecurity, FLYTEIDL__CORE__SECURITY_CONTEXT__INIT);
    make_push(arena, task->security_context->secrets,
              task->security_context->n_secrets, secret);
}

/* ---- attempts ---- */

IdlLiteralMap *inputs_of(Tasks *tasks, size_t n, ...)
{
    va_list args;
    IdlLiteralMap *map = literal_map_new(&tasks->arena);
    va_start(args, n);
    for (size_t i = 0; i < n; i++) {
        const char *name = va_arg(args, const char *);
        literal_map_put(&tasks->arena, map, name,
                        va_arg(args, const IdlLiteral *));
    }
    va_end(args);
    return map;
}

Attempt attempt_of(Tasks *tasks, const IdlTask *task,
                   const IdlLiteralMap *inputs)
{
    const char *folder = arena_print(&tasks->arena, "%s/attempt-%u",
                                     tasks->folder, tasks->attempts++);
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    if (!inputs)
        inputs = literal_map_new(&tasks->arena);
    return (Attempt){
        .setting = &tasks->setting,
        .arena = &tasks->arena,
        .task = task,
        .inputs = inputs,
        .all_inputs = inputs,
        .index = -1,
        .node = "sub/work",
        .folder = folder,
    };
}

static const char *in_folder(Tasks *tasks, const char *path)
{
    if (*path == '/')
        return path;
    return arena_print(&tasks->arena, "%s/%s", tasks->folder, path);
}

void write_file(Tasks *tasks, const char *path, const char *text)
{
    const char *why;
    path = in_folder(tasks, path);
    const char *slash = strrchr(path, '/');
    const char *parent =
        arena_copy(&tasks->arena, path, (size_t)(slash - path));
    ck_assert(file_make_folder(&tasks->arena, parent, &why));
    ck_assert(
        file_write(&tasks->arena, path, (FileText){text, strlen(text)}, &why));
}

const char *read_file(Tasks *tasks, const char *path)
{
    const char *why;
    FileText file;
    path = in_folder(tasks, path);
    bool done = file_read(&tasks->arena, path, 1 << 20, &file, &why);
    ck_assert_msg(done, "%s: %s", path, why);
    return file.text;
}

bool is_there(Tasks *tasks, const char *path)
{
    return file_exists(in_folder(tasks, path));
}

const char *at(Tasks *tasks, const Attempt *attempt, const char *name)
{
    return arena_print(&tasks->arena, "%s/%s", attempt->folder, name);
}
