/* lookup.h - keys of schemas, found without walking them each time. */
#ifndef FLW_COMPILER_DIFF_LOOKUP_H
#define FLW_COMPILER_DIFF_LOOKUP_H

#include "base/map.h"
#include "base/sym.h"
#include "spec/struct.h"

typedef struct Lookup {
    Arena *arena;
    SymTable names;
    Map known; /* Struct or StructList -> Map of Sym */
} Lookup;

void lookup_init(Lookup *lookup, Arena *arena);
/* As struct_find; object may be NULL. */
const StructValue *lookup_find(Lookup *lookup, const Struct *object,
                               const char *key);
/* Is the text an item of the list? */
bool lookup_has(Lookup *lookup, const StructList *list, const char *text);
/* What is at "#/$defs/Trip" in the root; NULL: nothing. */
const Struct *lookup_path(Lookup *lookup, const Struct *root, const char *path);

#endif
