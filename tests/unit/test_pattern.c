/* test_pattern.c - what patterns match, in one pass. */
#include <string.h>

#include "base/pattern.h"
#include "tests/unit/suites.h"

typedef struct Match {
    const char *pattern;
    const char *yes; /* words with a space between; "-" is the empty text */
    const char *no;
} Match;

static const Match matches[] = {
    {"", "-", "a"},
    {"a", "a", "- b aa"},
    {"abc", "abc", "ab abcd xabc"},
    {"a|b|cd", "a b cd", "- c d ab"},
    {"a*", "- a aaaa", "b ab"},
    {"a+", "a aa", "- b"},
    {"ab?c", "ac abc", "abbc"},
    {"(ab)+", "ab abab", "- a aba"},
    {"(?:ab)*c", "c abc", "ab"},
    {"a{3}", "aaa", "aa aaaa"},
    {"a{2,}", "aa aaaaa", "a -"},
    {"a{1,3}", "a aa aaa", "- aaaa"},
    {"a{0,2}", "- a aa", "aaa"},
    {"a{0}", "-", "a"},
    {"[abc]", "a b c", "d ab"},
    {"[a-c]x", "ax bx", "dx"},
    {"[^a-c]", "d ä 1", "a b"},
    {"[a-]+", "a a-a", "b"},
    {"[]", NULL, NULL},
    {"[\\]x]", "] x", "a"},
    {"[\\d_]+", "12_3", "a"},
    {"[[:alpha:]]+", "abZ", "a1"},
    {"\\d+", "0 42", "- x"},
    {"\\D", "x", "1"},
    {"\\w+", "a_1Z", "a.b ä"},
    {"\\W", "! ä", "a"},
    {"a\\.b", "a.b", "axb"},
    {"\\(\\)", "()", "a"},
    {".", "a ä 日 😀", "- ab"},
    {"..", "äö", "ä"},
    {"^abc$", "abc", "xabc abcd"},
    {"^(a|b)$", "a b", "ab"},
    {"[a-zа-я]+", "привет hi", "ПРИВЕТ"},
    {"(a*)*", "- a aa", "b"},
    {"(a|ab)(c|bcd)", "ac abc abcd abbcd", "ab"},
    {"(a*b*)*c", "c abababc", "abab"},
    {"[a-z]([-a-z0-9]*[a-z0-9])?", "a a-b a1", "- -a a- A"},
    {"\\d{4}-\\d{2}-\\d{2}", "2026-01-31", "2026-1-31"},
    {"(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}",
     "127.0.0.1 255.255.255.255", "256.1.1.1 1.2.3"},
};

static void check_words(const Pattern *pattern, const char *words, bool wanted)
{
    while (*words) {
        size_t len = strcspn(words, " ");
        bool empty = len == 1 && *words == '-';
        ck_assert_msg(pattern_matches(pattern, words, empty ? 0 : len) ==
                          wanted,
                      "%s %.*s", pattern->text, (int)len, words);
        words += len + (words[len] == ' ');
    }
}

START_TEST(a_pattern_matches_all_of_a_text_or_not)
{
    Arena arena = {0};
    const Match *row = &matches[_i];
    PatternFault fault;
    const Pattern *pattern = pattern_make(
        &arena, row->pattern, (uint32_t)strlen(row->pattern), &fault);
    ck_assert_int_eq(pattern != NULL, row->yes != NULL);
    if (pattern) {
        check_words(pattern, row->yes, true);
        check_words(pattern, row->no, false);
    }
    arena_release(&arena);
}
END_TEST

typedef struct Fault {
    const char *pattern;
    uint32_t at;
} Fault;

static const Fault faults[] = {
    {"a(b", 1},     {"a)", 1},        {"[ab", 0},     {"x[]", 1},
    {"*", 0},       {"a|+", 2},       {"a**", 2},     {"a+?", 2},
    {"a{2}{3}", 4}, {"a{", 1},        {"a{x}", 1},    {"a{3,2}", 1},
    {"a{1001}", 1}, {"a{,3}", 1},     {"{3}", 0},     {"}", 0},
    {"]", 0},       {"a^b", 1},       {"a$b", 1},     {"(a$)", 2},
    {"^a|b", 0},    {"\\", 0},        {"\\q", 0},     {"\\1", 0},
    {"\\b", 0},     {"(?=a)", 0},     {"(?<n>a)", 0}, {"[z-a]", 1},
    {"[\\d-z]", 1}, {"[[:foo:]]", 1}, {"(((", 2},
};

