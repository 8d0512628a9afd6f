/* test_attr_path.c - flyte-spec 4.5: attribute paths and bindings. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "runtime/value/bind.h"
#include "tests/unit/suites.h"
#include "tests/unit/values.h"

static Arena arena;

static void set_up(void)
{
    arena = (Arena){0};
}

static void tear_down(void)
{
    arena_release(&arena);
}

/* "a.b.#1": names and indices; "?" is a step that says neither. */
static size_t path_of(const char *text, IdlAttrPath *steps[static 16])
{
    size_t n = 0;
    for (const char *at = text; *at; n++) {
        size_t len = strcspn(at, ".");
        IdlAttrPath *step = make_new(&arena, IdlAttrPath,
                                     FLYTEIDL__CORE__PROMISE_ATTRIBUTE__INIT);
        if (*at == '#') {
            step->value_case =
                FLYTEIDL__CORE__PROMISE_ATTRIBUTE__VALUE_INT_VALUE;
            step->int_value = (int32_t)strtol(at + 1, NULL, 10);
        } else if (*at != '?') {
            step->value_case =
                FLYTEIDL__CORE__PROMISE_ATTRIBUTE__VALUE_STRING_VALUE;
            step->string_value = arena_copy(&arena, at, len);
        }
        steps[n] = step;
        at += len + (at[len] == '.');
    }
    return n;
}

typedef struct Row {
    const char *value, *path;
    const char *found; /* NULL: refused */
    const char *why;   /* a part of the reason */
} Row;

#define DC                                                                 \
    "record{\"a\": 1, \"b\": [[1, 2], [3]], \"c\": {\"d\": \"x\", \"e\": " \
    "null}, \"f\": 0.5, \"g\": true, \"h\": -9223372036854775808, \"i\": " \
    "[{\"j\": 1}], \"k\": [], \"l\": {}}"
#define OLD                                                             \
    "old{\"a\": 1, \"b\": [[1, 2], [3]], \"c\": {\"d\": \"x\", \"e\": " \
    "null}, \"g\": true, \"i\": [{\"j\": 1}]}"

