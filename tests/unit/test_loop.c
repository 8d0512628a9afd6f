#define _XOPEN_SOURCE   700 /* mkdtemp, usleep, realpath */
#define _DEFAULT_SOURCE     /* usleep */

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "runtime/process/loop.h"
#include "tests/unit/suites.h"

enum { MS = 1000 * 1000 };
#define SECOND   ((int64_t)1000 * MS)
#define PATIENCE (loop_now() + 60 * SECOND)

static Arena arena;
static char folder[] = "/tmp/flw-loop-XXXXXX";
static Loop *loop;
static const char *why;
static bool retry;
static const char *const clean[] = {"PATH=/usr/bin:/bin", "FLW_RUN=r-1", NULL};

static void start(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
    loop = loop_new(&arena, &why);
    ck_assert_ptr_nonnull(loop);
}

static void stop(void)
{
    loop_close(loop);
    char *command = arena_print(&arena, "rm -rf '%s'", folder);
    ck_assert_int_eq(system(command), 0);
    arena_release(&arena);
}

static const char *in(const char *name)
{
    return arena_print(&arena, "%s/%s", folder, name);
}

static void write_program(const char *name, const char *text, mode_t mode)
{
    FileText file = {text, strlen(text)};
    ck_assert(file_write(&arena, in(name), file, &why));
    ck_assert_int_eq(chmod(in(name), mode), 0);
}

static const char *text_of(const char *name)
{
    FileText text = {"", 0};
    if (!file_read(&arena, in(name), 1 << 20, &text, &why))
        return "";
    return text.text;
}

static ChildPlan plan_of(const char *const *argv)
{
    return (ChildPlan){
        .argv = argv, .env = clean, .folder = folder, .log = in("log")};
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static Child *must_start(const ChildPlan *plan)
{
    Child *child = loop_start(loop, plan, (void *)plan, &retry, &why);
    ck_assert_msg(child, "%s", child ? "" : why);
    return child;
}

static ChildEnd end_of(const ChildPlan *plan)
{
    LoopEvent event = loop_next(loop, PATIENCE);
    ck_assert_int_eq(event.what, LOOP_CHILD);
    ck_assert_ptr_eq(event.owner, plan);
    return event.end;
}

static ChildEnd run(const ChildPlan *plan)
{
    must_start(plan);
    return end_of(plan);
}

static ChildEnd run_script(const char *script)
{
    ChildPlan plan = plan_of(WORDS("sh", "-c", script));
    return run(&plan);
}

/* Until a file is there, which a child makes when it is ready. */
static void wait_for_file(const char *name)
{
    for (int i = 0; i < 6000 && access(in(name), F_OK) != 0; i++)
        usleep(10 * 1000);
    ck_assert_int_eq(access(in(name), F_OK), 0);
}

static bool is_alive(pid_t pid)
{
    char path[64], state = 'X';
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "r");
    if (!file)
        return false;
    if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
        state = 'X';
    fclose(file);
    return state != 'X' && state != 'Z';
}

static bool dies_soon(pid_t pid)
{
    for (int i = 0; i < 1000 && is_alive(pid); i++)
        usleep(10 * 1000);
    return !is_alive(pid);
}

static pid_t pid_in(const char *name)
{
    wait_for_file(name);
    for (int i = 0; i < 1000 && !strchr(text_of(name), '\n'); i++)
        usleep(10 * 1000);
    return (pid_t)atol(text_of(name));
}

/* ---- how a child ends ---- */

static const struct {
    const char *script;
    int code, signal;
} ends[] = {
    {"exit 0", 0, 0},
    {"exit 1", 1, 0},
    {"exit 255", 255, 0},
    {"nosuchthing", 127, 0},
    {"kill -TERM $$", -1, SIGTERM},
    {"kill -KILL $$", -1, SIGKILL},
    {"kill -SEGV $$", -1, SIGSEGV},
    {"kill -PIPE $$", -1, SIGPIPE},
    {"kill -XFSZ $$", -1, SIGXFSZ},
    {"kill -INT $$", -1, SIGINT},
    {"kill -HUP $$", -1, SIGHUP},
    {"exec sh -c 'exit 3'", 3, 0},
    {"trap 'exit 7' TERM; kill -TERM $$", 7, 0},
};

