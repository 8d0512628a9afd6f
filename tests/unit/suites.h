/* suites.h - the prototypes of all suites; every test_*.c includes it. */
#ifndef FLW_TESTS_UNIT_SUITES_H
#define FLW_TESTS_UNIT_SUITES_H

#include <check.h>

#define SUITE(name) Suite *name##_suite(void);
#include "tests/unit/suites.def"
#undef SUITE

#endif
