/* checked.h - one module, parsed and checked, for the tests of the checker. */
#ifndef FLW_TESTS_UNIT_CHECKED_H
#define FLW_TESTS_UNIT_CHECKED_H

#include "tests/unit/parsed.h"
#include "typesys/type.h"
#include "typesys/value.h"

typedef struct Checked {
    Parsed parsed;
    TypeTable types;
    Arena text; /* what is parsed */
} Checked;

/* Puts a few tasks, types and constants (listed in checked.c) before the
 * text. */
void checked_init(Checked *checked, const char *text);
void checked_release(Checked *checked);
/* "E0301 W0401", in the order of the source; "" when all is well. */
const char *checked_codes(Checked *checked);
/* The declaration; fails the test when there is none. */
const Decl *checked_decl(Checked *checked, const char *name);
/* The type of what the workflow `main` binds to the name. */
const char *checked_type(Checked *checked, const char *name);
/* The binding of that name in `main`, at its top. */
const Stmt *checked_binding(Checked *checked, const char *name);

#endif
