/* test_value.c - constants are compared, and read as they are written. */
#include <math.h>
#include <string.h>

#include "tests/unit/suites.h"
#include "tests/unit/world.h"

static World world;

static void begin(void)
{
    world_init(&world);
}

static void end(void)
{
    world_release(&world);
}

static const char *const written[] = {
    "none",
    "true",
    "false",
    "0",
    "42",
    "-1",
    "9223372036854775807",
    "3.5",
    "1.0",
    "-0.25",
    "0.1",
    "1e+300",
    "\"\"",
    "\"text\"",
    "\"a\\n\\t\\\"\\\\b\"",
    "\"{{x}}\"",
    "10m",
    "2h30m",
    "1d",
    "250ms",
    "0s",
    "1d2h3m4s5ms",
    "@2026-01-31",
    "@2026-01-31T08:00:00Z",
    "@1969-12-31T23:59:59Z",
    "@2000-02-29",
    "@1900-03-01",
    "[]",
    "[1, 2]",
    "[[1], []]",
    "{:}",
    "{\"k\": 1, \"l\": 2}",
    "{id: 1, minutes: 2.5}",
    "{a: {b: [1]}}",
    "Region.sf",
    "Region.la",
    "[Region.nyc]",
    "\"é\"",
};

START_TEST(a_constant_reads_as_it_is_written)
{
    const Value *value = world_value(&world, written[_i]);
    ck_assert_str_eq(value_text(&world.arena, value), written[_i]);
    ck_assert(value_equal(value, world_value(&world, written[_i])));
}
END_TEST

START_TEST(different_constants_are_not_equal)
{
    const Value *one = world_value(&world, written[_i]);
    for (size_t i = 0; i < sizeof(written) / sizeof(*written); i++)
        if (i != (size_t)_i)
            ck_assert(!value_equal(one, world_value(&world, written[i])));
}
END_TEST

START_TEST(the_order_of_entries_says_nothing)
{
    ck_assert(value_equal(world_value(&world, "{a: 1, b: 2}"),
                          world_value(&world, "{b: 2, a: 1}")));
    ck_assert(value_equal(world_value(&world, "{\"a\": 1, \"b\": 2}"),
                          world_value(&world, "{\"b\": 2, \"a\": 1}")));
    ck_assert(!value_equal(world_value(&world, "{a: 1, b: 2}"),
                           world_value(&world, "{b: 1, a: 2}")));
    ck_assert(!value_equal(world_value(&world, "{a: 1, b: 2}"),
                           world_value(&world, "{a: 1, c: 2}")));
    ck_assert(!value_equal(world_value(&world, "[1, 2]"),
                           world_value(&world, "[2, 1]")));
}
END_TEST

START_TEST(an_entry_is_found_by_name)
{
    const Value *value = world_value(&world, "{a: 1, b: 2}");
    const Value *found = value_entry(value, sym_of(&world.syms, "b"));
    ck_assert_int_eq(found->as.int_, 2);
    ck_assert_ptr_null(value_entry(value, sym_of(&world.syms, "c")));
}
END_TEST

typedef struct FloatCase {
    double number;
    const char *text;
} FloatCase;

static const FloatCase floats[] = {
    {0.0, "0.0"},
    {-0.0, "-0.0"},
    {1.0 / 3, "0.3333333333333333"},
    {5e-324, "5e-324"},
    {1.7976931348623157e308, "1.7976931348623157e+308"},
    {90.0, "90.0"},
    {100000.0, "100000.0"},
    {-9999999999.0, "-9999999999.0"},
    {1e10, "1e+10"},
    {123456789.0, "123456789.0"},
};

START_TEST(a_float_has_the_fewest_digits_that_read_back)
{
    Buf buf = {.arena = &world.arena};
    value_write_float(&buf, floats[_i].number);
    ck_assert_str_eq(buf_string(&buf), floats[_i].text);
}
END_TEST

typedef struct TimeCase {
    ValueKind kind;
    int64_t ns;
    const char *text;
} TimeCase;

static const TimeCase times[] = {
    {VALUE_DATETIME, 0, "@1970-01-01"},
    {VALUE_DATETIME, -1, "@1969-12-31T23:59:59.999999999Z"},
    {VALUE_DATETIME, 500000000, "@1970-01-01T00:00:00.5Z"},
    {VALUE_DATETIME, INT64_MAX, "@2262-04-11T23:47:16.854775807Z"},
    {VALUE_DATETIME, INT64_MIN, "@1677-09-21T00:12:43.145224192Z"},
    {VALUE_DURATION, -1000000, "-1ms"},
    {VALUE_DURATION, 1, "1ns"},
    {VALUE_DURATION, INT64_MIN, "-106751d23h47m16s854ms775808ns"},
};

START_TEST(times_are_written_to_the_last_nanosecond)
{
    Value value = {.kind = times[_i].kind, .as.int_ = times[_i].ns};
    ck_assert_str_eq(value_text(&world.arena, &value), times[_i].text);
}
END_TEST

#define COUNT(array) ((int)(sizeof(array) / sizeof(*(array))))

Suite *value_suite(void)
{
    Suite *suite = suite_create("value");
    TCase *tcase = tcase_create("value");
    tcase_add_checked_fixture(tcase, begin, end);
    tcase_add_loop_test(tcase, a_constant_reads_as_it_is_written, 0,
                        COUNT(written));
    tcase_add_loop_test(tcase, different_constants_are_not_equal, 0,
                        COUNT(written));
    tcase_add_test(tcase, the_order_of_entries_says_nothing);
    tcase_add_test(tcase, an_entry_is_found_by_name);
    tcase_add_loop_test(tcase, a_float_has_the_fewest_digits_that_read_back, 0,
                        COUNT(floats));
    tcase_add_loop_test(tcase, times_are_written_to_the_last_nanosecond, 0,
                        COUNT(times));
    suite_add_tcase(suite, tcase);
    return suite;
}
