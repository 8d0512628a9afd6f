/* emit_container.c - tasks that run a container: container, shell, python,
 * pod. */
#include <string.h>

#include "compiler/emit/command.h"
#include "spec/flytekit.h"

static const char *image_of(const PlanTask *task)
{
    if (task->use->image)
        return task->use->image;
    return task->settings ? task->settings->image : NULL;
}

static void add_env(Emitter *e, IdlContainer *out, const SettingPair *pair)
{
    Flyteidl__Core__KeyValuePair *entry =
        new_core(e, KeyValuePair, KEY_VALUE_PAIR);
    entry->key = make_text(pair->name);
    entry->value = make_text(pair->value);
    text_spend(e, pair->name);
    text_spend(e, pair->value);
    make_push(e->arena, out->env, out->n_env, entry);
}

/* Both by name; what the kind says holds against the option. */
static void add_environment(Emitter *e, const PlanTask *task, IdlContainer *out)
{
    SettingPairVec none = {0};
    const SettingPairVec *outer = task->settings ? &task->settings->env : &none;
    const SettingPairVec *inner = &task->use->env;
    uint32_t i = 0;
    uint32_t j = 0;
    while (i < outer->len || j < inner->len) {
        int order = i == outer->len ? 1
                    : j == inner->len
                        ? -1
                        : strcmp(outer->at[i].name, inner->at[j].name);
        if (order < 0)
            add_env(e, out, &outer->at[i++]);
        else
            add_env(e, out, &inner->at[j++]);
        i += order == 0;
    }
}

IdlContainer *emit_container(Emitter *e, const PlanTask *task)
{
    IdlContainer *out = new_core(e, Container, CONTAINER);
    out->image = make_text(image_of(task));
    text_spend(e, out->image);
    out->resources = emit_resources(e, task->settings);
    add_environment(e, task, out);
    return out;
}

static void set_container(IdlTask *out, const char *type,
                          IdlContainer *container)
{
    out->type = make_text(type);
    out->target_case = FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_CONTAINER;
    out->container = container;
}

static Flyteidl__Core__DataLoadingConfig__LiteralMapFormat format_of(
    DataFormat format)
{
    static const Flyteidl__Core__DataLoadingConfig__LiteralMapFormat formats[] =
        {
            [FORMAT_JSON] =
                FLYTEIDL__CORE__DATA_LOADING_CONFIG__LITERAL_MAP_FORMAT__JSON,
            [FORMAT_YAML] =
                FLYTEIDL__CORE__DATA_LOADING_CONFIG__LITERAL_MAP_FORMAT__YAML,
            [FORMAT_PROTO] =
                FLYTEIDL__CORE__DATA_LOADING_CONFIG__LITERAL_MAP_FORMAT__PROTO,
        };
    return formats[format];
}

static IdlDataConfig *data_config(Emitter *e, const PlanTask *task)
{
    IdlDataConfig *out = new_core(e, DataLoadingConfig, DATA_LOADING_CONFIG);
    out->enabled = true;
    out->input_path = make_text(command_input_path(task));
    out->output_path = make_text(command_output_path(task));
    out->format = format_of(task->use->format);
    return out;
}

static void add_words(Emitter *e, const PlanTask *task, const TemplateVec *from,
                      char ***words, size_t *count)
{
    for (uint32_t i = 0; i < from->len; i++)
        command_add(e, words, count, command_text(e, task, &from->at[i]));
}

void emit_container_task(Emitter *e, const PlanTask *task, IdlTask *out)
{
    IdlContainer *container = emit_container(e, task);
    const KindUse *use = task->use;
    add_words(e, task, &use->command, &container->command,
              &container->n_command);
    add_words(e, task, &use->args, &container->args, &container->n_args);
    container->data_config = data_config(e, task);
    set_container(out, "raw-container", container);
}

void emit_shell_task(Emitter *e, const PlanTask *task, IdlTask *out)
{
    IdlContainer *container = emit_container(e, task);
    script_add(e, task, container);
    container->data_config = data_config(e, task);
    set_container(out, "raw-container", container);
}

/* ---- python ---- */

#define MAP_RESOLVER \
    "flytekit.core.array_node_map_task.ArrayNodeMapTaskResolver"

/* What every function of flytekit is started with. */
static const char *const entry_words[] = {FLYTEKIT_ENTRY};

static const char *bound_names(Emitter *e, const PlanTask *task)
{
    Buf buf = {.arena = e->arena};
    for (uint32_t i = 0; i < task->bound.len; i++) {
        buf_text(&buf, i ? "," : "");
        buf_text(&buf, task->bound.at[i]);
    }
    return buf_string(&buf);
}

static void add_all(Emitter *e, IdlContainer *out, const char *const *words,
                    size_t len)
{
    for (size_t i = 0; i < len; i++)
        command_add(e, &out->args, &out->n_args, words[i]);
}

static void add_entry(Emitter *e, IdlContainer *out, const char *program,
                      const char *resolver)
{
    add_all(e, out, &program, 1);
    add_all(e, out, entry_words, sizeof(entry_words) / sizeof(*entry_words));
    const char *const last[] = {resolver, "--"};
    add_all(e, out, last, 2);
}

void emit_python_words(Emitter *e, const PlanTask *task,
                       IdlContainer *container)
{
    const char *const name[] = {"task-module", task->use->module, "task-name",
                                task->use->function};
    if (task->mapped) {
        const char *const vars[] = {"vars", bound_names(e, task), "resolver",
                                    FLYTEKIT_RESOLVER};
        add_entry(e, container, "pyflyte-map-execute", MAP_RESOLVER);
        add_all(e, container, vars, 4);
    } else {
        add_entry(e, container, FLYTEKIT_PROGRAM, FLYTEKIT_RESOLVER);
    }
    add_all(e, container, name, 4);
}

void emit_python_task(Emitter *e, const PlanTask *task, IdlTask *out)
{
    IdlContainer *container = emit_container(e, task);
    emit_python_words(e, task, container);
    set_container(out, "python-task", container);
}

/* ---- pod ---- */

static bool has_data(const PlanTask *task)
{
    return task->interface_.inputs.len || task->interface_.outputs.len;
}

/* Flyte looks for the name of the primary container in the task's config. */
void emit_pod_task(Emitter *e, const PlanTask *task, IdlTask *out)
{
    Flyteidl__Core__K8sPod *pod = new_core(e, K8sPod, K8S_POD);
    pod->metadata = out->metadata->metadata;
    emit_spend_value(e, task->use->pod_spec);
    e->is_deep = true;
    pod->pod_spec = emit_json(e, task->use->pod_spec)->struct_value;
    if (has_data(task))
        pod->data_config = data_config(e, task);
    out->type = make_text("raw-container");
    out->target_case = FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_K8S_POD;
    out->k8s_pod = pod;
    make_put(e->arena, out->config, out->n_config,
             FLYTEIDL__CORE__TASK_TEMPLATE__CONFIG_ENTRY__INIT,
             "primary_container_name", make_text(task->use->primary));
}
