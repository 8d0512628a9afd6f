/* flyte_name.h - names of tasks, workflows and launch plans in Flyte.
 *
 * Flyte itself looks at their length alone; but they go into addresses, paths
 * and labels, where only these characters are safe. */
#ifndef FLW_TYPESYS_FLYTE_NAME_H
#define FLW_TYPESYS_FLYTE_NAME_H

#include "base/arena.h"

enum { FLYTE_NAME_MAX = 255 }; /* bytes, in flyteadmin's tables */

/* What is wrong with it, for behind the name; NULL: nothing. */
const char *flyte_name_fault(const char *name);
/* One like it that is fine but perhaps too long: `_` for each character that no
 * name may have, without empty parts. */
const char *flyte_name_repair(Arena *arena, const char *name);

#endif
