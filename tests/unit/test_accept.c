/* test_accept.c - what may stand where; rules as in typesys/README.md. */
#include <string.h>

#include "tests/unit/suites.h"
#include "tests/unit/world.h"

static World world;

static void begin(void)
{
    world_init(&world);
}

static void end(void)
{
    world_release(&world);
}

enum { YES = ACCEPT_YES, NO = ACCEPT_NO, AMB = ACCEPT_AMBIGUOUS };

typedef struct Row {
    const char *wanted;
    const char *found;
    int answer;
} Row;

static const Row rows[] = {
    /* A1: itself */
    {"int", "int", YES},
    {"list<map<int?>>", "list<map<int?>>", YES},
    {"{a: int, b: string}", "{a: int, b: string}", YES},
    {"Region", "Region", YES},
    {"TripId", "TripId", YES},
    {"Port", "Port", YES},
    {"table<{id: int}, csv>", "table<{id: int}, csv>", YES},
    {"string | Region", "string | Region", YES},
    {"file | dir", "file | dir", YES},
    {"int", "float", NO},
    {"float", "int", NO},
    {"int", "string", NO},
    {"string", "int", NO},
    {"bool", "int", NO},
    {"datetime", "string", NO},
    {"duration", "int", NO},
    {"datetime", "duration", NO},
    {"bytes", "string", NO},
    {"string", "bytes", NO},
    {"bytes", "json", NO},
    {"error", "string", NO},
    {"error", "error", YES},
    {"int", "none", NO},
    {"none", "none", YES},
    {"none", "int", NO},
    {"int", "list<int>", NO},
    {"list<int>", "int", NO},
    /* A2: poison */
    {"int", "poison", YES},
    {"poison", "int", YES},
    {"list<int>", "poison", YES},
    {"{a: int, b: string}", "{a: poison, b: int}", YES},
    /* A3: the item of [] */
    {"list<int>", "list<nothing>", YES},
    {"map<file<csv>>", "map<nothing>", YES},
    {"list<list<int>>", "list<list<nothing>>", YES},
    {"list<TripId>", "list<nothing>", YES},
    {"list<int>?", "list<nothing>", YES},
    {"list<int> | list<string>", "list<nothing>", AMB},
    {"list<int> | map<int>", "list<nothing>", YES},
    {"list<list<int> | list<string>>", "list<nothing>", YES},
    {"list<list<int> | list<string>>", "list<list<nothing>>", AMB},
    {"map<int>", "list<nothing>", NO},
    /* A4: a refinement fits its base */
    {"int", "Port", YES},
    {"int", "Positive", YES},
    {"string", "Label", YES},
    {"list<int>", "Some", YES},
    {"float", "Ratio", YES},
    {"float", "Port", NO},
    {"string", "Port", NO},
    {"int?", "Port", YES},
    {"list<int>", "list<Port>", YES},
    /* A5: a narrower refinement fits a wider one */
    {"Port", "Percent", YES},
    {"Percent", "Port", NO},
    {"Positive", "Port", YES},
    {"Port", "Positive", NO},
    {"Port", "int", NO},
    {"Label", "string", NO},
    {"Label", "Code", YES},
    {"Code", "Label", NO},
    {"list<Positive>", "list<Port>", YES},
    {"list<Port>", "list<Positive>", NO},
    {"{n: Positive}", "{n: Percent}", YES},
    {"Positive?", "Port", YES},
    {"Port?", "int", NO},
    {"Positive?", "Port?", YES},
    {"Port?", "Positive?", NO},
    {"Some", "list<int>", NO},
    {"Some", "list<Port> where len(self) in 2..3", YES},
    {"Some", "list<Port> where len(self) in 0..3", NO},
    /* A6: a nominal type neither takes nor gives its base */
    {"TripId", "string", NO},
    {"string", "TripId", NO},
    {"TripId", "UserId", NO},
    {"Minutes", "float", NO},
    {"float", "Minutes", NO},
    {"list<int>", "Trips", NO},
    {"Trips", "list<int>", NO},
    {"list<TripId>", "list<string>", NO},
    {"list<string>", "list<TripId>", NO},
    {"RecA", "RecB", NO},
    {"RecA", "{id: int}", NO},
    {"{id: int}", "RecA", NO},
    {"json", "RecA", NO},
    {"Rank", "Positive", NO},
    {"int", "Rank", NO},
    {"TripId?", "TripId", YES},
    {"TripId?", "string", NO},
    {"string?", "TripId", NO},
    {"TripId | string", "TripId", YES},
    {"TripId | string", "string", AMB},
    {"TripId | UserId", "UserId", YES},
    {"RecA | RecB", "RecA", YES},
    {"RecA | RecB", "{id: int}", NO},
    {"TripId where len(self) >= 1", "TripId", NO},
    {"TripId", "TripId where len(self) >= 1", YES},
    /* A7: an enum fits string */
    {"string", "Region", YES},
    {"Region", "string", NO},
    {"Region", "Zone", NO},
    {"Level", "Region", NO},
    {"list<string>", "list<Region>", YES},
    {"map<string>", "map<Region>", YES},
    {"string?", "Region", YES},
    {"string | int", "Region", YES},
    {"Label", "Region", NO},
    {"TripId", "Region", NO},
    {"{r: string}", "{r: Region}", YES},
    /* A8: lists and maps are covariant */
    {"list<int?>", "list<int>", YES},
    {"list<int>", "list<int?>", NO},
    {"map<int?>", "map<int>", YES},
    {"list<list<string>>", "list<list<Region>>", YES},
    {"list<{a: int}>", "list<{a: int, b: int}>", YES},
    {"list<file>", "list<file<csv>>", YES},
    {"list<int>", "map<int>", NO},
    {"list<int>", "list<string>", NO},
    {"list<int | string>", "list<int>", YES},
    {"list<int | string>", "list<int | string | none>", NO},
    {"list<string | Region>", "list<string>", AMB},
    {"list<int>", "list<none>", NO},
    {"list<int?>", "list<none>", YES},
    /* A9: a record may have more fields than wanted */
    {"{a: int}", "{a: int, b: string}", YES},
    {"{a: int, b: string}", "{a: int}", NO},
    {"{b: int, a: int}", "{a: int, b: int}", YES},
    {"{}", "{a: int}", YES},
    {"{a: int}", "{}", NO},
    {"{a: int}", "{a: string}", NO},
    {"{a: int?}", "{a: int}", YES},
    {"{a: int}", "{a: int?}", NO},
    {"{a: int?}", "{}", NO},
    {"{a: {b: int}}", "{a: {b: int, c: int}, d: int}", YES},
    {"{a: string | Region}", "{a: string}", AMB},
    {"{a: file}", "{a: file<csv>}", YES},
    /* A10: a record fits json */
    {"json", "{a: int}", YES},
    {"json", "json", YES},
    {"json", "map<int>", NO},
    {"json", "string", NO},
    {"{a: int}", "json", NO},
    {"json?", "{a: int}", YES},
    {"json | {a: int}", "{a: int}", AMB},
    {"json | {a: int}", "json", AMB},
    {"list<json>", "list<{a: int}>", YES},
    /* A11: a table may have more columns, of types that fit */
    {"table<{id: int}>", "table<{id: int, km: float}>", YES},
    {"table<{id: int, km: float}>", "table<{id: int}>", NO},
    {"table<{id: int}>", "table<{id: string}>", NO},
    {"table<{id: int?}>", "table<{id: int}>", YES},
    {"table<{r: string}>", "table<{r: Region}>", YES},
    {"table<{id: int}>", "table<{id: Port}>", YES},
    {"table<{id: Port}>", "table<{id: int}>", NO},
    /* A12: tables without columns, formats */
    {"table", "table<{id: int}>", YES},
    {"table<{id: int}>", "table", NO},
    {"table<{id: int}>", "table<{id: int}, parquet>", YES},
    {"table<{id: int}, parquet>", "table<{id: int}>", NO},
    {"table<{id: int}, parquet>", "table<{id: int}, csv>", NO},
    {"table<{id: int}, parquet>", "table<{id: int, x: int}, parquet>", YES},
    {"table?", "table", YES},
    {"table?", "table<{id: int}>", YES},
    {"table<{a: int}> | table<{b: int}>", "table<{a: int}>", YES},
    {"table<{a: int}> | table<{b: int}>", "table<{a: int, b: int}>", AMB},
    {"table", "file<parquet>", NO},
    {"file", "table", NO},
    /* A13: files and directories */
    {"file", "file<csv>", YES},
    {"file<csv>", "file", NO},
    {"file<csv>", "file<tsv>", NO},
    {"dir", "dir<parquet>", YES},
    {"dir<parquet>", "dir", NO},
    {"file", "dir", NO},
    {"dir", "file", NO},
    {"file<csv>", "dir<csv>", NO},
    {"file?", "file<csv>", YES},
    {"file | dir", "file", AMB},
    {"file | dir", "dir<csv>", AMB},
    {"file<csv> | dir<parquet>", "file<csv>", YES},
    {"file<csv> | file<tsv>", "file<csv>", YES},
    {"file | file<csv>", "file<csv>", AMB},
    {"Csv", "file<csv>", NO},
    {"file", "Csv", NO},
    /* A14: exactly one variant takes it, for Flyte as well */
    {"int?", "int", YES},
    {"int | string", "int", YES},
    {"int | string", "string", YES},
    {"int | string", "bool", NO},
    {"int | float", "int", YES},
    {"string | Region", "string", AMB},
    {"string | Region", "Region", AMB},
    {"Region?", "string", NO},
    {"Region | Zone", "Region", AMB},
    {"Region | Level", "Region", YES},
    {"Region | Level", "string", NO},
    {"int | Port", "int", AMB},
    {"int | Port", "Port", AMB},
    {"list<int>?", "list<int>", YES},
    {"list<int> | list<string>", "list<int>", YES},
    {"list<int> | list<int?>", "list<int>", AMB},
    {"{a: int} | {b: int}", "{a: int}", AMB},
    {"{a: int}?", "{a: int}", YES},
    {"{a: int}?", "{a: int, b: int}", YES},
    {"list<string> | list<Region>", "list<string>", AMB},
    /* A15: none */
    {"int?", "none", YES},
    {"table?", "none", YES},
    {"table<{id: int}>?", "none", YES},
    {"table | none | file", "none", YES},
    {"int | string", "none", NO},
    {"list<int?>?", "none", YES},
    /* A16: from union to union */
    {"int | string | none", "int | string", YES},
    {"int | string", "string | int", YES},
    {"int?", "int?", YES},
    {"int | string", "int | string | none", NO},
    {"string?", "Region?", NO},
    {"string | int", "Region | int", NO},
    {"string | Region | int", "string | Region", YES},
    {"int?", "Port?", YES},
    {"file?", "file<csv>?", YES},
    {"json?", "{a: int}?", NO},
    {"{a: int}?", "{a: int, b: int}?", YES},
    {"list<int?>?", "list<int>?", YES},
    {"table?", "table<{id: int}>?", YES},
    {"TripId | string", "TripId?", NO},
    {"TripId | string | none", "TripId?", YES},
    {"file | dir | none", "file?", YES},
    {"Region | Zone | none", "Zone?", YES},
    {"json | map<int>", "json | map<int>", YES},
    /* A17: a union fits no other type */
    {"int", "int?", NO},
    {"int", "int | string", NO},
    {"string", "string | Region", NO},
    {"json", "{a: int}?", NO},
    {"list<int>", "list<int>?", NO},
};

