/* test_type.c - types are made once, and read as they are written. */
#include <stdio.h>
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

/* Read and written again: the same words, and the very type. */
static const char *const written[] = {
    "int",
    "float",
    "string",
    "bool",
    "datetime",
    "duration",
    "bytes",
    "json",
    "none",
    "error",
    "list<int>",
    "map<list<string>>",
    "string?",
    "int | string",
    "int | string | none",
    "list<int?>",
    "file",
    "file<csv>",
    "dir",
    "dir<parquet>",
    "table",
    "table<{id: int}>",
    "table<{id: int}, parquet>",
    "{}",
    "{id: int}",
    "{id: int, name: string?}",
    "{id: int, ..}",
    "{..}",
    "Region",
    "TripId",
    "list<Region>?",
    "int where self >= 1",
    "int where self in 1..65535",
    "list<(int where self >= 1)>",
    "float where self >= 0.0 and self < 1.0",
    "float where self > 0.0",
    "string where len(self) in 1..63",
    "string where self matches r\"[a-z]{3}\"",
    "string where self == \"a\" or self == \"b\"",
    "map<int> where len(self) == 2",
    "duration where self <= 1h30m",
    "datetime where self >= @2026-01-31",
    "int where self <= -1 or self >= 1",
    "{a: {b: {c: list<int>}}}",
};

START_TEST(a_type_reads_as_it_is_written)
{
    const Type *type = world_type(&world, written[_i]);
    ck_assert_str_eq(type_text(&world.arena, type), written[_i]);
    ck_assert_ptr_eq(world_type(&world, written[_i]), type);
    ck_assert_uint_eq(world.diags.errors, 0);
}
END_TEST

typedef struct Same {
    const char *one;
    const char *two;
} Same;

static const Same same[] = {
    {"int?", "int | none"},
    {"int??", "int?"},
    {"int | int", "int"},
    {"none?", "none"},
    {"int | (string | none)", "int | string | none"},
    {"(int | string) | (string | int)", "int | string"},
    {"(int | string)?", "int | string | none"},
    {"int where self > 0", "int where self >= 1"},
    {"int where self in 1..9", "int where self >= 1 and self <= 9"},
    {"int where self == 1 or self == 2", "int where self in 1..2"},
    {"Positive where self <= 65535", "Port"},
    {"float where self >= -0.0", "float where self >= 0.0"},
    {"string where self == \"b\" or self == \"a\"",
     "string where self == \"a\" or self == \"b\""},
    {"{ id: int }", "{id: int,}"},
};

START_TEST(the_same_type_is_one_pointer)
{
    const Type *one = world_type(&world, same[_i].one);
    ck_assert_ptr_eq(one, world_type(&world, same[_i].two));
}
END_TEST

static const Same different[] = {
    {"int", "float"},
    {"int | string", "string | int"},
    {"{a: int, b: int}", "{b: int, a: int}"},
    {"{a: int}", "{a: int, ..}"},
    {"Region", "Zone"},
    {"TripId", "UserId"},
    {"TripId", "string"},
    {"Port", "int"},
    {"file", "dir"},
    {"file<csv>", "file<tsv>"},
    {"table", "table<{id: int}>"},
    {"table<{id: int}>", "table<{id: int}, csv>"},
    {"list<int>", "map<int>"},
    {"json", "{}"},
};

START_TEST(different_types_are_two)
{
    const Type *one = world_type(&world, different[_i].one);
    ck_assert_ptr_ne(one, world_type(&world, different[_i].two));
}
END_TEST

START_TEST(a_long_record_is_shortened_for_people)
{
    const Type *type = world_type(
        &world, "{a: int, b: int, c: int, d: int, e: int, f: int, g: int, "
                "h: int, i: int}");
    ck_assert_str_eq(type_text(&world.arena, type),
                     "{a: int, b: int, c: int, d: int, e: int, f: int, ...}");
    Buf all = {.arena = &world.arena};
    type_write_all(&all, type);
    ck_assert_str_eq(buf_string(&all),
                     "{a: int, b: int, c: int, d: int, e: int, f: int, g: "
                     "int, h: int, i: int}");
}
END_TEST

START_TEST(a_deep_type_ends_in_dots)
{
    const Type *type =
        world_type(&world, "list<list<list<list<list<list<list<int>>>>>>>");
    ck_assert_str_eq(type_text(&world.arena, type),
                     "list<list<list<list<list<...>>>>>");
}
END_TEST

