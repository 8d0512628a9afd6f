/* test_msgpack.c - MessagePack, read back. */
#include <string.h>

#include "base/buf.h"
#include "spec/msgpack.h"
#include "spec/msgpack_out.h"
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

typedef struct Row {
    const char *bytes;
    size_t len;
    const char *json; /* NULL: refused */
    const char *why;
} Row;

#define CUT "cut short, or not MessagePack"

static const Row rows[] = {
    {BYTES("\x00"), "0", NULL},
    {BYTES("\x7f"), "127", NULL},
    {BYTES("\xff"), "-1", NULL},
    {BYTES("\xe0"), "-32", NULL},
    {BYTES("\xc0"), "null", NULL},
    {BYTES("\xc2"), "false", NULL},
    {BYTES("\xc3"), "true", NULL},
    {BYTES("\xcc\xff"), "255", NULL},
    {BYTES("\xcd\x01\x00"), "256", NULL},
    {BYTES("\xce\xff\xff\xff\xff"), "4294967295", NULL},
    {BYTES("\xcf\xff\xff\xff\xff\xff\xff\xff\xff"), "18446744073709551615",
     NULL},
    {BYTES("\xd0\x80"), "-128", NULL},
    {BYTES("\xd1\x80\x00"), "-32768", NULL},
    {BYTES("\xd2\x80\x00\x00\x00"), "-2147483648", NULL},
    {BYTES("\xd3\x80\0\0\0\0\0\0\0"), "-9223372036854775808", NULL},
    {BYTES("\xca\x3f\x00\x00\x00"), "0.5", NULL},
    {BYTES("\xcb\x40\x14\0\0\0\0\0\0"), "5.0", NULL},
    {BYTES("\xcb\x3f\xb9\x99\x99\x99\x99\x99\x9a"), "0.1", NULL},
    {BYTES("\xcb\x7f\xf0\0\0\0\0\0\0"), "\"Infinity\"", NULL},
    {BYTES("\xa0"), "\"\"", NULL},
    {BYTES("\xa3"
           "a\"\n"),
     "\"a\\\"\\n\"", NULL},
    {BYTES("\xd9\x01x"), "\"x\"", NULL},
    {BYTES("\xda\x00\x01x"), "\"x\"", NULL},
    {BYTES("\xdb\x00\x00\x00\x01x"), "\"x\"", NULL},
    {BYTES("\xa1\xff"), "\"\xef\xbf\xbd\"", NULL},
    {BYTES("\xc4\x03\x00\x01\xff"), "\"AAH/\"", NULL},
    {BYTES("\xd4\x05\x01"), "\"BQE=\"", NULL},
    {BYTES("\xc7\x01\x05\x01"), "\"BQE=\"", NULL},
    {BYTES("\x90"), "[]", NULL},
    {BYTES("\x80"), "{}", NULL},
    {BYTES("\x92\x01\x91\x02"), "[1,[2]]", NULL},
    {BYTES("\xdc\x00\x02\x01\x02"), "[1,2]", NULL},
    {BYTES("\x82\xa1"
           "a\x01\xa1"
           "b\x90"),
     "{\"a\":1,\"b\":[]}", NULL},
    {BYTES("\xde\x00\x01\x05\xc3"), "{\"5\":true}", NULL},
    {BYTES(""), NULL, CUT},
    {BYTES("\xc1"), NULL, CUT},
    {BYTES("\x91"), NULL, CUT},
    {BYTES("\xdd\xff\xff\xff\xff"), NULL, CUT},
    {BYTES("\xdf\xff\xff\xff\xff\x01"), NULL, CUT},
    {BYTES("\xdb\xff\xff\xff\xff"), NULL, CUT},
    {BYTES("\xc9\xff\xff\xff\xff"), NULL, CUT},
    {BYTES("\xcb\x00"), NULL, CUT},
    {BYTES("\x01\x02"), NULL, "there is more after its end"},
    {BYTES("\x81\x90\x01"), NULL, "a map has a list or a map for a key"},
};

START_TEST(each_form_reads_as_json_or_not_at_all)
{
    const Row *row = &rows[_i];
    Buf text = {.arena = &arena};
    const char *why = NULL;
    bool fine =
        msgpack_json(&(JsonOut){.buf = &text}, row->bytes, row->len, &why);
    ck_assert_msg(fine == (row->json != NULL), "%s", why);
    if (row->json)
        ck_assert_str_eq(buf_string(&text), row->json);
    else
        ck_assert_str_eq(why, row->why);
}
END_TEST

START_TEST(nesting_ends_at_100)
{
    char bytes[102];
    const char *why = NULL;
    memset(bytes, 0x91, sizeof bytes);
    bytes[100] = 1;
    Buf text = {.arena = &arena};
    ck_assert(msgpack_json(&(JsonOut){.buf = &text}, bytes, 101, &why));
    bytes[100] = (char)0x91;
    bytes[101] = 1;
    ck_assert(!msgpack_json(&(JsonOut){.buf = &text}, bytes, 102, &why));
    ck_assert_str_eq(why, "nested too deep");
}
END_TEST

START_TEST(ints_of_every_width_are_written_and_read)
{
    static const int64_t ints[] = {0,     1,     127,       128,       255, 256,
                                   65535, 65536, INT32_MAX, INT64_MAX, -1,  -32,
                                   -33,   -128,  -129,      INT64_MIN};
    for (size_t i = 0; i < sizeof ints / sizeof *ints; i++) {
        Buf bytes = {.arena = &arena}, text = {.arena = &arena};
        msgpack_put_int(&bytes, ints[i]);
        const char *why = NULL;
        ck_assert(
            msgpack_json(&(JsonOut){.buf = &text}, bytes.at, bytes.len, &why));
        ck_assert_str_eq(buf_string(&text),
                         arena_print(&arena, "%lld", (long long)ints[i]));
    }
}
END_TEST

Suite *msgpack_suite(void)
{
    Suite *suite = suite_create("msgpack");
    TCase *tests = tcase_create("msgpack");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, each_form_reads_as_json_or_not_at_all, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_test(tests, nesting_ends_at_100);
    tcase_add_test(tests, ints_of_every_width_are_written_and_read);
    suite_add_tcase(suite, tests);
    return suite;
}
