/* test_spec_json.c - protobuf's JSON. That Python agrees for messages of every
 * shape is judged by tests/conformance/messages. */
#include "base/buf.h"
#include "flyteidl/core/workflow.pb-c.h"
#include "google/protobuf/any.pb-c.h"
#include "spec/json.h"
#include "spec/make.h"
#include "spec/struct.h"
#include "tests/unit/suites.h"

static Arena arena;

static void set_up(void)
{
    arena = (Arena){0};
}

static void tear_down(void)
{
    arena_release(&arena);
}

static const char *json_of(const ProtobufCMessage *message)
{
    Buf text = {.arena = &arena};
    spec_json(&(JsonOut){.buf = &text}, message);
    return buf_string(&text);
}

START_TEST(the_member_of_a_oneof_is_always_there)
{
    ck_assert_str_eq(json_of(&make_int(&arena, 0)->base),
                     "{\"integer\":\"0\"}");
    ck_assert_str_eq(json_of(&make_int(&arena, INT64_MIN)->base),
                     "{\"integer\":\"-9223372036854775808\"}");
    ck_assert_str_eq(json_of(&make_float(&arena, 0)->base),
                     "{\"floatValue\":0}");
    ck_assert_str_eq(json_of(&make_bool(&arena, false)->base),
                     "{\"boolean\":false}");
    ck_assert_str_eq(json_of(&make_string(&arena, "")->base),
                     "{\"stringValue\":\"\"}");
    ck_assert_str_eq(json_of(&make_none(&arena)->base), "{\"noneType\":{}}");
    ck_assert_str_eq(
        json_of(&make_simple(&arena, FLYTEIDL__CORE__SIMPLE_TYPE__NONE)->base),
        "{\"simple\":\"NONE\"}");
}
END_TEST

START_TEST(bytes_are_base64)
{
    ck_assert_str_eq(
        json_of(&make_binary(&arena, "\xfb\xff", 2, "msgpack")->base),
        "{\"binary\":{\"value\":\"+/8=\",\"tag\":\"msgpack\"}}");
}
END_TEST

typedef struct Time {
    int64_t seconds;
    int32_t nanos;
    const char *json;
} Time;

static const Time stamps[] = {
    {0, 0, "\"1970-01-01T00:00:00Z\""},
    {0, 1, "\"1970-01-01T00:00:00.000000001Z\""},
    {0, 500000000, "\"1970-01-01T00:00:00.500Z\""},
    {0, 1000, "\"1970-01-01T00:00:00.000001Z\""},
    {-1, 999000000, "\"1969-12-31T23:59:59.999Z\""},
    {951782400, 0, "\"2000-02-29T00:00:00Z\""},
    {-62135596800, 0, "\"0001-01-01T00:00:00Z\""},
    {253402300799, 999999999, "\"9999-12-31T23:59:59.999999999Z\""},
    {253402300800, 0, "{\"seconds\":\"253402300800\"}"},
    {-62135596801, 0, "{\"seconds\":\"-62135596801\"}"},
    {0, -1, "{\"nanos\":-1}"},
    {0, 1000000000, "{\"nanos\":1000000000}"},
};

START_TEST(timestamps_are_rfc_3339)
{
    Google__Protobuf__Timestamp time = GOOGLE__PROTOBUF__TIMESTAMP__INIT;
    time.seconds = stamps[_i].seconds;
    time.nanos = stamps[_i].nanos;
    ck_assert_str_eq(json_of(&time.base), stamps[_i].json);
}
END_TEST

static const Time spans[] = {
    {0, 0, "\"0s\""},
    {3, 500000000, "\"3.500s\""},
    {-3, -500000000, "\"-3.500s\""},
    {0, -1, "\"-0.000000001s\""},
    {0, 1000, "\"0.000001s\""},
    {315576000000, 0, "\"315576000000s\""},
    {315576000001, 0, "{\"seconds\":\"315576000001\"}"},
    {INT64_MIN, 0, "{\"seconds\":\"-9223372036854775808\"}"},
    {1, -1, "{\"seconds\":\"1\",\"nanos\":-1}"},
    {-1, 1, "{\"seconds\":\"-1\",\"nanos\":1}"},
};

