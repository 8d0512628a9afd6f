/* test_refinement.c - refinements, as the compiler's texts tell of them. */
#include "runtime/value/refinement.h"

#include <string.h>

#include "runtime/value/fake.h"
#include "runtime/value/literal_json.h"
#include "spec/struct.h"
#include "tests/unit/suites.h"
#include "tests/unit/values.h"
#include "tests/unit/world.h"
#include "typesys/refine.h"

static Arena arena;

static void set_up(void)
{
    arena = (Arena){0};
}

static void tear_down(void)
{
    arena_release(&arena);
}

/* '1' holds, '0' does not, for each of the values. */
typedef struct Row {
    const char *type;
    const char *values[8];
    const char *holds;
} Row;

static const Row rows[] = {
    {"where('self in 1..65535', int)",
     {"0", "1", "65535", "65536", "-1", "80"},
     "011001"},
    {"where('self >= 1', int)", {"0", "1", "9223372036854775807"}, "011"},
    {"where('self <= -5', int)", {"-5", "-4", "-9223372036854775808"}, "101"},
    {"where('self == 3', int)", {"3", "4"}, "10"},
    {"where('self in 1..3 or self == 7 or self >= 10', int)",
     {"0", "2", "4", "7", "9", "10"},
     "010101"},
    {"where('false', int)", {"0", "1"}, "00"},
    {"where('self >= 0.0 and self < 1.0', float)",
     {"0.0", "-0.0", "0.5", "1.0", "nan", "-1e-300"},
     "111000"},
    {"where('self > 0.0', float)", {"0.0", "5e-324", "inf", "nan"}, "0110"},
    {"where('self <= 1e+22', float)", {"1e22", "1e23", "-inf"}, "101"},
    {"where('self == 0.5', float)", {"0.5", "0.25"}, "10"},
    {"where('self >= 1', float)", {"1.0", "0.5"}, "00"},
    {"where('self in 1h..1d2h', duration)",
     {"59m59s", "1h", "26h", "26h0m0.000000001s"},
     "0110"},
    {"where('self >= 0s', duration)", {"0s", "-1ns", "1ns"}, "101"},
    {"where('self <= -1s500ms', duration)",
     {"-1500ms", "-1499ms", "-2s"},
     "101"},
    {"where('self >= @2020-01-01', datetime)",
     {"@2020-01-01", "@2019-12-31T23:59:59.999999999Z"},
     "10"},
    {"where('self in @2020-01-01..@2020-06-30T12:00:00.5Z', datetime)",
     {"@2020-01-01", "@2020-06-30T12:00:00.5Z", "@2020-06-30T12:00:00.6Z"},
     "110"},
    {"where('self == \"a\" or self == \"b\"', string)",
     {"\"a\"", "\"b\"", "\"ab\"", "\"\""},
     "1100"},
    {"where('self == \"\\\"\\n\\u{7F}{{}}\"', string)",
     {"\"\\\"\\n\\u007f{}\"", "\"x\""},
     "10"},
    {"where('self != \"\"', string)", {"\"\"", "\"a\""}, "01"},
    {"where('len(self) in 1..3', string)",
     {"\"\"", "\"a\"", "\"\\u00e9\\u65e5\\ud83d\\ude00\"", "\"abcd\""},
     "0110"},
    {"where('self matches r\"[a-z]{1,3}\\d\"', string)",
     {"\"a1\"", "\"abc9\"", "\"abcd9\"", "\"a\"", "\"xa1\\n\""},
     "11000"},
    {"where('(len(self) == 2 or len(self) == 4) and self matches r\"a+\" and "
     "self != \"aa\"', string)",
     {"\"aa\"", "\"aaaa\"", "\"aaa\"", "\"ab\""},
     "0100"},
    {"where('self == \"x\" or len(self) >= 5 and self matches r\"a*\"', "
     "string)",
     {"\"x\"", "\"aaaaa\"", "\"aaaa\"", "\"xxxxx\""},
     "1100"},
    {"where('len(self) in 1..2', list<int>)",
     {"[]", "[1]", "[1, 2]", "[1, 2, 3]"},
     "0110"},
    {"where('len(self) >= 1', map<int>)", {"{}", "{\"a\": 1}"}, "01"},
    /* inside */
    {"list<where('self >= 1', int)>", {"[]", "[1, 2]", "[1, 0]"}, "110"},
    {"map<where('self >= 1', int)>", {"{}", "{\"a\": 1, \"b\": 0}"}, "10"},
    {"where('self >= 1', int)?",
     {"union(none: null)", "null", "union(where('self >= 1', int): 1)",
      "union(where('self >= 1', int): 0)"},
     "1110"},
    {"{a: where('self >= 1', int)}",
     {"record{\"a\": 1}", "record{\"a\": 0}", "record{}", "packed(c1)",
      "old{\"a\": 1}", "old{\"a\": 0}"},
     "100010"},
    {"{a: {b: list<where('self < 1.0', float)>}}",
     {"record{\"a\": {\"b\": [0.5]}}", "record{\"a\": {\"b\": [0.5, 1.5]}}",
      "packed(81a16181a16291cb7ff8000000000000)"},
     "100"},
    {"{a: where('self >= 1m', duration)}",
     {"record{\"a\": 60.0}", "record{\"a\": 59.5}"},
     "10"},
    {"{a: where('self >= @2020-01-01', datetime)}",
     {"record{\"a\": \"2020-01-01T00:00:00+00:00\"}",
      "record{\"a\": \"2019-12-31T23:59:59.999999+00:00\"}",
      "record{\"a\": \"x\"}"},
     "100"},
    {"{a: where('self >= 1', int)?}",
     {"record{\"a\": null}", "record{\"a\": 1}", "record{\"a\": 0}"},
     "110"},
    {"{a: where('len(self) >= 1', list<int>)}",
     {"record{\"a\": []}", "record{\"a\": [1]}"},
     "01"},
    {"list<where('self >= 1', int)>", {"[packed(01)]", "[packed(00)]"}, "10"},
    {"where('self matches r\"a*\"', string)", {"packed(a161)"}, "1"},
    {"where('len(self) >= 1', {a: int})", {"record{\"a\": 1}"}, "1"},
    /* of another kind, or no value of the kind at all: never let pass */
    {"where('self >= 1', int)", {"\"a\"", "1.0", "null", "unset"}, "0000"},
    {"where('self >= 1.0', float)", {"1", "\"a\""}, "00"},
    {"where('self >= 1', string)", {"\"a\""}, "0"},
    {"where('self matches r\"a\"', int)", {"1"}, "0"},
    {"where('len(self) >= 1', int)", {"1"}, "0"},
    {"where('self >= 1', bool)", {"true"}, "0"},
    {"list<where('self >= 1', int)>", {"1", "{\"a\": 1}"}, "00"},
    {"map<where('self >= 1', int)>", {"[1]"}, "0"},
    /* texts that cannot be read */
    {"where('self ~ 1', int)", {"1"}, "0"},
    {"where('', int)", {"1"}, "0"},
    {"where('self >= 1 and', int)", {"1"}, "0"},
    {"where('self >= 1 xor self < 2', int)", {"1"}, "0"},
    {"where('(self >= 1', int)", {"1"}, "0"},
    {"where('self >= ', int)", {"1"}, "0"},
    {"where('self in 1..', int)", {"1"}, "0"},
    {"where('self matches r\"(\"', string)", {"\"a\""}, "0"},
    {"where('self matches \"a', string)", {"\"a\""}, "0"},
    {"where('self == \"\\q\"', string)", {"\"a\""}, "0"},
    {"where('self == \"\\u{}\"', string)", {"\"a\""}, "0"},
    {"where('self == \"\\u{110000}\"', string)", {"\"a\""}, "0"},
    {"where('((((((((((((((((((self >= 1))))))))))))))))))', int)", {"1"}, "0"},
    /* nothing to hold */
    {"int", {"1", "\"anything\""}, "11"},
};

