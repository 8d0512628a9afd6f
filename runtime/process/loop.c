#define _GNU_SOURCE /* MAP_ANONYMOUS, MAP_STACK */
#include "runtime/process/loop.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "runtime/process/loop_parts.h"
#include "runtime/process/spawn.h"
#include "runtime/process/sweep.h"

enum {
    MS = 1000 * 1000,
    LOOK_EVERY = 100 * MS /* ns, at the sizes of logs */
};

/* ---- time ---- */

static int64_t clock_read(clockid_t clock)
{
    struct timespec now = {0};
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t loop_now(void)
{
    return clock_read(CLOCK_MONOTONIC);
}

int64_t clock_now(void)
{
    return clock_read(CLOCK_REALTIME);
}

/* ---- what epoll tells of ---- */

bool source_add(Loop *loop, Source *source)
{
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = source};
    return epoll_ctl(loop->epoll, EPOLL_CTL_ADD, source->descriptor, &event) ==
           0;
}

/* No copy of it lives on, for then it would go on being told of: children close
 * theirs before we go on. */
void source_remove(Source *source)
{
    close(source->descriptor);
    source->descriptor = -1;
}

void loop_watch(Loop *loop, int descriptor, LoopWhat what, void *owner)
{
    Source *source = NULL;
    for (uint32_t i = 0; i < loop->watches.len && !source; i++)
        if (loop->watches.at[i]->descriptor < 0)
            source = loop->watches.at[i];
    if (!source) {
        source = arena_new(loop->arena, Source);
        vec_push(loop->arena, &loop->watches, source);
    }
    *source = (Source){SOURCE_WATCH, descriptor, NULL, what, owner};
    source_add(loop, source);
}

void loop_unwatch(Loop *loop, int descriptor)
{
    epoll_ctl(loop->epoll, EPOLL_CTL_DEL, descriptor, NULL);
    for (uint32_t i = 0; i < loop->watches.len; i++)
        if (loop->watches.at[i]->descriptor == descriptor)
            loop->watches.at[i]->descriptor = -1;
}

/* ---- signals ---- */

static void take_signals(Loop *loop)
{
    sigset_t told;
    sigemptyset(&told);
    sigaddset(&told, SIGINT);
    sigaddset(&told, SIGTERM);
    sigaddset(&told, SIGHUP);
    sigprocmask(SIG_BLOCK, &told, &loop->mask_before);
    loop->signals = (Source){SOURCE_SIGNALS,
                             signalfd(-1, &told, SFD_CLOEXEC | SFD_NONBLOCK),
                             NULL, LOOP_SIGNAL, NULL};
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    struct sigaction usual = {.sa_handler = SIG_DFL};
    sigaction(SIGPIPE, &ignore, &loop->pipe_before);
    sigaction(SIGXFSZ, &ignore, &loop->size_before);
    sigaction(SIGCHLD, &usual, &loop->child_before);
    sigemptyset(&loop->ignored);
    for (int number = 1; number < NSIG; number++) {
        struct sigaction now;
        if (sigaction(number, NULL, &now) == 0 && now.sa_handler == SIG_IGN)
            sigaddset(&loop->ignored, number);
    }
}

static void give_signals_back(Loop *loop)
{
    sigaction(SIGPIPE, &loop->pipe_before, NULL);
    sigaction(SIGXFSZ, &loop->size_before, NULL);
    sigaction(SIGCHLD, &loop->child_before, NULL);
    sigprocmask(SIG_SETMASK, &loop->mask_before, NULL);
}

/* ---- the loop ---- */

static Loop *failed(Loop *loop, const char **why)
{
    *why = arena_print(loop->arena, "cannot wait for processes: %s",
                       strerror(errno));
    loop_close(loop);
    return NULL;
}

/* Descriptors 0 to 2 of ours are taken, so that none of a child's is one of
 * them; -1. */
static int open_null(void)
{
    int null;
    do
        null = open("/dev/null", O_RDWR);
    while (null >= 0 && null <= 2);
    if (null >= 0)
        fcntl(null, F_SETFD, FD_CLOEXEC);
    return null;
}

