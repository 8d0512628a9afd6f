#include "base/map.h"
#include "tests/unit/suites.h"

enum { COUNT = 5000 };

static int keys[COUNT];

START_TEST(an_empty_map_finds_nothing)
{
    Map map = {0};
    ck_assert_ptr_null(map_find(&map, &keys[0]));
    ck_assert_ptr_null(map_find(&map, NULL));
}
END_TEST

START_TEST(every_key_finds_its_own_value)
{
    Arena arena = {0};
    Map map = {0};
    for (int i = 0; i < COUNT; i += 2)
        map_put(&arena, &map, &keys[i], &keys[COUNT - 1 - i]);
    for (int i = 0; i < COUNT; i++) {
        void *wanted = i % 2 ? NULL : &keys[COUNT - 1 - i];
        ck_assert_ptr_eq(map_find(&map, &keys[i]), wanted);
    }
    arena_release(&arena);
}
END_TEST

START_TEST(items_are_in_order_of_insertion)
{
    Arena arena = {0};
    Map map = {0};
    for (int i = COUNT; i-- > 0;)
        map_put(&arena, &map, &keys[i], NULL);
    ck_assert_uint_eq(map.len, COUNT);
    for (int i = 0; i < COUNT; i++)
        ck_assert_ptr_eq(map.items[i].key, &keys[COUNT - 1 - i]);
    arena_release(&arena);
}
END_TEST

START_TEST(a_second_value_takes_the_place_of_the_first)
{
    Arena arena = {0};
    Map map = {0};
    map_put(&arena, &map, &keys[0], &keys[1]);
    map_put(&arena, &map, &keys[0], &keys[2]);
    ck_assert_ptr_eq(map_find(&map, &keys[0]), &keys[2]);
    ck_assert_uint_eq(map.len, 1);
    arena_release(&arena);
}
END_TEST

START_TEST(null_is_a_key_like_any_other)
{
    Arena arena = {0};
    Map map = {0};
    map_put(&arena, &map, NULL, &keys[1]);
    ck_assert_ptr_eq(map_find(&map, NULL), &keys[1]);
    ck_assert_ptr_null(map_find(&map, &keys[0]));
    arena_release(&arena);
}
END_TEST

Suite *map_suite(void)
{
    Suite *suite = suite_create("map");
    TCase *tcase = tcase_create("map");
    tcase_add_test(tcase, an_empty_map_finds_nothing);
    tcase_add_test(tcase, every_key_finds_its_own_value);
    tcase_add_test(tcase, items_are_in_order_of_insertion);
    tcase_add_test(tcase, a_second_value_takes_the_place_of_the_first);
    tcase_add_test(tcase, null_is_a_key_like_any_other);
    suite_add_tcase(suite, tcase);
    return suite;
}
