/* server.c - the language server: requests in, answers out. */
#include "compiler/lsp/server.h"

#include <string.h>

#include "compiler/lsp/answers/answers.h"
#include "compiler/lsp/capabilities.h"
#include "compiler/lsp/configuration.h"
#include "compiler/lsp/documents.h"
#include "compiler/lsp/publish.h"

static const struct {
    const char *method;
    Answer *answer;
    bool whole; /* asks for all files of the project */
} answers[] = {
#define ANSWER(method, answer, whole) {method, answer, whole},
#include "compiler/lsp/answers/answers.def"
#undef ANSWER
};

static bool is(const char *text, const char *wanted)
{
    return text && strcmp(text, wanted) == 0;
}

static void put_null_answer(Server *server, const Json *id)
{
    Message message;
    sender_begin_answer(&server->sender, &message, id);
    json_put_null(&message.out);
    sender_end(&server->sender, &message);
}

/* ---- the beginning ---- */

/* The first of the client's that we know; UTF-16 when it names none. */
static Encoding choose_encoding(const Json *params)
{
    const Json *general =
        json_member(json_member(params, "capabilities"), "general");
    const Json *offered = json_member(general, "positionEncodings");
    for (const Json *one = offered ? offered->first : NULL; one;
         one = one->next) {
        if (is(json_text(one), "utf-8"))
            return ENCODING_UTF8;
        if (is(json_text(one), "utf-32"))
            return ENCODING_UTF32;
        if (is(json_text(one), "utf-16"))
            return ENCODING_UTF16;
    }
    return ENCODING_UTF16;
}

/* The folder that is open: the first one, where there are several. */
static const char *root_of(Arena *arena, const Json *params)
{
    const Json *folders = json_member(params, "workspaceFolders");
    const char *uri = json_text(json_member(params, "rootUri"));
    if (folders && folders->kind == JSON_ARRAY && folders->first)
        uri = json_text(json_member(folders->first, "uri"));
    const char *path = uri ? uri_to_path(arena, uri) : NULL;
    return path ? path_without_end(arena, path) : NULL;
}

static void initialize(Server *server, const Json *id, const Json *params)
{
    Workspace *workspace = &server->workspace;
    Message message;
    JsonOut *out = &message.out;
    workspace->encoding = choose_encoding(params);
    workspace->root = root_of(&workspace->arena, params);
    client_meet(&server->client, params);
    workspace->lint = server->client.lint;
    server->initialized = true;
    sender_begin_answer(&server->sender, &message, id);
    json_open(out, '{');
    json_name(out, "capabilities");
    capabilities_put(out, workspace->encoding, &server->client);
    json_name(out, "serverInfo");
    json_open(out, '{');
    put_text(out, "name", "flw");
    put_text(out, "version", server->version);
    json_close(out, '}');
    json_close(out, '}');
    sender_end(&server->sender, &message);
}

/* ---- what we ask of the client ---- */

/* One of a kind: "flw-token-3". */
static const char *new_id(Server *server, const char *what)
{
    return arena_print(&server->scratch, "%s-%u", what, ++server->asked);
}

static bool is_about(const char *id, const char *what)
{
    size_t len = strlen(what);
    return id && strncmp(id, what, len) == 0 && id[len] == '-';
}

static void ask_configuration(Server *server)
{
    Message message;
    JsonOut *out = &message.out;
    sender_begin_call(&server->sender, &message, "workspace/configuration",
                      new_id(server, "flw-configuration"));
    json_open(out, '{');
    json_name(out, "items");
    json_open(out, '[');
    json_open(out, '{');
    put_text(out, "section", "flw");
    json_close(out, '}');
    json_close(out, ']');
    json_close(out, '}');
    sender_end(&server->sender, &message);
}

static void ask_to_watch(Server *server)
{
    Message message;
    sender_begin_call(&server->sender, &message, "client/registerCapability",
                      new_id(server, "flw-watch"));
    watchers_put(&message.out);
    sender_end(&server->sender, &message);
}

