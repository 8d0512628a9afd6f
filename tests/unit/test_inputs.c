/* test_inputs.c - what a workflow is started with. */
#include "runtime/value/inputs.h"

#include <string.h>

#include "base/json.h"
#include "base/json_place.h"
#include "runtime/value/literal_json.h"
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

/* name: type, type of which `=value` is a fallback. */
static const char *const declared[][3] = {
    {"days", "list<datetime>", NULL},
    {"epochs", "where('self in 1..100', int)", NULL},
    {"limits", "{low: float, high: float?}", NULL},
    {"region", "enum(sf,oakland)", "\"sf\""},
    {"note", "string?", "null"},
    {"data", "file<csv>", NULL},
};

static InputSlots slots(void)
{
    IdlParameterMap map = FLYTEIDL__CORE__PARAMETER_MAP__INIT;
    for (size_t i = 0; i < sizeof declared / sizeof *declared; i++) {
        IdlParameter *parameter =
            make_new(&arena, IdlParameter, FLYTEIDL__CORE__PARAMETER__INIT);
        parameter->var =
            make_new(&arena, IdlVariable, FLYTEIDL__CORE__VARIABLE__INIT);
        parameter->var->type = (IdlType *)type_of(&arena, declared[i][1]);
        parameter->var->description = make_text("What it is.");
        parameter->behavior_case = FLYTEIDL__CORE__PARAMETER__BEHAVIOR_REQUIRED;
        if (declared[i][2]) {
            parameter->behavior_case =
                FLYTEIDL__CORE__PARAMETER__BEHAVIOR_DEFAULT;
            parameter->default_ =
                (IdlLiteral *)value_of(&arena, declared[i][2]);
        }
        make_put(&arena, map.parameters, map.n_parameters,
                 FLYTEIDL__CORE__PARAMETER_MAP__PARAMETERS_ENTRY__INIT,
                 declared[i][0], parameter);
    }
    return input_slots_of_parameters(&arena, &map);
}

static const char *told(const InputFaults *faults)
{
    Buf out = {.arena = &arena};
    for (uint32_t i = 0; i < faults->len; i++) {
        const InputFault *fault = &faults->at[i];
        if (fault->file)
            buf_print(&out, "%s:%u:%u: ", fault->file, fault->line,
                      fault->column);
        buf_text(&out, fault->message);
        if (fault->advice)
            buf_print(&out, " (%s)", fault->advice);
        buf_char(&out, '\n');
    }
    return buf_string(&out);
}

static const char *read_file(const char *text, size_t len,
                             IdlLiteralMap *inputs)
{
    InputFaults faults = {0};
    InputSlots all = slots();
    inputs_read_json(&arena, &all, "in.json", (FileText){text, len}, inputs,
                     &faults);
    return told(&faults);
}

START_TEST(a_file_gives_inputs)
{
    static const char text[] =
        "{\n  \"days\": [\"2026-01-01\"], \"epochs\": 3,\n"
        "  \"limits\": {\"low\": 1}, \"data\": \"a.csv\"\n}\n";
    IdlLiteralMap *inputs = literal_map_new(&arena);
    InputSlots all = slots();
    InputFaults faults = {0};
    ck_assert_str_eq(read_file(text, sizeof text - 1, inputs), "");
    inputs_settle(&arena, &all, inputs, &faults);
    ck_assert_str_eq(told(&faults), "");
    ck_assert(same_value(
        literal_of_map(&arena, inputs),
        value_of(&arena,
                 "{\"days\": [@2026-01-01], \"epochs\": 3, \"limits\": "
                 "record{\"high\": null, \"low\": 1.0}, \"data\": "
                 "file<csv>(a.csv), \"region\": \"sf\", \"note\": null}")));
}
END_TEST

