/* objects.c - contents by their digest. */
#define _GNU_SOURCE /* renameat2, syscall */

#include "runtime/store/objects.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "runtime/store/content.h"
#include "runtime/store/database.h"
#include "runtime/store/objects_inside.h"
#include "runtime/store/run_folder.h"

static const char file_form[] = "flw://sha256/";
static const char tree_form[] = "flw://tree/";

static const char *refuse(Arena *arena, const char *path, const char *what,
                          const char **why)
{
    *why = arena_print(arena, "cannot keep `%s`: %s", path, what);
    return NULL;
}

static bool is_hex(const char *text)
{
    return strlen(text) == HASH_SHA256_HEX - 1 &&
           strspn(text, "0123456789abcdef") == HASH_SHA256_HEX - 1;
}

/* Its digest in hex; NULL when it is no uri of ours. */
static const char *hex_of(const char *uri, bool *is_tree)
{
    size_t file = sizeof(file_form) - 1;
    size_t tree = sizeof(tree_form) - 1;
    *is_tree = strncmp(uri, tree_form, tree) == 0;
    if (!*is_tree && strncmp(uri, file_form, file) != 0)
        return NULL;
    const char *hex = uri + (*is_tree ? tree : file);
    return is_hex(hex) ? hex : NULL;
}

bool object_is(const char *uri)
{
    bool is_tree;
    return hex_of(uri, &is_tree) != NULL;
}

static const char *place_of(Home *home, Arena *arena, const char *hex,
                            bool is_tree)
{
    return arena_print(arena, "%s/objects/%s/%s", home->path,
                       is_tree ? "tree" : "sha256", hex);
}

/* ---- what lies there ---- */

static bool is_digest(Home *home, const char *path, const char *hex,
                      bool is_tree, const char **why)
{
    Content content = {
        .what = CONTENT_LOOK, .arena = home->arena, .path = path};
    unsigned char digest[HASH_SHA256_SIZE];
    char found[HASH_SHA256_HEX];
    ContentPlace at = {AT_FDCWD, path};
    ContentPlace nowhere = {-1, ""};
    bool read = is_tree ? content_tree(&content, at, nowhere, digest)
                        : content_file(&content, at, nowhere, digest);
    if (!read) {
        *why = arena_print(home->arena, "object `%s` cannot be read: %s", path,
                           content.why);
        return false;
    }
    hash_hex(digest, found);
    if (strcmp(found, hex) == 0)
        return true;
    *why = arena_print(home->arena,
                       "object `%s` was changed by somebody: its digest is %s",
                       path, found);
    return false;
}

/* One look at it; where that tells of a change, all of it is read, and when
 * it still is what it should be, it is sealed again. */
static bool still_holds(Home *home, const char *path, const char *hex,
                        bool is_tree, bool deep, const char **why)
{
    struct stat status;
    if (lstat(path, &status) != 0 || (bool)S_ISDIR(status.st_mode) != is_tree) {
        *why =
            arena_print(home->arena, "object `%s` is not there any more", path);
        return false;
    }
    bool sealed = content_is_sealed(&status);
    if (sealed && is_tree && deep)
        sealed = content_tree_is_sealed(&home->scratch, path);
    if (sealed)
        return true;
    if (!is_digest(home, path, hex, is_tree, why))
        return false;
    Content again = {.what = CONTENT_SEAL, .arena = home->arena, .path = path};
    unsigned char digest[HASH_SHA256_SIZE];
    ContentPlace at = {AT_FDCWD, path};
    if (is_tree)
        content_tree(&again, at, at, digest);
    else
        content_file(&again, at, at, digest);
    if (is_tree)
        content_seal_top(path);
    return true;
}

const char *object_path(Home *home, Arena *arena, const char *uri,
                        const char **why)
{
    bool is_tree;
    const char *hex = hex_of(uri, &is_tree);
    if (!hex) {
        *why = arena_print(arena, "`%s` is no object of flw's", uri);
        return NULL;
    }
    const char *path = place_of(home, arena, hex, is_tree);
    return still_holds(home, path, hex, is_tree, false, why) ? path : NULL;
}

