/* test_wire.c - bytes that nobody should believe. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "flyteidl/admin/common.pb-c.h"
#include "flyteidl/core/literals.pb-c.h"
#include "flyteidl/core/types.pb-c.h"
#include "google/protobuf/struct.pb-c.h"
#include "spec/make.h"
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

#define BYTES(text) text, sizeof(text) - 1

typedef struct Refused {
    const char *bytes;
    size_t len;
    const char *why;
} Refused;

/* Read as a Primitive: integer = 1, float_value = 2, string_value = 3,
 * boolean = 4, datetime = 5. */
static const Refused refused[] = {
    {BYTES("\x08"), "`flyteidl.core.Primitive` is cut short"},
    {BYTES("\x08\xff\xff"), "`flyteidl.core.Primitive` is cut short"},
    {BYTES("\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"),
     "`flyteidl.core.Primitive` holds a number of more than 10 bytes"},
    {BYTES("\x11\x01\x02"),
     "`flyteidl.core.Primitive.float_value` is cut short"},
    {BYTES("\x1a\x05"
           "ab"),
     "`flyteidl.core.Primitive.string_value` is cut short"},
    {BYTES("\x1a\xff\xff\xff\xff\xff\xff\xff\xff\x7f"),
     "`flyteidl.core.Primitive.string_value` is cut short"},
    {BYTES("\x1a\x01\xff"),
     "`flyteidl.core.Primitive.string_value` is not UTF-8"},
    {BYTES("\x1a\x03\xed\xa0\x80"),
     "`flyteidl.core.Primitive.string_value` is not UTF-8"},
    {BYTES("\x1a\x03"
           "a\0b"),
     "`flyteidl.core.Primitive.string_value` holds a NUL"},
    {BYTES("\x1b\x1c"), "`flyteidl.core.Primitive.string_value` is of another "
                        "type here"},
    {BYTES("\x0a\x01\x01"), "`flyteidl.core.Primitive.integer` is of another "
                            "type here"},
    {BYTES("\x7b\x7c"),
     "`flyteidl.core.Primitive` has a wire type that proto3 has not"},
    {BYTES("\x7a\x05x"), "`flyteidl.core.Primitive` is cut short"},
    {BYTES("\x7d\x05x"), "`flyteidl.core.Primitive` is cut short"},
    {BYTES("\x7e"),
     "`flyteidl.core.Primitive` has a wire type that proto3 has not"},
    {BYTES("\x00"),
     "`flyteidl.core.Primitive` holds a field whose number cannot be"},
    {BYTES("\x88\x80\x80\x80\x80\x00\x01"),
     "`flyteidl.core.Primitive` holds a field whose number cannot be"},
    {BYTES("\x2a\x00\x2a\x00"),
     "`flyteidl.core.Primitive.datetime` is there twice"},
    {BYTES("\x2a\x02\x08\x01\x2a\x02\x10\x01"),
     "`flyteidl.core.Primitive.datetime` is there twice"},
    {BYTES("\x2a\x01\x08"), "`google.protobuf.Timestamp` is cut short"},
};

START_TEST(bad_bytes_are_refused_with_the_reason)
{
    const Refused *row = &refused[_i];
    const char *why = NULL;
    ck_assert_ptr_null(spec_unpack(&arena,
                                   &flyteidl__core__primitive__descriptor,
                                   row->bytes, row->len, &why));
    ck_assert_str_eq(why, row->why);
}
END_TEST

/* Notification.phases is packed: 1 UNDEFINED .. 7 ABORTED, email = 2. */
START_TEST(packed_numbers_are_scanned_one_by_one)
{
    static const Refused packed[] = {
        {BYTES("\x0a\x03\x04\x06\x05"), NULL},
        {BYTES("\x0a\x00"), NULL},
        {BYTES("\x08\x04\x0a\x01\x05"), NULL},
        {BYTES("\x0a\x01\x84"), "`flyteidl.admin.Notification` is cut short"},
        {BYTES("\x0a\x01\x84\x08\x04"),
         "`flyteidl.admin.Notification.phases` is cut short"},
        {BYTES("\x0a\x0b\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"),
         "`flyteidl.admin.Notification` holds a number of more than 10 bytes"},
    };
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++) {
        const char *why = NULL;
        bool fine =
            spec_unpack(&arena, &flyteidl__admin__notification__descriptor,
                        packed[i].bytes, packed[i].len, &why);
        ck_assert_msg(fine == !packed[i].why, "%zu: %s", i, why);
        if (!fine)
            ck_assert_str_eq(why, packed[i].why);
    }
}
END_TEST

