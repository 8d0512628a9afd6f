/* test_package.c - packages written, read back, and made by an enemy. */
#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "flyteidl/admin/launch_plan.pb-c.h"
#include "flyteidl/admin/task.pb-c.h"
#include "flyteidl/admin/workflow.pb-c.h"
#include "spec/make.h"
#include "spec/package.h"
#include "spec/tarball.h"
#include "spec/wire.h"
#include "tests/unit/suites.h"

static Arena arena;
static char folder[] = "/tmp/flw-package-XXXXXX";

static void set_up(void)
{
    arena = (Arena){0};
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void tear_down(void)
{
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    ck_assert_int_eq(system(command), 0);
    arena_release(&arena);
}

static const char *in_folder(const char *name)
{
    return arena_print(&arena, "%s/%s", folder, name);
}

static Flyteidl__Core__Identifier *make_id(PackageKind kind, const char *name)
{
    Flyteidl__Core__Identifier *id = make_new(
        &arena, Flyteidl__Core__Identifier, FLYTEIDL__CORE__IDENTIFIER__INIT);
    id->resource_type = (Flyteidl__Core__ResourceType)kind;
    id->name = make_text(name);
    return id;
}

static ProtobufCMessage *make_task(const char *name)
{
    Flyteidl__Admin__TaskSpec *spec = make_new(
        &arena, Flyteidl__Admin__TaskSpec, FLYTEIDL__ADMIN__TASK_SPEC__INIT);
    spec->template_ = make_new(&arena, Flyteidl__Core__TaskTemplate,
                               FLYTEIDL__CORE__TASK_TEMPLATE__INIT);
    spec->template_->id = make_id(PACKAGE_TASK, name);
    spec->template_->type = make_text("raw-container");
    return &spec->base;
}

static ProtobufCMessage *make_workflow(const char *name)
{
    Flyteidl__Admin__WorkflowSpec *spec =
        make_new(&arena, Flyteidl__Admin__WorkflowSpec,
                 FLYTEIDL__ADMIN__WORKFLOW_SPEC__INIT);
    spec->template_ = make_new(&arena, Flyteidl__Core__WorkflowTemplate,
                               FLYTEIDL__CORE__WORKFLOW_TEMPLATE__INIT);
    spec->template_->id = make_id(PACKAGE_WORKFLOW, name);
    return &spec->base;
}

static ProtobufCMessage *make_plan(const char *name)
{
    Flyteidl__Admin__LaunchPlan *plan =
        make_new(&arena, Flyteidl__Admin__LaunchPlan,
                 FLYTEIDL__ADMIN__LAUNCH_PLAN__INIT);
    plan->id = make_id(PACKAGE_LAUNCH_PLAN, name);
    plan->spec = make_new(&arena, Flyteidl__Admin__LaunchPlanSpec,
                          FLYTEIDL__ADMIN__LAUNCH_PLAN_SPEC__INIT);
    return &plan->base;
}

static Package make_package(void)
{
    Package package = {.arena = &arena};
    package_add(&package, PACKAGE_TASK, make_task("eta.distance"));
    package_add(&package, PACKAGE_WORKFLOW, make_workflow("eta.main"));
    package_add(&package, PACKAGE_LAUNCH_PLAN, make_plan("eta main/\xc3\xa9"));
    return package;
}

static void check_read(const char *path)
{
    static const char *const files[] = {
        "0_eta.distance_1.pb", "1_eta.main_2.pb", "2_eta_main____3.pb"};
    static const char *const names[] = {"eta.distance", "eta.main",
                                        "eta main/\xc3\xa9"};
    Package package = {.arena = &arena};
    const char *why = NULL;
    ck_assert_msg(package_read(&package, path, &why), "%s", why);
    ck_assert_uint_eq(package.entries.len, 3);
    for (uint32_t i = 0; i < 3; i++) {
        const PackageEntry *entry = &package.entries.at[i];
        ck_assert_uint_eq(entry->kind, i + 1);
        ck_assert_str_eq(entry->file, files[i]);
        ck_assert_str_eq(package_id(entry)->name, names[i]);
    }
}

START_TEST(an_archive_reads_back)
{
    Package package = make_package();
    const char *why = NULL, *path = in_folder("p.tgz");
    ck_assert_msg(package_write(&package, path, &why), "%s", why);
    check_read(path);
}
END_TEST

START_TEST(a_folder_reads_back)
{
    Package package = make_package();
    const char *why = NULL, *path = in_folder("out/pbs");
    ck_assert_msg(package_write_folder(&package, path, &why), "%s", why);
    ck_assert_msg(package_write_folder(&package, path, &why), "%s", why);
    check_read(path);
}
END_TEST

START_TEST(a_folder_with_messages_of_others_is_left_alone)
{
    Package package = make_package();
    const char *why = NULL, *path = in_folder("out");
    ck_assert(package_write_folder(&package, path, &why));
    FileText text = {"", 0};
    ck_assert(file_write(&arena, in_folder("out/9_old_1.pb"), text, &why));
    ck_assert(!package_write_folder(&package, path, &why));
    ck_assert_str_eq(why,
                     "it holds `9_old_1.pb`, which no build has written so; "
                     "move it, or name another folder");
    ck_assert(file_exists(in_folder("out/9_old_1.pb")));
}
END_TEST

START_TEST(a_folder_of_an_earlier_package_is_replaced)
{
    Package package = make_package();
    const char *why = NULL, *path = in_folder("out");
    ck_assert(package_write_folder(&package, path, &why));
    package.entries.len = 1;
    ck_assert_msg(package_write_folder(&package, path, &why), "%s", why);
    Package found = {.arena = &arena};
    ck_assert_msg(package_read(&found, path, &why), "%s", why);
    ck_assert_uint_eq(found.entries.len, 1);
}
END_TEST

START_TEST(a_folder_whose_files_were_changed_is_left_alone)
{
    Package package = make_package();
    const char *why = NULL, *path = in_folder("out"), *file = NULL;
    ck_assert(package_write_folder(&package, path, &why));
    Package found = {.arena = &arena};
    ck_assert(package_read(&found, path, &why));
    file = arena_print(&arena, "%s/%s", path, found.entries.at[0].file);
    ck_assert(file_write(&arena, file, (FileText){"mine", 4}, &why));
    ck_assert(!package_write_folder(&package, path, &why));
    FileText text;
    ck_assert(file_read(&arena, file, 100, &text, &why));
    ck_assert_str_eq(text.text, "mine");
}
END_TEST

START_TEST(what_an_id_lacks_is_filled_in_and_nothing_else)
{
    Package package = make_package();
    package_settle(&package, &(PackageHome){"p", "d", NULL});
    package_settle(&package, &(PackageHome){"q", NULL, "v"});
    for (uint32_t i = 0; i < package.entries.len; i++) {
        const Flyteidl__Core__Identifier *id =
            package_id(&package.entries.at[i]);
        ck_assert_str_eq(id->project, "p");
        ck_assert_str_eq(id->domain, "d");
        ck_assert_str_eq(id->version, "v");
    }
}
END_TEST

START_TEST(the_digest_follows_the_content)
{
    Package package = make_package();
    char first[65], second[65], third[65];
    package_digest(&package, first);
    package_digest(&package, second);
    package_settle(&package, &(PackageHome){.version = "v"});
    package_digest(&package, third);
    ck_assert_str_eq(first, second);
    ck_assert_str_ne(first, third);
}
END_TEST

START_TEST(equal_packages_are_equal_bytes)
{
    Package one = make_package(), two = make_package();
    FileText first, second;
    const char *why = NULL;
    ck_assert(package_pack(&one, &first, &why));
    ck_assert(package_pack(&two, &second, &why));
    ck_assert_uint_eq(first.len, second.len);
    ck_assert_mem_eq(first.text, second.text, first.len);
    ck_assert_mem_eq(first.text + 4, "\0\0\0\0", 4); /* gzip's time */
}
END_TEST

START_TEST(names_sort_in_the_order_of_registration)
{
    Package package = {.arena = &arena}, again = {.arena = &arena};
    for (int i = 0; i < 101; i++)
        package_add(&package, PACKAGE_TASK,
                    make_task(arena_print(&arena, "t%d", 100 - i)));
    FileText bytes;
    const char *why = NULL;
    ck_assert(package_pack(&package, &bytes, &why));
    ck_assert(package_read_bytes(&again, "x.tgz", bytes, &why));
    ck_assert_uint_eq(again.entries.len, 101);
    ck_assert_str_eq(again.entries.at[0].file, "000_t100_1.pb");
    ck_assert_str_eq(again.entries.at[100].file, "100_t0_1.pb");
}
END_TEST

static FileText task_bytes(void)
{
    size_t len;
    const uint8_t *bytes = spec_pack(&arena, make_task("t"), &len);
    return (FileText){(const char *)bytes, len};
}

START_TEST(the_kind_is_found_without_a_name_that_tells_it)
{
    static const char *const names[] = {"t_2.pb", "t_3.pb", "whatever.pb"};
    for (int i = 0; i < 3; i++) {
        Package package = {.arena = &arena};
        const char *why = NULL;
        ck_assert_msg(
            package_read_bytes(&package, names[i], task_bytes(), &why), "%s",
            why);
        ck_assert_uint_eq(package.entries.at[0].kind, PACKAGE_TASK);
    }
}
END_TEST

START_TEST(what_is_no_entity_is_refused)
{
    static const struct {
        const char *name, *bytes, *why;
    } rows[] = {
        {"a_1.pb", "", "`a_1.pb` is not a task: it has no id of that kind"},
        {"a_2.pb", "\x0a",
         "`a_2.pb` is not a workflow: `flyteidl.admin.WorkflowSpec` is cut "
         "short"},
        {"a.pb", "hello", "`a.pb` is no task, workflow or launch plan"},
        {"a.tgz", "hello",
         "not a good tar archive: Unrecognized archive "
         "format"},
        {"a.tgz", "", "not a good tar archive: Unrecognized archive format"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Package package = {.arena = &arena};
        FileText bytes = {rows[i].bytes, strlen(rows[i].bytes)};
        const char *why = NULL;
        ck_assert(!package_read_bytes(&package, rows[i].name, bytes, &why));
        ck_assert_str_eq(why, rows[i].why);
    }
}
END_TEST

typedef struct Enemy {
    const char *name;
    mode_t type;
    const char *link; /* a hard link for a regular file */
    const char *why;  /* NULL: it is fine */
} Enemy;

static la_ssize_t keep(struct archive *archive, void *data, const void *bytes,
                       size_t len)
{
    (void)archive;
    buf_add(data, bytes, len);
    return (la_ssize_t)len;
}

static struct archive *open_tar(Buf *out, bool gzip)
{
    struct archive *archive = archive_write_new();
    archive_write_set_format_pax(archive);
    if (gzip)
        archive_write_add_filter_gzip(archive);
    archive_write_open2(archive, out, NULL, keep, NULL, NULL);
    return archive;
}

static void put_entry(struct archive *archive, const Enemy *enemy)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, enemy->name);
    archive_entry_set_filetype(entry, enemy->type);
    archive_entry_set_perm(entry, 06777);
    if (enemy->link && enemy->type == AE_IFREG)
        archive_entry_set_hardlink(entry, enemy->link);
    else if (enemy->link)
        archive_entry_set_symlink(entry, enemy->link);
    FileText bytes = task_bytes();
    bool holds = enemy->type == AE_IFREG && !enemy->link;
    archive_entry_set_size(entry, holds ? (la_int64_t)bytes.len : 0);
    archive_write_header(archive, entry);
    if (holds)
        archive_write_data(archive, bytes.text, bytes.len);
    archive_entry_free(entry);
}

