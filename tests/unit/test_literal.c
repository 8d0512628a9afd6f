/* Literals: what each text is worth, at its limits. */
#include <string.h>

#include "tests/unit/parsed.h"
#include "tests/unit/suites.h"

typedef struct LiteralCase {
    const char *text;
    const char *dump; /* of the constant's value; NULL: refused */
    const char *code; /* of the refusal */
} LiteralCase;

static const LiteralCase literals[] = {
    {"0", "0", NULL},
    {"1_000", "1000", NULL},
    {"007", "7", NULL},
    {"9223372036854775807", "9223372036854775807", NULL},
    {"9223372036854775808", NULL, "E0011"},
    {"-9223372036854775808", "-9223372036854775808", NULL},
    {"-9223372036854775809", NULL, "E0011"},
    {"1 -9223372036854775808", NULL, "E0011"},
    {"1 - -9223372036854775808", "(binary - 1 -9223372036854775808)", NULL},
    {"-(9223372036854775807)", "-9223372036854775807", NULL},
    {"99999999999999999999999", NULL, "E0011"},
    {"3.5", "3.5", NULL},
    {"1e6", "1000000", NULL},
    {"1_0.2_5", "10.25", NULL},
    {"2.5e-3", "0.0025", NULL},
    {"-0.5", "-0.5", NULL},
    {"1e308", "1e+308", NULL},
    {"1e309", NULL, "E0011"},
    {"1..3", "(range 1 3)", NULL},
    {"10q", NULL, "E0012"},
    {"1.5h", NULL, "E0012"},
    {"1.5Gi", NULL, "E0012"},
    {"0x10", NULL, "E0012"},
    {"10m", "(duration 600000000000)", NULL},
    {"2h30m", "(duration 9000000000000)", NULL},
    {"1d", "(duration 86400000000000)", NULL},
    {"250ms", "(duration 250000000)", NULL},
    {"0s", "(duration 0)", NULL},
    {"106751d", "(duration 9223286400000000000)", NULL},
    {"106752d", NULL, "E0013"},
    {"9223372036s854ms", "(duration 9223372036854000000)", NULL},
    {"9223372036s855ms", NULL, "E0013"},
    {"99999999999999999999d", NULL, "E0013"},
    {"4Gi", "(size 4294967296 Gi)", NULL},
    {"500Mi", "(size 524288000 Mi)", NULL},
    {"2GB", "(size 2000000000 GB)", NULL},
    {"1KB", "(size 1000 KB)", NULL},
    {"8388607Ti", "(size 9223370937343148032 Ti)", NULL},
    {"8388608Ti", NULL, "E0013"},
    {"@1970-01-01", "(datetime 0)", NULL},
    {"@1969-12-31", "(datetime -86400000000000)", NULL},
    {"@2026-01-31T08:00:00Z", "(datetime 1769846400000000000)", NULL},
    {"@2026-01-31T08:00:00.5Z", "(datetime 1769846400500000000)", NULL},
    {"@2026-01-31T08:00:00.000000001Z", "(datetime 1769846400000000001)", NULL},
    {"@2026-01-31T08:00:00.0000000001Z", NULL, "E0014"},
    {"@2024-02-29", "(datetime 1709164800000000000)", NULL},
    {"@2000-02-29", "(datetime 951782400000000000)", NULL},
    {"@1900-02-29", NULL, "E0014"},
    {"@2026-02-29", NULL, "E0014"},
    {"@2026-02-30", NULL, "E0014"},
    {"@2026-00-10", NULL, "E0014"},
    {"@2026-13-10", NULL, "E0014"},
    {"@2026-04-31", NULL, "E0014"},
    {"@2026-01-00", NULL, "E0014"},
    {"@2026-1-1", NULL, "E0014"},
    {"@2026-01-31T24:00:00Z", NULL, "E0014"},
    {"@2026-01-31T23:59:60Z", NULL, "E0014"},
    {"@2026-01-31T08:00:00", NULL, "E0014"},
    {"@2026-01-31T08:00:00+01:00", NULL, "E0014"},
    {"@2026-01-31T08:00Z", NULL, "E0014"},
    {"@2026-01-31T08:00:00.Z", NULL, "E0014"},
    {"@1677-09-22", "(datetime -9223286400000000000)", NULL},
    {"@1677-09-20", NULL, "E0014"},
    {"@2262-04-11T23:47:16.854775807Z", "(datetime 9223372036854775807)", NULL},
    {"@2262-04-11T23:47:16.854775808Z", NULL, "E0014"},
    {"@0000-01-01", NULL, "E0014"},
    {"@", NULL, "E0014"},
    {"true", "true", NULL},
    {"none", "(none)", NULL},
    {"null", NULL, "E0017"},
    {"True", NULL, "E0017"},
    {"\"\"", "\"\"", NULL},
    {"\"a\\n\\t\\r\\\"\\\\b\"", "\"a\\x0a\\x09\\x0d\\\"\\\\b\"", NULL},
    {"\"\\u{41}\\u{e9}\\u{20AC}\\u{1F600}\"",
     "\"A\xC3\xA9\xE2\x82\xAC"
     "\xF0\x9F\x98\x80\"",
     NULL},
    {"\"\\u{10FFFF}\"", "\"\xF4\x8F\xBF\xBF\"", NULL},
    {"\"\\u{110000}\"", NULL, "E0009"},
    {"\"\\u{D800}\"", NULL, "E0009"},
    {"\"\\u{0}\"", NULL, "E0009"},
    {"\"\\u{}\"", NULL, "E0009"},
    {"\"\\u{1234567}\"", NULL, "E0009"},
    {"\"\\u41\"", NULL, "E0009"},
    {"\"\\u{41\"", NULL, "E0009"},
    {"\"\\u\"", NULL, "E0009"},
    {"\"\\q\"", NULL, "E0009"},
    {"\"{{x}}\"", "\"{x}\"", NULL},
    {"\"a{x}b\"", "(interpolation \"a\" x \"b\")", NULL},
    {"\"{x}{y}\"", "(interpolation x y)", NULL},
    {"\"{x.y.z}\"", "(interpolation (field (field x y) z))", NULL},
    {"\"{xs[0].n}\"", "(interpolation (field (index xs 0) n))", NULL},
    {"\"{Region.sf}\"", "(interpolation (field Region sf))", NULL},
    {"\"{}\"", NULL, "E0016"},
    {"\"{x\"", NULL, "E0016"},
    {"\"{x + 1}\"", NULL, "E0016"},
    {"\"{x[}\"", NULL, "E0016"},
    {"\"{x.}\"", NULL, "E0016"},
    {"\"{1}\"", NULL, "E0016"},
    {"\"a}b\"", NULL, "E0016"},
    {"r\"{x}\\n\"", "\"{x}\\\\n\"", NULL},
    {"r\"\"\"{x}\\\"\"\"", "\"{x}\\\\\"", NULL},
    {"\"\"\"\n    a\n      b\n\n    c\n  \"\"\"",
     "\"a\\x0a  b\\x0a\\x0ac\\x0a\"", NULL},
    {"\"\"\"\n    a\n    b\"\"\"", "\"a\\x0ab\"", NULL},
    {"\"\"\"\r\n  a\r\n  b\r\n\"\"\"", "\"a\\x0ab\\x0a\"", NULL},
    {"\"\"\"a\n  b\"\"\"", "\"a\\x0a  b\"", NULL},
    {"\"\"\"\"\"\"", "\"\"", NULL},
    {"\"\"\"\n\"\"\"", "\"\"", NULL},
    {"\"\"\"\n  \"\"a\" {x}\n  \"\"\"",
     "(interpolation \"\\\"\\\"a\\\" \" x "
     "\"\\x0a\")",
     NULL},
    {"\"\"\"\n\ta\n  b\n\"\"\"", "\"\\x09a\\x0a  b\\x0a\"", NULL},
    {"'x'", NULL, "E0017"},
    {"\"open", NULL, "E0008"},
    {"r\"open", NULL, "E0008"},
    {"\"\"\"open", NULL, "E0008"},
    {"\"open\\", NULL, "E0008"},
};

