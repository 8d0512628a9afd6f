#include "base/panic.h"
#include "tests/unit/suites.h"

START_TEST(a_bug_leaves_with_its_own_status)
{
    UNREACHABLE("the test says so");
}
END_TEST

Suite *panic_suite(void)
{
    Suite *suite = suite_create("panic");
    TCase *tcase = tcase_create("panic");
    tcase_add_exit_test(tcase, a_bug_leaves_with_its_own_status, 101);
    suite_add_tcase(suite, tcase);
    return suite;
}
