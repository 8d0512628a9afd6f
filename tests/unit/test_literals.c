/* test_literals.c - values found, copied, and their uris changed; faults. */
#include <string.h>

#include "runtime/value/fault.h"
#include "runtime/value/literal.h"
#include "tests/unit/suites.h"
#include "tests/unit/values.h"

static Arena arena;

static void set_up(void)
{
    arena = (Arena){0};
}

static void tear_down(void)
{
    arena_release(&arena);
}

START_TEST(a_map_is_kept_in_order_and_asked_by_name)
{
    IdlLiteralMap *map = literal_map_new(&arena);
    static const char *const names[] = {"m", "a", "z", "b", "m", ""};
    for (int i = 0; i < 6; i++)
        literal_map_put(
            &arena, map, names[i],
            make_literal(&arena, make_scalar(&arena, make_int(&arena, i))));
    ck_assert_uint_eq(map->n_literals, 5);
    for (size_t i = 1; i < map->n_literals; i++)
        ck_assert_int_lt(
            strcmp(map->literals[i - 1]->key, map->literals[i]->key), 0);
    ck_assert_int_eq(literal_find(map, "m")->scalar->primitive->integer, 4);
    ck_assert_int_eq(literal_find(map, "")->scalar->primitive->integer, 5);
    ck_assert_ptr_null(literal_find(map, "c"));
    ck_assert_ptr_null(literal_find(NULL, "c"));
}
END_TEST

START_TEST(maps_of_others_are_asked_too)
{
    IdlLiteralMap map = FLYTEIDL__CORE__LITERAL_MAP__INIT;
    static const char *const names[] = {"z", "a", "m", "a"};
    for (int i = 0; i < 4; i++)
        make_put(
            &arena, map.literals, map.n_literals,
            FLYTEIDL__CORE__LITERAL_MAP__LITERALS_ENTRY__INIT, names[i],
            make_literal(&arena, make_scalar(&arena, make_int(&arena, i))));
    ck_assert_int_eq(literal_find(&map, "z")->scalar->primitive->integer, 0);
    ck_assert_int_eq(literal_find(&map, "m")->scalar->primitive->integer, 2);
    ck_assert_int_eq(literal_find(&map, "a")->scalar->primitive->integer, 3);
    ck_assert_ptr_null(literal_find(&map, "b"));
}
END_TEST

static const char *const values[] = {
    "5",
    "\"text\"",
    "null",
    "unset",
    "[1, [file(u)], {\"a\": dir(v)}]",
    "record{\"a\": [1, null]}",
    "old{\"a\": {\"b\": [true]}}",
    "union(list<{a: int}>: [record{\"a\": 1}])",
    "table(u)",
    "schema(u)",
    "error(\"x\")",
    "bytes()",
    "@2026-01-31",
    "union(int?: union(none: null))",
};

START_TEST(a_clone_is_equal_and_shares_nothing)
{
    Arena other = {0};
    const IdlLiteral *value = value_of(&arena, values[_i]);
    IdlLiteral *clone = literal_clone(&other, value);
    ck_assert(same_value(value, clone));
    ck_assert_ptr_ne(value, clone);
    ck_assert(!value->scalar || value->scalar != clone->scalar);
    arena_release(&arena);
    arena = (Arena){0};
    ck_assert_msg(same_value(value_of(&arena, values[_i]), clone), "%s",
                  values[_i]);
    arena_release(&other);
}
END_TEST

START_TEST(a_map_and_unknown_fields_are_cloned)
{
    Arena other = {0};
    const IdlLiteralMap *map = values_of(&arena, "{\"a\": 1, \"b\": [2]}");
    IdlLiteral *first = map->literals[0]->value;
    ProtobufCMessageUnknownField unknown = {.tag = 1000,
                                            .wire_type =
                                                PROTOBUF_C_WIRE_TYPE_VARINT,
                                            .len = 1,
                                            .data = arena_alloc(&arena, 1)};
    first->base.n_unknown_fields = 1;
    first->base.unknown_fields = &unknown;
    IdlLiteralMap *clone = literal_map_clone(&other, map);
    ck_assert(
        same_value(literal_of_map(&arena, map), literal_of_map(&arena, clone)));
    ck_assert_uint_eq(clone->literals[0]->value->base.n_unknown_fields, 1);
    ck_assert_ptr_ne(clone->literals[0]->value->base.unknown_fields, &unknown);
    arena_release(&other);
}
END_TEST

