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

typedef struct Search {
    Arena *arena;
    FlwFiles files;
    FlwFiles closed;
} Search;

/* Every .flw file below, hidden folders and links to folders left out. */
static void find_files(Search *search, const char *folder, unsigned depth)
{
    Arena *arena = search->arena;
    DIR *open = depth > FOLDER_DEPTH_MAX ? NULL : opendir(folder);
    if (!open) {
        vec_push(arena, &search->closed, folder);
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
            find_files(search, path, depth + 1);
        else if (ends_in_flw(item->d_name))
            vec_push(arena, &search->files, path);
    }
    closedir(open);
}

static void add_sorted(Arena *arena, FlwFiles *found, FlwFiles *out)
{
    if (found->len)
        qsort(found->at, found->len, sizeof *found->at, compare_paths);
    for (uint32_t i = 0; i < found->len; i++)
        vec_push(arena, out, found->at[i]);
}

void flw_files_below(Arena *arena, const char *folder, FlwFiles *files,
                     FlwFiles *closed)
{
    size_t len = strlen(folder);
    while (len > 1 && folder[len - 1] == '/')
        len--;
    Search search = {.arena = arena};
    find_files(&search, arena_copy(arena, folder, len), 0);
    add_sorted(arena, &search.files, files);
    if (closed)
        add_sorted(arena, &search.closed, closed);
}
