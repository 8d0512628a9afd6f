/* The samples of the format, byte for byte, and what is hard about columns. */
#include <stdlib.h>
#include <string.h>

#include "base/diag_text.h"
#include "tests/unit/suites.h"

static Arena arena;
static Sources sources;
static Diags diags;

static void start(void)
{
    sources_init(&sources, &arena);
    diags_init(&diags, &arena);
}

static void stop(void)
{
    arena_release(&arena);
}

static Source *add_source(const char *path, const char *text)
{
    return sources_add(&sources, path, text, (uint32_t)strlen(text));
}

/* The span of the nth place (from 0) where words stand in the source. */
static Span nth(const Source *source, const char *words, int n)
{
    const char *at = strstr(source->text, words);
    for (; at && n > 0; n--)
        at = strstr(at + 1, words);
    ck_assert_ptr_nonnull(at);
    uint32_t from = source->base + (uint32_t)(at - source->text);
    return (Span){from, from + (uint32_t)strlen(words)};
}

static Span of(const Source *source, const char *words)
{
    return nth(source, words, 0);
}

static const char *shown(bool colour)
{
    Buf out = {.arena = &arena};
    DiagStyle style = {.colour = colour, .width = 100, .max_shown = 50};
    diag_text(&out, &diags, &sources, &style);
    return buf_string(&out);
}

static const char main_text[] =
    "\n\n\n\n\n\n\n\n\n"
    "  let n = \"4\"\n"
    "\n"
    "  let bam = tasks.align(reads: trimmed, ref: ref, threads: n)\n";

static const char tasks_text[] =
    "\n\n\n"
    "task align(reads: file, ref: file, threads: int = 4) -> (bam: file) {\n";

static void add_sample(void)
{
    Source *mine = add_source("pipelines/main.flw", main_text);
    Source *tasks = add_source("pipelines/tasks.flw", tasks_text);
    Span value = nth(mine, "n)", 0);
    value.end--;
    Diag *diag = diag_add(&diags, "E0301", value,
                          "input `threads` of task `align` wants int, found %s",
                          "string");
    diag_label(&diags, diag, "string");
    diag_also(&diags, diag, of(mine, "tasks.align"), "in this call");
    DiagNote *note =
        diag_note(&diags, diag, of(mine, "\"4\""),
                  "`n` is string because of the value it is bound to");
    diag_note_label(&diags, note, "string");
    Span name = of(mine, "n = ");
    name.end = name.start + 1;
    diag_note_also(&diags, note, name, NULL);
    note = diag_note(&diags, diag, of(tasks, "threads: int = 4"),
                     "`threads` is declared here");
    diag_note_label(&diags, note, "int");
    diag_fix(&diags, diag, FIX_SAFE, of(mine, "\"4\""), "4",
             "write the number without quotes");
}

static const char sample[] =
    "error[E0301]: input `threads` of task `align` wants int, found string\n"
    "  --> pipelines/main.flw:12:60\n"
    "   |\n"
    "12 |   let bam = tasks.align(reads: trimmed, ref: ref, threads: n)\n"
    "   |             -----------                                    ^ "
    "string\n"
    "   |             |\n"
    "   |             in this call\n"
    "note: `n` is string because of the value it is bound to\n"
    "  --> pipelines/main.flw:10:11\n"
    "   |\n"
    "10 |   let n = \"4\"\n"
    "   |       -   ^^^ string\n"
    "note: `threads` is declared here\n"
    "  --> pipelines/tasks.flw:4:36\n"
    "   |\n"
    " 4 | task align(reads: file, ref: file, threads: int = 4) -> (bam: "
    "file) {\n"
    "   |                                    ^^^^^^^^^^^^^^^^ int\n"
    "help: write the number without quotes\n"
    "   |\n"
    "10 -   let n = \"4\"\n"
    "10 +   let n = 4\n"
    "   = explain: flw explain E0301\n"
    "\n";

