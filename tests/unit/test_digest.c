/* test_digest.c - C1: equal digests for equal values alone. */
#include "runtime/value/digest.h"

#include <string.h>

#include "base/buf.h"
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

static bool same_digest(const IdlLiteral *one, const IdlLiteral *other)
{
    unsigned char a[HASH_SHA256_SIZE], b[HASH_SHA256_SIZE];
    literal_digest(one, a);
    literal_digest(other, b);
    return memcmp(a, b, sizeof a) == 0;
}

typedef struct Row {
    const char *one, *other;
} Row;

static const Row unequal[] = {
    {"[\"a\", \"bc\"]", "[\"ab\", \"c\"]"},
    {"[\"a\", \"b\"]", "[\"ab\"]"},
    {"[1]", "1"},
    {"[[1]]", "[1]"},
    {"[1, null]", "[1]"},
    {"[null]", "[]"},
    {"1", "1.0"},
    {"1", "\"1\""},
    {"1", "true"},
    {"0", "false"},
    {"1.0", "\"1.0\""},
    {"{}", "[]"},
    {"[]", "\"\""},
    {"{}", "\"\""},
    {"null", "\"\""},
    {"null", "unset"},
    {"null", "false"},
    {"-0.0", "0.0"},
    {"\"\xC3\xA9\"", "\"e\xCC\x81\""}, /* NFC, NFD */
    {"{\"a\": 1, \"b\": 2}", "{\"a\": 2, \"b\": 1}"},
    {"{\"a\": \"b\"}", "{\"b\": \"a\"}"},
    {"{\"ab\": \"c\"}", "{\"a\": \"bc\"}"},
    {"{\"a\": 1}", "{\"a\": 1, \"b\": null}"},
    {"record{\"a\": 1}", "record{\"a\": 1.0}"},
    {"record{\"a\": 1}", "old{\"a\": 1}"},
    {"record{\"a\": 1}", "{\"a\": 1}"},
    {"record{\"a\": null}", "record{}"},
    {"record[]", "record{}"},
    {"record{\"a\": {\"b\": 1}}", "record{\"a\": 1, \"b\": 1}"},
    {"record{\"a\": [1], \"b\": []}", "record{\"a\": [], \"b\": [1]}"},
    {"packed(a161)", "packed(c40161)"},
    {"packed(d40161)", "packed(d40261)"},
    {"packed(a161)", "bytes(a161)"},
    {"packed(c1)", "packed(c1c1)"},
    {"packed(c1)", "bytes(c1)"},
    {"bytes()", "\"\""},
    {"@2026-01-01", "@2026-01-01T00:00:00.000000001Z"},
    {"@1970-01-01", "0s"},
    {"1s", "1.000000001s"},
    {"1s", "1"},
    {"file(u)", "dir(u)"},
    {"file(u)", "\"u\""},
    {"file<csv>(u)", "file(u)"},
    {"file(u)", "file(v)"},
    {"file(u)", "table(u)"},
    {"table(u)", "schema(u)"},
    {"union(int: 1)", "1"},
    {"union(int: 1)", "union(int?: 1)"},
    {"union(none: null)", "null"},
    {"error(\"a\")", "\"a\""},
    {"error(\"a\")", "error(\"b\")"},
};

START_TEST(different_values_have_different_digests)
{
    const Row *row = &unequal[_i];
    ck_assert_msg(
        !same_digest(value_of(&arena, row->one), value_of(&arena, row->other)),
        "%s and %s", row->one, row->other);
}
END_TEST

static const Row equal[] = {
    {"1", "1"},
    {"nan", "nan"},
    {"{\"a\": 1, \"b\": 2}", "{\"b\": 2, \"a\": 1}"},
    {"record{\"a\": 1, \"b\": {\"c\": 2, \"d\": 3}}",
     "record{\"b\": {\"d\": 3, \"c\": 2}, \"a\": 1}"},
    {"old{\"a\": 1, \"b\": 2}", "old{\"b\": 2, \"a\": 1}"},
    {"packed(01)", "packed(cc01)"}, /* 1 in two forms */
    {"packed(81a16101)", "packed(de0001a16101)"},
    {"packed(82a16101a16102)", "packed(81a16102)"}, /* the last key holds */
    {"packed(ca3f000000)", "packed(cb3fe0000000000000)"},
    /* the same NaN, whatever its bits */
    {"packed(cb7ff8000000000000)", "packed(cbfff8000000000001)"},
};

