/* go_time.h - times as Go's library writes and reads them.
 *
 * A Moment is what protobuf's Timestamp is: seconds since 1970 and nanoseconds
 * from 0 to 999,999,999, of the years 1 to 9999. */
#ifndef FLW_RUNTIME_VALUE_GO_TIME_H
#define FLW_RUNTIME_VALUE_GO_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

enum { NS_OF_SECOND = 1000000000 };

typedef struct Moment {
    int64_t seconds;
    int32_t nanos;
} Moment;

/* Is it in the years 1 to 9999, with nanoseconds in their range? */
bool moment_is_valid(Moment moment);
/* RFC 3339 in UTC, with as many digits of the second as are needed. */
void moment_write(Buf *out, Moment moment);
/* The same with 0, 3, 6 or 9 digits, as protobuf's JSON has it. */
void moment_write_even(Buf *out, Moment moment);
/* time.Parse of RFC 3339; false when it is not one, or of year 0. */
bool moment_read(const char *text, Moment *moment);
/* The same, or a date alone: "2026-01-31" is its midnight in UTC. */
bool moment_read_loosely(const char *text, Moment *moment);

/* time.Duration's String: "1h2m3s", "1.5s", "300ms", "0s". */
void go_duration_write(Buf *out, int64_t ns);
/* time.ParseDuration; `days`: also takes the unit d. */
bool go_duration_read(const char *text, bool days, int64_t *ns);

#endif
