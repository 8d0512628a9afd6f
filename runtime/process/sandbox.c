#define _GNU_SOURCE /* pipe2 */
#include "runtime/process/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/panic.h"
#include "base/shown.h"
#include "base/utf8.h"
#include "runtime/process/program.h"
#include "runtime/process/sandbox_parts.h"
#include "runtime/process/spawn.h"

enum {
    TRIAL_MS = 20 * 1000, /* before a sandbox that hangs is one that fails */
    TRIAL_TEXT = 400      /* bytes of what it says */
};

/* ---- environment ---- */

const char *sandbox_work(Arena *arena, const SandboxPlan *plan)
{
    return arena_print(arena, "%s/work", plan->folder);
}

const char *sandbox_mark(Arena *arena, const SandboxPlan *plan)
{
    return arena_print(arena, "FLW_ATTEMPT=%s", plan->folder);
}

/* By name, in order of their first coming; the last one counts. */
static void put(Arena *arena, Words *env, const char *entry)
{
    size_t len = strcspn(entry, "=") + 1;
    for (uint32_t i = 0; i < env->len; i++) {
        if (strncmp(env->at[i], entry, len) != 0)
            continue;
        env->at[i] = entry;
        return;
    }
    vec_push(arena, env, entry);
}

const char *const *sandbox_env(Arena *arena, const SandboxPlan *plan,
                               const char *const *base)
{
    Words env = {0};
    for (; *base; base++)
        put(arena, &env, *base);
    for (const char *const *at = plan->env; at && *at; at++)
        put(arena, &env, *at);
    put(arena, &env, arena_print(arena, "FLW_RUN=%s", plan->run_id));
    put(arena, &env, sandbox_mark(arena, plan));
    vec_push(arena, &env, NULL);
    return env.at;
}

const char *sandbox_path(Arena *arena)
{
    const char *path = getenv("PATH");
    return arena_print(
        arena, "PATH=%s",
        path && *path ? path : "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
}

void sandbox_wrap(Arena *arena, const SandboxPlan *plan, ChildPlan *out)
{
    *out = (ChildPlan){.limits = plan->limits,
                       .folder = sandbox_work(arena, plan),
                       .mark = sandbox_mark(arena, plan)};
    switch (plan->kind) {
    case SANDBOX_HOST:
        host_wrap(arena, plan, out);
        return;
    case SANDBOX_BWRAP:
        bwrap_wrap(arena, plan, out);
        return;
    case SANDBOX_PODMAN:
        podman_wrap(arena, plan, out);
        return;
    }
    UNREACHABLE("a kind of sandbox");
}

const char *sandbox_name(SandboxKind kind)
{
    switch (kind) {
    case SANDBOX_HOST:
        return "host";
    case SANDBOX_BWRAP:
        return "bwrap";
    case SANDBOX_PODMAN:
        return "podman";
    }
    UNREACHABLE("a kind of sandbox");
}

/* ---- trial ---- */

/* What it says until it ends, as one line. */
static const char *hear(Arena *arena, int descriptor)
{
    char text[TRIAL_TEXT];
    size_t len = 0;
    struct pollfd ready = {.fd = descriptor, .events = POLLIN};
    ssize_t n;
    while (len < sizeof text && poll(&ready, 1, TRIAL_MS) > 0 &&
           (n = read(descriptor, text + len, sizeof text - len)) > 0)
        len += (size_t)n;
    while (len > 0 && text[len - 1] == '\n')
        len--;
    Buf buf = {.arena = arena};
    shown_add(&buf, text, len);
    return buf_string(&buf);
}

/* Exit status of a command; -1: it did not start, or did not end. */
static int try_command(Arena *arena, SpawnPlan *plan, const char **said)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    plan->output = ends[1];
    Spawned spawned;
    bool started = spawn(plan, &spawned);
    close(ends[1]);
    int status = -1;
    if (started) {
        *said = hear(arena, ends[0]);
        struct pollfd ended = {.fd = spawned.pidfd, .events = POLLIN};
        if (poll(&ended, 1, TRIAL_MS) <= 0)
            kill(spawned.pid, SIGKILL);
        while (waitpid(spawned.pid, &status, 0) < 0 && errno == EINTR)
            continue;
        close(spawned.pidfd);
    }
    close(ends[0]);
    return started && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool try_sandbox(Arena *arena, const char *const *argv, const char **why)
{
    Programs programs;
    programs_init(&programs, arena);
    const char *path = sandbox_path(arena) + strlen("PATH=");
    sigset_t none;
    sigemptyset(&none);
    static const char *const home[] = {"HOME=/", NULL};
    const char *env[] = {sandbox_path(arena), home[0], NULL};
    void *stack = mmap(NULL, SPAWN_STACK, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    SpawnPlan plan = {.path = program_find(&programs, argv[0], path, why),
                      .argv = argv,
                      .env = env,
                      .folder = "/",
                      .input = null,
                      .may_gain = true,
                      .ignored = &none,
                      .stack = stack};
    const char *said = "";
    int status = -1;
    if (plan.path && null >= 0 && stack != MAP_FAILED) {
        status = try_command(arena, &plan, &said);
        *why = *said ? said : "it says nothing of why";
    }
    if (null >= 0)
        close(null);
    if (stack != MAP_FAILED)
        munmap(stack, SPAWN_STACK);
    return status == 0;
}

bool sandbox_works(Arena *arena, SandboxKind kind, const char **why)
{
    static const char *const bwrap[] = {"bwrap",
                                        "--unshare-pid",
                                        "--unshare-net",
                                        "--die-with-parent",
                                        "--ro-bind",
                                        "/",
                                        "/",
                                        "--proc",
                                        "/proc",
                                        "--",
                                        "/bin/true",
                                        NULL};
    static const char *const podman[] = {"podman", "info", "--format",
                                         "{{.Host.OS}}", NULL};
    switch (kind) {
    case SANDBOX_HOST:
        return true;
    case SANDBOX_BWRAP:
        return try_sandbox(arena, bwrap, why);
    case SANDBOX_PODMAN:
        return try_sandbox(arena, podman, why);
    }
    UNREACHABLE("a kind of sandbox");
}

SandboxKind sandbox_default(void)
{
    Arena scratch = {0};
    const char *why;
    bool works = sandbox_works(&scratch, SANDBOX_BWRAP, &why);
    arena_release(&scratch);
    return works ? SANDBOX_BWRAP : SANDBOX_HOST;
}