Loop *loop_new(Arena *arena, const char **why)
{
    Loop *loop = arena_new(arena, Loop);
    loop->arena = arena;
    loop->deadlines.arena = arena;
    programs_init(&loop->programs, arena);
    loop->null = open_null();
    loop->epoll = epoll_create1(EPOLL_CLOEXEC);
    void *stack = mmap(NULL, SPAWN_STACK, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    loop->stack = stack == MAP_FAILED ? NULL : stack;
    take_signals(loop);
    prctl(PR_GET_CHILD_SUBREAPER, &loop->adopted_before);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (loop->null < 0 || loop->epoll < 0 || !loop->stack ||
        loop->signals.descriptor < 0 || !source_add(loop, &loop->signals))
        return failed(loop, why);
    return loop;
}

/* Whoever left the group of its task and lost its parent is ours. Podman's
 * monitor is, too, and still has to tidy up. */
static void end_orphans(Loop *loop)
{
    while (!loop->has_gained && waitpid(-1, NULL, WNOHANG) >= 0)
        sweep_children();
}

void loop_kill_all(Loop *loop)
{
    while (loop->children) {
        Child *child = loop->children;
        child_signal(child, SIGKILL);
        if (!child->reaped)
            child_reap(loop, child);
        child_close(loop, child);
    }
    end_orphans(loop);
}

void loop_close(Loop *loop)
{
    loop_kill_all(loop);
    prctl(PR_SET_CHILD_SUBREAPER, loop->adopted_before);
    if (loop->signals.descriptor >= 0)
        close(loop->signals.descriptor);
    if (loop->epoll >= 0)
        close(loop->epoll);
    if (loop->null >= 0)
        close(loop->null);
    if (loop->stack)
        munmap(loop->stack, SPAWN_STACK);
    give_signals_back(loop);
}

uint32_t loop_children(const Loop *loop)
{
    return loop->count;
}

bool loop_has_signal(const Loop *loop)
{
    struct pollfd signals = {loop->signals.descriptor, POLLIN, 0};
    return poll(&signals, 1, 0) > 0;
}

static bool told(LoopEvent *event, Loop *loop, Child *child)
{
    void *owner = child->owner;
    *event = (LoopEvent){
        .what = LOOP_CHILD, .owner = owner, .end = child_close(loop, child)};
    return true;
}

static bool hear_signal(Loop *loop, LoopEvent *event)
{
    struct signalfd_siginfo info;
    if (read(loop->signals.descriptor, &info, sizeof info) != sizeof info)
        return false;
    *event = (LoopEvent){.what = LOOP_SIGNAL, .signal = (int)info.ssi_signo};
    return true;
}

static bool hear_pipe(Loop *loop, Child *child, LoopEvent *event)
{
    if (child_read(child))
        return false;
    source_remove(&child->outputs);
    return child->reaped && told(event, loop, child);
}

/* True: *event is to be told. */
static bool hear(Loop *loop, Source *source, LoopEvent *event)
{
    switch (source->kind) {
    case SOURCE_SIGNALS:
        return hear_signal(loop, event);
    case SOURCE_PIPE:
        return hear_pipe(loop, source->child, event);
    case SOURCE_CHILD:
        return child_reap(loop, source->child) &&
               told(event, loop, source->child);
    case SOURCE_WATCH:
        break;
    }
    *event = (LoopEvent){.what = source->what, .owner = source->owner};
    return true;
}

static Child *child_of(Deadline *deadline)
{
    return (Child *)((char *)deadline - offsetof(Child, deadline));
}

/* What is due: kills, and outputs that somebody else holds. */
static bool pass_deadlines(Loop *loop, int64_t now, LoopEvent *event)
{
    Deadline *first;
    while ((first = deadline_first(&loop->deadlines)) && first->at <= now) {
        Child *child = child_of(first);
        deadline_drop(&loop->deadlines, first);
        if (child->reaped)
            return told(event, loop, child);
        child_signal(child, SIGKILL);
    }
    return false;
}

static void look_at_logs(Loop *loop, int64_t now)
{
    if (!loop->count || now < loop->next_look)
        return;
    loop->next_look = now + LOOK_EVERY;
    for (Child *child = loop->children; child; child = child->next)
        child_look(child);
}

/* ms to wait, rounded up, so that what is due then is due. */
static int patience(const Loop *loop, int64_t now, int64_t until)
{
    const Deadline *first = deadline_first(&loop->deadlines);
    if (first && first->at < until)
        until = first->at;
    if (loop->count && loop->next_look < until)
        until = loop->next_look;
    if (until <= now)
        return 0;
    int64_t ms = (until - now - 1) / MS + 1;
    return until == INT64_MAX ? -1 : ms > 1000000 ? 1000000 : (int)ms;
}

/* One event at a time: a second one of a batch could be of what the first one
 * closed. */
LoopEvent loop_next(Loop *loop, int64_t until)
{
    LoopEvent event = {0};
    for (;;) {
        int64_t now = loop_now();
        if (pass_deadlines(loop, now, &event))
            return event;
        look_at_logs(loop, now);
        struct epoll_event ready;
        int n = epoll_wait(loop->epoll, &ready, 1, patience(loop, now, until));
        if (n > 0 && hear(loop, ready.data.ptr, &event))
            return event;
        if (n < 0 && errno != EINTR)
            return (LoopEvent){.what = LOOP_FAILED, .why = strerror(errno)};
        if (n == 0 && loop_now() >= until)
            return (LoopEvent){.what = LOOP_TIME};
    }
}

uint32_t loop_sweep(const char *run_id, const char *folder)
{
    Arena scratch = {0};
    uint32_t n = sweep_run(arena_print(&scratch, "FLW_RUN=%s", run_id), folder);
    arena_release(&scratch);
    return n;
}
