#define _GNU_SOURCE /* pipe2, wait4 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/process/loop_parts.h"
#include "runtime/process/spawn.h"
#include "runtime/process/sweep.h"

enum {
    CHUNK = 64 << 10,
    ROUGHLY = 2 << 20, /* bytes */
    /* How long a process that left the group may hold up the end. */
    OUTPUTS_GRACE = 250 * 1000 * 1000 /* ns */
};

/* ---- start ---- */

static Child *child_new(Loop *loop, const ChildPlan *plan, void *owner)
{
    Child *child = loop->spare;
    if (child)
        loop->spare = child->next;
    else
        child = arena_new(loop->arena, Child);
    *child = (Child){
        .owner = owner,
        .process = {SOURCE_CHILD, -1, child, LOOP_CHILD, NULL},
        .outputs = {SOURCE_PIPE, -1, child, LOOP_CHILD, NULL},
        .log = -1,
        .mark = plan->mark,
        .first_stays = plan->first_stays,
    };
    return child;
}

/* Takes it out of use. */
static void child_free(Loop *loop, Child *child)
{
    if (child->outputs.descriptor >= 0)
        source_remove(&child->outputs);
    if (child->process.descriptor >= 0)
        source_remove(&child->process);
    if (child->log >= 0)
        close(child->log);
    deadline_drop(&loop->deadlines, &child->deadline);
    arena_release(&child->arena);
    child->next = loop->spare;
    loop->spare = child;
}

static bool may_pass(int number)
{
    return number == EAGAIN || number == ENOMEM || number == EMFILE ||
           number == ENFILE;
}

/* Where both outputs of the child go: the log, or a pipe to us; -1. */
static int open_outputs(Loop *loop, Child *child, const ChildPlan *plan)
{
    child->log =
        open(plan->log,
             O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY,
             0600);
    if (child->log < 0 || !plan->secrets || !plan->secrets[0])
        return child->log;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    child->outputs.descriptor = ends[0];
    child->redactor = redactor_new(&child->arena, plan->secrets);
    if (fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0 &&
        source_add(loop, &child->outputs))
        return ends[1];
    close(ends[1]);
    return -1;
}

static const char *env_value(const char *const *env, const char *name)
{
    size_t len = strlen(name);
    for (; *env; env++)
        if (!strncmp(*env, name, len) && (*env)[len] == '=')
            return *env + len + 1;
    return NULL;
}

/* Above the limit that we have ourselves, nobody may go. */
static uint64_t memory_limit(uint64_t wanted)
{
    struct rlimit now;
    if (!wanted || getrlimit(RLIMIT_DATA, &now) != 0)
        return wanted;
    return now.rlim_max < wanted ? now.rlim_max : wanted;
}

static uint64_t own_peak(void)
{
    struct rusage usage;
    if (getrusage(RUSAGE_SELF, &usage) != 0)
        return 0;
    return (uint64_t)usage.ru_maxrss * 1024;
}

static const char *exec_fault(Arena *arena, const char *path, int number)
{
    const char *what = strerror(number);
    if (number == ENOENT)
        what = access(path, F_OK) == 0
                   ? "the interpreter that it names is not there"
                   : "no such file";
    else if (number == ENOEXEC)
        what = "not a program: neither built for this machine nor a script "
               "that begins with `#!`";
    else if (number == ETXTBSY)
        what = "it is being written to";
    else if (number == E2BIG)
        what = "its words and environment are too long for this machine";
    return arena_print(arena, "cannot execute %s: %s", path, what);
}

static const char *spawn_fault(Arena *arena, const SpawnPlan *plan,
                               const Spawned *spawned)
{
    const char *what = strerror(spawned->number);
    switch (spawned->step) {
    case SPAWN_CLONE:
        return arena_print(arena, "cannot start a process: %s", what);
    case SPAWN_SETTING:
        return arena_print(arena, "cannot set a process up: %s", what);
    case SPAWN_FOLDER:
        return arena_print(arena, "cannot enter the folder %s: %s",
                           plan->folder, what);
    case SPAWN_EXEC:
        break;
    }
    return exec_fault(arena, plan->path, spawned->number);
}

