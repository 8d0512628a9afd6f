/* inferred.h - will Flyte infer, from a constant, the type that it is for?
 *
 * Admin infers the type of a launch plan's input from the literal alone. Where
 * the items of a list or map come to unlike types ([{"k": 1}, {"k": none}],
 * [{"k": 1}, {:}]), it infers a union, and a union is no map<int?>. A value of
 * a union names its variant and is not looked into. */
#ifndef FLW_COMPILER_EMIT_INFERRED_H
#define FLW_COMPILER_EMIT_INFERRED_H

#include "typesys/value.h"

/* The first item that is inferred unlike those before it; NULL: none is. */
const Value *inferred_misfit(Arena *arena, const Type *wanted,
                             const Value *value);

#endif
