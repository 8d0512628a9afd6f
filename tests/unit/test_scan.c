/* The words: tokens, trivia, and what is not allowed anywhere. */
#include <string.h>

#include "grammar/parse.h"
#include "grammar/scan.h"
#include "tests/unit/parsed.h"
#include "tests/unit/suites.h"

typedef struct ScanCase {
    const char *text;
    size_t len; /* 0: to the NUL */
    const char *codes;
} ScanCase;

#define BYTES(text) (text), sizeof(text) - 1

static const ScanCase bad_input[] = {
    {BYTES("const x = 1\n"), ""},
    {BYTES("\xEF\xBB\xBF"
           "const x = 1\n"),
     ""},
    {BYTES("const x = 1 \xEF\xBB\xBF\n"), "E0006"},
    {BYTES("const x = 1\r\nconst y = 2\r\n"), ""},
    {BYTES("# a\rconst x = 1\r"), ""},
    {BYTES("const x = \xFF\n"), "E0001"},
    {BYTES("# \xC3\n"), "E0001"},
    {BYTES("const x = \"\xED\xA0\x80\"\n"), "E0001"},
    {BYTES("const x = 1 # \0\n"), "E0002"},
    {BYTES("const x = \0 1\n"), "E0002"},
    {BYTES("const x = \"a\0b\"\n"), "E0002"},
    {BYTES("const x = 1 # \xE2\x80\xAE\n"), "E0003"},
    {BYTES("const x = \"\xE2\x81\xA6\"\n"), "E0003"},
    {BYTES("const x = \xE2\x80\xAA 1\n"), "E0003"},
    {BYTES("const x = \"\xE2\x80\xA9 \xE2\x82\xAC\"\n"), ""},
    {BYTES("const x = 1 \xC3\xA9\n"), "E0006"},
    {BYTES("const x = \xE2\x80\x9C"
           "a\xE2\x80\x9D\n"),
     "E0006 E0006"},
    {BYTES("const x = 1 $\n"), "E0006"},
    {BYTES("const x = 1 \x01\n"), "E0006"},
    {BYTES("const x = 1;\n"), "E0017"},
    {BYTES("const x = 1 // one\n"), "E0017"},
    {BYTES("const x = true && false\n"), "E0017"},
    {BYTES("const x = true || false\n"), "E0017"},
    {BYTES("const x = !true\n"), "E0017"},
    {BYTES("/* a */\nconst x = 1\n"), "E0017"},
    {BYTES("<<<<<<< ours\nconst x = 1\n=======\nconst x = 2\n>>>>>>> b\n"),
     "E0021 E0021 E0021"},
    {BYTES(""), ""},
    {BYTES("\n\n# only this"), ""},
};

START_TEST(bad_input_is_told_once)
{
    const ScanCase *given = &bad_input[_i];
    Parsed parsed;
    parsed_init(&parsed, given->text, given->len);
    ck_assert_str_eq(parsed_codes(&parsed), given->codes);
    ck_assert_int_eq(parsed.module->failed, given->codes[0] != '\0');
    parsed_release(&parsed);
}
END_TEST

START_TEST(comments_and_blank_lines_are_kept)
{
    static const TriviaKind wanted[] = {
        TRIVIA_DOC, TRIVIA_BLANK, TRIVIA_COMMENT, TRIVIA_DOC, TRIVIA_COMMENT};
    static const uint32_t before[] = {0, 0, 0, 0, 4};
    Parsed parsed;
    Tokens tokens = {0};
    parsed_text(&parsed, "## head\n\n# a\n## b\nconst x = 1 # end\n");
    scan_source(&parsed.arena, &parsed.diags, parsed.module->source, &tokens);
    ck_assert_uint_eq(tokens.at.len, 5);
    ck_assert_uint_eq(tokens.trivia.len, 5);
    for (uint32_t i = 0; i < 5; i++) {
        ck_assert_int_eq(tokens.trivia.at[i].kind, wanted[i]);
        ck_assert_uint_eq(tokens.trivia.at[i].before, before[i]);
    }
    ck_assert_str_eq(parsed.module->doc, "head");
    ck_assert_str_eq(parsed.module->decls.at[0]->doc, "b");
    parsed_release(&parsed);
}
END_TEST

START_TEST(a_part_is_scanned_as_in_the_whole)
{
    Parsed parsed;
    Tokens whole = {0};
    Tokens part = {0};
    parsed_text(&parsed, "const x = 1\nconst text = \"two\" # end\n");
    const Source *source = parsed.module->source;
    scan_source(&parsed.arena, &parsed.diags, source, &whole);
    scan_part(&parsed.arena, source, parsed.module->decls.at[1]->span, &part);
    ck_assert_uint_eq(part.at.len, 5);
    for (uint32_t i = 0; i < 4; i++) {
        ck_assert_uint_eq(part.at.at[i].kind, whole.at.at[i + 4].kind);
        ck_assert_uint_eq(part.at.at[i].start, whole.at.at[i + 4].start);
        ck_assert_uint_eq(part.at.at[i].len, whole.at.at[i + 4].len);
    }
    parsed_release(&parsed);
}
END_TEST

/* flex reads 16 KiB at a time, and more where a token is longer. */
START_TEST(a_token_stands_where_it_stands)
{
    static const char tail[] = "\nconst x = \"a text\" # end\n1.";
    static const uint32_t starts[] = {1, 7, 9, 11, 26, 27, 28};
    static const uint32_t lens[] = {5, 1, 1, 8, 1, 1, 0};
    Arena arena = {0};
    for (size_t pad = 16350; pad < 16400; pad++) {
        Tokens tokens = {0};
        Diags diags;
        diags_init(&diags, &arena);
        uint32_t before = (uint32_t)pad * (uint32_t)_i + 1;
        char *text = repeat(&arena, "#", "x", before - 1, tail);
        Source source = {.text = text, .len = (uint32_t)strlen(text)};
        scan_source(&arena, &diags, &source, &tokens);
        ck_assert_uint_eq(tokens.at.len, 7);
        for (uint32_t i = 0; i < 7; i++) {
            ck_assert_uint_eq(tokens.at.at[i].start, before + starts[i]);
            ck_assert_uint_eq(tokens.at.at[i].len, lens[i]);
        }
        ck_assert_uint_eq(tokens.trivia.at[0].end, before);
        ck_assert_uint_eq(tokens.trivia.at[1].start, before + 20);
        arena_reset(&arena);
    }
    arena_release(&arena);
}
END_TEST

START_TEST(a_name_has_at_most_255_bytes)
{
    Parsed parsed;
    Arena arena = {0};
    for (size_t len = 254; len <= 256; len++) {
        parsed_text(&parsed, repeat(&arena, "const ", "a", len, " = 1\n"));
        ck_assert_str_eq(parsed_codes(&parsed),
                         len > PARSE_NAME_MAX ? "E0015" : "");
        parsed_release(&parsed);
    }
    arena_release(&arena);
}
END_TEST

Suite *scan_suite(void)
{
    Suite *suite = suite_create("scan");
    TCase *tcase = tcase_create("scan");
    int count = sizeof(bad_input) / sizeof(*bad_input);
    tcase_add_loop_test(tcase, bad_input_is_told_once, 0, count);
    tcase_add_test(tcase, comments_and_blank_lines_are_kept);
    tcase_add_test(tcase, a_part_is_scanned_as_in_the_whole);
    tcase_add_loop_test(tcase, a_token_stands_where_it_stands, 0, 6);
    tcase_add_test(tcase, a_name_has_at_most_255_bytes);
    suite_add_tcase(suite, tcase);
    return suite;
}
