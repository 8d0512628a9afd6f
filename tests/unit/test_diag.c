#include <string.h>

#include "base/diag.h"
#include "tests/unit/suites.h"

static Arena arena;
static Diags diags;

static void start(void)
{
    diags_init(&diags, &arena);
}

static void stop(void)
{
    arena_release(&arena);
}

START_TEST(the_code_says_the_severity)
{
    Diag *error = diag_add(&diags, "E0301", (Span){5, 6}, "a %s", "title");
    Diag *warning = diag_add(&diags, "W0401", (Span){7, 8}, "another");
    ck_assert_int_eq(error->severity, SEVERITY_ERROR);
    ck_assert_int_eq(warning->severity, SEVERITY_WARNING);
    ck_assert_str_eq(error->title, "a title");
    ck_assert_uint_eq(diags.errors, 1);
    ck_assert_uint_eq(diags.warnings, 1);
}
END_TEST

START_TEST(texts_are_copied)
{
    char text[] = "before";
    Diag *diag = diag_add(&diags, "E0301", (Span){5, 6}, "%s", text);
    diag_label(&diags, diag, "%s", text);
    diag_also(&diags, diag, (Span){1, 2}, "%s", text);
    DiagNote *note = diag_note(&diags, diag, (Span){1, 2}, "%s", text);
    diag_help(&diags, diag, "%s", text);
    diag_note_label(&diags, note, "%s", text);
    DiagFix *fix =
        diag_fix(&diags, diag, FIX_SAFE, (Span){1, 2}, text, "%s", text);
    diag_edit(&diags, fix, (Span){3, 3}, text);
    memset(text, '!', sizeof(text) - 1);
    ck_assert_str_eq(diag->title, "before");
    ck_assert_str_eq(diag->label, "before");
    ck_assert_str_eq(diag->labels.at[0].text, "before");
    ck_assert_str_eq(diag->notes.at[0]->title, "before");
    ck_assert_str_eq(diag->notes.at[0]->label, "before");
    ck_assert_int_eq(diag->notes.at[1]->kind, NOTE_HELP);
    ck_assert(span_is_nowhere(diag->notes.at[1]->span));
    ck_assert_str_eq(diag->fixes.at[0]->title, "before");
    ck_assert_uint_eq(fix->edits.len, 2);
    ck_assert_str_eq(fix->edits.at[1].text, "before");
}
END_TEST

START_TEST(order_is_by_start_severity_and_code)
{
    diag_add(&diags, "E0400", (Span){9, 10}, "last");
    diag_add(&diags, "W0401", (Span){5, 6}, "fourth");
    diag_add(&diags, "E0302", (Span){5, 6}, "third");
    diag_add(&diags, "E0301", (Span){5, 9}, "second");
    diag_add(&diags, "E0100", (Span){0, 0}, "first");
    diags_sort(&diags);
    static const char *const wanted[] = {"first", "second", "third", "fourth",
                                         "last"};
    for (int i = 0; i < 5; i++)
        ck_assert_str_eq(diags.at.at[i]->title, wanted[i]);
}
END_TEST

START_TEST(equal_ones_are_there_once)
{
    for (int i = 0; i < 3; i++)
        diag_add(&diags, "E0301", (Span){5, 6}, "same");
    diag_add(&diags, "E0301", (Span){5, 6}, "other");
    diag_add(&diags, "W0401", (Span){5, 6}, "same");
    diag_add(&diags, "W0401", (Span){5, 6}, "same");
    diags_sort(&diags);
    ck_assert_uint_eq(diags.at.len, 3);
    ck_assert_uint_eq(diags.errors, 2);
    ck_assert_uint_eq(diags.warnings, 1);
}
END_TEST

START_TEST(beyond_the_limit_they_are_counted_only)
{
    for (uint32_t i = 0; i < DIAGS_MAX + 5; i++) {
        Diag *diag = diag_add(&diags, "E0301", (Span){i + 1, i + 1}, "many");
        diag_label(&diags, diag, "still safe");
    }
    ck_assert_uint_eq(diags.at.len, DIAGS_MAX);
    ck_assert_uint_eq(diags.errors, DIAGS_MAX + 5);
    ck_assert_uint_eq(diags.dropped, 5);
}
END_TEST

START_TEST(no_diagnostics_sort_to_none)
{
    diags_sort(&diags);
    ck_assert_uint_eq(diags.at.len, 0);
}
END_TEST

Suite *diag_suite(void)
{
    Suite *suite = suite_create("diag");
    TCase *tcase = tcase_create("diag");
    tcase_add_checked_fixture(tcase, start, stop);
    tcase_add_test(tcase, the_code_says_the_severity);
    tcase_add_test(tcase, texts_are_copied);
    tcase_add_test(tcase, order_is_by_start_severity_and_code);
    tcase_add_test(tcase, equal_ones_are_there_once);
    tcase_add_test(tcase, beyond_the_limit_they_are_counted_only);
    tcase_add_test(tcase, no_diagnostics_sort_to_none);
    suite_add_tcase(suite, tcase);
    return suite;
}
