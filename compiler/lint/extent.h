/* extent.h - where what begins at a place ends, and where what goes on there
 * has begun. For this folder alone. */
#ifndef FLW_COMPILER_LINT_EXTENT_H
#define FLW_COMPILER_LINT_EXTENT_H

#include "base/map.h"
#include "grammar/ast.h"

typedef struct Inside {
    uint32_t position;
    uint32_t start; /* of the innermost around it; 0: none */
} Inside;

/* Set `arena`, leave the rest zero. */
typedef struct Extents {
    Arena *arena;
    Map ends;            /* a position that is asked for -> the end */
    Vec(Inside) insides; /* by position, ascending */
} Extents;

/* Says that the end of what begins at the position will be asked for. */
void extent_want(Extents *extents, uint32_t position);
/* Says that the start of what is around the position will be asked for; the
 * positions ascend. */
void extent_want_start(Extents *extents, uint32_t position);
/* Finds the ends: of declarations, inputs, cases, statements, expressions,
 * types, and of named values (`script: …`), the longest that begins there. */
void extents_find(Extents *extents, const Module *module);
/* 0: nothing begins there. */
uint32_t extent_end(const Extents *extents, uint32_t position);
/* Of the innermost declaration, input, statement or named value; 0: none. */
uint32_t extent_start(const Extents *extents, uint32_t position);

#endif
