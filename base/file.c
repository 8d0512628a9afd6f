#define _XOPEN_SOURCE 700 /* realpath */

#include "base/file.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_READ = 64 << 10 };

/* "permission denied": fit to follow a colon. */
static bool failed(Arena *arena, int error, const char **why)
{
    const char *system = strerror(error);
    char *text = arena_copy(arena, system, strlen(system));
    text[0] = (char)tolower((unsigned char)text[0]);
    *why = text;
    return false;
}

static bool refused(const char *reason, const char **why)
{
    *why = reason;
    return false;
}

static bool too_big(Arena *arena, size_t limit, const char **why)
{
    bool whole = limit >= 1 << 20 && limit % (1 << 20) == 0;
    *why = whole ? arena_print(arena, "larger than %zu MiB", limit >> 20)
                 : arena_print(arena, "larger than %zu bytes", limit);
    return false;
}

static ssize_t read_some(int descriptor, char *at, size_t room)
{
    ssize_t got;
    do
        got = read(descriptor, at, room);
    while (got < 0 && errno == EINTR);
    return got;
}

/* Reads to the end, whatever the expected size: a file may change meanwhile.
 * One byte more than the limit is enough to know. */
static bool read_all(Arena *arena, int descriptor, size_t expected,
                     size_t limit, FileText *out, const char **why)
{
    size_t cap = expected + 1;
    size_t len = 0;
    char *text = arena_alloc(arena, cap + 1);
    for (;;) {
        ssize_t got = read_some(descriptor, text + len, cap - len);
        if (got < 0)
            return failed(arena, errno, why);
        len += (size_t)got;
        if (len > limit)
            return too_big(arena, limit, why);
        if (got == 0)
            break;
        if (len == cap) {
            char *grown = arena_alloc(arena, 2 * cap + 1);
            memcpy(grown, text, len);
            text = grown;
            cap *= 2;
        }
    }
    text[len] = '\0';
    *out = (FileText){text, len};
    return true;
}

bool file_read_from(Arena *arena, int descriptor, size_t limit, FileText *out,
                    const char **why)
{
    return read_all(arena, descriptor, FIRST_READ, limit, out, why);
}

static bool read_opened(Arena *arena, int descriptor, size_t limit,
                        FileText *out, const char **why)
{
    struct stat status;
    if (fstat(descriptor, &status) != 0)
        return failed(arena, errno, why);
    if (S_ISDIR(status.st_mode))
        return refused("it is a folder", why);
    if (!S_ISREG(status.st_mode))
        return refused("it is not a regular file", why);
    if (status.st_size < 0 || (uintmax_t)status.st_size > limit)
        return too_big(arena, limit, why);
    return read_all(arena, descriptor, (size_t)status.st_size, limit, out, why);
}

bool file_read(Arena *arena, const char *path, size_t limit, FileText *out,
               const char **why)
{
    int descriptor;
    do
        descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    while (descriptor < 0 && errno == EINTR);
    if (descriptor < 0)
        return failed(arena, errno, why);
    bool fine = read_opened(arena, descriptor, limit, out, why);
    close(descriptor);
    return fine;
}

bool file_exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

static bool write_all(int descriptor, FileText text)
{
    size_t done = 0;
    while (done < text.len) {
        ssize_t put = write(descriptor, text.text + done, text.len - done);
        if (put < 0 && errno != EINTR)
            return false;
        if (put > 0)
            done += (size_t)put;
    }
    return true;
}

/* Creates a file beside path that nobody else has; its mode is up to the
 * umask. Gives -1 and errno on failure. */
static int open_beside(Arena *arena, const char *path, char **name)
{
    enum { TRIES = 100 };
    int descriptor = -1;
    for (int i = 0; i < TRIES && descriptor < 0; i++) {
        *name = arena_print(arena, "%s.%ld-%d.tmp", path, (long)getpid(), i);
        descriptor = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor < 0 && errno != EEXIST && errno != EINTR)
            break;
    }
    return descriptor;
}

static bool write_beside(Arena *arena, const char *path, FileText text,
                         const mode_t *mode, const char **why)
{
    char *name;
    int descriptor = open_beside(arena, path, &name);
    if (descriptor < 0)
        return failed(arena, errno, why);
    bool fine = (!mode || fchmod(descriptor, *mode) == 0) &&
                write_all(descriptor, text) && fsync(descriptor) == 0;
    int error = errno;
    /* Interrupted, it is closed all the same: Linux, POSIX-2024. */
    if (close(descriptor) != 0 && errno != EINTR && fine) {
        fine = false;
        error = errno;
    }
    if (fine && rename(name, path) == 0)
        return true;
    if (fine)
        error = errno;
    unlink(name);
    return failed(arena, error, why);
}

/* What a symbolic link leads to, so that the link itself stays. */
static const char *followed(Arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    if (!real)
        return path;
    const char *copy = arena_copy(arena, real, strlen(real));
    free(real);
    return copy;
}

bool file_write(Arena *arena, const char *path, FileText text, const char **why)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return write_beside(arena, path, text, NULL, why);
    if (S_ISDIR(status.st_mode))
        return refused("it is a folder", why);
    if (!S_ISREG(status.st_mode))
        return refused("it is not a regular file", why);
    mode_t mode = status.st_mode & 0777;
    return write_beside(arena, followed(arena, path), text, &mode, why);
}

/* An existing file in the way is told by what comes after. */
static bool make_one(const char *path)
{
    return mkdir(path, 0777) == 0 || errno == EEXIST;
}

bool file_make_folder(Arena *arena, const char *path, const char **why)
{
    if (mkdir(path, 0777) == 0) /* mostly its parents are there */
        return true;
    char *part = arena_copy(arena, path, strlen(path));
    for (char *at = part; *at; at++) {
        if (*at != '/' || at == part)
            continue;
        *at = '\0';
        if (!make_one(part) && !file_exists(part))
            return failed(arena, errno, why);
        *at = '/';
    }
    struct stat status;
    if (!make_one(part) || stat(part, &status) != 0)
        return failed(arena, errno, why);
    if (!S_ISDIR(status.st_mode))
        return refused("a file is in the way", why);
    return true;
}
