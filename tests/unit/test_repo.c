#define _XOPEN_SOURCE 700 /* mkdtemp, setenv */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/repo.h"
#include "tests/unit/suites.h"

static Arena arena;
static char folder[] = "/tmp/flw-repo-XXXXXX";
static const char *why;
static Repo *repo;

static void shell(const char *script)
{
    char *command =
        arena_print(&arena,
                    "set -e; cd %s; exec >/dev/null 2>&1; git() { "
                    "command git -c user.name=a -c user.email=a@b "
                    "-c init.defaultBranch=main -c commit.gpgsign=false "
                    "\"$@\"; }; %s",
                    folder, script);
    ck_assert_int_eq(system(command), 0);
}

/* main: one, then two; side leaves main at one. */
static void start(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
    shell("git init .; mkdir -p a/.h b; echo 1 >a/x.flw; echo 2 >b/y.flw;"
          "echo 3 >a/.h/z.flw; echo 4 >n.txt; ln -s x.flw a/l.flw; git add .;"
          "git commit -m one; git tag v1; git checkout -b side;"
          "echo s >s.flw; git add .; git commit -m side; git checkout main;"
          "echo 22 >b/y.flw; git commit -am two; git checkout side");
    repo = repo_open(&arena, arena_print(&arena, "%s/a", folder), &why);
    ck_assert_ptr_nonnull(repo);
}

static void stop(void)
{
    repo_close(repo);
    shell("cd /; rm -rf \"$OLDPWD\"");
    arena_release(&arena);
}

static Revision *find(const char *name)
{
    Revision *revision = repo_find(repo, name, &why);
    ck_assert_ptr_nonnull(revision);
    return revision;
}

static FileText text_of(const char *text)
{
    return (FileText){text, strlen(text)};
}

START_TEST(the_root_is_found_from_a_folder_in_it)
{
    ck_assert_str_eq(repo_root(repo), folder);
    ck_assert_str_eq(
        repo_relative(repo, arena_print(&arena, "%s/a/x.flw", folder)),
        "a/x.flw");
    ck_assert_str_eq(repo_relative(repo, folder), "");
    ck_assert_ptr_null(
        repo_relative(repo, arena_print(&arena, "%sx/a.flw", folder)));
    ck_assert_ptr_null(repo_relative(repo, "/etc/passwd"));
}
END_TEST

START_TEST(a_folder_without_a_repository_is_said)
{
    ck_assert_ptr_null(repo_open(&arena, "/proc", &why));
    ck_assert_str_eq(why, "`/proc` is in no git repository");
}
END_TEST

START_TEST(a_file_is_read_as_it_was)
{
    FileText text = {0};
    ck_assert(revision_read(find("v1"), "b/y.flw", 2, &text, &why));
    ck_assert_str_eq(text.text, "2\n");
    ck_assert(revision_read(find("main"), "b/y.flw", 3, &text, &why));
    ck_assert_str_eq(text.text, "22\n");
    ck_assert_uint_eq(text.len, 3);
    ck_assert(!revision_read(find("main"), "b/y.flw", 2, &text, &why));
    ck_assert_str_eq(why, "larger than 2 bytes");
    ck_assert(!revision_read(find("main"), "b/n.flw", 9, &text, &why));
    ck_assert_str_eq(why, "no such file there");
    ck_assert(!revision_read(find("main"), "b", 9, &text, &why));
    ck_assert_str_eq(why, "it is not a regular file there");
    ck_assert(!revision_read(find("main"), "a/l.flw", 9, &text, &why));
    ck_assert_str_eq(why, "it is not a regular file there");
}
END_TEST

START_TEST(a_text_is_held_or_not)
{
    Revision *one = find("v1");
    ck_assert(revision_holds(one, "b/y.flw", text_of("2\n")));
    ck_assert(!revision_holds(one, "b/y.flw", text_of("22\n")));
    ck_assert(!revision_holds(one, "b/none.flw", text_of("")));
    ck_assert(revision_has(one, "b"));
    ck_assert(!revision_has(one, "s.flw"));
    ck_assert(revision_has(find("side"), "s.flw"));
}
END_TEST

