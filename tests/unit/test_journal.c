#define _XOPEN_SOURCE 700

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/stored.h"
#include "tests/unit/suites.h"

#define arena (&stored_arena)
#define why   stored_why

enum { NODES = 300, STEP = 997 };

/* ---- a file system that kills its process in the middle of a commit ---- */

static const sqlite3_io_methods *sound_methods;
static sqlite3_io_methods deadly_methods;
static sqlite3_vfs deadly;
static int writes_left;

static int deadly_write(sqlite3_file *file, const void *bytes, int len,
                        sqlite3_int64 at)
{
    if (writes_left-- == 0)
        raise(SIGKILL);
    return sound_methods->xWrite(file, bytes, len, at);
}

static int deadly_open(sqlite3_vfs *self, const char *name, sqlite3_file *file,
                       int flags, int *given)
{
    sqlite3_vfs *sound = self->pAppData;
    int code = sound->xOpen(sound, name, file, flags, given);
    if (code == SQLITE_OK && flags & SQLITE_OPEN_MAIN_DB) {
        sound_methods = file->pMethods;
        deadly_methods = *sound_methods;
        deadly_methods.xWrite = deadly_write;
        file->pMethods = &deadly_methods;
    }
    return code;
}

static void become_deadly(int writes)
{
    sqlite3_vfs *sound = sqlite3_vfs_find(NULL);
    deadly = *sound;
    deadly.zName = "deadly";
    deadly.pAppData = sound;
    deadly.xOpen = deadly_open;
    writes_left = writes;
    sqlite3_vfs_register(&deadly, 1);
}

/* ---- rows of one of two times, never of both ---- */

static void put_all(Home *home, Phase phase)
{
    const char *name = "a name that takes some room, so that pages are many, "
                       "for a commit that is killed half way through";
    for (int i = 0; i < NODES; i++) {
        NodeRow node = {.path = arena_print(arena, "n%d", i),
                        .name = name,
                        .entity = name,
                        .phase = phase};
        ck_assert_msg(node_put(home, 1, &node, &why), "%s", why);
    }
}

/* The phase that all rows have. */
static Phase phase_of_all(Home *home)
{
    uint32_t n = 0;
    NodeRow *rows = nodes_list(home, arena, 1, &n, &why);
    ck_assert_msg(rows != NULL, "%s", why);
    ck_assert_uint_eq(n, NODES);
    for (uint32_t i = 1; i < n; i++)
        ck_assert_int_eq(rows[i].phase, rows[0].phase);
    return rows[0].phase;
}

static void shell(const char *text)
{
    const char *command =
        arena_print(arena, "cd '%s' && %s", stored_path("."), text);
    ck_assert_int_eq(system(command), 0);
}

/* Leaves home/ as a writer left it who was killed after so many pages. */
static void kill_writer(int writes)
{
    Home *home = stored_open();
    put_all(home, PHASE_QUEUED);
    stored_close(home);
    pid_t child = fork();
    if (child == 0) {
        become_deadly(writes);
        home = stored_open();
        /* What does not go by the log opens the transaction at once. */
        ck_assert(cancel_put(home, 9, "", &why));
        put_all(home, PHASE_SUCCEEDED);
        home_commit(home, &why);
        _exit(0);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status));
}

static off_t size_of(const char *name)
{
    struct stat status;
    ck_assert_int_eq(stat(stored_path(name), &status), 0);
    return status.st_size;
}

START_TEST(a_writer_killed_in_its_commit_left_the_old_rows)
{
    kill_writer(_i);
    Home *home = stored_open();
    ck_assert_int_eq(phase_of_all(home), PHASE_QUEUED);
    put_all(home, PHASE_FAILED);
    stored_close(home);
    home = stored_open();
    ck_assert_int_eq(phase_of_all(home), PHASE_FAILED);
    stored_close(home);
}
END_TEST

/* Opened, it has all rows of one time; else it says that it is damaged. */
static bool opens_whole(void)
{
    Home *home = home_open(arena, stored_path("home"), &why);
    if (!home) {
        ck_assert_msg(strstr(why, "is damaged (its journal is") != NULL, "%s",
                      why);
        ck_assert_ptr_nonnull(strstr(why, "move `"));
        return false;
    }
    ck_assert_int_eq(phase_of_all(home), PHASE_QUEUED);
    stored_close(home);
    return true;
}

/* Every 997th length, and all near the border of the header. */
static off_t next_length(off_t length)
{
    return length < 40 || (length >= 500 && length < 530) ? length + 1
           : length < 500 ? length + 23 < 500 ? length + 23 : 500
                          : length + STEP;
}

