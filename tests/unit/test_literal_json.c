/* test_literal_json.c - values as JSON, and JSON as values of a type. */
#include "runtime/value/literal_json.h"

#include <string.h>

#include "spec/struct.h"
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

static const IdlLiteral *read(const char *type, const char *text,
                              JsonFault *fault)
{
    const char *why = "";
    const Json *json = json_parse(&arena, text, strlen(text), &why, NULL);
    ck_assert_msg(json != NULL, "%s: %s", text, why);
    return literal_of_json(&arena, json, type_of(&arena, type), fault);
}

static const char *json_of(const IdlLiteral *literal)
{
    Buf text = {.arena = &arena};
    literal_json(&(JsonOut){.buf = &text}, literal);
    return buf_string(&text);
}

typedef struct Row {
    const char *type, *json;
    const char *value;
    const char *again; /* as it is written; NULL: as it was read */
} Row;

static const Row rows[] = {
    {"int", "5", "5", NULL},
    {"int", "-9223372036854775808", "-9223372036854775808", NULL},
    {"float", "2.5", "2.5", NULL},
    {"float", "5", "5.0", "5.0"},
    {"float", "5.0", "5.0", NULL},
    {"float", "1e3", "1000.0", "1000.0"},
    {"float", "\"NaN\"", "nan", NULL},
    {"float", "\"Infinity\"", "inf", NULL},
    {"float", "\"-Infinity\"", "-inf", NULL},
    {"float", "0.1", "0.1", NULL},
    {"string", "\"x\"", "\"x\"", NULL},
    {"string", "\"\"", "\"\"", NULL},
    {"string", "\"\\u00e9\\n\"", "\"\\u00e9\\n\"", "\"\xC3\xA9\\n\""},
    {"bool", "true", "true", NULL},
    {"bool", "false", "false", NULL},
    {"none", "null", "null", NULL},
    {"datetime", "\"2026-01-31T08:00:00Z\"", "@2026-01-31T08:00:00Z", NULL},
    {"datetime", "\"2026-01-31\"", "@2026-01-31", "\"2026-01-31T00:00:00Z\""},
    {"datetime", "\"2026-01-31T08:00:00.25+01:00\"", "@2026-01-31T07:00:00.25Z",
     "\"2026-01-31T07:00:00.25Z\""},
    {"duration", "\"1h30m\"", "90m", "\"1h30m0s\""},
    {"duration", "\"1d\"", "24h", "\"24h0m0s\""},
    {"duration", "\"0s\"", "0s", NULL},
    {"bytes", "\"aGk=\"", "packed(6869)", NULL},
    {"bytes", "\"\"", "packed()", NULL},
    {"error", "\"bad\"", "error(\"bad\")",
     "{\"failed_node_id\":\"\",\"message\":\"bad\"}"},
    {"error", "{\"message\": \"bad\"}", "error(\"bad\")",
     "{\"failed_node_id\":\"\",\"message\":\"bad\"}"},
    {"file", "\"a/b.csv\"", "file(a/b.csv)", NULL},
    {"file<csv>", "\"s3://b/k\"", "file<csv>(s3://b/k)", NULL},
    {"dir", "\"d\"", "dir(d)", NULL},
    {"table", "\"s3://b/t\"", "table(s3://b/t)", NULL},
    {"schema", "\"s3://b/s\"", "schema(s3://b/s)", NULL},
    {"enum(red,green)", "\"green\"", "\"green\"", NULL},
    {"list<int>", "[1,2]", "[1, 2]", NULL},
    {"list<int>", "[]", "[]", NULL},
    {"list<float>", "[1,2.5]", "[1.0, 2.5]", "[1.0,2.5]"},
    {"list<list<string>>", "[[\"a\"],[]]", "[[\"a\"], []]", NULL},
    {"map<int>", "{\"a b\":1,\"c\":2}", "{\"a b\": 1, \"c\": 2}", NULL},
    {"map<int>", "{\"c\":2,\"a\":1}", "{\"a\": 1, \"c\": 2}",
     "{\"a\":1,\"c\":2}"},
    {"map<list<int>>", "{\"a\":[1]}", "{\"a\": [1]}", NULL},
    /* unions: the first variant that fits, an exact one before others */
    {"int?", "5", "union(int: 5)", NULL},
    {"int?", "null", "union(none: null)", NULL},
    {"string?", "\"null\"", "union(string: \"null\")", NULL},
    {"union(float|int)", "5", "union(int: 5)", NULL},
    {"union(float|int)", "5.0", "union(float: 5.0)", NULL},
    {"union(int|float)", "5.5", "union(float: 5.5)", NULL},
    {"union(float|string)", "5", "union(float: 5.0)", "5.0"},
    {"union(string|datetime)", "\"2026-01-31\"",
     "union(string: \"2026-01-31\")", NULL},
    {"union(datetime|string)", "\"x\"", "union(string: \"x\")", NULL},
    {"union(int|string|bool)", "true", "union(bool: true)", NULL},
    {"union(list<int>|list<string>)", "[\"a\"]", "union(list<string>: [\"a\"])",
     NULL},
    {"union(map<int>|list<int>)", "[1]", "union(list<int>: [1])", NULL},
    {"union({a: int}|{b: int})", "{\"b\":1}",
     "union({b: int}: record{\"b\": 1})", NULL},
    {"list<int?>", "[1,null]", "[union(int: 1), union(none: null)]", NULL},
    {"int??", "null", "union(int?: union(none: null))", NULL},
    {"file?", "\"x\"", "union(file: file(x))", NULL},
    /* records */
    {"{a: int, b: string}", "{\"a\":1,\"b\":\"x\"}",
     "record{\"a\": 1, \"b\": \"x\"}", NULL},
    {"{a: float}", "{\"a\":1}", "record{\"a\": 1.0}", "{\"a\":1.0}"},
    {"{a: float}", "{\"a\":\"NaN\"}", "packed(81a161cb7ff8000000000000)", NULL},
    {"{a: int?}", "{}", "record{\"a\": null}", "{\"a\":null}"},
    {"{a: int?}", "{\"a\":5}", "record{\"a\": 5}", NULL},
    {"{a: {b: list<int>}}", "{\"a\":{\"b\":[1]}}",
     "record{\"a\": {\"b\": [1]}}", NULL},
    {"{a: map<float>}", "{\"a\":{\"x\":1}}", "record{\"a\": {\"x\": 1.0}}",
     "{\"a\":{\"x\":1.0}}"},
    {"{a: datetime}", "{\"a\":\"2026-01-31\"}",
     "record{\"a\": \"2026-01-31T00:00:00+00:00\"}",
     "{\"a\":\"2026-01-31T00:00:00+00:00\"}"},
    {"{a: datetime}", "{\"a\":\"2026-01-31T01:00:00.5+01:00\"}",
     "record{\"a\": \"2026-01-31T00:00:00.500000+00:00\"}",
     "{\"a\":\"2026-01-31T00:00:00.500000+00:00\"}"},
    {"{a: duration}", "{\"a\":\"1m30s\"}", "record{\"a\": 90.0}",
     "{\"a\":90.0}"},
    {"{a: duration}", "{\"a\":90.0}", "record{\"a\": 90.0}", NULL},
    {"{a: enum(x,y)}", "{\"a\":\"y\"}", "record{\"a\": \"y\"}", NULL},
    {"{a: file}", "{\"a\":\"p\"}", "record{\"a\": {\"path\": \"p\"}}",
     "{\"a\":{\"path\":\"p\"}}"},
    {"{a: file}", "{\"a\":{\"path\":\"p\"}}",
     "record{\"a\": {\"path\": \"p\"}}", NULL},
    {"{a: table}", "{\"a\":\"u\"}", "record{\"a\": {\"uri\": \"u\"}}",
     "{\"a\":{\"uri\":\"u\"}}"},
    {"{a: union(float|int)}", "{\"a\":5}", "record{\"a\": 5}", NULL},
    {"{}", "{}", "json", NULL},
    {"old{a: int}", "{\"a\":1}", "old{\"a\": 1}", NULL},
    {"old{a: duration}", "{\"a\":\"1s\"}", "old{\"a\": 1}", "{\"a\":1}"},
    {"struct", "{\"a\":[1,null,\"x\"]}", "old{\"a\": [1, null, \"x\"]}", NULL},
    {"json", "{\"a\":[1,2.5,null,true,\"x\",{}]}",
     "record{\"a\": [1, 2.5, null, true, \"x\", {}]}", NULL},
    {"json", "[1]", "record[1]", NULL},
    {"json", "5", "packed(05)", NULL},
    {"json", "null", "packed(c0)", NULL},
    {"json", "18446744073709551615", "packed(cb43f0000000000000)",
     "1.8446744073709552e+19"},
    {"where('self > 1', int)", "0", "0", NULL}, /* not asked here */
};