START_TEST(an_end_is_told_as_it_was)
{
    ChildEnd end = run_script(ends[_i].script);
    ck_assert_int_eq(end.code, ends[_i].code);
    ck_assert_int_eq(end.signal, ends[_i].signal);
    ck_assert(!end.log_full);
    ck_assert_uint_eq(loop_children(loop), 0);
}
END_TEST

/* ---- what cannot be started ---- */

static const struct {
    const char *word; /* "@x": in the folder */
    const char *wanted;
} refused[] = {
    {"nosuchthing", "command not found: nosuchthing (looked in /usr/bin:/bin)"},
    {"", "command not found"},
    {"@nosuchthing", "nosuchthing: no such file"},
    {"@plain", "plain: Permission denied"},
    {"@text", "text: not a program"},
    {"@lost", "lost: the interpreter that it names is not there"},
    {"@busy", "busy: it is being written to"},
    {"@sub", "sub: Permission denied"},
    {"/dev/null/x", "/dev/null/x: Not a directory"},
};

START_TEST(what_cannot_be_started_says_why)
{
    write_program("plain", "#!/bin/sh\n", 0644);
    write_program("text", "hello\n", 0755);
    write_program("lost", "#!/no/such/sh\n", 0755);
    write_program("busy", "#!/bin/sh\n", 0755);
    ck_assert_int_eq(mkdir(in("sub"), 0755), 0);
    int busy = open(in("busy"), O_WRONLY | O_CLOEXEC);
    ck_assert_int_ge(busy, 0);
    const char *word = refused[_i].word;
    ChildPlan plan = plan_of(WORDS(*word == '@' ? in(word + 1) : word));
    ck_assert_ptr_null(loop_start(loop, &plan, NULL, &retry, &why));
    ck_assert_msg(strstr(why, refused[_i].wanted), "%s", why);
    ck_assert(!retry);
    ck_assert_uint_eq(loop_children(loop), 0);
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
    close(busy);
}
END_TEST

START_TEST(a_folder_or_a_log_that_is_not_there_is_named)
{
    ChildPlan plan = plan_of(WORDS("true"));
    plan.folder = in("nosuch");
    ck_assert_ptr_null(loop_start(loop, &plan, NULL, &retry, &why));
    ck_assert_msg(strstr(why, "nosuch: No such file"), "%s", why);
    plan = plan_of(WORDS("true"));
    plan.log = in("nosuch/log");
    ck_assert_ptr_null(loop_start(loop, &plan, NULL, &retry, &why));
    ck_assert_msg(strstr(why, "cannot write the log"), "%s", why);
    plan = plan_of(WORDS("true"));
    plan.needs = "nosuchthing";
    ck_assert_ptr_null(loop_start(loop, &plan, NULL, &retry, &why));
    ck_assert_msg(strstr(why, "command not found: nosuchthing"), "%s", why);
}
END_TEST

START_TEST(a_program_that_moved_is_found_again)
{
    ck_assert_int_eq(mkdir(in("a"), 0755), 0);
    ck_assert_int_eq(mkdir(in("b"), 0755), 0);
    write_program("a/tool", "#!/bin/sh\nexit 1\n", 0755);
    write_program("b/tool", "#!/bin/sh\nexit 2\n", 0755);
    ChildPlan plan = plan_of(WORDS("tool"));
    plan.env = WORDS(arena_print(&arena, "PATH=b/x:%s:%s", in("a"), in("b")));
    ck_assert_int_eq(run(&plan).code, 1);
    ck_assert_int_eq(unlink(in("a/tool")), 0);
    ck_assert_int_eq(run(&plan).code, 2);
}
END_TEST

