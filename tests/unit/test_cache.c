#define _XOPEN_SOURCE 700

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "runtime/store/cache.h"
#include "runtime/store/objects.h"
#include "tests/unit/stored.h"
#include "tests/unit/suites.h"

#define arena (&stored_arena)
#define why   stored_why

enum { RUN = 1 };

static Home *home;

static void start(void)
{
    stored_start();
    home = stored_open();
}

static void stop(void)
{
    stored_close(home);
    stored_stop();
}

/* ---- what tasks and inputs are made of ---- */

typedef struct Ingredients {
    const char *project, *domain, *name, *task_version;
    const char *version, *ignored, *description;
    IdlType *input, *output;
    int64_t a, b; /* inputs; b 0: not given */
} Ingredients;

static IdlVariableMap *variables(const char *name, IdlType *type,
                                 const char *description)
{
    IdlVariableMap *map =
        make_new(arena, IdlVariableMap, FLYTEIDL__CORE__VARIABLE_MAP__INIT);
    IdlVariable *variable =
        make_new(arena, IdlVariable, FLYTEIDL__CORE__VARIABLE__INIT);
    variable->type = type;
    variable->description = make_text(description);
    make_put(arena, map->variables, map->n_variables,
             FLYTEIDL__CORE__VARIABLE_MAP__VARIABLES_ENTRY__INIT, name,
             variable);
    return map;
}

static IdlTask *task_of(const Ingredients *in)
{
    IdlTask *task =
        make_new(arena, IdlTask, FLYTEIDL__CORE__TASK_TEMPLATE__INIT);
    task->id = make_new(arena, IdlId, FLYTEIDL__CORE__IDENTIFIER__INIT);
    task->id->project = make_text(in->project);
    task->id->domain = make_text(in->domain);
    task->id->name = make_text(in->name);
    task->id->version = make_text(in->task_version);
    task->metadata =
        make_new(arena, IdlTaskMetadata, FLYTEIDL__CORE__TASK_METADATA__INIT);
    task->metadata->discovery_version = make_text(in->version);
    if (in->ignored)
        make_push(arena, task->metadata->cache_ignore_input_vars,
                  task->metadata->n_cache_ignore_input_vars,
                  make_text(in->ignored));
    task->interface =
        make_new(arena, IdlInterface, FLYTEIDL__CORE__TYPED_INTERFACE__INIT);
    task->interface->inputs = variables("a", in->input, in->description);
    task->interface->outputs = variables("o", in->output, in->description);
    return task;
}

static IdlLiteralMap *inputs_of(const Ingredients *in)
{
    IdlLiteralMap *map = stored_map("a", in->a);
    if (in->b)
        make_put(arena, map->literals, map->n_literals,
                 FLYTEIDL__CORE__LITERAL_MAP__LITERALS_ENTRY__INIT, "b",
                 stored_map("b", in->b)->literals[0]->value);
    return map;
}

static CacheParts *parts_of(const Ingredients *in)
{
    CacheParts *parts = arena_new(arena, CacheParts);
    cache_parts(arena, task_of(in), inputs_of(in), parts);
    return parts;
}

static Ingredients usual(void)
{
    return (Ingredients){
        .project = "p",
        .domain = "d",
        .name = "eta.train",
        .task_version = "v1",
        .version = "1",
        .input = make_simple(arena, FLYTEIDL__CORE__SIMPLE_TYPE__INTEGER),
        .output = make_simple(arena, FLYTEIDL__CORE__SIMPLE_TYPE__INTEGER),
        .a = 3};
}

/* A node of that name asks, runs and keeps o = 10 * a. */
static void keep(const char *path, const Ingredients *in)
{
    CacheParts *parts = parts_of(in);
    NodeRow node = {.path = path, .cache = CACHE_POPULATED};
    ck_assert(cache_note(home, RUN, path, parts, inputs_of(in), &why));
    ck_assert(
        cache_put(home, parts, RUN, path, stored_map("o", 10 * in->a), &why));
    ck_assert(node_put(home, RUN, &node, &why));
}

