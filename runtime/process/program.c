#include "runtime/process/program.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

void programs_init(Programs *programs, Arena *arena)
{
    *programs = (Programs){0};
    sym_table_init(&programs->names, arena);
}

static const Sym *key_of(Programs *programs, const char *name,
                         const char *folders)
{
    Arena scratch = {0};
    Buf key = {.arena = &scratch};
    buf_add(&key, name, strlen(name) + 1);
    buf_text(&key, folders);
    const Sym *sym = sym_intern(&programs->names, key.at, key.len);
    arena_release(&scratch);
    return sym;
}

static bool is_program(const char *path, bool *is_there)
{
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    *is_there = true;
    return access(path, X_OK) == 0;
}

static const char *look(Arena *arena, const char *name, const char *folders,
                        bool *is_there)
{
    for (const char *at = folders; *at; at += strspn(at, ":")) {
        size_t len = strcspn(at, ":");
        if (*at == '/') {
            const char *path =
                arena_print(arena, "%.*s/%s", (int)len, at, name);
            if (is_program(path, is_there))
                return path;
        }
        at += len;
    }
    return NULL;
}

static const char *usual(const char *folders)
{
    return folders ? folders
                   : "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:"
                     "/sbin:/bin";
}

const char *program_find(Programs *programs, const char *name,
                         const char *folders, const char **why)
{
    Arena *arena = programs->names.arena;
    folders = usual(folders);
    if (strchr(name, '/'))
        return name;
    const Sym *key = key_of(programs, name, folders);
    const char *path = map_find(&programs->found, key);
    if (path)
        return path;
    bool is_there = false;
    path = *name ? look(arena, name, folders, &is_there) : NULL;
    if (path)
        map_put(arena, &programs->found, key, (char *)path);
    else if (is_there)
        *why = arena_print(arena, "not allowed to execute: %s", name);
    else
        *why = arena_print(arena, "command not found: %s (looked in %s)", name,
                           folders);
    return path;
}

void program_forget(Programs *programs, const char *name, const char *folders)
{
    const Sym *key = key_of(programs, name, usual(folders));
    map_put(programs->names.arena, &programs->found, key, NULL);
}