START_TEST(equal_values_have_equal_digests)
{
    const Row *row = &equal[_i];
    ck_assert_msg(
        same_digest(value_of(&arena, row->one), value_of(&arena, row->other)),
        "%s and %s", row->one, row->other);
}
END_TEST

START_TEST(the_order_of_another_makers_map_says_nothing)
{
    IdlLiteralMap map = FLYTEIDL__CORE__LITERAL_MAP__INIT;
    static const char *const names[] = {"b", "a", "c", "a"};
    for (int i = 0; i < 4; i++)
        make_put(
            &arena, map.literals, map.n_literals,
            FLYTEIDL__CORE__LITERAL_MAP__LITERALS_ENTRY__INIT, names[i],
            make_literal(&arena, make_scalar(&arena, make_int(&arena, i))));
    ck_assert(same_digest(literal_of_map(&arena, &map),
                          value_of(&arena, "{\"a\": 3, \"b\": 0, \"c\": 2}")));
}
END_TEST

/* flyte-spec 4.11: Literals with `hash` set are replaced by it. */
START_TEST(spec_4_11_a_hash_stands_for_its_value)
{
    IdlLiteral *one = literal_clone(&arena, value_of(&arena, "file(u)"));
    IdlLiteral *other = literal_clone(&arena, value_of(&arena, "file(v)"));
    one->hash = other->hash = make_text("h");
    ck_assert(same_digest(one, other));
    const IdlLiteral *items[] = {one}, *others[] = {other};
    ck_assert(same_digest(literal_list(&arena, items, 1),
                          literal_list(&arena, others, 1)));
    other->hash = make_text("i");
    ck_assert(!same_digest(one, other));
    ck_assert(!same_digest(one, value_of(&arena, "\"h\"")));
    one->hash = make_text("");
    ck_assert(same_digest(one, value_of(&arena, "file(u)")));
}
END_TEST

START_TEST(spec_4_11_ignored_inputs_say_nothing)
{
    unsigned char a[HASH_SHA256_SIZE], b[HASH_SHA256_SIZE];
    char *ignored[] = {make_text("z"), make_text("b")};
    literal_map_digest(values_of(&arena, "{\"a\": 1, \"b\": 2}"), ignored, 2,
                       a);
    literal_map_digest(values_of(&arena, "{\"a\": 1, \"b\": 3}"), ignored, 2,
                       b);
    ck_assert_int_eq(memcmp(a, b, sizeof a), 0);
    literal_map_digest(values_of(&arena, "{\"a\": 2, \"b\": 3}"), ignored, 2,
                       b);
    ck_assert_int_ne(memcmp(a, b, sizeof a), 0);
    literal_map_digest(values_of(&arena, "{\"a\": 1, \"b\": 2}"), NULL, 0, b);
    ck_assert_int_ne(memcmp(a, b, sizeof a), 0);
}
END_TEST

static void digest_variable(const char *name, const char *type,
                            const char *description,
                            unsigned char digest[HASH_SHA256_SIZE])
{
    IdlVariableMap map = FLYTEIDL__CORE__VARIABLE_MAP__INIT;
    IdlVariable variable = FLYTEIDL__CORE__VARIABLE__INIT;
    variable.type = (IdlType *)type_of(&arena, type);
    variable.description = (char *)description;
    make_put(&arena, map.variables, map.n_variables,
             FLYTEIDL__CORE__VARIABLE_MAP__VARIABLES_ENTRY__INIT, name,
             &variable);
    variables_digest(&map, digest);
}

