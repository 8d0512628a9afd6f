#include "tests/unit/suites.h"
#include "typesys/node_id.h"

typedef struct IdCase {
    const char *name;
    const char *id;
} IdCase;

#define TEN   "abcdefghij"
#define SIXTY TEN TEN TEN TEN TEN TEN

static const IdCase ids[] = {
    {"fetch_trips", "fetch-trips"},
    {"a", "a"},
    {"_a_", "a"},
    {"__a__b__", "a--b"},
    {"x1", "x1"},
    {"_", "n"},
    {SIXTY "klm", SIXTY "klm"},
    {SIXTY "klmn", SIXTY "klm"},
    {SIXTY "kl_n", SIXTY "kl"}, /* trimmed after the cut as well */
    {"_" SIXTY "klmn", SIXTY "klm"},
};

START_TEST(a_name_becomes_an_id)
{
    Arena arena = {0};
    SymTable syms;
    sym_table_init(&syms, &arena);
    const Sym *id = node_id(&syms, sym_of(&syms, ids[_i].name));
    ck_assert_str_eq(id->text, ids[_i].id);
    ck_assert_uint_le(id->len, NODE_ID_MAX);
    arena_release(&arena);
}
END_TEST

START_TEST(two_ids_are_flytes_own)
{
    Arena arena = {0};
    SymTable syms;
    sym_table_init(&syms, &arena);
    ck_assert(node_id_is_taken(sym_of(&syms, "start-node")));
    ck_assert(node_id_is_taken(sym_of(&syms, "end-node")));
    ck_assert(!node_id_is_taken(sym_of(&syms, "end")));
    arena_release(&arena);
}
END_TEST

Suite *node_id_suite(void)
{
    Suite *suite = suite_create("node_id");
    TCase *tcase = tcase_create("node_id");
    tcase_add_loop_test(tcase, a_name_becomes_an_id, 0,
                        sizeof(ids) / sizeof(*ids));
    tcase_add_test(tcase, two_ids_are_flytes_own);
    suite_add_tcase(suite, tcase);
    return suite;
}
