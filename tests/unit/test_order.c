#include <string.h>

#include "base/buf.h"
#include "tests/unit/suites.h"
#include "typesys/order.h"

typedef struct OrderCase {
    const char *needs; /* "ba cb": b needs a, c needs b */
    const char *order;
    const char *rings; /* "abc" */
} OrderCase;

static const OrderCase cases[] = {
    {"", "abcde", ""},
    {"ba cb", "abcde", ""},
    {"ab bc", "cbade", ""},
    {"ae", "eabcd", ""},
    {"ac bc", "cabde", ""},
    {"aa", "abcde", "a"},
    {"ab ba", "bacde", "ab"},
    {"ab bc ca", "cbade", "abc"},
    {"ab ba cd dc", "badce", "ab cd"},
    {"ab ba bc cb", "cbade", "ab"},
    {"ab bc cb", "cbade", "bc"},
};

static void add_needs(Order *order, const char *needs)
{
    for (; *needs; needs += needs[2] ? 3 : 2)
        order_need(order, (uint32_t)(needs[0] - 'a'),
                   (uint32_t)(needs[1] - 'a'), (Span){1, 2});
}

START_TEST(each_stands_after_those_it_needs)
{
    const OrderCase *row = &cases[_i];
    Arena arena = {0};
    Order order;
    order_init(&order, &arena, 5);
    add_needs(&order, row->needs);
    order_solve(&order);
    Buf at = {.arena = &arena};
    for (uint32_t i = 0; i < 5; i++)
        buf_char(&at, (char)('a' + order.at[i]));
    ck_assert_str_eq(buf_string(&at), row->order);
    Buf rings = {.arena = &arena};
    for (uint32_t i = 0; i < order.rings.len; i++) {
        buf_text(&rings, i ? " " : "");
        for (uint32_t k = 0; k < order.rings.at[i].items.len; k++)
            buf_char(&rings, (char)('a' + order.rings.at[i].items.at[k].item));
    }
    ck_assert_str_eq(buf_string(&rings), row->rings);
    arena_release(&arena);
}
END_TEST

START_TEST(a_long_chain_costs_no_stack)
{
    enum { LEN = 200000 };
    Arena arena = {0};
    Order order;
    order_init(&order, &arena, LEN);
    for (uint32_t i = 0; i + 1 < LEN; i++)
        order_need(&order, i, i + 1, (Span){1, 2});
    order_solve(&order);
    ck_assert_uint_eq(order.at[0], LEN - 1);
    ck_assert_uint_eq(order.rings.len, 0);
    arena_release(&arena);
}
END_TEST

START_TEST(many_ways_back_are_one_ring)
{
    enum { LEN = 20000 };
    Arena arena = {0};
    Order order;
    order_init(&order, &arena, LEN);
    for (uint32_t i = 0; i + 1 < LEN; i++) {
        order_need(&order, i, i + 1, (Span){1, 2});
        order_need(&order, LEN - 1, i, (Span){1, 2});
    }
    order_solve(&order);
    ck_assert_uint_eq(order.rings.len, 1);
    ck_assert_uint_eq(order.rings.at[0].items.len, LEN);
    arena_release(&arena);
}
END_TEST

Suite *order_suite(void)
{
    Suite *suite = suite_create("order");
    TCase *tcase = tcase_create("order");
    tcase_add_loop_test(tcase, each_stands_after_those_it_needs, 0,
                        sizeof(cases) / sizeof(*cases));
    tcase_add_test(tcase, a_long_chain_costs_no_stack);
    tcase_add_test(tcase, many_ways_back_are_one_ring);
    suite_add_tcase(suite, tcase);
    return suite;
}
