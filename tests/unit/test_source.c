#include <string.h>

#include "base/buf.h"
#include "base/source.h"
#include "tests/unit/suites.h"

static Arena arena;
static Sources sources;

static void start(void)
{
    sources_init(&sources, &arena);
}

static void stop(void)
{
    arena_release(&arena);
}

static Source *add(const char *text)
{
    return sources_add(&sources, "x.flw", text, (uint32_t)strlen(text));
}

typedef struct PlaceCase {
    const char *text;
    uint32_t offset;
    uint32_t line;
    uint32_t column;
} PlaceCase;

static const PlaceCase places[] = {
    {"", 0, 1, 1},
    {"ab", 0, 1, 1},
    {"ab", 2, 1, 3},
    {"ab\ncd", 2, 1, 3}, /* the line end itself */
    {"ab\ncd", 3, 2, 1},
    {"ab\n", 3, 2, 1}, /* after the last line end */
    {"ab\r\ncd", 2, 1, 3},
    {"ab\r\ncd", 3, 1, 3}, /* inside CRLF */
    {"ab\r\ncd", 4, 2, 1},
    {"ab\rcd\r", 3, 2, 1}, /* a lone CR */
    {"ab\rcd\r", 6, 3, 1},
    {"a\r\r\nb", 2, 2, 1}, /* CR, then CRLF */
    {"a\r\r\nb", 4, 3, 1},
    {"\n\n\n", 2, 3, 1},
    {"\xEF\xBB\xBF"
     "ab",
     3, 1, 1}, /* BOM */
    {"\xEF\xBB\xBF"
     "ab",
     0, 1, 1},
    {"\xEF\xBB\xBF"
     "ab",
     5, 1, 3},
    {"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80x", 9, 1, 4},
};

START_TEST(a_position_has_a_line_and_a_column)
{
    const PlaceCase *wanted = &places[_i];
    add("before");
    Source *source = add(wanted->text);
    Place found = source_place(source, source->base + wanted->offset);
    ck_assert_uint_eq(found.line, wanted->line);
    ck_assert_uint_eq(found.column, wanted->column);
}
END_TEST

/* Whatever was asked before must not change an answer. */
START_TEST(places_do_not_depend_on_the_order_of_questions)
{
    Source *source = add("ab\n\xC3\xA9\xC3\xA9 x \xC3\xA9 yz\nlast");
    static const uint32_t offsets[] = {13, 3, 7, 12, 5, 9, 1, 13, 0, 17, 8};
    int count = sizeof(offsets) / sizeof(*offsets);
    for (int i = 0; i < count; i++) {
        Source fresh = {.text = source->text,
                        .len = source->len,
                        .base = source->base,
                        .arena = &arena};
        uint32_t position = source->base + offsets[i];
        Place wanted = source_place(&fresh, position);
        Place found = source_place(source, position);
        ck_assert_uint_eq(found.line, wanted.line);
        ck_assert_uint_eq(found.column, wanted.column);
    }
}
END_TEST

START_TEST(a_line_is_without_its_end)
{
    Source *source = add("\xEF\xBB\xBF"
                         "one\r\ntwo\rthree\n\nfive");
    static const char *const wanted[] = {"one", "two", "three", "", "five"};
    for (uint32_t i = 0; i < 5; i++) {
        uint32_t from;
        uint32_t to;
        source_line(source, i + 1, &from, &to);
        ck_assert_uint_eq(to - from, strlen(wanted[i]));
        ck_assert_mem_eq(source->text + from, wanted[i], to - from);
    }
    ck_assert(source_has_line(source, 5));
    ck_assert(!source_has_line(source, 6));
    ck_assert(!source_has_line(source, 0));
}
END_TEST

START_TEST(a_position_finds_its_source)
{
    Source *first = add("abc");
    Source *empty = add("");
    Source *last = add("de");
    ck_assert_ptr_null(sources_find(&sources, 0));
    ck_assert_uint_eq(first->base, 1);
    for (uint32_t i = 1; i <= 4; i++)
        ck_assert_ptr_eq(sources_find(&sources, i), first);
    ck_assert_ptr_eq(sources_find(&sources, 5), empty);
    for (uint32_t i = 6; i <= 8; i++)
        ck_assert_ptr_eq(sources_find(&sources, i), last);
    ck_assert_ptr_null(sources_find(&sources, 9));
}
END_TEST

START_TEST(only_position_zero_is_nowhere)
{
    ck_assert(span_is_nowhere((Span){0, 0}));
    ck_assert(!span_is_nowhere((Span){1, 1}));
    Span joined = span_join((Span){3, 5}, (Span){9, 12});
    ck_assert_uint_eq(joined.start, 3);
    ck_assert_uint_eq(joined.end, 12);
}
END_TEST

/* The span is where the brackets stand; what is wanted, between the bars. */
static const struct {
    const char *text;
    const char *lines; /* NULL: something stands beside it */
} own_lines[] = {
    {"[a]", "a"},
    {"x\n[a]\ny", "a\n"},
    {"x\n  [a] \t\ny", "  a \t\n"},
    {"[a]\r\nb", "a\r\n"},
    {"x\n[a\nb]\ny", "a\nb\n"},
    {"x [a]\n", NULL},
    {"[a] x\n", NULL},
    {"[]\n", "\n"},
};

START_TEST(lines_of_its_own)
{
    Buf text = {.arena = &arena};
    uint32_t ends[2] = {0}, count = 0;
    for (const char *at = own_lines[_i].text; *at; at++)
        if (*at == '[' || *at == ']')
            ends[count++] = (uint32_t)text.len;
        else
            buf_char(&text, *at);
    Source *source =
        sources_add(&sources, "x", buf_string(&text), (uint32_t)text.len);
    Span span = {source->base + ends[0], source->base + ends[1]}, lines;
    bool own = source_own_lines(source, span, &lines);
    ck_assert_int_eq(own, own_lines[_i].lines != NULL);
    if (own) {
        uint32_t len = lines.end - lines.start;
        ck_assert_uint_eq(len, strlen(own_lines[_i].lines));
        ck_assert(memcmp(source->text + (lines.start - source->base),
                         own_lines[_i].lines, len) == 0);
    }
}
END_TEST

Suite *source_suite(void)
{
    Suite *suite = suite_create("source");
    TCase *tcase = tcase_create("source");
    int count = sizeof(places) / sizeof(*places);
    tcase_add_checked_fixture(tcase, start, stop);
    tcase_add_loop_test(tcase, a_position_has_a_line_and_a_column, 0, count);
    tcase_add_test(tcase, places_do_not_depend_on_the_order_of_questions);
    tcase_add_test(tcase, a_line_is_without_its_end);
    tcase_add_test(tcase, a_position_finds_its_source);
    tcase_add_test(tcase, only_position_zero_is_nowhere);
    tcase_add_loop_test(tcase, lines_of_its_own, 0,
                        sizeof(own_lines) / sizeof(*own_lines));
    suite_add_tcase(suite, tcase);
    return suite;
}
