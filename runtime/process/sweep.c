#define _GNU_SOURCE /* pidfd_open */
#include "runtime/process/sweep.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <unistd.h>

#include "base/file.h"
#include "base/vec.h"

enum {
    ENVIRON_MAX = 8 << 20, /* more than the kernel takes */
    STAT_MAX = 4096,
    ROUNDS = 20,    /* against one that starts others as fast as we kill */
    DEATH_MS = 1000 /* that a killed one may take to be gone */
};

typedef Vec(pid_t) Pids;

static bool has_pid(const Pids *pids, pid_t pid)
{
    for (uint32_t i = 0; i < pids->len; i++)
        if (pids->at[i] == pid)
            return true;
    return false;
}

/* What the kernel tells of a process; false: nothing (any more). */
static bool proc_read(Arena *arena, pid_t pid, const char *name, size_t limit,
                      FileText *text)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const char *why;
    bool read = file_read_from(arena, descriptor, limit, text, &why);
    close(descriptor);
    return read;
}

/* Parent and group: what follows the name, which may hold anything. */
static bool kin_of(pid_t pid, pid_t *parent, pid_t *group)
{
    Arena scratch = {0};
    FileText text;
    int ids[2];
    bool told = proc_read(&scratch, pid, "stat", STAT_MAX, &text);
    const char *name_end = told ? strrchr(text.text, ')') : NULL;
    told = name_end && sscanf(name_end, ") %*c %d %d", &ids[0], &ids[1]) == 2;
    if (told) {
        *parent = ids[0];
        *group = ids[1];
    }
    arena_release(&scratch);
    return told;
}

static bool has_mark(pid_t pid, const char *mark)
{
    Arena scratch = {0};
    FileText text;
    bool found = false;
    if (proc_read(&scratch, pid, "environ", ENVIRON_MAX, &text))
        for (size_t at = 0; at < text.len && !found;
             at += strlen(text.text + at) + 1)
            found = !strcmp(text.text + at, mark);
    arena_release(&scratch);
    return found;
}

/* A task's log is written by its processes alone: who looks at it reads. */
static bool writes_log(pid_t pid, const char *folder)
{
    size_t len = strlen(folder);
    for (int number = 1; number <= 2; number++) {
        char path[64], to[PATH_MAX];
        snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)pid, number);
        ssize_t n = readlink(path, to, sizeof to - 1);
        if (n < 0)
            continue;
        to[n] = '\0';
        if (!strncmp(to, folder, len) && to[len] == '/' &&
            !strcmp(strrchr(to, '/'), "/log"))
            return true;
    }
    return false;
}

/* What those bear that are to be ended; NULL: none do by this. */
typedef struct Wanted {
    const char *mark;   /* in their environment */
    const char *folder; /* some log below it is where their outputs go */
} Wanted;

static bool is_wanted(pid_t pid, const Wanted *wanted)
{
    return (wanted->mark && has_mark(pid, wanted->mark)) ||
           (wanted->folder && writes_log(pid, wanted->folder));
}

static Pids processes(Arena *arena)
{
    Pids pids = {0};
    DIR *folder = opendir("/proc");
    if (!folder)
        return pids;
    const struct dirent *entry;
    while ((entry = readdir(folder))) {
        char *end;
        long pid = strtol(entry->d_name, &end, 10);
        if (pid > 0 && *end == '\0')
            vec_push(arena, &pids, (pid_t)pid);
    }
    closedir(folder);
    return pids;
}

/* We, and who started us: a run within a task bears the mark of both. */
static Pids lineage(Arena *arena)
{
    Pids pids = {0};
    pid_t group;
    for (pid_t pid = getpid(); pid > 0 && !has_pid(&pids, pid);) {
        vec_push(arena, &pids, pid);
        if (!kin_of(pid, &pid, &group))
            break;
    }
    return pids;
}

/* Waits for it, too, as long as a killed one may take. */
static bool end_held(int held)
{
    if (pidfd_send_signal(held, SIGKILL, NULL, 0) != 0)
        return false;
    poll(&(struct pollfd){.fd = held, .events = POLLIN}, 1, DEATH_MS);
    return true;
}

/* It is looked at again once the process is held fast, as its number could be
 * another one's by then. */
static bool end(pid_t pid, const Wanted *wanted)
{
    int held = pidfd_open(pid, 0);
    if (held < 0)
        return false;
    bool ended = is_wanted(pid, wanted) && end_held(held);
    close(held);
    return ended;
}

static uint32_t sweep_once(const Wanted *wanted)
{
    Arena scratch = {0};
    Pids kept = lineage(&scratch), pids = processes(&scratch);
    uint32_t n = 0;
    for (uint32_t i = 0; i < pids.len; i++)
        if (is_wanted(pids.at[i], wanted) && !has_pid(&kept, pids.at[i]) &&
            end(pids.at[i], wanted))
            n++;
    arena_release(&scratch);
    return n;
}

static uint32_t sweep(const Wanted *wanted)
{
    uint32_t all = 0, n;
    for (int round = 0; round < ROUNDS && (n = sweep_once(wanted)); round++)
        all += n;
    return all;
}

uint32_t sweep_marked(const char *mark)
{
    return sweep(&(Wanted){.mark = mark});
}

uint32_t sweep_run(const char *mark, const char *folder)
{
    char in_full[PATH_MAX]; /* as the kernel tells it */
    if (folder && !realpath(folder, in_full))
        folder = NULL;
    return sweep(&(Wanted){mark, folder ? in_full : NULL});
}

void sweep_group(pid_t wanted, int signal)
{
    Arena scratch = {0};
    Pids pids = processes(&scratch);
    for (uint32_t i = 0; i < pids.len; i++) {
        pid_t pid = pids.at[i], parent, group;
        if (pid == wanted || !kin_of(pid, &parent, &group) || group != wanted)
            continue;
        kill(pid, signal);
        kill(pid, SIGCONT);
    }
    arena_release(&scratch);
}

void sweep_children(void)
{
    Arena scratch = {0};
    Pids pids = processes(&scratch);
    for (uint32_t i = 0; i < pids.len; i++) {
        pid_t parent, group;
        int held = kin_of(pids.at[i], &parent, &group) && parent == getpid()
                       ? pidfd_open(pids.at[i], 0)
                       : -1;
        if (held < 0)
            continue;
        end_held(held);
        close(held);
    }
    arena_release(&scratch);
}
