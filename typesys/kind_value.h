/* kind_value.h - the constant given for a field of a declared kind. */
#ifndef FLW_TYPESYS_KIND_VALUE_H
#define FLW_TYPESYS_KIND_VALUE_H

#include "typesys/checker.h"

/* As check_constant, with two liberties that suit a specification: what is
 * optional in a record may be left out, and json takes any literal. */
const Value *kind_value_read(Checker *checker, Expr *expr, const Type *wanted,
                             const Why *why);

#endif
