/* log_tail.h - the end of a task's log, safe to show. */
#ifndef FLW_RUNTIME_PROCESS_LOG_TAIL_H
#define FLW_RUNTIME_PROCESS_LOG_TAIL_H

#include "base/arena.h"

/* The last `lines` lines (at most 64 KiB), control characters made visible;
 * "" when there is nothing. */
const char *log_tail(Arena *arena, const char *path, unsigned lines);

#endif
