#define _XOPEN_SOURCE 700

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/store/events.h"
#include "runtime/store/run_folder.h"
#include "tests/unit/stored.h"
#include "tests/unit/suites.h"

#define arena (&stored_arena)
#define why   stored_why

/* ---- the folder ---- */

START_TEST(a_home_is_made_and_found_again)
{
    Home *home = stored_open();
    struct stat status;
    ck_assert_int_eq(stat(stored_path("home"), &status), 0);
    ck_assert_int_eq(status.st_mode & 0777, 0700);
    ck_assert_int_eq(home_path(home)[0], '/');
    stored_close(home);
    stored_close(stored_open());
}
END_TEST

typedef struct UnfitCase {
    const char *command; /* run in the folder */
    const char *reason;
} UnfitCase;

static const UnfitCase unfit_cases[] = {
    {"mkdir home; chmod 720 home", "others can write to it"},
    {"mkdir home; chmod 702 home", "others can write to it"},
    {"mkdir real; ln -s real home", "symbolic link"},
    {"touch home", "a file is in the way"},
    {"mkdir home; chown 12345 home", "belongs to another user"},
    {"mkdir -p home/x; echo 'some text that is no database, for sure, and "
     "longer than a header of one hundred bytes, which it must be to count' "
     "> home/flw.db",
     "is damaged (file is not a database)"},
    {"mkdir home; sqlite3 home/flw.db 'create table x(y)'",
     "is not a database of flw's"},
    {"mkdir home; sqlite3 home/flw.db 'create table x(y);"
     "pragma application_id=1718384433; pragma user_version=3'",
     "was made by a newer flw (format 3, this one knows 2)"},
    {"mkdir home; sqlite3 home/flw.db 'create table x(y);"
     "pragma application_id=1718384433; pragma user_version=10'",
     "was made by a newer flw (format 10"},
    {"mkdir home; touch db; ln -s ../db home/flw.db", "flw.db"},
};

START_TEST(an_unfit_home_is_refused_with_a_reason)
{
    const UnfitCase *test = &unfit_cases[_i];
    const char *command =
        arena_print(arena, "cd %s && %s", stored_path("."), test->command);
    ck_assert_int_eq(system(command), 0);
    ck_assert_ptr_null(home_open(arena, stored_path("home"), &why));
    ck_assert_msg(strstr(why, test->reason) != NULL, "%s", why);
}
END_TEST

/* ---- an older one ---- */

static void shell(const char *command)
{
    command =
        arena_print(arena, "h=%s; %s", stored_path("home/flw.db"), command);
    ck_assert_msg(system(command) == 0, "%s", command);
}

static void make_old(const char *more)
{
    ck_assert_int_eq(mkdir(stored_path("home"), 0700), 0);
    shell(arena_print(
        arena, "sqlite3 $h <tests/unit/home_1.sql && sqlite3 $h '%s'", more));
}

START_TEST(an_older_home_is_brought_up)
{
    make_old("");
    Home *home = stored_open();
    RunRow *run = run_find(home, arena, "old-otter-1", &why);
    ck_assert_msg(run != NULL, "%s", why);
    ck_assert_str_eq(run->entity, "eta.train");
    ck_assert_int_eq(run->phase, PHASE_SUCCEEDED);
    uint32_t len = 0;
    ck_assert_ptr_nonnull(nodes_list(home, arena, run->serial, &len, &why));
    ck_assert_uint_eq(len, 1);
    ck_assert_ptr_nonnull(run_find(home, arena, "old-otter-2", &why));
    RunRow added = {.id = "new-otter-3", .entity = "eta.train"};
    ck_assert_msg(run_put(home, &added, &why), "%s", why);
    ck_assert_msg(event_put(home, "new-otter-3", 1, "{}", &why), "%s", why);
    ck_assert_msg(home_commit(home, &why), "%s", why);
    stored_close(home);
    shell("test \"$(sqlite3 $h 'pragma user_version')\" = 2");
    stored_close(stored_open());
}
END_TEST

/* All of it or nothing: an index bears the name of a table to be. */
START_TEST(an_older_home_stays_when_a_step_fails)
{
    make_old("create index events on nodes(run)");
    ck_assert_ptr_null(home_open(arena, stored_path("home"), &why));
    ck_assert_msg(strstr(why, "events") != NULL, "%s", why);
    shell("test \"$(sqlite3 $h 'pragma user_version')\" = 1");
    shell("! sqlite3 $h 'select * from logs' 2>/dev/null");
}
END_TEST

START_TEST(no_folder_above_is_made)
{
    ck_assert_ptr_null(home_open(arena, stored_path("none/home"), &why));
    ck_assert_msg(strstr(why, "No such file") != NULL, "%s", why);
}
END_TEST