static const char *const files[][2] = {
    {"{\"days\": [\"2026-01-01\", 5]}",
     "in.json:1:25: input `days[1]` wants datetime (\"2026-01-31T08:00:00Z\" "
     "or \"2026-01-31\"), found 5\n"},
    {"{\n\t\"limits\": {\n    \"low\": \"x\"\n}}",
     "in.json:3:12: input `limits.low` wants float, found \"x\"\n"},
    {"{\"limits\": {\"lo\": 1}}",
     "in.json:1:13: input `limits.lo` is no field of the record; did you mean "
     "`low`?\n"},
    {"{\"limits\": {}}",
     "in.json:1:12: input `limits` lacks the field `low`\n"},
    {"{\"epoch\": 3}",
     "in.json:1:2: there is no input `epoch` (did you mean `epochs`?)\n"},
    {"{\"zzz\": 3, \"epochs\": 1}",
     "in.json:1:2: there is no input `zzz` (inputs are `data`, `days`, "
     "`epochs`, `limits`, `note`, `region`)\n"},
    {"{\"region\": \"nyc\", \"epochs\": 1.5}",
     "in.json:1:29: input `epochs` wants int, found 1.5\n"
     "in.json:1:12: input `region` wants one of sf, oakland, found \"nyc\"\n"},
    {"{\"\xC3\xA9\": 1, \"epochs\": null}",
     "in.json:1:20: input `epochs` wants int, found null\n"
     "in.json:1:2: there is no input `\xC3\xA9` (inputs are `data`, `days`, "
     "`epochs`, `limits`, `note`, `region`)\n"},
    {"[]", "in.json:1:1: inputs are a JSON object, of names and values (begin "
           "with { \"name\": value }; `flw inputs` prints a template)\n"},
    {"{\"epochs\": 3",
     "in.json:1:12: this is no JSON: it is not JSON from here "
     "on\n"},
    {"", "in.json:1:1: this is no JSON: it is not JSON from here on\n"},
    {"{\"epochs\": 3, \"epochs\": 4}",
     "in.json:1:27: this is no JSON: two members are called `epochs`\n"},
    {"{\"epochs\": 3}\n x",
     "in.json:1:14: this is no JSON: there is text after the value\n"},
    {"{\"note\": \"\xFF\"}",
     "in.json:1:11: this is no JSON: it is not UTF-8\n"},
};

START_TEST(what_is_wrong_in_a_file_is_placed)
{
    IdlLiteralMap *inputs = literal_map_new(&arena);
    ck_assert_str_eq(read_file(files[_i][0], strlen(files[_i][0]), inputs),
                     files[_i][1]);
}
END_TEST

typedef struct Flag {
    const char *name, *text;
    const char *value; /* NULL: refused */
    const char *told;
} Flag;

static const Flag flags[] = {
    {"epochs", "3", "3", NULL},
    {"epochs", "x", NULL, "input `epochs` wants int, found \"x\"\n"},
    {"epochs", "", NULL, "input `epochs` wants int, found \"\"\n"},
    {"epochs", "3.0", NULL, "input `epochs` wants int, found 3.0\n"},
    {"days", "[\"2026-01-01\"]", "[@2026-01-01]", NULL},
    {"days", "2026-01-01", NULL,
     "input `days` wants JSON for list<datetime>: a number does not start "
     "with 0\n"},
    {"days", "5", NULL, "input `days` wants list<datetime>, found 5\n"},
    {"limits", "{\"low\": 1}", "record{\"high\": null, \"low\": 1.0}", NULL},
    {"limits", "{", NULL,
     "input `limits` wants JSON for { high: float?, low: "
     "float }: it is not JSON from here on\n"},
    {"region", "oakland", "\"oakland\"", NULL},
    {"region", "oaklend", NULL,
     "input `region` wants one of sf, oakland, found \"oaklend\"; did you mean "
     "\"oakland\"?\n"},
    {"note", "hello", "union(string: \"hello\")", NULL},
    {"note", "5", "union(string: \"5\")", NULL},
    {"note", "null", "union(none: null)", NULL},
    {"note", "\"null\"", "union(string: \"null\")", NULL},
    {"note", "", "union(string: \"\")", NULL},
    {"note", "\xFF", NULL, "input `note` is not UTF-8\n"},
    {"data", "s3://b/k.csv", "file<csv>(s3://b/k.csv)", NULL},
    {"data", "", NULL,
     "input `data` wants file<csv> (a path or uri), found \"\"\n"},
    {"dayz", "x", NULL, "there is no input `dayz` (did you mean `days`?)\n"},
};

