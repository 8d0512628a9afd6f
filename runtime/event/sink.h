/* sink.h - a place where events go, one after the other.
 *
 * Each sink has a thread of its own that sends what lies in the spool, so that
 * a slow or dead one holds up nobody. */
#ifndef FLW_RUNTIME_EVENT_SINK_H
#define FLW_RUNTIME_EVENT_SINK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

typedef struct SinkKind {
    const char *scheme; /* what targets begin with; NULL: a path, or "-" */
    bool fleeting;      /* gets what is new alone, not what an earlier process
                           left */
    /* NULL with a reason: not understood, not built in. */
    void *(*open)(Arena *arena, const char *target, const char **why);
    /* One CloudEvent; true when it has arrived. Called by the sink's thread;
     * returns within two seconds after *stop is set and wake was called. */
    bool (*send)(void *self, const char *event, size_t len, atomic_bool *stop);
    void (*wake)(void *self); /* from another thread; NULL: no need */
    void (*close)(void *self);
} SinkKind;

extern const SinkKind sink_output; /* "-" */
extern const SinkKind sink_file;
extern const SinkKind sink_http;
extern const SinkKind sink_https;
extern const SinkKind sink_nats;
extern const SinkKind sink_kafka;

/* "nats://HOST/NAME" as "nats://HOST" and NAME. False with a reason that says
 * what the name is called. */
bool sink_split(Arena *arena, const char *target, const char *what,
                const char **server, const char **name, const char **why);

#endif
