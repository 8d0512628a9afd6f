#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "tests/unit/suites.h"

static const size_t sizes[] = {0,    1,     7,     8,       9,      100,
                               4096, 16384, 65536, 1 << 20, 5 << 20};

static bool all_zero(const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i])
            return false;
    return true;
}

START_TEST(memory_is_zeroed_aligned_and_apart)
{
    Arena arena = {0};
    size_t size = sizes[_i];
    unsigned char *first = arena_alloc(&arena, size);
    unsigned char *second = arena_alloc(&arena, size);
    ck_assert_uint_eq((uintptr_t)first % 8, 0);
    ck_assert_uint_eq((uintptr_t)second % 8, 0);
    ck_assert_ptr_ne(first, second);
    ck_assert(all_zero(first, size));
    memset(first, 0xFF, size);
    ck_assert(all_zero(second, size));
    arena_release(&arena);
}
END_TEST

START_TEST(a_big_piece_leaves_the_block_in_use)
{
    Arena arena = {0};
    char *first = arena_alloc(&arena, 8);
    arena_alloc(&arena, 4 << 20);
    char *second = arena_alloc(&arena, 8);
    ck_assert_ptr_eq(second, first + 8);
    arena_release(&arena);
}
END_TEST

START_TEST(blocks_grow_so_that_there_are_few)
{
    Arena arena = {0};
    for (int i = 0; i < 1 << 17; i++)
        arena_alloc(&arena, 64);
    ck_assert_uint_lt(arena.total, 11 << 20);
    ck_assert_uint_ge(arena.total, 8 << 20);
    arena_release(&arena);
    ck_assert_uint_eq(arena.total, 0);
    ck_assert_ptr_null(arena.block);
}
END_TEST

START_TEST(a_released_arena_can_be_used_again)
{
    Arena arena = {0};
    arena_alloc(&arena, 100);
    arena_release(&arena);
    ck_assert_str_eq(arena_copy(&arena, "again", 5), "again");
    arena_release(&arena);
}
END_TEST

START_TEST(a_reset_arena_gives_zeroed_memory_of_the_same_block)
{
    Arena arena = {0};
    arena_reset(&arena);
    for (int i = 0; i < 1 << 12; i++)
        memset(arena_alloc(&arena, 64), 0xFF, 64);
    size_t before = arena.total;
    arena_reset(&arena);
    ck_assert_uint_lt(arena.total, before);
    before = arena.total;
    for (int i = 0; i < 1 << 9; i++)
        ck_assert(all_zero(arena_alloc(&arena, 64), 64));
    ck_assert_uint_eq(arena.total, before);
    arena_release(&arena);
}
END_TEST

/* All of it is given again, zeroed, before the system is asked for more. */
START_TEST(dead_memory_is_given_again)
{
    enum { BIG = 1 << 20 };
    Arena arena = {0};
    char *dead = arena_alloc(&arena, BIG);
    memset(dead, 0xFF, BIG);
    size_t before = arena.total;
    arena_reuse(&arena, dead, BIG);
    ck_assert_ptr_eq(arena_alloc(&arena, BIG / 2), dead);
    size_t again = 0;
    for (; arena.total == before; again += 64) {
        char *at = arena_alloc(&arena, 64);
        ck_assert(all_zero((unsigned char *)at, 64));
        memset(at, 0xFF, 64);
    }
    ck_assert_uint_ge(again, BIG / 2);
    arena_reset(&arena);
    for (int i = 0; i < 1 << 12; i++)
        ck_assert(all_zero(arena_alloc(&arena, 64), 64));
    arena_release(&arena);
}
END_TEST

START_TEST(the_newest_grows_in_its_place)
{
    Arena arena = {0};
    char *text = arena_copy(&arena, "abcdef", 6);
    ck_assert_ptr_eq(arena_grow(&arena, text, 7, 100), text);
    char *next = arena_alloc(&arena, 8);
    ck_assert_ptr_eq(next, text + 104);
    char *moved = arena_grow(&arena, text, 100, 1 << 20);
    ck_assert_ptr_ne(moved, text);
    ck_assert_str_eq(moved, "abcdef");
    ck_assert(all_zero((unsigned char *)moved + 7, (1 << 20) - 7));
    arena_release(&arena);
}
END_TEST

START_TEST(texts_are_copied_and_printed_whole)
{
    Arena arena = {0};
    ck_assert_str_eq(arena_copy(&arena, "abcdef", 3), "abc");
    ck_assert_str_eq(arena_copy(&arena, NULL, 0), "");
    ck_assert_str_eq(arena_print(&arena, "%s-%d", "x", 42), "x-42");
    char *wide = arena_print(&arena, "%200000d", 7);
    ck_assert_uint_eq(strlen(wide), 200000);
    arena_release(&arena);
}
END_TEST

START_TEST(a_size_that_overflows_ends_the_process)
{
    Arena arena = {0};
    arena_alloc_array(&arena, SIZE_MAX / 4, 8);
}
END_TEST

START_TEST(more_than_there_is_ends_the_process)
{
    Arena arena = {0};
    arena_alloc(&arena, SIZE_MAX - 3);
}
END_TEST

Suite *arena_suite(void)
{
    Suite *suite = suite_create("arena");
    TCase *tcase = tcase_create("arena");
    int count = sizeof(sizes) / sizeof(*sizes);
    tcase_add_loop_test(tcase, memory_is_zeroed_aligned_and_apart, 0, count);
    tcase_add_test(tcase, a_big_piece_leaves_the_block_in_use);
    tcase_add_test(tcase, blocks_grow_so_that_there_are_few);
    tcase_add_test(tcase, a_released_arena_can_be_used_again);
    tcase_add_test(tcase, a_reset_arena_gives_zeroed_memory_of_the_same_block);
    tcase_add_test(tcase, dead_memory_is_given_again);
    tcase_add_test(tcase, the_newest_grows_in_its_place);
    tcase_add_test(tcase, texts_are_copied_and_printed_whole);
    tcase_add_exit_test(tcase, a_size_that_overflows_ends_the_process, 2);
    tcase_add_exit_test(tcase, more_than_there_is_ends_the_process, 2);
    suite_add_tcase(suite, tcase);
    return suite;
}