START_TEST(a_flag_gives_an_input)
{
    const Flag *row = &flags[_i];
    InputSlots all = slots();
    InputFaults faults = {0};
    IdlLiteralMap *inputs = literal_map_new(&arena);
    inputs_read_flag(&arena, &all, row->name, row->text, inputs, &faults);
    ck_assert_str_eq(told(&faults), row->told ? row->told : "");
    const IdlLiteral *found = literal_find(inputs, row->name);
    ck_assert_int_eq(found != NULL, row->value != NULL);
    if (found)
        ck_assert_msg(same_value(found, value_of(&arena, row->value)),
                      "%s: found %s", row->text, value_text_of(&arena, found));
}
END_TEST

START_TEST(a_flag_takes_the_place_of_what_a_file_says)
{
    InputSlots all = slots();
    InputFaults faults = {0};
    IdlLiteralMap *inputs = literal_map_new(&arena);
    read_file("{\"epochs\": 3}", 13, inputs);
    inputs_read_flag(&arena, &all, "epochs", "4", inputs, &faults);
    ck_assert_uint_eq(inputs->n_literals, 1);
    ck_assert(
        same_value(literal_find(inputs, "epochs"), value_of(&arena, "4")));
}
END_TEST

START_TEST(all_that_is_missing_is_told_at_once)
{
    InputSlots all = slots();
    InputFaults faults = {0};
    IdlLiteralMap *inputs = literal_map_new(&arena);
    inputs_read_flag(&arena, &all, "epochs", "101", inputs, &faults);
    inputs_read_flag(&arena, &all, "days", "5", inputs, &faults);
    inputs_settle(&arena, &all, inputs, &faults);
    ck_assert_str_eq(
        told(&faults),
        "input `days` wants list<datetime>, found 5\n"
        "input `data` (file<csv>) is missing (give it as --data or in the file "
        "of --inputs)\n"
        "input `epochs` is 101, wants self in 1..100\n"
        "input `limits` ({ high: float?, low: float }) is missing (give it as "
        "--limits or in the file of --inputs)\n");
}
END_TEST

START_TEST(faults_have_an_end)
{
    Buf text = {.arena = &arena};
    IdlLiteralMap *inputs = literal_map_new(&arena);
    InputSlots all = slots();
    InputFaults faults = {0};
    for (int i = 0; i < 5000; i++)
        buf_print(&text, "%c\"x%d\": 1", i ? ',' : '{', i);
    buf_char(&text, '}');
    inputs_read_json(&arena, &all, "f", (FileText){text.at, text.len}, inputs,
                     &faults);
    ck_assert_uint_eq(faults.len, 100);
}
END_TEST

START_TEST(an_interface_has_slots_too)
{
    IdlVariableMap map = FLYTEIDL__CORE__VARIABLE_MAP__INIT;
    IdlVariable variable = FLYTEIDL__CORE__VARIABLE__INIT;
    variable.type = (IdlType *)type_of(&arena, "int");
    static const char *const names[] = {"b", "a"};
    for (int i = 0; i < 2; i++)
        make_put(&arena, map.variables, map.n_variables,
                 FLYTEIDL__CORE__VARIABLE_MAP__VARIABLES_ENTRY__INIT, names[i],
                 i ? NULL : &variable);
    InputSlots all = input_slots_of_variables(&arena, &map);
    ck_assert_uint_eq(all.len, 2);
    ck_assert_str_eq(all.at[0].name, "a");
    InputFaults faults = {0};
    IdlLiteralMap *inputs = literal_map_new(&arena);
    inputs_read_flag(&arena, &all, "a", "1", inputs, &faults);
    inputs_read_flag(&arena, &all, "b", "1", inputs, &faults);
    inputs_settle(&arena, &all, inputs, &faults);
    ck_assert_str_eq(told(&faults), "input `a` is of a type that this version "
                                    "does not know\n");
    ck_assert_uint_eq(input_slots_of_variables(&arena, NULL).len, 0);
    ck_assert_uint_eq(input_slots_of_parameters(&arena, NULL).len, 0);
}
END_TEST

