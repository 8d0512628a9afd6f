/* words.h - what a picture says at its nodes and edges: worded once. */
#ifndef FLW_SPEC_CHART_WORDS_H
#define FLW_SPEC_CHART_WORDS_H

#include "spec/chart/chart.h"

/* What the node is: "task", "map", "sub-workflow", ... */
const char *chart_kind_word(const ChartNode *node);
/* What it does, without its id: "trips.fetch_day", "approve \"ship\"", "sleep
 * 10m"; "" where the id says it all. */
const char *chart_deed(Arena *arena, const ChartNode *node);
/* The task that is mapped, without what the compiler adds to its name. */
const char *chart_mapped(Arena *arena, const ChartNode *node);
/* "else", or the condition after "if ". */
const char *chart_condition(Arena *arena, const char *condition);
/* "added", "removed", "changed", or "": of what has these sides. */
const char *chart_change_word(const Chart *chart, uint8_t sides, bool changed);

#endif
