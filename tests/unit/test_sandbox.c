#define _XOPEN_SOURCE   700 /* mkdtemp */
#define _DEFAULT_SOURCE     /* usleep */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "runtime/process/sandbox.h"
#include "tests/unit/suites.h"

#define SECOND        ((int64_t)1000 * 1000 * 1000)
#define PATIENCE      (loop_now() + 120 * SECOND)
#define WORDS(...)    ((const char *const[]){__VA_ARGS__, NULL})
#define LENGTH(table) (sizeof(table) / sizeof *(table))

static Arena arena;
static char folder[] = "/tmp/flw-sandbox-XXXXXX";
static const char *why;
static Loop *loop;

static const char *in(const char *name)
{
    return arena_print(&arena, "%s/%s", folder, name);
}

static void start(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
    static const char *const names[] = {"work", "inputs", "outputs"};
    for (size_t i = 0; i < LENGTH(names); i++)
        ck_assert_int_eq(mkdir(in(names[i]), 0700), 0);
    FileText text = {"given\n", 6};
    ck_assert(file_write(&arena, in("inputs/x"), text, &why));
    ck_assert_int_eq(setenv("FLW_TEST_TOKEN", "hidden", 1), 0);
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

static const char *text_of(const char *name)
{
    FileText text = {"", 0};
    return file_read(&arena, in(name), 1 << 20, &text, &why) ? text.text : "";
}

/* The contract's folders, where copilot has them. */
static SandboxPlan plan_of(SandboxKind kind, const char *const *argv)
{
    SandboxMount *mounts = arena_array(&arena, SandboxMount, 2);
    mounts[0] = (SandboxMount){"/var/inputs", in("inputs"), false};
    mounts[1] = (SandboxMount){"/var/outputs", in("outputs"), true};
    return (SandboxPlan){.kind = kind,
                         .argv = argv,
                         .folder = folder,
                         .mounts = mounts,
                         .mount_count = 2,
                         .run_id = "run-1"};
}

static ChildPlan wrapped(const SandboxPlan *plan)
{
    ChildPlan child;
    sandbox_wrap(&arena, plan, &child);
    child.log = in("log");
    return child;
}

static Child *begin(const ChildPlan *plan)
{
    bool retry;
    Child *child = loop_start(loop, plan, NULL, &retry, &why);
    ck_assert_msg(child, "%s", child ? "" : why);
    return child;
}

static ChildEnd end_of(void)
{
    LoopEvent event = loop_next(loop, PATIENCE);
    ck_assert_int_eq(event.what, LOOP_CHILD);
    return event.end;
}

static ChildEnd run(const SandboxPlan *plan)
{
    ChildPlan child = wrapped(plan);
    begin(&child);
    return end_of();
}

/* Fails with the log when the script does. */
static void must_run(SandboxPlan plan)
{
    ChildEnd end = run(&plan);
    ck_assert_msg(end.code == 0, "%d: %s", end.code, text_of("log"));
}

static SandboxPlan script(SandboxKind kind, const char *text)
{
    const char **argv = arena_array(&arena, const char *, 4);
    argv[0] = "sh";
    argv[1] = "-ec";
    argv[2] = text;
    return plan_of(kind, argv);
}

static pid_t pid_in(const char *name)
{
    for (int i = 0; i < 6000 && !strchr(text_of(name), '\n'); i++)
        usleep(10 * 1000);
    ck_assert_ptr_nonnull(strchr(text_of(name), '\n'));
    return (pid_t)atol(text_of(name));
}

/* How many processes have the word on their command line. */
static int count_of(const char *word)
{
    /* In brackets, so that grep does not find itself. */
    const char *command =
        arena_print(&arena,
                    "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' '\\n' | "
                    "grep -cx '[%c]%s'",
                    word[0], word + 1);
    FILE *pipe = popen(command, "r");
    int n = -1;
    ck_assert_int_eq(fscanf(pipe, "%d", &n), 1);
    pclose(pipe);
    return n;
}

static bool all_gone(const char *word)
{
    for (int i = 0; i < 1000 && count_of(word) > 0; i++)
        usleep(10 * 1000);
    return count_of(word) == 0;
}

/* ---- the host: paths ---- */

static const struct {
    const char *word, *wanted; /* "@" in wanted: the attempt's folder */
} paths[] = {
    {"/var/inputs", "@/inputs"},
    {"/var/inputs/", "@/inputs/"},
    {"/var/inputs/x", "@/inputs/x"},
    {"--in=/var/inputs/x", "--in=@/inputs/x"},
    {"-I/var/inputs", "-I@/inputs"},
    {"cc -I/var/inputs -o /var/outputs/o", "cc -I@/inputs -o @/outputs/o"},
    {"file:///var/inputs/x", "file://@/inputs/x"},
    {"a:/var/inputs:/var/outputs", "a:@/inputs:@/outputs"},
    {"cat </var/inputs/x >/var/outputs/n", "cat <@/inputs/x >@/outputs/n"},
    {"wc -l \"/var/inputs/x\"", "wc -l \"@/inputs/x\""},
    {"'/var/inputs'", "'@/inputs'"},
    {"$(cat /var/inputs/x)", "$(cat @/inputs/x)"},
    {"(/var/inputs)", "(@/inputs)"},
    {"{\"in\":[\"/var/inputs\"]}", "{\"in\":[\"@/inputs\"]}"},
    {"/var/inputs /var/inputs", "@/inputs @/inputs"},
    {"/var/inputs,/var/inputs", "@/inputs,@/inputs"},
    {"/var/inputs;ls", "@/inputs;ls"},
    {"/var/inputs\n", "@/inputs\n"},
    {"/var/inputs/sub/y", "@/outputs/y"}, /* a mount in a mount */
    {"/var/inputs/subway", "@/inputs/subway"},
    /* not paths of ours */
    {"/var/inputs2", NULL},
    {"/var/inputs_old", NULL},
    {"/var/inputs-old", NULL},
    {"/var/inputs.txt", NULL},
    {"/var/inputs\xC3\xA9", NULL},
    {"/var/input", NULL},
    {"/var", NULL},
    {"var/inputs", NULL},
    {"data/var/inputs", NULL},
    {"/data/var/inputs", NULL},
    {"./var/inputs", NULL},
    {"../var/inputs", NULL},
    {"~/var/inputs", NULL},
    {"$ROOT/var/inputs", NULL},
    {"${ROOT}/var/inputs", NULL},
    {"$(pwd)/var/inputs", NULL},
    {"*/var/inputs", NULL},
    {"--in/var/inputs", NULL},
    {"x-I/var/inputs", NULL},
    {"data//var/inputs", NULL},
    {"", NULL},
    {"/", NULL},
};

static const char *expected(const char *wanted)
{
    Buf buf = {.arena = &arena};
    for (; *wanted; wanted++)
        if (*wanted == '@')
            buf_text(&buf, folder);
        else
            buf_char(&buf, *wanted);
    return buf_string(&buf);
}

START_TEST(paths_of_the_contract_become_the_attempts)
{
    const char *word = paths[_i].word;
    SandboxPlan plan = plan_of(SANDBOX_HOST, WORDS("echo", word));
    plan.env = WORDS(arena_print(&arena, "X=%s", word));
    SandboxMount mounts[] = {plan.mounts[0],
                             plan.mounts[1],
                             {"/var/inputs/sub", in("outputs"), false}};
    plan.mounts = mounts;
    plan.mount_count = 3;
    ChildPlan child = wrapped(&plan);
    const char *wanted = paths[_i].wanted ? expected(paths[_i].wanted) : word;
    ck_assert_str_eq(child.argv[1], wanted);
    ck_assert_ptr_null(child.argv[2]);
    ck_assert_str_eq(child.env[4], arena_print(&arena, "X=%s", wanted));
}
END_TEST

/* ---- the environment ---- */

START_TEST(the_environment_is_the_base_and_what_is_declared)
{
    SandboxPlan plan = plan_of(SANDBOX_HOST, WORDS("env"));
    plan.env = WORDS("A=1", "LANG=de_DE.UTF-8", "A=2", "FLW_RUN=other", "B=");
    must_run(plan);
    ck_assert_str_eq(text_of("log"),
                     arena_print(&arena,
                                 "PATH=%s\nHOME=%s/work\nTMPDIR=%s/work\n"
                                 "LANG=de_DE.UTF-8\nA=2\nFLW_RUN=run-1\nB=\n"
                                 "FLW_ATTEMPT=%s\n",
                                 getenv("PATH"), folder, folder, folder));
}
END_TEST

/* ---- the host and bwrap alike ---- */

static const char *const scripts[] = {
    "[ \"$(cat /var/inputs/x)\" = given ]",
    "echo 3 >/var/outputs/n; [ -s /var/outputs/n ]",
    "cp /var/inputs/x here; [ -s here ]; [ \"$(pwd -P)\" = \"$HOME\" ]",
    "echo x >$TMPDIR/t; [ -s $TMPDIR/t ]",
    "[ -z \"$FLW_TEST_TOKEN\" ]; [ $FLW_RUN = run-1 ]",
    "[ -d /var/lib ] && [ -d /usr/bin ] && [ -r /etc/passwd ]",
    "[ \"$(ls /proc/self/fd | tr '\\n' ,)\" = 0,1,2,3, ]",
    "grep -q '^NoNewPrivs:.*1' /proc/self/status",
    "[ $(ulimit -c) = 0 ]; [ $(umask) = 0077 ]",
    "! read line",
};

static const char *const inside_bwrap[] = {
    "! touch /var/inputs/y 2>/dev/null",
    "! touch /usr/y 2>/dev/null",
    "! touch /var/y 2>/dev/null",
    "! touch /var/lib/y 2>/dev/null",
    "! touch /y 2>/dev/null",
    "! touch ../y 2>/dev/null",
    "[ $(ls -A /tmp | wc -l) = 1 ]", /* the way to the attempt's folder */
    "[ $(ls -A /run | wc -l) = 0 ]",
    "[ $(grep -c : /proc/net/dev) = 1 ]",
    "[ $(ls -d /proc/[0-9]* | wc -l) -lt 10 ]",
    "[ -w /dev/null ] && ! [ -e /dev/kmsg ] && ! [ -e /dev/mem ]",
    "grep -q '^CapEff:.*0000000000000000' /proc/self/status",
    "! mount -o remount,rw / 2>/dev/null",
    "[ $TMPDIR = /tmp ] && [ $HOME != /tmp ]",
};

START_TEST(a_task_on_the_host)
{
    must_run(script(SANDBOX_HOST, scripts[_i]));
}
END_TEST

/* Why a kind was not tried is said once. */
static bool has(SandboxKind kind, int row)
{
    if (sandbox_works(&arena, kind, &why))
        return true;
    if (row == 0)
        printf("skipped: %s: %s\n", sandbox_name(kind), why);
    return false;
}

START_TEST(a_task_in_bwrap)
{
    if (has(SANDBOX_BWRAP, _i))
        must_run(script(SANDBOX_BWRAP, scripts[_i]));
}
END_TEST

START_TEST(bwrap_keeps_in)
{
    if (has(SANDBOX_BWRAP, 1))
        must_run(script(SANDBOX_BWRAP, inside_bwrap[_i]));
}
END_TEST

static const char *const places[] = {
    "/var/inputs",      "/inputs",       "/no/such/folder",
    "/var/lib/no/such", "/tmp/x/inputs", "/run/secrets/flw",
    "/usr/share/doc",   "/etc/no",       "/home/inputs",
};

START_TEST(bwrap_makes_any_place)
{
    if (!has(SANDBOX_BWRAP, 1))
        return;
    const char *place = places[_i];
    SandboxMount mounts[] = {
        {place, in("inputs"), false},
        {arena_print(&arena, "%s-out", place), in("outputs"), true}};
    SandboxPlan plan = script(
        SANDBOX_BWRAP,
        arena_print(&arena,
                    "cp %s/x %s-out/y; [ -d /usr/bin ]; [ -d /var/lib ]; "
                    "[ -L /var/run ]; ! touch /y 2>/dev/null",
                    place, place));
    plan.mounts = mounts;
    plan.mount_count = 2;
    must_run(plan);
    ck_assert_str_eq(text_of("outputs/y"), "given\n");
}
END_TEST

START_TEST(the_network_is_there_when_asked_for)
{
    if (!has(SANDBOX_BWRAP, 1))
        return;
    SandboxPlan plan = script(SANDBOX_BWRAP, "readlink /proc/self/ns/net");
    plan.network = true;
    must_run(plan);
    char ours[64] = {0};
    ck_assert_int_gt(readlink("/proc/self/ns/net", ours, sizeof ours - 1), 0);
    ck_assert_str_eq(text_of("log"), arena_print(&arena, "%s\n", ours));
}
END_TEST

START_TEST(bwrap_gives_the_commands_status)
{
    if (!has(SANDBOX_BWRAP, 1))
        return;
    SandboxPlan plan = script(SANDBOX_BWRAP, "exit 42");
    ck_assert_int_eq(run(&plan).code, 42);
    plan = script(SANDBOX_BWRAP, "kill -KILL $$");
    ck_assert_int_eq(run(&plan).code, 128 + SIGKILL);
}
END_TEST

static const SandboxKind kinds[] = {SANDBOX_HOST, SANDBOX_BWRAP};

START_TEST(a_command_that_is_not_there_is_not_started)
{
    if (!has(kinds[_i], 1))
        return;
    SandboxPlan plan = plan_of(kinds[_i], WORDS("nosuchthing"));
    ChildPlan child = wrapped(&plan);
    bool retry;
    ck_assert_ptr_null(loop_start(loop, &child, NULL, &retry, &why));
    ck_assert_msg(strstr(why, "command not found: nosuchthing"), "%s", why);
}
END_TEST

START_TEST(memory_is_limited)
{
    if (!has(kinds[_i], 1))
        return;
    SandboxPlan plan = script(kinds[_i], "ulimit -d");
    plan.limits.memory = 256 << 20;
    must_run(plan);
    ck_assert_str_eq(text_of("log"), "262144\n");
}
END_TEST

START_TEST(term_reaches_the_command)
{
    if (!has(kinds[_i], 1))
        return;
    SandboxPlan plan =
        script(kinds[_i], "trap 'echo ended >/var/outputs/how; exit 5' TERM; "
                          "echo $$ >pid; while :; do sleep 0.05; done");
    ChildPlan child = wrapped(&plan);
    Child *begun = begin(&child);
    pid_in("work/pid");
    loop_end(loop, begun, 600 * SECOND);
    ck_assert_int_eq(end_of().code, 5);
    ck_assert_str_eq(text_of("outputs/how"), "ended\n");
}
END_TEST

START_TEST(a_kill_leaves_nothing)
{
    if (!has(kinds[_i], 1))
        return;
    const char *word = arena_print(&arena, "1000%d", (int)getpid());
    SandboxPlan plan = script(
        kinds[_i], arena_print(&arena,
                               "trap '' TERM; setsid sleep %s & sleep %s & "
                               "echo $$ >pid; while :; do sleep 0.05; done",
                               word, word));
    ChildPlan child = wrapped(&plan);
    Child *begun = begin(&child);
    pid_in("work/pid");
    loop_end(loop, begun, SECOND / 10);
    end_of();
    ck_assert(all_gone(word));
}
END_TEST

START_TEST(bwrap_leaves_nothing_when_the_command_ends)
{
    if (!has(SANDBOX_BWRAP, 1))
        return;
    const char *word = arena_print(&arena, "2000%d", (int)getpid());
    must_run(script(SANDBOX_BWRAP, arena_print(&arena,
                                               "setsid sleep %s & "
                                               "sleep 0.1",
                                               word)));
    ck_assert(all_gone(word));
}
END_TEST

START_TEST(bwrap_leaves_nothing_when_we_are_killed)
{
    if (!has(SANDBOX_BWRAP, 1))
        return;
    const char *word = arena_print(&arena, "3000%d", (int)getpid());
    pid_t driver = fork();
    ck_assert_int_ge(driver, 0);
    if (driver == 0) {
        SandboxPlan plan =
            script(SANDBOX_BWRAP, arena_print(&arena,
                                              "setsid sleep %s & echo $$ >pid; "
                                              "sleep %s",
                                              word, word));
        ChildPlan child = wrapped(&plan);
        loop = loop_new(&arena, &why);
        begin(&child);
        pause();
        _exit(0);
    }
    pid_in("work/pid");
    ck_assert_int_eq(kill(driver, SIGKILL), 0);
    ck_assert_int_eq(waitpid(driver, NULL, 0), driver);
    ck_assert(all_gone(word));
}
END_TEST

START_TEST(no_value_gets_into_a_command_line)
{
    SandboxPlan plan = plan_of((SandboxKind)_i, WORDS("true"));
    plan.image = "image";
    plan.env = WORDS("SECRET=canary-value");
    ChildPlan child = wrapped(&plan);
    for (const char *const *word = child.argv; *word; word++)
        ck_assert_msg(!strstr(*word, "canary"), "%s", *word);
    bool found = false;
    for (const char *const *entry = child.env; *entry; entry++)
        found = found || !strcmp(*entry, "SECRET=canary-value");
    ck_assert(found);
}
END_TEST

/* ---- podman ---- */

static bool has_word(const char *const *argv, const char *wanted)
{
    for (; *argv; argv++)
        if (!strcmp(*argv, wanted))
            return true;
    return false;
}

START_TEST(podman_is_told_what_the_plan_says)
{
    SandboxPlan plan = plan_of(SANDBOX_PODMAN, WORDS("wc", "-l"));
    plan.image = "alpine:3.20";
    plan.env = WORDS("A=b", "HOME=/h", "PATH=/p");
    plan.limits = (ChildLimits){512 << 20, 1500};
    SandboxMount odd = {"/in", "/a,b\"c", false};
    plan.mounts = &odd;
    plan.mount_count = 1;
    ChildPlan child = wrapped(&plan);
    ck_assert(has_word(child.argv, "--memory=536870912b"));
    ck_assert(has_word(child.argv, "--cpus=1.500"));
    ck_assert(has_word(child.argv, "--network=none"));
    struct rlimit own;
    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &own), 0);
    ck_assert(
        own.rlim_max == RLIM_INFINITY ||
        has_word(child.argv, arena_print(&arena, "--ulimit=nofile=%llu:%llu",
                                         (unsigned long long)own.rlim_cur,
                                         (unsigned long long)own.rlim_max)));
    ck_assert(has_word(child.argv, "A"));
    ck_assert(has_word(child.argv, "HOME=/h"));
    ck_assert(has_word(child.argv, "PATH=/p"));
    ck_assert(has_word(child.argv, "type=bind,\"source=/a,b\"\"c\","
                                   "\"target=/in\",ro=true"));
    ck_assert(has_word(child.env, "A=b"));
    ck_assert(!has_word(child.env, "HOME=/h"));
    plan.network = true;
    child = wrapped(&plan);
    ck_assert(!has_word(child.argv, "--network=none"));
}
END_TEST