START_TEST(a_template_can_be_given_as_it_is)
{
    InputSlots all = slots();
    InputFaults faults = {0};
    IdlLiteralMap *inputs = literal_map_new(&arena);
    const char *template = inputs_template(&arena, &all);
    inputs_read_json(&arena, &all, "t", (FileText){template, strlen(template)},
                     inputs, &faults);
    inputs_settle(&arena, &all, inputs, &faults);
    ck_assert_msg(faults.len == 0, "%s%s", told(&faults), template);
    ck_assert_uint_eq(inputs->n_literals, all.len);
    ck_assert_ptr_nonnull(strstr(template, "\"region\": \"sf\""));
    ck_assert_ptr_nonnull(strstr(template, "\"data\": \"path/to/data\""));
    ck_assert_ptr_nonnull(strstr(template, "\"note\": null"));
}
END_TEST

static const char schema_wanted[] =
    "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\","
    "\"title\":\"w\",\"type\":\"object\",\"properties\":{"
    "\"data\":{\"type\":\"string\",\"minLength\":1,"
    "\"description\":\"What it is.\"},"
    "\"days\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"pattern\":"
    "\"^\\\\d{4}-\\\\d{2}-\\\\d{2}(T\\\\d{1,2}:\\\\d{2}:\\\\d{2}([.,]\\\\d+)?"
    "(Z|[+-]\\\\d{2}:\\\\d{2}))?$\"},\"description\":\"What it is.\"},"
    "\"epochs\":{\"type\":\"integer\",\"minimum\":-9223372036854775808,"
    "\"maximum\":9223372036854775807,\"allOf\":[{\"minimum\":1,"
    "\"maximum\":100}],\"description\":\"What it is.\"},"
    "\"limits\":{\"type\":\"object\",\"properties\":{"
    "\"low\":{\"anyOf\":[{\"type\":\"number\"},{\"enum\":[\"NaN\","
    "\"Infinity\",\"-Infinity\"]}]},"
    "\"high\":{\"anyOf\":[{\"anyOf\":[{\"type\":\"number\"},{\"enum\":[\"NaN\","
    "\"Infinity\",\"-Infinity\"]}]},{\"type\":\"null\"}]}},"
    "\"required\":[\"low\"],\"additionalProperties\":false,"
    "\"description\":\"What it is.\"},"
    "\"note\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}],"
    "\"description\":\"What it is.\",\"default\":null},"
    "\"region\":{\"enum\":[\"sf\",\"oakland\"],"
    "\"description\":\"What it is.\",\"default\":\"sf\"}},"
    "\"required\":[\"data\",\"days\",\"epochs\",\"limits\"],"
    "\"additionalProperties\":false}";

START_TEST(a_schema_says_what_will_do)
{
    InputSlots all = slots();
    const char *schema = inputs_schema(&arena, &all, "w");
    const Json *json = json_parse(&arena, schema, strlen(schema), NULL, NULL);
    ck_assert_ptr_nonnull(json);
    Buf text = {.arena = &arena};
    json_put(&(JsonOut){.buf = &text}, json);
    ck_assert_str_eq(buf_string(&text), schema_wanted);
}
END_TEST

static const char *const wheres[][2] = {
    {"where('self > 0.0 and self <= 1.0', float)",
     "\"allOf\":[{\"exclusiveMinimum\":0},{\"maximum\":1}]"},
    {"where('self == 3 or self == 5', int)",
     "\"anyOf\":[{\"const\":3},{\"const\":5}]"},
    {"where('len(self) in 1..3', string)", "\"minLength\":1,"},
    {"where('len(self) in 1..3', string)", "\"maxLength\":3,"},
    {"where('len(self) >= 2', list<int>)", "\"minItems\":2,"},
    {"where('self matches r\"a+\" and self != \"aa\"', string)",
     "{\"pattern\":\"^(?:a+)$\"},{\"not\":{\"const\":\"aa\"}}"},
    {"where('false', int)", "\"allOf\":[{\"not\":{}}]"},
    {"where('self >= 1h', duration)", "\"allOf\":[{}]"},
    {"bytes", "\"contentEncoding\":\"base64\""},
    {"json", "\"x\":{}"},
    {"struct", "\"x\":{\"type\":\"object\"}"},
    {"map<bool>", "\"additionalProperties\":{\"type\":\"boolean\"}"},
    {"error", "\"required\":[\"message\"]"},
};