static const Type *doubled(const char *leaf, int levels)
{
    const Type *type = world_type(&world, leaf);
    RecordField fields[2] = {{.name = sym_of(&world.syms, "a")},
                             {.name = sym_of(&world.syms, "b")}};
    for (int i = 0; i < levels; i++) {
        fields[0].type = fields[1].type = type;
        type = type_record(&world.types, fields, 2, false);
    }
    return type;
}

START_TEST(doubling_thirty_times_makes_thirty_types)
{
    uint32_t before = world.types.len;
    const Type *type = doubled("int", 30);
    ck_assert_uint_eq(world.types.len - before, 30);
    ck_assert_uint_eq(type->depth, 31);
    ck_assert_uint_eq(type->size, (1u << 31) - 1);
    ck_assert_uint_eq(doubled("int", 40)->size, UINT32_MAX);
    ck_assert_uint_lt(strlen(type_text(&world.arena, type)), 2000);
}
END_TEST

START_TEST(poison_is_known_from_outside)
{
    ck_assert(type_is_poisoned(world_type(&world, "list<{a: poison?}>")));
    ck_assert(type_is_poisoned(doubled("poison", 40)));
    ck_assert(!type_is_poisoned(world_type(&world, "list<{a: int?}>")));
}
END_TEST

START_TEST(none_can_be_taken_away)
{
    const Type *type = world_type(&world, "int | none | string");
    ck_assert(type_is_optional(type));
    ck_assert_ptr_eq(type_without_none(&world.types, type),
                     world_type(&world, "int | string"));
    ck_assert_ptr_eq(
        type_without_none(&world.types, world_type(&world, "int?")),
        world.types.int_);
    ck_assert_ptr_eq(type_without_none(&world.types, world.types.none),
                     world.types.none);
    ck_assert(type_is_optional(world.types.none));
    ck_assert(!type_is_optional(world_type(&world, "int | string")));
}
END_TEST

START_TEST(the_base_is_below_names_and_refinements)
{
    ck_assert_ptr_eq(type_base(world_type(&world, "Rank")), world.types.int_);
    ck_assert_ptr_eq(type_base(world_type(&world, "Port")), world.types.int_);
    ck_assert_ptr_eq(type_base(world.types.json), world.types.json);
}
END_TEST

START_TEST(fields_are_found_in_few_and_in_many)
{
    RecordField fields[100];
    for (int i = 0; i < 100; i++) {
        char name[16];
        snprintf(name, sizeof(name), "f%d", i);
        fields[i] = (RecordField){.name = sym_of(&world.syms, name),
                                  .type = i % 2 ? world.types.int_
                                                : world.types.string};
    }
    const Type *few = type_record(&world.types, fields, 3, false);
    const Type *many = type_record(&world.types, fields, 100, false);
    ck_assert_ptr_eq(type_field(few, fields[2].name)->type, world.types.string);
    ck_assert_ptr_null(type_field(few, fields[3].name));
    ck_assert_ptr_eq(type_field(many, fields[99].name)->type, world.types.int_);
    ck_assert_ptr_null(type_field(many, sym_of(&world.syms, "f100")));
}
END_TEST

#define COUNT(array) ((int)(sizeof(array) / sizeof(*(array))))

Suite *type_suite(void)
{
    Suite *suite = suite_create("type");
    TCase *tcase = tcase_create("type");
    tcase_add_checked_fixture(tcase, begin, end);
    tcase_add_loop_test(tcase, a_type_reads_as_it_is_written, 0,
                        COUNT(written));
    tcase_add_loop_test(tcase, the_same_type_is_one_pointer, 0, COUNT(same));
    tcase_add_loop_test(tcase, different_types_are_two, 0, COUNT(different));
    tcase_add_test(tcase, a_long_record_is_shortened_for_people);
    tcase_add_test(tcase, a_deep_type_ends_in_dots);
    tcase_add_test(tcase, doubling_thirty_times_makes_thirty_types);
    tcase_add_test(tcase, poison_is_known_from_outside);
    tcase_add_test(tcase, none_can_be_taken_away);
    tcase_add_test(tcase, the_base_is_below_names_and_refinements);
    tcase_add_test(tcase, fields_are_found_in_few_and_in_many);
    suite_add_tcase(suite, tcase);
    return suite;
}
