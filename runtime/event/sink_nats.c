/* sink_nats.c - CloudEvents to a subject of NATS: `make NATS=1`. */
#include "runtime/event/sink.h"

#ifdef FLW_NATS

#include <limits.h>
#include <nats/nats.h>

enum { FLUSH_MS = 1500 };

typedef struct NatsSink {
    const char *server;
    const char *subject;
    natsConnection *connection; /* NULL: none now */
} NatsSink;

static void *open_nats(Arena *arena, const char *target, const char **why)
{
    NatsSink *sink = arena_new(arena, NatsSink);
    if (!sink_split(arena, target, "subject", &sink->server, &sink->subject,
                    why))
        return NULL;
    return sink;
}

static void drop(NatsSink *sink)
{
    natsConnection_Destroy(sink->connection);
    sink->connection = NULL;
}

static bool connect_now(NatsSink *sink)
{
    natsOptions *options = NULL;
    bool fine = natsOptions_Create(&options) == NATS_OK &&
                natsOptions_SetURL(options, sink->server) == NATS_OK &&
                natsOptions_SetTimeout(options, FLUSH_MS) == NATS_OK &&
                natsOptions_SetAllowReconnect(options, false) == NATS_OK &&
                natsConnection_Connect(&sink->connection, options) == NATS_OK;
    natsOptions_Destroy(options);
    return fine;
}

/* A flush is answered once the server has what came before it. */
static bool send_nats(void *self, const char *event, size_t len,
                      atomic_bool *stop)
{
    NatsSink *sink = self;
    if (*stop || len > INT_MAX || (!sink->connection && !connect_now(sink)))
        return false;
    if (natsConnection_Publish(sink->connection, sink->subject, event,
                               (int)len) == NATS_OK &&
        natsConnection_FlushTimeout(sink->connection, FLUSH_MS) == NATS_OK)
        return true;
    drop(sink);
    return false;
}

static void close_nats(void *self)
{
    drop(self);
    nats_Close();
}

#else

static void *open_nats(Arena *arena, const char *target, const char **why)
{
    (void)target;
    *why = arena_print(arena, "NATS is not built in: install libnats-dev and "
                              "build flw with `make NATS=1`");
    return NULL;
}

/* What never opens is neither sent to nor closed. */
#define send_nats  NULL
#define close_nats NULL

#endif

const SinkKind sink_nats = {.scheme = "nats://",
                            .open = open_nats,
                            .send = send_nats,
                            .close = close_nats};
