/* fake.h - values made up from types, for `--fake`. */
#ifndef FLW_RUNTIME_VALUE_FAKE_H
#define FLW_RUNTIME_VALUE_FAKE_H

#include "runtime/value/literal.h"

/* A value of the type that meets its refinements where these are simple, the
 * same for the same seed. Files and folders get `uri`. NULL with a reason. */
const IdlLiteral *literal_fake(Arena *arena, const IdlType *type, uint64_t seed,
                               const char *uri, const char **why);

#endif
