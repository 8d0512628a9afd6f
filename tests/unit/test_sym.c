#include <stdio.h>
#include <string.h>

#include "base/sym.h"
#include "tests/unit/suites.h"

static Arena arena;
static SymTable table;

static void start(void)
{
    sym_table_init(&table, &arena);
}

static void stop(void)
{
    arena_release(&arena);
}

START_TEST(equal_names_are_one_pointer)
{
    const char text[] = "align-align";
    const Sym *name = sym_intern(&table, text, 5);
    ck_assert_ptr_eq(name, sym_intern(&table, text + 6, 5));
    ck_assert_ptr_eq(name, sym_of(&table, "align"));
    ck_assert_str_eq(name->text, "align");
    ck_assert_uint_eq(name->len, 5);
    ck_assert_uint_eq(table.len, 1);
}
END_TEST

START_TEST(other_names_are_other_pointers)
{
    ck_assert_ptr_ne(sym_of(&table, "a"), sym_of(&table, "A"));
    ck_assert_ptr_ne(sym_of(&table, "a"), sym_of(&table, "aa"));
    ck_assert_ptr_ne(sym_of(&table, ""), sym_of(&table, " "));
    ck_assert_ptr_ne(sym_intern(&table, "a\0b", 3), sym_of(&table, "a"));
}
END_TEST

START_TEST(names_survive_the_growth_of_the_table)
{
    enum { COUNT = 20000 };
    static const Sym *names[COUNT];
    char text[32];
    for (int i = 0; i < COUNT; i++) {
        snprintf(text, sizeof(text), "name%d", i);
        names[i] = sym_of(&table, text);
    }
    ck_assert_uint_eq(table.len, COUNT);
    ck_assert_uint_gt(table.cap, COUNT);
    for (int i = 0; i < COUNT; i++) {
        snprintf(text, sizeof(text), "name%d", i);
        ck_assert_ptr_eq(names[i], sym_of(&table, text));
        ck_assert_str_eq(names[i]->text, text);
    }
}
END_TEST

Suite *sym_suite(void)
{
    Suite *suite = suite_create("sym");
    TCase *tcase = tcase_create("sym");
    tcase_add_checked_fixture(tcase, start, stop);
    tcase_add_test(tcase, equal_names_are_one_pointer);
    tcase_add_test(tcase, other_names_are_other_pointers);
    tcase_add_test(tcase, names_survive_the_growth_of_the_table);
    suite_add_tcase(suite, tcase);
    return suite;
}