/* "k…" is kept, "!…" refused; others get a tail. */
static const char *change(void *self, const IdlLiteral *holder, const char *uri)
{
    int *calls = self;
    ++*calls;
    ck_assert_str_eq(literal_uri(holder), uri);
    if (*uri == 'k')
        return uri;
    return *uri == '!' ? NULL : arena_print(&arena, "%s+", uri);
}

typedef struct Row {
    const char *value, *changed; /* NULL: refused */
    int calls;
} Row;

static const Row rows[] = {
    {"5", "5", 0},
    {"file(u)", "file(u+)", 1},
    {"dir<x>(u)", "dir<x>(u+)", 1},
    {"table(u)", "table(u+)", 1},
    {"schema(u)", "schema(u+)", 1},
    {"file(k)", "file(k)", 1},
    {"[file(k), 1]", "[file(k), 1]", 1},
    {"[1, file(u), file(k)]", "[1, file(u+), file(k)]", 2},
    {"{\"a\": [file(u)], \"b\": 2}", "{\"a\": [file(u+)], \"b\": 2}", 1},
    {"union(file: file(u))", "union(file: file(u+))", 1},
    {"union(none: null)", "union(none: null)", 0},
    {"[union(list<file>: [file(u)])]", "[union(list<file>: [file(u+)])]", 1},
    {"record{\"a\": {\"path\": \"u\"}}", "record{\"a\": {\"path\": \"u\"}}", 0},
    {"file(!)", NULL, 1},
    {"[file(u), file(!), file(u)]", NULL, 2},
    {"{\"a\": file(!)}", NULL, 1},
    {"union(file: file(!))", NULL, 1},
    {"unset", "unset", 0},
};

START_TEST(uris_are_changed_where_they_stand)
{
    const Row *row = &rows[_i];
    int calls = 0;
    const IdlLiteral *value = value_of(&arena, row->value);
    const IdlLiteral *found =
        literal_change_uris(&arena, value, change, &calls);
    ck_assert_int_eq(calls, row->calls);
    ck_assert_int_eq(found != NULL, row->changed != NULL);
    if (!found)
        return;
    ck_assert_msg(same_value(found, value_of(&arena, row->changed)), "%s",
                  value_text_of(&arena, found));
    /* what was given is as it was, and shared where nothing changed */
    ck_assert(same_value(value, value_of(&arena, row->value)));
    ck_assert(strcmp(row->value, row->changed) != 0 || found == value);
}
END_TEST

START_TEST(uris_of_what_has_none)
{
    ck_assert_ptr_null(literal_uri(NULL));
    ck_assert_ptr_null(literal_uri(value_of(&arena, "5")));
    ck_assert_ptr_null(literal_uri(value_of(&arena, "[file(u)]")));
    ck_assert_str_eq(literal_uri(value_of(&arena, "file(u)")), "u");
}
END_TEST

START_TEST(a_fault_is_what_was_said)
{
    Fault fault;
    Fault like = {.kind = FAULT_USER, .recoverable = true, .code = "Error"};
    ck_assert(!fault_set(&arena, &fault, like, "exit %d", 3));
    ck_assert_str_eq(fault.message, "exit 3");
    ck_assert_str_eq(fault.code, "Error");
    ck_assert(fault.recoverable && fault.kind == FAULT_USER);
    ck_assert_str_eq(fault_kind_name(FAULT_UNKNOWN), "UNKNOWN");
    ck_assert_str_eq(fault_kind_name(FAULT_USER), "USER");
    ck_assert_str_eq(fault_kind_name(FAULT_SYSTEM), "SYSTEM");
}
END_TEST

Suite *literals_suite(void)
{
    Suite *suite = suite_create("literals");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_map_is_kept_in_order_and_asked_by_name);
    tcase_add_test(tests, maps_of_others_are_asked_too);
    tcase_add_loop_test(tests, a_clone_is_equal_and_shares_nothing, 0,
                        sizeof values / sizeof *values);
    tcase_add_test(tests, a_map_and_unknown_fields_are_cloned);
    tcase_add_loop_test(tests, uris_are_changed_where_they_stand, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_test(tests, uris_of_what_has_none);
    tcase_add_test(tests, a_fault_is_what_was_said);
    suite_add_tcase(suite, tests);
    return suite;
}