START_TEST(a_type_is_taken_or_not)
{
    const Row *row = &rows[_i];
    AcceptAnswer answer =
        accept_type(&world.types, world_type(&world, row->wanted),
                    world_type(&world, row->found), NULL);
    ck_assert_msg((int)answer == row->answer, "%s from %s: %d", row->wanted,
                  row->found, answer);
}
END_TEST

START_TEST(every_type_takes_itself)
{
    const Type *type = world_type(&world, rows[_i].wanted);
    ck_assert_int_eq(accept_type(&world.types, type, type, NULL), YES);
    type = world_type(&world, rows[_i].found);
    ck_assert_int_eq(accept_type(&world.types, type, type, NULL), YES);
    ck_assert(accept_directly(&world.types, type, type));
}
END_TEST

/* Which accepted pairs need an echo in between. */
static const Row direct[] = {
    {"int?", "int", true},
    {"string", "Region", true},
    {"file", "file<csv>", true},
    {"json", "{a: int}", true},
    {"table", "table<{id: int}>", true},
    {"list<int?>", "list<Port>", true},
    {"int", "Port", true},
    {"{a: int}", "{a: int, b: int}", false},
    {"{b: int, a: int}", "{a: int, b: int}", false},
    {"list<{a: int}>", "list<{a: int, b: int}>", false},
    {"{a: int}?", "{a: int, b: int}?", false},
    {"table?", "none", false},
    /* conversions */
    {"string", "TripId", false},
    {"TripId", "string", true},
    {"Region", "string", true},
    {"file<csv>", "file<tsv>", false},
    {"file<csv>", "file", true},
    {"table<{id: int}>", "table", true},
    {"{a: int}", "json", true},
    {"list<int>", "Trips", true},
};

