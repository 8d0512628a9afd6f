/* environment.h - the variables of a container. */
#ifndef FLW_RUNTIME_TASK_ENVIRONMENT_H
#define FLW_RUNTIME_TASK_ENVIRONMENT_H

#include <stdbool.h>

#include "base/vec.h"

typedef struct EnvironmentEntry {
    const char *name;
    const char *value;
    bool secret; /* never expanded into a command line */
} EnvironmentEntry;

typedef struct Environment {
    Vec(EnvironmentEntry) entries; /* each name once */
} Environment;

/* The last value of a name holds. */
void environment_put(Arena *arena, Environment *environment, const char *name,
                     const char *value);
void environment_put_secret(Arena *arena, Environment *environment,
                            const char *name, const char *value);
/* NULL when absent; the name is the len bytes. */
const EnvironmentEntry *environment_find(const Environment *environment,
                                         const char *name, size_t len);
/* "NAME=value" each, NULL at the end. */
const char *const *environment_list(Arena *arena,
                                    const Environment *environment);

#endif
