/* test_emit_value.c - constants as Literals and as bindings. */
#include "tests/unit/by_hand.h"
#include "tests/unit/suites.h"

static Hand hand;

static void set_up(void)
{
    hand_init(&hand);
}

static void tear_down(void)
{
    hand_release(&hand);
}

#define SECOND INT64_C(1000000000)

static void check_literal(const Type *wanted, const Value *value,
                          const char *text)
{
    IdlLiteral *literal = emit_literal(&hand.emitter, wanted, value);
    ck_assert_str_eq(hand_text_of(&hand, literal), text);
}

#define PRIMITIVE(value) "scalar { primitive { " value " } }"

START_TEST(a_number_is_of_the_kind_that_is_wanted)
{
    check_literal(hand.types.int_, hand_int(&hand, 3), PRIMITIVE("integer: 3"));
    check_literal(hand.types.float_, hand_int(&hand, 3),
                  PRIMITIVE("float_value: 3"));
    check_literal(hand.types.float_, hand_float(&hand, 2.5),
                  PRIMITIVE("float_value: 2.5"));
}
END_TEST

START_TEST(nothing_of_a_primitive_is_lost)
{
    check_literal(hand.types.int_, hand_int(&hand, 0), PRIMITIVE("integer: 0"));
    check_literal(hand.types.bool_, hand_bool(&hand, false),
                  PRIMITIVE("boolean: false"));
    check_literal(hand.types.string, hand_text(&hand, ""),
                  PRIMITIVE("string_value: \"\""));
    check_literal(hand.types.none, hand_none(&hand),
                  "scalar { none_type { } }");
}
END_TEST

START_TEST(times_have_seconds_and_nanoseconds)
{
    check_literal(hand.types.datetime, hand_time(&hand, -1),
                  PRIMITIVE("datetime { seconds: -1 nanos: 999999999 }"));
    check_literal(hand.types.duration, hand_span(&hand, -3 * SECOND / 2),
                  PRIMITIVE("duration { seconds: -1 nanos: -500000000 }"));
}
END_TEST

START_TEST(an_enum_is_its_case_as_text)
{
    const Type *region = type_enum(&hand.types, hand.region);
    check_literal(region, hand_case(&hand, 1),
                  PRIMITIVE("string_value: \"nyc\""));
    check_literal(region, hand_text(&hand, "sf"),
                  PRIMITIVE("string_value: \"sf\""));
    check_literal(hand.types.string, hand_case(&hand, 0),
                  PRIMITIVE("string_value: \"sf\""));
}
END_TEST

START_TEST(a_union_names_the_variant_it_holds)
{
    const Type *maybe = type_optional(&hand.types, hand.types.int_);
    check_literal(maybe, hand_int(&hand, 3),
                  "scalar { union { value { " PRIMITIVE(
                      "integer: 3") " } type { simple: INTEGER structure { "
                                    "tag: \"int\" } } } }");
    check_literal(maybe, hand_none(&hand),
                  "scalar { union { value { scalar { none_type { } } } type { "
                  "simple: NONE structure { tag: \"none\" } } } }");
}
END_TEST

START_TEST(lists_and_maps_are_fitted_inside)
{
    const Type *floats = type_list(&hand.types, hand.types.float_);
    check_literal(
        floats, hand_list(&hand, hand_int(&hand, 1), NULL),
        "collection { literals { " PRIMITIVE("float_value: 1") " } }");
    check_literal(type_map(&hand.types, hand.types.int_),
                  hand_entries(&hand, VALUE_MAP, "b", hand_int(&hand, 2), "a",
                               hand_int(&hand, 1), NULL),
                  "map { literals { key: \"a\" value { " PRIMITIVE(
                      "integer: 1") " } } literals { key: \"b\" value "
                                    "{ " PRIMITIVE("integer: 2") " } } }");
}
END_TEST

typedef struct Bytes {
    const char *at;
    size_t len;
} Bytes;

#define BYTES(text)            \
    (Bytes)                    \
    {                          \
        text, sizeof(text) - 1 \
    }

static void check_msgpack(const Type *wanted, const Value *value, Bytes bytes)
{
    IdlScalar *scalar = emit_scalar(&hand.emitter, wanted, value);
    ck_assert_str_eq(scalar->binary->tag, "msgpack");
    ck_assert_uint_eq(scalar->binary->value.len, bytes.len);
    ck_assert_mem_eq(scalar->binary->value.data, bytes.at, bytes.len);
}

START_TEST(a_record_is_msgpack_in_the_order_of_its_type)
{
    TypeTable *types = &hand.types;
    const Type *small =
        hand_record(&hand, "i", types->int_, "f", types->float_, "s",
                    types->string, "l", type_list(types, types->int_), NULL);
    const Value *value = hand_entries(
        &hand, VALUE_RECORD, "s", hand_text(&hand, "hey"), "f",
        hand_float(&hand, 2.5), "i", hand_int(&hand, 3), "l",
        hand_list(&hand, hand_int(&hand, 1), hand_int(&hand, 300), NULL), NULL);
    check_msgpack(small, value,
                  BYTES("\x84\xa1i\x03\xa1"
                        "f\xcb\x40\x04\0\0\0\0\0\0\xa1s\xa3hey\xa1l\x92\x01"
                        "\xcd\x01\x2c"));
}
END_TEST

