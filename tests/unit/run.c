/* run.c - runs the unit suites; an argument "a,b" runs only those. */
#include <stdlib.h>
#include <string.h>

#include "tests/unit/suites.h"

typedef struct NamedSuite {
    const char *name;
    Suite *(*make)(void);
} NamedSuite;

static const NamedSuite suites[] = {
#define SUITE(name) {#name, name##_suite},
#include "tests/unit/suites.def"
#undef SUITE
    {NULL, NULL},
};

static int listed(const char *list, const char *name)
{
    size_t len = strlen(name);
    for (const char *at = list; (at = strstr(at, name)); at += len) {
        int starts = at == list || at[-1] == ',';
        int ends = at[len] == '\0' || at[len] == ',';
        if (starts && ends)
            return 1;
    }
    return 0;
}

int main(int argc, char **argv)
{
    SRunner *runner = srunner_create(NULL);
    for (const NamedSuite *suite = suites; suite->name; suite++)
        if (argc < 2 || listed(argv[1], suite->name))
            srunner_add_suite(runner, suite->make());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