/* Number 0, or an errno with *why. */
static int start(Loop *loop, Child *child, const ChildPlan *plan, int output,
                 const char **why)
{
    const char *folders = env_value(plan->env, "PATH");
    if (plan->needs &&
        !program_find(&loop->programs, plan->needs, folders, why))
        return ENOENT;
    Spawned spawned = {0};
    SpawnPlan spawning = {.argv = plan->argv,
                          .env = plan->env,
                          .folder = plan->folder,
                          .input = loop->null,
                          .output = output,
                          .memory = memory_limit(plan->limits.memory),
                          .may_gain = plan->may_gain,
                          .ignored = &loop->ignored,
                          .stack = loop->stack};
    for (int tries = 0; tries < 2; tries++) {
        spawning.path =
            program_find(&loop->programs, plan->argv[0], folders, why);
        if (!spawning.path)
            return ENOENT;
        if (spawn(&spawning, &spawned)) {
            child->pid = spawned.pid;
            child->process.descriptor = spawned.pidfd;
            return 0;
        }
        *why = spawn_fault(loop->arena, &spawning, &spawned);
        if (spawned.step != SPAWN_EXEC || spawned.number != ENOENT)
            break;
        program_forget(&loop->programs, plan->argv[0], folders);
    }
    return spawned.number;
}

static void enlist(Loop *loop, Child *child)
{
    child->next = loop->children;
    if (child->next)
        child->next->before = child;
    loop->children = child;
    loop->count++;
}

static void delist(Loop *loop, Child *child)
{
    if (child->before)
        child->before->next = child->next;
    else
        loop->children = child->next;
    if (child->next)
        child->next->before = child->before;
    loop->count--;
}

/* Nobody would hear of its end. */
static void undo(Child *child)
{
    child_signal(child, SIGKILL);
    while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR)
        continue;
}

Child *loop_start(Loop *loop, const ChildPlan *plan, void *owner, bool *retry,
                  const char **why)
{
    Child *child = child_new(loop, plan, owner);
    int number = 0;
    int output = open_outputs(loop, child, plan);
    if (output < 0) {
        number = errno;
        *why = arena_print(loop->arena, "cannot write the log %s: %s",
                           plan->log, strerror(number));
    } else {
        child->own_peak = own_peak();
        number = start(loop, child, plan, output, why);
        if (output != child->log)
            close(output);
    }
    if (number == 0 && !source_add(loop, &child->process)) {
        number = errno;
        *why = arena_print(loop->arena, "cannot wait for a process: %s",
                           strerror(number));
        undo(child);
    }
    *retry = may_pass(number) && loop->count > 0;
    if (number == 0) {
        loop->has_gained = loop->has_gained || plan->may_gain;
        enlist(loop, child);
        return child;
    }
    child_free(loop, child);
    return NULL;
}

/* ---- end ---- */

void child_signal(Child *child, int signal)
{
    if (child->reaped)
        return;
    if (signal == SIGKILL) {
        child->killed = true;
        kill(-child->pid, SIGKILL);
        if (child->mark)
            sweep_marked(child->mark);
    } else if (child->first_stays) {
        sweep_group(child->pid, signal);
    } else {
        kill(-child->pid, signal);
        kill(-child->pid, SIGCONT);
    }
}

void loop_end(Loop *loop, Child *child, int64_t grace)
{
    if (child->reaped || child->killed)
        return;
    if (grace <= 0) {
        deadline_drop(&loop->deadlines, &child->deadline);
        child_signal(child, SIGKILL);
        return;
    }
    int64_t now = loop_now();
    int64_t at = grace < INT64_MAX - now ? now + grace : INT64_MAX;
    if (!child->deadline.place || at < child->deadline.at)
        deadline_set(&loop->deadlines, &child->deadline, at);
    child_signal(child, SIGTERM);
}

