#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "tests/unit/suites.h"
#include "tests/unit/tasks.h"

#define SIMPLE(name) FLYTEIDL__CORE__SIMPLE_TYPE__##name

static Tasks tasks;

static void start(void)
{
    tasks_open(&tasks);
}

static void stop(void)
{
    tasks_close(&tasks);
}

static const char *input(const Attempt *attempt, const char *name)
{
    return at(&tasks, attempt, arena_print(&tasks.arena, "inputs/%s", name));
}

static void prepare(Attempt *attempt, AttemptStart *out)
{
    Fault fault = {0};
    bool done = attempt_prepare(attempt, out, &fault);
    ck_assert_msg(done, "%s", fault.message);
}

/* ---- in ---- */

static const IdlLiteral *value_of(IdlPrimitive *primitive)
{
    return make_literal(&tasks.arena, make_scalar(&tasks.arena, primitive));
}

START_TEST(each_input_is_a_file)
{
    Arena *arena = &tasks.arena;
    IdlTask *task = task_raw(&tasks, "true", NULL);
    const IdlLiteral *none = make_literal(arena, make_none(arena));
    IdlLiteralMap *map = inputs_of(
        &tasks, 10, "i", idl_value_int(&tasks, -3), "s",
        idl_value_text(&tasks, " a\nb "), "f",
        value_of(make_float(arena, 1e21)), "b",
        value_of(make_bool(arena, true)), "t",
        value_of(make_datetime(arena, 1577836800000000000)), "d",
        value_of(make_time_span(arena, 5400000000000)), "n", none, "file",
        idl_value_file(&tasks, "rows"), "u",
        idl_value_union(&tasks, idl_value_int(&tasks, 7), NULL), "bin",
        make_literal(arena, make_binary(arena, "\x01\x02", 2, "x")));
    Attempt attempt = attempt_of(&tasks, task, map);
    AttemptStart begun;
    prepare(&attempt, &begun);
    static const struct {
        const char *name, *wanted;
    } rows[] = {
        {"i", "-3"},      {"s", " a\nb "},
        {"b", "true"},    {"t", "2020-01-01T00:00:00Z"},
        {"n", "null"},    {"d", "1h30m0s"},
        {"u", "7"},       {"f", "1000000000000000000000"},
        {"file", "rows"}, {"bin", "\x01\x02"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        ck_assert_str_eq(read_file(&tasks, input(&attempt, rows[i].name)),
                         rows[i].wanted);
    ck_assert(is_there(&tasks, input(&attempt, "inputs.pb")));
    ck_assert(!is_there(&tasks, at(&tasks, &attempt, "outputs")));
}
END_TEST

START_TEST(lists_maps_and_folders_are_folders)
{
    IdlTask *task = task_raw(&tasks, "true", NULL);
    const IdlLiteral *list = idl_value_list(
        &tasks, 2, idl_value_text(&tasks, "x"),
        idl_value_list(&tasks, 1, idl_value_file(&tasks, "deep")));
    const IdlLiteral *map = literal_of_map(
        &tasks.arena, inputs_of(&tasks, 2, "k 1", idl_value_int(&tasks, 1),
                                "k2", idl_value_file(&tasks, "two")));
    const IdlLiteral *dir =
        idl_value_folder(&tasks, "a", "A", "sub/b", "B", NULL);
    Attempt attempt =
        attempt_of(&tasks, task,
                   inputs_of(&tasks, 4, "list", list, "map", map, "dir", dir,
                             "empty", idl_value_list(&tasks, 0)));
    AttemptStart begun;
    prepare(&attempt, &begun);
    ck_assert_str_eq(read_file(&tasks, input(&attempt, "list/0")), "x");
    ck_assert_str_eq(read_file(&tasks, input(&attempt, "list/1/0")), "deep");
    ck_assert_str_eq(read_file(&tasks, input(&attempt, "map/k 1")), "1");
    ck_assert_str_eq(read_file(&tasks, input(&attempt, "map/k2")), "two");
    ck_assert_str_eq(read_file(&tasks, input(&attempt, "dir/sub/b")), "B");
    ck_assert(!is_there(&tasks, input(&attempt, "empty")));
}
END_TEST

/* On the host paths are those of the attempt. */
START_TEST(the_index_lists_all)
{
    Arena *arena = &tasks.arena;
    IdlTask *task = task_raw(&tasks, "true", NULL);
    IdlLiteralMap *map =
        inputs_of(&tasks, 5, "z", idl_value_int(&tasks, 1), "a",
                  idl_value_text(&tasks, "\"q\""), "d",
                  value_of(make_time_span(arena, 1)), "l",
                  idl_value_list(&tasks, 2, idl_value_int(&tasks, 1),
                                 idl_value_int(&tasks, 2)),
                  "file", idl_value_file(&tasks, "x"));
    Attempt attempt = attempt_of(&tasks, task, map);
    AttemptStart begun;
    prepare(&attempt, &begun);
    ck_assert_str_eq(
        read_file(&tasks, input(&attempt, "inputs.json")),
        arena_print(arena,
                    "{\"a\":\"\\\"q\\\"\",\"d\":null,\"file\":\"%s\","
                    "\"l\":[1,2],\"z\":1}",
                    input(&attempt, "file")));
    task->container->data_config->format =
        FLYTEIDL__CORE__DATA_LOADING_CONFIG__LITERAL_MAP_FORMAT__YAML;
    attempt = attempt_of(&tasks, task, map);
    prepare(&attempt, &begun);
    ck_assert_str_eq(read_file(&tasks, input(&attempt, "inputs.yaml")),
                     arena_print(arena,
                                 "\"a\": \"\\\"q\\\"\"\n\"d\": null\n"
                                 "\"file\": \"%s\"\n\"l\": [1,2]\n\"z\": 1\n",
                                 input(&attempt, "file")));
    ck_assert(!is_there(&tasks, input(&attempt, "inputs.json")));
}
END_TEST

START_TEST(what_cannot_be_a_file_is_refused)
{
    IdlTask *task = task_raw(&tasks, "true", NULL);
    const IdlLiteral *one = idl_value_int(&tasks, 1);
    IdlScalar *table =
        make_new(&tasks.arena, IdlScalar, FLYTEIDL__CORE__SCALAR__INIT);
    table->value_case = FLYTEIDL__CORE__SCALAR__VALUE_STRUCTURED_DATASET;
    table->structured_dataset =
        make_new(&tasks.arena, IdlStructuredDataset,
                 FLYTEIDL__CORE__STRUCTURED_DATASET__INIT);
    const struct {
        const char *name;
        const IdlLiteral *value;
    } rows[] = {
        {"../x", one},
        {"..", one},
        {"a/b", one},
        {"", one},
        {"m", literal_of_map(&tasks.arena, inputs_of(&tasks, 1, "../k", one))},
        {"m", literal_of_map(&tasks.arena, inputs_of(&tasks, 1, ".", one))},
        {"t", make_literal(&tasks.arena, table)},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        Attempt attempt = attempt_of(
            &tasks, task, inputs_of(&tasks, 1, rows[i].name, rows[i].value));
        AttemptStart begun;
        Fault fault = {0};
        ck_assert_msg(!attempt_prepare(&attempt, &begun, &fault), "%zu", i);
        ck_assert_str_eq(fault.code, "InputDownloadFailed");
    }
    ck_assert(!is_there(&tasks, "x"));
    ck_assert(!is_there(&tasks, "k"));
}
END_TEST

/* Nobody reads what nobody can find; what may not be a file is found so even
 * then. */
START_TEST(plain_inputs_are_written_for_who_asks)
{
    static const struct {
        const char *word;
        bool wanted;
    } rows[] = {
        {"{{.inputs.i}}", false},
        {"/var/inputs/i", false},
        {"/in", true},
        {"x=/in/i", true},
        {"{{.inputPrefix}}", true},
        {"{{.input}}", true},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        IdlTask *task = task_raw(&tasks, "true", rows[i].word, NULL);
        Attempt attempt = attempt_of(
            &tasks, task, inputs_of(&tasks, 1, "i", idl_value_int(&tasks, -3)));
        AttemptStart begun;
        prepare(&attempt, &begun);
        ck_assert_msg(is_there(&tasks, input(&attempt, "i")) == rows[i].wanted,
                      "%s", rows[i].word);
    }
}
END_TEST

/* ---- words ---- */

static void words_are(const AttemptStart *begun, const char *wanted)
{
    Buf all = {.arena = &tasks.arena};
    for (size_t i = 0; begun->child.argv[i]; i++)
        buf_print(&all, "%s[%s]", i ? " " : "", begun->child.argv[i]);
    ck_assert_str_eq(buf_string(&all), wanted);
}

START_TEST(an_element_has_its_own_item_and_the_whole_list)
{
    IdlTask *task =
        task_raw(&tasks, "do", "{{.inputs.rows}}", "{{.inputs.n}}",
                 "{{.inputs.same}}", "/in/rows/$(FLYTE_K8S_ARRAY_INDEX)", NULL);
    const IdlLiteral *rows =
        idl_value_list(&tasks, 2, idl_value_file(&tasks, "zero"),
                       idl_value_file(&tasks, "one"));
    const IdlLiteral *n = idl_value_list(&tasks, 2, idl_value_int(&tasks, 5),
                                         idl_value_int(&tasks, 6));
    const IdlLiteral *same =
        idl_value_list(&tasks, 1, idl_value_int(&tasks, 9));
    IdlLiteralMap *all =
        inputs_of(&tasks, 3, "rows", rows, "n", n, "same", same);
    Attempt attempt = attempt_of(
        &tasks, task,
        inputs_of(&tasks, 3, "rows",
                  (const IdlLiteral *)rows->collection->literals[1], "n",
                  (const IdlLiteral *)n->collection->literals[1], "same",
                  same));
    AttemptStart begun;
    attempt.all_inputs = all;
    attempt.index = 1;
    attempt.shared = at(&tasks, &attempt, "shared");
    ck_assert_int_eq(mkdir(attempt.shared, 0700), 0);
    prepare(&attempt, &begun);
    const char *given = at(&tasks, &attempt, "shared/given/inputs");
    words_are(&begun, arena_print(&tasks.arena,
                                  "[do] [%s/rows/1] [6] [[9]] [%s/rows/1]",
                                  given, given));
    ck_assert_str_eq(
        read_file(&tasks, arena_print(&tasks.arena, "%s/rows/1", given)),
        "one");
    ck_assert_str_eq(
        read_file(&tasks, arena_print(&tasks.arena, "%s/rows/0", given)),
        "zero");
    ck_assert(!is_there(&tasks, at(&tasks, &attempt, "inputs")));
    Attempt second = attempt_of(&tasks, task, attempt.inputs);
    second.all_inputs = all;
    second.index = 1;
    second.shared = attempt.shared;
    prepare(&second, &begun);
}
END_TEST

/* ---- out ---- */

static IdlTask *giving(IdlType *type)
{
    IdlTask *task = task_raw(&tasks, "true", NULL);
    task_output(&tasks, task, "o", type);
    return task;
}

static const IdlLiteral *given(const IdlTask *task, const char *file,
                               const char *text, Fault *fault)
{
    Attempt attempt = attempt_of(&tasks, task, NULL);
    AttemptStart begun;
    AttemptResult result;
    ChildEnd end = {0};
    prepare(&attempt, &begun);
    if (file)
        write_file(
            &tasks,
            at(&tasks, &attempt, arena_print(&tasks.arena, "outputs/%s", file)),
            text);
    *fault = (Fault){0};
    if (!attempt_finish(&attempt, &end, &result, fault))
        return NULL;
    return literal_find(result.outputs, "o");
}

static const IdlPrimitive *primitive_given(int simple, const char *text)
{
    Fault fault;
    const IdlLiteral *literal =
        given(giving(idl_type_simple(&tasks, simple)), "o", text, &fault);
    ck_assert_msg(literal != NULL, "`%s`: %s", text, fault.message);
    return literal->scalar->primitive;
}

START_TEST(simple_outputs_are_read_by_their_type)
{
    ck_assert_int_eq(primitive_given(SIMPLE(INTEGER), " 42\n")->integer, 42);
    ck_assert_int_eq(primitive_given(SIMPLE(INTEGER), "-7")->integer, -7);
    ck_assert_double_eq(primitive_given(SIMPLE(FLOAT), "1.5\n")->float_value,
                        1.5);
    ck_assert(primitive_given(SIMPLE(BOOLEAN), "T")->boolean);
    ck_assert_str_eq(primitive_given(SIMPLE(STRING), "\t a b \n")->string_value,
                     "a b");
    ck_assert_int_eq(
        primitive_given(SIMPLE(DURATION), "1h\n")->duration->seconds, 3600);
    ck_assert_int_eq(primitive_given(SIMPLE(DATETIME), "2020-01-01T00:00:00Z")
                         ->datetime->seconds,
                     1577836800);
}
END_TEST

typedef struct BadOutput {
    int simple;
    const char *file;
    const char *text;
    const char *message; /* a part of it */
} BadOutput;

static const BadOutput bad_outputs[] = {
    {SIMPLE(INTEGER), NULL, "", "is missing"},
    {SIMPLE(INTEGER), "other", "1", "is missing"},
    {SIMPLE(INTEGER), "ox", "1", "is missing"},
    {SIMPLE(INTEGER), "o", "x", "`o`"},
    {SIMPLE(INTEGER), "o", "1.5", "`o`"},
    {SIMPLE(INTEGER), "o", "", "`o`"},
    {SIMPLE(FLOAT), "o", "one", "`o`"},
    {SIMPLE(BOOLEAN), "o", "yes", "`o`"},
    {SIMPLE(DATETIME), "o", "yesterday", "`o`"},
    {SIMPLE(STRUCT), "o", "[1]", "`o`"},
    {SIMPLE(INTEGER), "o/deep", "1", "found a folder"},
    {SIMPLE(STRING), "_ERROR", "no luck", "User Error: no luck"},
};

START_TEST(bad_outputs_may_be_tried_again)
{
    Fault fault;
    const BadOutput *row = &bad_outputs[_i];
    ck_assert_ptr_null(given(giving(idl_type_simple(&tasks, row->simple)),
                             row->file, row->text, &fault));
    ck_assert_msg(strstr(fault.message, row->message) != NULL, "%s",
                  fault.message);
    ck_assert_str_eq(fault.code, "OutputUploadFailed");
    ck_assert_int_eq(fault.kind, FAULT_UNKNOWN);
    ck_assert(fault.recoverable);
}
END_TEST

START_TEST(a_simple_output_has_at_most_1024_bytes)
{
    Fault fault;
    char text[1026];
    memset(text, 'x', sizeof(text));
    text[1024] = '\0';
    ck_assert_ptr_nonnull(given(giving(idl_type_simple(&tasks, SIMPLE(STRING))),
                                "o", text, &fault));
    text[1024] = 'x';
    text[1025] = '\0';
    ck_assert_ptr_null(given(giving(idl_type_simple(&tasks, SIMPLE(STRING))),
                             "o", text, &fault));
    ck_assert_ptr_nonnull(strstr(fault.message, "has 1025 bytes"));
}
END_TEST

static const char *object_text(const IdlLiteral *literal, const char *below)
{
    const char *why = "";
    const char *path =
        object_path(tasks.home, &tasks.arena, literal_uri(literal), &why);
    ck_assert_msg(path != NULL, "%s", why);
    return read_file(&tasks, arena_print(&tasks.arena, "%s%s", path, below));
}

START_TEST(a_file_becomes_an_object_of_no_format)
{
    Fault fault;
    const IdlLiteral *literal =
        given(giving(idl_type_file(&tasks, "csv")), "o.csv", "a,b", &fault);
    ck_assert_msg(literal != NULL, "%s", fault.message);
    ck_assert_str_eq(object_text(literal, ""), "a,b");
    ck_assert_str_eq(literal->scalar->blob->metadata->type->format, "");
    ck_assert_str_eq(literal_uri(literal),
                     literal_uri(idl_value_file(&tasks, "a,b")));
}
END_TEST

START_TEST(two_extensions_are_one_too_many)
{
    IdlTask *task = giving(idl_type_file(&tasks, ""));
    Attempt attempt = attempt_of(&tasks, task, NULL);
    AttemptStart begun;
    AttemptResult result;
    Fault fault = {0};
    ChildEnd end = {0};
    prepare(&attempt, &begun);
    write_file(&tasks, at(&tasks, &attempt, "outputs/o.a"), "1");
    write_file(&tasks, at(&tasks, &attempt, "outputs/o.b"), "2");
    ck_assert(!attempt_finish(&attempt, &end, &result, &fault));
    ck_assert_ptr_nonnull(strstr(fault.message, "any of 2 files `o.*`"));
}
END_TEST

START_TEST(a_link_is_no_output)
{
    IdlTask *task = giving(idl_type_file(&tasks, ""));
    Attempt attempt = attempt_of(&tasks, task, NULL);
    AttemptStart begun;
    AttemptResult result;
    Fault fault = {0};
    ChildEnd end = {0};
    prepare(&attempt, &begun);
    ck_assert_int_eq(symlink("/etc/passwd", at(&tasks, &attempt, "outputs/o")),
                     0);
    ck_assert(!attempt_finish(&attempt, &end, &result, &fault));
    ck_assert_ptr_nonnull(strstr(fault.message, "a symbolic link"));
}
END_TEST

static bool give_folder(const char *const *files, const IdlLiteral **out,
                        Fault *fault)
{
    IdlTask *task = giving(idl_type_folder(&tasks));
    Attempt attempt = attempt_of(&tasks, task, NULL);
    AttemptStart begun;
    AttemptResult result;
    ChildEnd end = {0};
    prepare(&attempt, &begun);
    for (; *files; files++)
        write_file(&tasks,
                   at(&tasks, &attempt,
                      arena_print(&tasks.arena, "outputs/o/%s", *files)),
                   *files);
    if (!attempt_finish(&attempt, &end, &result, fault))
        return false;
    *out = literal_find(result.outputs, "o");
    return true;
}

START_TEST(a_folder_comes_out_flat)
{
    static const char *const files[] = {"a",   "b/c",   "d/e/f",
                                        "d/d", "g/h/g", NULL};
    const IdlLiteral *literal;
    Fault fault = {0};
    ck_assert_msg(give_folder(files, &literal, &fault), "%s", fault.message);
    ck_assert_str_eq(object_text(literal, "/a"), "a");
    ck_assert_str_eq(object_text(literal, "/c"), "b/c");
    ck_assert_str_eq(object_text(literal, "/f"), "d/e/f");
    ck_assert_str_eq(object_text(literal, "/d"), "d/d");
    ck_assert_str_eq(object_text(literal, "/g"), "g/h/g");
    ck_assert_int_eq(literal->scalar->blob->metadata->type->dimensionality,
                     FLYTEIDL__CORE__BLOB_TYPE__BLOB_DIMENSIONALITY__MULTIPART);
}
END_TEST

START_TEST(files_that_flyte_would_lose_are_told)
{
    static const char *const files[] = {"b/x", "c/x", NULL};
    const IdlLiteral *literal;
    Fault fault = {0};
    ck_assert(!give_folder(files, &literal, &fault));
    ck_assert_ptr_nonnull(strstr(fault.message, "has two files `x`"));
}
END_TEST

START_TEST(a_file_is_no_folder)
{
    Fault fault;
    ck_assert_ptr_null(
        given(giving(idl_type_folder(&tasks)), "o", "x", &fault));
    ck_assert_ptr_nonnull(strstr(fault.message, "wants a folder"));
    ck_assert_ptr_null(
        given(giving(idl_type_file(&tasks, "")), "o/x", "x", &fault));
    ck_assert_ptr_nonnull(strstr(fault.message, "found a folder"));
}
END_TEST

START_TEST(types_that_the_copilot_cannot_take)
{
    IdlType *text = idl_type_simple(&tasks, SIMPLE(STRING));
    IdlType *const types[] = {
        idl_type_map(&tasks, text),
        idl_type_optional(&tasks, text),
        idl_type_table(&tasks),
        idl_type_list(&tasks, idl_type_list(&tasks, text)),
    };
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
        const char *why;
        Fault fault;
        ck_assert(!task_can_run(&tasks.setting, giving(types[i]), &tasks.arena,
                                &why));
        ck_assert_ptr_nonnull(strstr(why, "copilot cannot take"));
        ck_assert_ptr_null(given(giving(types[i]), "o", "x", &fault));
        ck_assert_ptr_nonnull(strstr(fault.message, "cannot take"));
    }
}
END_TEST

START_TEST(an_element_may_give_the_value_of_an_optional)
{
    IdlType *text = idl_type_simple(&tasks, SIMPLE(STRING));
    IdlTask *task =
        giving(idl_type_list(&tasks, idl_type_optional(&tasks, text)));
    Attempt attempt = attempt_of(&tasks, task, NULL);
    AttemptStart begun;
    AttemptResult result;
    Fault fault = {0};
    ChildEnd end = {0};
    attempt.index = 0;
    prepare(&attempt, &begun);
    write_file(&tasks, at(&tasks, &attempt, "outputs/o"), "x");
    ck_assert_msg(attempt_finish(&attempt, &end, &result, &fault), "%s",
                  fault.message);
    const IdlLiteral *literal = literal_find(result.outputs, "o");
    ck_assert_int_eq(literal->scalar->value_case,
                     FLYTEIDL__CORE__SCALAR__VALUE_UNION);
    ck_assert_str_eq(
        literal->scalar->union_->value->scalar->primitive->string_value, "x");
}
END_TEST

Suite *copilot_suite(void)
{
    Suite *suite = suite_create("copilot");
    TCase *test = tcase_create("copilot");
    tcase_add_checked_fixture(test, start, stop);
    tcase_add_test(test, each_input_is_a_file);
    tcase_add_test(test, lists_maps_and_folders_are_folders);
    tcase_add_test(test, the_index_lists_all);
    tcase_add_test(test, what_cannot_be_a_file_is_refused);
    tcase_add_test(test, plain_inputs_are_written_for_who_asks);
    tcase_add_test(test, an_element_has_its_own_item_and_the_whole_list);
    tcase_add_test(test, simple_outputs_are_read_by_their_type);
    tcase_add_loop_test(test, bad_outputs_may_be_tried_again, 0,
                        (int)(sizeof(bad_outputs) / sizeof(*bad_outputs)));
    tcase_add_test(test, a_simple_output_has_at_most_1024_bytes);
    tcase_add_test(test, a_file_becomes_an_object_of_no_format);
    tcase_add_test(test, two_extensions_are_one_too_many);
    tcase_add_test(test, a_link_is_no_output);
    tcase_add_test(test, a_folder_comes_out_flat);
    tcase_add_test(test, files_that_flyte_would_lose_are_told);
    tcase_add_test(test, a_file_is_no_folder);
    tcase_add_test(test, types_that_the_copilot_cannot_take);
    tcase_add_test(test, an_element_may_give_the_value_of_an_optional);
    suite_add_tcase(suite, test);
    return suite;
}