static void ask(const char *path, const Ingredients *in, CacheStatus status)
{
    NodeRow node = {.path = path, .cache = status};
    ck_assert(cache_note(home, RUN, path, parts_of(in), inputs_of(in), &why));
    ck_assert(node_put(home, RUN, &node, &why));
}

/* ---- the key ---- */

/* Every ingredient: does changing it alone change the key? */
static void change(Ingredients *in, int which)
{
    IdlType *text = make_simple(arena, FLYTEIDL__CORE__SIMPLE_TYPE__STRING);
    switch (which) {
    case 0:
        in->project = "q";
        return;
    case 1:
        in->domain = "e";
        return;
    case 2:
        in->name = "eta.test";
        return;
    case 3:
        in->version = "2";
        return;
    case 4:
        in->input = text;
        return;
    case 5:
        in->output = text;
        return;
    case 6:
        in->a = 4;
        return;
    case 7:
        in->b = 1;
        return;
    case 8:
        in->version = "";
        return;
    case 9:
        in->project = "p/d";
        in->domain = "eta";
        return;
    case 10:
        in->task_version = "v2";
        return;
    case 11:
        in->description = "of no weight";
        return;
    default:
        in->ignored = "b";
        in->b = 1;
        return;
    }
}

enum { CHANGES = 13, COUNT = 10 };

START_TEST(each_ingredient_counts_or_does_not)
{
    Ingredients in = usual();
    CacheParts *before = parts_of(&in);
    change(&in, _i);
    CacheParts *after = parts_of(&in);
    ck_assert_int_eq(strcmp(before->key, after->key) != 0, _i < COUNT);
    ck_assert_uint_eq(strlen(after->key), CACHE_KEY_SIZE - 1);
}
END_TEST

START_TEST(the_key_is_the_same_on_every_machine)
{
    Ingredients in = usual();
    ck_assert_str_eq(parts_of(&in)->task, "p/d/eta.train");
    ck_assert_str_eq(
        parts_of(&in)->key,
        "3e6cfa7963def41dc898ae279977941c41b33a70b7848e4ba2bc17d5377dc7cc");
}
END_TEST

/* ---- entries ---- */

START_TEST(what_was_put_is_found)
{
    Ingredients in = usual();
    ck_assert_ptr_null(cache_find(home, arena, parts_of(&in)));
    keep("n0", &in);
    ck_assert_int_eq(stored_int(cache_find(home, arena, parts_of(&in)), "o"),
                     30);
    stored_close(home);
    home = stored_open();
    ck_assert_int_eq(stored_int(cache_find(home, arena, parts_of(&in)), "o"),
                     30);
    in.a = 4;
    ck_assert_ptr_null(cache_find(home, arena, parts_of(&in)));
}
END_TEST

/* A string in a record is where a uri is hardest to find. */
static const IdlLiteralMap *outputs_with(const char *uri)
{
    IdlLiteralMap *map = stored_map("o", 1);
    char *bytes = arena_print(arena, "\xd9%c%s", (int)strlen(uri), uri);
    map->literals[0]->value = make_literal(
        arena, make_binary(arena, bytes, strlen(bytes), "msgpack"));
    return map;
}

static const char *keep_object(const char *text)
{
    Ingredients in = usual();
    const char *uri = object_take_bytes(home, arena, text, strlen(text), &why);
    ck_assert(
        cache_put(home, parts_of(&in), RUN, "n0", outputs_with(uri), &why));
    ck_assert(home_commit(home, &why));
    return object_path(home, arena, uri, &why);
}

static void spoil(const char *path)
{
    const char *command =
        arena_print(arena, "chmod u+w '%s' && echo x >> '%s'", path, path);
    ck_assert_int_eq(system(command), 0);
}

START_TEST(a_hit_whose_object_is_spoilt_is_a_miss)
{
    Ingredients in = usual();
    const char *path = keep_object("text");
    ck_assert_ptr_nonnull(cache_find(home, arena, parts_of(&in)));
    spoil(path);
    ck_assert_ptr_null(cache_find(home, arena, parts_of(&in)));
    keep_object("text");
    ck_assert_ptr_nonnull(cache_find(home, arena, parts_of(&in)));
    ck_assert_int_eq(unlink(path), 0);
    ck_assert_ptr_null(cache_find(home, arena, parts_of(&in)));
}
END_TEST

