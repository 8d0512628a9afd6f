/* flw_files.c - the sources below a folder. */
#include "compiler/session/flw_files.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FOLDER_DEPTH_MAX = 64 };

bool path_is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool is_link(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
}

static bool ends_in_flw(const char *name)
{
    size_t len = strlen(name);
    return len > 4 && strcmp(name + len - 4, ".flw") == 0;
}

static int compare_paths(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Every .flw file below, hidden folders and links to folders left out. */
static void find_files(Arena *arena, const char *folder, unsigned depth,
                       FlwFiles *out)
{
    DIR *open = opendir(folder);
    if (!open || depth > FOLDER_DEPTH_MAX) {
        if (open)
            closedir(open);
        return;
    }
    for (struct dirent *item; (item = readdir(open));) {
        if (item->d_name[0] == '.')
            continue;
        const char *path =
            strcmp(folder, ".") == 0
                ? arena_copy(arena, item->d_name, strlen(item->d_name))
                : arena_print(arena, "%s/%s", folder, item->d_name);
        if (path_is_folder(path) && !is_link(path))
            find_files(arena, path, depth + 1, out);
        else if (ends_in_flw(item->d_name))
            vec_push(arena, out, path);
    }
    closedir(open);
}

void flw_files_below(Arena *arena, const char *folder, FlwFiles *files)
{
    size_t len = strlen(folder);
    while (len > 1 && folder[len - 1] == '/')
        len--;
    FlwFiles found = {0};
    find_files(arena, arena_copy(arena, folder, len), 0, &found);
    if (found.len)
        qsort(found.at, found.len, sizeof *found.at, compare_paths);
    for (uint32_t i = 0; i < found.len; i++)
        vec_push(arena, files, found.at[i]);
}