START_TEST(in_a_record_times_are_pythons)
{
    const Type *record = hand_record(&hand, "t", hand.types.datetime, "d",
                                     hand.types.duration, NULL);
    int64_t ns = INT64_C(1767254400) * SECOND + 5000000;
    check_msgpack(record,
                  hand_entries(&hand, VALUE_RECORD, "t", hand_time(&hand, ns),
                               "d", hand_span(&hand, SECOND / 2), NULL),
                  BYTES("\x82\xa1t\xd9\x20"
                        "2026-01-01T08:00:00.005000+00:00\xa1"
                        "d\xcb\x3f\xe0\0\0\0\0\0\0"));
}
END_TEST

START_TEST(in_a_record_what_is_left_out_is_nil)
{
    const Type *record =
        hand_record(&hand, "n", type_optional(&hand.types, hand.types.int_),
                    "e", type_enum(&hand.types, hand.region), NULL);
    check_msgpack(
        record,
        hand_entries(&hand, VALUE_RECORD, "e", hand_case(&hand, 0), NULL),
        BYTES("\x82\xa1n\xc0\xa1"
              "e\xa2sf"));
}
END_TEST

START_TEST(json_is_msgpack_as_it_is_written)
{
    check_msgpack(hand.types.json,
                  hand_entries(&hand, VALUE_RECORD, "a", hand_int(&hand, -5),
                               "b", hand_bool(&hand, true), NULL),
                  BYTES("\x82\xa1"
                        "a\xfb\xa1"
                        "b\xc3"));
}
END_TEST

/* ---- bindings ---- */

static void check_binding(PlanData data, const char *text)
{
    PlanBinding binding = {"x", &data};
    PlanBindingVec bindings = {&binding, 1, 1};
    IdlBinding **found = NULL;
    size_t count = 0;
    emit_bindings(&hand.emitter, &bindings, &found, &count);
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(hand_text_of(&hand, found[0]->binding), text);
}

static PlanData constant(const Type *type, const Value *value)
{
    return (PlanData){
        .kind = PLAN_CONSTANT, .type = type, .as.constant = value};
}

START_TEST(a_list_is_a_collection_of_bindings)
{
    const Type *ints = type_list(&hand.types, hand.types.int_);
    const Value *one = hand_list(&hand, hand_int(&hand, 1), NULL);
    const char *text =
        "collection { bindings { " PRIMITIVE("integer: 1") " } }";
    check_binding(constant(ints, one), text);
    check_binding(constant(hand_union(&hand, ints, hand.types.string), one),
                  text);
    check_binding(constant(ints, hand_list(&hand, NULL)), "collection { }");
}
END_TEST

START_TEST(a_promise_names_node_variable_and_path)
{
    PlanNode node = {.id = "n0"};
    PlanData data = {.kind = PLAN_PROMISE, .type = hand.types.int_};
    data.as.promise.var = "o0";
    check_binding(data, "promise { var: \"o0\" }");
    data.as.promise.node = &node;
    PlanStep steps[] = {{"l", 0}, {NULL, 0}, {"", 0}};
    data.as.promise.path.at = steps;
    data.as.promise.path.len = 3;
    check_binding(data, "promise { node_id: \"n0\" var: \"o0\" attr_path { "
                        "string_value: \"l\" } attr_path { int_value: 0 } "
                        "attr_path { string_value: \"\" } }");
}
END_TEST

START_TEST(lists_and_maps_of_promises_are_written_out)
{
    PlanData one = constant(hand.types.int_, hand_int(&hand, 1));
    PlanData input = {.kind = PLAN_PROMISE, .type = hand.types.int_};
    input.as.promise.var = "k";
    const PlanData *items[] = {&one, &input};
    const Type *ints = type_list(&hand.types, hand.types.int_);
    PlanData list = {.kind = PLAN_LIST, .type = ints};
    list.as.list.at = items;
    list.as.list.len = 2;
    check_binding(list,
                  "collection { bindings { " PRIMITIVE(
                      "integer: 1") " } bindings { promise { var: \"k\" } } }");
    PlanMapItem entry = {"a", &list};
    PlanData map = {.kind = PLAN_MAP, .type = type_map(&hand.types, ints)};
    map.as.map.at = &entry;
    map.as.map.len = 1;
    check_binding(
        map,
        "map { bindings { key: \"a\" value { collection { "
        "bindings { " PRIMITIVE(
            "integer: 1") " } bindings { promise { var: \"k\" } } } } } }");
}
END_TEST

Suite *emit_value_suite(void)
{
    TCase *tcase = tcase_create("emit_value");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, a_number_is_of_the_kind_that_is_wanted);
    tcase_add_test(tcase, nothing_of_a_primitive_is_lost);
    tcase_add_test(tcase, times_have_seconds_and_nanoseconds);
    tcase_add_test(tcase, an_enum_is_its_case_as_text);
    tcase_add_test(tcase, a_union_names_the_variant_it_holds);
    tcase_add_test(tcase, lists_and_maps_are_fitted_inside);
    tcase_add_test(tcase, a_record_is_msgpack_in_the_order_of_its_type);
    tcase_add_test(tcase, in_a_record_times_are_pythons);
    tcase_add_test(tcase, in_a_record_what_is_left_out_is_nil);
    tcase_add_test(tcase, json_is_msgpack_as_it_is_written);
    tcase_add_test(tcase, a_list_is_a_collection_of_bindings);
    tcase_add_test(tcase, a_promise_names_node_variable_and_path);
    tcase_add_test(tcase, lists_and_maps_of_promises_are_written_out);
    Suite *suite = suite_create("emit_value");
    suite_add_tcase(suite, tcase);
    return suite;
}