START_TEST(verify_reads_all_and_removes_the_bad)
{
    Ingredients in = usual();
    CacheCount count;
    const char *path = keep_object("text");
    in.a = 4;
    keep("n1", &in);
    ck_assert(cache_verify(home, &count, &why));
    ck_assert_uint_eq(count.entries, 2);
    ck_assert_uint_eq(count.objects, 1);
    ck_assert_uint_eq(count.bad, 0);
    spoil(path);
    ck_assert(cache_verify(home, &count, &why));
    ck_assert_uint_eq(count.bad, 1);
    ck_assert_uint_eq(count.removed, 1);
    ck_assert_ptr_nonnull(cache_find(home, arena, parts_of(&in)));
    ck_assert(cache_verify(home, &count, &why));
    ck_assert_uint_eq(count.entries, 1);
}
END_TEST

START_TEST(prune_leaves_what_somebody_holds)
{
    const char *cached = keep_object("of the cache");
    const char *uri = object_take_bytes(home, arena, "of a node", 9, &why);
    const char *of_node = object_path(home, arena, uri, &why);
    NodeRow node = {.path = "n1", .outputs = outputs_with(uri)};
    ck_assert(node_put(home, RUN, &node, &why));
    uri = object_take_bytes(home, arena, "of nobody", 9, &why);
    const char *lost = object_path(home, arena, uri, &why);
    ck_assert(file_make_folder(arena, stored_path("t/sub"), &why));
    uri = object_take(home, arena, stored_path("t"), true, &why);
    const char *lost_tree = object_path(home, arena, uri, &why);

    CacheCount count;
    ck_assert(cache_prune(home, 0, &count, &why));
    ck_assert_uint_eq(count.removed, 0);
    ck_assert_uint_eq(count.entries, 1);
    ck_assert_uint_eq(count.objects, 2);
    ck_assert_uint_eq(count.bytes, 9);
    ck_assert(file_exists(cached) && file_exists(of_node));
    ck_assert(!file_exists(lost) && !file_exists(lost_tree));
    ck_assert(cache_prune(home, INT64_MAX, &count, &why));
    ck_assert_uint_eq(count.removed, 1);
    ck_assert_uint_eq(count.entries, 0);
    ck_assert(!file_exists(cached) && file_exists(of_node));
}
END_TEST

START_TEST(prune_waits_for_nobody)
{
    int ready[2];
    ck_assert_int_eq(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        stored_open();
        ck_assert_int_eq(write(ready[1], "!", 1), 1);
        pause();
    }
    char byte;
    CacheCount count;
    ck_assert_int_eq(read(ready[0], &byte, 1), 1);
    ck_assert(!cache_prune(home, 0, &count, &why));
    ck_assert_ptr_nonnull(strstr(why, "another flw is at work"));
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    ck_assert(cache_prune(home, 0, &count, &why));
}
END_TEST

/* ---- explained ---- */

static void explained(const char *path, const char *const *wanted)
{
    const char *text = cache_explain(home, arena, RUN, path, &why);
    ck_assert_msg(text != NULL, "%s", why);
    for (; *wanted; wanted++)
        ck_assert_msg(strstr(text, *wanted) != NULL, "%s\n%s", *wanted, text);
}

#define EXPLAINED(path, ...) \
    explained(path, (const char *const[]){__VA_ARGS__, NULL})

