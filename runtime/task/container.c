/* container.c - the one container that is the task. */
#include "runtime/task/container.h"

#include <string.h>

#include "runtime/task/pod.h"

static const IdlDataConfig *enabled(const IdlDataConfig *data)
{
    return data && data->enabled ? data : NULL;
}

static void read_container(Arena *arena, const IdlContainer *from,
                           Container *out)
{
    out->image = from->image;
    out->command = (const char *const *)from->command;
    out->command_count = from->n_command;
    out->args = (const char *const *)from->args;
    out->arg_count = from->n_args;
    for (size_t i = 0; i < from->n_env; i++)
        environment_put(arena, &out->environment, from->env[i]->key,
                        from->env[i]->value);
    out->resources = from->resources;
    out->data = enabled(from->data_config);
}

static bool read_target(Arena *arena, const IdlTask *task, Container *out,
                        const char **why)
{
    switch ((int)task->target_case) {
    case FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_CONTAINER:
        read_container(arena, task->container, out);
        return true;
    case FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_K8S_POD:
        out->data = enabled(task->k8s_pod->data_config);
        return pod_container(arena, task, out, why);

    default:
        *why = "it has no container";
        return false;
    }
}

/* Without slashes at its end. */
static const char *path_of(Arena *arena, const char *path,
                           const char *otherwise)
{
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/')
        len--;
    return len ? arena_copy(arena, path, len) : otherwise;
}

bool container_of(Arena *arena, const IdlTask *task,
                  const IdlOverrides *overrides, Container *out,
                  const char **why)
{
    *out = (Container){.image = ""};
    if (!read_target(arena, task, out, why))
        return false;
    if (out->data) {
        out->input_path =
            path_of(arena, out->data->input_path, "/var/flyte/inputs");
        out->output_path =
            path_of(arena, out->data->output_path, "/var/flyte/outputs");
    }
    if (overrides && overrides->resources)
        out->resources = overrides->resources;
    if (overrides && *overrides->container_image)
        out->image = overrides->container_image;
    return true;
}
