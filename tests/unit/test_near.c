#include <string.h>

#include "base/near.h"
#include "tests/unit/suites.h"

typedef struct NearCase {
    const char *wanted;
    const char *offers; /* words with a space between */
    const char *best;   /* NULL: none */
} NearCase;

static const NearCase cases[] = {
    {"thread", "threads", "threads"},
    {"algin", "trim align", "align"},   /* neighbours swapped: 1 */
    {"x", "y", "y"},                    /* 1 is always allowed */
    {"ab", "cd", NULL},                 /* 2 of 2 is not */
    {"abcdef", "abcxyf", "abcxyf"},     /* 2 of 6 is */
    {"abcde", "abcxy", NULL},           /* 2 of 5 is not */
    {"Align", "alignx align", "align"}, /* case alone wins outright */
    {"ALIGN_READS", "align_read align_reads", "align_reads"},
    {"count", "counts amount", "counts"}, /* the nearer one */
    {"count", "mount fount", "mount"},    /* a tie: the first */
    {"compare", "append", NULL},
    {"name", "name", NULL}, /* itself is no help */
    {"int", "integer", NULL},
    {"", "a", "a"},
};

static void offer_words(Near *near, SymTable *table, const char *words)
{
    while (*words) {
        size_t len = strcspn(words, " ");
        near_offer(near, sym_intern(table, words, len));
        words += len + (words[len] == ' ');
    }
}

START_TEST(the_name_probably_meant_is_found)
{
    Arena arena = {0};
    SymTable table;
    sym_table_init(&table, &arena);
    Near near = {.wanted = sym_of(&table, cases[_i].wanted)};
    offer_words(&near, &table, cases[_i].offers);
    if (cases[_i].best)
        ck_assert_ptr_eq(near.best, sym_of(&table, cases[_i].best));
    else
        ck_assert_ptr_null(near.best);
    arena_release(&arena);
}
END_TEST

START_TEST(very_long_names_are_near_by_case_alone)
{
    Arena arena = {0};
    SymTable table;
    sym_table_init(&table, &arena);
    char text[1001];
    memset(text, 'a', 1000);
    text[1000] = '\0';
    Near near = {.wanted = sym_of(&table, text)};
    text[0] = 'b';
    near_offer(&near, sym_of(&table, text));
    ck_assert_ptr_null(near.best);
    text[0] = 'A';
    near_offer(&near, sym_of(&table, text));
    ck_assert_ptr_nonnull(near.best);
    arena_release(&arena);
}
END_TEST

Suite *near_suite(void)
{
    Suite *suite = suite_create("near");
    TCase *tcase = tcase_create("near");
    int count = sizeof(cases) / sizeof(*cases);
    tcase_add_loop_test(tcase, the_name_probably_meant_is_found, 0, count);
    tcase_add_test(tcase, very_long_names_are_near_by_case_alone);
    suite_add_tcase(suite, tcase);
    return suite;
}