START_TEST(a_schema_of_each_kind)
{
    InputSlot slot = {.name = "x", .type = type_of(&arena, wheres[_i][0])};
    InputSlots one = {&slot, 1};
    const char *schema = inputs_schema(&arena, &one, "w");
    const Json *json = json_parse(&arena, schema, strlen(schema), NULL, NULL);
    ck_assert_msg(json != NULL, "%s", schema);
    Buf text = {.arena = &arena};
    json_put(&(JsonOut){.buf = &text}, json);
    ck_assert_msg(strstr(buf_string(&text), wheres[_i][1]) != NULL, "%s",
                  buf_string(&text));
}
END_TEST

/* ---- places ---- */

static const char *const places[][3] = {
    {"5", "", "0 0"},
    {"  [1, 2]", "[1]", "6 6"},
    {"{\"a\": {\"b\" : [1, {\"c\": 5}]}}", "a.b[1].c", "18 23"},
    {"{\"a\": 1, \"b\": 2}", "b", "9 14"},
    {"{\"x\": \"a\\\"],}\", \"b\": 2}", "b", "16 21"},
    {"{\"a b\": 1}", "[\"a b\"]", "1 8"},
    {"{\"\\u0061\": 1}", "a", "1 11"},
    {"{\"a\": [[], [1]]}", "a[1][0]", "12 12"},
    {"{\"\": 1}", "[\"\"]", "1 5"},
    {"{\"a\": 1}", "b", NULL},
    {"[1]", "[1]", NULL},
    {"[1]", "a", NULL},
    {"5", "a", NULL},
    {"{\"a\": 1}", "[0]", NULL},
    {"{\"a\": 1}", "a.b", NULL},
    {"[1]", "[x]", NULL},
    {"[1]", "[", NULL},
};

START_TEST(a_path_leads_to_a_place)
{
    JsonPlace place = {0};
    const char *text = places[_i][0];
    bool found = json_place(text, strlen(text), places[_i][1], &place);
    ck_assert_int_eq(found, places[_i][2] != NULL);
    if (found)
        ck_assert_str_eq(
            arena_print(&arena, "%zu %zu", place.name, place.value),
            places[_i][2]);
}
END_TEST

START_TEST(a_path_is_written_as_it_is_read)
{
    static const char *const names[] = {"a", "a-b", "_1",       "a b", "1",
                                        "",  "a.b", "\xC3\xA9", "\""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Buf path = {.arena = &arena}, text = {.arena = &arena};
        JsonOut out = {.buf = &text};
        json_open(&out, '{');
        json_name(&out, names[i]);
        json_put_null(&out);
        json_close(&out, '}');
        json_path_name(&path, names[i]);
        JsonPlace place;
        ck_assert_msg(json_place(text.at, text.len, buf_string(&path), &place),
                      "%s in %s", buf_string(&path), text.at);
        ck_assert_str_eq(text.at + place.value, "null}");
    }
}
END_TEST

Suite *inputs_suite(void)
{
    Suite *suite = suite_create("inputs");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_file_gives_inputs);
    tcase_add_loop_test(tests, what_is_wrong_in_a_file_is_placed, 0,
                        sizeof files / sizeof *files);
    tcase_add_loop_test(tests, a_flag_gives_an_input, 0,
                        sizeof flags / sizeof *flags);
    tcase_add_test(tests, a_flag_takes_the_place_of_what_a_file_says);
    tcase_add_test(tests, all_that_is_missing_is_told_at_once);
    tcase_add_test(tests, faults_have_an_end);
    tcase_add_test(tests, an_interface_has_slots_too);
    tcase_add_test(tests, a_template_can_be_given_as_it_is);
    tcase_add_test(tests, a_schema_says_what_will_do);
    tcase_add_loop_test(tests, a_schema_of_each_kind, 0,
                        sizeof wheres / sizeof *wheres);
    tcase_add_loop_test(tests, a_path_leads_to_a_place, 0,
                        sizeof places / sizeof *places);
    tcase_add_test(tests, a_path_is_written_as_it_is_read);
    suite_add_tcase(suite, tests);
    return suite;
}
