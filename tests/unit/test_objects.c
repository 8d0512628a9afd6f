#define _XOPEN_SOURCE 700

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "runtime/store/objects.h"
#include "tests/unit/stored.h"
#include "tests/unit/suites.h"

#define arena (&stored_arena)
#define why   stored_why

static Home *home;

static void start(void)
{
    stored_start();
    home = stored_open();
}

static void stop(void)
{
    stored_close(home);
    stored_stop();
}

/* Runs in the test's folder. */
static void shell(const char *text)
{
    const char *command =
        arena_print(arena, "cd '%s' && { %s; }", stored_path("."), text);
    ck_assert_int_eq(system(command), 0);
}

static const char *take(const char *name, bool move)
{
    const char *uri = object_take(home, arena, stored_path(name), move, &why);
    ck_assert_msg(uri != NULL, "%s", why);
    return uri;
}

static const char *path_of(const char *uri)
{
    const char *path = object_path(home, arena, uri, &why);
    ck_assert_msg(path != NULL, "%s", why);
    return path;
}

static int left_over(void)
{
    return stored_count(stored_path("home/objects/tmp"));
}

START_TEST(a_file_is_known_by_its_digest)
{
    char hex[HASH_SHA256_HEX];
    hash_sha256_hex("abc", 3, hex);
    const char *wanted = arena_print(arena, "flw://sha256/%s", hex);
    stored_write(stored_path("x"), "abc");
    ck_assert_str_eq(take("x", false), wanted);
    ck_assert(file_exists(stored_path("x")));
    ck_assert_str_eq(stored_text(path_of(wanted)), "abc");
    struct stat status;
    ck_assert_int_eq(stat(path_of(wanted), &status), 0);
    ck_assert_int_eq(status.st_mode & 07777, 0444);
    ck_assert_str_eq(object_take_bytes(home, arena, "abc", 3, &why), wanted);
    ck_assert_str_eq(take("x", true), wanted);
    ck_assert(!file_exists(stored_path("x")));
    ck_assert(object_verify(home, wanted, &why));
    ck_assert_int_eq(left_over(), 0);
}
END_TEST

START_TEST(a_big_file_is_taken_whole)
{
    shell("head -c 3000001 /dev/urandom > big; cp big moved");
    const char *uri = take("big", false);
    ck_assert_str_eq(take("moved", true), uri);
    shell(arena_print(arena, "cmp big %s", path_of(uri)));
    ck_assert(object_copy(home, uri, stored_path("copy"), &why));
    shell("cmp big copy && echo x >> copy");
    ck_assert(object_verify(home, uri, &why));
}
END_TEST

START_TEST(bytes_may_be_none)
{
    const char *uri = object_take_bytes(home, arena, "", 0, &why);
    ck_assert_str_eq(stored_text(path_of(uri)), "");
    ck_assert(object_copy(home, uri, stored_path("copy"), &why));
    ck_assert_str_eq(stored_text(stored_path("copy")), "");
}
END_TEST

typedef struct TreeCase {
    const char *change; /* of a copy of the tree */
    bool same;
} TreeCase;

static const TreeCase tree_cases[] = {
    {":", true},
    {"touch -d 2001-01-01 t/a", true},
    {"chmod 600 t/a", true},
    {"chmod 700 t/sub", true},
    {"echo 2 > t/a", false},
    {"mv t/a t/b", false},
    {"mv t/a t/sub/a2", false},
    {"chmod +x t/a", false},
    {"chmod -x t/run", false},
    {"rmdir t/empty", false},
    {"rmdir t/empty; touch t/empty", false},
    {"mkdir t/more", false},
    {"mv t/sub t/sup", false},
};

START_TEST(a_tree_is_its_names_kinds_and_contents)
{
    const TreeCase *test = &tree_cases[_i];
    shell("mkdir -p t/sub/deep t/empty; echo 1 > t/a; echo 3 > t/sub/deep/c;"
          "echo run > t/run; chmod +x t/run; cp -rp t first");
    const char *first = take("first", false);
    shell(test->change);
    const char *second = take("t", true);
    ck_assert_int_eq(strcmp(first, second) == 0, test->same);
    ck_assert(!file_exists(stored_path("t")));
    ck_assert_ptr_nonnull(strstr(first, "flw://tree/"));
    ck_assert(object_verify(home, first, &why));
    ck_assert(object_verify(home, second, &why));
    ck_assert_int_eq(left_over(), 0);
}
END_TEST

