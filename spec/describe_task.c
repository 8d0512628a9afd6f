/* describe_task.c - tasks: what runs, with what. */
#include <string.h>

#include "flyteidl/admin/task.pb-c.h"
#include "spec/describer.h"
#include "spec/flytekit.h"

typedef Flyteidl__Core__TaskTemplate TaskTemplate;
typedef Flyteidl__Core__TaskMetadata TaskMetadata;
typedef Flyteidl__Core__Container Container;
typedef Flyteidl__Core__DataLoadingConfig DataConfig;

/* ---- resources ---- */

/* The last of a name holds. */
typedef struct Amounts {
    const char *request;
    const char *limit;
} Amounts;

enum {
    RESOURCES = FLYTEIDL__CORE__RESOURCES__RESOURCE_NAME__EPHEMERAL_STORAGE
};

static void collect(const Resources *resources, Amounts amounts[RESOURCES + 1])
{
    for (size_t i = 0; i < resources->n_requests; i++)
        if ((unsigned)resources->requests[i]->name <= RESOURCES)
            amounts[resources->requests[i]->name].request =
                resources->requests[i]->value;
    for (size_t i = 0; i < resources->n_limits; i++)
        if ((unsigned)resources->limits[i]->name <= RESOURCES)
            amounts[resources->limits[i]->name].limit =
                resources->limits[i]->value;
}

/* `2` is both, `1..2` is request to limit. */
static void write_amounts(Describer *d, const char *name, Amounts amounts)
{
    if (!amounts.request && !amounts.limit)
        return;
    describe_item(d, name);
    if (amounts.request && amounts.limit &&
        strcmp(amounts.request, amounts.limit) == 0) {
        layout_name(&d->line, amounts.request);
        return;
    }
    if (amounts.request)
        layout_name(&d->line, amounts.request);
    layout_words(&d->line, "..");
    if (amounts.limit)
        layout_name(&d->line, amounts.limit);
}

void describe_resources(Describer *d, const Resources *resources)
{
    static const char *const names[RESOURCES + 1] = {
        "unknown", "cpu", "gpu", "memory", "old_storage", "storage"};
    Amounts amounts[RESOURCES + 1] = {0};
    if (!resources)
        return;
    collect(resources, amounts);
    for (int i = 0; i <= RESOURCES; i++)
        write_amounts(d, names[i], amounts[i]);
}

void describe_extended(Describer *d, const ExtendedResources *extended)
{
    const Flyteidl__Core__GPUAccelerator *gpu =
        extended ? extended->gpu_accelerator : NULL;
    const Flyteidl__Core__SharedMemory *shared =
        extended ? extended->shared_memory : NULL;
    describe_text_item(d, "accelerator", gpu ? gpu->device : NULL);
    if (gpu &&
        gpu->partition_size_value_case ==
            FLYTEIDL__CORE__GPUACCELERATOR__PARTITION_SIZE_VALUE_PARTITION_SIZE)
        describe_text_item(d, "partition", gpu->partition_size);
    if (gpu &&
        gpu->partition_size_value_case ==
            FLYTEIDL__CORE__GPUACCELERATOR__PARTITION_SIZE_VALUE_UNPARTITIONED)
        describe_flag_item(d, "unpartitioned", gpu->unpartitioned);
    if (!shared)
        return;
    describe_item(d, "shared_memory");
    if (shared->size_limit && *shared->size_limit)
        layout_name(&d->line, shared->size_limit);
    else
        layout_words(&d->line, "true");
}

/* ---- security ---- */

static void write_secret(Describer *d, const Flyteidl__Core__Secret *secret)
{
    layout_item(&d->line);
    layout_open(&d->line, '{');
    describe_text_item(d, "group", secret->group);
    describe_text_item(d, "version", secret->group_version);
    describe_text_item(d, "key", secret->key);
    describe_text_item(d, "env", secret->env_var);
    describe_flag_item(d, "as_file",
                       secret->mount_requirement ==
                           FLYTEIDL__CORE__SECRET__MOUNT_TYPE__FILE);
    layout_close(&d->line);
}

void describe_security(Describer *d,
                       const Flyteidl__Core__SecurityContext *security)
{
    if (!security)
        return;
    const Flyteidl__Core__Identity *identity = security->run_as;
    describe_text_item(d, "iam_role", identity ? identity->iam_role : NULL);
    describe_text_item(d, "service_account",
                       identity ? identity->k8s_service_account : NULL);
    describe_text_item(d, "execution_identity",
                       identity ? identity->execution_identity : NULL);
    if (security->n_secrets) {
        describe_item(d, "secrets");
        layout_open(&d->line, '[');
        for (size_t i = 0; i < security->n_secrets; i++)
            write_secret(d, security->secrets[i]);
        layout_close(&d->line);
    }
    if (security->n_tokens) {
        describe_item(d, "tokens");
        layout_open(&d->line, '[');
        for (size_t i = 0; i < security->n_tokens; i++) {
            layout_item(&d->line);
            layout_name(&d->line, security->tokens[i]->name);
        }
        layout_close(&d->line);
    }
}