static bool read_enemies(const Enemy *enemies, size_t count, bool gzip,
                         const char **why)
{
    Buf out = {.arena = &arena};
    struct archive *archive = open_tar(&out, gzip);
    for (size_t i = 0; i < count; i++)
        put_entry(archive, &enemies[i]);
    archive_write_close(archive);
    archive_write_free(archive);
    Package package = {.arena = &arena};
    return package_read_bytes(&package, "enemy.tgz",
                              (FileText){out.at, out.len}, why);
}

#define NOT_INSIDE(name) "`" name "` is not the name of a file inside it"

static const Enemy enemies[] = {
    {.name = "a_1.pb", .type = AE_IFREG},
    {.name = "./a_1.pb", .type = AE_IFREG},
    {.name = "deep/down/a_1.pb", .type = AE_IFREG},
    {.name = "../a_1.pb", .type = AE_IFREG, .why = NOT_INSIDE("../a_1.pb")},
    {.name = "x/../../a.pb",
     .type = AE_IFREG,
     .why = NOT_INSIDE("x/../../a.pb")},
    {.name = "x/./a.pb", .type = AE_IFREG, .why = NOT_INSIDE("x/./a.pb")},
    {.name = "x//a.pb", .type = AE_IFREG, .why = NOT_INSIDE("x//a.pb")},
    {.name = "/etc/a.pb", .type = AE_IFREG, .why = NOT_INSIDE("/etc/a.pb")},
    {.name = "/", .type = AE_IFDIR, .why = "it holds no .pb files"},
    {.name = "//", .type = AE_IFDIR, .why = "it holds no .pb files"},
    {.name = "..", .type = AE_IFREG, .why = NOT_INSIDE("..")},
    {.name = "../x", .type = AE_IFDIR, .why = NOT_INSIDE("../x")},
    {.name = "a\nb.pb", .type = AE_IFREG, .why = NOT_INSIDE("a?b.pb")},
    {.name = "a\\b.pb", .type = AE_IFREG, .why = NOT_INSIDE("a\\b.pb")},
    {.name = "C:\\a.pb", .type = AE_IFREG, .why = NOT_INSIDE("C:\\a.pb")},
    {.name = "a.pb",
     .type = AE_IFLNK,
     .link = "/etc/passwd",
     .why = "`a.pb` is a link"},
    {.name = "a.pb",
     .type = AE_IFREG,
     .link = "/etc/passwd",
     .why = "`a.pb` is a link"},
    {.name = "a.pb", .type = AE_IFIFO, .why = "`a.pb` is not a regular file"},
    {.name = "a.pb", .type = AE_IFCHR, .why = "`a.pb` is not a regular file"},
    {.name = "a.pb", .type = AE_IFBLK, .why = "`a.pb` is not a regular file"},
    {.name = "a.txt",
     .type = AE_IFREG,
     .why = "`a.txt` is neither a .pb nor a fast*.tar.gz; flytectl takes "
            "nothing else"},
    {.name = "evil.tgz",
     .type = AE_IFREG,
     .why = "`evil.tgz` is neither a .pb nor a fast*.tar.gz; flytectl takes "
            "nothing else"},
    {.name = "fast123.tar.gz",
     .type = AE_IFREG,
     .why = "it holds no .pb files"},
    {.name = "folder", .type = AE_IFDIR, .why = "it holds no .pb files"},
};