static const char *joined(const RevisionPaths *paths)
{
    char *all = arena_print(&arena, "%s", "");
    for (uint32_t i = 0; i < paths->len; i++)
        all = arena_print(&arena, "%s%s ", all, paths->at[i]);
    return all;
}

START_TEST(files_are_listed_by_folder_and_ending)
{
    RevisionPaths all = {0};
    RevisionPaths some = {0};
    ck_assert(revision_files(find("side"), "", ".flw", &all));
    ck_assert_str_eq(joined(&all), "a/x.flw b/y.flw s.flw ");
    ck_assert(revision_files(find("side"), "b", ".flw", &some));
    ck_assert_str_eq(joined(&some), "b/y.flw ");
    ck_assert(!revision_files(find("side"), "none", ".flw", &some));
    ck_assert(!revision_files(find("side"), "n.txt", ".flw", &some));
}
END_TEST

START_TEST(a_fork_is_where_histories_part)
{
    Revision *fork = repo_find_fork(repo, "main", &why);
    ck_assert_ptr_nonnull(fork);
    ck_assert_str_eq(revision_id(fork), revision_id(find("v1")));
    ck_assert_str_ne(revision_id(fork), revision_id(find("main")));
}
END_TEST

START_TEST(histories_without_a_common_root_have_no_fork)
{
    shell("git checkout --orphan alone; git commit -m alone;"
          "git checkout side");
    Revision *fork = repo_find_fork(repo, "alone", &why);
    ck_assert_ptr_nonnull(fork);
    ck_assert_str_eq(revision_id(fork), revision_id(find("alone")));
}
END_TEST

START_TEST(an_unknown_revision_is_said)
{
    ck_assert_ptr_null(repo_find(repo, "v2", &why));
    ck_assert_str_eq(why, "the repository has no such revision");
    ck_assert_ptr_null(repo_find_fork(repo, "v2", &why));
    ck_assert_ptr_null(repo_find(repo, "..", &why));
    ck_assert_ptr_null(repo_find(repo, "", &why));
    ck_assert_ptr_null(repo_find(repo, "v1:n.txt", &why));
}
END_TEST

/* A damaged file of the user's must not be seen, let alone matter. */
START_TEST(settings_outside_are_not_read)
{
    shell("mkdir home; echo '[broken' >home/.gitconfig");
    setenv("HOME", arena_print(&arena, "%s/home", folder), 1);
    setenv("GIT_CONFIG_GLOBAL", arena_print(&arena, "%s/n.txt", folder), 1);
    Repo *again = repo_open(&arena, folder, &why);
    ck_assert_ptr_nonnull(again);
    ck_assert_ptr_nonnull(repo_find(again, "v1", &why));
    repo_close(again);
}
END_TEST

Suite *repo_suite(void)
{
    Suite *suite = suite_create("repo");
    TCase *tcase = tcase_create("repo");
    tcase_add_checked_fixture(tcase, start, stop);
    tcase_add_test(tcase, the_root_is_found_from_a_folder_in_it);
    tcase_add_test(tcase, a_folder_without_a_repository_is_said);
    tcase_add_test(tcase, a_file_is_read_as_it_was);
    tcase_add_test(tcase, a_text_is_held_or_not);
    tcase_add_test(tcase, files_are_listed_by_folder_and_ending);
    tcase_add_test(tcase, a_fork_is_where_histories_part);
    tcase_add_test(tcase, histories_without_a_common_root_have_no_fork);
    tcase_add_test(tcase, an_unknown_revision_is_said);
    tcase_add_test(tcase, settings_outside_are_not_read);
    suite_add_tcase(suite, tcase);
    return suite;
}
