/* fake_where.h - a value that a refinement allows. */
#ifndef FLW_RUNTIME_VALUE_FAKE_WHERE_H
#define FLW_RUNTIME_VALUE_FAKE_WHERE_H

#include "runtime/value/where.h"

/* Changes *value, if it must, into one of its kind for which the refinement
 * holds: tried are the constants in it, what lies beside and between them, and
 * texts that its patterns match. False when none of these does. */
bool where_bend(Arena *arena, const Where *where, WhereValue *value);

#endif
