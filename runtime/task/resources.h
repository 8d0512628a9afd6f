/* resources.h - what a container asks for, as limits of a child. */
#ifndef FLW_RUNTIME_TASK_RESOURCES_H
#define FLW_RUNTIME_TASK_RESOURCES_H

#include <stdbool.h>

#include "runtime/process/loop.h"
#include "spec/idl.h"

/* A quantity of Kubernetes ("500m", "4Gi", "1e3") in thousandths, rounded up
 * and capped at UINT64_MAX. False when it is none, or negative. */
bool resource_amount(const char *text, uint64_t *thousandths);

/* Of each resource the limit, else the request, as Flyte sets what is missing.
 * False with a reason for what is no quantity. NULL resources have no
 * limits. */
bool resources_limits(Arena *arena, const IdlResources *resources,
                      ChildLimits *limits, const char **why);

#endif