START_TEST(spec_4_11_an_interface_is_names_and_types)
{
    unsigned char a[HASH_SHA256_SIZE], b[HASH_SHA256_SIZE];
    digest_variable("x", "where('self > 1', int)", "one", a);
    digest_variable("x", "int", "another", b);
    ck_assert_int_eq(memcmp(a, b, sizeof a), 0);
    digest_variable("y", "int", "one", b);
    ck_assert_int_ne(memcmp(a, b, sizeof a), 0);
    digest_variable("x", "int?", "one", b);
    ck_assert_int_ne(memcmp(a, b, sizeof a), 0);
    digest_variable("x", "{a: int}", "one", a);
    digest_variable("x", "{a: float}", "one", b);
    ck_assert_int_ne(memcmp(a, b, sizeof a), 0);
    variables_digest(NULL, a);
    ck_assert_int_ne(memcmp(a, b, sizeof a), 0);
}
END_TEST

/* ---- random pairs: a value and a near or equal one ---- */

static uint64_t state;

static uint32_t pick(uint32_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state % n);
}

/* Few different leaves, so that near misses are many. */
static void add_random(Buf *out, uint32_t depth)
{
    static const char *const leaves[] = {
        "0",     "1",    "0.0",      "1.0",   "\"\"",
        "\"0\"", "true", "null",     "0s",    "@1970-01-01",
        "[]",    "{}",   "record[]", "old{}", "record{\"a\": 0}"};
    uint32_t kind = depth ? pick(4) : 0;
    if (kind < 2) {
        buf_text(out, leaves[pick(sizeof leaves / sizeof *leaves)]);
        return;
    }
    buf_char(out, kind == 2 ? '[' : '{');
    for (uint32_t i = 0, n = pick(3); i < n; i++) {
        if (kind == 3)
            buf_print(out, "\"%c\": ", (char)('a' + pick(3)));
        add_random(out, depth - 1);
        buf_char(out, ',');
    }
    buf_char(out, kind == 2 ? ']' : '}');
}

START_TEST(equal_digest_is_equal_value_for_random_pairs)
{
    enum { PAIRS = 100000 };
    int same = 0;
    state = 88172645463325252;
    for (int i = 0; i < PAIRS; i++) {
        Buf one = {.arena = &arena}, other = {.arena = &arena};
        add_random(&one, 3);
        add_random(&other, 3);
        const IdlLiteral *a = value_of(&arena, buf_string(&one));
        const IdlLiteral *b = value_of(&arena, buf_string(&other));
        bool wanted = same_value(a, b);
        same += wanted;
        ck_assert_msg(same_digest(a, b) == wanted, "%s and %s",
                      buf_string(&one), buf_string(&other));
        arena_reset(&arena);
    }
    ck_assert_int_gt(same, PAIRS / 100);
    ck_assert_int_lt(same, PAIRS / 2);
}
END_TEST

START_TEST(records_that_nest_beyond_all_bounds_have_a_digest)
{
    Buf bytes = {.arena = &arena};
    buf_fill(&bytes, (char)0x91, 100000);
    const IdlLiteral *cut = make_literal(
        &arena, make_binary(&arena, bytes.at, bytes.len, "msgpack"));
    buf_char(&bytes, 1);
    const IdlLiteral *whole = make_literal(
        &arena, make_binary(&arena, bytes.at, bytes.len, "msgpack"));
    ck_assert(!same_digest(cut, whole));
    ck_assert(same_digest(whole, whole));
}
END_TEST

Suite *digest_suite(void)
{
    Suite *suite = suite_create("digest");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 120); /* for the random pairs */
    tcase_add_loop_test(tests, different_values_have_different_digests, 0,
                        sizeof unequal / sizeof *unequal);
    tcase_add_loop_test(tests, equal_values_have_equal_digests, 0,
                        sizeof equal / sizeof *equal);
    tcase_add_test(tests, the_order_of_another_makers_map_says_nothing);
    tcase_add_test(tests, spec_4_11_a_hash_stands_for_its_value);
    tcase_add_test(tests, spec_4_11_ignored_inputs_say_nothing);
    tcase_add_test(tests, spec_4_11_an_interface_is_names_and_types);
    tcase_add_test(tests, equal_digest_is_equal_value_for_random_pairs);
    tcase_add_test(tests, records_that_nest_beyond_all_bounds_have_a_digest);
    suite_add_tcase(suite, tests);
    return suite;
}
