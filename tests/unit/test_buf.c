#include <string.h>

#include "base/buf.h"
#include "tests/unit/suites.h"

static Arena arena;

static void stop(void)
{
    arena_release(&arena);
}

START_TEST(an_empty_buf_is_an_empty_string)
{
    Buf buf = {.arena = &arena};
    ck_assert_str_eq(buf_string(&buf), "");
    buf_add(&buf, NULL, 0);
    buf_fill(&buf, 'x', 0);
    ck_assert_str_eq(buf_string(&buf), "");
}
END_TEST

START_TEST(parts_come_out_in_order)
{
    Buf buf = {.arena = &arena};
    buf_text(&buf, "ab");
    buf_char(&buf, 'c');
    buf_add(&buf, "defgh", 3);
    buf_fill(&buf, '-', 3);
    buf_print(&buf, "%d%%", 12);
    ck_assert_str_eq(buf_string(&buf), "abcdef---12%");
    ck_assert_uint_eq(buf.len, strlen(buf.at));
}
END_TEST

START_TEST(every_length_leaves_room_for_the_nul)
{
    for (size_t len = 0; len < 300; len++) {
        Buf buf = {.arena = &arena};
        buf_fill(&buf, 'a', len);
        buf_print(&buf, "%s", "b");
        ck_assert_uint_eq(strlen(buf_string(&buf)), len + 1);
        ck_assert_uint_lt(buf.len, buf.cap);
    }
}
END_TEST

START_TEST(nuls_inside_are_kept)
{
    Buf buf = {.arena = &arena};
    buf_add(&buf, "a\0b", 3);
    buf_char(&buf, '\0');
    ck_assert_uint_eq(buf.len, 4);
    ck_assert_mem_eq(buf.at, "a\0b\0", 5);
}
END_TEST

START_TEST(a_million_characters_cost_a_few_megabytes)
{
    Buf buf = {.arena = &arena};
    for (int i = 0; i < 1000000; i++)
        buf_char(&buf, 'x');
    ck_assert_uint_eq(buf.len, 1000000);
    ck_assert_uint_lt(arena.total, 8 << 20);
}
END_TEST

Suite *buf_suite(void)
{
    Suite *suite = suite_create("buf");
    TCase *tcase = tcase_create("buf");
    tcase_add_checked_fixture(tcase, NULL, stop);
    tcase_add_test(tcase, an_empty_buf_is_an_empty_string);
    tcase_add_test(tcase, parts_come_out_in_order);
    tcase_add_test(tcase, every_length_leaves_room_for_the_nul);
    tcase_add_test(tcase, nuls_inside_are_kept);
    tcase_add_test(tcase, a_million_characters_cost_a_few_megabytes);
    suite_add_tcase(suite, tcase);
    return suite;
}
