/* test_refine.c - what `where` allows, what implies what. */
#include <math.h>
#include <string.h>

#include "tests/unit/suites.h"
#include "tests/unit/world.h"
#include "typesys/refine.h"

static World world;

static void begin(void)
{
    world_init(&world);
}

static void end(void)
{
    world_release(&world);
}

static const Refinement *make(const char *base, const char *where)
{
    const Type *type = world_type(&world, base);
    return refine_make(&world.types, &world.diags, type,
                       world_expr(&world, where));
}

typedef struct Allow {
    const char *base;
    const char *where;
    const char *value;
    bool answer;
} Allow;

#define MAX "9223372036854775807"
#define MIN "-9223372036854775807"

static const Allow allows[] = {
    /* R1 */
    {"int", "self >= 1", "1", true},
    {"int", "self >= 1", "0", false},
    {"int", "self > 1", "1", false},
    {"int", "self < 1", "0", true},
    {"int", "self <= 1", "2", false},
    {"int", "self == 7", "7", true},
    {"int", "self != 7", "7", false},
    {"int", "self != 7", "8", true},
    {"int", "1 <= self", "1", true},
    {"int", "1 > self", "1", false},
    {"int", "self in 1..9", "9", true},
    {"int", "self in 1..9", "10", false},
    {"int", "self in -5..-1", "-5", true},
    {"int", "self < 0 or self > 9", "5", false},
    {"int", "self < 0 or self > 9", "-1", true},
    {"int", "self >= " MAX, MAX, true},
    {"int", "self >= " MAX, "9223372036854775806", false},
    {"int", "self <= " MIN, MIN, true},
    {"int", "self <= " MAX, MAX, true},
    {"int", "self != " MAX, MAX, false},
    {"float", "self >= 0.0", "0.0", true},
    {"float", "self >= 0.0", "-0.0", true},
    {"float", "self > 0.0", "0.0", false},
    {"float", "self > 0.0", "1e-300", true},
    {"float", "self >= 0", "0.5", true},
    {"float", "self < 1", "0.9999999999999999", true},
    {"float", "self < 1", "1.0", false},
    {"float", "self in 0.0..1.0", "1.0", true},
    {"float", "self in 0..1", "1", true},
    {"float", "self != 0.0", "-0.0", false},
    {"duration", "self >= 10m", "600s", true},
    {"duration", "self in 1s..1h", "1500ms", true},
    {"duration", "self < 1d", "24h", false},
    {"datetime", "self >= @2026-01-01", "@2026-01-01", true},
    {"datetime", "self >= @2026-01-01", "@2025-12-31T23:59:59Z", false},
    /* R3 */
    {"list<int>", "len(self) >= 1", "[]", false},
    {"list<int>", "len(self) in 1..2", "[1, 2]", true},
    {"list<int>", "len(self) == 3", "[1, 2]", false},
    {"map<int>", "len(self) < 2", "{\"a\": 1}", true},
    {"map<int>", "len(self) < 2", "{\"a\": 1, \"b\": 2}", false},
    /* R4 */
    {"string", "self == \"a\"", "\"a\"", true},
    {"string", "self == \"a\" or self == \"b\"", "\"b\"", true},
    {"string", "self == \"a\" or self == \"b\"", "\"c\"", false},
    {"string", "self != \"a\"", "\"a\"", false},
    {"string", "self != \"a\" and self != \"b\"", "\"b\"", false},
    {"string", "self != \"a\"", "\"\"", true},
    {"string", "len(self) in 1..3", "\"\"", false},
    {"string", "len(self) in 1..3", "\"abc\"", true},
    {"string", "len(self) == 2", "\"äö\"", true}, /* code points */
    {"string", "self matches \"[a-z]+\"", "\"abc\"", true},
    {"string", "self matches \"[a-z]+\"", "\"abc1\"", false}, /* all of it */
    {"string", "self matches \"[a-z]+\" and len(self) < 3", "\"abc\"", false},
    {"string", "self matches \"a\" or self == \"b\"", "\"b\"", true},
    {"string", "len(self) == 1 or self matches \"b+\"", "\"bbb\"", true},
    {"Positive", "self <= 9", "9", true},
};

