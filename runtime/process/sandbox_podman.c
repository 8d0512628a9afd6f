#define _GNU_SOURCE /* RLIMIT_NPROC */
/* The container is not our child but podman's monitor's: TERM reaches it by
 * podman, KILL by the mark that its processes bear. */
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/buf.h"
#include "base/hash.h"
#include "runtime/process/sandbox_parts.h"

/* What podman itself needs of our environment. */
static const char *const podman_names[] = {"HOME",
                                           "USER",
                                           "XDG_RUNTIME_DIR",
                                           "XDG_CONFIG_HOME",
                                           "XDG_DATA_HOME",
                                           "DBUS_SESSION_BUS_ADDRESS",
                                           "CONTAINERS_CONF",
                                           "CONTAINERS_STORAGE_CONF",
                                           "TMPDIR"};

enum { PODMAN_NAMES = sizeof podman_names / sizeof *podman_names };

static bool is_podmans(const char *entry)
{
    size_t len = strcspn(entry, "=");
    for (size_t i = 0; i < PODMAN_NAMES; i++)
        if (strlen(podman_names[i]) == len &&
            !strncmp(podman_names[i], entry, len))
            return true;
    return len == 4 && !strncmp(entry, "PATH", 4);
}

/* A value goes by podman's own environment, not by its command line, which
 * all may read; but for the names that podman has a use for itself. */
static void say_env(Arena *arena, Words *argv, const char *const *env)
{
    for (; *env; env++) {
        vec_push(arena, argv, "--env");
        vec_push(arena, argv,
                 is_podmans(*env)
                     ? *env
                     : arena_copy(arena, *env, strcspn(*env, "=")));
    }
}

static const char *const *podman_env(Arena *arena, const char *const *inside)
{
    Words env = {0};
    vec_push(arena, &env, sandbox_path(arena));
    for (size_t i = 0; i < PODMAN_NAMES; i++) {
        const char *value = getenv(podman_names[i]);
        if (value)
            vec_push(arena, &env,
                     arena_print(arena, "%s=%s", podman_names[i], value));
    }
    for (; *inside; inside++)
        if (!is_podmans(*inside))
            vec_push(arena, &env, *inside);
    vec_push(arena, &env, NULL);
    return env.at;
}

/* A field of --mount, which is a line of CSV. */
static void add_field(Buf *buf, const char *name, const char *value)
{
    buf_print(buf, ",\"%s=", name);
    for (; *value; value++) {
        if (*value == '"')
            buf_char(buf, '"');
        buf_char(buf, *value);
    }
    buf_char(buf, '"');
}

static void say_mount(Arena *arena, Words *argv, const SandboxMount *mount)
{
    Buf field = {.arena = arena};
    buf_text(&field, "type=bind");
    add_field(&field, "source", mount->outside);
    add_field(&field, "target", mount->inside);
    if (!mount->writable)
        buf_text(&field, ",ro=true");
    vec_push(arena, argv, "--mount");
    vec_push(arena, argv, buf_string(&field));
}

/* Of run and attempt: a container that outlives us is told from others. */
static const char *name_of(Arena *arena, const SandboxPlan *plan)
{
    char digest[2 * HASH_SHA256_SIZE + 1];
    hash_sha256_hex(plan->folder, strlen(plan->folder), digest);
    return arena_print(arena, "--name=flw-%s-%.12s", plan->run_id, digest);
}

static void say_limits(Arena *arena, Words *argv, const ChildLimits *limits)
{
    if (limits->memory)
        vec_push(arena, argv,
                 arena_print(arena, "--memory=%llub",
                             (unsigned long long)limits->memory));
    if (limits->cpus)
        vec_push(arena, argv,
                 arena_print(arena, "--cpus=%llu.%03u",
                             (unsigned long long)(limits->cpus / 1000),
                             (unsigned)(limits->cpus % 1000)));
}

/* Podman would raise limits above those that we may give: a runtime without
 * CAP_SYS_RESOURCE starts nothing then. */
static void say_own_limits(Arena *arena, Words *argv)
{
    static const struct {
        __rlimit_resource_t what;
        const char *name;
    } all[] = {{RLIMIT_NOFILE, "nofile"}, {RLIMIT_NPROC, "nproc"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct rlimit own;
        if (getrlimit(all[i].what, &own) == 0 && own.rlim_max != RLIM_INFINITY)
            vec_push(arena, argv,
                     arena_print(arena, "--ulimit=%s=%llu:%llu", all[i].name,
                                 (unsigned long long)own.rlim_cur,
                                 (unsigned long long)own.rlim_max));
    }
}

void podman_wrap(Arena *arena, const SandboxPlan *plan, ChildPlan *out)
{
    static const char *const fixed[] = {"podman",
                                        "run",
                                        "--rm",
                                        "--init",
                                        "--pull=missing",
                                        "--http-proxy=false",
                                        "--security-opt=no-new-privileges",
                                        "--log-driver=none"};
    static const char *const base[] = {"LANG=C.UTF-8", NULL};
    Words argv = {0};
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        vec_push(arena, &argv, fixed[i]);
    vec_push(arena, &argv, name_of(arena, plan));
    if (!plan->network)
        vec_push(arena, &argv, "--network=none");
    say_own_limits(arena, &argv);
    say_limits(arena, &argv, &plan->limits);
    const char *const *inside = sandbox_env(arena, plan, base);
    say_env(arena, &argv, inside);
    say_mount(arena, &argv, &(SandboxMount){out->folder, out->folder, true});
    for (uint32_t i = 0; i < plan->mount_count; i++)
        say_mount(arena, &argv, plan->mounts + i);
    vec_push(arena, &argv, "--entrypoint=[]");
    vec_push(arena, &argv, plan->image);
    for (const char *const *word = plan->argv; *word; word++)
        vec_push(arena, &argv, *word);
    vec_push(arena, &argv, NULL);
    out->argv = argv.at;
    out->env = podman_env(arena, inside);
    out->limits = (ChildLimits){0};
    out->may_gain = true;
}