START_TEST(an_archive_is_judged_entry_by_entry)
{
    const Enemy *enemy = &enemies[_i];
    for (int gzip = 0; gzip < 2; gzip++) {
        const char *why = NULL;
        bool fine = read_enemies(enemy, 1, gzip, &why);
        ck_assert_msg(fine == !enemy->why, "%s", why ? why : "taken");
        if (enemy->why)
            ck_assert_str_eq(why, enemy->why);
    }
}
END_TEST

START_TEST(a_name_may_come_only_once)
{
    static const Enemy twins[] = {{.name = "a.pb", .type = AE_IFREG},
                                  {.name = "./a.pb", .type = AE_IFREG}};
    const char *why = NULL;
    ck_assert(!read_enemies(twins, 2, true, &why));
    ck_assert_str_eq(why, "`a.pb` is there twice");
}
END_TEST

START_TEST(a_link_and_a_file_through_it_are_refused)
{
    static const Enemy pair[] = {
        {.name = "x", .type = AE_IFLNK, .link = "/tmp"},
        {.name = "x/a.pb", .type = AE_IFREG}};
    const char *why = NULL;
    ck_assert(!read_enemies(pair, 2, true, &why));
    ck_assert_str_eq(why, "`x` is a link");
}
END_TEST

START_TEST(sources_are_noted_and_not_read)
{
    static const Enemy pair[] = {{.name = "a.pb", .type = AE_IFREG},
                                 {.name = "fast0.tar.gz", .type = AE_IFREG}};
    Buf out = {.arena = &arena};
    struct archive *archive = open_tar(&out, true);
    put_entry(archive, &pair[0]);
    put_entry(archive, &pair[1]);
    archive_write_close(archive);
    archive_write_free(archive);
    Package package = {.arena = &arena};
    const char *why = NULL;
    ck_assert(package_read_bytes(&package, "x.tgz", (FileText){out.at, out.len},
                                 &why));
    ck_assert_uint_eq(package.entries.len, 1);
    ck_assert_uint_eq(package.sources.len, 1);
    ck_assert_str_eq(package.sources.at[0].name, "fast0.tar.gz");
}
END_TEST

