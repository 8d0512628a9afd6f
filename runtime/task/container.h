/* container.h - the one container that is the task, however the task says it:
 * as a container, or as the primary one of a pod. */
#ifndef FLW_RUNTIME_TASK_CONTAINER_H
#define FLW_RUNTIME_TASK_CONTAINER_H

#include <stdbool.h>

#include "runtime/task/environment.h"
#include "spec/idl.h"

typedef struct Container {
    const char *image;
    const char *const *command; /* templates, as they are written */
    size_t command_count;
    const char *const *args;
    size_t arg_count;
    Environment environment;   /* values as written, in order */
    IdlResources *resources;   /* NULL: none */
    const IdlDataConfig *data; /* the copilot brings and takes files; NULL: the
                                  command reads inputs.pb by itself */
    const char *archive;       /* of code on this machine; NULL: none */
    const char *input_path;    /* of the copilot's folders, inside */
    const char *output_path;
} Container;

/* False with a reason: no container, a pod that is more than one container,
 * variables that only a cluster knows. `overrides` may be NULL. */
bool container_of(Arena *arena, const IdlTask *task,
                  const IdlOverrides *overrides, Container *out,
                  const char **why);

#endif
