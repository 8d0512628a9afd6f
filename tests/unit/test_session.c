/* test_session.c - projects of files in memory: imports, rings, roots. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/session/paths.h"
#include "compiler/session/session.h"
#include "tests/unit/suites.h"

typedef struct MemoryFile {
    const char *path;
    const char *text;
} MemoryFile;

static bool read_memory(void *context, Arena *arena, const char *path,
                        SessionText *out)
{
    (void)arena;
    for (const MemoryFile *file = context; file->path; file++) {
        if (strcmp(file->path, path) != 0)
            continue;
        out->text = file->text;
        out->len = strlen(file->text);
        return true;
    }
    out->why = "no such file";
    return false;
}

static Session session;

/* Checks the text as /p/main.flw with those files beside it. */
static void check_with(MemoryFile *files, const char *text)
{
    static SessionFiles memory;
    memory = (SessionFiles){read_memory, files};
    session_init(&session, "/p", &memory);
    Module *module =
        session_add_text(&session, "/p/main.flw", text, strlen(text));
    ck_assert_ptr_nonnull(module);
    session_check(&session);
}

static void release(void)
{
    session_release(&session);
}

static uint32_t count_code(const char *code)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < session.diags.at.len; i++)
        count += strcmp(session.diags.at.at[i]->code, code) == 0;
    return count;
}

#define TASK                          \
    "task step(x: int) -> (y: int)\n" \
    "using python { image: \"a:1\", module: \"m\", function: \"f\" }\n"

START_TEST(an_imported_task_is_found)
{
    MemoryFile files[] = {{"/p/a.flw", TASK}, {NULL, NULL}};
    check_with(files, "import \"./a.flw\" as a\n"
                      "workflow w(x: int) -> (y: int) {\n"
                      "  z = a.step(x)\n  return (y: z)\n}\n");
    ck_assert_uint_eq(session.diags.errors, 0);
    ck_assert_uint_eq(session.modules.len, 2);
    ck_assert_str_eq(session.modules.at[0]->name, "a");
}
END_TEST

START_TEST(a_dotted_import_starts_at_the_root)
{
    MemoryFile files[] = {{"/p/lib/a.flw", TASK}, {NULL, NULL}};
    check_with(files, "import lib.a\n"
                      "workflow w(x: int) -> (y: int) {\n"
                      "  z = a.step(x)\n  return (y: z)\n}\n");
    ck_assert_uint_eq(session.diags.errors, 0);
    ck_assert_str_eq(session.modules.at[0]->name, "lib.a");
}
END_TEST

START_TEST(a_ring_is_told_once)
{
    MemoryFile files[] = {{"/p/a.flw", "import \"./b.flw\" as b\n"},
                          {"/p/b.flw", "import \"./a.flw\" as a\n"},
                          {NULL, NULL}};
    check_with(files, "import \"./a.flw\" as a\n" TASK);
    ck_assert_uint_eq(count_code("E0104"), 1);
}
END_TEST

START_TEST(a_diamond_is_read_once)
{
    MemoryFile files[] = {{"/p/a.flw", "import \"./d.flw\" as d\n" TASK},
                          {"/p/b.flw", "import \"./d.flw\" as d\n" TASK},
                          {"/p/d.flw", TASK},
                          {NULL, NULL}};
    check_with(files, "import \"./a.flw\" as a\nimport \"./b.flw\" as b\n"
                      "import \"./x/../d.flw\" as d\n" TASK);
    ck_assert_uint_eq(session.modules.len, 4);
    ck_assert_uint_eq(session.diags.errors, 0);
}
END_TEST

START_TEST(what_stands_on_a_broken_file_says_nothing_more)
{
    MemoryFile files[] = {{"/p/a.flw", "task step(x: -> (y: int)\n"},
                          {NULL, NULL}};
    check_with(files, "import \"./a.flw\" as a\n"
                      "workflow w(x: int) -> (y: int) {\n"
                      "  z = a.nothing(x)\n  return (y: z)\n}\n");
    ck_assert_uint_ge(session.diags.errors, 1);
    for (uint32_t i = 0; i < session.diags.at.len; i++)
        ck_assert_int_eq(strncmp(session.diags.at.at[i]->code, "E00", 3), 0);
}
END_TEST

