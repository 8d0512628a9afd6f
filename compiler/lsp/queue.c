/* queue.c - messages that were read, and wait for their turn. */
#include "compiler/lsp/queue.h"

#include <string.h>

void queue_init(Queue *queue)
{
    *queue = (Queue){.last = &queue->first};
}

void incoming_release(Incoming *incoming)
{
    Arena arena = incoming->arena;
    arena_release(&arena);
}

/* The reason that the transport gives lives as long as the transport. */
static Incoming *read_message(Transport *transport, const char **why)
{
    Arena arena = {0};
    FileText body;
    if (!transport_read(transport, &arena, &body, why)) {
        arena_release(&arena);
        return NULL;
    }
    Incoming *incoming = arena_new(&arena, Incoming);
    const Json *json =
        json_parse(&arena, body.text, body.len, &incoming->why, NULL);
    incoming->id = json_member(json, "id");
    incoming->params = json_member(json, "params");
    incoming->method = json_text(json_member(json, "method"));
    incoming->result = json_member(json, "result");
    incoming->arena = arena;
    return incoming;
}

static bool same_id(const Json *left, const Json *right)
{
    return left && right && left->kind == right->kind && left->text &&
           right->text && strcmp(left->text, right->text) == 0;
}

static void cancel(Queue *queue, const Json *id)
{
    for (Incoming *one = queue->first; one; one = one->next)
        if (one->method && same_id(one->id, id))
            one->cancelled = true;
}

static void add(Queue *queue, Incoming *incoming)
{
    if (incoming->method && strcmp(incoming->method, "$/cancelRequest") == 0) {
        cancel(queue, json_member(incoming->params, "id"));
        incoming_release(incoming);
        return;
    }
    *queue->last = incoming;
    queue->last = &incoming->next;
    queue->len++;
}

void queue_fill(Queue *queue, Transport *transport)
{
    while (!queue->ended && queue->len < QUEUE_MAX &&
           (queue->len == 0 || transport_waits(transport, 0))) {
        Incoming *incoming = read_message(transport, &queue->why);
        if (incoming)
            add(queue, incoming);
        else
            queue->ended = true;
    }
}

Incoming *queue_take(Queue *queue)
{
    Incoming *incoming = queue->first;
    if (!incoming)
        return NULL;
    queue->first = incoming->next;
    if (!queue->first)
        queue->last = &queue->first;
    queue->len--;
    return incoming;
}

void queue_release(Queue *queue)
{
    for (Incoming *one; (one = queue_take(queue));)
        incoming_release(one);
}
