/* cron.h - the times at which a launch plan starts.
 *
 * flyteadmin reads a schedule with robfig/cron's ParseStandard: minute, hour,
 * day of month, month, day of week, or @daily and its like. What is accepted
 * here is accepted there and does fire. Zones (CRON_TZ=) are refused: whether
 * the server knows a zone depends on its image. */
#ifndef FLW_TYPESYS_CRON_H
#define FLW_TYPESYS_CRON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "typesys/launch.h"

typedef struct CronFault {
    const char *why;  /* "the hour wants 0 to 23, found `24`" */
    const char *hint; /* NULL: none */
} CronFault;

/* True when it is a schedule; else *fault says what is wrong. */
bool cron_check(Arena *arena, const char *text, CronFault *fault);

/* The interval in the largest unit that divides it. False when it is not a
 * whole number of minutes, at least one and at most UINT32_MAX. */
bool cron_rate(int64_t interval, int64_t *value, RateUnit *unit);

#endif
