/* test_layout.c - where lines break, and what of a text is shown. */
#include <string.h>

#include "spec/layout.h"
#include "spec/quoted.h"
#include "tests/unit/suites.h"

static Arena arena;
static Buf out;
static Layout line;

static void set_up(void)
{
    arena = (Arena){0};
    out = (Buf){.arena = &arena};
    line = (Layout){.out = &out, .text = {.arena = &arena}};
}

static void tear_down(void)
{
    arena_release(&arena);
}

static void add_items(char bracket, int count, const char *text)
{
    layout_open(&line, bracket);
    for (int i = 0; i < count; i++) {
        layout_item(&line);
        layout_words(&line, text);
    }
    layout_close(&line);
}

START_TEST(what_fits_stays_on_one_line)
{
    layout_words(&line, "f");
    add_items('(', 2, "x: int");
    layout_words(&line, " with ");
    add_items('{', 1, "cpu: 1");
    add_items('[', 0, "");
    add_items('{', 0, "");
    layout_end(&line);
    ck_assert_str_eq(buf_string(&out),
                     "f(x: int, x: int) with { cpu: 1 }[]{}\n");
}
END_TEST

START_TEST(what_does_not_fit_has_an_item_on_each_line)
{
    line.indent = 2;
    layout_words(&line, "f");
    add_items('(', 3, "twenty-six columns of text");
    layout_end(&line);
    ck_assert_str_eq(buf_string(&out), "  f(\n"
                                       "    twenty-six columns of text,\n"
                                       "    twenty-six columns of text,\n"
                                       "    twenty-six columns of text,\n"
                                       "  )\n");
}
END_TEST

/* Columns of the line, and how many lines it takes. */
static const int edges[][2] = {{80, 1}, {81, 3}};

START_TEST(a_line_is_as_wide_as_it_may_be)
{
    layout_open(&line, '(');
    layout_item(&line);
    for (int i = 2; i < edges[_i][0]; i++)
        layout_words(&line, "x");
    layout_close(&line);
    layout_end(&line);
    int lines = 0;
    for (const char *at = buf_string(&out); *at; at++)
        lines += *at == '\n';
    ck_assert_int_eq(lines, edges[_i][1]);
}
END_TEST

START_TEST(only_the_outer_bracket_breaks_when_that_is_enough)
{
    layout_open(&line, '[');
    for (int i = 0; i < 3; i++) {
        layout_item(&line);
        add_items('(', 2, "fourteen signs");
    }
    layout_close(&line);
    layout_end(&line);
    ck_assert_str_eq(buf_string(&out), "[\n"
                                       "  (fourteen signs, fourteen signs),\n"
                                       "  (fourteen signs, fourteen signs),\n"
                                       "  (fourteen signs, fourteen signs),\n"
                                       "]\n");
}
END_TEST

START_TEST(a_filled_bracket_takes_what_fits_on_each_line)
{
    layout_open_filled(&line, '[');
    for (int i = 0; i < 5; i++) {
        layout_item(&line);
        layout_words(&line, "twenty columns, or so");
    }
    layout_close(&line);
    layout_end(&line);
    ck_assert_str_eq(
        buf_string(&out),
        "[\n"
        "  twenty columns, or so, twenty columns, or so, twenty columns, or "
        "so,\n"
        "  twenty columns, or so, twenty columns, or so,\n"
        "]\n");
}
END_TEST

START_TEST(a_new_line_breaks_all_that_is_open)
{
    layout_open(&line, '(');
    layout_item(&line);
    layout_open(&line, '[');
    layout_item(&line);
    layout_words(&line, "a");
    layout_break(&line);
    layout_words(&line, "b");
    layout_close(&line);
    layout_close(&line);
    layout_end(&line);
    ck_assert_str_eq(buf_string(&out), "(\n  [\n    a\n    b,\n  ],\n)\n");
}
END_TEST

START_TEST(what_is_taken_back_leaves_no_trace)
{
    layout_words(&line, "f");
    LayoutMark mark = layout_mark(&line);
    layout_words(&line, " with ");
    layout_open(&line, '{');
    ck_assert(layout_is_empty(&line));
    layout_return(&line, mark);
    layout_words(&line, "()");
    layout_end(&line);
    ck_assert_str_eq(buf_string(&out), "f()\n");
}
END_TEST

typedef struct Quoting {
    const char *text;
    const char *shown;
} Quoting;

static const Quoting quotings[] = {
    {"", "\"\""},
    {"plain", "\"plain\""},
    {"a\"b\\c\td\n", "\"a\\\"b\\\\c\\td\\n\""},
    {"{{.input}}", "r\"{{.input}}\""},
    {"{\"a\": 1}", "\"{{\\\"a\\\": 1}}\""},
    {"\x1b[31m\x7f", "\"\\u{1b}[31m\\u{7f}\""},
    {"\xc2\x9b", "\"\\u{9b}\""},
    {"a\xe2\x80\xae"
     "b",
     "\"a\\u{202e}b\""},
    {"a\xe2\x80\x8b\xef\xbb\xbf", "\"a\\u{200b}\\u{feff}\""},
    {"\xe2\x80\xa8", "\"\\u{2028}\""},
    {"gr\xc3\xbc\xc3\x9f", "\"gr\xc3\xbc\xc3\x9f\""},
    {"bad \xff", "\"bad \xef\xbf\xbd\""},
};

START_TEST(a_text_is_shown_as_flw_writes_it)
{
    const Quoting *one = &quotings[_i];
    quoted_add(&out, one->text, strlen(one->text));
    ck_assert_str_eq(buf_string(&out), one->shown);
}
END_TEST

START_TEST(a_text_of_several_lines_is_a_block)
{
    layout_open(&line, '{');
    layout_item(&line);
    layout_block(&line, "a\n  b");
    layout_close(&line);
    layout_end(&line);
    ck_assert_str_eq(buf_string(&out), "{\n  r\"\"\"\n  a\n    b\"\"\",\n}\n");
}
END_TEST

START_TEST(a_block_that_could_hide_something_is_quoted)
{
    layout_block(&line, "a\n\x1b[2K");
    layout_words(&line, " ");
    layout_block(&line, "a\n\"\"\"");
    layout_end(&line);
    ck_assert_str_eq(buf_string(&out),
                     "\"a\\n\\u{1b}[2K\" \"a\\n\\\"\\\"\\\"\"\n");
}
END_TEST

Suite *layout_suite(void)
{
    Suite *suite = suite_create("layout");
    TCase *tests = tcase_create("layout");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, what_fits_stays_on_one_line);
    tcase_add_test(tests, what_does_not_fit_has_an_item_on_each_line);
    tcase_add_loop_test(tests, a_line_is_as_wide_as_it_may_be, 0,
                        (int)(sizeof edges / sizeof *edges));
    tcase_add_test(tests, only_the_outer_bracket_breaks_when_that_is_enough);
    tcase_add_test(tests, a_filled_bracket_takes_what_fits_on_each_line);
    tcase_add_test(tests, a_new_line_breaks_all_that_is_open);
    tcase_add_test(tests, what_is_taken_back_leaves_no_trace);
    tcase_add_loop_test(tests, a_text_is_shown_as_flw_writes_it, 0,
                        (int)(sizeof quotings / sizeof *quotings));
    tcase_add_test(tests, a_text_of_several_lines_is_a_block);
    tcase_add_test(tests, a_block_that_could_hide_something_is_quoted);
    suite_add_tcase(suite, tests);
    return suite;
}