/* ---- rows ---- */

static RunRow *new_run(Home *home, const char *id)
{
    RunRow *run = arena_new(arena, RunRow);
    *run = (RunRow){.id = id,
                    .entity = "eta.train",
                    .kind = "workflow",
                    .phase = PHASE_RUNNING,
                    .inputs = stored_map("epochs", 3)};
    ck_assert_msg(run_put(home, run, &why), "%s", why);
    return run;
}

START_TEST(a_run_comes_back_as_it_was_put)
{
    Home *home = stored_open();
    static const Fault fault = {FAULT_SYSTEM, true, true, "Timeout", "late"};
    RunRow *run = new_run(home, "swift-otter-1");
    ck_assert_int_eq(run->serial, 1);
    run->phase = PHASE_FAILED;
    run->began = 1;
    run->ended = INT64_MAX;
    run->fault = &fault;
    run->failed_node = "a/b";
    run->options = "{}";
    run->changes = 12;
    run->outputs = stored_map("model", -7);
    ck_assert(run_put(home, run, &why));
    stored_close(home);

    home = stored_open();
    RunRow *found = run_find(home, arena, "swift-otter-1", &why);
    ck_assert_msg(found != NULL, "%s", why);
    ck_assert_int_eq(found->serial, 1);
    ck_assert_str_eq(found->entity, "eta.train");
    ck_assert_ptr_null(found->source);
    ck_assert_int_eq(found->phase, PHASE_FAILED);
    ck_assert_int_eq(found->ended, INT64_MAX);
    ck_assert_int_eq(stored_int(found->inputs, "epochs"), 3);
    ck_assert_int_eq(stored_int(found->outputs, "model"), -7);
    ck_assert_int_eq(found->fault->kind, FAULT_SYSTEM);
    ck_assert(found->fault->recoverable && found->fault->timed_out);
    ck_assert_str_eq(found->fault->code, "Timeout");
    ck_assert_str_eq(found->fault->message, "late");
    ck_assert_str_eq(found->failed_node, "a/b");
    ck_assert_str_eq(found->options, "{}");
    ck_assert_uint_eq(found->changes, 12);
    stored_close(home);
}
END_TEST

START_TEST(a_run_is_found_by_id_start_and_last)
{
    Home *home = stored_open();
    ck_assert_ptr_null(run_find(home, arena, "last", &why));
    new_run(home, "swift-otter-1");
    new_run(home, "swift-owl-2");
    new_run(home, "swift-owl-20");
    ck_assert_str_eq(run_find(home, arena, "last", &why)->id, "swift-owl-20");
    ck_assert_str_eq(run_find(home, arena, "swift-ot", &why)->id,
                     "swift-otter-1");
    ck_assert_str_eq(run_find(home, arena, "swift-owl-2", &why)->id,
                     "swift-owl-2");
    ck_assert_ptr_null(run_find(home, arena, "swift", &why));
    ck_assert_str_eq(why, "`swift` could be `swift-otter-1` or `swift-owl-2`: "
                          "give more of it");
    ck_assert_ptr_null(run_find(home, arena, "slow", &why));
    ck_assert_str_eq(why, "no run `slow` here: `flw runs` lists them");
    ck_assert_ptr_null(run_find(home, arena, "", &why));
    uint32_t n;
    RunRow *rows = runs_list(home, arena, 2, &n, &why);
    ck_assert_uint_eq(n, 2);
    ck_assert_str_eq(rows[0].id, "swift-owl-20");
    ck_assert_str_eq(rows[1].id, "swift-owl-2");
    runs_list(home, arena, 0, &n, &why);
    ck_assert_uint_eq(n, 3);
    stored_close(home);
}
END_TEST

START_TEST(nodes_keep_the_order_in_which_they_came)
{
    Home *home = stored_open();
    static const char *const paths[] = {"z", "a", "m/1"};
    NodeRow node = {.kind = "task", .phase = PHASE_QUEUED};
    for (size_t i = 0; i < 3; i++) {
        node.path = paths[i];
        ck_assert(node_put(home, 1, &node, &why));
    }
    node.path = "z";
    node.phase = PHASE_SUCCEEDED;
    node.cache = CACHE_HIT;
    node.attempts = 2;
    node.outputs = stored_map("x", 1);
    ck_assert(node_put(home, 1, &node, &why));
    ck_assert(node_put(home, 2, &node, &why));
    uint32_t n;
    NodeRow *rows = nodes_list(home, arena, 1, &n, &why);
    ck_assert_uint_eq(n, 3);
    for (size_t i = 0; i < 3; i++)
        ck_assert_str_eq(rows[i].path, paths[i]);
    ck_assert_int_eq(rows[0].phase, PHASE_SUCCEEDED);
    ck_assert_int_eq(rows[0].cache, CACHE_HIT);
    ck_assert_int_eq(stored_int(rows[0].outputs, "x"), 1);
    ck_assert_ptr_null(rows[0].inputs);
    ck_assert_ptr_null(rows[0].fault);
    ck_assert_str_eq(node_find(home, arena, 1, "m/1", &why)->path, "m/1");
    ck_assert_ptr_null(node_find(home, arena, 1, "m", &why));
    ck_assert_str_eq(why, "the run has no node `m`: `flw show` lists them");
    stored_close(home);
}
END_TEST