bool object_holds(Home *home, const char *uri)
{
    bool is_tree;
    const char *ignored;
    const char *hex = hex_of(uri, &is_tree);
    return hex &&
           still_holds(home, place_of(home, &home->scratch, hex, is_tree), hex,
                       is_tree, true, &ignored);
}

bool object_verify(Home *home, const char *uri, const char **why)
{
    bool is_tree;
    const char *hex = hex_of(uri, &is_tree);
    if (hex)
        return is_digest(home, place_of(home, home->arena, hex, is_tree), hex,
                         is_tree, why);
    *why = arena_print(home->arena, "`%s` is no object of flw's", uri);
    return false;
}

/* ---- taking ---- */

/* Names of the living are left alone, those of the dead are swept away. */
static const char *temporary(Home *home, Arena *arena)
{
    return arena_print(arena, "%s/objects/tmp/%ld-%lld-%u", home->path,
                       (long)getpid(), (long long)home->born,
                       home->temporaries++);
}

static bool rename_new(const char *from, const char *to)
{
    return syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 1u) == 0;
}

/* Gives what was made at `from` its name, unless an equal one has it; one
 * that is spoilt gives way. */
static const char *publish(Home *home, Arena *arena, const char *from,
                           const unsigned char digest[HASH_SHA256_SIZE],
                           bool is_tree, const char **why)
{
    char hex[HASH_SHA256_HEX];
    hash_hex(digest, hex);
    const char *path = place_of(home, arena, hex, is_tree);
    bool done = rename_new(from, path);
    bool there = !done && errno == EEXIST;
    if (there && !still_holds(home, path, hex, is_tree, true, why)) {
        const char *bad = temporary(home, arena);
        done = rename(path, bad) == 0 && rename_new(from, path);
        content_remove(bad);
        there = !done && errno == EEXIST;
    }
    int error = errno;
    if (done && is_tree)
        content_seal_top(path);
    if (done)
        vec_push(home->arena, &home->unsynced,
                 place_of(home, home->arena, hex, is_tree));
    if (there)
        content_remove(from);
    errno = error;
    if (!done && !there)
        return refuse(arena, path, strerror(error), why);
    return arena_print(arena, "%s%s", is_tree ? tree_form : file_form, hex);
}

/* Below the home no folder is a symbolic link but by a task's doing. */
static bool leads_elsewhere(Home *home, const char *path)
{
    size_t len = strlen(home->path);
    if (strncmp(path, home->path, len) != 0 || path[len] != '/')
        return false;
    struct open_how how = {.flags = O_PATH | O_CLOEXEC,
                           .resolve = RESOLVE_NO_SYMLINKS};
    long found = syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof(how));
    if (found >= 0)
        close((int)found);
    return found < 0 && errno == ELOOP;
}

static const char *take_at(Home *home, Arena *arena, Content *content,
                           const char *from, bool is_tree, const char **why)
{
    bool copies = content->what == CONTENT_COPY;
    const char *made = copies ? temporary(home, arena) : from;
    ContentPlace source = {AT_FDCWD, from};
    ContentPlace target = {AT_FDCWD, made};
    unsigned char digest[HASH_SHA256_SIZE];
    bool fine = is_tree ? content_tree(content, source, target, digest)
                        : content_file(content, source, target, digest);
    if (fine)
        return publish(home, arena, made, digest, is_tree, why);
    if (copies)
        content_remove(made);
    refuse(arena, content->path, content->why, why);
    errno = content->error;
    return NULL;
}

/* What is renamed away first cannot be changed by its path meanwhile. */
static const char *move_in(Home *home, Arena *arena, Content *content,
                           bool is_tree, const char **why)
{
    const char *inside = temporary(home, arena);
    if (!rename_new(content->path, inside)) {
        /* On another device, say. */
        content->what = CONTENT_COPY;
        return take_at(home, arena, content, content->path, is_tree, why);
    }
    const char *uri = take_at(home, arena, content, inside, is_tree, why);
    int error = errno;
    if (!uri && !rename_new(inside, content->path))
        content_remove(inside);
    errno = error;
    return uri;
}

