/* constant.h - rung 1 of the ladder: what is known before anything runs.
 *
 * Works on checked expressions. `expr->constant` says which are constant: a
 * literal, a const, and arithmetic, interpolation and `as` over those. */
#ifndef FLW_TYPESYS_CONSTANT_H
#define FLW_TYPESYS_CONSTANT_H

#include "typesys/value.h"

/* Where folding went wrong: an overflow, a division by zero. */
typedef struct FoldFault {
    const Expr *at; /* NULL: nothing is wrong */
    const char *why;
} FoldFault;

/* The constant, of a type of its own. NULL when the expression is none or,
 * with fault filled, has no value. fault may be NULL. */
const Value *constant_fold(TypeTable *types, const Expr *expr,
                           FoldFault *fault);

/* The expression's constant, as a value of wanted (NULL: of its own type);
 * NULL when it is only known at run time or does not fit. Says nothing: this
 * is what the plan asks of trees that were found right. */
const Value *constant_of(Arena *arena, TypeTable *types, const Expr *expr,
                         const Type *wanted);

#endif
