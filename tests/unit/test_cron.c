/* test_cron.c - schedules that flyteadmin takes, and those that it does not. */
#include "tests/unit/suites.h"
#include "typesys/cron.h"

static const char *const good[] = {
    "0 3 * * *",
    "* * * * *",
    "*/5 * * * *",
    "0-30/10 * * * *",
    "5/10 * * * *",
    "0,15,30,45 * * * *",
    "59 23 31 12 6",
    "0 0 1 1 0",
    "0 0 * * sun",
    "0 0 * * MON-FRI",
    "0 0 * * mon,wed,fri",
    "0 0 * jan *",
    "0 0 * JAN-MAR *",
    "0 0 * jan,Jul *",
    "0 0 29 2 *",
    "0 0 31 1 *",
    "0 0 31 2 1",
    "0 0 31 2,3 *",
    "  0 3 * * *  ",
    "0\t3\t*\t*\t*",
    "00 03 * * *",
    "*/90 * * * *",
    "0 */25 * * *",
    "0 8-18/2 * * 1-5",
    "1-1 * * * *",
    "0 0 1-7 * 1",
    "*/1 * * * *",
    "*,5 * * * *",
    "0 0 */2 * *",
    "0 0 * */3 *",
    "0 0 * * */2",
    "0 0 * * 0-6",
    "0 0 1,15 * *",
    "@yearly",
    "@annually",
    "@monthly",
    "@weekly",
    "@daily",
    "@midnight",
    "@hourly",
};

typedef struct Bad {
    const char *text;
    const char *why;
} Bad;

#define FIVE                                                                  \
    "a schedule has 5 fields (minute, hour, day of the month, month, day of " \
    "the week), found "

static const Bad bad[] = {
    {"", FIVE "0"},
    {"   ", FIVE "0"},
    {"0", FIVE "1"},
    {"0 3 * *", FIVE "4"},
    {"0 3 * * * *", FIVE "6"},
    {"0/15 * * * ? *", FIVE "6"},
    {"0 0 3 * * * 2026", FIVE "7"},
    {"60 * * * *", "the minute wants 0 to 59, found `60`"},
    {"-1 * * * *", "the minute wants 0 to 59, found ``"},
    {"+1 * * * *", "the minute wants 0 to 59, found `+1`"},
    {"1.5 * * * *", "the minute wants 0 to 59, found `1.5`"},
    {"x * * * *", "the minute wants 0 to 59, found `x`"},
    {"99999999999 * * * *", "the minute wants 0 to 59, found `99999999999`"},
    {"* 24 * * *", "the hour wants 0 to 23, found `24`"},
    {"* 3am * * *", "the hour wants 0 to 23, found `3am`"},
    {"* 0-24 * * *", "the hour wants 0 to 23, found `24`"},
    {"* * 0 * *", "the day of the month wants 1 to 31, found `0`"},
    {"* * 32 * *", "the day of the month wants 1 to 31, found `32`"},
    {"* * L * *", "the day of the month wants 1 to 31, found `L`"},
    {"* * 15W * *", "the day of the month wants 1 to 31, found `15W`"},
    {"* * ? * *", "the day of the month wants 1 to 31, found `?`"},
    {"* * * 0 *", "the month wants 1 to 12, found `0`"},
    {"* * * 13 *", "the month wants 1 to 12, found `13`"},
    {"* * * january *", "the month wants 1 to 12, found `january`"},
    {"* * * mon *", "the month wants 1 to 12, found `mon`"},
    {"* * * * 7", "the day of the week wants 0 to 6, found `7`"},
    {"* * * * 5#2", "the day of the week wants 0 to 6, found `5#2`"},
    {"* * * * 5L", "the day of the week wants 0 to 6, found `5L`"},
    {"* * * * jan", "the day of the week wants 0 to 6, found `jan`"},
    {"* * * * ?", "the day of the week wants 0 to 6, found `?`"},
    {"* * * * fri-mon", "the day of the week wants 0 to 6, found `fri-mon`"},
    {"30-10 * * * *", "the minute wants 0 to 59, found `30-10`"},
    {"1-2-3 * * * *", "the minute wants 0 to 59, found `2-3`"},
    {"1- * * * *", "the minute wants 0 to 59, found ``"},
    {"*/0 * * * *", "the minute wants 0 to 59, found `*/0`"},
    {"*/ * * * *", "the minute wants 0 to 59, found `*/`"},
    {"*/5/5 * * * *", "the minute wants 0 to 59, found `*/5/5`"},
    {"*/x * * * *", "the minute wants 0 to 59, found `*/x`"},
    {"*-5 * * * *", "the minute wants 0 to 59, found `*`"},
    {"** * * * *", "the minute wants 0 to 59, found `**`"},
    {"1,,2 * * * *", "the minute wants 0 to 59, found ``"},
    {", * * * *", "the minute wants 0 to 59, found ``"},
    {"1, * * * *", "the minute wants 0 to 59, found ``"},
    {"0 0 30 2 *", "no month has such a day: it never starts"},
    {"0 0 31 2,4,6,9,11 *", "no month has such a day: it never starts"},
    {"@reboot", "there is no `@reboot`"},
    {"@every 6h", "there is no `@every 6h`"},
    {"@Daily", "there is no `@Daily`"},
    {"@", "there is no `@`"},
    {"CRON_TZ=Europe/Berlin 0 3 * * *", "a schedule has no zone of its own"},
    {"TZ=UTC", "a schedule has no zone of its own"},
};