const char *object_take(Home *home, Arena *arena, const char *path, bool move,
                        const char **why)
{
    struct stat status;
    if (lstat(path, &status) != 0)
        return refuse(arena, path, strerror(errno), why);
    if (leads_elsewhere(home, path)) {
        refuse(arena, path, "a folder on the way is a symbolic link", why);
        errno = 0;
        return NULL;
    }
    Content content = {.what = move ? CONTENT_SEAL : CONTENT_COPY,
                       .arena = arena,
                       .path = path,
                       .names = 1};
    bool is_tree = S_ISDIR(status.st_mode);
    bool is_plain = is_tree || S_ISREG(status.st_mode);
    return move && is_plain
               ? move_in(home, arena, &content, is_tree, why)
               : take_at(home, arena, &content, path, is_tree, why);
}

static bool write_new(const char *path, const char *bytes, size_t len)
{
    int file =
        open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return false;
    bool fine = true;
    while (len > 0 && fine) {
        ssize_t put = write(file, bytes, len);
        fine = put >= 0 || errno == EINTR;
        bytes += put > 0 ? put : 0;
        len -= put > 0 ? (size_t)put : 0;
    }
    int error = errno;
    if (close(file) != 0 && errno != EINTR && fine) {
        fine = false;
        error = errno;
    }
    errno = error;
    return fine;
}

const char *object_take_bytes(Home *home, Arena *arena, const void *bytes,
                              size_t len, const char **why)
{
    unsigned char digest[HASH_SHA256_SIZE];
    char hex[HASH_SHA256_HEX];
    hash_sha256(bytes, len, digest);
    hash_hex(digest, hex);
    const char *path = place_of(home, arena, hex, false);
    const char *ignored;
    if (still_holds(home, path, hex, false, false, &ignored))
        return arena_print(arena, "%s%s", file_form, hex);
    const char *made = temporary(home, arena);
    if (!write_new(made, bytes, len)) {
        refuse(arena, made, strerror(errno), why);
        unlink(made);
        return NULL;
    }
    const char *uri = object_take(home, arena, made, true, why);
    if (!uri)
        unlink(made);
    return uri;
}

void objects_sweep(Home *home)
{
    Arena *arena = &home->scratch;
    const char *folder = arena_print(arena, "%s/objects/tmp", home->path);
    DIR *stream = opendir(folder);
    const struct dirent *entry;
    while (stream && (entry = readdir(stream))) {
        long long pid;
        long long start;
        if (sscanf(entry->d_name, "%lld-%lld-", &pid, &start) == 2 &&
            process_start(pid) != start)
            content_remove(arena_print(arena, "%s/%s", folder, entry->d_name));
    }
    if (stream)
        closedir(stream);
    arena_reset(arena);
}

/* ---- giving ---- */

bool object_copy(Home *home, const char *uri, const char *to, const char **why)
{
    bool is_tree;
    const char *hex = hex_of(uri, &is_tree);
    const char *path = object_path(home, home->arena, uri, why);
    if (!hex || !path)
        return false;
    Content content = {
        .what = CONTENT_GIVE, .arena = home->arena, .path = path};
    unsigned char unused[HASH_SHA256_SIZE];
    ContentPlace from = {AT_FDCWD, path};
    ContentPlace target = {AT_FDCWD, to};
    struct stat status;
    if (lstat(to, &status) == 0)
        content.error = EEXIST;
    else if (is_tree ? content_tree(&content, from, target, unused)
                     : content_file(&content, from, target, unused))
        return true;
    else
        content_remove(to);
    *why = arena_print(home->arena, "cannot copy to `%s`: %s", to,
                       content.why ? content.why : strerror(content.error));
    errno = content.error;
    return false;
}
