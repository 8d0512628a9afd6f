#include "base/vec.h"
#include "tests/unit/suites.h"

START_TEST(items_stay_in_order_while_it_grows)
{
    Arena arena = {0};
    Vec(int) numbers = {0};
    for (int i = 0; i < 1000; i++)
        vec_push(&arena, &numbers, i);
    ck_assert_uint_eq(numbers.len, 1000);
    for (int i = 0; i < 1000; i++)
        ck_assert_int_eq(numbers.at[i], i);
    arena_release(&arena);
}
END_TEST

START_TEST(a_cap_that_cannot_double_ends_the_process)
{
    Arena arena = {0};
    uint32_t cap = 1u << 31;
    vec_grow(&arena, NULL, &cap, 1);
}
END_TEST

Suite *vec_suite(void)
{
    Suite *suite = suite_create("vec");
    TCase *tcase = tcase_create("vec");
    tcase_add_test(tcase, items_stay_in_order_while_it_grows);
    tcase_add_exit_test(tcase, a_cap_that_cannot_double_ends_the_process, 2);
    suite_add_tcase(suite, tcase);
    return suite;
}