/* A gzip tar of one file of that many zeros. */
static FileText make_bomb(size_t size)
{
    static const char zeros[1 << 16];
    Buf out = {.arena = &arena};
    struct archive *archive = open_tar(&out, true);
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, "a.pb");
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_size(entry, (la_int64_t)size);
    archive_write_header(archive, entry);
    for (size_t done = 0; done < size; done += sizeof zeros)
        archive_write_data(archive, zeros, sizeof zeros);
    archive_entry_free(entry);
    archive_write_close(archive);
    archive_write_free(archive);
    return (FileText){out.at, out.len};
}

START_TEST(a_bomb_does_not_go_off)
{
    FileText bomb = make_bomb(32 << 20);
    size_t before = arena.total;
    Package package = {.arena = &arena};
    const char *why = NULL;
    ck_assert(!package_read_bytes(&package, "x.tgz", bomb, &why));
    ck_assert_str_eq(why, "`a.pb` unpacks to far more than its size allows");
    ck_assert_uint_lt(arena.total - before, 64u << 20);
}
END_TEST

START_TEST(a_cut_archive_lacks_nothing_in_silence)
{
    Package whole = make_package();
    FileText bytes;
    const char *why = NULL;
    ck_assert(package_pack(&whole, &bytes, &why));
    for (size_t len = 0; len + 8 < bytes.len; len++) {
        Package package = {.arena = &arena};
        FileText cut = {arena_copy(&arena, bytes.text, len), len};
        bool fine = package_read_bytes(&package, "x.tgz", cut, &why);
        ck_assert(fine ? package.entries.len == 3 : why != NULL);
    }
}
END_TEST

