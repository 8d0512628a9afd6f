/* refinement.h - `self in 1..65535`, checked where a value crosses a border.
 *
 * The text is what the compiler wrote into the type's annotation
 * ("refinement"); types inside lists, maps, unions and records are looked
 * into. A text that this version cannot read is a reason too, never let
 * pass. */
#ifndef FLW_RUNTIME_VALUE_REFINEMENT_H
#define FLW_RUNTIME_VALUE_REFINEMENT_H

#include "runtime/value/literal.h"

/* The text of the type's own refinement; NULL: it has none. */
const char *refinement_text(const IdlType *type);
/* False with a reason such as "`port` is 70000, wants self in 1..65535";
 * `name` is what the value is called. */
bool refinement_holds(Arena *arena, const char *name, const IdlType *type,
                      const IdlLiteral *literal, const char **why);
/* For all values that the variables name. */
bool refinements_hold(Arena *arena, const IdlVariableMap *variables,
                      const IdlLiteralMap *values, const char **why);

#endif