START_TEST(the_sample_of_the_format_comes_out_byte_for_byte)
{
    add_sample();
    ck_assert_str_eq(shown(false), sample);
}
END_TEST

/* What remains of text without its colour escapes. */
static char *without_colour(const char *text)
{
    char *plain = arena_alloc(&arena, strlen(text) + 1);
    char *to = plain;
    for (const char *at = text; *at; at++)
        if (*at == '\x1b')
            at = strchr(at, 'm');
        else
            *to++ = *at;
    return plain;
}

START_TEST(colour_only_adds_escapes)
{
    add_sample();
    const char *coloured = shown(true);
    ck_assert_ptr_nonnull(strstr(coloured, "\x1b[1;31merror[E0301]\x1b[0m: "));
    ck_assert_str_eq(without_colour(coloured), sample);
}
END_TEST

START_TEST(words_of_the_left_mark_hang_below)
{
    Source *source =
        add_source("pipelines/main.flw",
                   "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"
                   "  let out = if deep { bam } else { sample.depth }\n");
    Diag *diag = diag_add(&diags, "E0303", of(source, "sample.depth"),
                          "the branches of this `if` have different types: "
                          "file and int");
    diag_label(&diags, diag, "int");
    diag_also(&diags, diag, of(source, "bam"),
              "file, so the other branch must be file too");
    ck_assert_str_eq(
        shown(false),
        "error[E0303]: the branches of this `if` have different types: file "
        "and int\n"
        "  --> pipelines/main.flw:17:36\n"
        "   |\n"
        "17 |   let out = if deep { bam } else { sample.depth }\n"
        "   |                       ---          ^^^^^^^^^^^^ int\n"
        "   |                       |\n"
        "   |                       file, so the other branch must be file "
        "too\n"
        "   = explain: flw explain E0303\n"
        "\n");
}
END_TEST

START_TEST(notes_without_a_place_are_a_line_each)
{
    Source *c = add_source("c.flw", "\nimport \"a.flw\" as a\n");
    Source *a = add_source("a.flw", "import \"b.flw\" as b\n");
    Diag *diag = diag_add(&diags, "E0104", of(c, "\"a.flw\""),
                          "these files import each other in a cycle");
    diag_label(&diags, diag, "this import closes the cycle");
    diag_note(&diags, diag, of(a, "\"b.flw\""), "a.flw imports b.flw");
    diag_help(&diags, diag,
              "move the declarations that both need into a new file and "
              "import that");
    ck_assert_str_eq(
        shown(false),
        "error[E0104]: these files import each other in a cycle\n"
        " --> c.flw:2:8\n"
        "  |\n"
        "2 | import \"a.flw\" as a\n"
        "  |        ^^^^^^^ this import closes the cycle\n"
        "note: a.flw imports b.flw\n"
        " --> a.flw:1:8\n"
        "  |\n"
        "1 | import \"b.flw\" as b\n"
        "  |        ^^^^^^^\n"
        "help: move the declarations that both need into a new file and "
        "import that\n"
        "  = explain: flw explain E0104\n"
        "\n");
}
END_TEST

START_TEST(an_empty_span_gets_one_mark)
{
    Source *source =
        add_source("bad.flw", "\n  let x = trim(reads: a, quality:\n");
    Diag *diag =
        diag_add(&diags, "E0004", of(source, "("), "this `(` is never closed");
    diag_label(&diags, diag, "opened here");
    Span end = of(source, "quality:");
    end.start = end.end;
    diag_also(&diags, diag, end, "`)` expected before the next statement");
    ck_assert_str_eq(
        shown(false),
        "error[E0004]: this `(` is never closed\n"
        " --> bad.flw:2:15\n"
        "  |\n"
        "2 |   let x = trim(reads: a, quality:\n"
        "  |               ^                  - `)` expected before the next "
        "statement\n"
        "  |               |\n"
        "  |               opened here\n"
        "  = explain: flw explain E0004\n"
        "\n");
}
END_TEST