START_TEST(a_value_is_allowed_or_not)
{
    const Allow *row = &allows[_i];
    const Refinement *where = make(row->base, row->where);
    ck_assert_ptr_nonnull(where);
    ck_assert_msg(refine_allows(where, world_value(&world, row->value)) ==
                      row->answer,
                  "%s: %s", row->where, row->value);
}
END_TEST

/* R2 */
START_TEST(nan_satisfies_nothing_and_infinity_what_it_should)
{
    Value value = {.kind = VALUE_FLOAT, .as.float_ = NAN};
    ck_assert(!refine_allows(make("float", "self >= 0.0"), &value));
    ck_assert(!refine_allows(make("float", "self != 1.0"), &value));
    ck_assert(
        !refine_allows(make("float", "self < 0.0 or self >= 0.0"), &value));
    value.as.float_ = INFINITY;
    ck_assert(refine_allows(make("float", "self >= 0.0"), &value));
    ck_assert(!refine_allows(make("float", "self <= 1.0"), &value));
    value.as.float_ = -INFINITY;
    ck_assert(refine_allows(make("float", "self < 0.0"), &value));
    ck_assert(!refine_allows(make("float", "self >= -1e308"), &value));
}
END_TEST

START_TEST(the_least_int_is_reached)
{
    Value value = {.kind = VALUE_INT, .as.int_ = INT64_MIN};
    ck_assert(refine_allows(make("int", "self < " MIN), &value));
    ck_assert(!refine_allows(make("int", "self >= " MIN), &value));
    ck_assert(refine_allows(make("int", "self != 0"), &value));
}
END_TEST

typedef struct Imply {
    const char *base;
    const char *narrow;
    const char *wide;
    bool answer;
} Imply;

static const Imply implies[] = {
    /* R7 */
    {"int", "self >= 1", "self >= 1", true},
    {"int", "self >= 2", "self >= 1", true},
    {"int", "self >= 1", "self >= 2", false},
    {"int", "self > 1", "self >= 2", true},
    {"int", "self in 1..9", "self in 0..10", true},
    {"int", "self in 1..9", "self in 2..10", false},
    {"int", "self in 1..9", "self != 0", true},
    {"int", "self in 0..9", "self != 0", false},
    {"int", "self == 1 or self == 2", "self in 1..2", true},
    {"int", "self in 1..2", "self == 1 or self == 2", true},
    {"int", "self < 0 or self > 9", "self != 5", true},
    {"int", "self != 5", "self < 0 or self > 9", false},
    {"int", "self in 1..3 or self in 3..6", "self in 1..6", true},
    {"int", "self in 1..6", "self in 1..3 or self in 4..6", true},
    {"int", "self in 1..6", "self in 1..3 or self in 5..6", false},
    {"int", "self <= " MAX, "self >= 0", false},
    {"int", "self >= 0", "self <= " MAX, true},
    {"float", "self > 0.0", "self >= 0.0", true},
    {"float", "self >= 0.0", "self > 0.0", false},
    {"float", "self > 0.0", "self != 0.0", true},
    {"float", "self >= 0.0 and self < 1.0", "self <= 1.0", true},
    {"float", "self in 0.0..1.0", "self >= 0.0 and self < 1.0", false},
    {"duration", "self == 1h", "self == 60m", true},
    {"datetime", "self > @2026-01-01", "self >= @2026-01-01", true},
    {"list<int>", "len(self) == 3", "len(self) >= 1", true},
    {"list<int>", "len(self) >= 0", "len(self) >= 1", false},
    {"list<int>", "len(self) >= 0", "len(self) != -1", true},
    {"string", "self == \"a\"", "self == \"a\" or self == \"b\"", true},
    {"string", "self == \"a\" or self == \"b\"", "self == \"a\"", false},
    {"string", "self == \"a\"", "self != \"b\"", true},
    {"string", "self == \"a\"", "self != \"a\"", false},
    {"string", "self == \"abc\"", "self matches \"[a-z]+\"", true},
    {"string", "self == \"ab1\"", "self matches \"[a-z]+\"", false},
    {"string", "self == \"abc\"", "len(self) == 3", true},
    {"string", "len(self) == 2", "len(self) in 1..3", true},
    {"string", "len(self) == 1 or len(self) == 2", "len(self) in 1..2", true},
    {"string", "len(self) in 1..2", "len(self) == 1 or len(self) == 2", true},
    {"string", "self matches \"[a-f]+\"", "self matches \"[a-z]+\"", true},
    {"string", "self matches \"[a-z]+\"", "self matches \"[a-f]+\"", false},
    {"string", "self matches \"a|b\"", "self matches \"[ab]\"", true},
    {"string", "self matches \"[ab]\"", "self matches \"b|a\"", true},
    {"string", "self matches \"a+\"", "self matches \"aa*\"", true},
    {"string", "self matches \"a*\"", "self matches \"a+\"", false},
    /* R8 */
    {"string", "self matches r\"[a-z]{3}\"", "len(self) == 3", true},
    {"string", "self matches r\"[a-z]{1,63}\"", "len(self) in 1..63", true},
    {"string", "self matches r\"[a-z]{1,64}\"", "len(self) in 1..63", false},
    {"string", "self matches \"a*\"", "len(self) <= 1000", false},
    {"string", "self matches \"a*\" and len(self) <= 9", "len(self) <= 9",
     true},
    {"string", "self matches \"[a-z]+\" and self matches \"[f-t]+\"",
     "self matches \"[e-u]+\"", true},
    {"string", "self matches \"[a-p]+\" and self matches \"[f-z]+\"",
     "self matches \"[f-p]+\"", true},
    {"string", "self matches \"[a-z]+\"", "self != \"\"", true},
    {"string", "self matches \"[a-z]*\"", "self != \"\"", false},
    {"string", "len(self) <= 9", "self matches \".*\"", false}, /* no \n */
    {"string", "self matches \"a\" or self == \"b\"", "len(self) == 1", true},
};

