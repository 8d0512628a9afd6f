/* test_spec_text.c - what protoc --decode prints. That it is so for messages
 * of every shape is judged by tests/conformance/messages. */
#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "flyteidl/core/tasks.pb-c.h"
#include "flyteidl/core/workflow.pb-c.h"
#include "spec/make.h"
#include "spec/text.h"
#include "spec/wire.h"
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

static const char *text_of(const ProtobufCMessage *message)
{
    Buf text = {.arena = &arena};
    spec_text(&text, message);
    return buf_string(&text);
}

START_TEST(an_empty_message_is_no_text)
{
    Flyteidl__Core__Void none = FLYTEIDL__CORE__VOID__INIT;
    ck_assert_str_eq(text_of(&none.base), "");
}
END_TEST

START_TEST(messages_are_indented_by_two)
{
    Flyteidl__Core__Literal *literal = make_literal(&arena, make_none(&arena));
    ck_assert_str_eq(text_of(&literal->base), "scalar {\n"
                                              "  none_type {\n"
                                              "  }\n"
                                              "}\n");
}
END_TEST

START_TEST(a_chosen_default_is_printed_and_another_is_not)
{
    ck_assert_str_eq(text_of(&make_int(&arena, 0)->base), "integer: 0\n");
    ck_assert_str_eq(text_of(&make_bool(&arena, false)->base),
                     "boolean: false\n");
    ck_assert_str_eq(text_of(&make_string(&arena, "")->base),
                     "string_value: \"\"\n");
    ck_assert_str_eq(text_of(&make_timestamp(&arena, 0)->base), "");
}
END_TEST

START_TEST(wrappers_are_messages_like_others)
{
    Google__Protobuf__FloatValue small = GOOGLE__PROTOBUF__FLOAT_VALUE__INIT;
    Google__Protobuf__UInt64Value wide = GOOGLE__PROTOBUF__UINT64_VALUE__INIT;
    Google__Protobuf__Int32Value narrow = GOOGLE__PROTOBUF__INT32_VALUE__INIT;
    Google__Protobuf__BytesValue bytes = GOOGLE__PROTOBUF__BYTES_VALUE__INIT;
    small.value = 0.1f;
    wide.value = UINT64_MAX;
    narrow.value = INT32_MIN;
    bytes.value = (ProtobufCBinaryData){2, (uint8_t *)"\xff\0"};
    ck_assert_str_eq(text_of(&small.base), "value: 0.1\n");
    small.value = 16777216.0f;
    ck_assert_str_eq(text_of(&small.base), "value: 16777216\n");
    ck_assert_str_eq(text_of(&wide.base), "value: 18446744073709551615\n");
    ck_assert_str_eq(text_of(&narrow.base), "value: -2147483648\n");
    ck_assert_str_eq(text_of(&bytes.base), "value: \"\\377\\000\"\n");
}
END_TEST

START_TEST(strings_are_escaped_as_c)
{
    ck_assert_str_eq(
        text_of(&make_string(&arena, "\n\r\t\"'\\\x01\x7f\xc3\xa9")->base),
        "string_value: \"\\n\\r\\t\\\"\\'\\\\\\001\\177\\303\\251\"\n");
}
END_TEST

typedef struct Float {
    double value;
    const char *text;
} Float;

static const Float floats[] = {
    {0, "float_value: 0\n"},
    {1, "float_value: 1\n"},
    {0.1, "float_value: 0.1\n"},
    {1.0 / 3, "float_value: 0.33333333333333331\n"},
    {1e22, "float_value: 1e+22\n"},
    {-5e-324, "float_value: -4.94065645841247e-324\n"},
    {(double)INFINITY, "float_value: inf\n"},
    {-(double)INFINITY, "float_value: -inf\n"},
    {(double)NAN, "float_value: nan\n"},
};

START_TEST(floats_take_the_digits_they_need)
{
    ck_assert_str_eq(text_of(&make_float(&arena, floats[_i].value)->base),
                     floats[_i].text);
}
END_TEST

