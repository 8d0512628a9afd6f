/* go_number.h - numbers and bools as Go's library writes and reads them: Flyte
 * is written in Go, and what its containers see is what Go prints. */
#ifndef FLW_RUNTIME_VALUE_GO_NUMBER_H
#define FLW_RUNTIME_VALUE_GO_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* fmt's %v: 100000, 1e+06, 0.1, 1e-05, +Inf, NaN. */
void go_float_write(Buf *out, double number);
/* strconv.FormatFloat(number, 'f', -1, 64): never an exponent. */
void go_float_write_plain(Buf *out, double number);

/* strconv.ParseInt in base 10, ParseFloat, ParseBool: all of the text, or
 * false. */
bool go_int_read(const char *text, int64_t *number);
bool go_float_read(const char *text, double *number);
bool go_bool_read(const char *text, bool *yes);

#endif