/* ---- what a child is given ---- */

START_TEST(its_environment_is_what_was_said_and_no_more)
{
    ChildPlan plan = plan_of(WORDS("env"));
    plan.env = WORDS("PATH=/usr/bin:/bin", "A=b c", "EMPTY=", "B=\n");
    ck_assert_int_eq(run(&plan).code, 0);
    ck_assert_str_eq(text_of("log"),
                     "PATH=/usr/bin:/bin\nA=b c\nEMPTY=\nB=\n\n");
}
END_TEST

START_TEST(it_has_descriptors_0_to_2_alone)
{
    int stray = open("/dev/null", O_RDONLY); /* not close-on-exec */
    ck_assert_int_ge(dup2(stray, 77), 0);
    ChildPlan plan = plan_of(WORDS("ls", "-1", "/proc/self/fd"));
    ck_assert_int_eq(run(&plan).code, 0);
    /* 3 is the folder that ls reads. */
    ck_assert_str_eq(text_of("log"), "0\n1\n2\n3\n");
}
END_TEST

START_TEST(it_reads_nothing_and_appends_both_outputs)
{
    write_program("log", "before\n", 0644);
    ck_assert_int_eq(run_script("cat; echo out; echo err >&2; wc -c <&0").code,
                     0);
    ck_assert_str_eq(text_of("log"), "before\nout\nerr\n0\n");
}
END_TEST

/* Signals 32 and 33 are the C library's: nobody resets them. */
START_TEST(it_is_set_up_as_a_task)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGUSR1, &ignore, NULL);
    loop_close(loop);
    loop = loop_new(&arena, &why);
    ck_assert_int_eq(run_script("umask; ulimit -c; pwd -P; "
                                "s=/proc/self/status; "
                                "awk '/^SigBlk:/ {print $2}' $s; "
                                "awk '/^SigIgn:/ {print substr($2, 10)}' $s; "
                                "awk '/^NoNewPrivs:/ {print $2}' $s; "
                                "set -- $(cat /proc/$$/stat); "
                                "[ $$ = $5 ] && [ $$ = $6 ] && echo leads")
                         .code,
                     0);
    char *real = realpath(folder, NULL);
    ck_assert_ptr_nonnull(real);
    ck_assert_str_eq(text_of("log"),
                     arena_print(&arena,
                                 "0077\n0\n%s\n0000000000000000\n"
                                 "0000000\n1\nleads\n",
                                 real));
    free(real);
}
END_TEST

START_TEST(memory_is_limited)
{
    ChildPlan plan = plan_of(WORDS("sh", "-c", "ulimit -d"));
    plan.limits.memory = 64 << 20;
    ck_assert_int_eq(run(&plan).code, 0);
    ck_assert_str_eq(text_of("log"), "65536\n");
}
END_TEST

START_TEST(what_it_used_is_told)
{
    ChildPlan plan = plan_of(
        WORDS("dd", "if=/dev/zero", "of=/dev/null", "bs=300M", "count=1"));
    ChildEnd end = run(&plan);
    ck_assert_int_eq(end.code, 0);
    ck_assert_uint_gt(end.memory_peak, 300000000);
    ck_assert_int_gt(end.cpu_ns, 0);
    plan = plan_of(WORDS("true"));
    ck_assert_uint_eq(run(&plan).memory_peak, 0);
}
END_TEST

/* ---- many ---- */

START_TEST(ten_thousand_children_leave_no_zombie)
{
    ChildPlan plan = plan_of(WORDS("true"));
    int left = 10000, done = 0;
    while (done < 10000) {
        while (left > 0 && loop_children(loop) < 4) {
            must_start(&plan);
            left--;
        }
        ck_assert_int_eq(end_of(&plan).code, 0);
        done++;
    }
    ck_assert_uint_eq(loop_children(loop), 0);
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
}
END_TEST