START_TEST(map_entries_are_sorted_and_whole)
{
    Flyteidl__Core__LiteralMap *map = make_new(
        &arena, Flyteidl__Core__LiteralMap, FLYTEIDL__CORE__LITERAL_MAP__INIT);
    make_put(&arena, map->literals, map->n_literals,
             FLYTEIDL__CORE__LITERAL_MAP__LITERALS_ENTRY__INIT, "b",
             make_literal(&arena, make_none(&arena)));
    make_put(&arena, map->literals, map->n_literals,
             FLYTEIDL__CORE__LITERAL_MAP__LITERALS_ENTRY__INIT, "", NULL);
    ck_assert_str_eq(text_of(&map->base), "literals {\n"
                                          "  key: \"\"\n"
                                          "  value {\n"
                                          "  }\n"
                                          "}\n"
                                          "literals {\n"
                                          "  key: \"b\"\n"
                                          "  value {\n"
                                          "    scalar {\n"
                                          "      none_type {\n"
                                          "      }\n"
                                          "    }\n"
                                          "  }\n"
                                          "}\n");
    ck_assert_str_eq(map->literals[0]->key, "b"); /* printing is no sorting */
}
END_TEST

START_TEST(enums_have_names_where_they_are_known)
{
    Flyteidl__Core__LiteralType *type =
        make_simple(&arena, FLYTEIDL__CORE__SIMPLE_TYPE__STRUCT);
    ck_assert_str_eq(text_of(&type->base), "simple: STRUCT\n");
    type->simple = (Flyteidl__Core__SimpleType)77;
    ck_assert_str_eq(text_of(&type->base), "simple: 77\n");
}
END_TEST

START_TEST(unknown_fields_are_printed_by_number)
{
    static const char bytes[] = "\xc0\x3e\x05\xc5\x3e\x01\0\0\0"
                                "\xc1\x3e\x02\0\0\0\0\0\0\0"
                                "\xc2\x3e\x03xyz\xc2\x3e\x02\x08\x01";
    const char *why = NULL;
    ProtobufCMessage *message =
        spec_unpack(&arena, &flyteidl__core__void__descriptor, bytes,
                    sizeof bytes - 1, &why);
    ck_assert_msg(message != NULL, "%s", why);
    ck_assert_str_eq(text_of(message), "1000: 5\n"
                                       "1000: 0x00000001\n"
                                       "1000: 0x0000000000000002\n"
                                       "1000: \"xyz\"\n"
                                       "1000 {\n"
                                       "  1: 1\n"
                                       "}\n");
}
END_TEST

/* LiteralType.collection_type 100 times, and no type at last. */
START_TEST(the_deepest_message_that_is_read_is_printed)
{
    enum { LEVELS = 100 };
    uint8_t bytes[LEVELS * 3], *at = bytes + sizeof bytes;
    size_t len = 0;
    for (int i = 0; i < LEVELS; i++) {
        uint8_t head[3] = {0x1a, (uint8_t)(len & 0x7f), (uint8_t)(len >> 7)};
        size_t size = len < 128 ? 2 : 3;
        head[1] |= (uint8_t)(len < 128 ? 0 : 0x80);
        at -= size;
        memcpy(at, head, size);
        len += size;
    }
    const char *why = NULL;
    ProtobufCMessage *message = spec_unpack(
        &arena, &flyteidl__core__literal_type__descriptor, at, len, &why);
    ck_assert_msg(message != NULL, "%s", why);
    const char *text = text_of(message);
    ck_assert_uint_eq(strlen(text), LEVELS * (17 + 1 + 2) + /* { and } */
                                        2 * LEVELS * (LEVELS - 1));
}
END_TEST

Suite *spec_text_suite(void)
{
    Suite *suite = suite_create("spec_text");
    TCase *tests = tcase_create("spec_text");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, an_empty_message_is_no_text);
    tcase_add_test(tests, messages_are_indented_by_two);
    tcase_add_test(tests, a_chosen_default_is_printed_and_another_is_not);
    tcase_add_test(tests, wrappers_are_messages_like_others);
    tcase_add_test(tests, strings_are_escaped_as_c);
    tcase_add_loop_test(tests, floats_take_the_digits_they_need, 0,
                        sizeof floats / sizeof *floats);
    tcase_add_test(tests, map_entries_are_sorted_and_whole);
    tcase_add_test(tests, enums_have_names_where_they_are_known);
    tcase_add_test(tests, unknown_fields_are_printed_by_number);
    tcase_add_test(tests, the_deepest_message_that_is_read_is_printed);
    suite_add_tcase(suite, tests);
    return suite;
}