static const char *token_text(Server *server)
{
    return arena_print(&server->scratch, "flw-%u", server->tokens);
}

/* A token serves once: the next one is asked for ahead. */
static void ask_for_token(Server *server)
{
    Message message;
    server->tokens++;
    server->can_tell = false;
    sender_begin_call(&server->sender, &message,
                      "window/workDoneProgress/create",
                      new_id(server, "flw-token"));
    json_open(&message.out, '{');
    put_text(&message.out, "token", token_text(server));
    json_close(&message.out, '}');
    sender_end(&server->sender, &message);
}

static void ask_to_renew(Server *server, const char *method)
{
    sender_ask(&server->sender, method, new_id(server, "flw-renew"));
}

static void begin(Server *server)
{
    server->begun = true;
    server->unsettled = true;
    if (server->client.asks_configuration)
        ask_configuration(server);
    if (server->client.watches_files)
        ask_to_watch(server);
    if (server->client.takes_progress)
        ask_for_token(server);
}

static void configure(Server *server, const Json *settings)
{
    client_configure(&server->client, settings);
    if (server->workspace.lint != server->client.lint)
        workspace_stale(&server->workspace);
    server->workspace.lint = server->client.lint;
    server->dirty = server->unsettled = true;
    if (server->client.renews_hints)
        ask_to_renew(server, "workspace/inlayHint/refresh");
    if (server->client.renews_lenses)
        ask_to_renew(server, "workspace/codeLens/refresh");
}

static void take_answer(Server *server, const Incoming *incoming)
{
    const char *id = json_text(incoming->id);
    const Json *result = incoming->result;
    if (is_about(id, "flw-configuration") && result &&
        result->kind == JSON_ARRAY)
        configure(server, result->first);
    else if (is_about(id, "flw-token"))
        server->can_tell = result != NULL;
}

/* ---- progress ---- */

static void tell_progress(Server *server, const Json *token, const char *kind,
                          const char *title)
{
    Message message;
    JsonOut *out = &message.out;
    sender_begin_call(&server->sender, &message, "$/progress", NULL);
    json_open(out, '{');
    json_name(out, "token");
    if (token)
        json_put(out, token);
    else
        json_put_string(out, token_text(server));
    json_name(out, "value");
    json_open(out, '{');
    put_text(out, "kind", kind);
    if (title)
        put_text(out, "title", title);
    json_close(out, '}');
    json_close(out, '}');
    sender_end(&server->sender, &message);
}

/* Reads the project, which may take a while the first time. token: the
 * request's own; NULL: ours, if there is one. */
static void read_project(Server *server, const Json *token)
{
    bool tells = !server->workspace.project.made && (token || server->can_tell);
    if (tells)
        tell_progress(server, token, "begin", "Reading the project");
    workspace_project(&server->workspace);
    if (tells)
        tell_progress(server, token, "end", NULL);
    if (tells && !token)
        ask_for_token(server);
}

/* ---- messages ---- */

static void take_notification(Server *server, const char *method,
                              const Json *params)
{
    if (is(method, "initialized"))
        begin(server);
    else if (is(method, "workspace/didChangeConfiguration")) {
        const Json *flw = json_member(json_member(params, "settings"), "flw");
        if (flw)
            configure(server, flw);
        else if (server->client.asks_configuration)
            ask_configuration(server);
    } else if (documents_take(&server->workspace, method, params)) {
        server->dirty = server->unsettled = true;
    }
}

static void answer(Server *server, const Json *id, const Json *params,
                   Answer *how)
{
    Message message;
    Request request = {.workspace = &server->workspace,
                       .client = &server->client,
                       .arena = &server->scratch,
                       .params = params,
                       .out = &message.out};
    sender_begin_answer(&server->sender, &message, id);
    how(&request);
    if (request.error)
        sender_fail(&server->sender, id, REQUEST_FAILED, request.error);
    else
        sender_end(&server->sender, &message);
}

