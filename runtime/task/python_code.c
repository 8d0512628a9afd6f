/* python_code.c - code that flytekit brings at the start of a task. */
#include "runtime/task/python_code.h"

#include <string.h>

#include "base/file.h"

/* What follows --additional-distribution; NULL: the command brings none. */
static const char *archive_of(const Container *container)
{
    for (size_t i = 0; i + 1 < container->arg_count; i++) {
        if (strcmp(container->args[i], "--") == 0)
            return NULL;
        if (strcmp(container->args[i], "--additional-distribution") == 0)
            return container->args[i + 1];
    }
    return NULL;
}

bool python_code_is_here(const Container *container, Arena *arena,
                         const char **why)
{
    const char *archive = archive_of(container);
    if (!archive)
        return true;
    const char *path = archive;
    if (strncmp(path, "file://", 7) == 0)
        path += 7;
    if (*path == '/' && file_exists(path))
        return true;
    *why = arena_print(arena,
                       "its code is in the archive `%s`, which is not on this "
                       "machine: package it without --fast, beside its code",
                       archive);
    return false;
}