START_TEST(json_as_a_value_of_every_type)
{
    const Row *row = &rows[_i];
    JsonFault fault = {.path = ""};
    const IdlLiteral *found = read(row->type, row->json, &fault);
    ck_assert_msg(found != NULL, "%s %s: %s %s", row->type, row->json,
                  fault.path, fault.reason);
    if (strcmp(row->value, "json") != 0)
        ck_assert_msg(same_value(found, value_of(&arena, row->value)),
                      "%s %s: found %s", row->type, row->json,
                      value_text_of(&arena, found));
    const char *again = json_of(found);
    ck_assert_str_eq(again, row->again ? row->again : row->json);
    const IdlLiteral *twice = read(row->type, again, &fault);
    ck_assert_msg(twice && same_value(found, twice), "%s %s: read again as %s",
                  row->type, row->json,
                  twice ? value_text_of(&arena, twice) : fault.reason);
}
END_TEST

typedef struct Bad {
    const char *type, *json;
    const char *path, *reason;
} Bad;

static const Bad bads[] = {
    {"int", "5.0", "", "wants int, found 5.0"},
    {"int", "\"5\"", "", "wants int, found \"5\""},
    {"int", "9223372036854775808", "", "wants int, found 9223372036854775808"},
    {"int", "null", "", "wants int, found null"},
    {"float", "\"5\"", "", "wants float, found \"5\""},
    {"float", "1e999", "", "wants float, found 1e999"},
    {"string", "5", "", "wants string, found 5"},
    {"string", "[]", "", "wants string, found an empty list"},
    {"bool", "1", "", "wants bool (true or false), found 1"},
    {"none", "0", "", "wants null, found 0"},
    {"datetime", "5", "",
     "wants datetime (\"2026-01-31T08:00:00Z\" or \"2026-01-31\"), found 5"},
    {"datetime", "\"2026-02-30\"", "",
     "wants datetime (\"2026-01-31T08:00:00Z\" or \"2026-01-31\"), found "
     "\"2026-02-30\""},
    {"duration", "90", "", "wants duration (\"1h30m\"), found 90"},
    {"bytes", "\"a\"", "", "wants bytes in base64, found \"a\""},
    {"bytes", "\"aGl=\"", "", "wants bytes in base64, found \"aGl=\""},
    {"bytes", "\"a===\"", "", "wants bytes in base64, found \"a===\""},
    {"bytes", "\"a!==\"", "", "wants bytes in base64, found \"a!==\""},
    {"error", "5", "", "wants an error ({\"message\": \"...\"}), found 5"},
    {"file<csv>", "5", "", "wants file<csv> (a path or uri), found 5"},
    {"file", "\"\"", "", "wants file (a path or uri), found \"\""},
    {"table", "{}", "", "wants a table (a path or uri), found an empty object"},
    {"enum(red,green)", "\"gren\"", "",
     "wants one of red, green, found \"gren\"; did you mean \"green\"?"},
    {"enum(red,green)", "5", "", "wants one of red, green, found 5"},
    {"list<int>", "{\"a\": 1}", "", "wants list<int>, found an object"},
    {"list<int>", "[1, \"x\"]", "[1]", "wants int, found \"x\""},
    {"map<int>", "[1]", "", "wants map<int>, found a list"},
    {"map<int>", "{\"a b\": []}", "[\"a b\"]",
     "wants int, found an empty list"},
    {"map<list<int>>", "{\"a\": [1, null]}", "a[1]", "wants int, found null"},
    {"int?", "\"x\"", "", "wants int, found \"x\""},
    {"list<int>?", "[1, true]", "[1]", "wants int, found true"},
    {"union(int|string)", "true", "", "wants int | string, found true"},
    {"union(int|string)?", "true", "", "wants int | string, found true"},
    {"{a: int}", "{}", "", "lacks the field `a`"},
    {"{a: int}", "5", "", "wants an object, found 5"},
    {"{a: int}", "{\"a\": \"x\"}", "a", "wants int, found \"x\""},
    {"{abc: int}", "{\"abc\": 1, \"abd\": 2}", "abd",
     "is no field of the record; did you mean `abc`?"},
    {"{a: int}", "{\"a\": 1, \"zzz\": 2}", "zzz", "is no field of the record"},
    {"{a: list<{b: int}>}", "{\"a\": [{\"b\": 1}, {\"b\": null}]}", "a[1].b",
     "wants int, found null"},
    {"{a: map<int>}", "{\"a\": []}", "a",
     "wants map<int>, found an empty list"},
    {"{a: enum(x,y)}", "{\"a\": \"z\"}", "a",
     "wants one of x, y, found \"z\"; did you mean \"x\"?"},
    {"old{a: int}", "[]", "", "wants an object, found an empty list"},
    {"struct", "5", "", "wants an object, found 5"},
    {"json", "{\"a\": [1e999]}", "a[0]",
     "wants a number that a double can hold, found 1e999"},
};

