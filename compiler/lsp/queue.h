/* queue.h - messages that were read, and wait for their turn.
 *
 * The input is read as far as it goes before anything is answered, so that a
 * request whose cancellation came behind it costs nothing. */
#ifndef FLW_COMPILER_LSP_QUEUE_H
#define FLW_COMPILER_LSP_QUEUE_H

#include "base/json.h"
#include "compiler/lsp/transport.h"

enum { QUEUE_MAX = 4096 }; /* messages that wait; the input waits then, too */

typedef struct Incoming {
    struct Incoming *next;
    Arena arena; /* of all of it */
    const Json *id, *params;
    const char *method; /* NULL: an answer to what we asked */
    const Json *result; /* of such an answer; NULL: none, or an error */
    const char *why;    /* it is no message: the reason */
    bool cancelled;
} Incoming;

typedef struct Queue {
    Incoming *first, **last;
    uint32_t len;
    bool ended;      /* there is no more input … */
    const char *why; /* …because of this; NULL: it is over */
} Queue;

void queue_init(Queue *queue);
/* Reads what is there; waits for a message when there is none. */
void queue_fill(Queue *queue, Transport *transport);
/* The next message; NULL: there is none, and none will come. */
Incoming *queue_take(Queue *queue);
/* …of what was not taken. */
void queue_release(Queue *queue);
void incoming_release(Incoming *incoming);

#endif
