/* take.h - values from outside, with the files they name taken in. */
#ifndef FLW_RUNTIME_STORE_TAKE_H
#define FLW_RUNTIME_STORE_TAKE_H

#include "runtime/store/objects.h"
#include "runtime/value/literal.h"

/* The value with every local path in it (relative to `folder`, absolute, or
 * file://) as an object; other uris stay. NULL with a reason that names the
 * path. */
const IdlLiteral *take_files(Home *home, Arena *arena, const char *folder,
                             const IdlLiteral *value, const char **why);

#endif
