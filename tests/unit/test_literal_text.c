/* test_literal_text.c - flyte-spec 4.2 and 4.3: values in commands, in the
 * files that a task is given, and from the files that it leaves. */
#include "runtime/value/literal_text.h"

#include <stdlib.h>
#include <string.h>

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

typedef struct Row {
    const char *value;
    const char *template; /* NULL: refused */
    const char *file;     /* NULL: refused */
} Row;

static const Row rows[] = {
    {"0", "0", "0"},
    {"-5", "-5", "-5"},
    {"9223372036854775807", "9223372036854775807", "9223372036854775807"},
    {"-9223372036854775808", "-9223372036854775808", "-9223372036854775808"},
    {"1.0", "1", "1"},
    {"-0.0", "-0", "-0"},
    {"0.1", "0.1", "0.1"},
    {"100000.0", "100000", "100000"},
    {"999999.0", "999999", "999999"},
    {"1e6", "1e+06", "1000000"},
    {"1234567.0", "1.234567e+06", "1234567"},
    {"123456.789", "123456.789", "123456.789"},
    {"1e20", "1e+20", "100000000000000000000"},
    {"1e21", "1e+21", "1000000000000000000000"},
    {"0.0001", "0.0001", "0.0001"},
    {"0.00001", "1e-05", "0.00001"},
    {"1e-7", "1e-07", "0.0000001"},
    {"5.684341886080802e-14", "5.684341886080802e-14",
     "0.00000000000005684341886080802"},
    {"1.7976931348623157e308", "1.7976931348623157e+308", NULL},
    {"5e-324", "5e-324", NULL},
    {"inf", "+Inf", "+Inf"},
    {"-inf", "-Inf", "-Inf"},
    {"nan", "NaN", "NaN"},
    {"\"\"", "", ""},
    {"\"a b\\n\"", "a b\n", "a b\n"},
    {"\"{{.inputs.x}} $1\"", "{{.inputs.x}} $1", "{{.inputs.x}} $1"},
    {"\"\\u00e9\"", "\xC3\xA9", "\xC3\xA9"},
    {"true", "true", "true"},
    {"false", "false", "false"},
    {"@2020-01-01", "2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z"},
    {"@2020-02-29T23:59:59.5Z", "2020-02-29T23:59:59.5Z",
     "2020-02-29T23:59:59.5Z"},
    {"@2020-01-01T00:00:00.000001Z", "2020-01-01T00:00:00.000001Z",
     "2020-01-01T00:00:00.000001Z"},
    {"@2020-01-01T02:00:00+02:00", "2020-01-01T00:00:00Z",
     "2020-01-01T00:00:00Z"},
    {"@0001-01-01", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"},
    {"@1969-12-31T23:59:59.25Z", "1969-12-31T23:59:59.25Z",
     "1969-12-31T23:59:59.25Z"},
    {"@9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},
    {"0s", "", "0s"},
    {"1h", "seconds:3600", "1h0m0s"},
    {"1h2m3.5s", "seconds:3723 nanos:500000000", "1h2m3.5s"},
    {"300ms", "nanos:300000000", "300ms"},
    {"1500ns", "nanos:1500", "1.5\xC2\xB5s"},
    {"-90s", "seconds:-90", "-1m30s"},
    {"-1500ms", "seconds:-1 nanos:-500000000", "-1.5s"},
    {"null", NULL, "null"},
    {"file(s3://b/k)", "s3://b/k", NULL},
    {"dir(s3://b/d)", "s3://b/d", NULL},
    {"schema(s3://b/s)", "s3://b/s", NULL},
    {"table(s3://b/t)", NULL, NULL},
    {"[]", "[]", NULL},
    {"[1, 2, 3]", "[1,2,3]", NULL},
    {"[\"a b\", \"c,d\"]", "[a b,c,d]", NULL},
    {"[[1], [], [2, 3]]", "[[1],[],[2,3]]", NULL},
    {"[1, null]", NULL, NULL},
    {"[file(u), file(v)]", "[u,v]", NULL},
    {"{\"a\": 1}", NULL, NULL},
    {"union(int: 1)", NULL, "1"},
    {"union(none: null)", NULL, "null"},
    {"union(union(int|none): union(int: 1))", NULL, "1"},
    {"error(\"bad\")", NULL, "bad"},
    {"old{\"b\": [1, null], \"a\": {\"c\": \"x\"}}", NULL,
     "{\"a\":{\"c\":\"x\"},\"b\":[1,null]}"},
    {"record{\"a\": 1}", "map[a:1]",
     "\x81\xA1"
     "a\x01"},
    {"record{\"b\": [1, 2.5, true], \"a\": {\"d\": null, \"c\": \"x y\"}}",
     "map[a:map[c:x y d:<nil>] b:[1 2.5 true]]", NULL},
    {"record[]", "[]", "\x90"},
    {"record{}", "map[]", "\x80"},
    {"packed(c403000aff)", "[0 10 255]", NULL},
    {"packed(cfffffffffffffffff)", "18446744073709551615", NULL},
    {"packed(820aa16102a162)", "map[2:b 10:a]", NULL},
    {"packed(82a16101a16102)", "map[a:2]", NULL},
    {"packed(d40100)", NULL, "\xD4\x01"},
    {"packed(819101)", NULL, "\x81\x91\x01"},
    {"packed(c1)", NULL, "\xC1"},
    {"packed(0101)", NULL, "\x01\x01"},
    {"bytes(6869)", NULL, "hi"},
    {"unset", NULL, NULL},
};

START_TEST(spec_4_2_a_value_in_a_command)
{
    const Row *row = &rows[_i];
    const char *why = NULL;
    Buf out = {.arena = &arena};
    bool fine = literal_template_text(&out, value_of(&arena, row->value), &why);
    if (row->template)
        ck_assert_str_eq(fine ? buf_string(&out) : why, row->template);
    else
        ck_assert_msg(!fine && why && *why, "%s: %s", row->value,
                      buf_string(&out));
}
END_TEST

/* Where a row says nothing of the file, nothing must be refused either: it is
 * long, or holds a NUL. */
START_TEST(spec_4_3_a_value_in_a_file)
{
    static const char *const folders[] = {"file(", "dir(", "schema(", "table",
                                          "[",     "{",    "unset"};
    const Row *row = &rows[_i];
    const char *why = NULL;
    Buf out = {.arena = &arena};
    bool fine = literal_file_text(&out, value_of(&arena, row->value), &why);
    if (row->file)
        ck_assert_str_eq(fine ? buf_string(&out) : why, row->file);
    bool refused = false;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        refused |= strncmp(row->value, folders[i], strlen(folders[i])) == 0;
    ck_assert_msg(fine != refused, "%s: %s", row->value, why);
    ck_assert(fine || (why && *why));
}
END_TEST

START_TEST(times_out_of_range_are_refused)
{
    const char *why = NULL;
    Buf out = {.arena = &arena};
    IdlLiteral *time = literal_clone(&arena, value_of(&arena, "@2020-01-01"));
    time->scalar->primitive->datetime->seconds = INT64_MAX;
    ck_assert(!literal_template_text(&out, time, &why));
    ck_assert(!literal_file_text(&out, time, &why));
    time->scalar->primitive->datetime->seconds = 0;
    time->scalar->primitive->datetime->nanos = -1;
    ck_assert(!literal_file_text(&out, time, &why));
    IdlLiteral *span = literal_clone(&arena, value_of(&arena, "1s"));
    span->scalar->primitive->duration->seconds = INT64_MAX;
    ck_assert(!literal_file_text(&out, span, &why));
    span->scalar->primitive->duration->seconds = INT64_MIN;
    ck_assert(!literal_file_text(&out, span, &why));
    span->scalar->primitive->duration->seconds = 1;
    span->scalar->primitive->duration->nanos = -1;
    ck_assert(!literal_file_text(&out, span, &why));
    ck_assert(literal_template_text(&out, span, &why));
}
END_TEST

/* ---- what a task leaves ---- */

typedef struct Left {
    const char *type, *text;
    const char *value; /* NULL: refused */
    const char *why;   /* a part of the reason */
} Left;

static const Left lefts[] = {
    {"int", "5", "5", NULL},
    {"int", " \n\t5\n", "5", NULL},
    {"int", "+5", "5", NULL},
    {"int", "-0", "0", NULL},
    {"int", "010", "10", NULL},
    {"int", "9223372036854775807", "9223372036854775807", NULL},
    {"int", "-9223372036854775808", "-9223372036854775808", NULL},
    {"int", "9223372036854775808", NULL, "wants an int"},
    {"int", "", NULL, "found nothing"},
    {"int", "1_0", NULL, "found \"1_0\""},
    {"int", "5.0", NULL, "wants an int"},
    {"int", "0x10", NULL, "wants an int"},
    {"int", "5 6", NULL, "wants an int"},
    {"int", "5\r\n", NULL, "found \"5\\r\""}, /* CR is no space to Go */
    {"int", "+", NULL, "wants an int"},
    {"float", "1.5", "1.5", NULL},
    {"float", "1", "1.0", NULL},
    {"float", ".5", "0.5", NULL},
    {"float", "5.", "5.0", NULL},
    {"float", "1e3", "1000.0", NULL},
    {"float", "1_000.5", "1000.5", NULL},
    {"float", "0x1p-2", "0.25", NULL},
    {"float", "0x_1p1", "2.0", NULL},
    {"float", "inf", "inf", NULL},
    {"float", "+Infinity", "inf", NULL},
    {"float", "-INF", "-inf", NULL},
    {"float", "NaN", "nan", NULL},
    {"float", "1e-400", "0.0", NULL},
    {"float", "1e400", NULL, "wants a float"},
    {"float", "-nan", NULL, "wants a float"},
    {"float", "0x1", NULL, "wants a float"},
    {"float", "1e", NULL, "wants a float"},
    {"float", "1__0", NULL, "wants a float"},
    {"float", "_1", NULL, "wants a float"},
    {"float", "1_", NULL, "wants a float"},
    {"float", "1._5", NULL, "wants a float"},
    {"float", ".", NULL, "wants a float"},
    {"float", "infin", NULL, "wants a float"},
    {"float", "", NULL, "found nothing"},
    {"bool", "1", "true", NULL},
    {"bool", "t", "true", NULL},
    {"bool", "T", "true", NULL},
    {"bool", "true", "true", NULL},
    {"bool", "True", "true", NULL},
    {"bool", "TRUE", "true", NULL},
    {"bool", "0", "false", NULL},
    {"bool", "f", "false", NULL},
    {"bool", "F", "false", NULL},
    {"bool", "false", "false", NULL},
    {"bool", "False", "false", NULL},
    {"bool", "FALSE", "false", NULL},
    {"bool", "yes", NULL, "wants a bool"},
    {"bool", "tRUE", NULL, "wants a bool"},
    {"bool", "", NULL, "found nothing"},
    {"string", "", "\"\"", NULL},
    {"string", "  a b \n", "\"a b\"", NULL},
    {"string", "a\nb", "\"a\\nb\"", NULL},
    {"string", "\xFF", NULL, "UTF-8"},
    {"datetime", "2020-01-01T00:00:00Z", "@2020-01-01", NULL},
    {"datetime", "2020-01-01T05:04:05.1234567891Z",
     "@2020-01-01T05:04:05.123456789Z", NULL},
    {"datetime", "2020-01-01T05:04:05,5Z", "@2020-01-01T05:04:05.5Z", NULL},
    {"datetime", "2020-01-01T5:04:05Z", "@2020-01-01T05:04:05Z", NULL},
    {"datetime", "2020-01-01T05:04:05+24:60", "@2019-12-31T04:04:05Z", NULL},
    {"datetime", "2020-01-01T05:04:05-00:00", "@2020-01-01T05:04:05Z", NULL},
    {"datetime", "2020-02-29T00:00:00Z", "@2020-02-29", NULL},
    {"datetime", "2021-02-29T00:00:00Z", NULL, "wants a datetime"},
    {"datetime", "2020-01-01", NULL, "wants a datetime"},
    {"datetime", "2020-01-01 00:00:00Z", NULL, "wants a datetime"},
    {"datetime", "2020-01-01t00:00:00Z", NULL, "wants a datetime"},
    {"datetime", "2020-01-01T00:00:00z", NULL, "wants a datetime"},
    {"datetime", "2020-01-01T00:00:00", NULL, "wants a datetime"},
    {"datetime", "2020-01-01T00:00:60Z", NULL, "wants a datetime"},
    {"datetime", "2020-01-01T24:00:00Z", NULL, "wants a datetime"},
    {"datetime", "2020-13-01T00:00:00Z", NULL, "wants a datetime"},
    {"datetime", "2020-01-01T00:00:00.Z", NULL, "wants a datetime"},
    {"datetime", "2020-01-01T00:00:00+25:00", NULL, "wants a datetime"},
    {"datetime", "0000-01-01T00:00:00Z", NULL, "wants a datetime"},
    {"duration", "1h2m3s", "1h2m3s", NULL},
    {"duration", "1.5h", "1h30m", NULL},
    {"duration", "300ms", "300ms", NULL},
    {"duration", "-1.5h", "-1h30m", NULL},
    {"duration", "+5s", "5s", NULL},
    {"duration", "0", "0s", NULL},
    {"duration", "-0", "0s", NULL},
    {"duration", "1us", "1us", NULL},
    {"duration", "1\xC2\xB5s", "1us", NULL},
    {"duration", "1\xCE\xBCs", "1us", NULL},
    {"duration", ".5s", "500ms", NULL},
    {"duration", "5.s", "5s", NULL},
    {"duration", "1h1h", "2h", NULL},
    {"duration", "1.0000000001s", "1s", NULL},
    {"duration", "0.1ns", "0s", NULL},
    {"duration", "2562047h47m16.854775807s", "9223372036854775807ns", NULL},
    {"duration", "-9223372036854775808ns", "-9223372036854775808ns", NULL},
    {"duration", "9223372036854775808ns", NULL, "wants a duration"},
    {"duration", "3000000h", NULL, "wants a duration"},
    {"duration", "5", NULL, "wants a duration"},
    {"duration", "", NULL, "found nothing"},
    {"duration", ".s", NULL, "wants a duration"},
    {"duration", "1d", NULL, "wants a duration"},
    {"duration", "1 h", NULL, "wants a duration"},
    {"duration", "1h-2m", NULL, "wants a duration"},
    {"duration", "1e3s", NULL, "wants a duration"},
    {"none", "anything", "null", NULL},
    {"bytes", " hi ", "packed(6869)", NULL},
    {"error", "went wrong", "error(\"went wrong\")", NULL},
    {"struct", "{\"a\": [1, null]}", "old{\"a\": [1, null]}", NULL},
    {"struct", " {} ", "old{}", NULL},
    {"struct", "[1]", NULL, "wants a JSON object"},
    {"struct", "{\"a\": 1", NULL, "wants a JSON object"},
    {"struct", "", NULL, "found nothing"},
    {"{a: int}", "{\"a\": 1}", "old{\"a\": 1}", NULL},
    {"list<int>", "[1]", NULL, "not list<int>"},
    {"map<int>", "{}", NULL, "not map<int>"},
    {"int?", "1", NULL, "not int?"},
    {"enum(a,b)", "a", NULL, "not enum { a, b }"},
    {"table", "x", NULL, "not table"},
};

START_TEST(spec_4_3_a_file_that_a_task_wrote)
{
    const Left *row = &lefts[_i];
    const char *why = NULL;
    const IdlLiteral *found = literal_of_file_text(
        &arena, type_of(&arena, row->type), row->text, strlen(row->text), &why);
    if (!row->value) {
        ck_assert_msg(!found, "%s %s", row->type, row->text);
        ck_assert_msg(strstr(why, row->why) != NULL, "%s %s: %s", row->type,
                      row->text, why);
        return;
    }
    ck_assert_msg(found != NULL, "%s %s: %s", row->type, row->text, why);
    ck_assert_msg(same_value(found, value_of(&arena, row->value)),
                  "%s %s: found %s", row->type, row->text,
                  value_text_of(&arena, found));
}
END_TEST

START_TEST(a_file_may_hold_anything)
{
    const char *why = NULL;
    ck_assert_ptr_null(literal_of_file_text(&arena, type_of(&arena, "string"),
                                            "a\0b", 3, &why));
    ck_assert_ptr_nonnull(strstr(why, "NUL"));
    ck_assert_ptr_null(
        literal_of_file_text(&arena, type_of(&arena, "int"), "5\0", 2, &why));
    ck_assert_ptr_null(literal_of_file_text(&arena, NULL, "5", 1, &why));
    const IdlLiteral *bytes =
        literal_of_file_text(&arena, type_of(&arena, "bytes"), "a\0b", 3, &why);
    ck_assert(same_value(bytes, value_of(&arena, "packed(610062)")));
    char *long_text = arena_alloc(&arena, 5001);
    memset(long_text, '\x1b', 5000);
    ck_assert_ptr_null(literal_of_file_text(&arena, type_of(&arena, "int"),
                                            long_text, 5000, &why));
    ck_assert_uint_lt(strlen(why), 400);
    ck_assert_ptr_null(strchr(why, '\x1b'));
    Buf deep = {.arena = &arena};
    for (int i = 0; i < 50; i++)
        buf_text(&deep, "{\"a\":");
    buf_char(&deep, '1');
    buf_fill(&deep, '}', 50);
    ck_assert_ptr_null(literal_of_file_text(&arena, type_of(&arena, "struct"),
                                            deep.at, deep.len, &why));
    ck_assert_ptr_nonnull(strstr(why, "nested"));
}
END_TEST

START_TEST(what_is_written_is_read_back)
{
    static const char *const values[][2] = {
        {"int", "-9223372036854775808"},
        {"float", "5e-324"},
        {"float", "1.7976931348623157e308"},
        {"float", "-inf"},
        {"bool", "true"},
        {"string", "\"x y\""},
        {"datetime", "@1969-12-31T23:59:59.000000001Z"},
        {"duration", "-9223372036854775808ns"},
        {"duration", "1500ns"},
        {"struct", "old{\"a\": {\"b\": [1.5, \"x\", null]}}"}};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        const char *why = NULL;
        Buf out = {.arena = &arena};
        const IdlLiteral *value = value_of(&arena, values[i][1]);
        ck_assert(literal_file_text(&out, value, &why));
        const IdlLiteral *again =
            literal_of_file_text(&arena, type_of(&arena, values[i][0]),
                                 buf_string(&out), out.len, &why);
        ck_assert_msg(again && same_value(again, value), "%s", values[i][1]);
    }
}
END_TEST

/* ---- for people ---- */

static const char *const shown[][3] = {
    {"5", "10", "5"},
    {"\"abc\"", "5", "\"abc\""},
    {"\"abc\"", "4", "\"..."},
    {"\"\\u001b[31m\"", "40", "\"\\u{1b}[31m\""},
    {"\"\\u202e\"", "40", "\"\\u{202e}\""},
    {"[1, 2, 3]", "20", "[1, 2, 3]"},
    {"[1, 2, 3]", "6", "[1,..."},
    {"{\"a\": null}", "20", "{\"a\": none}"},
    {"union(int: 1)", "20", "1"},
    {"@2026-01-31", "30", "2026-01-31T00:00:00Z"},
    {"90s", "30", "1m30s"},
    {"file(s3://b/k)", "30", "s3://b/k"},
    {"record{\"a\": 1}", "30", "{\"a\":1}"},
    {"packed(c1)", "30", "1 bytes"},
    {"\"\\u65e5\\u672c\\u8a9e\"", "6", "\"\xE6\x97\xA5..."},
    {"1", "0", ""},
    {"12345", "2", ".."},
    {"unset", "10", "nothing"},
};

START_TEST(a_value_on_a_line)
{
    const IdlLiteral *value = value_of(&arena, shown[_i][0]);
    size_t width = (size_t)atoi(shown[_i][1]);
    ck_assert_str_eq(literal_shown(&arena, value, width), shown[_i][2]);
}
END_TEST

START_TEST(a_type_on_a_line)
{
    static const char *const types[][2] = {
        {"list<file<csv>>", "list<file<csv>>"},
        {"int?", "int?"},
        {"map<list<dir>>", "map<list<dir>>"},
        {"{b: int, a: string?}", "{ a: string?, b: int }"},
        {"where('self > 1', int)", "int where self > 1"}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        ck_assert_str_eq(type_shown(&arena, type_of(&arena, types[i][0])),
                         types[i][1]);
    Buf wide = {.arena = &arena};
    buf_char(&wide, '{');
    for (int i = 0; i < 40; i++)
        buf_print(&wide, "field_%02d: list<string>,", i);
    buf_char(&wide, '}');
    const char *line = type_shown(&arena, type_of(&arena, buf_string(&wide)));
    ck_assert_ptr_null(strchr(line, '\n'));
    ck_assert_uint_gt(strlen(line), 800);
    ck_assert_str_eq(type_shown(&arena, NULL), "unknown");
}
END_TEST

Suite *literal_text_suite(void)
{
    Suite *suite = suite_create("literal_text");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, spec_4_2_a_value_in_a_command, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_loop_test(tests, spec_4_3_a_value_in_a_file, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_test(tests, times_out_of_range_are_refused);
    tcase_add_loop_test(tests, spec_4_3_a_file_that_a_task_wrote, 0,
                        sizeof lefts / sizeof *lefts);
    tcase_add_test(tests, a_file_may_hold_anything);
    tcase_add_test(tests, what_is_written_is_read_back);
    tcase_add_loop_test(tests, a_value_on_a_line, 0,
                        sizeof shown / sizeof *shown);
    tcase_add_test(tests, a_type_on_a_line);
    suite_add_tcase(suite, tests);
    return suite;
}