START_TEST(json_that_does_not_fit_is_placed_and_told)
{
    const Bad *row = &bads[_i];
    JsonFault fault = {.path = ""};
    const IdlLiteral *found = read(row->type, row->json, &fault);
    ck_assert_msg(!found, "%s %s: found %s", row->type, row->json,
                  found ? value_text_of(&arena, found) : "");
    ck_assert_str_eq(fault.path, row->path);
    ck_assert_str_eq(fault.reason, row->reason);
}
END_TEST

/* A record among variants has a schema alone. */
START_TEST(a_variant_that_is_a_record_is_read_by_its_schema)
{
    const IdlType *record = type_of(&arena, "{a: float, b: int?}");
    IdlType *variant = make_copy(&arena, record, sizeof *record);
    Struct *schema = struct_new(&arena), *properties = struct_new(&arena);
    Struct *number = struct_new(&arena), *either = struct_new(&arena);
    Struct *whole = struct_new(&arena), *none = struct_new(&arena);
    StructList *choices = struct_list_new(&arena);
    struct_put(&arena, number, "type", struct_string(&arena, "number"));
    struct_put(&arena, whole, "type", struct_string(&arena, "integer"));
    struct_put(&arena, none, "type", struct_string(&arena, "null"));
    struct_push(&arena, choices, struct_object(&arena, whole));
    struct_push(&arena, choices, struct_object(&arena, none));
    struct_put(&arena, either, "anyOf", struct_list(&arena, choices));
    struct_put(&arena, properties, "a", struct_object(&arena, number));
    struct_put(&arena, properties, "b", struct_object(&arena, either));
    struct_put(&arena, schema, "type", struct_string(&arena, "object"));
    struct_put(&arena, schema, "properties", struct_object(&arena, properties));
    variant->metadata = schema;
    variant->structure =
        make_new(&arena, IdlStructure, FLYTEIDL__CORE__TYPE_STRUCTURE__INIT);
    IdlType *type = make_copy(&arena, type_of(&arena, "int?"), sizeof *type);
    type->union_type->variants[0] = variant;
    JsonFault fault;
    const Json *json = json_parse(&arena, "{\"a\":1}", 7, NULL, NULL);
    const IdlLiteral *found = literal_of_json(&arena, json, type, &fault);
    ck_assert_ptr_nonnull(found);
    ck_assert_ptr_eq(found->scalar->union_->type, variant);
    ck_assert(same_value(found->scalar->union_->value,
                         value_of(&arena, "record{\"a\": 1.0, \"b\": null}")));
    json = json_parse(&arena, "{\"c\":1}", 7, NULL, NULL);
    ck_assert_ptr_null(literal_of_json(&arena, json, type, &fault));
    ck_assert_str_eq(fault.path, "c");
}
END_TEST

