/* events.h - events that were committed along with what they tell of, until
 * they are in the run's events.jsonl. */
#ifndef FLW_RUNTIME_STORE_EVENTS_H
#define FLW_RUNTIME_STORE_EVENTS_H

#include "base/buf.h"
#include "runtime/store/home.h"

bool event_put(Home *home, const char *run_id, uint64_t seq, const char *line,
               const char **why);
/* Those before `seq` are in the file. */
bool events_done(Home *home, const char *run_id, uint64_t seq,
                 const char **why);
/* Adds the lines of those from `seq` on, in their order. */
bool events_left(Home *home, const char *run_id, uint64_t seq, Buf *lines,
                 const char **why);

#endif