START_TEST(what_flyte_would_refuse_needs_an_echo)
{
    const Row *row = &direct[_i];
    ck_assert_int_eq(accept_directly(&world.types,
                                     world_type(&world, row->wanted),
                                     world_type(&world, row->found)),
                     row->answer);
}
END_TEST

typedef struct MisfitRow {
    const char *wanted;
    const char *found;
    const char *path;
    const char *inner_wanted;
    const char *inner_found;
    const char *missing;
} MisfitRow;

static const MisfitRow misfits[] = {
    {"int", "string", "", "int", "string", NULL},
    {"list<int>", "list<string>", "[]", "int", "string", NULL},
    {"{a: {b: list<int>}}", "{a: {b: list<bool>}}", ".a.b[]", "int", "bool",
     NULL},
    {"{a: {b: int}}", "{a: {c: int}}", ".a", "{b: int}", "{c: int}", "b"},
    {"{a: int}", "{}", "", "{a: int}", "{}", "a"},
    {"table<{id: int}>", "table<{id: string}>", ".id", "int", "string", NULL},
    {"table<{id: int}>", "table<{km: int}>", "", "table<{id: int}>",
     "table<{km: int}>", "id"},
    {"table<{id: int}>", "table", "", "table<{id: int}>", "table", NULL},
    {"int?", "string", "", "int", "string", NULL},
    {"list<{a: int}>?", "list<{a: bool}>", "[].a", "int", "bool", NULL},
    {"int", "int?", "", "int", "int?", NULL},
    {"int | string", "int | bool", "", "int | string", "bool", NULL},
    {"list<int>", "list<string> where len(self) >= 1", "[]", "int", "string",
     NULL},
    {"map<file<csv>>", "map<file>", "[]", "file<csv>", "file", NULL},
    {"Percent", "Port", "", "Percent", "Port", NULL},
    {"{x: string | Region}", "{x: string}", ".x", "string | Region", "string",
     NULL},
};

