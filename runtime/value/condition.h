/* condition.h - which branch is taken (flyte-spec 4.6). */
#ifndef FLW_RUNTIME_VALUE_CONDITION_H
#define FLW_RUNTIME_VALUE_CONDITION_H

#include "runtime/value/literal.h"

/* Both sides of `and` and `or` are always looked at, as Flyte does. False with
 * a reason when a side is missing, is no primitive, or kinds differ. */
bool condition_holds(Arena *arena, const IdlCondition *condition,
                     const IdlLiteralMap *inputs, bool *holds,
                     const char **why);

#endif