START_TEST(numbers_of_each_width_are_read)
{
    static const struct {
        const MessageType *type;
        const char *bytes;
        size_t len;
    } wrapped[] = {
        {&google__protobuf__double_value__descriptor,
         BYTES("\x09\0\0\0\0\0\0\xf0\x3f")},
        {&google__protobuf__float_value__descriptor, BYTES("\x0d\0\0\x80\x3f")},
        {&google__protobuf__bytes_value__descriptor, BYTES("\x0a\x02\xff\0")},
        {&google__protobuf__uint32_value__descriptor, BYTES("\x08\x01")},
        {&google__protobuf__bool_value__descriptor, BYTES("\x08\x01")},
    };
    for (size_t i = 0; i < sizeof wrapped / sizeof *wrapped; i++) {
        const char *why = NULL;
        size_t len;
        ProtobufCMessage *message = spec_unpack(
            &arena, wrapped[i].type, wrapped[i].bytes, wrapped[i].len, &why);
        ck_assert_msg(message != NULL, "%zu: %s", i, why);
        const uint8_t *again = spec_pack(&arena, message, &len);
        ck_assert_uint_eq(len, wrapped[i].len);
        ck_assert_mem_eq(again, wrapped[i].bytes, len);
        ck_assert_ptr_null(spec_unpack(&arena, wrapped[i].type,
                                       wrapped[i].bytes, len - 1, &why));
    }
}
END_TEST

START_TEST(more_than_64_mib_are_not_looked_at)
{
    const char *why = NULL;
    ck_assert_ptr_null(spec_unpack(&arena, &flyteidl__core__void__descriptor,
                                   "", (size_t)SPEC_SIZE_MAX + 1, &why));
    ck_assert_str_eq(why, "larger than 64 MiB");
}
END_TEST

/* A LiteralType of so many lists. */
static Flyteidl__Core__LiteralType *nest_lists(int levels)
{
    Flyteidl__Core__LiteralType *type =
        make_simple(&arena, FLYTEIDL__CORE__SIMPLE_TYPE__STRING);
    while (levels-- > 0) {
        Flyteidl__Core__LiteralType *list =
            make_new(&arena, Flyteidl__Core__LiteralType,
                     FLYTEIDL__CORE__LITERAL_TYPE__INIT);
        list->type_case = FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE;
        list->collection_type = type;
        type = list;
    }
    return type;
}

static const ProtobufCMessage *round_trip(int levels, const char **why)
{
    Flyteidl__Core__LiteralType *type = nest_lists(levels);
    size_t len = protobuf_c_message_get_packed_size(&type->base);
    uint8_t *bytes = arena_alloc(&arena, len);
    protobuf_c_message_pack(&type->base, bytes);
    return spec_unpack(&arena, type->base.descriptor, bytes, len, why);
}

START_TEST(nesting_ends_at_100)
{
    const char *why = NULL;
    ck_assert_ptr_nonnull(round_trip(99, &why));
    ck_assert_ptr_nonnull(round_trip(100, &why));
    ck_assert_ptr_null(round_trip(101, &why));
    ck_assert_str_eq(
        why, "`flyteidl.core.LiteralType.collection_type` is nested too deep");
    ck_assert_ptr_null(round_trip(10000, &why));
}
END_TEST

START_TEST(depth_is_counted_to_one_beyond_the_limit)
{
    ck_assert_uint_eq(message_depth(&nest_lists(0)->base), 0);
    ck_assert_uint_eq(message_depth(&nest_lists(7)->base), 7);
    ck_assert_uint_eq(message_depth(&nest_lists(100)->base), 100);
    ck_assert_uint_eq(message_depth(&nest_lists(5000)->base), 101);
}
END_TEST

START_TEST(many_fields_are_fine_and_too_many_are_not)
{
    size_t len = (SPEC_FIELDS_MAX + 1) * 2;
    char *bytes = arena_alloc(&arena, len);
    for (size_t i = 0; i < len; i += 2)
        memcpy(bytes + i, "\x08\x01", 2);
    const char *why = NULL;
    const MessageType *type = &flyteidl__core__primitive__descriptor;
    ck_assert_ptr_nonnull(spec_unpack(&arena, type, bytes, 200000, &why));
    ck_assert_ptr_null(spec_unpack(&arena, type, bytes, len, &why));
    ck_assert_str_eq(why, "`flyteidl.core.Primitive` holds too many fields");
}
END_TEST