/* ---- what runs ---- */

static void write_data_config(Describer *d, const DataConfig *config)
{
    static const char *const formats[] = {"json", "yaml", "proto"};
    if (!config || !config->enabled)
        return;
    describe_text_item(d, "input_path", config->input_path);
    describe_text_item(d, "output_path", config->output_path);
    size_t format = (size_t)config->format;
    if (format && format < sizeof formats / sizeof *formats) {
        describe_item(d, "format");
        layout_words(&d->line, formats[format]);
    }
}

void describe_env(Describer *d, Flyteidl__Core__KeyValuePair *const *pairs,
                  size_t count)
{
    if (count == 0)
        return;
    describe_item(d, "env");
    layout_open(&d->line, '{');
    for (size_t i = 0; i < count; i++) {
        describe_item(d, pairs[i]->key);
        layout_block(&d->line, pairs[i]->value);
    }
    layout_close(&d->line);
}

static void write_ports(Describer *d, const Container *container)
{
    if (container->n_ports == 0)
        return;
    describe_item(d, "ports");
    layout_open_filled(&d->line, '[');
    for (size_t i = 0; i < container->n_ports; i++) {
        layout_item(&d->line);
        layout_print(&d->line, "%u", container->ports[i]->container_port);
    }
    layout_close(&d->line);
}

/* How flytekit starts a function of a module; the module and the function
 * follow the word before each. */
static bool is_python_call(const Container *container)
{
    static const char *const usual[] = {
        FLYTEKIT_PROGRAM, FLYTEKIT_ENTRY, FLYTEKIT_RESOLVER, "--",
        "task-module",    NULL,           "task-name",       NULL};
    size_t count = sizeof usual / sizeof *usual;
    if (container->n_args != count || container->n_command)
        return false;
    for (size_t i = 0; i < count; i++)
        if (usual[i] && strcmp(usual[i], container->args[i]) != 0)
            return false;
    return true;
}

static void write_args(Describer *d, const Container *container)
{
    if (is_python_call(container)) {
        describe_text_item(d, "module", container->args[15]);
        describe_text_item(d, "function", container->args[17]);
        return;
    }
    describe_text_list(d, "command", container->command, container->n_command);
    describe_text_list(d, "args", container->args, container->n_args);
}

static void write_container(Describer *d, const Container *container)
{
    if (!container)
        return;
    describe_text_item(d, "image", container->image);
    write_args(d, container);
    write_data_config(d, container->data_config);
    write_ports(d, container);
}

void describe_pod(Describer *d, const Flyteidl__Core__K8sPod *pod)
{
    if (!pod)
        return;
    describe_text_item(d, "primary", pod->primary_container_name);
    describe_text_map(d, "labels", pod->metadata ? &pod->metadata->base : NULL,
                      "labels");
    describe_text_map(d, "annotations",
                      pod->metadata ? &pod->metadata->base : NULL,
                      "annotations");
    write_data_config(d, pod->data_config);
    if (pod->pod_spec && pod->pod_spec->n_fields) {
        describe_item(d, "spec");
        describe_struct(d, pod->pod_spec);
    }
}

static void write_sql(Describer *d, const Flyteidl__Core__Sql *sql)
{
    static const char *const dialects[] = {"", "ansi", "hive", "other"};
    size_t dialect = sql ? (size_t)sql->dialect : 0;
    describe_text_item(d, "statement", sql ? sql->statement : NULL);
    if (dialect && dialect < sizeof dialects / sizeof *dialects) {
        describe_item(d, "dialect");
        layout_words(&d->line, dialects[dialect]);
    }
}

static void write_target(Describer *d, const TaskTemplate *task)
{
    switch (task->target_case) {
    case FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_CONTAINER:
        write_container(d, task->container);
        return;
    case FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_K8S_POD:
        if (task->k8s_pod) {
            describe_item(d, "pod");
            layout_open(&d->line, '{');
            describe_pod(d, task->k8s_pod);
            layout_close(&d->line);
        }
        return;
    case FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_SQL:
        write_sql(d, task->sql);
        return;
    case FLYTEIDL__CORE__TASK_TEMPLATE__TARGET__NOT_SET:
    case _FLYTEIDL__CORE__TASK_TEMPLATE__TARGET__CASE_IS_INT_SIZE:
        return;
    }
}

