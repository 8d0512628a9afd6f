/* flyte_cast.h - would Flyte's compiler take it?
 *
 * AreTypesCastable of flytepropeller 1.16, over the types of a spec. It is no
 * order of sets of values: it compares enums by the letter, lets a file stand
 * for a folder, and refuses what fits two variants. So it is asked beside
 * shape_compare, never in its place. Cost grows with the types' sizes; unions
 * in unions multiply, as in Flyte, and so are given up at FLYTE_CAST_MAX. */
#ifndef FLW_COMPILER_DIFF_FLYTE_CAST_H
#define FLW_COMPILER_DIFF_FLYTE_CAST_H

#include <stdbool.h>

#include "spec/idl.h"
#include "spec/struct.h"

enum { FLYTE_CAST_MAX = 100000 }; /* pairs of types that are compared */

/* May a promise of type `found` be bound where `wanted` is declared? */
bool flyte_casts(Arena *arena, const IdlType *wanted, const IdlType *found);
/* May constants of the type `found` be? Their types are what Flyte infers. */
bool flyte_takes_constants(Arena *arena, const IdlType *wanted,
                           const IdlType *found);

/* ---- flyte_schema.c ---- */

/* Does Flyte take a record of the schema `found` for one of `wanted`? */
bool flyte_schema_casts(Arena *arena, const Struct *wanted,
                        const Struct *found);

#endif
