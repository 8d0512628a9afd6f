/* words.h - how a run's facts are worded, the same in every place. */
#ifndef FLW_RUNTIME_REPORT_WORDS_H
#define FLW_RUNTIME_REPORT_WORDS_H

#include "base/diag_pen.h"
#include "runtime/store/runs.h"

/* "succeeded", "timed out" …; of a node that hit the cache: "cached". */
const char *phase_words(Phase phase, CacheStatus cache);
/* Green for what went well, red for what did not, blue for what goes on. */
Ink phase_ink(Phase phase);
/* "40ms", "1.4s", "12s", "3m05s", "2h10m". */
const char *span_words(Arena *arena, int64_t ns);
/* "2026-11-28 12:45:10", in UTC. */
const char *time_words(Arena *arena, int64_t ns);
/* "1 task", "3 tasks". */
const char *count_words(Arena *arena, uint64_t n, const char *noun);
/* "the user's part" or "the platform's part" with Flyte's word behind. */
const char *blame_words(FaultKind kind);
/* One line without anything a terminal would obey: the first; a colon that
 * leads to the next is left out. */
const char *plain_words(Arena *arena, const char *text);
/* All lines of it, each behind the indent, the first as it stands. */
void add_lines(Buf *out, const char *text, const char *indent);

/* The values with objects shown as the paths where they lie. */
const IdlLiteral *value_with_paths(Home *home, Arena *arena,
                                   const IdlLiteral *value);

#endif
