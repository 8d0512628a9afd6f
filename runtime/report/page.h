/* page.h - a run as one self-contained HTML page.
 *
 * Readable without network, by anyone with whom it is shared; nothing that a
 * task, a name or a log says is ever markup: a strict content policy, one
 * escaper for texts and attributes, decks in sandboxed frames. */
#ifndef FLW_RUNTIME_REPORT_PAGE_H
#define FLW_RUNTIME_REPORT_PAGE_H

#include "base/buf.h"
#include "runtime/store/runs.h"
#include "spec/package.h"

/* The graph, a timeline, inputs and outputs of each node, logs, decks. False
 * with a reason. */
bool run_page(Buf *out, Home *home, const RunRow *run, const Package *package,
              const char **why);

#endif
