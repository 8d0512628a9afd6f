/* accept.h - may a value of this type stand where that one is wanted?
 *
 * The one home of assignability; the rules A1, A2 … are in README.md. */
#ifndef FLW_TYPESYS_ACCEPT_H
#define FLW_TYPESYS_ACCEPT_H

#include <stdbool.h>

#include "typesys/type.h"
#include "typesys/value.h"

typedef enum AcceptAnswer {
    ACCEPT_YES,
    ACCEPT_NO,
    ACCEPT_AMBIGUOUS /* several variants of a union would take it */
} AcceptAnswer;

/* Where and why it does not fit: the innermost pair that differs, for notes
 * ("field `id` wants int, found string"). path is "" at the top. */
typedef struct Misfit {
    const char *path; /* ".items[].id" */
    const Type *wanted;
    const Type *found;
    const Sym *missing; /* a field or column that found lacks; else NULL */
    const Sym *extra;   /* a field of a constant that wanted lacks; or NULL */
} Misfit;

/* A value that is only known at run time. misfit may be NULL; it is filled on
 * anything but YES. */
AcceptAnswer accept_type(TypeTable *types, const Type *wanted,
                         const Type *found, Misfit *misfit);

typedef struct Fit {
    AcceptAnswer answer;
    const Value *value; /* YES: the constant, as a value of wanted; for a union
                           its type is the variant that takes it */
    Misfit misfit;
    const char *why; /* refinement broken: "self >= 0.0"; else NULL */
    bool inexact;    /* an int that is no float exactly */
    Span at;         /* the innermost constant at fault */
} Fit;

/* A constant: int as float, string as enum, record and list literals against
 * the wanted type, refinements proved. */
Fit accept_value(TypeTable *types, const Type *wanted, const Value *found);

/* May `x as wanted` be written for an x of found? (rule C1 …) */
bool accept_conversion(TypeTable *types, const Type *wanted, const Type *found);

/* The least type that both fit (J1 ...); NULL: none. T and T? join to T?. */
const Type *accept_join(TypeTable *types, const Type *left, const Type *right);

/* Once accept_type or accept_conversion said yes: does Flyte's compiler take a
 * found where wanted is declared? If not, an echo task that takes found and
 * gives wanted must stand in between: the literal stays, its type is restated
 * (README.md, "Echo"). */
bool accept_directly(TypeTable *types, const Type *wanted, const Type *found);
/* Do both have the same type in the spec, to the letter? That is what Flyte
 * asks of the outputs of a branch. */
bool accept_same_literal(const Type *wanted, const Type *found);

#endif