START_TEST(attempts_are_listed_by_node_and_number)
{
    Home *home = stored_open();
    static const Fault fault = {.kind = FAULT_USER, .message = "no"};
    AttemptRow row = {.path = "b", .number = 1, .folder = "attempts/b-1"};
    ck_assert(attempt_put(home, 1, &row, &why));
    row.path = "a";
    ck_assert(attempt_put(home, 1, &row, &why));
    row.number = 0;
    row.fault = &fault;
    row.exit_code = -1;
    row.exit_signal = 9;
    ck_assert(attempt_put(home, 1, &row, &why));
    uint32_t n;
    AttemptRow *rows = attempts_list(home, arena, 1, NULL, &n, &why);
    ck_assert_uint_eq(n, 3);
    ck_assert_str_eq(rows[0].path, "a");
    ck_assert_uint_eq(rows[0].number, 0);
    ck_assert_str_eq(rows[0].fault->message, "no");
    ck_assert_ptr_null(rows[0].fault->code);
    ck_assert_int_eq(rows[0].exit_code, -1);
    ck_assert_int_eq(rows[0].exit_signal, 9);
    ck_assert_str_eq(rows[2].path, "b");
    attempts_list(home, arena, 1, "b", &n, &why);
    ck_assert_uint_eq(n, 1);
    attempts_list(home, arena, 2, NULL, &n, &why);
    ck_assert_uint_eq(n, 0);
    stored_close(home);
}
END_TEST

START_TEST(signals_and_cancels_reach_the_run)
{
    Home *home = stored_open();
    const IdlLiteralMap *map = stored_map("v", 3);
    ck_assert_ptr_null(signal_find(home, arena, 1, "ship"));
    ck_assert(signal_put(home, 1, "ship",
                         stored_map("v", 2)->literals[0]->value, &why));
    ck_assert(signal_put(home, 1, "ship", map->literals[0]->value, &why));
    const IdlLiteral *found = signal_find(home, arena, 1, "ship");
    ck_assert_int_eq(found->scalar->primitive->integer, 3);
    ck_assert_ptr_null(signal_find(home, arena, 2, "ship"));
    ck_assert_ptr_null(cancel_find(home, arena, 1));
    ck_assert(cancel_put(home, 1, "enough", &why));
    ck_assert_str_eq(cancel_find(home, arena, 1), "enough");
    stored_close(home);
}
END_TEST

/* ---- transactions ---- */

START_TEST(what_was_not_committed_never_happened)
{
    Home *home = stored_open();
    new_run(home, "a-b-1");
    ck_assert(home_commit(home, &why));
    new_run(home, "a-b-2");
    home_rollback(home);
    ck_assert_str_eq(run_find(home, arena, "last", &why)->id, "a-b-1");
    ck_assert(home_commit(home, &why));
    new_run(home, "a-b-3");
    stored_close(home);
    home = stored_open();
    ck_assert_str_eq(run_find(home, arena, "last", &why)->id, "a-b-3");
    stored_close(home);
}
END_TEST

