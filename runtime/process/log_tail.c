#define _XOPEN_SOURCE 700 /* pread */
#include "runtime/process/log_tail.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/shown.h"

enum { TAIL_MAX = 64 << 10 };

/* The last bytes of the file, at most `room`; how many. */
static size_t read_end(const char *path, char *bytes, size_t room)
{
    int descriptor =
        open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
        return 0;
    struct stat status;
    size_t len = 0;
    if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) {
        off_t from =
            status.st_size > (off_t)room ? status.st_size - (off_t)room : 0;
        ssize_t n;
        while (len < room && (n = pread(descriptor, bytes + len, room - len,
                                        from + (off_t)len)) > 0)
            len += (size_t)n;
    }
    close(descriptor);
    return len;
}

/* Where the last `lines` lines begin; the end of the last line does not
 * count as the beginning of another one. */
static size_t tail_from(const char *text, size_t len, unsigned lines)
{
    size_t at = len;
    if (at > 0 && text[at - 1] == '\n')
        at--;
    for (; at > 0; at--)
        if (text[at - 1] == '\n' && --lines == 0)
            break;
    return at;
}

/* What a terminal would show: a progress bar goes back to the beginning of
 * its line and writes over it. */
static void add_line(Buf *buf, const char *line, size_t len)
{
    if (len > 0 && line[len - 1] == '\r')
        len--;
    size_t from = len;
    while (from > 0 && line[from - 1] != '\r')
        from--;
    shown_add(buf, line + from, len - from);
}

const char *log_tail(Arena *arena, const char *path, unsigned lines)
{
    Arena scratch = {0};
    char *text = arena_alloc(&scratch, TAIL_MAX);
    size_t len = read_end(path, text, TAIL_MAX);
    Buf buf = {.arena = arena};
    for (size_t at = lines ? tail_from(text, len, lines) : len; at < len;) {
        const char *end = memchr(text + at, '\n', len - at);
        size_t stop = end ? (size_t)(end - text) : len;
        add_line(&buf, text + at, stop - at);
        at = stop + 1;
        if (at < len)
            buf_char(&buf, '\n');
    }
    arena_release(&scratch);
    return buf_string(&buf);
}
