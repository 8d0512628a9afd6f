/* listing.h - runs as lines, and one of them in full. */
#ifndef FLW_RUNTIME_REPORT_LISTING_H
#define FLW_RUNTIME_REPORT_LISTING_H

#include "base/diag_pen.h"
#include "runtime/store/runs.h"

/* A line a run: id, state, when, how long, entity. */
void runs_text(Pen *pen, const RunRow *runs, uint32_t n);
/* A run: its head, inputs, a line a node, outputs, error. */
bool run_text(Pen *pen, Home *home, const RunRow *run, const char **why);
/* A node: state, times, inputs, outputs, attempts with their commands and
 * folders. */
bool node_text(Pen *pen, Home *home, const RunRow *run, const NodeRow *node,
               const char **why);

#endif