/* Another process does it and is killed at the end. */
static void killed(void (*deed)(Home *))
{
    pid_t child = fork();
    if (child == 0) {
        deed(stored_open());
        raise(SIGKILL);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static void commit_one_begin_another(Home *home)
{
    new_run(home, "a-b-1");
    home_commit(home, &why);
    new_run(home, "a-b-2");
}

START_TEST(a_kill_leaves_what_was_committed)
{
    killed(commit_one_begin_another);
    Home *home = stored_open();
    uint32_t n;
    RunRow *rows = runs_list(home, arena, 0, &n, &why);
    ck_assert_uint_eq(n, 1);
    ck_assert_str_eq(rows[0].id, "a-b-1");
    stored_close(home);
}
END_TEST

/* ---- the run's folder ---- */

START_TEST(ids_are_new_and_have_a_folder)
{
    Home *home = stored_open();
    for (int i = 0; i < 200; i++)
        ck_assert_ptr_nonnull(run_id_new(home, arena, &why));
    ck_assert_int_eq(stored_count(stored_path("home/runs")), 200);
    stored_close(home);
}
END_TEST

START_TEST(one_process_drives_a_run)
{
    Home *home = stored_open();
    const char *id = run_id_new(home, arena, &why);
    RunFolder first;
    RunFolder second;
    ck_assert(!run_folder_poke(home, id));
    ck_assert(run_folder_open(home, arena, id, &first, &why));
    ck_assert(!run_folder_open(home, arena, id, &second, &why));
    ck_assert_str_eq(why,
                     arena_print(arena, "run `%s` is being run by process %ld",
                                 id, (long)getpid()));
    char byte;
    ck_assert_int_eq(read(first.control, &byte, 1), -1);
    ck_assert(run_folder_poke(home, id));
    ck_assert(run_folder_poke(home, id));
    ck_assert_int_eq(read(first.control, &byte, 1), 1);
    run_folder_drain(&first);
    ck_assert_int_eq(read(first.control, &byte, 1), -1);
    run_folder_close(&first);
    ck_assert(run_folder_open(home, arena, id, &second, &why));
    run_folder_close(&second);
    stored_close(home);
}
END_TEST

START_TEST(a_killed_driver_frees_its_run)
{
    Home *home = stored_open();
    const char *id = run_id_new(home, arena, &why);
    RunFolder folder;
    int ready[2];
    ck_assert_int_eq(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        run_folder_open(home, arena, id, &folder, &why);
        write(ready[1], "!", 1);
        pause();
    }
    char byte;
    ck_assert_int_eq(read(ready[0], &byte, 1), 1);
    ck_assert(!run_folder_open(home, arena, id, &folder, &why));
    ck_assert_ptr_nonnull(
        strstr(why, arena_print(arena, "process %ld", (long)child)));
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    ck_assert(run_folder_open(home, arena, id, &folder, &why));
    run_folder_close(&folder);
    stored_close(home);
}
END_TEST

START_TEST(a_package_is_kept_as_its_bytes)
{
    Home *home = stored_open();
    const char *id = run_id_new(home, arena, &why);
    FileText found;
    ck_assert(!run_package_read(home, arena, id, &found, &why));
    ck_assert(run_package_write(home, id, (FileText){"a\0b", 3}, &why));
    ck_assert(run_package_read(home, arena, id, &found, &why));
    ck_assert_uint_eq(found.len, 3);
    ck_assert_mem_eq(found.text, "a\0b", 3);
    stored_close(home);
}
END_TEST

START_TEST(a_process_is_known_by_its_start)
{
    ck_assert_int_gt(process_start(getpid()), 0);
    ck_assert_int_le(process_start(getppid()), process_start(getpid()));
    ck_assert_int_eq(process_start(0), 0);
    ck_assert_int_eq(process_start(INT32_MAX), 0);
}
END_TEST

Suite *store_suite(void)
{
    Suite *suite = suite_create("store");
    TCase *tcase = tcase_create("store");
    tcase_set_timeout(tcase, 300);
    tcase_add_checked_fixture(tcase, stored_start, stored_stop);
    int unfit = sizeof(unfit_cases) / sizeof(*unfit_cases);
    tcase_add_test(tcase, a_home_is_made_and_found_again);
    tcase_add_loop_test(tcase, an_unfit_home_is_refused_with_a_reason, 0,
                        unfit);
    tcase_add_test(tcase, no_folder_above_is_made);
    tcase_add_test(tcase, an_older_home_is_brought_up);
    tcase_add_test(tcase, an_older_home_stays_when_a_step_fails);
    tcase_add_test(tcase, a_run_comes_back_as_it_was_put);
    tcase_add_test(tcase, a_run_is_found_by_id_start_and_last);
    tcase_add_test(tcase, nodes_keep_the_order_in_which_they_came);
    tcase_add_test(tcase, attempts_are_listed_by_node_and_number);
    tcase_add_test(tcase, signals_and_cancels_reach_the_run);
    tcase_add_test(tcase, what_was_not_committed_never_happened);
    tcase_add_test(tcase, a_kill_leaves_what_was_committed);
    tcase_add_test(tcase, ids_are_new_and_have_a_folder);
    tcase_add_test(tcase, one_process_drives_a_run);
    tcase_add_test(tcase, a_killed_driver_frees_its_run);
    tcase_add_test(tcase, a_package_is_kept_as_its_bytes);
    tcase_add_test(tcase, a_process_is_known_by_its_start);
    suite_add_tcase(suite, tcase);
    return suite;
}
