/* own_folder.c - files as a folder of their own, whole or not at all.
 *
 * All files are written into a new folder beside the old one, which then takes
 * its name. A hidden list of files and their hashes, as sha256sum writes it,
 * tells the next time what it may replace: a folder that holds anything else,
 * or a file that somebody has changed, is left alone. */
#define _XOPEN_SOURCE 700 /* realpath */

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/sym.h"
#include "spec/own_folder.h"
#include "spec/wire.h"

enum { HEX = 2 * HASH_SHA256_SIZE };

typedef struct Folder {
    Arena *arena;
    const char *path;
    const char *list_name;
    SymTable names;
    Map listed; /* name -> its hash, when the folder was written */
    const char *why;
} Folder;

static bool refuse(Folder *folder, const char *why)
{
    folder->why = why;
    return false;
}

/* "permission denied": fit to follow a colon. */
static bool failed(Folder *folder, int error)
{
    char *text = arena_print(folder->arena, "%s", strerror(error));
    text[0] = (char)tolower((unsigned char)text[0]);
    return refuse(folder, text);
}

static const char *inside(const Folder *folder, const char *path,
                          const char *name)
{
    return arena_print(folder->arena, "%s/%s", path, name);
}

/* ---- what is there ---- */

/* Lines of a hash, two blanks and a name. A list may come from anywhere: what
 * is not a name in the folder itself is not believed. */
static void read_list(Folder *folder)
{
    FileText list;
    const char *why;
    sym_table_init(&folder->names, folder->arena);
    if (!file_read(folder->arena,
                   inside(folder, folder->path, folder->list_name),
                   SPEC_SIZE_MAX, &list, &why))
        return;
    for (const char *at = list.text; *at;) {
        size_t len = strcspn(at, "\n");
        if (len > HEX + 2 && !memchr(at, '/', len))
            map_put(folder->arena, &folder->listed,
                    sym_intern(&folder->names, at + HEX + 2, len - HEX - 2),
                    arena_copy(folder->arena, at, HEX));
        at += len + (at[len] == '\n');
    }
}

static bool is_unchanged(Folder *folder, const char *name)
{
    FileText bytes;
    const char *why;
    char hex[HEX + 1];
    const char *listed =
        map_find(&folder->listed, sym_of(&folder->names, name));
    if (!listed || !file_read(folder->arena, inside(folder, folder->path, name),
                              SPEC_SIZE_MAX, &bytes, &why))
        return false;
    hash_sha256_hex(bytes.text, bytes.len, hex);
    return strcmp(hex, listed) == 0;
}

static bool is_ours(Folder *folder, const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
           strcmp(name, folder->list_name) == 0 || is_unchanged(folder, name);
}

static bool may_replace(Folder *folder)
{
    DIR *open = opendir(folder->path);
    if (!open)
        return failed(folder, errno);
    read_list(folder);
    const char *stranger = NULL;
    for (struct dirent *item; !stranger && (item = readdir(open));)
        if (!is_ours(folder, item->d_name))
            stranger = arena_print(folder->arena, "%s", item->d_name);
    closedir(open);
    if (!stranger)
        return true;
    return refuse(folder, arena_print(folder->arena,
                                      "it holds `%s`, which no build has "
                                      "written so; move it, or name another "
                                      "folder",
                                      stranger));
}

/* ---- what comes ---- */

static bool make_beside(Folder *folder, mode_t mode, const char **made)
{
    enum { TRIES = 100 };
    for (int i = 0; i < TRIES; i++) {
        *made = arena_print(folder->arena, "%s.%ld-%d.tmp", folder->path,
                            (long)getpid(), i);
        if (mkdir(*made, mode) == 0)
            return true;
        if (errno != EEXIST)
            break;
    }
    return failed(folder, errno);
}

/* Files that nobody has put there are kept, and so is the folder then. */
static void remove_files(const Folder *folder, const char *path,
                         const TarFileVec *files)
{
    for (uint32_t i = 0; i < files->len; i++)
        unlink(inside(folder, path, files->at[i].name));
    rmdir(path);
}

static void remove_old(const Folder *folder, const char *path)
{
    for (uint32_t i = 0; i < folder->listed.len; i++)
        unlink(inside(folder, path,
                      ((const Sym *)folder->listed.items[i].key)->text));
    unlink(inside(folder, path, folder->list_name));
    rmdir(path);
}

static TarFileVec with_list(Folder *folder, const TarFileVec *given)
{
    Arena *arena = folder->arena;
    Buf list = {.arena = arena};
    TarFileVec all = {0}, *files = &all;
    for (uint32_t i = 0; i < given->len; i++)
        vec_push(arena, files, given->at[i]);
    for (uint32_t i = 0; i < files->len; i++) {
        char hex[HEX + 1];
        hash_sha256_hex(files->at[i].bytes.text, files->at[i].bytes.len, hex);
        buf_print(&list, "%s  %s\n", hex, files->at[i].name);
    }
    TarFile file = {folder->list_name, {buf_string(&list), list.len}};
    vec_push(arena, files, file);
    return all;
}

static bool write_files(Folder *folder, const char *path,
                        const TarFileVec *files)
{
    for (uint32_t i = 0; i < files->len; i++) {
        const TarFile *file = &files->at[i];
        const char *why;
        if (!file_write(folder->arena, inside(folder, path, file->name),
                        file->bytes, &why))
            return refuse(folder, arena_print(folder->arena, "`%s`: %s",
                                              file->name, why));
    }
    return true;
}

/* The old folder steps aside, and comes back if the new one cannot take its
 * place. */
static bool exchange(Folder *folder, const char *made, bool exists)
{
    const char *aside = arena_print(folder->arena, "%s.old", made);
    if (exists && rename(folder->path, aside) != 0)
        return failed(folder, errno);
    if (rename(made, folder->path) != 0) {
        int error = errno;
        if (exists)
            (void)rename(aside, folder->path);
        return failed(folder, error);
    }
    if (exists)
        remove_old(folder, aside);
    return true;
}

/* The folder itself where the path leads to one by a link. */
static const char *real_path(Arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/')
        len--;
    const char *copy = real ? arena_copy(arena, real, strlen(real))
                            : arena_copy(arena, path, len);
    free(real);
    return copy;
}

static bool make_parent(Folder *folder)
{
    const char *slash = strrchr(folder->path, '/');
    if (!slash || slash == folder->path)
        return true;
    const char *parent =
        arena_copy(folder->arena, folder->path, (size_t)(slash - folder->path));
    return file_make_folder(folder->arena, parent, &folder->why);
}

static bool replace(Folder *folder, TarFileVec *files)
{
    struct stat status;
    bool exists = stat(folder->path, &status) == 0;
    const char *made = NULL;
    if (exists && !S_ISDIR(status.st_mode))
        return refuse(folder, "a file is in the way");
    if (exists ? !may_replace(folder) : !make_parent(folder))
        return false;
    if (!make_beside(folder, exists ? status.st_mode & 0777 : 0777, &made))
        return false;
    bool fine =
        write_files(folder, made, files) && exchange(folder, made, exists);
    if (!fine)
        remove_files(folder, made, files);
    return fine;
}

bool own_folder_write(Arena *arena, const char *path, const char *list_name,
                      const TarFileVec *files, const char **why)
{
    Folder folder = {
        .arena = arena, .path = real_path(arena, path), .list_name = list_name};
    TarFileVec all = with_list(&folder, files);
    bool fine = replace(&folder, &all);
    *why = folder.why;
    return fine;
}
