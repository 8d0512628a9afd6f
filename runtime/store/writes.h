/* writes.h - the statements that go through the log. */
#ifndef FLW_RUNTIME_STORE_WRITES_H
#define FLW_RUNTIME_STORE_WRITES_H

#include "runtime/store/log.h"

/* The same address each time. */
const char *write_sql(Write write);

#endif