static const Row rows[] = {
    /* maps and lists */
    {"{\"foo\": \"bar\"}", "foo", "\"bar\"", NULL},
    {"[\"foo\", \"bar\"]", "#1", "\"bar\"", NULL},
    {"{\"foo\": [1, {\"x\": 2}]}", "foo.#1.x", "2", NULL},
    {"[[1], [2, 3]]", "#1.#0", "2", NULL},
    {"{\"foo\": \"bar\"}", "", "{\"foo\": \"bar\"}", NULL},
    {"{\"foo\": 1}", "bar", NULL, "no `bar`"},
    {"{\"foo\": 1}", "#0", NULL, "index where"},
    {"{\"foo\": 1}", "?", NULL, "index where"},
    {"[1]", "#1", NULL, "out of range"},
    {"[1]", "#-1", NULL, "out of range"},
    {"[1]", "#-2147483648", NULL, "out of range"},
    {"[1]", "foo", NULL, "a name where"},
    {"[]", "#0", NULL, "0 items"},
    {"[1]", "?", NULL, "a name where"},
    /* what is left of a path at a plain value says nothing */
    {"1", "foo", "1", NULL},
    {"{\"a\": \"x\"}", "a.b.c", "\"x\"", NULL},
    {"null", "a", "null", NULL},
    {"file(u)", "path", "file(u)", NULL},
    {"union(int: 1)", "a", "union(int: 1)", NULL},
    {"unset", "a", "unset", NULL},
    /* msgpack: strict, and plain values come out plain */
    {DC, "a", "1", NULL},
    {DC, "f", "0.5", NULL},
    {DC, "g", "true", NULL},
    {DC, "h", "-9223372036854775808", NULL},
    {DC, "c.d", "\"x\"", NULL},
    {DC, "c.e", "packed(c0)", NULL},
    {DC, "c", "record{\"d\": \"x\", \"e\": null}", NULL},
    {DC, "l", "packed(80)", NULL},
    {DC, "k", "[]", NULL},
    {DC, "b", "[record[1, 2], record[3]]", NULL},
    {DC, "b.#0", "[packed(01), packed(02)]", NULL},
    {DC, "b.#0.#1", "2", NULL},
    {DC, "i.#0.j", "1", NULL},
    {DC, "i.#0", "record{\"j\": 1}", NULL},
    {DC, "z", NULL, "no `z`"},
    {DC, "c.z", NULL, "no `z`"},
    {DC, "b.#2", NULL, "2 items"},
    {DC, "b.#-1", NULL, "out of range"},
    {DC, "b.x", NULL, "a name where"},
    {DC, "#0", NULL, "index where"},
    {DC, "?", NULL, "index where"},
    {DC, "a.b", NULL, "plain value"},
    {DC, "c.e.x", NULL, "plain value"},
    {"[" DC "]", "#0.c.d", "\"x\"", NULL},
    {"{\"r\": " DC "}", "r.a", "1", NULL},
    /* a path that ends at a record is resolved into it all the same */
    {"[record[1, 2]]", "#0", "[packed(01), packed(02)]", NULL},
    {"[packed(05)]", "#0", "5", NULL},
    {"[record{\"a\": 1}]", "#0", "record{\"a\": 1}", NULL},
    /* the last of equal keys; keys that are no texts */
    {"packed(82a16101a16102)", "a", "2", NULL},
    {"packed(820101a16102)", "a", "2", NULL},
    {"packed(81c4016101)", "a", NULL, "no `a`"},
    {"packed(81a0a178)", "", "packed(81a0a178)", NULL},
    {"packed(81a161cfffffffffffffffff)", "a", NULL, "beyond 64 bits"},
    {"packed(81a161cf7fffffffffffffff)", "a", "9223372036854775807", NULL},
    {"packed(81a161ca3f000000)", "a", "0.5", NULL},
    {"packed(81a161a1ff)", "a", NULL, "not UTF-8"},
    {"packed(81a161a100)", "a", NULL, "NUL"},
    {"packed(81a161c40100)", "a", "packed(c40100)", NULL},
    {"packed(81a161d4ff00)", "a", "packed(d4ff00)", NULL},
    /* garbage and huge counts */
    {"packed()", "a", NULL, "not one value"},
    {"packed(81)", "a", NULL, "not one value"},
    {"packed(81a161)", "a", NULL, "not one value"},
    {"packed(81a16101c0)", "a", NULL, "not one value"},
    {"packed(dfffffffffa161)", "a", NULL, "not one value"},
    {"packed(ddffffffff)", "#0", NULL, "not one value"},
    {"packed(c1)", "a", NULL, "not one value"},
    {"bytes(81a16101)", "a", NULL, "wants msgpack"},
    /* Structs: numbers are floats, and plain values swallow the rest */
    {OLD, "a", "1.0", NULL},
    {OLD, "c.d", "\"x\"", NULL},
    {OLD, "g", "true", NULL},
    {OLD, "c", "old{\"d\": \"x\", \"e\": null}", NULL},
    {OLD, "c.e", "unset", NULL},
    {OLD, "b", "[[1.0, 2.0], [3.0]]", NULL},
    {OLD, "b.#0", "[1.0, 2.0]", NULL},
    {OLD, "b.#0.#1", "2.0", NULL},
    {OLD, "i.#0.j", "1.0", NULL},
    {OLD, "i", "[old{\"j\": 1}]", NULL},
    {OLD, "a.b", "1.0", NULL},
    {OLD, "z", NULL, "no `z`"},
    {OLD, "b.#2", NULL, "out of range"},
    {OLD, "b.#-1", NULL, "out of range"},
    {OLD, "b.x", NULL, "a name where"},
    {OLD, "#0", NULL, "index where"},
    {"{\"foo\": [" OLD "]}", "foo.#0.c.d", "\"x\"", NULL},
};

START_TEST(spec_4_5_an_attribute_path)
{
    const Row *row = &rows[_i];
    IdlAttrPath *steps[16];
    size_t n = path_of(row->path, steps);
    const char *why = NULL;
    const IdlLiteral *found =
        attr_path_resolve(&arena, value_of(&arena, row->value), steps, n, &why);
    if (!row->found) {
        ck_assert_msg(!found, "%s %s: wants a refusal, found %s", row->value,
                      row->path, found ? value_text_of(&arena, found) : "");
        ck_assert_msg(strstr(why, row->why) != NULL, "%s %s: %s", row->value,
                      row->path, why);
        return;
    }
    ck_assert_msg(found != NULL, "%s %s: %s", row->value, row->path, why);
    ck_assert_msg(same_value(found, value_of(&arena, row->found)),
                  "%s %s: wants %s, found %s", row->value, row->path,
                  row->found, value_text_of(&arena, found));
}
END_TEST

