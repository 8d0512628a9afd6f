/* emit_task.c - TaskTemplates. */
#include "base/panic.h"
#include "compiler/emit/complain.h"
#include "compiler/emit/emitter.h"

/* A task without its texts: python's arguments, resources, metadata. */
enum { TASK_WEIGHT = 2048, PAIR_WEIGHT = 512 };

static Flyteidl__Core__RuntimeMetadata *runtime(Emitter *e)
{
    Flyteidl__Core__RuntimeMetadata *out =
        new_core(e, RuntimeMetadata, RUNTIME_METADATA);
    out->type = FLYTEIDL__CORE__RUNTIME_METADATA__RUNTIME_TYPE__FLYTE_SDK;
    out->version = make_text(e->version);
    out->flavor = make_text("flw");
    return out;
}

static Flyteidl__Core__K8sObjectMetadata *object_metadata(
    Emitter *e, const Settings *settings)
{
    Flyteidl__Core__K8sObjectMetadata *out =
        new_core(e, K8sObjectMetadata, K8S_OBJECT_METADATA);
    weight_spend(e, PAIR_WEIGHT * (size_t)settings->labels.len);
    for (uint32_t i = 0; i < settings->annotations.len; i++)
        text_spend(e, settings->annotations.at[i].value);
    for (uint32_t i = 0; i < settings->labels.len; i++)
        make_put(e->arena, out->labels, out->n_labels,
                 FLYTEIDL__CORE__K8S_OBJECT_METADATA__LABELS_ENTRY__INIT,
                 settings->labels.at[i].name,
                 make_text(settings->labels.at[i].value));
    for (uint32_t i = 0; i < settings->annotations.len; i++)
        make_put(e->arena, out->annotations, out->n_annotations,
                 FLYTEIDL__CORE__K8S_OBJECT_METADATA__ANNOTATIONS_ENTRY__INIT,
                 settings->annotations.at[i].name,
                 make_text(settings->annotations.at[i].value));
    return out;
}

static void add_cache(Emitter *e, const PlanTask *task,
                      const Settings *settings, IdlTaskMetadata *out)
{
    if (!task->cache_version)
        return;
    out->discoverable = true;
    out->discovery_version = make_text(task->cache_version);
    out->cache_serializable = settings->cache_serialize;
    for (uint32_t i = 0; i < settings->cache_ignore.len; i++)
        make_push(e->arena, out->cache_ignore_input_vars,
                  out->n_cache_ignore_input_vars,
                  make_text(settings->cache_ignore.at[i]->text));
}

IdlRetries *emit_retries(Emitter *e, int64_t retries)
{
    if (retries <= 0)
        return e->no_retries;
    IdlRetries *out = new_core(e, RetryStrategy, RETRY_STRATEGY);
    out->retries = (uint32_t)retries;
    return out;
}

static IdlTaskMetadata *task_metadata(Emitter *e, const PlanTask *task)
{
    static const Settings none = {0};
    const Settings *settings = task->settings ? task->settings : &none;
    IdlTaskMetadata *out = new_core(e, TaskMetadata, TASK_METADATA);
    out->runtime = runtime(e);
    out->retries = emit_retries(e, settings->retries);
    if (settings->timeout)
        out->timeout = make_duration(e->arena, settings->timeout);
    if (settings_has(settings, SETTING_INTERRUPTIBLE)) {
        out->interruptible_value_case =
            FLYTEIDL__CORE__TASK_METADATA__INTERRUPTIBLE_VALUE_INTERRUPTIBLE;
        out->interruptible = settings->interruptible;
    }
    text_spend(e, settings->deprecated);
    out->deprecated_error_message = make_text(settings->deprecated);
    out->pod_template_name = make_text(settings->pod_template);
    out->generates_deck = make_bool_value(e->arena, settings->deck);
    out->metadata = object_metadata(e, settings);
    add_cache(e, task, settings, out);
    return out;
}

static void add_target(Emitter *e, const PlanTask *task, IdlTask *out)
{
    switch (task->use->tag) {
    case KIND_CONTAINER:
        emit_container_task(e, task, out);
        return;
    case KIND_SHELL:
        emit_shell_task(e, task, out);
        return;
    case KIND_PYTHON:
        emit_python_task(e, task, out);
        return;
    case KIND_POD:
        emit_pod_task(e, task, out);
        return;
    case KIND_SQL:
        emit_sql_task(e, task, out);
        return;
    case KIND_ECHO:
        out->type = make_text("echo");
        return;
    case KIND_PLUGIN:
        emit_plugin_task(e, task, out);
        return;
    }
    UNREACHABLE("kind of task");
}

IdlTaskSpec *emit_task(Emitter *e, const PlanTask *task)
{
    IdlTask *template = new_core(e, TaskTemplate, TASK_TEMPLATE);
    weight_spend(e, TASK_WEIGHT);
    template->id = emit_task_id(e, task);
    template->metadata = task_metadata(e, task);
    template->interface = emit_interface(e, &task->interface_);
    add_target(e, task, template);
    /* As flytekit marks what runs under an array node. */
    if (task->mapped && !template->task_type_version)
        template->task_type_version = 1;
    template->security_context = emit_secrets(e, task->settings);
    template->extended_resources = emit_extended(e, task->settings);
    IdlTaskSpec *spec = new_admin(e, TaskSpec, TASK_SPEC);
    spec->template_ = template;
    spec->description = emit_description(e, task->doc);
    return spec;
}