START_TEST(a_misfit_is_shown_where_it_is)
{
    const MisfitRow *row = &misfits[_i];
    Misfit misfit = {0};
    AcceptAnswer answer =
        accept_type(&world.types, world_type(&world, row->wanted),
                    world_type(&world, row->found), &misfit);
    ck_assert_int_ne(answer, YES);
    ck_assert_str_eq(misfit.path, row->path);
    ck_assert_ptr_eq(misfit.wanted, world_type(&world, row->inner_wanted));
    ck_assert_ptr_eq(misfit.found, world_type(&world, row->inner_found));
    ck_assert_str_eq(misfit.missing ? misfit.missing->text : "",
                     row->missing ? row->missing : "");
}
END_TEST

typedef struct ValueRow {
    const char *wanted;
    const char *value;
    int answer;
    const char *result; /* YES: as written; else the misfit's path */
    const char *type;   /* YES: the type it got; else what was wanted there */
} ValueRow;

static const ValueRow values[] = {
    /* L1 */
    {"int", "1", YES, "1", "int"},
    {"float", "1.5", YES, "1.5", "float"},
    {"bool", "true", YES, "true", "bool"},
    {"int", "1.5", NO, "", "int"},
    {"int", "\"1\"", NO, "", "int"},
    {"duration", "10m", YES, "10m", "duration"},
    {"datetime", "@2026-01-01", YES, "@2026-01-01", "datetime"},
    {"duration", "10", NO, "", "duration"},
    {"none", "none", YES, "none", "none"},
    {"int", "none", NO, "", "int"},
    /* L2 */
    {"float", "1", YES, "1.0", "float"},
    {"float", "-3", YES, "-3.0", "float"},
    {"float", "9007199254740992", YES, "9007199254740992.0", "float"},
    {"float", "9007199254740993", NO, "", "float"},
    {"float", "9223372036854775807", NO, "", "float"},
    {"float?", "1", YES, "1.0", "float"},
    {"list<float>", "[1, 2]", YES, "[1.0, 2.0]", "list<float>"},
    {"{x: float}", "{x: 1}", YES, "{x: 1.0}", "{x: float}"},
    /* L3 */
    {"Region", "\"sf\"", YES, "Region.sf", "Region"},
    {"Region", "\"SF\"", NO, "", "Region"},
    {"Region", "\"\"", NO, "", "Region"},
    {"Region?", "\"la\"", YES, "Region.la", "Region"},
    {"list<Region>", "[\"sf\", \"xx\"]", NO, "[1]", "Region"},
    {"Region", "Region.sf", YES, "Region.sf", "Region"},
    {"string", "Region.sf", YES, "\"sf\"", "string"},
    {"Zone", "Region.sf", NO, "", "Zone"},
    /* L4 */
    {"list<int>", "[]", YES, "[]", "list<int>"},
    {"map<int>", "{:}", YES, "{:}", "map<int>"},
    {"list<int?>", "[1, none]", YES, "[1, none]", "list<int?>"},
    {"list<int>", "[1, none]", NO, "[1]", "int"},
    {"map<int>", "{\"a\": 1}", YES, "{\"a\": 1}", "map<int>"},
    {"map<int>", "{\"a\": \"x\"}", NO, "[\"a\"]", "int"},
    {"list<int>", "{\"a\": 1}", NO, "", "list<int>"},
    {"map<int>", "[1]", NO, "", "map<int>"},
    {"map<int>", "{a: 1}", NO, "", "map<int>"},
    /* L5 */
    {"{a: int}", "{a: 1}", YES, "{a: 1}", "{a: int}"},
    {"{a: int, b: int}", "{b: 1, a: 2}", YES, "{b: 1, a: 2}",
     "{a: int, b: int}"},
    {"{a: int}", "{a: 1, b: 2}", NO, "", "{a: int}"},
    {"{a: int, b: int}", "{a: 1}", NO, "", "{a: int, b: int}"},
    {"{a: int, b: int?}", "{a: 1}", YES, "{a: 1, b: none}",
     "{a: int, b: int?}"},
    {"{b: int?, a: int | none}", "{b: 1}", YES, "{b: 1, a: none}",
     "{b: int?, a: int?}"},
    {"{a: {b: int}}", "{a: {b: \"x\"}}", NO, ".a.b", "int"},
    {"{a: int}", "{\"a\": 1}", NO, "", "{a: int}"},
    {"json", "{a: 1, b: [1]}", YES, "{a: 1, b: [1]}", "json"},
    {"json", "{\"a\": 1}", NO, "", "json"},
    {"list<{a: int}>", "[{a: 1}, {a: true}]", NO, "[1].a", "int"},
    /* L6 */
    {"Port", "80", YES, "80", "Port"},
    {"Port", "0", NO, "", "Port"},
    {"Port", "65535", YES, "65535", "Port"},
    {"Port", "65536", NO, "", "Port"},
    {"Ratio", "1", YES, "1.0", "Ratio"},
    {"Ratio", "1.5", NO, "", "Ratio"},
    {"Label", "\"\"", NO, "", "Label"},
    {"Code", "\"abc\"", YES, "\"abc\"", "Code"},
    {"Code", "\"abcd\"", NO, "", "Code"},
    {"Some", "[]", NO, "", "Some"},
    {"Some", "[1]", YES, "[1]", "Some"},
    {"list<Port>", "[80, 0]", NO, "[1]", "Port"},
    {"Port?", "80", YES, "80", "Port"},
    {"Port?", "0", NO, "", "Port"},
    {"TripId", "\"x\"", NO, "", "TripId"},
    {"TripId?", "\"x\"", NO, "", "TripId"},
    {"Minutes", "1.5", NO, "", "Minutes"},
    {"Rank", "1", NO, "", "Rank"},
    /* L7 */
    {"int?", "none", YES, "none", "none"},
    {"table?", "none", YES, "none", "none"},
    {"int | string", "1", YES, "1", "int"},
    {"float | string", "1", YES, "1.0", "float"},
    {"int | float", "1", YES, "1", "int"},
    {"int | float", "1.0", YES, "1.0", "float"},
    {"float | Port", "80", AMB, "", "float | Port"},
    {"string | Region", "\"sf\"", AMB, "", "string | Region"},
    {"string | Region", "\"xx\"", AMB, "", "string | Region"},
    {"Region | Zone", "\"sf\"", AMB, "", "Region | Zone"},
    {"Region | Level", "\"low\"", YES, "Level.low", "Level"},
    {"Region | int", "\"sf\"", YES, "Region.sf", "Region"},
    {"list<int> | list<string>", "[]", AMB, "", "list<int> | list<string>"},
    {"list<int> | list<string>", "[\"a\"]", YES, "[\"a\"]", "list<string>"},
    {"list<int> | list<float>", "[1]", YES, "[1]", "list<int>"},
    {"list<int>?", "[]", YES, "[]", "list<int>"},
    {"list<int> | map<int>", "{:}", YES, "{:}", "map<int>"},
    {"{a: int} | {b: int}", "{a: 1}", AMB, "", "{a: int} | {b: int}"},
    {"{a: int}?", "{a: 1}", YES, "{a: 1}", "{a: int}"},
    {"{a: int}?", "{a: true}", NO, ".a", "int"},
    {"int | string", "true", NO, "", "int | string"},
    {"list<int | string>", "[1, \"a\"]", YES, "[1, \"a\"]",
     "list<int | string>"},
};

