#include <float.h>
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "base/json_out.h"
#include "tests/unit/suites.h"

static Arena arena;

static void stop(void)
{
    arena_release(&arena);
}

static const Json *parse(const char *text)
{
    return json_parse(&arena, text, strlen(text), NULL, NULL);
}

static const char *written(const Json *value, bool indented)
{
    Buf buf = {.arena = &arena};
    JsonOut out = {.buf = &buf, .indented = indented};
    json_put(&out, value);
    return buf_string(&buf);
}

/* Read and written again, they are the same. */
static const char *const good[] = {
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-12.50e+3",
    "9223372036854775807",
    "123456789012345678901234567890",
    "\"\"",
    "\"a\\\"b\\\\c\\n\\t\\u0001\xC3\xA9\xF0\x9F\x98\x80\"",
    "[]",
    "{}",
    "[[],{},[1,[2,[3]]]]",
    "{\"a\":1,\"A\":2,\"\":{\"a\":[true,null,\"x\"]}}",
};

START_TEST(what_is_read_is_written_alike)
{
    const Json *value = parse(good[_i]);
    ck_assert_ptr_nonnull(value);
    ck_assert_str_eq(written(value, false), good[_i]);
}
END_TEST

typedef struct BadCase {
    const char *text;
    size_t at;
    const char *why;
} BadCase;

static const BadCase bad[] = {
    {"", 0, "it is not JSON from here on"},
    {"  ", 1, "it is not JSON from here on"},
    {"nul", 0, "it is not JSON from here on"},
    {"[1,]", 3, "it is not JSON from here on"},
    {"[1 2]", 3, "it is not JSON from here on"},
    {"{\"a\" 1}", 5, "it is not JSON from here on"},
    {"{a:1}", 2, "it is not JSON from here on"},
    {"[1", 1, "it is not JSON from here on"},
    {"1 2", 1, "there is text after the value"},
    {"{} x", 2, "there is text after the value"},
    {"01", 1, "a number does not start with 0"},
    {"-", 1, "a digit is missing here"},
    {"1.", 2, "a digit is missing here"},
    {"1e", 2, "a digit is missing here"},
    {"1.e5", 2, "a digit is missing here"},
    {"\"a", 2, "a string is not closed"},
    {"\"a\\", 3, "a string is not closed"},
    {"\"a\nb\"", 2, "a string holds a control character"},
    {"\"a\\u0000b\"", 3, "a string holds a NUL character"},
    {"\x01", 0, "a control character outside a string"},
    {"\"\xC3\"", 1, "it is not UTF-8"},
    {"\"\xED\xA0\x80\"", 1, "it is not UTF-8"},
    {"\"\\ud800\"", 1, "it is not JSON from here on"},
    {"{\"a\":1,\"a\":2}", 13, "two members are called `a`"},
    {"{\"a\":{\"a\":1},\"a\":2}", 19, "two members are called `a`"},
};

START_TEST(what_is_not_json_is_refused_with_a_reason)
{
    const char *why = NULL;
    size_t at = 0;
    const char *text = bad[_i].text;
    ck_assert_ptr_null(json_parse(&arena, text, strlen(text), &why, &at));
    ck_assert_str_eq(why, bad[_i].why);
    ck_assert_uint_eq(at, bad[_i].at);
}
END_TEST

START_TEST(a_raw_nul_is_refused)
{
    ck_assert_ptr_null(json_parse(&arena, "[1\0]", 4, NULL, NULL));
    ck_assert_ptr_null(json_parse(&arena, "1\0", 2, NULL, NULL));
}
END_TEST

START_TEST(text_need_not_end_in_nul)
{
    char text[4] = {'[', '1', ']', '2'};
    const Json *value = json_parse(&arena, text, 3, NULL, NULL);
    ck_assert_ptr_nonnull(value);
    ck_assert_uint_eq(value->len, 1);
}
END_TEST

static const char *nested(int depth)
{
    Buf buf = {.arena = &arena};
    buf_fill(&buf, '[', (size_t)depth);
    buf_fill(&buf, ']', (size_t)depth);
    return buf_string(&buf);
}

START_TEST(depth_has_a_limit)
{
    ck_assert_ptr_nonnull(parse(nested(JSON_DEPTH)));
    ck_assert_ptr_null(parse(nested(JSON_DEPTH + 1)));
    ck_assert_ptr_null(parse(nested(1000000)));
}
END_TEST

START_TEST(members_are_found_by_their_very_name)
{
    const Json *value = parse("{\"Name\":1,\"name\":\"x\"}");
    ck_assert_str_eq(json_text(json_member(value, "name")), "x");
    ck_assert_ptr_null(json_member(value, "NAME"));
    ck_assert_ptr_null(json_text(json_member(value, "Name")));
    ck_assert_ptr_null(json_member(parse("[1]"), "0"));
    ck_assert_ptr_null(json_member(NULL, "x"));
    ck_assert_ptr_null(json_text(NULL));
}
END_TEST

typedef struct IntCase {
    const char *text;
    bool fits;
    int64_t number;
} IntCase;

static const IntCase ints[] = {
    {"9223372036854775807", true, INT64_MAX},
    {"-9223372036854775808", true, INT64_MIN},
    {"9007199254740993", true, 9007199254740993},
    {"\"9223372036854775807\"", true, INT64_MAX},
    {"9223372036854775808", false, 0},
    {"1.0", false, 0},
    {"1e3", false, 0},
    {"\"\"", false, 0},
    {"\" 1\"", false, 0},
    {"\"1x\"", false, 0},
    {"\"+1\"", false, 0},
    {"true", false, 0},
};

