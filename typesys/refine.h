/* refine.h - what a `where` allows, in a form that can be compared.
 *
 * Numbers: a union of intervals; NaN is in none. Lists and maps: a union of
 * intervals of their length. Strings: the words that are allowed, and cases of
 * lengths (in code points), patterns and words that are not. `and` and `or`
 * make a disjunction of conjunctions of them, at most REFINE_CASES_MAX. */
#ifndef FLW_TYPESYS_REFINE_H
#define FLW_TYPESYS_REFINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "typesys/type.h"
#include "typesys/value.h"

enum { REFINE_CASES_MAX = 64 };

/* The refinement that the checked expression `where` over `self` states for
 * base; complains and returns NULL when it states none. */
const Refinement *refine_make(TypeTable *types, Diags *diags, const Type *base,
                              const Expr *where);
/* Both hold. Never NULL. What refine_make gave for a base that is refined
 * itself may always be joined to that. */
const Refinement *refine_both(TypeTable *types, const Refinement *first,
                              const Refinement *second);
/* Is the constant allowed? */
bool refine_allows(const Refinement *refinement, const Value *value);
/* Is every value that narrow allows allowed by wide? False when unproved. */
bool refine_implies(const Refinement *narrow, const Refinement *wide);
/* Can no value satisfy it? False when unproved. */
bool refine_is_empty(const Refinement *refinement);
bool refine_equal(const Refinement *left, const Refinement *right);
uint32_t refine_hash(const Refinement *refinement);
/* As written in flw, normalised: "self >= 0.0 and self < 1.0". */
void refine_write(Buf *buf, const Refinement *refinement);
const char *refine_text(Arena *arena, const Refinement *refinement);

#endif