START_TEST(a_constant_is_taken_or_not)
{
    const ValueRow *row = &values[_i];
    Fit fit = accept_value(&world.types, world_type(&world, row->wanted),
                           world_value(&world, row->value));
    ck_assert_msg((int)fit.answer == row->answer, "%s from %s: %d", row->wanted,
                  row->value, fit.answer);
    const char *result = fit.answer == ACCEPT_YES
                             ? value_text(&world.arena, fit.value)
                             : fit.misfit.path;
    ck_assert_str_eq(result, row->result);
    ck_assert_ptr_eq(fit.answer == ACCEPT_YES ? fit.value->type
                                              : fit.misfit.wanted,
                     world_type(&world, row->type));
}
END_TEST

START_TEST(a_misfit_of_a_constant_says_why)
{
    TypeTable *types = &world.types;
    Fit fit = accept_value(types, world_type(&world, "list<Port>"),
                           world_value(&world, "[1, 0]"));
    ck_assert_str_eq(fit.why, "self in 1..65535");
    ck_assert(!span_is_nowhere(fit.at));
    fit = accept_value(types, types->float_,
                       world_value(&world, "9007199254740993"));
    ck_assert(fit.inexact);
    fit = accept_value(types, world_type(&world, "{a: int}"),
                       world_value(&world, "{a: 1, b: 2}"));
    ck_assert_str_eq(fit.misfit.extra->text, "b");
    fit = accept_value(types, world_type(&world, "{a: int, b: int}"),
                       world_value(&world, "{a: 1}"));
    ck_assert_str_eq(fit.misfit.missing->text, "b");
}
END_TEST