START_TEST(whole_numbers_are_exact)
{
    int64_t number = 0;
    bool fits = json_int64(parse(ints[_i].text), &number);
    ck_assert_int_eq(fits, ints[_i].fits);
    if (fits)
        ck_assert_int_eq(number, ints[_i].number);
}
END_TEST

START_TEST(unsigned_numbers_are_exact)
{
    uint64_t number = 0;
    ck_assert(json_uint64(parse("18446744073709551615"), &number));
    ck_assert_uint_eq(number, UINT64_MAX);
    ck_assert(!json_uint64(parse("18446744073709551616"), &number));
    ck_assert(!json_uint64(parse("-1"), &number));
    ck_assert(!json_uint64(parse("\"-1\""), &number));
}
END_TEST

static const double doubles[] = {0.0,     0.1,     1.0 / 3,  1e300, -2.5e-7,
                                 DBL_MIN, DBL_MAX, 123456.0, 5e-324};

START_TEST(doubles_read_back_as_they_were)
{
    Buf buf = {.arena = &arena};
    JsonOut out = {.buf = &buf};
    json_put_double(&out, doubles[_i]);
    double found;
    ck_assert(json_double(parse(buf_string(&buf)), &found));
    ck_assert(found == doubles[_i]);
}
END_TEST

START_TEST(doubles_without_digits_are_strings)
{
    Buf buf = {.arena = &arena};
    JsonOut out = {.buf = &buf};
    json_open(&out, '[');
    json_put_double(&out, (double)NAN);
    json_put_double(&out, (double)INFINITY);
    json_put_double(&out, -(double)INFINITY);
    json_put_double(&out, 0.1);
    json_close(&out, ']');
    ck_assert_str_eq(buf_string(&buf),
                     "[\"NaN\",\"Infinity\",\"-Infinity\",0.1]");
    const Json *value = parse(buf_string(&buf));
    double found;
    ck_assert(json_double(value->first, &found) && isnan(found));
    ck_assert(json_double(value->first->next, &found) && found > 0);
    ck_assert(!json_double(parse("\"nan\""), &found));
    ck_assert(!json_double(parse("\"0x10\""), &found));
    ck_assert(!json_double(parse("1e999"), &found));
    ck_assert(!json_double(parse("null"), &found));
}
END_TEST

START_TEST(indented_output_has_a_line_an_item)
{
    const Json *value = parse("{\"a\":[1,{}],\"b\":{\"c\":[]}}");
    ck_assert_str_eq(written(value, true), "{\n"
                                           "  \"a\": [\n"
                                           "    1,\n"
                                           "    {}\n"
                                           "  ],\n"
                                           "  \"b\": {\n"
                                           "    \"c\": []\n"
                                           "  }\n"
                                           "}");
}
END_TEST

START_TEST(bytes_that_are_not_text_become_a_sign)
{
    Buf buf = {.arena = &arena};
    JsonOut out = {.buf = &buf};
    json_put_string(&out, "a\xFF\xC3z");
    ck_assert_str_eq(buf_string(&buf), "\"a\xEF\xBF\xBD\xEF\xBF\xBDz\"");
}
END_TEST

START_TEST(what_could_lead_a_terminal_astray_is_escaped)
{
    Buf buf = {.arena = &arena};
    json_put_string(&(JsonOut){.buf = &buf},
                    "\x1b\x7f\xc2\x9b\xe2\x80\xae\xf3\xa0\x80\x81gr\xc3\xbc");
    ck_assert_str_eq(buf_string(&buf), "\"\\u001b\\u007f\\u009b\\u202e"
                                       "\\udb40\\udc01gr\xc3\xbc\"");
}
END_TEST

START_TEST(base64_is_padded)
{
    static const char *const wanted[] = {"\"\"", "\"+w==\"", "\"+/8=\"",
                                         "\"+/9h\""};
    for (size_t len = 0; len < 4; len++) {
        Buf buf = {.arena = &arena};
        json_put_base64(&(JsonOut){.buf = &buf}, "\xFB\xFF\x61", len);
        ck_assert_str_eq(buf_string(&buf), wanted[len]);
    }
}
END_TEST

Suite *json_suite(void)
{
    Suite *suite = suite_create("json");
    TCase *tcase = tcase_create("json");
    tcase_add_checked_fixture(tcase, NULL, stop);
    tcase_add_loop_test(tcase, what_is_read_is_written_alike, 0,
                        sizeof(good) / sizeof(*good));
    tcase_add_loop_test(tcase, what_is_not_json_is_refused_with_a_reason, 0,
                        sizeof(bad) / sizeof(*bad));
    tcase_add_test(tcase, a_raw_nul_is_refused);
    tcase_add_test(tcase, text_need_not_end_in_nul);
    tcase_add_test(tcase, depth_has_a_limit);
    tcase_add_test(tcase, members_are_found_by_their_very_name);
    tcase_add_loop_test(tcase, whole_numbers_are_exact, 0,
                        sizeof(ints) / sizeof(*ints));
    tcase_add_test(tcase, unsigned_numbers_are_exact);
    tcase_add_loop_test(tcase, doubles_read_back_as_they_were, 0,
                        sizeof(doubles) / sizeof(*doubles));
    tcase_add_test(tcase, doubles_without_digits_are_strings);
    tcase_add_test(tcase, indented_output_has_a_line_an_item);
    tcase_add_test(tcase, bytes_that_are_not_text_become_a_sign);
    tcase_add_test(tcase, what_could_lead_a_terminal_astray_is_escaped);
    tcase_add_test(tcase, base64_is_padded);
    suite_add_tcase(suite, tcase);
    return suite;
}
