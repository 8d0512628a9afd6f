#define _XOPEN_SOURCE 700 /* mkdtemp, symlink */

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "runtime/process/log_tail.h"
#include "tests/unit/suites.h"

static Arena arena;
static char folder[] = "/tmp/flw-tail-XXXXXX";
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

static void put(const char *text, size_t len)
{
    ck_assert(file_write(&arena, in("log"), (FileText){text, len}, &why));
}

#define BAD "\xEF\xBF\xBD"

static const struct {
    const char *text;
    unsigned lines;
    const char *wanted;
} rows[] = {
    {"", 5, ""},
    {"a", 5, "a"},
    {"a\n", 5, "a"},
    {"a\nb\n", 5, "a\nb"},
    {"a\nb\nc\n", 2, "b\nc"},
    {"a\nb\nc", 2, "b\nc"},
    {"a\nb\nc\n", 1, "c"},
    {"a\nb\nc\n", 0, ""},
    {"a\n\n\n", 2, "\n"},
    {"\n", 5, ""},
    {"a\r\nb\r\n", 5, "a\nb"},
    {" 10%\r 20%\r 30%\nend\n", 5, " 30%\nend"},
    {"\x1b[31mred\x1b[0m\n", 5, BAD "[31mred" BAD "[0m"},
    {"\x1b]0;title\x07x\n", 5, BAD "]0;title" BAD "x"},
    {"\xC2\x9B"
     "2J\n",
     5, BAD "2J"},
    {"\xE2\x80\xAE"
     "evil\n",
     5, BAD "evil"},
    {"a\xFF"
     "b\n",
     5, "a" BAD "b"},
    {"\tx\n", 5, "    x"},
    {"\xC3\xA9\xE4\xB8\xAD\n", 5, "\xC3\xA9\xE4\xB8\xAD"},
};

START_TEST(the_last_lines_are_shown)
{
    put(rows[_i].text, strlen(rows[_i].text));
    ck_assert_str_eq(log_tail(&arena, in("log"), rows[_i].lines),
                     rows[_i].wanted);
}
END_TEST

START_TEST(a_long_log_is_read_from_its_end)
{
    size_t len = (size_t)3 << 20;
    char *text = arena_alloc(&arena, len);
    memset(text, 'x', len);
    memcpy(text + len - 5, "\nend\n", 5);
    put(text, len);
    ck_assert_str_eq(log_tail(&arena, in("log"), 1), "end");
    ck_assert_uint_eq(strlen(log_tail(&arena, in("log"), 9)), (64 << 10) - 1);
}
END_TEST

START_TEST(what_is_no_file_is_not_read)
{
    ck_assert_str_eq(log_tail(&arena, in("none"), 5), "");
    ck_assert_str_eq(log_tail(&arena, folder, 5), "");
    ck_assert_int_eq(mkfifo(in("pipe"), 0600), 0);
    ck_assert_str_eq(log_tail(&arena, in("pipe"), 5), "");
    put("secret", 6);
    ck_assert_int_eq(symlink(in("log"), in("link")), 0);
    ck_assert_str_eq(log_tail(&arena, in("link"), 5), "");
}
END_TEST

Suite *log_tail_suite(void)
{
    Suite *suite = suite_create("log_tail");
    TCase *tests = tcase_create("log_tail");
    tcase_add_checked_fixture(tests, start, stop);
    tcase_add_loop_test(tests, the_last_lines_are_shown, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_test(tests, a_long_log_is_read_from_its_end);
    tcase_add_test(tests, what_is_no_file_is_not_read);
    suite_add_tcase(suite, tests);
    return suite;
}