START_TEST(a_refinement_is_asked)
{
    const Row *row = &rows[_i];
    const IdlType *type = type_of(&arena, row->type);
    for (size_t i = 0; row->holds[i]; i++) {
        const char *why = NULL;
        const IdlLiteral *value = value_of(&arena, row->values[i]);
        bool holds = refinement_holds(&arena, "x", type, value, &why);
        ck_assert_msg(holds == (row->holds[i] == '1'), "%s of %s: %s",
                      row->values[i], row->type, holds ? "holds" : why);
        ck_assert(holds || (why && strncmp(why, "`x", 2) == 0));
    }
}
END_TEST

static const char *const reasons[][3] = {
    {"where('self in 1..65535', int)", "70000",
     "`port` is 70000, wants self in 1..65535"},
    {"list<where('self >= 1', int)>", "[1, 0]",
     "`port[1]` is 0, wants self >= "
     "1"},
    {"map<{a: where('self >= 1', int)}>", "{\"k\": record{\"a\": 0}}",
     "`port.k.a` is 0, wants self >= 1"},
    {"where('len(self) >= 1', list<int>)", "[]",
     "`port` is of length 0, wants len(self) >= 1"},
    {"{a: where('len(self) >= 1', list<int>)}", "record{\"a\": []}",
     "`port.a` is of length 0, wants len(self) >= 1"},
    {"where('self == \"a\"', string)", "\"b\"",
     "`port` is \"b\", wants self == \"a\""},
    {"where('self ~ 1', int)", "1",
     "`port` has a refinement that this version of flw cannot read: self ~ 1"},
    {"where('self >= 1', string)", "\"a\"",
     "`port` is \"a\", wants self >= 1, which is said of values of another "
     "kind"},
};