START_TEST(too_few_descriptors_mean_later_not_never)
{
    struct rlimit few = {24, 24};
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &few), 0);
    static const char *const secrets[] = {"hidden", NULL};
    ChildPlan plan = plan_of(WORDS("sleep", "0.01"));
    plan.secrets = secrets;
    int begun = 0, done = 0, refusals = 0;
    while (done < 100) {
        while (begun < 100 && loop_start(loop, &plan, &plan, &retry, &why))
            begun++;
        if (begun < 100) {
            ck_assert_msg(retry, "%s", why);
            refusals++;
        }
        ck_assert_int_eq(end_of(&plan).code, 0);
        done++;
    }
    ck_assert_int_gt(refusals, 0);
}
END_TEST

START_TEST(no_descriptor_and_no_child_is_a_failure)
{
    struct rlimit before;
    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &before), 0);
    struct rlimit none = {3, before.rlim_max};
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
    ChildPlan plan = plan_of(WORDS("true"));
    ck_assert_ptr_null(loop_start(loop, &plan, NULL, &retry, &why));
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &before), 0);
    ck_assert_msg(strstr(why, "Too many open files"), "%s", why);
    ck_assert(!retry);
}
END_TEST

/* ---- ending a child ---- */

START_TEST(term_ends_the_whole_group)
{
    ChildPlan plan =
        plan_of(WORDS("sh", "-c", "sleep 1000 & echo $! >pid; wait"));
    Child *child = must_start(&plan);
    pid_t pid = pid_in("pid");
    loop_end(loop, child, 60 * SECOND);
    ck_assert_int_eq(end_of(&plan).signal, SIGTERM);
    ck_assert(dies_soon(pid));
}
END_TEST

START_TEST(who_ignores_term_is_killed_after_the_grace)
{
    ChildPlan plan = plan_of(
        WORDS("sh", "-c", "trap '' TERM; >ready; while :; do sleep 1; done"));
    Child *child = must_start(&plan);
    wait_for_file("ready");
    loop_end(loop, child, 200 * MS);
    int64_t began = loop_now();
    loop_end(loop, child, 3600 * SECOND); /* does not put it off */
    ck_assert_int_eq(end_of(&plan).signal, SIGKILL);
    ck_assert_int_ge(loop_now() - began, 150 * MS);
}
END_TEST

START_TEST(who_stands_still_is_ended_too)
{
    ChildPlan plan = plan_of(WORDS("sh", "-c", ">ready; kill -STOP $$"));
    Child *child = must_start(&plan);
    wait_for_file("ready");
    loop_end(loop, child, 60 * SECOND);
    ck_assert_int_eq(end_of(&plan).signal, SIGTERM);
}
END_TEST

START_TEST(no_grace_is_a_kill)
{
    ChildPlan plan = plan_of(WORDS("sleep", "1000"));
    Child *child = must_start(&plan);
    loop_end(loop, child, 0);
    loop_end(loop, child, 0);
    ck_assert_int_eq(end_of(&plan).signal, SIGKILL);
}
END_TEST

START_TEST(what_a_child_leaves_in_its_group_is_ended)
{
    ck_assert_int_eq(run_script("sleep 1000 & echo $! >pid").code, 0);
    ck_assert(dies_soon(pid_in("pid")));
}
END_TEST

START_TEST(a_kill_reaches_who_bears_the_mark)
{
    ChildPlan plan = plan_of(
        WORDS("sh", "-c", "setsid sh -c 'echo $$ >pid; sleep 1000' & wait"));
    plan.env = WORDS("PATH=/usr/bin:/bin", "FLW_ATTEMPT=/x/1");
    plan.mark = "FLW_ATTEMPT=/x/1";
    Child *child = must_start(&plan);
    pid_t pid = pid_in("pid");
    loop_end(loop, child, 0);
    ck_assert_int_eq(end_of(&plan).signal, SIGKILL);
    ck_assert(dies_soon(pid));
}
END_TEST

