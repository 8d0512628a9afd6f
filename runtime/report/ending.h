/* ending.h - what a run came to: its outputs, or why it failed and where to
 * look. */
#ifndef FLW_RUNTIME_REPORT_ENDING_H
#define FLW_RUNTIME_REPORT_ENDING_H

#include "base/diag_pen.h"
#include "base/json_out.h"
#include "runtime/store/runs.h"

/* "swift-otter-1 succeeded in 3.2s: 14 tasks, 3 from the cache", or of a
 * failure: the node, whose part it was, the message, the last lines of the
 * log, the exact command, where its files lie, what to do next. */
void ending_text(Pen *pen, Home *home, const RunRow *run);
/* A line an output: its name and its value, files as paths. */
void outputs_text(Pen *pen, Home *home, const RunRow *run);
/* The outputs alone, as one JSON object. */
void outputs_json(JsonOut *out, Home *home, const RunRow *run);
/* A run without its nodes and values. */
void run_head_json(JsonOut *out, const RunRow *run);
/* All of a run: entity, phase, times, inputs, outputs, error, nodes with their
 * attempts. */
void run_json(JsonOut *out, Home *home, const RunRow *run);

#endif
