/* pod.h - a pod of one container, read from the PodSpec in its Struct. */
#ifndef FLW_RUNTIME_TASK_POD_H
#define FLW_RUNTIME_TASK_POD_H

#include "runtime/task/container.h"

/* Sets image, command, args, environment and resources. False with a reason:
 * several containers, variables that come from the cluster. */
bool pod_container(Arena *arena, const IdlTask *task, Container *out,
                   const char **why);

#endif