static const Row conversions[] = {
    {"int", "int", true}, /* C1 */
    {"string", "Region", true},
    {"Port", "int", true}, /* C2 */
    {"Percent", "Port", true},
    {"Port", "Percent", true},
    {"int", "Port", true},
    {"Port", "float", false},
    {"Label", "Region", true},
    {"TripId", "string", true}, /* C3 */
    {"string", "TripId", true},
    {"TripId", "UserId", false},
    {"Rank", "int", true},
    {"Rank", "Positive", true},
    {"int", "Rank", true},
    {"Minutes", "int", false},
    {"list<TripId>", "list<string>", false},
    {"Csv", "file", true},
    {"file<csv>", "file<tsv>", true}, /* C4 */
    {"file<csv>", "file", true},
    {"dir<csv>", "dir<tsv>", true},
    {"file", "dir", false},
    {"dir", "file<csv>", false},
    {"table<{id: int}>", "table", true}, /* C5 */
    {"table<{id: int}, csv>", "table<{id: int}, parquet>", true},
    {"table<{id: int}>", "table<{id: string}>", false},
    {"table<{id: int}>", "table<{km: int}>", false},
    {"table", "file", false},
    {"Region", "string", true}, /* C6 */
    {"Region", "Zone", false},
    {"Region", "Label", true},
    {"Region", "int", false},
    {"{a: int}", "json", true}, /* C7 */
    {"RecA", "json", true},
    {"map<int>", "json", false},
    {"json", "map<int>", false},
    {"float", "int", false},
    {"int", "float", false},
    {"int", "string", false},
    {"string", "int", false},
    {"int", "int?", false},
    {"int | string", "bool", false},
    {"int", "poison", true},
};

