/* secret_name.h - how a secret is called in a file of secrets. */
#ifndef FLW_RUNTIME_TASK_SECRET_NAME_H
#define FLW_RUNTIME_TASK_SECRET_NAME_H

#include "runtime/task/secrets.h"

/* "DB_PASSWORD" of group "db" and key "password". */
const char *secret_name(Arena *arena, const IdlSecret *secret);

#endif