/* The words of flw's own kinds; another is a plugin of Flyte. */
static const char *kind_word(const char *type)
{
    static const char *const words[][2] = {{"raw-container", "container"},
                                           {"python-task", "python"},
                                           {"echo", "echo"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (type && strcmp(type, words[i][0]) == 0)
            return words[i][1];
    return NULL;
}

static void write_using(Describer *d, const TaskTemplate *task)
{
    const char *word = kind_word(task->type);
    layout_words(&d->line, "using ");
    if (word) {
        layout_words(&d->line, word);
    } else {
        const char *type = task->type ? task->type : "";
        layout_words(&d->line, "plugin ");
        layout_text(&d->line, type, strlen(type));
    }
    layout_words(&d->line, " ");
    layout_open(&d->line, '{');
    write_target(d, task);
    if (task->custom && task->custom->n_fields) {
        describe_item(d, "custom");
        describe_struct(d, task->custom);
    }
    describe_text_map(d, "config", &task->base, "config");
    if (task->task_type_version) {
        describe_item(d, "task_type_version");
        layout_print(&d->line, "%d", task->task_type_version);
    }
    layout_close(&d->line);
    layout_end(&d->line);
}

/* ---- with what ---- */

static void write_cache(Describer *d, const TaskMetadata *metadata)
{
    if (metadata->discoverable) {
        const char *version = metadata->discovery_version;
        describe_item(d, "cache");
        layout_text(&d->line, version ? version : "",
                    version ? strlen(version) : 0);
    } else {
        describe_text_item(d, "cache_version", metadata->discovery_version);
    }
    describe_text_list(d, "cache_ignore", metadata->cache_ignore_input_vars,
                       metadata->n_cache_ignore_input_vars);
    describe_flag_item(d, "cache_serialize", metadata->cache_serializable);
}

static void write_runtime(Describer *d,
                          const Flyteidl__Core__RuntimeMetadata *runtime)
{
    if (!runtime || (!*runtime->flavor && !*runtime->version))
        return;
    const char *text = arena_print(
        d->arena, "%s%s%s", runtime->flavor,
        *runtime->flavor && *runtime->version ? " " : "", runtime->version);
    describe_text_item(d, "sdk", text);
}

static void write_metadata(Describer *d, const TaskMetadata *metadata)
{
    if (!metadata)
        return;
    const ProtobufCMessage *object =
        metadata->metadata ? &metadata->metadata->base : NULL;
    if (metadata->retries && metadata->retries->retries) {
        describe_item(d, "retries");
        layout_print(&d->line, "%u", metadata->retries->retries);
    }
    if (metadata->timeout) {
        describe_item(d, "timeout");
        describe_duration(d, metadata->timeout);
    }
    write_cache(d, metadata);
    if (metadata->interruptible_value_case ==
        FLYTEIDL__CORE__TASK_METADATA__INTERRUPTIBLE_VALUE_INTERRUPTIBLE) {
        describe_item(d, "interruptible");
        layout_words(&d->line, metadata->interruptible ? "true" : "false");
    }
    describe_text_map(d, "labels", object, "labels");
    describe_text_map(d, "annotations", object, "annotations");
    describe_text_item(d, "pod_template", metadata->pod_template_name);
    describe_text_item(d, "deprecated", metadata->deprecated_error_message);
    describe_flag_item(
        d, "deck", metadata->generates_deck && metadata->generates_deck->value);
    describe_flag_item(d, "eager", metadata->is_eager);
    describe_text_map(d, "tags", &metadata->base, "tags");
    write_runtime(d, metadata->runtime);
}

static void write_with(Describer *d, const TaskTemplate *task)
{
    const Container *container =
        task->target_case == FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_CONTAINER
            ? task->container
            : NULL;
    LayoutMark mark = describe_open(d, "with ", '{');
    describe_resources(d, container ? container->resources : NULL);
    describe_extended(d, task->extended_resources);
    if (container)
        describe_env(d, container->env, container->n_env);
    describe_security(d, task->security_context);
    write_metadata(d, task->metadata);
    if (describe_close(d, mark))
        layout_end(&d->line);
}

void describe_task(Describer *d, const ProtobufCMessage *message)
{
    const Flyteidl__Admin__TaskSpec *spec = (const void *)message;
    const TaskTemplate *task = spec->template_;
    describe_doc(d, spec->description);
    describe_head(d, "task ", task ? task->id : NULL,
                  task ? task->interface : NULL);
    layout_end(&d->line);
    if (!task)
        return;
    write_using(d, task);
    write_with(d, task);
}
