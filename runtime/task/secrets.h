/* secrets.h - values that tasks may see and nobody else.
 *
 * A secret of group "db" and key "password" is FLW_SECRET_DB_PASSWORD in our
 * environment or a line DB_PASSWORD=value of the file of --secrets. It
 * reaches a task by environment or file alone: never a literal, log, event,
 * report, cache key or command line. */
#ifndef FLW_RUNTIME_TASK_SECRETS_H
#define FLW_RUNTIME_TASK_SECRETS_H

#include "runtime/value/literal.h"

typedef struct Secrets Secrets;

/* `path` may be NULL. NULL with a reason. */
Secrets *secrets_new(Arena *arena, const char *path, const char **why);
/* NULL: we have none. */
const char *secret_value(const Secrets *secrets, const IdlSecret *secret);

#endif