START_TEST(the_first_of_a_sandbox_ends_last)
{
    ChildPlan plan =
        plan_of(WORDS("sh", "-c",
                      "trap 'echo not me' TERM; sh -c 'trap \"exit 5\" TERM; "
                      ">ready; while :; do sleep 0.05; done'; echo ended $?"));
    plan.first_stays = true;
    Child *child = must_start(&plan);
    wait_for_file("ready");
    loop_end(loop, child, 60 * SECOND);
    ck_assert_int_eq(end_of(&plan).code, 0);
    ck_assert_msg(strstr(text_of("log"), "ended 5\n"), "%s", text_of("log"));
    ck_assert_ptr_null(strstr(text_of("log"), "not me"));
}
END_TEST

START_TEST(a_log_that_is_full_ends_the_child)
{
    ChildPlan plan = plan_of(WORDS("cat", "/dev/zero"));
    ChildEnd end = run(&plan);
    ck_assert(end.log_full);
    ck_assert_int_eq(end.signal, SIGKILL);
    struct stat status;
    ck_assert_int_eq(stat(in("log"), &status), 0);
    ck_assert_int_eq(status.st_size, LOG_BYTES_MAX);
}
END_TEST

/* ---- outputs with secrets ---- */

static ChildEnd run_with_secret(const char *script)
{
    static const char *const secrets[] = {"s3cr3t-value", NULL};
    ChildPlan plan = plan_of(WORDS("sh", "-c", script));
    plan.env = WORDS("PATH=/usr/bin:/bin", "SECRET=s3cr3t-value");
    plan.secrets = secrets;
    return run(&plan);
}

static const struct {
    const char *script, *wanted;
} told[] = {
    {"echo a $SECRET b", "a *** b\n"},
    {"echo $SECRET >&2; echo $SECRET", "***\n***\n"},
    {"printf s3cr; sleep 0.1; printf 3t-val; sleep 0.1; echo ue", "***\n"},
    {"printf s3cr; sleep 0.1; echo other", "s3crother\n"},
    {"printf s3cr3t-valu", "s3cr3t-valu"},
    {"printf %s $SECRET | base64", "***=\n"},
    {"exit 0", ""},
};

START_TEST(a_secret_does_not_get_into_the_log)
{
    ck_assert_int_eq(run_with_secret(told[_i].script).code, 0);
    const char *found = text_of("log");
    if (strstr(told[_i].script, "base64")) /* its last letter is shared */
        ck_assert_msg(!strncmp(found, "***", 3) && strlen(found) < 8, "%s",
                      found);
    else
        ck_assert_str_eq(found, told[_i].wanted);
}
END_TEST

START_TEST(much_output_comes_through_the_pipe_whole)
{
    ck_assert_int_eq(
        run_with_secret("i=0; while [ $i -lt 2000 ]; do i=$((i+1)); echo "
                        "0123456789012345678901234567890123456789$SECRET; "
                        "done")
            .code,
        0);
    struct stat status;
    ck_assert_int_eq(stat(in("log"), &status), 0);
    ck_assert_int_eq(status.st_size, 2000 * 44);
    ck_assert_ptr_null(strstr(text_of("log"), "s3cr3t"));
}
END_TEST

START_TEST(who_holds_the_pipe_does_not_hold_up_the_end)
{
    ck_assert_int_eq(
        run_with_secret("setsid sh -c 'echo $$ >pid; sleep 1000' & "
                        "while ! [ -s pid ]; do sleep 0.01; done; "
                        "echo $SECRET; exit 4")
            .code,
        4);
    ck_assert_str_eq(text_of("log"), "***\n");
    kill(pid_in("pid"), SIGKILL);
}
END_TEST

START_TEST(a_child_that_closed_its_outputs_lives_on)
{
    ck_assert_int_eq(
        run_with_secret("echo $SECRET; exec >&- 2>&-; sleep 0.2; exit 6").code,
        6);
    ck_assert_str_eq(text_of("log"), "***\n");
}
END_TEST

/* ---- other events ---- */