START_TEST(a_cut_journal_is_never_believed)
{
    kill_writer(8);
    shell("cp -rp home saved");
    off_t whole = size_of("saved/flw.db-journal");
    ck_assert_int_gt(whole, 8 * 4096);
    int refused = 0;
    for (off_t length = 0; length < whole; length = next_length(length)) {
        shell("cp -p saved/flw.db* home/");
        ck_assert_int_eq(truncate(stored_path("home/flw.db-journal"), length),
                         0);
        refused += !opens_whole();
    }
    ck_assert_int_gt(refused, 50);
    shell("cp -p saved/flw.db* home/");
    ck_assert(opens_whole());
}
END_TEST

/* What the writer had not got to is no loss; what it had is told by words. */
START_TEST(a_refused_home_is_left_as_it_is)
{
    kill_writer(8);
    ck_assert_int_eq(truncate(stored_path("home/flw.db-journal"), 700), 0);
    shell("cp -rp home saved");
    ck_assert(!opens_whole());
    ck_assert(!opens_whole());
    shell("cmp home/flw.db saved/flw.db");
    shell("cmp home/flw.db-journal saved/flw.db-journal");
}
END_TEST

START_TEST(a_spoilt_header_is_refused)
{
    kill_writer(8);
    shell("cp -rp home saved");
    static const int places[] = {1, 7, 12, 15, 22, 26};
    for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
        shell("cp -p saved/flw.db* home/");
        int file = open(stored_path("home/flw.db-journal"), O_RDWR);
        char byte;
        ck_assert_int_eq(pread(file, &byte, 1, places[i]), 1);
        byte ^= 0x55;
        ck_assert_int_eq(pwrite(file, &byte, 1, places[i]), 1);
        close(file);
        ck_assert(!opens_whole());
    }
}
END_TEST

START_TEST(a_database_without_its_journal_is_checked)
{
    Home *home = stored_open();
    put_all(home, PHASE_QUEUED);
    stored_close(home);
    shell("rm home/flw.db-journal");
    ck_assert(opens_whole());
    /* Page 3 is of an index or a table in any case. */
    shell("rm -f home/flw.db-journal; yes | head -c 4096 |"
          "dd of=home/flw.db bs=4096 seek=2 conv=notrunc status=none");
    ck_assert_ptr_null(home_open(arena, stored_path("home"), &why));
    ck_assert_msg(strstr(why, "is damaged (") != NULL, "%s", why);
}
END_TEST

/* Of one byte it counts as new, as SQLite begins it so. */
START_TEST(a_cut_database_is_refused)
{
    Home *home = stored_open();
    put_all(home, PHASE_QUEUED);
    stored_close(home);
    shell("rm -f home/flw.db-journal; cp -rp home saved");
    off_t whole = size_of("saved/flw.db");
    for (off_t length = 2; length < whole; length += 4999) {
        shell("cp -p saved/flw.db home/; rm -f home/flw.db-journal");
        ck_assert_int_eq(truncate(stored_path("home/flw.db"), length), 0);
        ck_assert_msg(!home_open(arena, stored_path("home"), &why),
                      "opened at %ld of %ld", (long)length, (long)whole);
        ck_assert_msg(strstr(why, "is damaged (") != NULL, "%s", why);
    }
}
END_TEST

/* ---- the log before it ---- */

enum { BATCHES = 6 };

/* Commits several times at once, so that all but the first stay in the log. */
static void put_batches(Home *home)
{
    for (int batch = 1; batch <= BATCHES; batch++) {
        put_all(home, (Phase)batch);
        ck_assert(home_commit(home, &why));
    }
}