static bool write_all(int descriptor, const char *at, size_t len)
{
    while (len > 0) {
        ssize_t n = write(descriptor, at, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        len -= (size_t)n;
    }
    return true;
}

/* A log that cannot be written loses what was to go there, not the task. */
static void log_redacted(Child *child, const char *bytes, size_t len, bool last)
{
    Arena scratch = {0};
    Buf out = {.arena = &scratch};
    redact(child->redactor, bytes, len, last, &out);
    if (out.len)
        (void)write_all(child->log, out.at, out.len);
    arena_release(&scratch);
}

bool child_read(Child *child)
{
    char chunk[CHUNK];
    ssize_t n = read(child->outputs.descriptor, chunk, sizeof chunk);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return true;
    log_redacted(child, chunk, n > 0 ? (size_t)n : 0, n <= 0);
    return n > 0;
}

static uint64_t log_size(const Child *child)
{
    struct stat status;
    if (fstat(child->log, &status) != 0 || status.st_size < 0)
        return 0;
    return (uint64_t)status.st_size;
}

void child_look(Child *child)
{
    if (child->killed || child->reaped || log_size(child) <= LOG_BYTES_MAX)
        return;
    child->end.log_full = true;
    child_signal(child, SIGKILL);
}

static int64_t ns_of(struct timeval time)
{
    return (int64_t)time.tv_sec * 1000000000 + (int64_t)time.tv_usec * 1000;
}

/* The kernel counts what a process used before it executed its program, which
 * was our memory, and counts it roughly. */
static void note_usage(Child *child, const struct rusage *usage)
{
    uint64_t peak = (uint64_t)usage->ru_maxrss * 1024;
    uint64_t ours = child->own_peak + child->own_peak / 16 + ROUGHLY;
    child->end.memory_peak = peak > ours ? peak : 0;
    child->end.cpu_ns = ns_of(usage->ru_utime) + ns_of(usage->ru_stime);
}

static void wait_for(Child *child)
{
    int status = 0;
    struct rusage usage = {0};
    pid_t pid;
    do
        pid = wait4(child->pid, &status, 0, &usage);
    while (pid < 0 && errno == EINTR);
    child->reaped = true;
    child->end.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    child->end.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    note_usage(child, &usage);
}

static bool is_child(const Loop *loop, pid_t pid)
{
    for (const Child *child = loop->children; child; child = child->next)
        if (!child->reaped && child->pid == pid)
            return true;
    return false;
}

/* Those that left their task, lost their parent and came to us; the rest when
 * another one ends. */
static void bury_orphans(const Loop *loop)
{
    siginfo_t info = {0};
    while (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid > 0 && !is_child(loop, info.si_pid)) {
        waitpid(info.si_pid, NULL, WNOHANG);
        info.si_pid = 0;
    }
}

bool child_reap(Loop *loop, Child *child)
{
    /* Its pid is still its own, so this is its group and no other. */
    kill(-child->pid, SIGKILL);
    wait_for(child);
    bury_orphans(loop);
    source_remove(&child->process);
    deadline_drop(&loop->deadlines, &child->deadline);
    if (child->outputs.descriptor < 0)
        return true;
    deadline_set(&loop->deadlines, &child->deadline,
                 loop_now() + OUTPUTS_GRACE);
    return false;
}

ChildEnd child_close(Loop *loop, Child *child)
{
    if (child->outputs.descriptor >= 0)
        log_redacted(child, "", 0, true);
    if (child->end.log_full && ftruncate(child->log, LOG_BYTES_MAX) != 0)
        child->end.log_full = true;
    ChildEnd end = child->end;
    delist(loop, child);
    child_free(loop, child);
    return end;
}