#define IMAGE "localhost/flw-unit-test"

/* An image of this machine's own shell; false when containers of it do not
 * start here. */
static bool make_image(void)
{
    const char *command = arena_print(
        &arena,
        "cd %s && mkdir -p image/bin image/tmp image/proc image/dev && "
        "for p in sh cat sleep; do cp -L \"$(command -v $p)\" image/bin/ && "
        "ldd image/bin/$p | grep -o '/[^ ]*' | "
        "xargs -I@ cp -L --parents @ image/; done && "
        "tar -C image -c . | podman import -q - " IMAGE " >log 2>&1 && "
        "podman run --rm --init --network=none --ulimit nofile=256:256 "
        "--ulimit nproc=256:256 " IMAGE " sh -c : >log 2>&1",
        folder);
    return system(command) == 0;
}

/* Why they were not tried is said once, by the one that comes first. */
static bool has_podman(bool say)
{
    if (!sandbox_works(&arena, SANDBOX_PODMAN, &why)) {
        if (say)
            printf("skipped: podman: %s\n", why);
        return false;
    }
    bool works = make_image();
    if (!works && say)
        printf("skipped: podman: %s", text_of("log"));
    return works;
}

static SandboxPlan in_podman(const char *text)
{
    SandboxPlan plan = script(SANDBOX_PODMAN, text);
    plan.image = IMAGE;
    return plan;
}

