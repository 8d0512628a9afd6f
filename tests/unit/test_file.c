#define _XOPEN_SOURCE 700 /* mkdtemp, mkfifo */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "tests/unit/suites.h"

static Arena arena;
static char folder[] = "/tmp/flw-file-XXXXXX";
static const char *why;

static void start(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void stop(void)
{
    char *command = arena_print(&arena, "rm -rf '%s'", folder);
    ck_assert_int_eq(system(command), 0);
    arena_release(&arena);
}

static const char *in(const char *name)
{
    return arena_print(&arena, "%s/%s", folder, name);
}

static bool write_text(const char *path, const char *text)
{
    return file_write(&arena, path, (FileText){text, strlen(text)}, &why);
}

static mode_t mode_of(const char *path)
{
    struct stat status;
    ck_assert_int_eq(lstat(path, &status), 0);
    return status.st_mode;
}

START_TEST(what_is_written_is_read)
{
    static const char bytes[] = "a\0b\n";
    FileText text = {bytes, 4};
    ck_assert(file_write(&arena, in("x"), text, &why));
    FileText found;
    ck_assert(file_read(&arena, in("x"), 4, &found, &why));
    ck_assert_uint_eq(found.len, 4);
    ck_assert_mem_eq(found.text, bytes, 5);
}
END_TEST

START_TEST(an_empty_file_is_an_empty_text)
{
    ck_assert(write_text(in("x"), ""));
    FileText found;
    ck_assert(file_read(&arena, in("x"), 0, &found, &why));
    ck_assert_uint_eq(found.len, 0);
    ck_assert_str_eq(found.text, "");
}
END_TEST

START_TEST(one_byte_too_many_is_refused)
{
    FileText found;
    ck_assert(write_text(in("x"), "12345"));
    ck_assert(file_read(&arena, in("x"), 5, &found, &why));
    ck_assert(!file_read(&arena, in("x"), 4, &found, &why));
    ck_assert_str_eq(why, "larger than 4 bytes");
    ck_assert_int_eq(truncate(in("x"), (2 << 20) + 1), 0);
    ck_assert(!file_read(&arena, in("x"), 2 << 20, &found, &why));
    ck_assert_str_eq(why, "larger than 2 MiB");
}
END_TEST

START_TEST(what_is_no_regular_file_is_refused_at_once)
{
    FileText found;
    ck_assert(!file_read(&arena, folder, 10, &found, &why));
    ck_assert_str_eq(why, "it is a folder");
    ck_assert_int_eq(mkfifo(in("pipe"), 0600), 0);
    ck_assert(!file_read(&arena, in("pipe"), 10, &found, &why));
    ck_assert_str_eq(why, "it is not a regular file");
    ck_assert(!file_read(&arena, "/dev/zero", 10, &found, &why));
    ck_assert_str_eq(why, "it is not a regular file");
    ck_assert(!file_read(&arena, in("none"), 10, &found, &why));
    ck_assert_str_eq(why, "no such file or directory");
}
END_TEST

START_TEST(a_file_of_unknown_size_is_read_whole)
{
    FileText found;
    ck_assert(file_read(&arena, "/proc/self/status", 1 << 20, &found, &why));
    ck_assert_uint_gt(found.len, 100);
    ck_assert(!file_read(&arena, "/proc/self/status", 10, &found, &why));
}
END_TEST

START_TEST(a_stream_is_read_up_to_the_limit)
{
    enum { SIZE = 300000 };
    char *text = arena_alloc(&arena, SIZE + 1);
    memset(text, 'x', SIZE);
    ck_assert(write_text(in("x"), text));
    int descriptor = open(in("x"), O_RDONLY);
    FileText found;
    ck_assert(file_read_from(&arena, descriptor, SIZE, &found, &why));
    ck_assert_uint_eq(found.len, SIZE);
    ck_assert_str_eq(found.text, text);
    ck_assert_int_eq(lseek(descriptor, 0, SEEK_SET), 0);
    ck_assert(!file_read_from(&arena, descriptor, SIZE - 1, &found, &why));
    close(descriptor);
}
END_TEST

START_TEST(a_new_file_has_the_mode_of_the_umask)
{
    umask(027);
    ck_assert(write_text(in("x"), "1"));
    ck_assert_int_eq(mode_of(in("x")) & 0777, 0640);
}
END_TEST

START_TEST(an_old_file_keeps_its_mode_and_its_link)
{
    ck_assert(write_text(in("x"), "old"));
    ck_assert_int_eq(chmod(in("x"), 0755), 0);
    ck_assert_int_eq(symlink("x", in("link")), 0);
    ck_assert(write_text(in("link"), "new"));
    ck_assert(S_ISLNK(mode_of(in("link"))));
    ck_assert_int_eq(mode_of(in("x")) & 0777, 0755);
    FileText found;
    ck_assert(file_read(&arena, in("x"), 10, &found, &why));
    ck_assert_str_eq(found.text, "new");
}
END_TEST

/* How many names the folder holds. */
static int count_names(void)
{
    char *command = arena_print(&arena, "ls -A '%s' | wc -l", folder);
    FILE *output = popen(command, "r");
    int count = -1;
    ck_assert_int_eq(fscanf(output, "%d", &count), 1);
    pclose(output);
    return count;
}

START_TEST(nothing_is_left_behind)
{
    ck_assert(write_text(in("x"), "1"));
    ck_assert(write_text(in("x"), "2"));
    ck_assert_int_eq(count_names(), 1);
    ck_assert(!write_text(folder, "1"));
    ck_assert_str_eq(why, "it is a folder");
    ck_assert(!write_text(in("none/x"), "1"));
    ck_assert_int_eq(mkfifo(in("pipe"), 0600), 0);
    ck_assert(!write_text(in("pipe"), "1"));
    ck_assert_str_eq(why, "it is not a regular file");
    ck_assert_int_eq(count_names(), 2);
}
END_TEST

START_TEST(folders_are_made_with_those_above)
{
    ck_assert(file_make_folder(&arena, in("a/b//c/"), &why));
    ck_assert(file_exists(in("a/b/c")));
    ck_assert(file_make_folder(&arena, in("a/b/c"), &why));
    ck_assert(file_make_folder(&arena, "/", &why));
    ck_assert(write_text(in("x"), "1"));
    ck_assert(!file_make_folder(&arena, in("x"), &why));
    ck_assert_str_eq(why, "a file is in the way");
    ck_assert(!file_make_folder(&arena, in("x/y"), &why));
    ck_assert(!file_exists(in("none")));
}
END_TEST

Suite *file_suite(void)
{
    Suite *suite = suite_create("file");
    TCase *tcase = tcase_create("file");
    tcase_add_checked_fixture(tcase, start, stop);
    tcase_add_test(tcase, what_is_written_is_read);
    tcase_add_test(tcase, an_empty_file_is_an_empty_text);
    tcase_add_test(tcase, one_byte_too_many_is_refused);
    tcase_add_test(tcase, what_is_no_regular_file_is_refused_at_once);
    tcase_add_test(tcase, a_file_of_unknown_size_is_read_whole);
    tcase_add_test(tcase, a_stream_is_read_up_to_the_limit);
    tcase_add_test(tcase, a_new_file_has_the_mode_of_the_umask);
    tcase_add_test(tcase, an_old_file_keeps_its_mode_and_its_link);
    tcase_add_test(tcase, nothing_is_left_behind);
    tcase_add_test(tcase, folders_are_made_with_those_above);
    suite_add_tcase(suite, tcase);
    return suite;
}