START_TEST(one_refinement_implies_another_or_not)
{
    const Imply *row = &implies[_i];
    ck_assert_msg(refine_implies(make(row->base, row->narrow),
                                 make(row->base, row->wide)) == row->answer,
                  "%s => %s", row->narrow, row->wide);
}
END_TEST

START_TEST(a_refinement_implies_itself_and_equals_itself_made_again)
{
    const Imply *row = &implies[_i];
    const Refinement *one = make(row->base, row->narrow);
    const Refinement *again = make(row->base, row->narrow);
    ck_assert(refine_implies(one, again));
    ck_assert(refine_equal(one, again));
    ck_assert_uint_eq(refine_hash(one), refine_hash(again));
}
END_TEST

START_TEST(both_imply_each)
{
    const Imply *row = &implies[_i];
    const Refinement *narrow = make(row->base, row->narrow);
    const Refinement *wide = make(row->base, row->wide);
    const Refinement *both = refine_both(&world.types, narrow, wide);
    ck_assert(refine_implies(both, narrow));
    ck_assert(refine_implies(both, wide));
    if (row->answer)
        ck_assert(refine_implies(narrow, both));
    ck_assert(refine_equal(both, refine_both(&world.types, wide, narrow)));
}
END_TEST

/* The text of a refinement makes the same refinement. */
START_TEST(a_refinement_reads_as_it_is_written)
{
    const Imply *row = &implies[_i];
    const Refinement *one = make(row->base, row->wide);
    const char *text = refine_text(world.types.arena, one);
    const Refinement *again = make(row->base, text);
    ck_assert_msg(again && refine_equal(one, again), "%s", text);
}
END_TEST

typedef struct Wrong {
    const char *base;
    const char *where;
    const char *code;
} Wrong;