START_TEST(a_copy_of_a_tree_is_ours_to_write)
{
    shell("mkdir -p t/sub; echo 1 > t/sub/a; echo 2 > t/run; chmod +x t/run");
    const char *uri = take("t", false);
    ck_assert(object_copy(home, uri, stored_path("copy"), &why));
    shell("diff -r t copy && test -x copy/run && test ! -x copy/sub/a &&"
          "echo new >> copy/sub/a && touch copy/sub/more");
    ck_assert_ptr_nonnull(path_of(uri));
    ck_assert(object_verify(home, uri, &why));
    ck_assert(!object_copy(home, uri, stored_path("copy"), &why));
    ck_assert_ptr_nonnull(strstr(why, "File exists"));
    ck_assert(file_exists(stored_path("copy/sub/more")));
}
END_TEST

typedef struct RefusedCase {
    const char *make;
    const char *reason;
} RefusedCase;

static const RefusedCase refused_cases[] = {
    {":", "No such file or directory"},
    {"ln -s /etc/passwd x", "it is a symbolic link"},
    {"ln -s . x", "it is a symbolic link"},
    {"mkfifo x", "it is"},
    {"mkdir x; ln -s a x/b", "`b` in it is a symbolic link"},
    {"mkdir -p x/y; mkfifo x/y/pipe", "`pipe` in it is a pipe"},
    {"p=x; for i in $(seq 70); do p=$p/d; done; mkdir -p $p",
     "lies more than 64 folders deep"},
};

START_TEST(what_is_no_plain_file_is_refused_and_left)
{
    const RefusedCase *test = &refused_cases[_i / 2];
    shell(test->make);
    int before = stored_count(stored_path("."));
    const char *uri = object_take(home, arena, stored_path("x"), _i % 2, &why);
    ck_assert_ptr_null(uri);
    ck_assert_msg(strstr(why, test->reason) != NULL, "%s", why);
    ck_assert_int_eq(stored_count(stored_path(".")), before);
    ck_assert_int_eq(left_over(), 0);
}
END_TEST

START_TEST(a_link_on_the_way_is_refused_below_the_home)
{
    shell("mkdir -p home/runs/r real; echo 1 > real/x;"
          "ln -s ../../../real home/runs/r/out");
    ck_assert_ptr_null(
        object_take(home, arena, stored_path("home/runs/r/out/x"), true, &why));
    ck_assert_ptr_nonnull(strstr(why, "a folder on the way is a symbolic"));
    ck_assert(file_exists(stored_path("real/x")));
}
END_TEST

START_TEST(a_second_name_does_not_reach_the_object)
{
    shell("mkdir t; echo 1 > t/a; ln t/a other; echo 2 > b; ln b other-b");
    const char *tree = take("t", true);
    const char *file = take("b", true);
    shell("echo spoilt >> other; echo spoilt >> other-b");
    ck_assert(object_verify(home, tree, &why));
    ck_assert(object_verify(home, file, &why));
}
END_TEST

START_TEST(what_changes_meanwhile_is_refused)
{
    shell("head -c 30000000 /dev/zero > f; mkdir t; cp f t/f");
    pid_t child = fork();
    if (child == 0) {
        int file = open(stored_path("f"), O_WRONLY);
        int below = open(stored_path("t/f"), O_WRONLY);
        for (;;)
            if (pwrite(file, "x", 1, 0) != 1 || pwrite(below, "x", 1, 0) != 1)
                _exit(1);
    }
    for (int move = 0; move < 2; move++) {
        const char *name = stored_path(_i ? "t" : "f");
        ck_assert_ptr_null(object_take(home, arena, name, move, &why));
        ck_assert_msg(strstr(why, "was changed while it was read") != NULL,
                      "%s", why);
        ck_assert_int_eq(errno, 0);
        ck_assert(file_exists(name));
        ck_assert_int_eq(left_over(), 0);
    }
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    take(_i ? "t" : "f", true);
}
END_TEST

