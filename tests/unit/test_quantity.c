/* test_quantity.c - amounts as flw writes them and as Kubernetes does. */
#include "tests/unit/suites.h"
#include "typesys/quantity.h"

typedef struct Case {
    Dimension dimension;
    Value value;
    QuantityFault fault;
    const char *text;
    int64_t size;
} Case;

#define INT(n)                            \
    {                                     \
        .kind = VALUE_INT, .as.int_ = (n) \
    }
#define FLOAT(x)                              \
    {                                         \
        .kind = VALUE_FLOAT, .as.float_ = (x) \
    }
#define SIZE(n, u)                                 \
    {                                              \
        .kind = VALUE_SIZE, .as.size = {(n), (u) } \
    }
#define TEXT                                            \
    {                                                   \
        .kind = VALUE_STRING, .as.string = { "4Gi", 3 } \
    }
#define GI (INT64_C(1) << 30)

static const Case cases[] = {
    {DIMENSION_CPU, INT(2), QUANTITY_FINE, "2", 2000},
    {DIMENSION_CPU, INT(1000000), QUANTITY_FINE, "1000000", 1000000000},
    {DIMENSION_CPU, INT(1000001), QUANTITY_TOO_LARGE, NULL, 0},
    {DIMENSION_CPU, INT(0), QUANTITY_NOT_POSITIVE, NULL, 0},
    {DIMENSION_CPU, INT(-1), QUANTITY_NOT_POSITIVE, NULL, 0},
    {DIMENSION_CPU, INT(INT64_MIN), QUANTITY_NOT_POSITIVE, NULL, 0},
    {DIMENSION_CPU, INT(INT64_MAX), QUANTITY_TOO_LARGE, NULL, 0},
    {DIMENSION_CPU, FLOAT(0.5), QUANTITY_FINE, "500m", 500},
    {DIMENSION_CPU, FLOAT(0.001), QUANTITY_FINE, "1m", 1},
    {DIMENSION_CPU, FLOAT(0.0005), QUANTITY_TOO_FINE, NULL, 0},
    {DIMENSION_CPU, FLOAT(1.1), QUANTITY_FINE, "1100m", 1100},
    {DIMENSION_CPU, FLOAT(2.0), QUANTITY_FINE, "2", 2000},
    {DIMENSION_CPU, FLOAT(0.0), QUANTITY_NOT_POSITIVE, NULL, 0},
    {DIMENSION_CPU, FLOAT(1e300), QUANTITY_TOO_LARGE, NULL, 0},
    {DIMENSION_CPU, SIZE(4 * GI, SIZE_GI), QUANTITY_WRONG_KIND, NULL, 0},
    {DIMENSION_CPU, TEXT, QUANTITY_WRONG_KIND, NULL, 0},
    {DIMENSION_BYTES, SIZE(4 * GI, SIZE_GI), QUANTITY_FINE, "4Gi", 4 * GI},
    {DIMENSION_BYTES, SIZE(GI / 2, SIZE_MI), QUANTITY_FINE, "512Mi", GI / 2},
    {DIMENSION_BYTES, SIZE(GI / 2, SIZE_GI), QUANTITY_FINE, "512Mi", GI / 2},
    {DIMENSION_BYTES, SIZE(GI * 1024, SIZE_TI), QUANTITY_FINE, "1Ti",
     GI * 1024},
    {DIMENSION_BYTES, SIZE(2000000000, SIZE_GB), QUANTITY_FINE, "2G",
     2000000000},
    {DIMENSION_BYTES, SIZE(500000, SIZE_KB), QUANTITY_FINE, "500k", 500000},
    {DIMENSION_BYTES, SIZE(1500000, SIZE_MB), QUANTITY_FINE, "1500k", 1500000},
    {DIMENSION_BYTES, SIZE(INT64_C(3000000000000), SIZE_TB), QUANTITY_FINE,
     "3T", INT64_C(3000000000000)},
    {DIMENSION_BYTES, SIZE(7, SIZE_KI), QUANTITY_FINE, "7", 7},
    {DIMENSION_BYTES, SIZE(0, SIZE_GI), QUANTITY_NOT_POSITIVE, NULL, 0},
    {DIMENSION_BYTES, INT(2), QUANTITY_WRONG_KIND, NULL, 0},
    {DIMENSION_BYTES, FLOAT(0.5), QUANTITY_WRONG_KIND, NULL, 0},
    {DIMENSION_BYTES, TEXT, QUANTITY_WRONG_KIND, NULL, 0},
    {DIMENSION_COUNT, INT(1), QUANTITY_FINE, "1", 1},
    {DIMENSION_COUNT, INT(0), QUANTITY_NOT_POSITIVE, NULL, 0},
    {DIMENSION_COUNT, INT(1000001), QUANTITY_TOO_LARGE, NULL, 0},
    {DIMENSION_COUNT, FLOAT(0.5), QUANTITY_FRACTION, NULL, 0},
    {DIMENSION_COUNT, TEXT, QUANTITY_WRONG_KIND, NULL, 0},
};

START_TEST(an_amount_is_read_by_its_dimension)
{
    Arena arena = {0};
    const Case *row = &cases[_i];
    Amount amount = quantity_read(&arena, row->dimension, &row->value);
    ck_assert_int_eq(amount.fault, row->fault);
    if (row->text) {
        ck_assert_str_eq(amount.text, row->text);
        ck_assert_int_eq(amount.size, row->size);
    }
    arena_release(&arena);
}
END_TEST

typedef struct Words {
    const char *text;
    bool is_quantity;
    double size;
} Words;

static const Words words[] = {
    {"2", true, 2},
    {"0", true, 0},
    {"500m", true, 0.5},
    {"4Gi", true, 4294967296.0},
    {"1.5Gi", true, 1610612736.0},
    {"2k", true, 2000},
    {"1e3", true, 1000},
    {"1E3", true, 1000},
    {"5E", true, 5e18},
    {".5", true, 0.5},
    {"5.", true, 5},
    {"100n", true, 1e-7},
    {"", false, 0},
    {"-1", false, 0},
    {"+1", false, 0},
    {"Gi", false, 0},
    {"4GB", false, 0},
    {"4 Gi", false, 0},
    {"4gi", false, 0},
    {"10 elephants", false, 0},
    {"1e", false, 0},
    {"1e999", false, 0},
    {"0x10", false, 0},
    {"1.2.3", false, 0},
    {"99999999999999999999", false, 0},
    {"inf", false, 0},
};

START_TEST(a_quantity_of_kubernetes_is_read)
{
    double size = 0;
    const Words *row = &words[_i];
    ck_assert_msg(quantity_parse(row->text, &size) == row->is_quantity, "%s",
                  row->text);
    if (row->is_quantity)
        ck_assert_double_eq_tol(size, row->size, row->size * 1e-12 + 1e-30);
}
END_TEST

Suite *quantity_suite(void)
{
    Suite *suite = suite_create("quantity");
    TCase *tests = tcase_create("quantity");
    tcase_add_loop_test(tests, an_amount_is_read_by_its_dimension, 0,
                        sizeof(cases) / sizeof(*cases));
    tcase_add_loop_test(tests, a_quantity_of_kubernetes_is_read, 0,
                        sizeof(words) / sizeof(*words));
    suite_add_tcase(suite, tests);
    return suite;
}
