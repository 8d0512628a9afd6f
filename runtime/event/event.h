/* event.h - a change as one of Flyte's messages, and as a CloudEvent. */
#ifndef FLW_RUNTIME_EVENT_EVENT_H
#define FLW_RUNTIME_EVENT_EVENT_H

#include "base/buf.h"
#include "runtime/event/change.h"

/* WorkflowExecutionEvent, NodeExecutionEvent or TaskExecutionEvent, sharing
 * what the change holds. NULL for phases that Flyte has no event for: not yet
 * begun, interrupted. */
const ProtobufCMessage *event_message(Arena *arena, const Change *change);

/* Adds CloudEvents 1.0 in structured mode, without a line end; its data is the
 * message and comes last. (source, id) tells equal events from new ones.
 * False: there is no event for it. */
bool event_envelope(Buf *out, const Change *change, const char *source);
/* The data alone of such a text: [*len bytes at what is given. */
const char *event_data(const char *envelope, size_t envelope_len, size_t *len);

#endif
