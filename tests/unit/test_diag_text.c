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
    suite_add_tcase(suite, tcase);
    return suite;
}
