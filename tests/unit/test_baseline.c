#include <string.h>

#include "base/baseline.h"
#include "tests/unit/suites.h"

static Arena arena;
static Sources sources;
static Diags diags;
static Fingerprints prints;

static void start(void)
{
    sources_init(&sources, &arena);
    diags_init(&diags, &arena);
    fingerprints_init(&prints, &arena, &sources);
}

static void stop(void)
{
    arena_release(&arena);
}

typedef struct PathCase {
    const char *folder, *real, *wanted;
} PathCase;

static const PathCase paths[] = {
    {"/a/b", "/a/b/c.flw", "c.flw"},
    {"/a/b", "/a/b/d/c.flw", "d/c.flw"},
    {"/a/b", "/a/c.flw", "../c.flw"},
    {"/a/b", "/a/bc/d.flw", "../bc/d.flw"},
    {"/a/bc", "/a/b/d.flw", "../b/d.flw"},
    {"/a/b/c", "/x.flw", "../../../x.flw"},
    {"/", "/a/x.flw", "a/x.flw"},
    {NULL, "/a/x.flw", "shown.flw"},
    {"/a", NULL, "shown.flw"},
};

START_TEST(a_path_is_as_seen_from_the_folder)
{
    const PathCase *path = &paths[_i];
    Source source = {.path = "shown.flw", .real = path->real};
    prints.folder = path->folder;
    ck_assert_str_eq(fingerprint_path(&prints, &source), path->wanted);
}
END_TEST

static Source *add_source(const char *path, const char *text)
{
    return sources_add(&sources, path, text, (uint32_t)strlen(text));
}

static Diag *add(Source *source, uint32_t at, const char *title)
{
    Span span = {source->base + at, source->base + at + 1};
    return diag_add(&diags, "E0301", span, "%s", title);
}

static Baseline written(void)
{
    Buf out = {.arena = &arena};
    const char *why = NULL;
    Baseline baseline;
    fingerprints_init(&prints, &arena, &sources);
    baseline_write(&out, &diags, &prints);
    ck_assert_msg(
        baseline_read(&arena, (FileText){out.at, out.len}, &baseline, &why),
        "%s", why);
    fingerprints_init(&prints, &arena, &sources);
    return baseline;
}

START_TEST(what_is_written_is_known)
{
    Source *late = add_source("b.flw", "x y\n");
    Source *early = add_source("a.flw", "x\n");
    add(late, 0, "one \"quoted\"\n");
    add(late, 2, "two");
    add(early, 0, "three");
    Baseline baseline = written();
    ck_assert_uint_eq(baseline.entries.len, 3);
    ck_assert_str_eq(baseline.entries.at[0].file, "a.flw");
    ck_assert_str_eq(baseline.entries.at[1].title, "one \"quoted\"\n");
    Diag *other = add(early, 0, "four");
    baseline_apply(&baseline, &diags, &prints);
    ck_assert_uint_eq(diags.known, 3);
    ck_assert_uint_eq(diags.errors, 1);
    ck_assert(!other->known);
    for (uint32_t i = 0; i < 3; i++)
        ck_assert(baseline.entries.at[i].occurs);
}
END_TEST

/* Two alike: one is written, so one is known. */
START_TEST(one_of_two_alike_is_new)
{
    Source *source = add_source("a.flw", "x x\n");
    add(source, 0, "same");
    Baseline baseline = written();
    add(source, 2, "same");
    baseline_apply(&baseline, &diags, &prints);
    ck_assert_uint_eq(diags.known, 1);
    ck_assert_uint_eq(diags.errors, 1);
}
END_TEST

START_TEST(nothing_found_is_an_empty_baseline)
{
    ck_assert_uint_eq(written().entries.len, 0);
}
END_TEST

static bool says_known(const void *context, const Diag *diag)
{
    (void)context;
    return diag->known;
}

START_TEST(what_is_filtered_out_counts_no_more)
{
    Source *source = add_source("a.flw", "x x\n");
    diag_know(&diags, add(source, 0, "known"));
    add(source, 2, "new");
    diags_filter(&diags, says_known, NULL);
    ck_assert_uint_eq(diags.at.len, 1);
    ck_assert_uint_eq(diags.errors, 0);
    ck_assert_uint_eq(diags.known, 1);
}
END_TEST

Suite *baseline_suite(void)
{
    Suite *suite = suite_create("baseline");
    TCase *tcase = tcase_create("baseline");
    tcase_add_checked_fixture(tcase, start, stop);
    tcase_add_loop_test(tcase, a_path_is_as_seen_from_the_folder, 0,
                        sizeof(paths) / sizeof(*paths));
    tcase_add_test(tcase, what_is_written_is_known);
    tcase_add_test(tcase, one_of_two_alike_is_new);
    tcase_add_test(tcase, nothing_found_is_an_empty_baseline);
    tcase_add_test(tcase, what_is_filtered_out_counts_no_more);
    suite_add_tcase(suite, tcase);
    return suite;
}