START_TEST(a_fault_is_found_where_it_is)
{
    Arena arena = {0};
    PatternFault fault;
    const char *text = faults[_i].pattern;
    ck_assert_ptr_null(
        pattern_make(&arena, text, (uint32_t)strlen(text), &fault));
    ck_assert_msg(fault.at == faults[_i].at && !fault.too_big, "%s: %u %s",
                  text, fault.at, fault.why);
    arena_release(&arena);
}
END_TEST

static const char *const hungry[] = {
    "(a+)+b", "(a|a)*b", "(a|aa)+b", "(.*)*b", "((a*)*)*b",
};

START_TEST(no_pattern_is_slow)
{
    Arena arena = {0};
    PatternFault fault;
    const char *text = hungry[_i];
    const Pattern *pattern =
        pattern_make(&arena, text, (uint32_t)strlen(text), &fault);
    ck_assert_ptr_nonnull(pattern);
    char *long_text = arena_alloc(&arena, 1000000);
    memset(long_text, 'a', 1000000);
    ck_assert(!pattern_matches(pattern, long_text, 1000000));
    long_text[999999] = 'b';
    ck_assert(pattern_matches(pattern, long_text, 1000000));
    arena_release(&arena);
}
END_TEST

/* Size is bounded, and so is the time to find that out. */
static const char *const huge[] = {
    "(a|b)*a(a|b){20}",
    "((((a{10}){10}){10}){10}){10}",
    "(.{0,500}x){0,500}",
    "(a?){900}a{900}b(a?){300}",
};

START_TEST(a_pattern_that_is_too_big_is_refused)
{
    Arena arena = {0};
    PatternFault fault;
    ck_assert_ptr_null(
        pattern_make(&arena, huge[_i], (uint32_t)strlen(huge[_i]), &fault));
    ck_assert(fault.too_big);
    arena_release(&arena);
}
END_TEST

START_TEST(nesting_is_bounded)
{
    Arena arena = {0};
    PatternFault fault;
    char text[PATTERN_TEXT_MAX + 2];
    memset(text, '(', sizeof(text));
    ck_assert_ptr_null(pattern_make(&arena, text, 400, &fault));
    ck_assert(!fault.too_big);
    ck_assert_ptr_null(
        pattern_make(&arena, text, PATTERN_TEXT_MAX + 1, &fault));
    ck_assert(fault.too_big);
    arena_release(&arena);
}
END_TEST

typedef struct Length {
    const char *pattern;
    int64_t first;
    int64_t last; /* -1: endless */
} Length;

static const Length lengths[] = {
    {"", 0, 0},         {"abc", 3, 3},      {"a|bcd", 1, 3},
    {"a*", 0, -1},      {"a{2,5}b?", 2, 6}, {"(ab)+", 2, -1},
    {"[ä-ö]{3}", 3, 3}, {"a{0}", 0, 0},     {".{1,63}", 1, 63},
};

START_TEST(lengths_run_from_the_shortest_to_the_longest)
{
    Arena arena = {0};
    PatternFault fault;
    const Length *row = &lengths[_i];
    const Pattern *pattern = pattern_make(
        &arena, row->pattern, (uint32_t)strlen(row->pattern), &fault);
    Intervals found = pattern_lengths(&arena, pattern);
    ck_assert_uint_eq(found.len, 1);
    ck_assert_int_eq(found.at[0].first, row->first);
    ck_assert_int_eq(found.at[0].last, row->last < 0 ? INT64_MAX : row->last);
    arena_release(&arena);
}
END_TEST

#define COUNT(array) ((int)(sizeof(array) / sizeof(*(array))))

Suite *pattern_suite(void)
{
    Suite *suite = suite_create("pattern");
    TCase *tcase = tcase_create("pattern");
    tcase_add_loop_test(tcase, a_pattern_matches_all_of_a_text_or_not, 0,
                        COUNT(matches));
    tcase_add_loop_test(tcase, a_fault_is_found_where_it_is, 0, COUNT(faults));
    tcase_add_loop_test(tcase, no_pattern_is_slow, 0, COUNT(hungry));
    tcase_add_loop_test(tcase, a_pattern_that_is_too_big_is_refused, 0,
                        COUNT(huge));
    tcase_add_test(tcase, nesting_is_bounded);
    tcase_add_loop_test(tcase, lengths_run_from_the_shortest_to_the_longest, 0,
                        COUNT(lengths));
    suite_add_tcase(suite, tcase);
    return suite;
}
