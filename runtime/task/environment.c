/* environment.c - the variables of a container. */
#include "runtime/task/environment.h"

#include <string.h>

const EnvironmentEntry *environment_find(const Environment *environment,
                                         const char *name, size_t len)
{
    for (uint32_t i = 0; i < environment->entries.len; i++) {
        const EnvironmentEntry *entry = &environment->entries.at[i];
        if (strncmp(entry->name, name, len) == 0 && entry->name[len] == '\0')
            return entry;
    }
    return NULL;
}

static void put(Arena *arena, Environment *environment, EnvironmentEntry entry)
{
    const EnvironmentEntry *old =
        environment_find(environment, entry.name, strlen(entry.name));
    if (old)
        environment->entries.at[old - environment->entries.at] = entry;
    else
        vec_push(arena, &environment->entries, entry);
}

void environment_put(Arena *arena, Environment *environment, const char *name,
                     const char *value)
{
    put(arena, environment, (EnvironmentEntry){name, value, false});
}

void environment_put_secret(Arena *arena, Environment *environment,
                            const char *name, const char *value)
{
    put(arena, environment, (EnvironmentEntry){name, value, true});
}

const char *const *environment_list(Arena *arena,
                                    const Environment *environment)
{
    uint32_t count = environment->entries.len;
    const char **list = arena_array(arena, const char *, count + 1);
    for (uint32_t i = 0; i < count; i++)
        list[i] = arena_print(arena, "%s=%s", environment->entries.at[i].name,
                              environment->entries.at[i].value);
    return list;
}
