#include "runtime/task/resources.h"
#include "spec/make.h"
#include "tests/unit/suites.h"

static Arena arena;

static void stop(void)
{
    arena_release(&arena);
}

typedef struct Row {
    const char *text;
    uint64_t wanted; /* thousandths */
} Row;

static const Row good[] = {
    {"0", 0},
    {"1", 1000},
    {"+2", 2000},
    {"500m", 500},
    {"0.5", 500},
    {".5", 500},
    {"5.", 5000},
    {"1.5", 1500},
    {"0.0001", 1},
    {"1n", 1},
    {"1u", 1},
    {"1500u", 2},
    {"1k", 1000000},
    {"4Gi", 4294967296000},
    {"512Mi", 536870912000},
    {"1.5Gi", 1610612736000},
    {"2G", 2000000000000},
    {"1e3", 1000000},
    {"1E3", 1000000},
    {"12e-1", 1200},
    {"1e+2", 100000},
    {"1Ki", 1024000},
    {"1T", 1000000000000000},
    {"1Ti", 1099511627776000},
    {"1P", 1000000000000000000},
    {"16E", UINT64_MAX},
    {"1e400", UINT64_MAX},
    {"99999999999999999999", UINT64_MAX},
    {"1Ei", UINT64_MAX}, /* thousandths beyond 64 bits */
};

static const char *const bad[] = {
    "",    "m",   "Gi",   "-1",           "1 Gi",   "1gi", "1KI",
    "1K",  "1e",  "1e+",  "1e1.5",        "1.2.3",  ".",   "0x10",
    "NaN", "1mm", "1Gib", "10 elephants", "1e1234",
};

START_TEST(a_quantity_is_read)
{
    uint64_t found = 7;
    ck_assert_msg(resource_amount(good[_i].text, &found), "%s", good[_i].text);
    ck_assert_uint_eq(found, good[_i].wanted);
}
END_TEST

START_TEST(anything_else_is_not)
{
    uint64_t found;
    ck_assert_msg(!resource_amount(bad[_i], &found), "%s", bad[_i]);
}
END_TEST

typedef Flyteidl__Core__Resources__ResourceEntry Entry;

static Entry *entry(int name, const char *value)
{
    Entry *made = make_new(&arena, Entry,
                           FLYTEIDL__CORE__RESOURCES__RESOURCE_ENTRY__INIT);
    made->name = (Flyteidl__Core__Resources__ResourceName)name;
    made->value = make_text(value);
    return made;
}

static IdlResources *resources(const char *request, const char *limit)
{
    int memory = FLYTEIDL__CORE__RESOURCES__RESOURCE_NAME__MEMORY;
    IdlResources *made =
        make_new(&arena, IdlResources, FLYTEIDL__CORE__RESOURCES__INIT);
    if (request)
        make_push(&arena, made->requests, made->n_requests,
                  entry(memory, request));
    if (limit)
        make_push(&arena, made->limits, made->n_limits, entry(memory, limit));
    return made;
}

START_TEST(a_limit_or_else_the_request)
{
    ChildLimits limits;
    const char *why;
    ck_assert(resources_limits(&arena, NULL, &limits, &why));
    ck_assert_uint_eq(limits.memory, 0);
    ck_assert(resources_limits(&arena, resources("1Ki", NULL), &limits, &why));
    ck_assert_uint_eq(limits.memory, 1024);
    ck_assert(resources_limits(&arena, resources("1Ki", "2Ki"), &limits, &why));
    ck_assert_uint_eq(limits.memory, 2048);
    ck_assert(resources_limits(&arena, resources(NULL, "1.5"), &limits, &why));
    ck_assert_uint_eq(limits.memory, 2);
    ck_assert(
        !resources_limits(&arena, resources(NULL, "lots"), &limits, &why));
    ck_assert_str_eq(why, "the resource `lots` is no quantity of Kubernetes, "
                          "such as 500m or 4Gi");
}
END_TEST

Suite *resources_suite(void)
{
    Suite *suite = suite_create("resources");
    TCase *test = tcase_create("resources");
    tcase_add_checked_fixture(test, NULL, stop);
    tcase_add_loop_test(test, a_quantity_is_read, 0,
                        (int)(sizeof(good) / sizeof(*good)));
    tcase_add_loop_test(test, anything_else_is_not, 0,
                        (int)(sizeof(bad) / sizeof(*bad)));
    tcase_add_test(test, a_limit_or_else_the_request);
    suite_add_tcase(suite, test);
    return suite;
}
