/* compare.h - what differs between two runs. */
#ifndef FLW_RUNTIME_REPORT_COMPARE_H
#define FLW_RUNTIME_REPORT_COMPARE_H

#include "base/diag_pen.h"
#include "runtime/store/runs.h"

/* Package, inputs, outputs; then node by node: states, values, times that
 * differ by more than a tenth, cache hits. *differs: in anything but times. */
bool compare_text(Pen *pen, Home *home, const RunRow *left, const RunRow *right,
                  bool *differs, const char **why);

#endif