START_TEST(time_comes)
{
    int64_t until = loop_now() + 30 * MS;
    ck_assert_int_eq(loop_next(loop, until).what, LOOP_TIME);
    ck_assert_int_ge(loop_now(), until);
    ck_assert_int_eq(loop_next(loop, 0).what, LOOP_TIME);
}
END_TEST

START_TEST(what_is_ready_comes_before_the_time)
{
    ChildPlan plan = plan_of(WORDS("true"));
    must_start(&plan);
    usleep(300 * 1000);
    while (waitpid(-1, NULL, WNOHANG | WNOWAIT) == 0)
        usleep(1000);
    ck_assert_int_eq(loop_next(loop, 0).what, LOOP_CHILD);
}
END_TEST

static const int told_signals[] = {SIGINT, SIGTERM, SIGHUP};

START_TEST(signals_are_told)
{
    ck_assert_int_eq(kill(getpid(), told_signals[_i]), 0);
    LoopEvent event = loop_next(loop, PATIENCE);
    ck_assert_int_eq(event.what, LOOP_SIGNAL);
    ck_assert_int_eq(event.signal, told_signals[_i]);
}
END_TEST

START_TEST(signals_are_given_back)
{
    loop_close(loop);
    sigset_t mask;
    sigprocmask(SIG_BLOCK, NULL, &mask);
    ck_assert_int_eq(sigismember(&mask, SIGINT), 0);
    struct sigaction now;
    sigaction(SIGPIPE, NULL, &now);
    ck_assert(now.sa_handler == SIG_DFL);
    loop = loop_new(&arena, &why);
}
END_TEST

START_TEST(watched_descriptors_are_told_of)
{
    int one[2], two[2], owner;
    ck_assert_int_eq(pipe(one), 0);
    ck_assert_int_eq(pipe(two), 0);
    loop_watch(loop, one[0], LOOP_CONTROL, NULL);
    loop_watch(loop, two[0], LOOP_WATCHED, &owner);
    ck_assert_int_eq(loop_next(loop, 0).what, LOOP_TIME);
    ck_assert_int_eq(write(two[1], "x", 1), 1);
    LoopEvent event = loop_next(loop, PATIENCE);
    ck_assert_int_eq(event.what, LOOP_WATCHED);
    ck_assert_ptr_eq(event.owner, &owner);
    loop_unwatch(loop, two[0]);
    ck_assert_int_eq(write(one[1], "x", 1), 1);
    ck_assert_int_eq(loop_next(loop, PATIENCE).what, LOOP_CONTROL);
    loop_unwatch(loop, one[0]);
    ck_assert_int_eq(loop_next(loop, 0).what, LOOP_TIME);
}
END_TEST

START_TEST(closing_kills_what_still_runs)
{
    ChildPlan plan =
        plan_of(WORDS("sh", "-c", "trap '' TERM; echo $$ >pid; sleep 1000"));
    must_start(&plan);
    pid_t pid = pid_in("pid");
    loop_close(loop);
    ck_assert(!is_alive(pid));
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
    loop = loop_new(&arena, &why);
}
END_TEST

START_TEST(closing_kills_what_escaped)
{
    ck_assert_int_eq(run_script("setsid env -i /bin/sh -c 'echo $$ >pid; "
                                "sleep 1000' & "
                                "while ! [ -s pid ]; do sleep 0.01; done")
                         .code,
                     0);
    pid_t pid = pid_in("pid");
    ck_assert(is_alive(pid));
    loop_close(loop);
    ck_assert(!is_alive(pid));
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
    loop = loop_new(&arena, &why);
}
END_TEST

START_TEST(orphans_that_ended_are_no_zombies)
{
    for (int i = 0; i < 50; i++)
        ck_assert_int_eq(run_script("(setsid true &)").code, 0);
    usleep(300 * 1000);
    ck_assert_int_eq(run_script("exit 0").code, 0);
    siginfo_t info = {0};
    int found = waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT);
    ck_assert(found < 0 || info.si_pid == 0);
}
END_TEST

