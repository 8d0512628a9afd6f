/* castable.h - what Flyte's compiler says of two types as we emit them.
 *
 * AreTypesCastable of flytepropeller 1.16 over the shapes of README.md
 * ("Shapes"). Assignability (accept.h) is stricter; this one says where Flyte
 * would find a union ambiguous, and where an echo must restate a type. */
#ifndef FLW_TYPESYS_CASTABLE_H
#define FLW_TYPESYS_CASTABLE_H

#include <stdbool.h>

#include "typesys/type.h"

typedef enum Castable {
    CASTABLE_NO,
    CASTABLE_MAYBE, /* two JSON schemas decide; we do not second-guess them */
    CASTABLE_YES
} Castable;

Castable castable(TypeTable *types, const Type *wanted, const Type *found);
/* The same where wanted is a variant of a union, and found is none. */
Castable castable_to_variant(TypeTable *types, const Type *wanted,
                             const Type *found);
/* Do two variants carry the same tag? */
bool castable_same_tag(const Type *left, const Type *right);
/* structure.tag of a type as a variant of a union. */
const char *castable_variant_tag(Arena *arena, const Type *variant);
/* structure.tag of a type elsewhere; NULL: none. Only nominal types have one:
 * the module and the name of their declaration. */
const char *castable_tag(Arena *arena, const Type *type);

#endif
