/* pod.c - a pod of one container, read from the PodSpec in its Struct. */
#include "runtime/task/pod.h"

#include <string.h>

#include "spec/make.h"
#include "spec/struct.h"

static const StructList *list_of(const Struct *object, const char *key)
{
    const StructValue *value = struct_find(object, key);
    if (!value || value->kind_case != GOOGLE__PROTOBUF__VALUE__KIND_LIST_VALUE)
        return NULL;
    return value->list_value;
}

static const Struct *object_in(const StructValue *value)
{
    if (!value ||
        value->kind_case != GOOGLE__PROTOBUF__VALUE__KIND_STRUCT_VALUE)
        return NULL;
    return value->struct_value;
}

static const char *text_in(const StructValue *value)
{
    if (!value ||
        value->kind_case != GOOGLE__PROTOBUF__VALUE__KIND_STRING_VALUE)
        return NULL;
    return value->string_value;
}

static const char *text_of(const Struct *object, const char *key)
{
    return text_in(struct_find(object, key));
}

static const char *primary_name(const IdlTask *task)
{
    if (*task->k8s_pod->primary_container_name)
        return task->k8s_pod->primary_container_name;
    for (size_t i = 0; i < task->n_config; i++)
        if (strcmp(task->config[i]->key, "primary_container_name") == 0)
            return task->config[i]->value;
    return "";
}

static bool read_words(Arena *arena, const Struct *container, const char *key,
                       const char *const **words, size_t *count,
                       const char **why)
{
    const StructList *list = list_of(container, key);
    *count = list ? list->n_values : 0;
    const char **out = arena_array(arena, const char *, *count + 1);
    *words = out;
    for (size_t i = 0; i < *count; i++) {
        out[i] = text_in(list->values[i]);
        if (!out[i]) {
            *why = arena_print(arena,
                               "its pod's `%s` has an item that is no "
                               "text",
                               key);
            return false;
        }
    }
    return true;
}

static bool read_env(Arena *arena, const Struct *container, Container *out,
                     const char **why)
{
    const StructList *list = list_of(container, "env");
    for (size_t i = 0; list && i < list->n_values; i++) {
        const Struct *entry = object_in(list->values[i]);
        const char *name = entry ? text_of(entry, "name") : NULL;
        const char *value = entry ? text_of(entry, "value") : NULL;
        if (!name || (!value && struct_find(entry, "valueFrom"))) {
            *why = arena_print(arena,
                               "its pod takes the variable `%s` from the "
                               "cluster",
                               name ? name : "");
            return false;
        }
        environment_put(arena, &out->environment, name, value ? value : "");
    }
    return true;
}

typedef Flyteidl__Core__Resources__ResourceEntry Entry;

static void add_resource(Arena *arena, const Struct *side, const char *key,
                         Flyteidl__Core__Resources__ResourceName name,
                         Entry ***entries, size_t *n)
{
    const StructValue *value = side ? struct_find(side, key) : NULL;
    if (!value)
        return;
    const char *text = text_in(value);
    if (value->kind_case == GOOGLE__PROTOBUF__VALUE__KIND_NUMBER_VALUE)
        text = arena_print(arena, "%.15g", value->number_value);
    Entry *entry =
        make_new(arena, Entry, FLYTEIDL__CORE__RESOURCES__RESOURCE_ENTRY__INIT);
    entry->name = name;
    entry->value = make_text(text);
    make_push(arena, *entries, *n, entry);
}

static void read_resources(Arena *arena, const Struct *container,
                           Container *out)
{
    const Struct *both = object_in(struct_find(container, "resources"));
    if (!both)
        return;
    IdlResources *resources =
        make_new(arena, IdlResources, FLYTEIDL__CORE__RESOURCES__INIT);
    const Struct *limits = object_in(struct_find(both, "limits"));
    const Struct *requests = object_in(struct_find(both, "requests"));
    static const struct {
        const char *key;
        Flyteidl__Core__Resources__ResourceName name;
    } kinds[] = {
        {"cpu", FLYTEIDL__CORE__RESOURCES__RESOURCE_NAME__CPU},
        {"memory", FLYTEIDL__CORE__RESOURCES__RESOURCE_NAME__MEMORY},
    };
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
        add_resource(arena, limits, kinds[i].key, kinds[i].name,
                     &resources->limits, &resources->n_limits);
        add_resource(arena, requests, kinds[i].key, kinds[i].name,
                     &resources->requests, &resources->n_requests);
    }
    out->resources = resources;
}

/* The only container there is, which must be the primary one. */
static const Struct *only_container(Arena *arena, const IdlTask *task,
                                    const char **why)
{
    const Struct *spec = task->k8s_pod->pod_spec;
    const StructList *list = spec ? list_of(spec, "containers") : NULL;
    const StructList *before = spec ? list_of(spec, "initContainers") : NULL;
    size_t count =
        (list ? list->n_values : 0) + (before ? before->n_values : 0);
    const Struct *container =
        list && list->n_values ? object_in(list->values[0]) : NULL;
    if (count != 1 || !container) {
        *why = arena_print(arena,
                           "its pod has %zu containers, and only a pod of one "
                           "runs here",
                           count);
        return NULL;
    }
    const char *name = text_of(container, "name");
    const char *primary = primary_name(task);
    if (*primary && name && strcmp(name, primary) != 0) {
        *why = arena_print(
            arena, "its pod has no container `%s`, its primary one", primary);
        return NULL;
    }
    return container;
}

bool pod_container(Arena *arena, const IdlTask *task, Container *out,
                   const char **why)
{
    const Struct *container = only_container(arena, task, why);
    if (!container)
        return false;
    const char *image = text_of(container, "image");
    out->image = image ? image : "";
    read_resources(arena, container, out);
    return read_words(arena, container, "command", &out->command,
                      &out->command_count, why) &&
           read_words(arena, container, "args", &out->args, &out->arg_count,
                      why) &&
           read_env(arena, container, out, why);
}
