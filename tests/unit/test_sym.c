#include <stdio.h>
#include <stdlib.h>
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

/* XXH3 gives both the same 32 bits. */
static const struct {
    const char *one, *other;
} twins[] = {
    {"abctxnb", "abczyuv"},
    {"zmmhabc", "nskpabc"},
    {"long_namyopqtext", "long_namdjkztext"},
    {"texzttclong_nam", "texjjsnlong_nam"},
    {"a_long_name_edyjlonger", "a_long_name_xirxlonger"},
};

START_TEST(names_of_one_hash_are_other_pointers)
{
    const Sym *one = sym_of(&table, twins[_i].one);
    const Sym *other = sym_of(&table, twins[_i].other);
    ck_assert_uint_eq(one->hash, other->hash);
    ck_assert_ptr_ne(one, other);
    ck_assert_ptr_eq(one, sym_of(&table, twins[_i].one));
    ck_assert_ptr_eq(other, sym_of(&table, twins[_i].other));
}
END_TEST

/* Nothing before a name, nor behind it, is looked at. */
START_TEST(a_name_of_any_length_is_found_again)
{
    enum { LONGEST = 40 };
    char *text = malloc(LONGEST);
    for (size_t len = 0; len <= LONGEST; len++) {
        memset(text, 'a', LONGEST);
        char *end = text + LONGEST - len;
        const Sym *name = sym_intern(&table, end, len);
        memset(text, 'b', LONGEST - len);
        ck_assert_ptr_eq(name, sym_intern(&table, end, len));
        ck_assert_ptr_eq(name, sym_of(&table, name->text));
    }
    ck_assert_uint_eq(table.len, LONGEST + 1);
    free(text);
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
    tcase_add_loop_test(tcase, names_of_one_hash_are_other_pointers, 0,
                        sizeof(twins) / sizeof(*twins));
    tcase_add_test(tcase, a_name_of_any_length_is_found_again);
    tcase_add_test(tcase, names_survive_the_growth_of_the_table);
    suite_add_tcase(suite, tcase);
    return suite;
}