START_TEST(msgpack_nested_beyond_all_bounds_is_walked)
{
    enum { DEEP = 100000 };
    Buf bytes = {.arena = &arena};
    buf_fill(&bytes, (char)0x91, DEEP);
    buf_char(&bytes, 1);
    const IdlLiteral *literal = make_literal(
        &arena, make_binary(&arena, bytes.at, bytes.len, "msgpack"));
    IdlAttrPath *steps[16];
    const char *why = NULL;
    const IdlLiteral *found =
        attr_path_resolve(&arena, literal, steps, path_of("#0", steps), &why);
    ck_assert_ptr_nonnull(found);
    ck_assert_uint_eq(found->collection->n_literals, 1);
}
END_TEST

/* ---- bindings ---- */

static IdlBindingData *new_data(Flyteidl__Core__BindingData__ValueCase kind)
{
    IdlBindingData *data =
        make_new(&arena, IdlBindingData, FLYTEIDL__CORE__BINDING_DATA__INIT);
    data->value_case = kind;
    return data;
}

static IdlBindingData *constant(const char *text)
{
    IdlBindingData *data = new_data(FLYTEIDL__CORE__BINDING_DATA__VALUE_SCALAR);
    data->scalar = value_of(&arena, text)->scalar;
    return data;
}

static IdlBindingData *promise(const char *node, const char *var,
                               const char *path)
{
    IdlAttrPath *steps[16];
    IdlBindingData *data =
        new_data(FLYTEIDL__CORE__BINDING_DATA__VALUE_PROMISE);
    data->promise =
        make_new(&arena, IdlPromise, FLYTEIDL__CORE__OUTPUT_REFERENCE__INIT);
    data->promise->node_id = make_text(node);
    data->promise->var = make_text(var);
    data->promise->n_attr_path = path_of(path, steps);
    data->promise->attr_path = make_copy(&arena, steps, sizeof steps);
    return data;
}

static IdlBindingData *list_of(IdlBindingData *first, IdlBindingData *second)
{
    IdlBindingData *data =
        new_data(FLYTEIDL__CORE__BINDING_DATA__VALUE_COLLECTION);
    data->collection = make_new(&arena, Flyteidl__Core__BindingDataCollection,
                                FLYTEIDL__CORE__BINDING_DATA_COLLECTION__INIT);
    make_push(&arena, data->collection->bindings, data->collection->n_bindings,
              first);
    if (second)
        make_push(&arena, data->collection->bindings,
                  data->collection->n_bindings, second);
    return data;
}

static IdlBindingData *map_of(const char *name, IdlBindingData *value)
{
    IdlBindingData *data = new_data(FLYTEIDL__CORE__BINDING_DATA__VALUE_MAP);
    data->map = make_new(&arena, Flyteidl__Core__BindingDataMap,
                         FLYTEIDL__CORE__BINDING_DATA_MAP__INIT);
    make_put(&arena, data->map->bindings, data->map->n_bindings,
             FLYTEIDL__CORE__BINDING_DATA_MAP__BINDINGS_ENTRY__INIT, name,
             value);
    return data;
}

static const IdlLiteral *fetch(void *self, const char *node_id, const char *var,
                               const char **why)
{
    const char *key = arena_print(&arena, "%s/%s", node_id, var);
    const IdlLiteral *found = literal_find(self, key);
    *why = found ? *why : arena_print(&arena, "no output %s", key);
    return found;
}

static BindSource source_of(void)
{
    const IdlLiteralMap *outputs =
        values_of(&arena, "{\"/x\": 1, \"n0/o0\": record{\"a\": [5]},"
                          "\"n0/many\": [7, 8], \"start-node/y\": 2}");
    return (BindSource){&arena, fetch, (void *)outputs};
}

static void resolves(const IdlBindingData *data, const char *wanted)
{
    const char *why = "";
    BindSource source = source_of();
    const IdlLiteral *found = binding_resolve(&source, data, &why);
    ck_assert_msg(found != NULL, "%s: %s", wanted, why);
    ck_assert_msg(same_value(found, value_of(&arena, wanted)),
                  "wants %s, found %s", wanted, value_text_of(&arena, found));
}

static void refuses(const IdlBindingData *data, const char *reason)
{
    const char *why = "";
    BindSource source = source_of();
    ck_assert_ptr_null(binding_resolve(&source, data, &why));
    ck_assert_msg(strstr(why, reason) != NULL, "wants %s, found %s", reason,
                  why);
}