static const struct PathCase {
    const char *import;
    const char *code;
} path_cases[] = {
    {"/etc/passwd.flw", "E0102"},
    {"http://x/y.flw", "E0102"},
    {"a\\\\b.flw", "E0102"},
    {"./a.txt", "E0102"},
    {".flw", "E0102"},
    {"../x.flw", "E0103"},
    {"./a/../../x.flw", "E0103"},
    {"./missing.flw", "E0101"},
    {"./package.tgz", "E0601"},
    {"./package.tar.gz", "E0601"},
    {"./a/../../p/b.flw", "E0101"},
};

START_TEST(a_bad_path_has_its_code)
{
    const struct PathCase *row = &path_cases[_i];
    char text[256];
    snprintf(text, sizeof text, "import \"%s\" as a\n" TASK, row->import);
    MemoryFile files[] = {{NULL, NULL}};
    check_with(files, text);
    ck_assert_msg(count_code(row->code) == 1, "%s: no %s", row->import,
                  row->code);
}
END_TEST

static const struct JoinCase {
    const char *folder;
    const char *rest;
    const char *joined;
} join_cases[] = {
    {"/p", "a.flw", "/p/a.flw"},
    {"/p/q", "../a.flw", "/p/a.flw"},
    {"/p", "./x/./y.flw", "/p/x/y.flw"},
    {"/p", "../../../a", "/a"},
    {"/p", "/q/r", "/q/r"},
    {"/", "..", "/"},
    {"/p", "a//b", "/p/a/b"},
};

START_TEST(paths_are_joined_by_their_text)
{
    const struct JoinCase *row = &join_cases[_i];
    Arena arena = {0};
    ck_assert_str_eq(path_join(&arena, row->folder, row->rest), row->joined);
    arena_release(&arena);
}
END_TEST

START_TEST(a_sibling_is_shown_as_its_importer_is)
{
    Arena arena = {0};
    ck_assert_str_eq(path_shown(&arena, "pipes/main.flw", "/p/pipes/main.flw",
                                "/p/pipes/lib/a.flw"),
                     "pipes/lib/a.flw");
    ck_assert_str_eq(path_shown(&arena, "main.flw", "/p/main.flw", "/p/a.flw"),
                     "a.flw");
    arena_release(&arena);
}
END_TEST

START_TEST(a_folder_holds_what_is_below_it)
{
    ck_assert(path_is_below("/p/a", "/p"));
    ck_assert(path_is_below("/p", "/p"));
    ck_assert(path_is_below("/p", "/"));
    ck_assert(!path_is_below("/pq/a", "/p"));
    ck_assert(!path_is_below("/q", "/p"));
}
END_TEST

Suite *session_suite(void)
{
    Suite *suite = suite_create("session");
    TCase *imports = tcase_create("imports");
    tcase_add_checked_fixture(imports, NULL, release);
    tcase_add_test(imports, an_imported_task_is_found);
    tcase_add_test(imports, a_dotted_import_starts_at_the_root);
    tcase_add_test(imports, a_ring_is_told_once);
    tcase_add_test(imports, a_diamond_is_read_once);
    tcase_add_test(imports, what_stands_on_a_broken_file_says_nothing_more);
    tcase_add_loop_test(imports, a_bad_path_has_its_code, 0,
                        sizeof path_cases / sizeof *path_cases);
    suite_add_tcase(suite, imports);
    TCase *paths = tcase_create("paths");
    tcase_add_loop_test(paths, paths_are_joined_by_their_text, 0,
                        sizeof join_cases / sizeof *join_cases);
    tcase_add_test(paths, a_sibling_is_shown_as_its_importer_is);
    tcase_add_test(paths, a_folder_holds_what_is_below_it);
    suite_add_tcase(suite, paths);
    return suite;
}
