/* extent.h - where what begins at a place ends. For this folder alone. */
#ifndef FLW_COMPILER_LINT_EXTENT_H
#define FLW_COMPILER_LINT_EXTENT_H

#include "base/map.h"
#include "grammar/ast.h"

/* Set `arena`, leave the rest zero. */
typedef struct Extents {
    Arena *arena;
    Map ends; /* a position that is asked for -> the end */
} Extents;

/* Says that the end of what begins at the position will be asked for. */
void extent_want(Extents *extents, uint32_t position);
/* Finds the ends: of declarations, inputs, cases, statements, expressions,
 * types, and of named values (`script: …`), the longest that begins there. */
void extents_find(Extents *extents, const Module *module);
/* 0: nothing begins there. */
uint32_t extent_end(const Extents *extents, uint32_t position);

#endif
