#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "runtime/process/redact.h"
#include "tests/unit/suites.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static Arena arena;

static void stop(void)
{
    arena_release(&arena);
}

/* The text in chunks of `size` bytes. */
static const char *redacted(const char *const *secrets, const char *text,
                            size_t size)
{
    Redactor *redactor = redactor_new(&arena, secrets);
    Buf out = {.arena = &arena};
    size_t len = strlen(text);
    for (size_t at = 0; at < len; at += size)
        redact(redactor, text + at, len - at < size ? len - at : size, false,
               &out);
    redact(redactor, "", 0, true, &out);
    return buf_string(&out);
}

static const struct {
    const char *secrets[3], *text, *wanted;
} rows[] = {
    {{"hunter2"}, "hunter2", "***"},
    {{"hunter2"}, "a hunter2 b hunter2", "a *** b ***"},
    {{"hunter2"}, "hunter2hunter2", "******"},
    {{"hunter2"}, "hunter", "hunter"},
    {{"hunter2"}, "hunterhunter2", "hunter***"},
    {{"hunter2"}, "HUNTER2", "HUNTER2"},
    {{"aab"}, "aaab", "a***"},
    {{"abab"}, "ababab", "***"}, /* overlap themselves */
    {{"abcd", "cdef"}, "xabcdefx", "x***x"},
    {{"abcd", "bc"}, "abcd", "***"},
    {{"ab", "abcd"}, "abcd", "***"},
    {{"ab", "abcd"}, "abce", "***ce"},
    {{"ab", "abcd"}, "abc", "***c"},
    {{""}, "text", "text"},
    {{"", "x"}, "text", "te***t"},
    {{"pass\n"}, "pass", "***"},
    {{"pass\r\n"}, "a pass\n", "a ***\n"},
    {{"first line\nsecond line"}, "second line", "***"},
    {{"first line\nsecond line"}, "first line\nsecond line!", "***!"},
    {{"first\nsecond line"}, "first second line", "first ***"},
    {{"a b/c?"}, "x=a%20b%2Fc%3F&y", "x=***&y"},
    {{"a b/c?"}, "x=a%20b%2fc%3f&y", "x=***&y"},
    {{"a b/c?"}, "/a%20b/c%3F", "/***"},
    {{"p\xC3\xA4ss"}, "p%C3%A4ss", "***"},
    {{"hunter2"}, "68756e74657232", "***"},
    {{"hunter2+"}, "68756E746572322B", "***"},
    /* base64 of "hunter2", of "xhunter2", of "xyhunter2" */
    {{"hunter2"}, "aHVudGVyMg==", "***g=="},
    {{"hunter2"}, "eGh1bnRlcjI=", "eG***I="},
    {{"hunter2"}, "eHlodW50ZXIy", "eHl***"},
    /* of ">>>???", which only one alphabet writes so */
    {{">>>???"}, "Pj4+Pz8/", "***"},
    {{">>>???"}, "Pj4-Pz8_", "***"},
};

START_TEST(secrets_are_taken_out)
{
    size_t len = strlen(rows[_i].text);
    for (size_t size = 1; size <= len; size++)
        ck_assert_str_eq(redacted(rows[_i].secrets, rows[_i].text, size),
                         rows[_i].wanted);
}
END_TEST

START_TEST(what_is_not_secret_comes_at_once)
{
    Redactor *redactor = redactor_new(&arena, WORDS("hunter2"));
    Buf out = {.arena = &arena};
    redact(redactor, "progress 10%hun", 15, false, &out);
    ck_assert_str_eq(out.at, "progress 10%");
    redact(redactor, "dred", 4, false, &out);
    ck_assert_str_eq(out.at, "progress 10%hundred");
}
END_TEST

START_TEST(bytes_of_any_kind_pass)
{
    char bytes[256];
    for (int i = 0; i < 256; i++)
        bytes[i] = (char)i;
    Redactor *redactor = redactor_new(&arena, WORDS("hunter2"));
    Buf out = {.arena = &arena};
    redact(redactor, bytes, sizeof bytes, true, &out);
    ck_assert_uint_eq(out.len, sizeof bytes);
    ck_assert_mem_eq(out.at, bytes, sizeof bytes);
}
END_TEST

/* As the machine's own base64 writes it, at every alignment and length. */
START_TEST(base64_around_a_secret_is_taken_out)
{
    for (int before = 0; before < 4; before++)
        for (int after = 0; after < 4; after++) {
            char *command =
                arena_print(&arena, "printf '%.*sZ7k/+QqwXy~%.*s' | base64 -w0",
                            before, "???", after, "!!!");
            FILE *pipe = popen(command, "r");
            char text[100] = "";
            ck_assert_ptr_nonnull(fgets(text, sizeof text, pipe));
            pclose(pipe);
            const char *found = redacted(WORDS("Z7k/+QqwXy~"), text, 5);
            ck_assert_msg(strstr(found, "***"), "%s", found);
            /* Only characters that hold bits of others are left. */
            ck_assert_msg(strlen(found) <= strlen(text) - 14 + 3, "%s: %s",
                          text, found);
        }
}
END_TEST

Suite *redact_suite(void)
{
    Suite *suite = suite_create("redact");
    TCase *tests = tcase_create("redact");
    tcase_add_checked_fixture(tests, NULL, stop);
    tcase_set_timeout(tests, 300);
    tcase_add_loop_test(tests, secrets_are_taken_out, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_test(tests, what_is_not_secret_comes_at_once);
    tcase_add_test(tests, bytes_of_any_kind_pass);
    tcase_add_test(tests, base64_around_a_secret_is_taken_out);
    suite_add_tcase(suite, tests);
    return suite;
}