START_TEST(a_reason_says_what_was_wanted_and_found)
{
    const char *why = NULL;
    ck_assert(!refinement_holds(&arena, "port", type_of(&arena, reasons[_i][0]),
                                value_of(&arena, reasons[_i][1]), &why));
    ck_assert_str_eq(why, reasons[_i][2]);
}
END_TEST

START_TEST(the_variables_of_an_interface_are_asked_by_name)
{
    IdlVariableMap map = FLYTEIDL__CORE__VARIABLE_MAP__INIT;
    IdlVariable port = FLYTEIDL__CORE__VARIABLE__INIT, word = port;
    port.type = (IdlType *)type_of(&arena, "where('self >= 1', int)");
    word.type = (IdlType *)type_of(&arena, "string");
    make_put(&arena, map.variables, map.n_variables,
             FLYTEIDL__CORE__VARIABLE_MAP__VARIABLES_ENTRY__INIT, "port",
             &port);
    make_put(&arena, map.variables, map.n_variables,
             FLYTEIDL__CORE__VARIABLE_MAP__VARIABLES_ENTRY__INIT, "word",
             &word);
    const char *why = NULL;
    ck_assert(refinements_hold(
        &arena, &map, values_of(&arena, "{\"port\": 1, \"word\": \"\"}"),
        &why));
    ck_assert(refinements_hold(&arena, &map, values_of(&arena, "{}"), &why));
    ck_assert(refinements_hold(&arena, NULL, NULL, &why));
    ck_assert(!refinements_hold(&arena, &map,
                                values_of(&arena, "{\"port\": 0}"), &why));
    ck_assert_str_eq(why, "`port` is 0, wants self >= 1");
}
END_TEST

/* ---- whatever the compiler prints can be read, and says the same ---- */

typedef struct Said {
    const char *base, *where;
    const char *yes, *no; /* constants of flw, and as values here */
    const char *value_yes, *value_no;
} Said;