START_TEST(durations_are_seconds_with_an_s)
{
    Google__Protobuf__Duration span = GOOGLE__PROTOBUF__DURATION__INIT;
    span.seconds = spans[_i].seconds;
    span.nanos = spans[_i].nanos;
    ck_assert_str_eq(json_of(&span.base), spans[_i].json);
}
END_TEST

START_TEST(wrappers_are_what_they_wrap)
{
    Flyteidl__Core__NodeMetadata node = FLYTEIDL__CORE__NODE_METADATA__INIT;
    Google__Protobuf__Int64Value wide = GOOGLE__PROTOBUF__INT64_VALUE__INIT;
    ck_assert_str_eq(json_of(&make_bool_value(&arena, false)->base), "false");
    ck_assert_str_eq(json_of(&wide.base), "\"0\"");
    ck_assert_str_eq(json_of(&node.base), "{}");
}
END_TEST

START_TEST(floats_of_32_bits_are_short)
{
    Google__Protobuf__FloatValue value = GOOGLE__PROTOBUF__FLOAT_VALUE__INIT;
    value.value = 0.1f;
    ck_assert_str_eq(json_of(&value.base), "0.1");
    value.value = 16777217.0f;
    ck_assert_str_eq(json_of(&value.base), "16777216");
    value.value = 1e30f * 1e30f;
    ck_assert_str_eq(json_of(&value.base), "\"Infinity\"");
}
END_TEST

START_TEST(what_a_struct_lacks_is_null)
{
    Google__Protobuf__Value nothing = GOOGLE__PROTOBUF__VALUE__INIT;
    Struct *object = struct_new(&arena);
    struct_put(&arena, object, "k", NULL);
    ck_assert_str_eq(json_of(&nothing.base), "null");
    ck_assert_str_eq(json_of(&object->base), "{\"k\":null}");
}
END_TEST

START_TEST(an_any_keeps_its_bytes)
{
    Google__Protobuf__Any any = GOOGLE__PROTOBUF__ANY__INIT;
    any.type_url = make_text("type.googleapis.com/x.Y");
    ck_assert_str_eq(json_of(&any.base),
                     "{\"@type\":\"type.googleapis.com/x.Y\",\"value\":\"\"}");
}
END_TEST

START_TEST(names_of_fields_are_lower_camel_case)
{
    Flyteidl__Core__WorkflowTemplate flow =
        FLYTEIDL__CORE__WORKFLOW_TEMPLATE__INIT;
    Flyteidl__Core__Node node = FLYTEIDL__CORE__NODE__INIT;
    Flyteidl__Core__WorkflowMetadataDefaults defaults =
        FLYTEIDL__CORE__WORKFLOW_METADATA_DEFAULTS__INIT;
    defaults.interruptible = 1;
    node.id = make_text("n0");
    flow.failure_node = &node;
    flow.metadata_defaults = &defaults;
    ck_assert_str_eq(json_of(&flow.base),
                     "{\"failureNode\":{\"id\":\"n0\"},"
                     "\"metadataDefaults\":{\"interruptible\":true}}");
}
END_TEST

Suite *spec_json_suite(void)
{
    Suite *suite = suite_create("spec_json");
    TCase *tests = tcase_create("spec_json");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, the_member_of_a_oneof_is_always_there);
    tcase_add_test(tests, bytes_are_base64);
    tcase_add_loop_test(tests, timestamps_are_rfc_3339, 0,
                        sizeof stamps / sizeof *stamps);
    tcase_add_loop_test(tests, durations_are_seconds_with_an_s, 0,
                        sizeof spans / sizeof *spans);
    tcase_add_test(tests, wrappers_are_what_they_wrap);
    tcase_add_test(tests, floats_of_32_bits_are_short);
    tcase_add_test(tests, what_a_struct_lacks_is_null);
    tcase_add_test(tests, an_any_keeps_its_bytes);
    tcase_add_test(tests, names_of_fields_are_lower_camel_case);
    suite_add_tcase(suite, tests);
    return suite;
}