START_TEST(a_hundred_thousand_files_are_the_most)
{
    Buf out = {.arena = &arena};
    struct archive *archive = open_tar(&out, true);
    for (int i = 0; i <= TAR_FILES_MAX; i++) {
        char name[32];
        snprintf(name, sizeof name, "%d.pb", i);
        put_entry(archive, &(Enemy){.name = name, .type = AE_IFREG});
    }
    archive_write_close(archive);
    archive_write_free(archive);
    TarFileVec files = {0};
    const char *why = NULL;
    ck_assert(!tar_unpack(&arena, (FileText){out.at, out.len}, &files, &why));
    ck_assert_str_eq(why, "it holds more than 100,000 files");
}
END_TEST

/* A tar header by hand: libarchive writes only what is true. */
static void put_header(Buf *out, const char *name, char type, uint64_t size)
{
    char block[512] = {0};
    snprintf(block, 100, "%s", name);
    snprintf(block + 100, 8, "0000644");
    for (int i = 0; i < 8; i++) /* base 256, for more than 8 GiB */
        block[124 + 11 - i] = (char)(size >> 8 * i & 0xff);
    block[124] = (char)0x80;
    memset(block + 148, ' ', 8);
    block[156] = type;
    snprintf(block + 257, 9, "ustar  ");
    unsigned sum = 0;
    for (int i = 0; i < 512; i++)
        sum += (unsigned char)block[i];
    snprintf(block + 148, 8, "%06o", sum);
    buf_add(out, block, sizeof block);
}

