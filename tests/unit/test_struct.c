/* test_struct.c - google.protobuf.Struct built and asked. */
#include "base/buf.h"
#include "spec/json.h"
#include "spec/struct.h"
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

static const char *json_of(Struct *object)
{
    Buf text = {.arena = &arena};
    spec_json(&(JsonOut){.buf = &text}, &object->base);
    return buf_string(&text);
}

START_TEST(every_kind_of_value_is_json_of_itself)
{
    Struct *object = struct_new(&arena), *inner = struct_new(&arena);
    StructList *list = struct_list_new(&arena);
    struct_push(&arena, list, struct_number(&arena, 1.5));
    struct_push(&arena, list, struct_list(&arena, struct_list_new(&arena)));
    struct_put(&arena, inner, "", struct_string(&arena, ""));
    struct_put(&arena, object, "f", struct_null(&arena));
    struct_put(&arena, object, "e", struct_bool(&arena, false));
    struct_put(&arena, object, "d", struct_number(&arena, 0));
    struct_put(&arena, object, "c", struct_string(&arena, "x"));
    struct_put(&arena, object, "b", struct_list(&arena, list));
    struct_put(&arena, object, "a", struct_object(&arena, inner));
    ck_assert_str_eq(json_of(object),
                     "{\"a\":{\"\":\"\"},\"b\":[1.5,[]],\"c\":\"x\",\"d\":0,"
                     "\"e\":false,\"f\":null}");
}
END_TEST

START_TEST(what_is_packed_is_what_was_put)
{
    Struct *object = struct_new(&arena);
    struct_put(&arena, object, "n", struct_null(&arena));
    struct_put(&arena, object, "b", struct_bool(&arena, false));
    struct_put(&arena, object, "s", struct_string(&arena, ""));
    size_t len;
    const char *why = NULL;
    const uint8_t *bytes = spec_pack(&arena, &object->base, &len);
    Struct *again = (Struct *)spec_unpack(
        &arena, &google__protobuf__struct__descriptor, bytes, len, &why);
    ck_assert_ptr_nonnull(again);
    ck_assert_str_eq(json_of(again), "{\"b\":false,\"n\":null,\"s\":\"\"}");
}
END_TEST

START_TEST(the_last_value_of_a_key_holds)
{
    Struct *object = struct_new(&arena);
    struct_put(&arena, object, "k", struct_number(&arena, 1));
    struct_put(&arena, object, "j", struct_number(&arena, 2));
    struct_put(&arena, object, "k", struct_number(&arena, 3));
    ck_assert(struct_find(object, "k")->number_value == 3);
    ck_assert_ptr_null(struct_find(object, "l"));
    ck_assert_str_eq(json_of(object), "{\"j\":2,\"k\":3}");
}
END_TEST

START_TEST(many_keys_take_no_long_time)
{
    Struct *object = struct_new(&arena);
    for (int i = 0; i < 200000; i++)
        struct_put(&arena, object, arena_print(&arena, "%d", 200000 - i),
                   struct_null(&arena));
    size_t len;
    spec_pack(&arena, &object->base, &len);
    ck_assert_uint_eq(object->n_fields, 200000);
    ck_assert_str_eq(object->fields[0]->key, "1");
    ck_assert_str_eq(object->fields[1]->key, "10");
}
END_TEST

Suite *struct_suite(void)
{
    Suite *suite = suite_create("struct");
    TCase *tests = tcase_create("struct");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, every_kind_of_value_is_json_of_itself);
    tcase_add_test(tests, what_is_packed_is_what_was_put);
    tcase_add_test(tests, the_last_value_of_a_key_holds);
    tcase_add_test(tests, many_keys_take_no_long_time);
    suite_add_tcase(suite, tests);
    return suite;
}
