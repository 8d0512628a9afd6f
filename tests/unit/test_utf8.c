#include <string.h>

#include "base/utf8.h"
#include "tests/unit/suites.h"

typedef struct CheckCase {
    const char *text;
    size_t bad; /* offset; SIZE_MAX: none */
} CheckCase;

static const CheckCase checks[] = {
    {"", SIZE_MAX},
    {"plain", SIZE_MAX},
    {"eight ch and eight more of them", SIZE_MAX},
    {"\xC3\xA9", SIZE_MAX},
    {"\xE2\x82\xAC", SIZE_MAX},
    {"\xF0\x9F\x98\x80", SIZE_MAX},
    {"\xF4\x8F\xBF\xBF", SIZE_MAX},
    {"\xED\x9F\xBF", SIZE_MAX},
    {"\xEE\x80\x80", SIZE_MAX},
    {"ab\x80", 2},           /* continues nothing */
    {"ab\xC3", 2},           /* cut short */
    {"12345678\xE2\x82", 8}, /* cut short after whole words */
    {"\xC0\xAF", 0},         /* overlong / */
    {"\xC1\xBF", 0},         /* overlong */
    {"\xE0\x9F\xBF", 0},     /* overlong */
    {"\xF0\x8F\xBF\xBF", 0}, /* overlong */
    {"x\xED\xA0\x80", 1},    /* surrogate */
    {"\xF4\x90\x80\x80", 0}, /* beyond U+10FFFF */
    {"\xF5\x80\x80\x80", 0}, /* leads nothing */
    {"\xFF", 0},
    {"\xE2\x28\xA1", 0},  /* second byte does not continue */
    {"\xE2\x82\x28", 0},  /* third neither */
    {"\xF0\x9F\x98z", 0}, /* fourth neither */
    {"1234567\xC3\xA9 and then \xC3", 19},
};

START_TEST(the_first_bad_byte_is_found)
{
    const CheckCase *check = &checks[_i];
    size_t len = strlen(check->text);
    size_t wanted = check->bad == SIZE_MAX ? len : check->bad;
    ck_assert_uint_eq(utf8_check(check->text, len), wanted);
}
END_TEST

/* Whichever word of a long text it stands in. */
START_TEST(a_bad_byte_hides_nowhere)
{
    char text[101] = {0};
    for (size_t at = 0; at < 100; at++) {
        memset(text, 'a', 100);
        text[at] = '\xFF';
        ck_assert_uint_eq(utf8_check(text, 100), at);
    }
}
END_TEST

START_TEST(every_code_point_reads_back_and_only_those)
{
    for (uint32_t point = 0; point <= 0x110000; point++) {
        char text[4];
        size_t size = 1;
        if (point < 0x80) {
            text[0] = (char)point;
        } else if (point < 0x800) {
            size = 2;
            text[0] = (char)(0xC0 | point >> 6);
        } else if (point < 0x10000) {
            size = 3;
            text[0] = (char)(0xE0 | point >> 12);
        } else {
            size = 4;
            text[0] = (char)(0xF0 | point >> 18);
        }
        for (size_t i = 1; i < size; i++)
            text[i] = (char)(0x80 | (point >> 6 * (size - 1 - i) & 0x3F));
        bool good = point < 0x110000 && !(point >= 0xD800 && point < 0xE000);
        size_t found;
        uint32_t read = utf8_next(text, size, &found);
        ck_assert_uint_eq(read, good ? point : UTF8_REPLACEMENT);
        ck_assert_uint_eq(found, good ? size : 1);
    }
}
END_TEST

START_TEST(code_points_and_units_are_counted)
{
    const char *text = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80 and more";
    ck_assert_uint_eq(utf8_count(text, strlen(text)), 13);
    ck_assert_uint_eq(utf8_count_utf16(text, strlen(text)), 14);
    ck_assert_uint_eq(utf8_count(text, 0), 0);
    for (size_t len = 0; len < 40; len++)
        ck_assert_uint_eq(
            utf8_count("0123456789012345678901234567890123456789", len), len);
}
END_TEST

START_TEST(bidi_controls_are_known)
{
    ck_assert(utf8_is_bidi_control(0x202A));
    ck_assert(utf8_is_bidi_control(0x202E));
    ck_assert(utf8_is_bidi_control(0x2066));
    ck_assert(utf8_is_bidi_control(0x2069));
    ck_assert(utf8_is_bidi_control(0x200F));
    ck_assert(!utf8_is_bidi_control(0x2029));
    ck_assert(!utf8_is_bidi_control(0x202F));
    ck_assert(!utf8_is_bidi_control(0x2065));
    ck_assert(!utf8_is_bidi_control(0x206A));
    ck_assert(!utf8_is_bidi_control('a'));
}
END_TEST

Suite *utf8_suite(void)
{
    Suite *suite = suite_create("utf8");
    TCase *tcase = tcase_create("utf8");
    int count = sizeof(checks) / sizeof(*checks);
    tcase_add_loop_test(tcase, the_first_bad_byte_is_found, 0, count);
    tcase_add_test(tcase, a_bad_byte_hides_nowhere);
    tcase_add_test(tcase, every_code_point_reads_back_and_only_those);
    tcase_add_test(tcase, code_points_and_units_are_counted);
    tcase_add_test(tcase, bidi_controls_are_known);
    suite_add_tcase(suite, tcase);
    return suite;
}
