/* constant.h - the constant that a checked expression comes to. */
#ifndef FLW_TYPESYS_CONSTANT_H
#define FLW_TYPESYS_CONSTANT_H

#include "typesys/value.h"

/* The expression's constant, as a value of wanted (NULL: of its own type);
 * NULL when it is only known at run time or does not fit. Says nothing: this
 * is what the plan asks of trees that were found right. */
const Value *constant_of(Arena *arena, TypeTable *types, const Expr *expr,
                         const Type *wanted);

#endif