static const char *const hostile[][2] = {
    {"packed(c1)", "\"wQ==\""},
    {"packed(ddffffffff)", "\"3f////8=\""},
    {"bytes(ff)", "\"/w==\""},
    {"packed(a1ff)", "\"\xEF\xBF\xBD\""},
    {"unset", "null"},
    {"[unset, null]", "[null,null]"},
    {"old{\"a\": null}", "{\"a\":null}"},
};

START_TEST(whatever_a_literal_holds_is_json)
{
    const char *text = json_of(value_of(&arena, hostile[_i][0]));
    ck_assert_str_eq(text, hostile[_i][1]);
    ck_assert_ptr_nonnull(json_parse(&arena, text, strlen(text), NULL, NULL));
}
END_TEST

START_TEST(times_out_of_range_are_told_by_their_parts)
{
    IdlLiteral *time = literal_clone(&arena, value_of(&arena, "@2020-01-01"));
    time->scalar->primitive->datetime->seconds = INT64_MIN;
    ck_assert_str_eq(json_of(time),
                     "{\"seconds\":-9223372036854775808,\"nanos\":0}");
    IdlLiteral *span = literal_clone(&arena, value_of(&arena, "1s"));
    span->scalar->primitive->duration->seconds = INT64_MAX;
    ck_assert_str_eq(json_of(span),
                     "{\"seconds\":9223372036854775807,\"nanos\":0}");
}
END_TEST