static void kill_committer(void)
{
    pid_t child = fork();
    if (child == 0) {
        put_batches(stored_open());
        raise(SIGKILL);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

/* Unless the machine slept for half a second meanwhile. */
static void leave_a_log(void)
{
    do
        kill_committer();
    while (size_of("home/log/0") == 0);
}

START_TEST(a_killed_process_left_all_it_committed)
{
    leave_a_log();
    Home *home = stored_open();
    ck_assert_int_eq(phase_of_all(home), BATCHES);
    ck_assert_int_eq(size_of("home/log/0"), 0);
    stored_close(home);
}
END_TEST

START_TEST(a_cut_log_holds_a_prefix)
{
    leave_a_log();
    shell("cp -rp home saved");
    off_t whole = size_of("saved/log/0");
    int last = 1;
    for (off_t length = 0; length <= whole; length++) {
        if (length > 30 && length % STEP && length != whole)
            continue;
        shell("cp -p saved/flw.db* home/; cp -p saved/log/0 home/log/0");
        ck_assert_int_eq(truncate(stored_path("home/log/0"), length), 0);
        Home *home = stored_open();
        int phase = (int)phase_of_all(home);
        stored_close(home);
        ck_assert_int_ge(phase, last);
        last = phase;
    }
    ck_assert_int_eq(last, BATCHES);
}
END_TEST

START_TEST(a_spoilt_log_holds_what_came_before)
{
    leave_a_log();
    shell("cp -rp home saved");
    off_t whole = size_of("saved/log/0");
    int seen = 0;
    for (off_t place = 0; place < whole; place += place < 20 ? 1 : STEP) {
        shell("cp -p saved/flw.db* home/; cp -p saved/log/0 home/log/0");
        int file = open(stored_path("home/log/0"), O_RDWR);
        char byte;
        ck_assert_int_eq(pread(file, &byte, 1, place), 1);
        byte ^= 0x10;
        ck_assert_int_eq(pwrite(file, &byte, 1, place), 1);
        close(file);
        Home *home = stored_open();
        Phase phase = phase_of_all(home);
        ck_assert_int_lt(phase, BATCHES);
        seen |= 1 << phase;
        stored_close(home);
    }
    ck_assert_int_gt(seen, 1 << 2);
}
END_TEST

/* Its frames are in the database, and the file was not emptied in time. */
START_TEST(a_log_that_was_brought_in_is_not_brought_in_again)
{
    leave_a_log();
    shell("cp -p home/log/0 kept");
    Home *home = stored_open();
    put_all(home, PHASE_NOT_YET);
    stored_close(home);
    shell("cp -p kept home/log/0");
    home = stored_open();
    ck_assert_int_eq(phase_of_all(home), PHASE_NOT_YET);
    stored_close(home);
}
END_TEST

START_TEST(the_log_of_the_living_is_left_alone)
{
    Home *home = stored_open();
    put_batches(home);
    pid_t child = fork();
    if (child == 0) {
        Home *other = stored_open();
        put_batches(other);
        _exit(home_close(other, &why) ? 0 : 1);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
    ck_assert_int_eq(phase_of_all(home), BATCHES);
    put_all(home, PHASE_NOT_YET);
    stored_close(home);
    home = stored_open();
    ck_assert_int_eq(phase_of_all(home), PHASE_NOT_YET);
    stored_close(home);
}
END_TEST

START_TEST(what_was_given_up_is_not_saved)
{
    Home *home = stored_open();
    put_all(home, PHASE_QUEUED);
    ck_assert(home_commit(home, &why));
    put_all(home, PHASE_RUNNING);
    ck_assert(home_commit(home, &why));
    put_all(home, PHASE_FAILED);
    ck_assert_int_eq(phase_of_all(home), PHASE_FAILED);
    home_rollback(home);
    ck_assert_int_eq(phase_of_all(home), PHASE_RUNNING);
    put_all(home, PHASE_FAILED);
    home_rollback(home);
    stored_close(home);
    home = stored_open();
    ck_assert_int_eq(phase_of_all(home), PHASE_RUNNING);
    stored_close(home);
}
END_TEST

Suite *journal_suite(void)
{
    Suite *suite = suite_create("journal");
    TCase *tcase = tcase_create("journal");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, stored_start, stored_stop);
    tcase_add_loop_test(tcase, a_writer_killed_in_its_commit_left_the_old_rows,
                        0, 12);
    tcase_add_test(tcase, a_cut_journal_is_never_believed);
    tcase_add_test(tcase, a_refused_home_is_left_as_it_is);
    tcase_add_test(tcase, a_spoilt_header_is_refused);
    tcase_add_test(tcase, a_database_without_its_journal_is_checked);
    tcase_add_test(tcase, a_cut_database_is_refused);
    tcase_add_test(tcase, a_killed_process_left_all_it_committed);
    tcase_add_test(tcase, a_cut_log_holds_a_prefix);
    tcase_add_test(tcase, a_spoilt_log_holds_what_came_before);
    tcase_add_test(tcase, a_log_that_was_brought_in_is_not_brought_in_again);
    tcase_add_test(tcase, the_log_of_the_living_is_left_alone);
    tcase_add_test(tcase, what_was_given_up_is_not_saved);
    suite_add_tcase(suite, tcase);
    return suite;
}