START_TEST(a_span_of_lines_has_a_bar)
{
    Source *source = add_source("m.flw", "task a {\n  x = 1\n}\n");
    Span all = of(source, "task a {\n  x = 1\n}\n");
    Diag *diag = diag_add(&diags, "E0001", all, "three lines");
    diag_label(&diags, diag, "this");
    ck_assert_str_eq(shown(false), "error[E0001]: three lines\n"
                                   " --> m.flw:1:1\n"
                                   "  |\n"
                                   "1 | / task a {\n"
                                   "2 | |   x = 1\n"
                                   "3 | | }\n"
                                   "  | |_^ this\n"
                                   "  = explain: flw explain E0001\n"
                                   "\n");
}
END_TEST

START_TEST(bars_of_several_spans_stand_beside_each_other)
{
    Source *source = add_source("m.flw", "a {\n  b\n  c\n  d\n  e\n"
                                         "f {\n  g\n  h\n}\n");
    Span outer = {of(source, "a {").start, of(source, "g").end};
    Span inner = {of(source, "f {").start, of(source, "}").end};
    Diag *diag = diag_add(&diags, "E0002", inner, "two bars");
    diag_label(&diags, diag, "inner");
    diag_also(&diags, diag, of(source, "h"), "one line");
    diag_also(&diags, diag, outer, "outer");
    ck_assert_str_eq(shown(false), "error[E0002]: two bars\n"
                                   " --> m.flw:6:1\n"
                                   "  |\n"
                                   "1 | /   a {\n"
                                   "... |\n"
                                   "6 | | / f {\n"
                                   "7 | | |   g\n"
                                   "  | |_____- outer\n"
                                   "8 |   |   h\n"
                                   "  |   |   - one line\n"
                                   "9 |   | }\n"
                                   "  |   |_^ inner\n"
                                   "  = explain: flw explain E0002\n"
                                   "\n");
}
END_TEST

