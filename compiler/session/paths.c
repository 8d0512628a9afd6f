/* paths.c - from an import as written to a file of the project. */
#include "compiler/session/paths.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"

const char *path_folder(Arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ".";
    if (slash == path)
        return "/";
    return arena_copy(arena, path, (size_t)(slash - path));
}

/* Drops the last part of an absolute path under construction. */
static void drop_last(Buf *buf)
{
    while (buf->len > 0 && buf->at[buf->len - 1] != '/')
        buf->len--;
    if (buf->len > 0)
        buf->len--;
    if (buf->at)
        buf->at[buf->len] = '\0';
}

static void add_parts(Buf *buf, const char *path)
{
    while (*path) {
        size_t len = strcspn(path, "/");
        bool is_up = len == 2 && path[0] == '.' && path[1] == '.';
        bool is_here = len == 0 || (len == 1 && path[0] == '.');
        if (is_up) {
            drop_last(buf);
        } else if (!is_here) {
            buf_char(buf, '/');
            buf_add(buf, path, len);
        }
        path += len + (path[len] == '/');
    }
}

const char *path_join(Arena *arena, const char *folder, const char *rest)
{
    Buf buf = {.arena = arena};
    if (rest[0] != '/')
        add_parts(&buf, folder);
    add_parts(&buf, rest);
    return buf.len ? buf_string(&buf) : "/";
}

const char *path_real(Arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    if (!real)
        return NULL;
    const char *copy = arena_copy(arena, real, strlen(real));
    free(real);
    return copy;
}

bool path_is_below(const char *path, const char *folder)
{
    size_t len = strlen(folder);
    if (len == 1 && folder[0] == '/')
        return true;
    return strncmp(path, folder, len) == 0 &&
           (path[len] == '/' || path[len] == '\0');
}

/* The bytes that two absolute paths share, up to and with a slash. */
static size_t shared_folders(const char *left, const char *right)
{
    size_t shared = 0;
    for (size_t i = 0; left[i] && left[i] == right[i]; i++)
        if (left[i] == '/')
            shared = i + 1;
    return shared;
}

const char *path_shown(Arena *arena, const char *importer_shown,
                       const char *importer, const char *imported)
{
    size_t shared = shared_folders(importer, imported);
    size_t tail = strlen(importer + shared);
    size_t shown = strlen(importer_shown);
    bool same_tail = shown >= tail && strcmp(importer_shown + shown - tail,
                                             importer + shared) == 0;
    if (!same_tail)
        return imported;
    Buf buf = {.arena = arena};
    buf_add(&buf, importer_shown, shown - tail);
    buf_text(&buf, imported + shared);
    return buf_string(&buf);
}

const char *path_relative(Arena *arena, const char *folder, const char *file)
{
    const char *from = arena_print(arena, "%s/", folder);
    size_t shared = shared_folders(from, file);
    Buf path = {.arena = arena};
    for (const char *c = from + shared; *c; c++)
        if (*c == '/')
            buf_text(&path, "../");
    buf_text(&path, path.len ? "" : "./");
    buf_text(&path, file + shared);
    return buf_string(&path);
}

const char *path_project(Arena *arena, const char *folder)
{
    const char *at = folder;
    for (;;) {
        if (access(arena_print(arena, "%s/flw.toml", at), F_OK) == 0)
            return at;
        if (strcmp(at, "/") == 0)
            return folder;
        at = path_folder(arena, at);
    }
}

const char *path_module_name(Arena *arena, const char *root, const char *path)
{
    size_t skip = path_is_below(path, root) ? strlen(root) : 0;
    while (path[skip] == '/')
        skip++;
    size_t len = strlen(path + skip);
    if (len > 4 && strcmp(path + skip + len - 4, ".flw") == 0)
        len -= 4;
    char *name = arena_copy(arena, path + skip, len);
    for (char *c = name; *c; c++)
        if (*c == '/')
            *c = '.';
    return name;
}