static const Said saids[] = {
    {"int", "self > 0", "1", "0", "1", "0"},
    {"int", "self in 1..3 or self == 9", "9", "4", "9", "4"},
    {"int", "self != 5", "4", "5", "4", "5"},
    {"int", "self != 1 and self != 2", "3", "2", "3", "2"},
    {"float", "self > 0.0 and self < 1.0", "0.5", "1.0", "0.5", "1.0"},
    {"float", "self <= 1e-5", "1e-6", "1e-4", "1e-6", "1e-4"},
    {"float", "self != 0.0", "0.1", "0.0", "0.1", "0.0"},
    {"duration", "self > 90s", "2m", "90s", "2m", "90s"},
    {"duration", "self in 1ms..36h", "1d12h", "37h", "36h", "37h"},
    {"datetime", "self >= @2020-01-01", "@2020-01-01", "@2019-12-31",
     "@2020-01-01", "@2019-12-31"},
    {"datetime", "self in @2020-01-01..@2020-01-01T12:30:00.5Z",
     "@2020-01-01T12:30:00.5Z", "@2020-01-02", "@2020-01-01T12:30:00.5Z",
     "@2020-01-02"},
    {"string", "self == \"a\" or self == \"\\\"\\u{7F}{{}}\"",
     "\"\\\"\\u{7F}{{}}\"", "\"b\"", "\"\\\"\\u007f{}\"", "\"b\""},
    {"string", "len(self) > 2 or self == \"\"", "\"abc\"", "\"ab\"", "\"abc\"",
     "\"ab\""},
    {"string", "self matches r\"\\d+\" and len(self) <= 3 and self != \"7\"",
     "\"123\"", "\"7\"", "\"123\"", "\"7\""},
    {"string", "self matches r\"\\d+\" and (len(self) == 1 or len(self) == 3)",
     "\"123\"", "\"12\"", "\"123\"", "\"12\""},
    {"string", "self matches \"a\\\"+\"", "\"a\\\"\"", "\"a\"", "\"a\\\"\"",
     "\"a\""},
};

START_TEST(what_the_compiler_prints_says_the_same_here)
{
    const Said *row = &saids[_i];
    World world;
    world_init(&world);
    const Refinement *where =
        refine_make(&world.types, &world.diags, world_type(&world, row->base),
                    world_expr(&world, row->where));
    ck_assert_msg(where != NULL, "%s", row->where);
    ck_assert(refine_allows(where, world_value(&world, row->yes)));
    ck_assert(!refine_allows(where, world_value(&world, row->no)));
    IdlType *type = (IdlType *)type_of(&arena, row->base);
    Struct *notes = struct_new(&arena);
    struct_put(&arena, notes, "refinement",
               struct_string(&arena, refine_text(&arena, where)));
    type->annotation =
        make_new(&arena, IdlAnnotation, FLYTEIDL__CORE__TYPE_ANNOTATION__INIT);
    type->annotation->annotations = notes;
    const char *why = "";
    ck_assert_msg(refinement_holds(&arena, "x", type,
                                   value_of(&arena, row->value_yes), &why),
                  "%s", why);
    ck_assert(!refinement_holds(&arena, "x", type,
                                value_of(&arena, row->value_no), &why));
    ck_assert_msg(strstr(why, "cannot read") == NULL, "%s", why);
    world_release(&world);
}
END_TEST

/* ---- made up ---- */

static const char *const fakes[] = {
    "int",
    "float",
    "string",
    "bool",
    "datetime",
    "duration",
    "bytes",
    "none",
    "json",
    "struct",
    "error",
    "file<csv>",
    "dir",
    "table",
    "schema",
    "enum(a,b,c)",
    "list<int>",
    "map<list<string>>",
    "int?",
    "union(string|int)",
    "union(float|int)",
    "union(datetime|string)",
    "{a: int, b: {c: list<float>, d: datetime, e: duration, f: file}}",
    "old{a: int, b: enum(x,y)}",
    "where('self in 1000..1001', int)",
    "where('self >= 9223372036854775807', int)",
    "where('self <= -5', int)",
    "where('self == 3 or self == 5', int)",
    "where('self > 0.0 and self < 0.001', float)",
    "where('self >= 0.0 and self < 1.0', float)",
    "where('self >= 1e+300', float)",
    "where('self in 1ms..2ms', duration)",
    "where('self <= @1969-12-31', datetime)",
    "where('self == \"one\"', string)",
    "where('len(self) == 17', string)",
    "where('len(self) in 3..4 and self matches r\"[x-z]+\\d\"', string)",
    "where('self matches r\"[a-z]+@[a-z]+\\.(org|com)\"', string)",
    "where('self matches r\"[\xC3\xA9-\xC3\xAF]{2}\"', string)",
    "where('len(self) in 5..6', list<int>)",
    "where('len(self) == 0', map<int>)",
    "list<where('self in 7..7', int)>",
};