START_TEST(the_part_that_differs_is_named)
{
    Ingredients in = usual();
    RunRow run = {.id = "swift-otter-1"};
    ck_assert(run_put(home, &run, &why));
    in.b = 7;
    ask("first", &in, CACHE_MISS);
    EXPLAINED("first", "miss: it ran\n", "there is no other entry",
              "version    1\n", "    a = 3\n", "    b = 7\n");
    keep("n0", &in);
    in.a = 4;
    ask("n1", &in, CACHE_MISS);
    EXPLAINED("n1", "nearest entry is of node `n0` of run `swift-otter-1`",
              "input `a` differs: 4 here, 3 there\n");
    ck_assert_ptr_null(
        strstr(cache_explain(home, arena, RUN, "n1", &why), "`b` differs"));
    in = usual();
    ask("n2", &in, CACHE_MISS);
    EXPLAINED("n2", "input `b` differs: not given here, 7 there\n");
    in.version = "2";
    ask("n3", &in, CACHE_MISS);
    EXPLAINED("n3", "  version differs: 2 here, 1 there\n");
    in.b = 7;
    in.version = "1";
    ask("n4", &in, CACHE_HIT);
    EXPLAINED("n4", "hit:", "they are of node `n0` of run `swift-otter-1`");
    ck_assert_ptr_null(cache_explain(home, arena, RUN, "none", &why));
    NodeRow node = {.path = "plain"};
    ck_assert(node_put(home, RUN, &node, &why));
    ck_assert_ptr_null(cache_explain(home, arena, RUN, "plain", &why));
    ck_assert_ptr_nonnull(strstr(why, "did not ask the cache"));
}
END_TEST

/* ---- several at once ---- */

START_TEST(many_put_one_key)
{
    enum { PROCESSES = 64 };
    Ingredients in = usual();
    for (int i = 0; i < PROCESSES; i++)
        if (fork() == 0) {
            home = stored_open();
            const char *uri = object_take_bytes(home, arena, "same", 4, &why);
            bool done = cache_put(home, parts_of(&in), i, "n",
                                  outputs_with(uri), &why) &&
                        home_close(home, &why);
            _exit(done ? 0 : 1);
        }
    for (int i = 0; i < PROCESSES; i++) {
        int status;
        wait(&status);
        ck_assert_int_eq(status, 0);
    }
    CacheCount count;
    ck_assert(cache_verify(home, &count, &why));
    ck_assert_uint_eq(count.entries, 1);
    ck_assert_uint_eq(count.objects, 1);
    ck_assert_uint_eq(count.bad, 0);
    ck_assert_ptr_nonnull(cache_find(home, arena, parts_of(&in)));
}
END_TEST

START_TEST(a_reservation_ends_with_its_process)
{
    Ingredients in = usual();
    CacheParts *parts = parts_of(&in);
    int ready[2];
    ck_assert_int_eq(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        home = stored_open();
        bool got = cache_reserve(home, parts, 2) && home_commit(home, &why);
        ck_assert_int_eq(write(ready[1], got ? "y" : "n", 1), 1);
        pause();
    }
    char byte;
    ck_assert_int_eq(read(ready[0], &byte, 1), 1);
    ck_assert_int_eq(byte, 'y');
    ck_assert(!cache_reserve(home, parts, RUN));
    cache_release(home, parts); /* not ours to give up */
    ck_assert(!cache_reserve(home, parts, RUN));
    ck_assert(home_commit(home, &why));
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    ck_assert(cache_reserve(home, parts, RUN));
    ck_assert(cache_reserve(home, parts, RUN));
    in.a = 9;
    ck_assert(cache_reserve(home, parts_of(&in), RUN));
    cache_release(home, parts);
}
END_TEST

Suite *cache_suite(void)
{
    Suite *suite = suite_create("cache");
    TCase *tcase = tcase_create("cache");
    tcase_set_timeout(tcase, 300);
    tcase_add_checked_fixture(tcase, start, stop);
    tcase_add_loop_test(tcase, each_ingredient_counts_or_does_not, 0, CHANGES);
    tcase_add_test(tcase, the_key_is_the_same_on_every_machine);
    tcase_add_test(tcase, what_was_put_is_found);
    tcase_add_test(tcase, a_hit_whose_object_is_spoilt_is_a_miss);
    tcase_add_test(tcase, verify_reads_all_and_removes_the_bad);
    tcase_add_test(tcase, prune_leaves_what_somebody_holds);
    tcase_add_test(tcase, prune_waits_for_nobody);
    tcase_add_test(tcase, the_part_that_differs_is_named);
    tcase_add_test(tcase, many_put_one_key);
    tcase_add_test(tcase, a_reservation_ends_with_its_process);
    suite_add_tcase(suite, tcase);
    return suite;
}