START_TEST(a_change_is_seen_and_made_good)
{
    shell("mkdir t; echo 1 > t/a; echo 1 > f; cp -r t t2; cp f f2");
    const char *tree = take("t", true);
    const char *file = take("f", true);
    shell(arena_print(arena, "chmod u+w %s && echo x >> %s", path_of(file),
                      path_of(file)));
    shell(arena_print(arena, "chmod u+w %s/a && echo x >> %s/a", path_of(tree),
                      path_of(tree)));
    ck_assert_ptr_null(object_path(home, arena, file, &why));
    ck_assert_msg(strstr(why, "was changed by somebody") != NULL, "%s", why);
    ck_assert(!object_verify(home, file, &why));
    ck_assert(!object_verify(home, tree, &why));
    ck_assert_str_eq(take("f2", true), file);
    ck_assert_str_eq(take("t2", true), tree);
    ck_assert(object_verify(home, file, &why));
    ck_assert(object_verify(home, tree, &why));
    ck_assert_int_eq(left_over(), 0);
}
END_TEST

START_TEST(a_touch_alone_is_forgiven)
{
    shell("echo 1 > f");
    const char *file = take("f", true);
    const char *path = path_of(file);
    shell(arena_print(arena, "touch %s; chmod 644 %s", path, path));
    ck_assert_str_eq(path_of(file), path);
    struct stat status;
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_int_eq(status.st_mode & 07777, 0444);
    ck_assert_int_eq(status.st_mtime, 1);
}
END_TEST

START_TEST(what_is_gone_is_told)
{
    const char *uri = object_take_bytes(home, arena, "x", 1, &why);
    ck_assert_int_eq(unlink(path_of(uri)), 0);
    ck_assert_ptr_null(object_path(home, arena, uri, &why));
    ck_assert_ptr_nonnull(strstr(why, "is not there any more"));
    ck_assert(!object_copy(home, uri, stored_path("y"), &why));
    ck_assert(!object_verify(home, uri, &why));
    ck_assert_str_eq(object_take_bytes(home, arena, "x", 1, &why), uri);
    path_of(uri);
}
END_TEST

#define HEX "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85"

static const char *const foreign[] = {
    "",
    "flw://",
    "flw://sha256/",
    "flw://sha256/" HEX,
    "flw://sha256/" HEX "55",
    "flw://sha256/" HEX "G",
    "flw://sha256/../" HEX "5",
    "flw://other/" HEX "5",
    "s3://sha256/" HEX "5",
};

START_TEST(other_uris_are_not_ours)
{
    ck_assert(object_is("flw://sha256/" HEX "5"));
    ck_assert(object_is("flw://tree/" HEX "5"));
    ck_assert(!object_is(foreign[_i]));
    ck_assert_ptr_null(object_path(home, arena, foreign[_i], &why));
    ck_assert(!object_copy(home, foreign[_i], stored_path("x"), &why));
    ck_assert(!object_verify(home, foreign[_i], &why));
}
END_TEST

/* Full, in the way a process can have it for itself: files end at 64 KiB. */
START_TEST(a_full_disk_leaves_nothing_behind)
{
    shell(
        "mkdir t; head -c 10 /dev/zero > t/a; head -c 100000 /dev/zero > t/b");
    struct rlimit limit = {65536, 65536};
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ck_assert_ptr_null(object_take(home, arena, stored_path("t"), false, &why));
    ck_assert_msg(strstr(why, "File too large") != NULL, "%s", why);
    ck_assert_ptr_null(
        object_take(home, arena, stored_path("t/b"), false, &why));
    char *many = arena_alloc(arena, 100000);
    ck_assert_ptr_null(object_take_bytes(home, arena, many, 100000, &why));
    ck_assert_int_eq(left_over(), 0);
    ck_assert_int_eq(stored_count(stored_path("home/objects/tree")), 0);
    ck_assert_int_eq(stored_count(stored_path("home/objects/sha256")), 0);
    take("t/a", false);
}
END_TEST