START_TEST(a_value_made_up_is_of_its_type)
{
    const IdlType *type = type_of(&arena, fakes[_i]);
    for (uint64_t seed = 0; seed < 20; seed++) {
        const char *why = "";
        const IdlLiteral *value =
            literal_fake(&arena, type, seed, "s3://b/u", &why);
        ck_assert_msg(value != NULL, "%s: %s", fakes[_i], why);
        ck_assert_msg(refinement_holds(&arena, "x", type, value, &why), "%s",
                      why);
        ck_assert(same_value(
            value, literal_fake(&arena, type, seed, "s3://b/u", &why)));
        Buf text = {.arena = &arena};
        literal_json(&(JsonOut){.buf = &text}, value);
        const Json *json =
            json_parse(&arena, buf_string(&text), text.len, NULL, NULL);
        JsonFault fault = {.path = ""};
        const IdlLiteral *again = literal_of_json(&arena, json, type, &fault);
        ck_assert_msg(again && same_value(again, value), "%s: %s %s %s",
                      fakes[_i], buf_string(&text), fault.path, fault.reason);
        const char *uri = literal_uri(value);
        ck_assert(!uri || strcmp(uri, "s3://b/u") == 0);
    }
}
END_TEST

START_TEST(seeds_make_different_values)
{
    const IdlType *type = type_of(&arena, "list<int>");
    const char *why;
    int same = 0;
    for (uint64_t seed = 1; seed < 20; seed++)
        same += same_value(literal_fake(&arena, type, 0, "", &why),
                           literal_fake(&arena, type, seed, "", &why));
    ck_assert_int_lt(same, 3);
}
END_TEST

START_TEST(what_cannot_be_made_up_is_told)
{
    static const char *const types[] = {
        "where('false', int)", "where('self ~ 1', int)",
        "where('self > 5 and self < 3', int)",
        "where('len(self) >= 1000000', list<int>)"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const char *why = NULL;
        ck_assert_ptr_null(
            literal_fake(&arena, type_of(&arena, types[i]), 0, "", &why));
        ck_assert_msg(why && strncmp(why, "no value of ", 12) == 0, "%s", why);
    }
    const char *why = NULL;
    ck_assert_ptr_null(literal_fake(&arena, NULL, 0, "", &why));
    Buf deep = {.arena = &arena};
    for (int i = 0; i < 40; i++)
        buf_text(&deep, "list<");
    buf_text(&deep, "int");
    buf_fill(&deep, '>', 40);
    ck_assert_ptr_nonnull(
        literal_fake(&arena, type_of(&arena, buf_string(&deep)), 0, "", &why));
    Buf wide = {.arena = &arena};
    for (int i = 0; i < 6; i++)
        buf_text(&wide, "where('len(self) == 50', list<");
    buf_text(&wide, "int");
    for (int i = 0; i < 6; i++)
        buf_text(&wide, ">)");
    ck_assert_ptr_null(
        literal_fake(&arena, type_of(&arena, buf_string(&wide)), 0, "", &why));
    ck_assert_ptr_nonnull(strstr(why, "too large"));
}
END_TEST

Suite *refinement_suite(void)
{
    Suite *suite = suite_create("refinement");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, a_refinement_is_asked, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_loop_test(tests, a_reason_says_what_was_wanted_and_found, 0,
                        sizeof reasons / sizeof *reasons);
    tcase_add_test(tests, the_variables_of_an_interface_are_asked_by_name);
    tcase_add_loop_test(tests, what_the_compiler_prints_says_the_same_here, 0,
                        sizeof saids / sizeof *saids);
    tcase_add_loop_test(tests, a_value_made_up_is_of_its_type, 0,
                        sizeof fakes / sizeof *fakes);
    tcase_add_test(tests, seeds_make_different_values);
    tcase_add_test(tests, what_cannot_be_made_up_is_told);
    suite_add_tcase(suite, tests);
    return suite;
}