START_TEST(memory_is_bounded_by_the_size)
{
    size_t len = 4 << 20;
    char *bytes = arena_alloc(&arena, len);
    for (size_t i = 0; i < len; i += 2)
        memcpy(bytes + i, "\x0a\x00", 2); /* ListValue.values: {} */
    const char *why = NULL;
    size_t before = arena.total;
    ck_assert_ptr_null(spec_unpack(
        &arena, &google__protobuf__list_value__descriptor, bytes, len, &why));
    ck_assert_str_eq(why, "takes too much memory for its size");
    ck_assert_uint_lt(arena.total - before, 40 * len);
}
END_TEST

START_TEST(nothing_is_an_empty_message)
{
    const char *why = NULL;
    ck_assert_ptr_nonnull(
        spec_unpack(&arena, &flyteidl__core__void__descriptor, NULL, 0, &why));
}
END_TEST

START_TEST(unknown_fields_survive)
{
    static const char bytes[] = "\x08\x01\x9a\x06\x03xyz";
    const char *why = NULL;
    ProtobufCMessage *message =
        spec_unpack(&arena, &flyteidl__core__primitive__descriptor, bytes,
                    sizeof bytes - 1, &why);
    ck_assert_ptr_nonnull(message);
    size_t len;
    const uint8_t *again = spec_pack(&arena, message, &len);
    ck_assert_mem_eq(again, bytes, sizeof bytes - 1);
}
END_TEST

START_TEST(map_entries_are_packed_by_key_and_once)
{
    Flyteidl__Core__LiteralMap *map = make_new(
        &arena, Flyteidl__Core__LiteralMap, FLYTEIDL__CORE__LITERAL_MAP__INIT);
    static const char *const keys[] = {"b", "a", "c", "a"};
    for (int i = 0; i < 4; i++)
        make_put(
            &arena, map->literals, map->n_literals,
            FLYTEIDL__CORE__LITERAL_MAP__LITERALS_ENTRY__INIT, keys[i],
            make_literal(&arena, make_scalar(&arena, make_int(&arena, i))));
    size_t len;
    spec_pack(&arena, &map->base, &len);
    ck_assert_uint_eq(map->n_literals, 3);
    ck_assert_str_eq(map->literals[0]->key, "a");
    ck_assert_int_eq(map->literals[0]->value->scalar->primitive->integer, 3);
    ck_assert_str_eq(map->literals[1]->key, "b");
    ck_assert_str_eq(map->literals[2]->key, "c");
}
END_TEST

START_TEST(an_empty_text_in_a_oneof_is_written)
{
    size_t len;
    const uint8_t *bytes =
        spec_pack(&arena, &make_string(&arena, "")->base, &len);
    ck_assert_uint_eq(len, 2);
    ck_assert_mem_eq(bytes, "\x1a\x00", 2);
    bytes = spec_pack(
        &arena, &make_string(&arena, protobuf_c_empty_string)->base, &len);
    ck_assert_uint_eq(len, 2);
    bytes = spec_pack(&arena, &make_none(&arena)->base, &len);
    ck_assert_mem_eq(bytes, "\x2a\x00", 2);
}
END_TEST

START_TEST(times_before_1970_have_positive_nanoseconds)
{
    Google__Protobuf__Timestamp *time = make_timestamp(&arena, -1);
    ck_assert_int_eq(time->seconds, -1);
    ck_assert_int_eq(time->nanos, 999999999);
    Google__Protobuf__Duration *span = make_duration(&arena, -1500000000);
    ck_assert_int_eq(span->seconds, -1);
    ck_assert_int_eq(span->nanos, -500000000);
    ck_assert_int_eq(make_timestamp(&arena, INT64_MIN)->nanos, 145224192);
}
END_TEST

Suite *wire_suite(void)
{
    Suite *suite = suite_create("wire");
    TCase *tests = tcase_create("wire");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 30);
    tcase_add_loop_test(tests, bad_bytes_are_refused_with_the_reason, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_test(tests, packed_numbers_are_scanned_one_by_one);
    tcase_add_test(tests, numbers_of_each_width_are_read);
    tcase_add_test(tests, more_than_64_mib_are_not_looked_at);
    tcase_add_test(tests, nesting_ends_at_100);
    tcase_add_test(tests, depth_is_counted_to_one_beyond_the_limit);
    tcase_add_test(tests, many_fields_are_fine_and_too_many_are_not);
    tcase_add_test(tests, memory_is_bounded_by_the_size);
    tcase_add_test(tests, nothing_is_an_empty_message);
    tcase_add_test(tests, unknown_fields_survive);
    tcase_add_test(tests, map_entries_are_packed_by_key_and_once);
    tcase_add_test(tests, an_empty_text_in_a_oneof_is_written);
    tcase_add_test(tests, times_before_1970_have_positive_nanoseconds);
    suite_add_tcase(suite, tests);
    return suite;
}