static const char *why_not(const Buf *tar)
{
    TarFileVec files = {0};
    const char *why = NULL;
    ck_assert(!tar_unpack(&arena, (FileText){tar->at, tar->len}, &files, &why));
    ck_assert_ptr_nonnull(why);
    return why;
}

START_TEST(a_size_that_lies_is_refused)
{
    Buf huge = {.arena = &arena}, cut = {.arena = &arena};
    put_header(&huge, "a.pb", '0', UINT64_C(1) << 40);
    buf_fill(&huge, 'x', 512);
    ck_assert_str_eq(why_not(&huge), "`a.pb` is larger than 64 MiB");
    put_header(&cut, "a.pb", '0', 60 << 20);
    buf_fill(&cut, 'x', 512);
    ck_assert_str_eq(why_not(&cut),
                     "not a good tar archive: Truncated tar archive");
}
END_TEST

/* Headers that only say something of the next one: libarchive recurses. */
START_TEST(a_long_chain_of_headers_is_refused)
{
    Buf chain = {.arena = &arena};
    for (int i = 0; i < 50000; i++) {
        put_header(&chain, "././@LongLink", 'L', 512);
        buf_fill(&chain, 'a', 512);
    }
    why_not(&chain);
}
END_TEST

START_TEST(a_missing_or_odd_path_is_refused)
{
    Package package = {.arena = &arena};
    const char *why = NULL;
    ck_assert(!package_read(&package, in_folder("nothing.tgz"), &why));
    ck_assert_ptr_nonnull(why);
    ck_assert_int_eq(mkfifo(in_folder("pipe.tgz"), 0600), 0);
    ck_assert(!package_read(&package, in_folder("pipe.tgz"), &why));
    ck_assert(!package_read(&package, folder, &why));
    ck_assert_str_eq(why, "it holds no .pb files");
    ck_assert_int_eq(symlink("/dev/zero", in_folder("z_1.pb")), 0);
    ck_assert(!package_read(&package, folder, &why));
    ck_assert_msg(strncmp(why, "`z_1.pb`: ", 10) == 0, "%s", why);
}
END_TEST

Suite *package_suite(void)
{
    Suite *suite = suite_create("package");
    TCase *tests = tcase_create("package");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 300);
    tcase_add_test(tests, an_archive_reads_back);
    tcase_add_test(tests, a_folder_reads_back);
    tcase_add_test(tests, a_folder_with_messages_of_others_is_left_alone);
    tcase_add_test(tests, a_folder_of_an_earlier_package_is_replaced);
    tcase_add_test(tests, a_folder_whose_files_were_changed_is_left_alone);
    tcase_add_test(tests, what_an_id_lacks_is_filled_in_and_nothing_else);
    tcase_add_test(tests, the_digest_follows_the_content);
    tcase_add_test(tests, equal_packages_are_equal_bytes);
    tcase_add_test(tests, names_sort_in_the_order_of_registration);
    tcase_add_test(tests, the_kind_is_found_without_a_name_that_tells_it);
    tcase_add_test(tests, what_is_no_entity_is_refused);
    tcase_add_loop_test(tests, an_archive_is_judged_entry_by_entry, 0,
                        sizeof enemies / sizeof *enemies);
    tcase_add_test(tests, a_name_may_come_only_once);
    tcase_add_test(tests, a_link_and_a_file_through_it_are_refused);
    tcase_add_test(tests, sources_are_noted_and_not_read);
    tcase_add_test(tests, a_bomb_does_not_go_off);
    tcase_add_test(tests, a_cut_archive_lacks_nothing_in_silence);
    tcase_add_test(tests, a_hundred_thousand_files_are_the_most);
    tcase_add_test(tests, a_size_that_lies_is_refused);
    tcase_add_test(tests, a_long_chain_of_headers_is_refused);
    tcase_add_test(tests, a_missing_or_odd_path_is_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
