/* sender.c - what the server says. */
#include "compiler/lsp/sender.h"

static void begin(Sender *sender, Message *message)
{
    *message = (Message){.body.arena = sender->arena};
    message->out.buf = &message->body;
    json_open(&message->out, '{');
    json_name(&message->out, "jsonrpc");
    json_put_string(&message->out, "2.0");
}

static void put_id(JsonOut *out, const Json *id)
{
    json_name(out, "id");
    if (id)
        json_put(out, id);
    else
        json_put_null(out);
}

void sender_begin_answer(Sender *sender, Message *message, const Json *id)
{
    begin(sender, message);
    put_id(&message->out, id);
    json_name(&message->out, "result");
}

static void begin_call(Sender *sender, Message *message, const char *method,
                       const char *id)
{
    begin(sender, message);
    if (id) {
        json_name(&message->out, "id");
        json_put_string(&message->out, id);
    }
    json_name(&message->out, "method");
    json_put_string(&message->out, method);
}

void sender_begin_call(Sender *sender, Message *message, const char *method,
                       const char *id)
{
    begin_call(sender, message, method, id);
    json_name(&message->out, "params");
}

void sender_ask(Sender *sender, const char *method, const char *id)
{
    Message message;
    begin_call(sender, &message, method, id);
    sender_end(sender, &message);
}

void sender_end(Sender *sender, Message *message)
{
    json_close(&message->out, '}');
    if (!transport_write(sender->transport, &message->body))
        sender->gone = true;
}

void sender_fail(Sender *sender, const Json *id, int code, const char *why)
{
    Message message;
    JsonOut *out = &message.out;
    begin(sender, &message);
    put_id(out, id);
    json_name(out, "error");
    json_open(out, '{');
    json_name(out, "code");
    json_put_int64(out, code);
    json_name(out, "message");
    json_put_string(out, why);
    json_close(out, '}');
    sender_end(sender, &message);
}