typedef struct Interval {
    int64_t seconds;
    bool is_rate;
    int64_t value;
    RateUnit unit;
} Interval;

static const Interval intervals[] = {
    {60, true, 1, RATE_MINUTE}, {90 * 60, true, 90, RATE_MINUTE},
    {3600, true, 1, RATE_HOUR}, {36 * 3600, true, 36, RATE_HOUR},
    {86400, true, 1, RATE_DAY}, {7 * 86400, true, 7, RATE_DAY},
    {0, false, 0, RATE_DAY},    {-60, false, 0, RATE_DAY},
    {59, false, 0, RATE_DAY},   {61, false, 0, RATE_DAY},
};

START_TEST(good_schedules_are_taken)
{
    Arena arena = {0};
    CronFault fault = {0};
    ck_assert_msg(cron_check(&arena, good[_i], &fault), "%s: %s", good[_i],
                  fault.why);
    arena_release(&arena);
}
END_TEST

START_TEST(bad_schedules_are_refused_with_their_field)
{
    Arena arena = {0};
    CronFault fault = {0};
    ck_assert_msg(!cron_check(&arena, bad[_i].text, &fault), "%s",
                  bad[_i].text);
    ck_assert_str_eq(fault.why, bad[_i].why);
    arena_release(&arena);
}
END_TEST

START_TEST(intervals_become_rates_in_their_largest_unit)
{
    int64_t value;
    RateUnit unit;
    const Interval *interval = &intervals[_i];
    bool is_rate = cron_rate(interval->seconds * 1000000000, &value, &unit);
    ck_assert_int_eq(is_rate, interval->is_rate);
    if (!is_rate)
        return;
    ck_assert_int_eq(value, interval->value);
    ck_assert_int_eq(unit, interval->unit);
}
END_TEST

#define COUNT(table) (int)(sizeof(table) / sizeof(*(table)))

Suite *cron_suite(void)
{
    Suite *suite = suite_create("cron");
    TCase *tests = tcase_create("cron");
    tcase_add_loop_test(tests, good_schedules_are_taken, 0, COUNT(good));
    tcase_add_loop_test(tests, bad_schedules_are_refused_with_their_field, 0,
                        COUNT(bad));
    tcase_add_loop_test(tests, intervals_become_rates_in_their_largest_unit, 0,
                        COUNT(intervals));
    suite_add_tcase(suite, tests);
    return suite;
}
