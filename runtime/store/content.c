/* content.c - bytes of files and folders: hashed, copied, sealed. */
#define _GNU_SOURCE /* copy_file_range */

#include "runtime/store/content.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/vec.h"

enum { PIECE = 256 << 10, SEALED_AT = 1 };

typedef Vec(const char *) Names;

/* The whole thing's path is enough to find it by; inside a folder the name
 * says more. */
static bool refuse(Content *content, const char *name, const char *what)
{
    if (!content->why)
        content->why =
            content->names > 1
                ? arena_print(content->arena, "`%s` in it %s", name, what)
                : arena_print(content->arena, "it %s", what);
    return false;
}

static bool failed(Content *content, const char *name)
{
    int error = errno;
    const char *what =
        arena_print(content->arena, "fails: %s", strerror(error));
    if (!content->why)
        content->error = error;
    return refuse(content, name, what);
}

static bool same(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
           a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec &&
           a->st_ctim.tv_sec == b->st_ctim.tv_sec &&
           a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

/* What is neither file nor folder, in words; NULL otherwise. */
static const char *odd_kind(mode_t mode)
{
    if (S_ISREG(mode) || S_ISDIR(mode))
        return NULL;
    return S_ISLNK(mode)    ? "is a symbolic link; only files and folders can "
                              "be kept"
           : S_ISFIFO(mode) ? "is a pipe; only files and folders can be kept"
           : S_ISSOCK(mode) ? "is a socket; only files and folders can be kept"
                            : "is a device; only files and folders can be kept";
}

/* ---- bytes ---- */

static bool write_all(int file, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t put = write(file, bytes, len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes += put;
        len -= (size_t)put;
    }
    return true;
}

/* To `to` (-1: nowhere) and into the hash (NULL: none), up to the end. */
static bool pump(int from, int to, HashStream *hash)
{
    char *piece = malloc(PIECE);
    if (!piece) {
        errno = ENOMEM;
        return false;
    }
    ssize_t got;
    bool fine = true;
    do {
        got = read(from, piece, PIECE);
        if (got > 0 && hash)
            hash_add(hash, piece, (size_t)got);
        if (got > 0 && to >= 0)
            fine = write_all(to, piece, (size_t)got);
    } while (fine && (got > 0 || (got < 0 && errno == EINTR)));
    int error = errno;
    free(piece);
    errno = error;
    return fine && got == 0;
}

static bool copy_in_kernel(int from, int to)
{
    for (;;) {
        ssize_t got = copy_file_range(from, NULL, to, NULL, 1 << 30, 0);
        if (got == 0)
            return true;
        if (got < 0 && errno != EINTR)
            return false;
    }
}

/* The kernel's two ways first; both may fail for many reasons, then bytes are
 * moved by hand, from the beginning. */
static bool copy_bytes(int from, int to)
{
    if (ioctl(to, FICLONE, from) == 0 || copy_in_kernel(from, to))
        return true;
    return errno != ENOSPC && errno != EDQUOT &&
           lseek(from, 0, SEEK_SET) == 0 && lseek(to, 0, SEEK_SET) == 0 &&
           ftruncate(to, 0) == 0 && pump(from, to, NULL);
}

static bool take_bytes(Content *content, int from, int to,
                       unsigned char digest[HASH_SHA256_SIZE])
{
    if (content->what == CONTENT_GIVE)
        return copy_bytes(from, to);
    HashStream *hash = hash_begin();
    bool cloned = to >= 0 && ioctl(to, FICLONE, from) == 0;
    bool fine = cloned ? pump(to, -1, hash) : pump(from, to, hash);
    hash_end(hash, fine ? digest : NULL);
    return fine;
}

/* ---- one file ---- */

static bool seal(int file, bool executable)
{
    struct timespec times[2] = {{SEALED_AT, 0}, {SEALED_AT, 0}};
    return fchmod(file, executable ? 0555 : 0444) == 0 &&
           futimens(file, times) == 0;
}

/* A file that is known under another name could be changed there: it gets an
 * inode of its own. */
static bool is_shared(const Content *content, const struct stat *status)
{
    return content->what == CONTENT_SEAL && status->st_nlink > 1;
}

static int open_target(const Content *content, ContentPlace from,
                       ContentPlace to, const struct stat *status)
{
    if (is_shared(content, status)) {
        if (unlinkat(from.folder, from.name, 0) != 0)
            return -1;
        to = from;
    }
    mode_t mode = status->st_mode & 0111 ? 0755 : 0644;
    return openat(to.folder, to.name,
                  O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
}

static bool move_bytes(Content *content, ContentPlace from, int source,
                       int target, unsigned char digest[HASH_SHA256_SIZE])
{
    struct stat before;
    struct stat after;
    if (fstat(source, &before) != 0 ||
        !take_bytes(content, source, target, digest) ||
        fstat(source, &after) != 0)
        return failed(content, from.name);
    content->bytes += (uint64_t)after.st_size;
    if (!same(&before, &after))
        return refuse(content, from.name, "was changed while it was read");
    bool executable = before.st_mode & 0111;
    bool sealed = content->what == CONTENT_LOOK ||
                  content->what == CONTENT_GIVE ||
                  seal(target >= 0 ? target : source, executable);
    return sealed || failed(content, from.name);
}

static bool file_opened(Content *content, ContentPlace from, ContentPlace to,
                        int source, unsigned char digest[HASH_SHA256_SIZE])
{
    struct stat status;
    if (fstat(source, &status) != 0)
        return failed(content, from.name);
    if (!S_ISREG(status.st_mode))
        return refuse(content, from.name, "is not a regular file");
    if (status.st_size > CONTENT_BYTES_MAX)
        return refuse(content, from.name, "is larger than 1 TiB");
    bool copies = content->what == CONTENT_COPY ||
                  content->what == CONTENT_GIVE || is_shared(content, &status);
    int target = copies ? open_target(content, from, to, &status) : -1;
    if (copies && target < 0)
        return failed(content, from.name);
    bool fine = move_bytes(content, from, source, target, digest);
    /* Linux has closed it then. */
    if (target >= 0 && close(target) != 0 && errno != EINTR)
        fine = failed(content, from.name);
    return fine;
}

bool content_file(Content *content, ContentPlace from, ContentPlace to,
                  unsigned char digest[HASH_SHA256_SIZE])
{
    int source =
        openat(from.folder, from.name,
               O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (source < 0 && errno == ELOOP)
        return refuse(content, from.name, odd_kind(S_IFLNK));
    if (source < 0)
        return failed(content, from.name);
    bool fine = file_opened(content, from, to, source, digest);
    close(source);
    return fine;
}

/* ---- a folder ---- */

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in an open folder, sorted. */
static bool list_names(Arena *arena, int folder, Names *names)
{
    int own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = own < 0 ? NULL : fdopendir(own);
    if (!stream) {
        if (own >= 0)
            close(own);
        return false;
    }
    const struct dirent *entry;
    while (errno = 0, (entry = readdir(stream))) {
        const char *name = entry->d_name;
        if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
            vec_push(arena, names, arena_copy(arena, name, strlen(name)));
    }
    int error = errno;
    closedir(stream);
    errno = error;
    if (names->len > 0)
        qsort(names->at, names->len, sizeof(*names->at), by_bytes);
    return error == 0;
}

/* Kind, length, name, digest: nothing in a name can pass for the next. */
static void add_entry(HashStream *hash, char kind, const char *name,
                      const unsigned char digest[HASH_SHA256_SIZE])
{
    size_t len = strlen(name);
    unsigned char head[5] = {(unsigned char)kind, (unsigned char)(len >> 24),
                             (unsigned char)(len >> 16),
                             (unsigned char)(len >> 8), (unsigned char)len};
    hash_add(hash, head, sizeof(head));
    hash_add(hash, name, len);
    hash_add(hash, digest, HASH_SHA256_SIZE);
}

static bool walk(Content *content, ContentPlace from, ContentPlace to,
                 uint32_t depth, unsigned char digest[HASH_SHA256_SIZE]);

static bool walk_entry(Content *content, ContentPlace from, ContentPlace to,
                       uint32_t depth, HashStream *hash)
{
    struct stat status;
    unsigned char digest[HASH_SHA256_SIZE] = {0};
    content->names++;
    if (fstatat(from.folder, from.name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return failed(content, from.name);
    if (odd_kind(status.st_mode))
        return refuse(content, from.name, odd_kind(status.st_mode));
    if (content->names > CONTENT_NAMES_MAX)
        return refuse(content, from.name, "is one of more than a million");
    bool is_folder = S_ISDIR(status.st_mode);
    bool fine = is_folder ? walk(content, from, to, depth + 1, digest)
                          : content_file(content, from, to, digest);
    char kind = is_folder ? 'd' : status.st_mode & 0111 ? 'x' : 'f';
    add_entry(hash, kind, from.name, digest);
    return fine;
}

static bool walk_names(Content *content, int source, int target, uint32_t depth,
                       HashStream *hash)
{
    Arena arena = {0};
    Names names = {0};
    bool fine =
        list_names(&arena, source, &names) || failed(content, content->path);
    for (uint32_t i = 0; i < names.len && fine; i++)
        fine = walk_entry(content, (ContentPlace){source, names.at[i]},
                          (ContentPlace){target, names.at[i]}, depth, hash);
    arena_release(&arena);
    return fine;
}

static bool walk_opened(Content *content, const char *name, int source,
                        int target, uint32_t depth,
                        unsigned char digest[HASH_SHA256_SIZE])
{
    static const char form[] = "flw tree 1";
    HashStream *hash = hash_begin();
    hash_add(hash, form, sizeof(form));
    bool fine = walk_names(content, source, target, depth, hash);
    hash_end(hash, fine ? digest : NULL);
    bool seals = content->what == CONTENT_SEAL || content->what == CONTENT_COPY;
    int made = target >= 0 ? target : source;
    if (fine && seals && depth > 0 && !seal(made, true))
        fine = failed(content, name);
    return fine;
}

static int open_folder(ContentPlace at)
{
    return openat(at.folder, at.name,
                  O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* A folder that its maker locked against itself is opened up again. */
static void unlock(ContentPlace at)
{
    struct stat status;
    if (fstatat(at.folder, at.name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISDIR(status.st_mode) && (status.st_mode & 0700) != 0700)
        fchmodat(at.folder, at.name, 0700, 0);
}

static bool walk(Content *content, ContentPlace from, ContentPlace to,
                 uint32_t depth, unsigned char digest[HASH_SHA256_SIZE])
{
    bool copies =
        content->what == CONTENT_COPY || content->what == CONTENT_GIVE;
    if (depth > CONTENT_DEPTH_MAX)
        return refuse(content, from.name, "lies more than 64 folders deep");
    if (content->what == CONTENT_SEAL)
        unlock(from);
    if (copies && mkdirat(to.folder, to.name, 0755) != 0)
        return failed(content, from.name);
    int source = open_folder(from);
    if (source < 0)
        return failed(content, from.name);
    int target = copies ? open_folder(to) : -1;
    bool fine = copies && target < 0 ? failed(content, from.name)
                                     : walk_opened(content, from.name, source,
                                                   target, depth, digest);
    if (target >= 0)
        close(target);
    close(source);
    return fine;
}

bool content_tree(Content *content, ContentPlace from, ContentPlace to,
                  unsigned char digest[HASH_SHA256_SIZE])
{
    return walk(content, from, to, 0, digest);
}

bool content_seal_top(const char *path)
{
    int folder = open_folder((ContentPlace){AT_FDCWD, path});
    bool fine = folder >= 0 && seal(folder, true);
    if (folder >= 0)
        close(folder);
    return fine;
}

/* ---- looking and removing ---- */

bool content_is_sealed(const struct stat *status)
{
    mode_t mode = status->st_mode & 07777;
    return (mode == 0444 || mode == 0555) &&
           status->st_mtim.tv_sec == SEALED_AT &&
           status->st_mtim.tv_nsec == 0 && !odd_kind(status->st_mode);
}

static bool is_sealed(Arena *arena, ContentPlace at, uint32_t depth)
{
    struct stat status;
    if (depth > CONTENT_DEPTH_MAX + 1 ||
        fstatat(at.folder, at.name, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
        !content_is_sealed(&status))
        return false;
    if (!S_ISDIR(status.st_mode))
        return true;
    int folder = open_folder(at);
    Names names = {0};
    bool fine = folder >= 0 && list_names(arena, folder, &names);
    for (uint32_t i = 0; i < names.len && fine; i++)
        fine = is_sealed(arena, (ContentPlace){folder, names.at[i]}, depth + 1);
    if (folder >= 0)
        close(folder);
    return fine;
}

bool content_tree_is_sealed(Arena *arena, const char *path)
{
    return is_sealed(arena, (ContentPlace){AT_FDCWD, path}, 0);
}

static uint64_t remove_at(Arena *arena, ContentPlace at, uint32_t depth)
{
    struct stat status;
    if (fstatat(at.folder, at.name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return 0;
    if (!S_ISDIR(status.st_mode)) {
        bool gone = unlinkat(at.folder, at.name, 0) == 0;
        return gone && S_ISREG(status.st_mode) ? (uint64_t)status.st_size : 0;
    }
    uint64_t bytes = 0;
    unlock(at);
    int folder = open_folder(at);
    Names names = {0};
    if (folder >= 0 && depth < 1000 && list_names(arena, folder, &names))
        for (uint32_t i = 0; i < names.len; i++)
            bytes += remove_at(arena, (ContentPlace){folder, names.at[i]},
                               depth + 1);
    if (folder >= 0)
        close(folder);
    unlinkat(at.folder, at.name, AT_REMOVEDIR);
    return bytes;
}

uint64_t content_remove(const char *path)
{
    Arena arena = {0};
    uint64_t bytes = remove_at(&arena, (ContentPlace){AT_FDCWD, path}, 0);
    arena_release(&arena);
    return bytes;
}
