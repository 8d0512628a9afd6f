#define _GNU_SOURCE /* clone, close_range */
#include "runtime/process/spawn.h"

#include <errno.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* What parent and child share. The child runs on a stack that the sanitizers
 * do not know. */
typedef struct Birth {
    const SpawnPlan *plan;
    Spawned *spawned;
    pid_t parent;
} Birth;

#define CHILD_SIDE __attribute__((no_sanitize("address", "undefined")))

CHILD_SIDE static bool limit(int what, uint64_t value)
{
    struct rlimit limit = {value, value};
    return setrlimit((__rlimit_resource_t)what, &limit) == 0;
}

CHILD_SIDE static bool reset_signals(const sigset_t *ignored)
{
    struct sigaction action;
    action.sa_handler = SIG_DFL;
    action.sa_flags = 0;
    sigemptyset(&action.sa_mask);
    for (int number = 1; number < NSIG; number++)
        if (sigismember(ignored, number) == 1 &&
            sigaction(number, &action, NULL) != 0)
            return false;
    return sigprocmask(SIG_SETMASK, &action.sa_mask, NULL) == 0;
}

/* A parent that ended before it was asked to tell us has another pid. */
CHILD_SIDE static bool dies_with(pid_t parent)
{
    return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent;
}

CHILD_SIDE static bool set_up(const SpawnPlan *plan, pid_t parent)
{
    umask(077);
    return setsid() >= 0 && dies_with(parent) && limit(RLIMIT_CORE, 0) &&
           (!plan->memory || limit(RLIMIT_DATA, plan->memory)) &&
           (plan->may_gain || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) &&
           reset_signals(plan->ignored) && dup2(plan->input, 0) >= 0 &&
           dup2(plan->output, 1) >= 0 && dup2(plan->output, 2) >= 0;
}

/* Before exec would do it: exec lets the parent go on first, which would then
 * see descriptors that it closed live on in us. */
CHILD_SIDE static void close_others(void)
{
    if (close_range(3, ~0U, 0) == 0)
        return;
    for (int descriptor = 3; descriptor < 4096; descriptor++)
        close(descriptor);
}

CHILD_SIDE static int be_born(void *given)
{
    const Birth *birth = given;
    const SpawnPlan *plan = birth->plan;
    Spawned *spawned = birth->spawned;
    spawned->step = SPAWN_SETTING;
    if (set_up(plan, birth->parent)) {
        spawned->step = SPAWN_FOLDER;
        if (chdir(plan->folder) == 0) {
            spawned->step = SPAWN_EXEC;
            close_others();
            execve(plan->path, (char *const *)plan->argv,
                   (char *const *)plan->env);
        }
    }
    spawned->number = errno ? errno : ESRCH;
    _exit(127);
}

bool spawn(const SpawnPlan *plan, Spawned *spawned)
{
    Birth birth = {plan, spawned, getpid()};
    *spawned = (Spawned){.pidfd = -1, .step = SPAWN_CLONE};
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    errno = 0;
    spawned->pid = clone(be_born, (char *)plan->stack + SPAWN_STACK,
                         CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD, &birth,
                         &spawned->pidfd);
    if (spawned->pid < 0)
        spawned->number = errno;
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (spawned->number == 0)
        return true;
    if (spawned->pid > 0) {
        waitpid(spawned->pid, NULL, 0);
        close(spawned->pidfd);
    }
    return false;
}