START_TEST(spec_4_5_bindings)
{
    resolves(constant("5"), "5");
    resolves(constant("null"), "null");
    resolves(constant("union(int: 5)"), "union(int: 5)");
    resolves(promise("", "x", ""), "1");
    resolves(promise("start-node", "y", ""), "2");
    resolves(promise("n0", "o0", "a.#0"), "5");
    resolves(promise("n0", "[1].many", ""), "8");
    resolves(list_of(promise("", "x", ""), constant("3")), "[1, 3]");
    resolves(map_of("k", list_of(promise("n0", "o0", ""), NULL)),
             "{\"k\": [record{\"a\": [5]}]}");
}
END_TEST

START_TEST(spec_4_5_bindings_that_cannot_be_resolved)
{
    refuses(NULL, "bound to nothing");
    refuses(new_data(FLYTEIDL__CORE__BINDING_DATA__VALUE__NOT_SET),
            "bound to nothing");
    refuses(promise("n0", "gone", ""), "no output n0/gone");
    refuses(promise("n0", "[2].many", ""), "fewer");
    refuses(promise("", "[0].x", ""), "no list");
    refuses(promise("n0", "[x].many", ""), "no output");
    refuses(promise("n0", "o0", "b"), "no `b`");
    refuses(list_of(constant("1"), promise("n9", "o", "")), "no output n9/o");
    refuses(map_of("k", promise("n9", "o", "")), "no output n9/o");
    refuses(map_of("k", NULL), "bound to nothing");
}
END_TEST

START_TEST(a_reason_names_the_input)
{
    IdlBinding good = FLYTEIDL__CORE__BINDING__INIT;
    IdlBinding bad = FLYTEIDL__CORE__BINDING__INIT;
    good.var = make_text("b");
    good.binding = constant("5");
    bad.var = make_text("a");
    bad.binding = promise("n0", "gone", "");
    IdlBinding *bindings[] = {&good, &bad};
    const char *why = NULL;
    BindSource source = source_of();
    IdlLiteralMap *found = bindings_resolve(&source, bindings, 1, &why);
    ck_assert(same_value(literal_find(found, "b"), value_of(&arena, "5")));
    ck_assert_ptr_null(bindings_resolve(&source, bindings, 2, &why));
    ck_assert_str_eq(why, "input `a`: no output n0/gone");
}
END_TEST

START_TEST(of_two_bindings_of_one_name_the_last_holds)
{
    IdlBinding first = FLYTEIDL__CORE__BINDING__INIT, second = first;
    first.var = second.var = make_text("a");
    first.binding = constant("1");
    second.binding = constant("2");
    IdlBinding *bindings[] = {&first, &second};
    const char *why;
    BindSource source = source_of();
    IdlLiteralMap *found = bindings_resolve(&source, bindings, 2, &why);
    ck_assert_uint_eq(found->n_literals, 1);
    ck_assert(same_value(literal_find(found, "a"), value_of(&arena, "2")));
}
END_TEST

/* A chain of nodes could nest lists as deep as it is long. */
START_TEST(values_that_no_message_can_hold_are_refused)
{
    const IdlLiteral *deep = value_of(&arena, "1");
    for (int i = 0; i < 60; i++)
        deep = literal_list(&arena, &deep, 1);
    IdlLiteralMap *outputs = literal_map_new(&arena);
    literal_map_put(&arena, outputs, "n0/o0", deep);
    BindSource source = {&arena, fetch, outputs};
    const char *why = NULL;
    ck_assert_ptr_null(
        binding_resolve(&source, list_of(promise("n0", "o0", ""), NULL), &why));
    ck_assert_ptr_nonnull(strstr(why, "too deep"));
}
END_TEST

Suite *attr_path_suite(void)
{
    Suite *suite = suite_create("attr_path");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, spec_4_5_an_attribute_path, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_test(tests, msgpack_nested_beyond_all_bounds_is_walked);
    tcase_add_test(tests, spec_4_5_bindings);
    tcase_add_test(tests, spec_4_5_bindings_that_cannot_be_resolved);
    tcase_add_test(tests, a_reason_names_the_input);
    tcase_add_test(tests, of_two_bindings_of_one_name_the_last_holds);
    tcase_add_test(tests, values_that_no_message_can_hold_are_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