/* list<union(T|list<T>..)>: each level could be tried both ways. */
START_TEST(unions_within_unions_end)
{
    Buf type = {.arena = &arena}, json = {.arena = &arena};
    for (int i = 0; i < 20; i++)
        buf_text(&type, "union(list<union(list<");
    buf_text(&type, "int");
    for (int i = 0; i < 20; i++) {
        buf_text(&type, ">|list<bool>)>|list<string>)");
    }
    buf_fill(&json, '[', 40);
    buf_text(&json, "null");
    buf_fill(&json, ']', 40);
    JsonFault fault = {.path = ""};
    ck_assert_ptr_null(read(buf_string(&type), buf_string(&json), &fault));
    const IdlType *inner = type_of(&arena, "int");
    for (int i = 0; i < 40; i++) {
        IdlType *list =
            make_copy(&arena, type_of(&arena, "list<int>"), sizeof *list);
        list->collection_type = (IdlType *)inner;
        IdlType *twice =
            make_copy(&arena, type_of(&arena, "union(int|int)"), sizeof *twice);
        twice->union_type->variants[0] = list;
        twice->union_type->variants[1] = list;
        inner = twice;
    }
    const Json *deep =
        json_parse(&arena, buf_string(&json), json.len, NULL, NULL);
    ck_assert_ptr_null(literal_of_json(&arena, deep, inner, &fault));
    ck_assert_ptr_nonnull(strstr(fault.reason, "too many ways"));
}
END_TEST

START_TEST(what_no_message_can_hold_is_refused)
{
    Buf type = {.arena = &arena}, json = {.arena = &arena};
    for (int i = 0; i < 60; i++)
        buf_text(&type, "list<");
    buf_text(&type, "int");
    buf_fill(&type, '>', 60);
    buf_fill(&json, '[', 60);
    buf_fill(&json, ']', 60);
    JsonFault fault = {.path = ""};
    ck_assert_ptr_null(read(buf_string(&type), buf_string(&json), &fault));
    ck_assert_str_eq(fault.reason, "is nested too deep");
    Buf object = {.arena = &arena};
    for (int i = 0; i < 60; i++)
        buf_text(&object, "{\"a\":");
    buf_text(&object, "1");
    buf_fill(&object, '}', 60);
    ck_assert_ptr_null(read("struct", buf_string(&object), &fault));
    ck_assert_str_eq(fault.reason, "is nested too deep");
    ck_assert_ptr_nonnull(read("json", buf_string(&object), &fault));
    ck_assert_ptr_null(literal_of_json(
        &arena, json_parse(&arena, "1", 1, NULL, NULL), NULL, &fault));
}
END_TEST

Suite *literal_json_suite(void)
{
    Suite *suite = suite_create("literal_json");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, json_as_a_value_of_every_type, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_loop_test(tests, json_that_does_not_fit_is_placed_and_told, 0,
                        sizeof bads / sizeof *bads);
    tcase_add_test(tests, a_variant_that_is_a_record_is_read_by_its_schema);
    tcase_add_loop_test(tests, whatever_a_literal_holds_is_json, 0,
                        sizeof hostile / sizeof *hostile);
    tcase_add_test(tests, times_out_of_range_are_told_by_their_parts);
    tcase_add_test(tests, unions_within_unions_end);
    tcase_add_test(tests, what_no_message_can_hold_is_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