START_TEST(a_task_in_podman)
{
    if (!has_podman(true))
        return;
    SandboxPlan plan = in_podman(
        "[ \"$(cat /var/inputs/x)\" = given ]; echo \"$A\" >/var/outputs/n; "
        "! read line; [ -z \"$FLW_TEST_TOKEN\" ]; [ $FLW_RUN = run-1 ]; "
        "! echo y 2>/dev/null >/var/inputs/y; exit 42");
    plan.env = WORDS("A=two\nlines");
    ChildEnd end = run(&plan);
    ck_assert_msg(end.code == 42, "%d: %s", end.code, text_of("log"));
    ck_assert_str_eq(text_of("outputs/n"), "two\nlines\n");
}
END_TEST

START_TEST(podman_leaves_nothing)
{
    if (!has_podman(false))
        return;
    const char *word = arena_print(&arena, "4000%d", (int)getpid());
    SandboxPlan plan =
        in_podman(arena_print(&arena,
                              "trap '' TERM; echo 1 >/var/outputs/pid; "
                              "sleep %s; sleep %s",
                              word, word));
    ChildPlan child = wrapped(&plan);
    Child *begun = begin(&child);
    pid_in("outputs/pid");
    loop_end(loop, begun, _i ? SECOND / 10 : 0);
    end_of();
    ck_assert(all_gone(word));
}
END_TEST

