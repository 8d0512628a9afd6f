/* sink_kafka.c - CloudEvents to a topic of Kafka: `make KAFKA=1`. */
#include "runtime/event/sink.h"

#ifdef FLW_KAFKA

#include <librdkafka/rdkafka.h>

enum { POLL_MS = 100, CLOSE_MS = 1000 };

typedef struct KafkaSink {
    const char *topic;
    rd_kafka_t *producer;
    bool answered, arrived; /* the one message that is on its way */
} KafkaSink;

static void on_delivery(rd_kafka_t *producer, const rd_kafka_message_t *message,
                        void *self)
{
    (void)producer;
    KafkaSink *sink = self;
    sink->answered = true;
    sink->arrived = message->err == RD_KAFKA_RESP_ERR_NO_ERROR;
}

static bool set(rd_kafka_conf_t *settings, const char *name, const char *value,
                char *reason, size_t room)
{
    return rd_kafka_conf_set(settings, name, value, reason, room) ==
           RD_KAFKA_CONF_OK;
}

/* Idempotent: what the producer itself sends again is there once. */
static rd_kafka_t *producer_of(KafkaSink *sink, const char *server,
                               char *reason, size_t room)
{
    rd_kafka_conf_t *settings = rd_kafka_conf_new();
    rd_kafka_conf_set_opaque(settings, sink);
    rd_kafka_conf_set_dr_msg_cb(settings, on_delivery);
    rd_kafka_t *producer = NULL;
    if (set(settings, "bootstrap.servers", server, reason, room) &&
        set(settings, "enable.idempotence", "true", reason, room) &&
        set(settings, "message.timeout.ms", "10000", reason, room) &&
        set(settings, "log_level", "0", reason, room))
        producer = rd_kafka_new(RD_KAFKA_PRODUCER, settings, reason, room);
    if (!producer)
        rd_kafka_conf_destroy(settings);
    return producer;
}

static void *open_kafka(Arena *arena, const char *target, const char **why)
{
    KafkaSink *sink = arena_new(arena, KafkaSink);
    char reason[256] = "";
    const char *server;
    if (!sink_split(arena, target, "topic", &server, &sink->topic, why))
        return NULL;
    server += sizeof("kafka://") - 1;
    sink->producer = producer_of(sink, server, reason, sizeof(reason));
    if (sink->producer)
        return sink;
    *why = arena_print(arena, "librdkafka cannot use `%s`: %s", target, reason);
    return NULL;
}

static bool send_kafka(void *self, const char *event, size_t len,
                       atomic_bool *stop)
{
    KafkaSink *sink = self;
    sink->answered = sink->arrived = false;
    rd_kafka_resp_err_t failed = rd_kafka_producev(
        sink->producer, RD_KAFKA_V_TOPIC(sink->topic),
        RD_KAFKA_V_VALUE((void *)(uintptr_t)event, len),
        RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_END);
    if (failed)
        return false;
    while (!sink->answered && !*stop)
        rd_kafka_poll(sink->producer, POLL_MS);
    return sink->arrived;
}

static void close_kafka(void *self)
{
    KafkaSink *sink = self;
    rd_kafka_purge(sink->producer,
                   RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    rd_kafka_flush(sink->producer, CLOSE_MS);
    rd_kafka_destroy(sink->producer);
}

#else

static void *open_kafka(Arena *arena, const char *target, const char **why)
{
    (void)target;
    *why = arena_print(arena, "Kafka is not built in: install librdkafka-dev "
                              "and build flw with `make KAFKA=1`");
    return NULL;
}

/* What never opens is neither sent to nor closed. */
#define send_kafka  NULL
#define close_kafka NULL

#endif

const SinkKind sink_kafka = {.scheme = "kafka://",
                             .open = open_kafka,
                             .send = send_kafka,
                             .close = close_kafka};