START_TEST(a_type_is_converted_or_not)
{
    const Row *row = &conversions[_i];
    bool answer =
        accept_conversion(&world.types, world_type(&world, row->wanted),
                          world_type(&world, row->found));
    ck_assert_msg(answer == row->answer, "%s from %s", row->wanted, row->found);
}
END_TEST

typedef struct JoinRow {
    const char *left;
    const char *right;
    const char *join; /* NULL: none */
} JoinRow;

static const JoinRow joins[] = {
    {"int", "int", "int"},                       /* J1 */
    {"int", "poison", "poison"},                 /* J2 */
    {"list<nothing>", "list<int>", "list<int>"}, /* J3 */
    {"nothing", "int", "int"},
    {"int", "int?", "int?"}, /* J4 */
    {"string", "Region", "string"},
    {"{a: int}", "{a: int, b: int}", "{a: int}"},
    {"file", "file<csv>", "file"},
    {"int", "Port", "int"},
    {"json", "{a: int}", "json"},
    {"none", "int", "int?"}, /* J5 */
    {"none", "table", "table?"},
    {"int?", "none", "int?"},
    {"none", "none", "none"},
    {"Port?", "int", "int?"},
    {"Region?", "string", NULL}, /* A16: a Region? is no string? */
    {"int?", "string", NULL},
    {"Port", "Percent", "Port"},
    {"Percent", "int where self in 50..200", "int"}, /* J6 */
    {"list<int>", "list<none>", "list<int?>"},       /* J7 */
    {"map<Port>", "map<int>", "map<int>"},
    {"list<int>", "list<string>", NULL},
    {"int", "float", NULL}, /* J8 */
    {"int", "string", NULL},
    {"TripId", "string", NULL},
    {"file<csv>", "file<tsv>", NULL},
    {"file", "dir", NULL},
    {"table", "none", "table?"},
    {"{a: int, b: int}", "{a: int, c: int}", NULL},
};

START_TEST(branches_meet_or_not)
{
    const JoinRow *row = &joins[_i];
    const Type *left = world_type(&world, row->left);
    const Type *right = world_type(&world, row->right);
    const Type *wanted = row->join ? world_type(&world, row->join) : NULL;
    ck_assert_ptr_eq(accept_join(&world.types, left, right), wanted);
    ck_assert_ptr_eq(accept_join(&world.types, right, left), wanted);
}
END_TEST

START_TEST(a_join_takes_both)
{
    const Type *left = world_type(&world, rows[_i].wanted);
    const Type *right = world_type(&world, rows[_i].found);
    const Type *join = accept_join(&world.types, left, right);
    if (!join || left->poisoned || right->poisoned)
        return;
    ck_assert_int_eq(accept_type(&world.types, join, left, NULL), YES);
    ck_assert_int_eq(accept_type(&world.types, join, right, NULL), YES);
}
END_TEST

#define COUNT(array) ((int)(sizeof(array) / sizeof(*(array))))

Suite *accept_suite(void)
{
    Suite *suite = suite_create("accept");
    TCase *tcase = tcase_create("accept");
    tcase_add_checked_fixture(tcase, begin, end);
    tcase_add_loop_test(tcase, a_type_is_taken_or_not, 0, COUNT(rows));
    tcase_add_loop_test(tcase, every_type_takes_itself, 0, COUNT(rows));
    tcase_add_loop_test(tcase, what_flyte_would_refuse_needs_an_echo, 0,
                        COUNT(direct));
    tcase_add_loop_test(tcase, a_misfit_is_shown_where_it_is, 0,
                        COUNT(misfits));
    tcase_add_loop_test(tcase, a_constant_is_taken_or_not, 0, COUNT(values));
    tcase_add_test(tcase, a_misfit_of_a_constant_says_why);
    tcase_add_loop_test(tcase, a_type_is_converted_or_not, 0,
                        COUNT(conversions));
    tcase_add_loop_test(tcase, branches_meet_or_not, 0, COUNT(joins));
    tcase_add_loop_test(tcase, a_join_takes_both, 0, COUNT(rows));
    suite_add_tcase(suite, tcase);
    return suite;
}
