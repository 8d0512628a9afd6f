/* sinks.h - changes as Flyte's events, to files, to an HTTP endpoint, to NATS
 * or Kafka.
 *
 * Shape: the JSON of flyteidl's WorkflowExecutionEvent, NodeExecutionEvent,
 * TaskExecutionEvent, one a line. A sink that is slow or dead never stops a
 * run: events lie in runs/RUN/events.jsonl and are sent from there, again
 * after a failure, and by a later `flw resume` to the same target. What has
 * arrived is noted afterwards, so that a kill in between sends it twice:
 * CloudEvents are then equal in source and id, lines are equal. */
#ifndef FLW_RUNTIME_EVENT_SINKS_H
#define FLW_RUNTIME_EVENT_SINKS_H

#include "runtime/event/change.h"

typedef struct Sinks Sinks;

/* Each target: "-" (standard output), a path, "http://…" or "https://…"
 * (CloudEvents, structured mode), "nats://host/subject", "kafka://host/topic".
 * NULL with a reason: not understood, or not built in (says how). */
Sinks *sinks_open(Arena *arena, const char *run_folder,
                  const char *const *targets, size_t n, const char **why);
/* From now on events are put into the home along with what they tell of, until
 * they are in events.jsonl; those that a killed driver committed and did not
 * come to write there are brought in. False with a reason. */
bool sinks_keep(Sinks *sinks, Home *home, const char *run_id, const char **why);
Listener sinks_listener(Sinks *sinks);
/* Sends what is left, for at most `patience` ns; how many events wait still. */
uint64_t sinks_close(Sinks *sinks, int64_t patience);

/* The event of a change, one line without its end; NULL for phases that Flyte
 * has no event for: not yet begun, interrupted. */
const char *event_json(Arena *arena, const Change *change);

#endif
