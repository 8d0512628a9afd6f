/* spool.c - events.jsonl in a run's folder: what there is to be sent. */
#include "runtime/event/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 16 << 10 };

static ssize_t read_at(int file, char *bytes, size_t room, uint64_t at)
{
    ssize_t got;
    do
        got = pread(file, bytes, room, (off_t)at);
    while (got < 0 && errno == EINTR);
    return got;
}

/* Behind the last line end that is before `size`. */
static bool find_end(int file, uint64_t size, uint64_t *end)
{
    char bytes[PIECE];
    while (size > 0) {
        uint64_t from = size > PIECE ? size - PIECE : 0;
        ssize_t got = read_at(file, bytes, (size_t)(size - from), from);
        if (got <= 0)
            return false;
        for (ssize_t i = got; i > 0; i--)
            if (bytes[i - 1] == '\n') {
                *end = from + (uint64_t)i;
                return true;
            }
        size = from;
    }
    *end = 0;
    return true;
}

/* The record lock of POSIX: a child of ours does not share it. */
static bool lock_whole(int file)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    return fcntl(file, F_SETLK, &lock) == 0;
}

bool spool_open(Spool *spool, Arena *arena, const char *path, const char **why)
{
    struct stat status;
    uint64_t end = 0;
    spool->file =
        open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (spool->file >= 0 && !lock_whole(spool->file)) {
        *why = "another process is at work on this run";
        spool_close(spool);
        return false;
    }
    bool fine = spool->file >= 0 && fstat(spool->file, &status) == 0 &&
                find_end(spool->file, (uint64_t)status.st_size, &end) &&
                ((off_t)end == status.st_size ||
                 ftruncate(spool->file, (off_t)end) == 0);
    spool->size = end;
    if (fine)
        return true;
    *why = arena_print(arena, "cannot open `%s`: %s", path, strerror(errno));
    spool_close(spool);
    return false;
}

bool spool_add(Spool *spool, const char *text, size_t len)
{
    size_t done = 0;
    while (done < len) {
        ssize_t put = write(spool->file, text + done, len - done);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            break;
        done += (size_t)put;
    }
    if (done == len) {
        spool->size += len;
        return true;
    }
    /* Where even that fails, the next to open it cuts the tail off. */
    int error = errno;
    if (ftruncate(spool->file, (off_t)spool->size) != 0 && done > 0)
        spool_close(spool);
    errno = error;
    return false;
}

const char *spool_line(int file, Arena *arena, uint64_t offset, uint64_t size,
                       size_t *len)
{
    size_t room = PIECE;
    for (;;) {
        uint64_t left = size - offset;
        if (room > left)
            room = (size_t)left;
        char *text = arena_alloc(arena, room + 1);
        ssize_t got = read_at(file, text, room, offset);
        if (got <= 0)
            return NULL;
        char *end = memchr(text, '\n', (size_t)got);
        if (end) {
            *end = '\0';
            *len = (size_t)(end - text);
            return text;
        }
        if (room == left)
            return NULL;
        room *= 4;
    }
}

const char *spool_last(const Spool *spool, Arena *arena)
{
    uint64_t begin;
    size_t len;
    if (spool->size == 0 || !find_end(spool->file, spool->size - 1, &begin))
        return NULL;
    return spool_line(spool->file, arena, begin, spool->size, &len);
}

uint64_t spool_count(int file, uint64_t offset, uint64_t size)
{
    char bytes[PIECE];
    uint64_t count = 0;
    while (offset < size) {
        size_t room = size - offset < PIECE ? (size_t)(size - offset) : PIECE;
        ssize_t got = read_at(file, bytes, room, offset);
        if (got <= 0)
            break;
        for (ssize_t i = 0; i < got; i++)
            count += bytes[i] == '\n';
        offset += (uint64_t)got;
    }
    return count;
}

void spool_close(Spool *spool)
{
    if (spool->file >= 0)
        close(spool->file);
    spool->file = -1;
}