/* ---- when we are killed ---- */

START_TEST(children_die_with_a_driver_that_is_killed)
{
    pid_t driver = fork();
    ck_assert_int_ge(driver, 0);
    if (driver == 0) {
        Loop *own = loop_new(&arena, &why);
        ChildPlan plan = plan_of(
            WORDS("sh", "-c", "echo $$ >pid; while :; do sleep 1; done"));
        loop_start(own, &plan, NULL, &retry, &why);
        pause();
        _exit(0);
    }
    pid_t pid = pid_in("pid");
    ck_assert_int_eq(kill(driver, SIGKILL), 0);
    ck_assert_int_eq(waitpid(driver, NULL, 0), driver);
    ck_assert(dies_soon(pid));
}
END_TEST

START_TEST(a_sweep_ends_what_bears_the_run_and_nothing_else)
{
    static const char *const marks[] = {"FLW_RUN=swept-1", "FLW_RUN=swept-10",
                                        "XFLW_RUN=swept-1", "A=FLW_RUN=swept-1",
                                        "FLW_RUN=swept"};
    pid_t pids[5];
    ChildPlan plans[5];
    for (int i = 0; i < 5; i++) {
        plans[i] = plan_of(
            WORDS("setsid", "sh", "-c",
                  arena_print(&arena, "echo $$ >pid%d; sleep 1000", i)));
        plans[i].env = WORDS("PATH=/usr/bin:/bin", marks[i]);
        must_start(&plans[i]);
        pids[i] = pid_in(arena_print(&arena, "pid%d", i));
    }
    uint32_t n = loop_sweep("swept-1", NULL);
    ck_assert_uint_ge(n, 1);
    ck_assert_uint_le(n, 2); /* sh, and its sleep */
    ck_assert(dies_soon(pids[0]));
    for (int i = 1; i < 5; i++)
        ck_assert_msg(is_alive(pids[i]), "%s", marks[i]);
    ck_assert_uint_eq(loop_sweep("swept-1", NULL), 0);
}
END_TEST

/* Whoever cleared its environment is known by where it writes. */
START_TEST(a_sweep_ends_who_writes_a_log)
{
    static const struct {
        const char *outputs;
        bool ended;
    } rows[] = {
        {">swept/a.0/log 2>&1", true},
        {">/dev/null 2>>swept/b/1.0/log", true},
        {"<swept/a.0/log >/dev/null 2>&1 3>swept/a.0/log", false},
        {">swept/a.0/work/x 2>&1", false},
        {">swept-too/a.0/log 2>&1", false},
    };
    enum { ROWS = sizeof(rows) / sizeof(*rows) };
    pid_t pids[ROWS];
    ck_assert_int_eq(system(arena_print(&arena,
                                        "cd %s && mkdir -p swept/a.0/work "
                                        "swept/b/1.0 swept-too/a.0 && "
                                        "touch swept/a.0/log",
                                        folder)),
                     0);
    for (int i = 0; i < ROWS; i++) {
        ChildPlan plan = plan_of(
            WORDS("sh", "-c",
                  arena_print(&arena,
                              "exec setsid env -i sh -c 'echo $$ >to%d; exec "
                              "sleep 1000' %s",
                              i, rows[i].outputs)));
        plan.env = WORDS("PATH=/usr/bin:/bin");
        must_start(&plan);
        pids[i] = pid_in(arena_print(&arena, "to%d", i));
    }
    ck_assert_uint_eq(
        loop_sweep("swept-2", arena_print(&arena, "%s/swept", folder)), 2);
    for (int i = 0; i < ROWS; i++)
        ck_assert_msg(rows[i].ended ? dies_soon(pids[i]) : is_alive(pids[i]),
                      "%s", rows[i].outputs);
}
END_TEST

/* A driver within a task of the run that it sweeps: the mark takes the place
 * of PATH where the kernel reads it. */
