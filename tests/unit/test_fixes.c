#include <string.h>

#include "base/fixes.h"
#include "tests/unit/suites.h"

enum { EDITS = 4 };

/* The fixes of "0123456789": a diagnostic each; "fix" joins an edit to the
 * fix before it. */
typedef struct FixCase {
    const char *made;
    uint32_t taken;
    struct {
        uint32_t start, end;
        const char *text; /* NULL: no more */
        bool joins;
    } edits[EDITS];
} FixCase;

static const FixCase cases[] = {
    {"0123456789", 0, {{0}}},
    {"0x23456789", 1, {{1, 2, "x", false}}},
    {"<0123456789>", 2, {{0, 0, "<", false}, {10, 10, ">", false}}},
    {"x9", 1, {{0, 9, "x", false}}},
    /* the first of two that overlap, however they lie */
    {"0xx3456789", 1, {{1, 3, "xx", false}, {2, 4, "yy", false}}},
    {"0xx3456789", 1, {{1, 3, "xx", false}, {0, 2, "yy", false}}},
    {"0xx3456789", 1, {{1, 3, "xx", false}, {1, 3, "xx", false}}},
    /* side by side both go, but not where one puts in */
    {"0xy3456789", 2, {{1, 2, "x", false}, {2, 3, "y", false}}},
    {"0x23456789", 1, {{1, 2, "x", false}, {2, 2, "y", false}}},
    {"0x123456789", 1, {{1, 1, "x", false}, {1, 1, "y", false}}},
    /* all of a fix, or none of it */
    {"0x2y456789", 1, {{1, 2, "x", false}, {3, 4, "y", true}}},
    {"0x23456789",
     1,
     {{1, 2, "x", false}, {1, 3, "y", false}, {7, 8, "y", true}}},
    {"0x2345z789",
     2,
     {{1, 2, "x", false},
      {0, 2, "y", false},
      {8, 9, "y", true},
      {6, 7, "z", false}}},
};

static bool always(const void *context, const Diag *diag)
{
    (void)context;
    (void)diag;
    return true;
}

static bool is_context(const void *context, const Source *source)
{
    return source == context;
}

START_TEST(fixes_are_applied_where_they_do_not_collide)
{
    const FixCase *row = &cases[_i];
    Arena arena = {0};
    Sources sources;
    Diags diags;
    sources_init(&sources, &arena);
    diags_init(&diags, &arena);
    sources_add(&sources, "before", "abc", 3);
    Source *source = sources_add(&sources, "x", "0123456789", 10);
    DiagFix *fix = NULL;
    for (int i = 0; i < EDITS && row->edits[i].text; i++) {
        Span span = {source->base + row->edits[i].start,
                     source->base + row->edits[i].end};
        if (row->edits[i].joins)
            diag_edit(&diags, fix, span, row->edits[i].text);
        else
            fix = diag_fix(&diags, diag_add(&diags, "E0001", span, "t"),
                           FIX_SAFE, span, row->edits[i].text, "fix");
    }
    Fixes fixes = {.arena = &arena,
                   .sources = &sources,
                   .wants = always,
                   .may_change = is_context,
                   .context = source};
    fixes_choose(&fixes, &diags);
    FileText made = {"0123456789", 10};
    bool changed = fixes_apply(&fixes, source, &made);
    ck_assert_str_eq(made.text, row->made);
    ck_assert_uint_eq(made.len, strlen(row->made));
    ck_assert_uint_eq(fixes.taken.len, row->taken);
    ck_assert_int_eq(changed, row->taken > 0);
    ck_assert(!fixes_apply(&fixes, sources.at.at[0], &made));
    arena_release(&arena);
}
END_TEST

START_TEST(only_sure_fixes_of_sources_that_may_change)
{
    Arena arena = {0};
    Sources sources;
    Diags diags;
    sources_init(&sources, &arena);
    diags_init(&diags, &arena);
    Source *other = sources_add(&sources, "other", "abc", 3);
    Source *source = sources_add(&sources, "x", "0123456789", 10);
    Span here = {source->base, source->base + 1};
    Span there = {other->base, other->base + 1};
    Diag *diag = diag_add(&diags, "E0001", here, "t");
    diag_fix(&diags, diag, FIX_UNSAFE, here, "u", "unsure");
    diag_fix(&diags, diag, FIX_PLACEHOLDER, here, "p", "a placeholder");
    diag_edit(&diags, diag_fix(&diags, diag, FIX_SAFE, here, "b", "in both"),
              there, "b");
    Fixes fixes = {.arena = &arena,
                   .sources = &sources,
                   .wants = always,
                   .may_change = is_context,
                   .context = source};
    fixes_choose(&fixes, &diags);
    ck_assert_uint_eq(fixes.taken.len, 0);
    arena_release(&arena);
}
END_TEST

Suite *fixes_suite(void)
{
    Suite *suite = suite_create("fixes");
    TCase *tcase = tcase_create("fixes");
    int count = sizeof(cases) / sizeof(*cases);
    tcase_add_loop_test(tcase, fixes_are_applied_where_they_do_not_collide, 0,
                        count);
    tcase_add_test(tcase, only_sure_fixes_of_sources_that_may_change);
    suite_add_tcase(suite, tcase);
    return suite;
}