static void answer_method(Server *server, const Incoming *incoming)
{
    for (size_t i = 0; i < sizeof(answers) / sizeof(*answers); i++) {
        if (!is(incoming->method, answers[i].method))
            continue;
        if (answers[i].whole)
            read_project(server,
                         json_member(incoming->params, "workDoneToken"));
        answer(server, incoming->id, incoming->params, answers[i].answer);
        return;
    }
    sender_fail(
        &server->sender, incoming->id, METHOD_NOT_FOUND,
        arena_print(&server->scratch, "no method `%s`", incoming->method));
}

static void tell_opened(Server *server)
{
    server->dirty = false;
    if (!server->client.pull)
        publish_opened(&server->workspace, &server->client, &server->sender);
}

/* What is dirty is told before, so that no client ends with an old list. */
static void shut_down(Server *server, const Json *id)
{
    if (server->dirty)
        tell_opened(server);
    server->shut = true;
    server->unsettled = false;
    put_null_answer(server, id);
}

static void serve_request(Server *server, const Incoming *incoming)
{
    const Json *id = incoming->id;
    if (incoming->cancelled)
        sender_fail(&server->sender, id, REQUEST_CANCELLED, "cancelled");
    else if (is(incoming->method, "initialize") && !server->initialized)
        initialize(server, id, incoming->params);
    else if (is(incoming->method, "initialize"))
        sender_fail(&server->sender, id, INVALID_REQUEST,
                    "initialize comes once");
    else if (!server->initialized)
        sender_fail(&server->sender, id, NOT_INITIALIZED,
                    "initialize comes first");
    else if (is(incoming->method, "shutdown"))
        shut_down(server, id);
    else if (server->shut)
        sender_fail(&server->sender, id, INVALID_REQUEST,
                    "the server was shut down");
    else
        answer_method(server, incoming);
}

/* False: the session is over. */
static bool serve(Server *server, const Incoming *incoming)
{
    if (incoming->why) {
        sender_fail(&server->sender, NULL, PARSE_ERROR, incoming->why);
        return true;
    }
    if (is(incoming->method, "exit"))
        return false;
    if (incoming->id && incoming->method)
        serve_request(server, incoming);
    else if (incoming->method)
        take_notification(server, incoming->method, incoming->params);
    else if (incoming->id)
        take_answer(server, incoming);
    else
        sender_fail(&server->sender, NULL, INVALID_REQUEST,
                    "a message without method");
    return true;
}

/* Diagnostics go out when nothing waits to be served; those of files that are
 * not open when nothing has come for a while, either. */
static void settle(Server *server)
{
    enum { WHILE = 200 }; /* ms */
    if (server->queue.len || transport_waits(server->transport, 0))
        return;
    if (server->dirty)
        tell_opened(server);
    if (!server->unsettled || !server->begun || server->client.pull ||
        transport_waits(server->transport, WHILE))
        return;
    server->unsettled = false;
    read_project(server, NULL);
    publish_project(&server->workspace, &server->client, &server->sender);
}

void lsp_init(Server *server, Transport *transport, const char *version)
{
    *server = (Server){.transport = transport, .version = version};
    server->sender =
        (Sender){.transport = transport, .arena = &server->scratch};
    queue_init(&server->queue);
    workspace_init(&server->workspace);
    client_meet(&server->client, NULL);
}

int lsp_serve(Server *server)
{
    bool goes_on = true;
    while (goes_on && !server->sender.gone) {
        queue_fill(&server->queue, server->transport);
        Incoming *incoming = queue_take(&server->queue);
        if (!incoming)
            break;
        goes_on = serve(server, incoming);
        incoming_release(incoming);
        if (goes_on && !server->sender.gone)
            settle(server);
        arena_reset(&server->scratch);
    }
    if (server->queue.why && goes_on)
        sender_fail(&server->sender, NULL, PARSE_ERROR, server->queue.why);
    queue_release(&server->queue);
    arena_release(&server->scratch);
    workspace_close(&server->workspace);
    return server->shut ? 0 : 1;
}