START_TEST(lines_without_marks_are_left_out)
{
    Source *source = add_source("m.flw", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\n");
    Diag *diag = diag_add(&diags, "E0007", of(source, "e"), "gaps");
    diag_also(&diags, diag, of(source, "g"), "two further");
    diag_also(&diags, diag, of(source, "k"), "far below");
    diag_also(&diags, diag, of(source, "a"), "far above");
    ck_assert_str_eq(shown(false), "error[E0007]: gaps\n"
                                   "  --> m.flw:5:1\n"
                                   "   |\n"
                                   " 1 | a\n"
                                   "   | - far above\n"
                                   "...\n"
                                   " 5 | e\n"
                                   "   | ^\n"
                                   " 6 | f\n"
                                   " 7 | g\n"
                                   "   | - two further\n"
                                   "...\n"
                                   "11 | k\n"
                                   "   | - far below\n"
                                   "   = explain: flw explain E0007\n"
                                   "\n");
}
END_TEST

START_TEST(marks_stand_under_what_is_seen)
{
    Source *source = add_source("m.flw", "\tlet \xE6\x97\xA5\xE6\x9C\xAC = "
                                         "\xF0\x9F\x98\x80 + e\xCC\x81x "
                                         "\xE2\x80\xAE evil \x01 end\n");
    Diag *diag =
        diag_add(&diags, "W0401", of(source, "x \xE2\x80\xAE"), "wide");
    diag_label(&diags, diag, "here");
    diag_also(&diags, diag, of(source, "\xE6\x97\xA5\xE6\x9C\xAC"), "two");
    diag_also(&diags, diag, of(source, "evil"), "evil");
    diag_also(&diags, diag, of(source, "let"), NULL);
    ck_assert_str_eq(
        shown(false),
        "warning[W0401]: wide\n"
        " --> m.flw:1:17\n"
        "  |\n"
        "1 |     let \xE6\x97\xA5\xE6\x9C\xAC = \xF0\x9F\x98\x80 + "
        "e\xCC\x81x \xEF\xBF\xBD evil \xEF\xBF\xBD end\n"
        "  |     --- ----         ^^^ ---- evil\n"
        "  |         |            |\n"
        "  |         |            here\n"
        "  |         two\n"
        "  = explain: flw explain W0401\n"
        "\n");
}
END_TEST

START_TEST(a_long_line_is_cut_around_the_primary_mark)
{
    char *text = arena_alloc(&arena, 1001);
    memset(text, 'a', 1000);
    memcpy(text + 500, "NEEDLE", 6);
    memcpy(text + 20, "left", 4);
    memcpy(text + 900, "right", 5);
    Source *source = add_source("m.flw", text);
    Diag *diag = diag_add(&diags, "E0005", of(source, "NEEDLE"), "cut");
    diag_also(&diags, diag, of(source, "left"), "left");
    diag_also(&diags, diag, of(source, "right"), "right");
    Buf wanted = {.arena = &arena};
    buf_text(&wanted, "error[E0005]: cut\n"
                      " --> m.flw:1:501\n"
                      "  |\n"
                      "1 | ...");
    buf_fill(&wanted, 'a', 64);
    buf_text(&wanted, "NEEDLE");
    buf_fill(&wanted, 'a', 64);
    buf_text(&wanted, "...\n  | -");
    buf_fill(&wanted, ' ', 66);
    buf_text(&wanted, "^^^^^^");
    buf_fill(&wanted, ' ', 64);
    buf_text(&wanted, "- right\n"
                      "  | |\n"
                      "  | left\n"
                      "  = explain: flw explain E0005\n"
                      "\n");
    ck_assert_str_eq(shown(false), buf_string(&wanted));
}
END_TEST

START_TEST(a_line_of_140_columns_is_whole)
{
    char *text = arena_alloc(&arena, 141);
    memset(text, 'a', 140);
    Source *source = add_source("m.flw", text);
    diag_add(&diags, "E0005", (Span){source->base, source->base}, "whole");
    const char *line = strstr(shown(false), "1 | a");
    ck_assert_uint_eq(strcspn(line, "\n"), 4 + 140);
    ck_assert_ptr_null(strstr(line, "..."));
}
END_TEST

START_TEST(nowhere_has_no_block_and_long_helps_are_wrapped)
{
    Diag *diag = diag_add(&diags, "E0100", (Span){0, 0}, "no input");
    diag_help(&diags, diag,
              "a help that is longer than the hundred columns which are "
              "there for it goes on in a line below, indented by two");
    ck_assert_str_eq(
        shown(false),
        "error[E0100]: no input\n"
        "help: a help that is longer than the hundred columns which are there "
        "for it goes on in a line below,\n"
        "  indented by two\n"
        "  = explain: flw explain E0100\n"
        "\n");
}
END_TEST

typedef struct WrapCase {
    uint32_t width;
    const char *text;
} WrapCase;

static const WrapCase wraps[] = {
    {20, "help: aaaa bbbb cccc\n  dddd\n"},
    {19, "help: aaaa bbbb\n  cccc dddd\n"},
    {11, "help: aaaa\n  bbbb cccc\n  dddd\n"},
    {1, "help: aaaa\n  bbbb\n  cccc\n  dddd\n"},
};

START_TEST(words_fill_the_width_and_no_more)
{
    Diag *diag = diag_add(&diags, "E0100", (Span){0, 0}, "no input");
    diag_help(&diags, diag, "aaaa bbbb cccc dddd");
    Buf out = {.arena = &arena};
    DiagStyle style = {.width = wraps[_i].width};
    diag_text(&out, &diags, &sources, &style);
    ck_assert_ptr_nonnull(strstr(buf_string(&out), wraps[_i].text));
}
END_TEST

START_TEST(words_of_the_user_cannot_break_a_line)
{
    diag_add(&diags, "E0100", (Span){0, 0}, "a\nb\x1b[31m\xFF\tc");
    ck_assert_str_eq(shown(false), "error[E0100]: a\xEF\xBF\xBD"
                                   "b\xEF\xBF\xBD[31m\xEF\xBF\xBD    c\n"
                                   "  = explain: flw explain E0100\n"
                                   "\n");
}
END_TEST

START_TEST(an_empty_file_has_a_line_to_mark)
{
    Source *source = add_source("e.flw", "");
    Diag *diag =
        diag_add(&diags, "E0003", (Span){source->base, source->base}, "empty");
    diag_label(&diags, diag, "nothing");
    ck_assert_str_eq(shown(false), "error[E0003]: empty\n"
                                   " --> e.flw:1:1\n"
                                   "  |\n"
                                   "1 |\n"
                                   "  | ^ nothing\n"
                                   "  = explain: flw explain E0003\n"
                                   "\n");
}
END_TEST

START_TEST(a_label_in_another_file_has_its_own_block)
{
    Source *here = add_source("here.flw", "one\n");
    Source *there = add_source("there.flw", "two\n");
    Diag *diag = diag_add(&diags, "E0202", of(here, "one"), "twice");
    diag_also(&diags, diag, of(there, "two"), "and here");
    ck_assert_str_eq(shown(false), "error[E0202]: twice\n"
                                   " --> here.flw:1:1\n"
                                   "  |\n"
                                   "1 | one\n"
                                   "  | ^^^\n"
                                   " --> there.flw:1:1\n"
                                   "  |\n"
                                   "1 | two\n"
                                   "  | --- and here\n"
                                   "  = explain: flw explain E0202\n"
                                   "\n");
}
END_TEST

START_TEST(a_fix_shows_only_lines_that_change)
{
    Source *source = add_source("m.flw", "one\r\ntwo\r\nthree\r\nfour\r\n");
    Diag *diag = diag_add(&diags, "E0006", of(source, "two"), "fixes");
    Span start = {source->base, source->base};
    DiagFix *fix = diag_fix(&diags, diag, FIX_SAFE, start, "zero\n", "add");
    diag_edit(&diags, fix, of(source, "four"), "five");
    diag_fix(&diags, diag, FIX_SAFE, of(source, "three\r\n"), "", "remove");
    diag_fix(&diags, diag, FIX_SAFE, of(source, "two"), "two", "nothing");
    ck_assert_str_eq(shown(false), "error[E0006]: fixes\n"
                                   " --> m.flw:2:1\n"
                                   "  |\n"
                                   "2 | two\n"
                                   "  | ^^^\n"
                                   "help: add\n"
                                   "  |\n"
                                   "1 + zero\n"
                                   "  |\n"
                                   "4 - four\n"
                                   "4 + five\n"
                                   "help: remove\n"
                                   "  |\n"
                                   "3 - three\n"
                                   "help: nothing\n"
                                   "  = explain: flw explain E0006\n"
                                   "\n");
}
END_TEST

static void add_many(int count)
{
    for (int i = 0; i < count; i++)
        diag_add(&diags, "E0100", (Span){0, 0}, "number %d", i);
}

static const char *with_limit(uint32_t limit)
{
    Buf out = {.arena = &arena};
    DiagStyle style = {.max_shown = limit};
    diag_text(&out, &diags, &sources, &style);
    return buf_string(&out);
}

START_TEST(what_is_beyond_the_limit_is_counted)
{
    add_many(162);
    const char *text = with_limit(50);
    ck_assert_ptr_nonnull(strstr(text, "number 49\n"));
    ck_assert_ptr_null(strstr(text, "number 50\n"));
    ck_assert_ptr_nonnull(
        strstr(text, "\n\n... and 112 more; --max-errors 0 shows all\n"));
    ck_assert_ptr_nonnull(strstr(with_limit(0), "number 161\n"));
    ck_assert_ptr_null(strstr(with_limit(0), "... and"));
    ck_assert_ptr_null(strstr(with_limit(162), "... and"));
}
END_TEST

START_TEST(output_ends_at_a_mebibyte)
{
    char *long_word = arena_alloc(&arena, 3001);
    memset(long_word, 'x', 3000);
    for (int i = 0; i < 1000; i++)
        diag_add(&diags, "E0100", (Span){0, 0}, "%s", long_word);
    const char *text = with_limit(0);
    ck_assert_uint_le(strlen(text), DIAG_TEXT_MAX + 100);
    ck_assert_uint_gt(strlen(text), DIAG_TEXT_MAX - 4000);
    ck_assert_ptr_nonnull(strstr(text, "\n\n... and 656 more\n"));
}
END_TEST

typedef struct SummaryCase {
    int errors;
    int warnings;
    const char *text;
} SummaryCase;

static const SummaryCase summaries[] = {
    {0, 0, ""},
    {1, 0, "1 error in 1 file\n"},
    {0, 1, "1 warning in 1 file\n"},
    {2, 1, "2 errors, 1 warning in 2 files\n"},
    {1, 2, "1 error, 2 warnings in 2 files\n"},
};

START_TEST(the_summary_counts)
{
    Source *files[2] = {add_source("a.flw", ""), add_source("b.flw", "")};
    const SummaryCase *wanted = &summaries[_i];
    for (int i = 0; i < wanted->errors + wanted->warnings; i++) {
        uint32_t at = files[i % 2]->base;
        diag_add(&diags, i < wanted->errors ? "E0301" : "W0401", (Span){at, at},
                 "number %d", i);
    }
    Buf out = {.arena = &arena};
    diag_summary(&out, &diags, &sources);
    ck_assert_str_eq(buf_string(&out), wanted->text);
}
END_TEST

START_TEST(a_summary_of_no_file_names_none)
{
    add_many(2);
    Buf out = {.arena = &arena};
    diag_summary(&out, &diags, &sources);
    ck_assert_str_eq(buf_string(&out), "2 errors\n");
}
END_TEST

Suite *diag_text_suite(void)
{
    Suite *suite = suite_create("diag_text");
    TCase *tcase = tcase_create("diag_text");
    tcase_add_checked_fixture(tcase, start, stop);
    tcase_add_test(tcase, the_sample_of_the_format_comes_out_byte_for_byte);
    tcase_add_test(tcase, colour_only_adds_escapes);
    tcase_add_test(tcase, words_of_the_left_mark_hang_below);
    tcase_add_test(tcase, notes_without_a_place_are_a_line_each);
    tcase_add_test(tcase, an_empty_span_gets_one_mark);
    tcase_add_test(tcase, a_span_of_lines_has_a_bar);
    tcase_add_test(tcase, bars_of_several_spans_stand_beside_each_other);
    tcase_add_test(tcase, lines_without_marks_are_left_out);
    tcase_add_test(tcase, marks_stand_under_what_is_seen);
    tcase_add_test(tcase, a_long_line_is_cut_around_the_primary_mark);
    tcase_add_test(tcase, a_line_of_140_columns_is_whole);
    tcase_add_test(tcase, nowhere_has_no_block_and_long_helps_are_wrapped);
    tcase_add_loop_test(tcase, words_fill_the_width_and_no_more, 0,
                        sizeof(wraps) / sizeof(*wraps));
    tcase_add_test(tcase, words_of_the_user_cannot_break_a_line);
    tcase_add_test(tcase, an_empty_file_has_a_line_to_mark);
    tcase_add_test(tcase, a_label_in_another_file_has_its_own_block);
    tcase_add_test(tcase, a_fix_shows_only_lines_that_change);
    tcase_add_test(tcase, what_is_beyond_the_limit_is_counted);
    tcase_add_test(tcase, output_ends_at_a_mebibyte);
    tcase_add_loop_test(tcase, the_summary_counts, 0,
                        sizeof(summaries) / sizeof(*summaries));
    tcase_add_test(tcase, a_summary_of_no_file_names_none);
    suite_add_tcase(suite, tcase);
    return suite;
}