START_TEST(a_sweep_spares_us_and_those_above_us)
{
    char *entry = getenv("PATH");
    ck_assert(entry && strlen(entry) > strlen("FLW_RUN=above-1"));
    pid_t above = fork();
    ck_assert_int_ge(above, 0);
    if (above == 0) {
        strcpy(entry - strlen("PATH="), "FLW_RUN=above-1");
        pid_t below = fork();
        if (below == 0)
            _exit(loop_sweep("above-1", NULL) == 0 ? 5 : 6);
        int status;
        waitpid(below, &status, 0);
        _exit(WEXITSTATUS(status));
    }
    int status;
    ck_assert_int_eq(waitpid(above, &status, 0), above);
    ck_assert_msg(WIFEXITED(status), "it was killed");
    ck_assert_int_eq(WEXITSTATUS(status), 5);
}
END_TEST

Suite *loop_suite(void)
{
    Suite *suite = suite_create("loop");
    TCase *tests = tcase_create("loop");
    tcase_add_checked_fixture(tests, start, stop);
    tcase_set_timeout(tests, 600);
#define LOOP_OVER(test, table) \
    tcase_add_loop_test(tests, test, 0, sizeof(table) / sizeof *(table))
    LOOP_OVER(an_end_is_told_as_it_was, ends);
    LOOP_OVER(what_cannot_be_started_says_why, refused);
    LOOP_OVER(a_secret_does_not_get_into_the_log, told);
    LOOP_OVER(signals_are_told, told_signals);
    tcase_add_test(tests, a_folder_or_a_log_that_is_not_there_is_named);
    tcase_add_test(tests, a_program_that_moved_is_found_again);
    tcase_add_test(tests, its_environment_is_what_was_said_and_no_more);
    tcase_add_test(tests, it_has_descriptors_0_to_2_alone);
    tcase_add_test(tests, it_reads_nothing_and_appends_both_outputs);
    tcase_add_test(tests, it_is_set_up_as_a_task);
    tcase_add_test(tests, memory_is_limited);
    tcase_add_test(tests, what_it_used_is_told);
    tcase_add_test(tests, ten_thousand_children_leave_no_zombie);
    tcase_add_test(tests, too_few_descriptors_mean_later_not_never);
    tcase_add_test(tests, no_descriptor_and_no_child_is_a_failure);
    tcase_add_test(tests, term_ends_the_whole_group);
    tcase_add_test(tests, who_ignores_term_is_killed_after_the_grace);
    tcase_add_test(tests, who_stands_still_is_ended_too);
    tcase_add_test(tests, no_grace_is_a_kill);
    tcase_add_test(tests, what_a_child_leaves_in_its_group_is_ended);
    tcase_add_test(tests, a_kill_reaches_who_bears_the_mark);
    tcase_add_test(tests, the_first_of_a_sandbox_ends_last);
    tcase_add_test(tests, a_log_that_is_full_ends_the_child);
    tcase_add_test(tests, much_output_comes_through_the_pipe_whole);
    tcase_add_test(tests, who_holds_the_pipe_does_not_hold_up_the_end);
    tcase_add_test(tests, a_child_that_closed_its_outputs_lives_on);
    tcase_add_test(tests, time_comes);
    tcase_add_test(tests, what_is_ready_comes_before_the_time);
    tcase_add_test(tests, signals_are_given_back);
    tcase_add_test(tests, watched_descriptors_are_told_of);
    tcase_add_test(tests, closing_kills_what_still_runs);
    tcase_add_test(tests, closing_kills_what_escaped);
    tcase_add_test(tests, orphans_that_ended_are_no_zombies);
    tcase_add_test(tests, children_die_with_a_driver_that_is_killed);
    tcase_add_test(tests, a_sweep_ends_what_bears_the_run_and_nothing_else);
    tcase_add_test(tests, a_sweep_ends_who_writes_a_log);
    tcase_add_test(tests, a_sweep_spares_us_and_those_above_us);
    suite_add_tcase(suite, tests);
    return suite;
}