START_TEST(a_literal_is_worth_what_it_says)
{
    const LiteralCase *given = &literals[_i];
    Parsed parsed;
    Arena arena = {0};
    char *text = arena_print(&arena, "const x = %s\n", given->text);
    parsed_text(&parsed, text);
    if (given->dump) {
        const char *wanted = arena_print(&arena, "(const x %s)\n", given->dump);
        ck_assert_str_eq(parsed_codes(&parsed), "");
        ck_assert_str_eq(parsed_dump(&parsed), wanted);
    } else {
        ck_assert_str_eq(parsed_codes(&parsed), given->code);
        ck_assert(parsed.module->failed);
    }
    parsed_release(&parsed);
    arena_release(&arena);
}
END_TEST

START_TEST(a_text_has_at_most_a_mebibyte)
{
    enum { MOST = (1 << 20) - 2 }; /* and its quotes */
    Parsed parsed;
    Arena arena = {0};
    for (size_t len = MOST - 1; len <= MOST + 1; len++) {
        parsed_text(&parsed, repeat(&arena, "const x = \"", "a", len, "\""));
        ck_assert_str_eq(parsed_codes(&parsed), len > MOST ? "E0015" : "");
        parsed_release(&parsed);
    }
    arena_release(&arena);
}
END_TEST

START_TEST(an_interpolated_name_knows_its_place)
{
    const char *text = "const x = \"ab{name.field}\"\n";
    Parsed parsed;
    parsed_text(&parsed, text);
    const Expr *value = parsed.module->decls.at[0]->as.const_.value;
    const Expr *field = value->as.interpolation.at[1].expr;
    uint32_t start = 1 + (uint32_t)(strstr(text, "name") - text);
    ck_assert_uint_eq(field->span.start, start);
    ck_assert_uint_eq(field->span.end, start + 10);
    ck_assert_uint_eq(field->as.field.name.span.start, start + 5);
    ck_assert_uint_eq(field->as.field.base->span.end, start + 4);
    parsed_release(&parsed);
}
END_TEST

Suite *literal_suite(void)
{
    Suite *suite = suite_create("literal");
    TCase *tcase = tcase_create("literal");
    int count = sizeof(literals) / sizeof(*literals);
    tcase_add_loop_test(tcase, a_literal_is_worth_what_it_says, 0, count);
    tcase_add_test(tcase, a_text_has_at_most_a_mebibyte);
    tcase_add_test(tcase, an_interpolated_name_knows_its_place);
    suite_add_tcase(suite, tcase);
    return suite;
}