START_TEST(a_sweep_ends_containers)
{
    if (!has_podman(false))
        return;
    const char *word = arena_print(&arena, "5000%d", (int)getpid());
    SandboxPlan plan = in_podman(arena_print(
        &arena, "echo 1 >/var/outputs/pid; sleep %s; exit 3", word));
    plan.run_id = "podman-run-1";
    pid_t driver = fork();
    ck_assert_int_ge(driver, 0);
    if (driver == 0) {
        ChildPlan child = wrapped(&plan);
        loop = loop_new(&arena, &why);
        begin(&child);
        pause();
        _exit(0);
    }
    pid_in("outputs/pid");
    ck_assert_int_eq(kill(driver, SIGKILL), 0);
    ck_assert_int_eq(waitpid(driver, NULL, 0), driver);
    ck_assert_uint_ge(loop_sweep("podman-run-1", NULL), 1);
    ck_assert(all_gone(word));
}
END_TEST

/* ---- for people ---- */

static const struct {
    const char *word, *shown;
} words[] = {
    {"a", "a"},
    {"--x=/a/b-c_1.2:3,4@5%6+7", "--x=/a/b-c_1.2:3,4@5%6+7"},
    {"", "''"},
    {"a b", "'a b'"},
    {"$x", "'$x'"},
    {"it's", "'it'\\''s'"},
    {"a\nb", "'a\nb'"},
    {"a\tb", "$'a\\011b'"},
    {"\x1b[2J", "$'\\033[2J'"},
    {"it's\x07\\", "$'it\\'s\\007\\\\'"},
    {"\xE2\x80\xAE", "$'\\342\\200\\256'"},
    {"\xFF", "$'\\377'"},
    {"\xC3\xA9", "'\xC3\xA9'"},
    {"`id`", "'`id`'"},
    {"*", "'*'"},
    {"~", "'~'"},
    {"#", "'#'"},
};

