/* sender.h - what the server says: answers, notifications, requests. */
#ifndef FLW_COMPILER_LSP_SENDER_H
#define FLW_COMPILER_LSP_SENDER_H

#include "base/json_out.h"
#include "compiler/lsp/transport.h"

/* JSON-RPC's, and the protocol's own. */
enum {
    PARSE_ERROR = -32700,
    INVALID_REQUEST = -32600,
    METHOD_NOT_FOUND = -32601,
    NOT_INITIALIZED = -32002,
    REQUEST_FAILED = -32803,
    REQUEST_CANCELLED = -32800
};

typedef struct Sender {
    Transport *transport;
    Arena *arena; /* of messages on their way */
    bool gone;    /* the other side is */
} Sender;

/* One message, as it is written: begin, put, end. */
typedef struct Message {
    Buf body;
    JsonOut out;
} Message;

/* An answer; what follows is the value of its "result". id NULL: null. */
void sender_begin_answer(Sender *sender, Message *message, const Json *id);
/* A notification, or a request when there is an id; what follows is the value
 * of its "params". */
void sender_begin_call(Sender *sender, Message *message, const char *method,
                       const char *id);
/* A request without params. */
void sender_ask(Sender *sender, const char *method, const char *id);
void sender_end(Sender *sender, Message *message);
void sender_fail(Sender *sender, const Json *id, int code, const char *why);

#endif
