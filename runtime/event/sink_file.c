/* sink_file.c - events as JSON lines, in a file or on standard output. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "runtime/event/event.h"
#include "runtime/event/sink.h"

enum { PATIENCE = 200 }; /* ms between two looks at *stop */

typedef struct FileSink {
    int file;
    bool is_file; /* a regular one: what is half written can be taken back */
    bool is_ours;
    Arena arena; /* of one line */
} FileSink;

static FileSink *sink_of(Arena *arena, int file, bool is_ours)
{
    struct stat status;
    FileSink *sink = arena_new(arena, FileSink);
    sink->file = file;
    sink->is_ours = is_ours;
    sink->is_file = fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    return sink;
}

static void *open_file(Arena *arena, const char *target, const char **why)
{
    int file =
        open(target,
             O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK | O_NOCTTY | O_CLOEXEC,
             0666);
    if (file >= 0)
        return sink_of(arena, file, true);
    *why = errno == ENXIO
               ? arena_print(arena, "nobody reads the pipe `%s`", target)
               : arena_print(arena, "cannot open `%s`: %s", target,
                             strerror(errno));
    return NULL;
}

static void *open_output(Arena *arena, const char *target, const char **why)
{
    (void)target;
    (void)why;
    return sink_of(arena, STDOUT_FILENO, false);
}

/* A pipe takes PIPE_BUF bytes without waiting once it says so. */
static bool is_ready(int file, atomic_bool *stop)
{
    struct pollfd wait = {.fd = file, .events = POLLOUT};
    while (!*stop) {
        int ready = poll(&wait, 1, PATIENCE);
        if (ready > 0)
            return !(wait.revents & (POLLERR | POLLNVAL));
        if (ready < 0 && errno != EINTR)
            return false;
    }
    return false;
}

static size_t write_some(FileSink *sink, const char *text, size_t len,
                         atomic_bool *stop)
{
    size_t done = 0;
    while (done < len) {
        size_t piece = len - done;
        if (!sink->is_file && piece > PIPE_BUF)
            piece = PIPE_BUF;
        if (!sink->is_file && !is_ready(sink->file, stop))
            break;
        ssize_t put = write(sink->file, text + done, piece);
        if (put < 0 && errno != EINTR && errno != EAGAIN)
            break;
        done += put > 0 ? (size_t)put : 0;
    }
    return done;
}

/* A line is there wholly or not at all, where that is possible. */
static bool send_line(void *self, const char *event, size_t len,
                      atomic_bool *stop)
{
    FileSink *sink = self;
    size_t data_len;
    const char *data = event_data(event, len, &data_len);
    Buf line = {.arena = &sink->arena};
    buf_add(&line, data, data_len);
    buf_char(&line, '\n');
    off_t size = sink->is_file ? lseek(sink->file, 0, SEEK_END) : 0;
    size_t done = write_some(sink, line.at, line.len, stop);
    bool whole = done == line.len;
    if (!whole && done > 0 && sink->is_file && size >= 0)
        whole = ftruncate(sink->file, size) != 0 && false;
    arena_reset(&sink->arena);
    return whole;
}

static void close_file(void *self)
{
    FileSink *sink = self;
    if (sink->is_ours)
        close(sink->file);
    arena_release(&sink->arena);
}

const SinkKind sink_file = {
    .open = open_file, .send = send_line, .close = close_file};
const SinkKind sink_output = {.fleeting = true,
                              .open = open_output,
                              .send = send_line,
                              .close = close_file};
