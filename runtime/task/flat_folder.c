/* flat_folder.c - a folder as flytecopilot uploads it. */
#include "runtime/task/flat_folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/vec.h"

typedef struct Flattening {
    Arena *arena;
    const char *top;
    const char *aside;         /* beside the top: what were its folders */
    Vec(const char *) folders; /* all of those, parents first */
    const char *why;
} Flattening;

static bool refuse(Flattening *flat, const char *what, const char *path)
{
    flat->why = arena_print(flat->arena, "cannot %s `%s`: %s", what, path,
                            strerror(errno));
    return false;
}

static bool move_up(Flattening *flat, const char *path, const char *name)
{
    const char *to = arena_print(flat->arena, "%s/%s", flat->top, name);
    struct stat status;
    if (lstat(to, &status) == 0) {
        flat->why = arena_print(flat->arena,
                                "has two files `%s`: Flyte keeps the files of "
                                "a folder by their last name alone, so one "
                                "would be lost",
                                name);
        return false;
    }
    return rename(path, to) == 0 || refuse(flat, "move", path);
}

/* A file may want the name of a folder at the top, so those go aside first. */
static bool note_folder(Flattening *flat, const char *folder, const char *path,
                        const char *name)
{
    if (folder == flat->top) {
        const char *to = arena_print(flat->arena, "%s/%s", flat->aside, name);
        if (mkdir(flat->aside, 0777) != 0 && errno != EEXIST)
            return refuse(flat, "make", flat->aside);
        if (rename(path, to) != 0)
            return refuse(flat, "move", path);
        path = to;
    }
    vec_push(flat->arena, &flat->folders, path);
    return true;
}

static bool read_entry(Flattening *flat, const char *folder, const char *name)
{
    const char *path = arena_print(flat->arena, "%s/%s", folder, name);
    struct stat status;
    if (lstat(path, &status) != 0)
        return refuse(flat, "read", path);
    if (S_ISDIR(status.st_mode))
        return note_folder(flat, folder, path, name);
    return folder == flat->top || move_up(flat, path, name);
}

static bool read_folder(Flattening *flat, const char *folder)
{
    DIR *stream = opendir(folder);
    bool fine = stream || refuse(flat, "read", folder);
    const struct dirent *entry;
    while (fine && (errno = 0, entry = readdir(stream)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            fine = read_entry(flat, folder, entry->d_name);
    if (fine && errno != 0)
        fine = refuse(flat, "read", folder);
    int error = errno;
    if (stream)
        closedir(stream);
    errno = error;
    return fine;
}

static bool remove_folders(Flattening *flat)
{
    for (uint32_t i = flat->folders.len; i-- > 0;)
        if (rmdir(flat->folders.at[i]) != 0)
            return refuse(flat, "remove", flat->folders.at[i]);
    return flat->folders.len == 0 || rmdir(flat->aside) == 0 ||
           refuse(flat, "remove", flat->aside);
}

bool flat_folder(Arena *arena, const char *path, const char **why)
{
    Flattening flat = {
        .arena = arena,
        .top = path,
        .aside = arena_print(arena, "%s.below", path),
    };
    bool fine = read_folder(&flat, path);
    for (uint32_t i = 0; fine && i < flat.folders.len; i++)
        fine = read_folder(&flat, flat.folders.at[i]);
    fine = fine && remove_folders(&flat);
    *why = flat.why;
    return fine;
}