START_TEST(a_command_is_shown_as_a_shell_takes_it)
{
    const char *word = words[_i].word;
    ck_assert_str_eq(command_shown(&arena, WORDS("printf", word)),
                     arena_print(&arena, "printf %s", words[_i].shown));
    SandboxPlan plan =
        plan_of(SANDBOX_HOST,
                WORDS("bash", "-c",
                      command_shown(&arena, WORDS("printf", "%s", word))));
    must_run(plan);
    ck_assert_str_eq(text_of("log"), word);
}
END_TEST

Suite *sandbox_suite(void)
{
    Suite *suite = suite_create("sandbox");
    TCase *tests = tcase_create("sandbox");
    tcase_add_checked_fixture(tests, start, stop);
    tcase_set_timeout(tests, 600);
#define LOOP_OVER(test, table) \
    tcase_add_loop_test(tests, test, 0, LENGTH(table))
    LOOP_OVER(paths_of_the_contract_become_the_attempts, paths);
    LOOP_OVER(a_task_on_the_host, scripts);
    LOOP_OVER(a_task_in_bwrap, scripts);
    LOOP_OVER(bwrap_keeps_in, inside_bwrap);
    LOOP_OVER(bwrap_makes_any_place, places);
    LOOP_OVER(a_command_that_is_not_there_is_not_started, kinds);
    LOOP_OVER(memory_is_limited, kinds);
    LOOP_OVER(term_reaches_the_command, kinds);
    LOOP_OVER(a_kill_leaves_nothing, kinds);
    LOOP_OVER(a_command_is_shown_as_a_shell_takes_it, words);
    tcase_add_loop_test(tests, no_value_gets_into_a_command_line, 0, 3);
    tcase_add_test(tests, the_environment_is_the_base_and_what_is_declared);
    tcase_add_test(tests, the_network_is_there_when_asked_for);
    tcase_add_test(tests, bwrap_gives_the_commands_status);
    tcase_add_test(tests, bwrap_leaves_nothing_when_the_command_ends);
    tcase_add_test(tests, bwrap_leaves_nothing_when_we_are_killed);
    tcase_add_test(tests, podman_is_told_what_the_plan_says);
    tcase_add_test(tests, a_task_in_podman);
    tcase_add_loop_test(tests, podman_leaves_nothing, 0, 2);
    tcase_add_test(tests, a_sweep_ends_containers);
    suite_add_tcase(suite, tests);
    return suite;
}