static const Wrong wrongs[] = {
    {"bool", "self == true", "E0350"},
    {"file", "len(self) > 1", "E0350"},
    {"{a: int}", "self == 1", "E0350"},
    {"Region", "self == \"sf\"", "E0350"},
    {"int?", "self >= 1", "E0350"},
    {"json", "len(self) > 1", "E0350"},
    {"int", "len(self) > 1", "E0351"},
    {"int", "self + 1 > 2", "E0351"},
    {"int", "self", "E0351"},
    {"int", "1 < 2", "E0351"},
    {"int", "self matches \"a\"", "E0351"},
    {"int", "not self == 1", "E0351"},
    {"list<int>", "self == 1", "E0351"},
    {"string", "self < \"a\"", "E0351"},
    {"string", "self in \"a\"..\"b\"", "E0351"},
    {"int", "self in 3", "E0351"},
    {"int", "self >= 1.5", "E0352"},
    {"int", "self >= \"a\"", "E0352"},
    {"int", "self == self", "E0352"},
    {"string", "self == 1", "E0352"},
    {"string", "len(self) == \"a\"", "E0352"},
    {"duration", "self >= 10", "E0352"},
    {"int", "self in 1..2.5", "E0352"},
    /* R6 */
    {"int", "self in 9..1", "E0353"},
    {"int", "self > 5 and self < 5", "E0353"},
    {"int", "self == 1 and self == 2", "E0353"},
    {"int", "self > " MAX, "E0353"},
    {"Positive", "self <= 0", "E0353"},
    {"float", "self < 0.0 and self > 0.0", "E0353"},
    {"list<int>", "len(self) < 0", "E0353"},
    {"string", "len(self) in -3..-1", "E0353"},
    {"string", "self == \"a\" and self == \"b\"", "E0353"},
    {"string", "self == \"abc\" and len(self) < 3", "E0353"},
    {"string", "self matches \"a+\" and self matches \"b+\"", "E0353"},
    {"string", "self matches r\"a{3}\" and len(self) > 3", "E0353"},
    {"string", "self matches \"(\"", "E0354"},
    {"string", "self matches \"a)\"", "E0354"},
    {"string", "self matches \"[a\"", "E0354"},
    {"string", "self matches \"*a\"", "E0354"},
    {"string", "self matches \"(?=a)\"", "E0354"},
    {"string", "self matches r\"(a)\\1\"", "E0354"},
    {"string", "self matches \"^a|b$\"", "E0354"},
    {"string", "self matches r\"a{2,1}\"", "E0354"},
    {"string", "self matches \"a*?\"", "E0354"},
    {"string", "self matches r\"(a|b)*a(a|b){12}\"", "E0356"},
    {"string", "self matches r\"((a{99}){99}){99}\"", "E0356"},
};

START_TEST(a_mistake_is_said_once)
{
    const Wrong *row = &wrongs[_i];
    ck_assert_ptr_null(make(row->base, row->where));
    ck_assert_msg(world.diags.at.len == 1, "%s: %u", row->where,
                  world.diags.at.len);
    ck_assert_str_eq(world.diags.at.at[0]->code, row->code);
}
END_TEST

/* R5 */
START_TEST(too_many_cases_are_refused)
{
    Buf where = {.arena = &world.arena};
    buf_text(&where, "self == 0");
    for (int i = 1; i < 64; i++)
        buf_print(&where, " or self == %d", 2 * i);
    ck_assert_ptr_nonnull(make("int", buf_string(&where)));
    buf_text(&where, " or self == 1000");
    ck_assert_ptr_null(make("int", buf_string(&where)));
    ck_assert_str_eq(world.diags.at.at[0]->code, "E0355");
}
END_TEST

#define COUNT(array) ((int)(sizeof(array) / sizeof(*(array))))

Suite *refine_suite(void)
{
    Suite *suite = suite_create("refine");
    TCase *tcase = tcase_create("refine");
    int len = COUNT(implies);
    tcase_add_checked_fixture(tcase, begin, end);
    tcase_add_loop_test(tcase, a_value_is_allowed_or_not, 0, COUNT(allows));
    tcase_add_test(tcase, nan_satisfies_nothing_and_infinity_what_it_should);
    tcase_add_test(tcase, the_least_int_is_reached);
    tcase_add_loop_test(tcase, one_refinement_implies_another_or_not, 0, len);
    tcase_add_loop_test(
        tcase, a_refinement_implies_itself_and_equals_itself_made_again, 0,
        len);
    tcase_add_loop_test(tcase, both_imply_each, 0, len);
    tcase_add_loop_test(tcase, a_refinement_reads_as_it_is_written, 0, len);
    tcase_add_loop_test(tcase, a_mistake_is_said_once, 0, COUNT(wrongs));
    tcase_add_test(tcase, too_many_cases_are_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}
