/* program.c - Graphviz's `dot`, run as a child. */
#include "spec/chart/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/vec.h"

extern char **environ;

enum { CHUNK = 1 << 16, OUTPUT_MAX = 256 << 20 };

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The input in a file without a name: a child that does not read it all cannot
 * make us wait. */
static FILE *input_of(FileText text)
{
    FILE *file = tmpfile();
    if (!file)
        return NULL;
    bool fine = fwrite(text.text, 1, text.len, file) == text.len &&
                fflush(file) == 0 && lseek(fileno(file), 0, SEEK_SET) == 0;
    if (fine)
        return file;
    fclose(file);
    return NULL;
}

/* Numbers are to have a point, whatever is spoken here. */
static char *const *environment(Arena *arena)
{
    Vec(char *) all = {0};
    for (char **at = environ; *at; at++)
        if (strncmp(*at, "LC_", 3) != 0)
            vec_push(arena, &all, *at);
    vec_push(arena, &all, arena_copy(arena, "LC_ALL=C", 8));
    vec_push(arena, &all, NULL);
    return all.at;
}

static int start(Arena *arena, int input, int output, pid_t *pid)
{
    static char name[] = "dot", format[] = "-Tjson0";
    char *const argv[] = {name, format, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, 0);
    posix_spawn_file_actions_adddup2(&actions, output, 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    int error =
        posix_spawnp(pid, name, &actions, NULL, argv, environment(arena));
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* All that comes until the end; false when the time is over first. */
static bool drain(int pipe_end, int64_t until, Buf *out)
{
    char chunk[CHUNK];
    while (out->len < OUTPUT_MAX) {
        struct pollfd ready = {.fd = pipe_end, .events = POLLIN};
        int64_t left = until - now_ms();
        int count = left > 0 ? poll(&ready, 1, (int)left) : 0;
        if (count == 0)
            return false;
        ssize_t size = count > 0 ? read(pipe_end, chunk, sizeof chunk) : -1;
        if (size < 0 && errno != EINTR)
            return true;
        if (size == 0)
            return true;
        if (size > 0)
            buf_add(out, chunk, (size_t)size);
    }
    return true;
}

static ProgramEnd finish(Arena *arena, pid_t pid, bool in_time,
                         const char **why)
{
    int status = 0;
    if (!in_time)
        kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    if (!in_time)
        return PROGRAM_LATE;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return PROGRAM_FINE;
    *why = WIFSIGNALED(status)
               ? arena_print(arena, "signal %d ended it", WTERMSIG(status))
               : arena_print(arena, "it ended with status %d",
                             WEXITSTATUS(status));
    return PROGRAM_FAILED;
}

static ProgramEnd run(Arena *arena, FILE *input, unsigned seconds, Buf *out,
                      const char **why)
{
    int ends[2];
    pid_t pid = 0;
    if (pipe(ends) != 0) {
        *why = strerror(errno);
        return PROGRAM_FAILED;
    }
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    int error = start(arena, fileno(input), ends[1], &pid);
    close(ends[1]);
    ProgramEnd end = PROGRAM_FAILED;
    if (error) {
        *why = strerror(error);
        end = error == ENOENT ? PROGRAM_ABSENT : PROGRAM_FAILED;
    } else {
        bool in_time = drain(ends[0], now_ms() + (int64_t)seconds * 1000, out);
        end = finish(arena, pid, in_time, why);
    }
    close(ends[0]);
    return end;
}

ProgramEnd program_dot(Arena *arena, FileText text, unsigned seconds,
                       FileText *out, const char **why)
{
    Buf bytes = {.arena = arena};
    FILE *input = input_of(text);
    if (!input) {
        *why = strerror(errno);
        return PROGRAM_FAILED;
    }
    ProgramEnd end = run(arena, input, seconds, &bytes, why);
    fclose(input);
    *out = (FileText){buf_string(&bytes), bytes.len};
    return end;
}
