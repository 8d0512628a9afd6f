/* narrowing.h - does one refinement allow all that another does?
 *
 * A spec holds a refinement as text. It is read back by the parser and proved
 * by the checker, as if it had been written. */
#ifndef FLW_COMPILER_DIFF_NARROWING_H
#define FLW_COMPILER_DIFF_NARROWING_H

#include "compiler/diff/shape.h"

/* Both have a `where`, of the same kind. False when unproved: also for a text
 * that this version does not understand. */
bool narrowing_fits(Arena *arena, const Shape *narrow, const Shape *wide);

#endif