START_TEST(too_few_descriptors_are_a_reason)
{
    shell(
        "p=x; for i in $(seq 30); do p=$p/d; done; mkdir -p $p; echo 1 > $p/f");
    struct rlimit limit = {24, 24};
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
    ck_assert_ptr_null(object_take(home, arena, stored_path("x"), true, &why));
    ck_assert_msg(strstr(why, "Too many open files") != NULL, "%s", why);
    ck_assert(file_exists(stored_path("x/d/d")));
}
END_TEST

/* Many at once: one object, nothing else. */
START_TEST(the_first_wins_and_the_others_agree)
{
    enum { PROCESSES = 16 };
    for (int i = 0; i < PROCESSES; i++)
        shell(arena_print(arena, "mkdir t%d; seq 20000 > t%d/f", i, i));
    for (int i = 0; i < PROCESSES; i++)
        if (fork() == 0) {
            const char *name = arena_print(arena, "t%d", i);
            Home *own = stored_open();
            const char *uri =
                object_take(own, arena, stored_path(name), i % 2, &why);
            _exit(uri && object_verify(own, uri, &why) ? 0 : 1);
        }
    for (int i = 0; i < PROCESSES; i++) {
        int status;
        wait(&status);
        ck_assert_int_eq(status, 0);
    }
    ck_assert_int_eq(stored_count(stored_path("home/objects/tree")), 2);
    ck_assert_int_eq(left_over(), 0);
}
END_TEST

START_TEST(what_the_dead_left_half_made_is_swept)
{
    shell("mkdir -p home/objects/tmp/999999999-7-0/sub;"
          "touch home/objects/tmp/999999999-7-0/sub/x;"
          "chmod -R a-w home/objects/tmp/999999999-7-0");
    shell(arena_print(arena, "touch home/objects/tmp/%ld-1-0", (long)getpid()));
    stored_close(home);
    home = stored_open();
    ck_assert_int_eq(left_over(), 0);
}
END_TEST

Suite *objects_suite(void)
{
    Suite *suite = suite_create("objects");
    TCase *tcase = tcase_create("objects");
    tcase_set_timeout(tcase, 300);
    tcase_add_checked_fixture(tcase, start, stop);
    int trees = sizeof(tree_cases) / sizeof(*tree_cases);
    int refused = sizeof(refused_cases) / sizeof(*refused_cases);
    int uris = sizeof(foreign) / sizeof(*foreign);
    tcase_add_test(tcase, a_file_is_known_by_its_digest);
    tcase_add_test(tcase, a_big_file_is_taken_whole);
    tcase_add_test(tcase, bytes_may_be_none);
    tcase_add_loop_test(tcase, a_tree_is_its_names_kinds_and_contents, 0,
                        trees);
    tcase_add_test(tcase, a_copy_of_a_tree_is_ours_to_write);
    tcase_add_loop_test(tcase, what_is_no_plain_file_is_refused_and_left, 0,
                        2 * refused);
    tcase_add_test(tcase, a_link_on_the_way_is_refused_below_the_home);
    tcase_add_test(tcase, a_second_name_does_not_reach_the_object);
    tcase_add_loop_test(tcase, what_changes_meanwhile_is_refused, 0, 2);
    tcase_add_test(tcase, a_change_is_seen_and_made_good);
    tcase_add_test(tcase, a_touch_alone_is_forgiven);
    tcase_add_test(tcase, what_is_gone_is_told);
    tcase_add_loop_test(tcase, other_uris_are_not_ours, 0, uris);
    tcase_add_test(tcase, a_full_disk_leaves_nothing_behind);
    tcase_add_test(tcase, too_few_descriptors_are_a_reason);
    tcase_add_test(tcase, the_first_wins_and_the_others_agree);
    tcase_add_test(tcase, what_the_dead_left_half_made_is_swept);
    suite_add_tcase(suite, tcase);
    return suite;
}
