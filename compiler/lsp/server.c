/* server.c - the language server: requests in, answers out. */
#include "compiler/lsp/server.h"

#include <string.h>

#include "compiler/lsp/publish.h"
#include "compiler/lsp/request.h"

/* JSON-RPC's, and the protocol's own. */
enum {
    PARSE_ERROR = -32700,
    INVALID_REQUEST = -32600,
    METHOD_NOT_FOUND = -32601,
    NOT_INITIALIZED = -32002,
    REQUEST_FAILED = -32803
};

static const struct {
    const char *method;
    Answer *answer;
} answers[] = {
    {"textDocument/hover", answer_hover},
    {"textDocument/definition", answer_definition},
    {"textDocument/typeDefinition", answer_type_definition},
    {"textDocument/references", answer_references},
    {"textDocument/documentHighlight", answer_highlight},
    {"textDocument/prepareRename", answer_prepare_rename},
    {"textDocument/rename", answer_rename},
    {"textDocument/documentSymbol", answer_document_symbols},
    {"workspace/symbol", answer_workspace_symbols},
    {"textDocument/completion", answer_completion},
    {"textDocument/signatureHelp", answer_signature},
    {"textDocument/formatting", answer_formatting},
    {"textDocument/foldingRange", answer_folding},
    {"textDocument/semanticTokens/full", answer_tokens},
    {"textDocument/inlayHint", answer_hints},
    {"textDocument/codeAction", answer_actions},
    {"textDocument/documentLink", answer_links},
};

static bool is(const char *text, const char *wanted)
{
    return text && strcmp(text, wanted) == 0;
}

/* ---- sending ---- */

static void open_answer(JsonOut *out, const Json *id)
{
    json_open(out, '{');
    put_text(out, "jsonrpc", "2.0");
    json_name(out, "id");
    if (id)
        json_put(out, id);
    else
        json_put_null(out);
}

static void send(Server *server, const Buf *body)
{
    if (!transport_write(server->transport, body))
        server->gone = true;
}

static void send_error(Server *server, const Json *id, int code,
                       const char *message)
{
    Buf body = {.arena = &server->scratch};
    JsonOut out = {.buf = &body};
    open_answer(&out, id);
    json_name(&out, "error");
    json_open(&out, '{');
    json_name(&out, "code");
    json_put_int64(&out, code);
    put_text(&out, "message", message);
    json_close(&out, '}');
    json_close(&out, '}');
    send(server, &body);
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

static void put_yes(JsonOut *out, const char *name)
{
    json_name(out, name);
    json_put_bool(out, true);
}

static void put_list(JsonOut *out, const char *name, const char *const *items)
{
    json_name(out, name);
    json_open(out, '[');
    for (; *items; items++)
        json_put_string(out, *items);
    json_close(out, ']');
}

static void put_with_triggers(JsonOut *out, const char *name,
                              const char *const *triggers)
{
    json_name(out, name);
    json_open(out, '{');
    put_list(out, "triggerCharacters", triggers);
    json_close(out, '}');
}

static void put_tokens(JsonOut *out)
{
    static const char *const modifiers[] = {"declaration", NULL};
    json_name(out, "semanticTokensProvider");
    json_open(out, '{');
    json_name(out, "legend");
    json_open(out, '{');
    put_list(out, "tokenTypes", token_types);
    put_list(out, "tokenModifiers", modifiers);
    json_close(out, '}');
    put_yes(out, "full");
    json_close(out, '}');
}

static void put_capabilities(JsonOut *out, Encoding encoding)
{
    static const char *const encodings[] = {"utf-16", "utf-8", "utf-32"};
    static const char *const dots[] = {".", NULL};
    static const char *const commas[] = {"(", ",", NULL};
    static const char *const kinds[] = {"quickfix", "source.fixAll.flw", NULL};
    put_text(out, "positionEncoding", encodings[encoding]);
    json_name(out, "textDocumentSync");
    json_open(out, '{');
    put_yes(out, "openClose");
    json_name(out, "change");
    json_put_int64(out, 2); /* the changed parts alone */
    json_close(out, '}');
    put_yes(out, "hoverProvider");
    put_yes(out, "definitionProvider");
    put_yes(out, "typeDefinitionProvider");
    put_yes(out, "referencesProvider");
    put_yes(out, "documentHighlightProvider");
    put_yes(out, "documentSymbolProvider");
    put_yes(out, "workspaceSymbolProvider");
    put_yes(out, "documentFormattingProvider");
    put_yes(out, "foldingRangeProvider");
    put_yes(out, "inlayHintProvider");
    json_name(out, "documentLinkProvider");
    json_open(out, '{');
    json_close(out, '}');
    json_name(out, "renameProvider");
    json_open(out, '{');
    put_yes(out, "prepareProvider");
    json_close(out, '}');
    json_name(out, "codeActionProvider");
    json_open(out, '{');
    put_list(out, "codeActionKinds", kinds);
    json_close(out, '}');
    put_with_triggers(out, "completionProvider", dots);
    put_with_triggers(out, "signatureHelpProvider", commas);
    put_tokens(out);
}

static void initialize(Server *server, const Json *id, const Json *params)
{
    Workspace *workspace = &server->workspace;
    const char *root = json_text(json_member(params, "rootUri"));
    workspace->encoding = choose_encoding(params);
    workspace->root = root ? uri_to_path(&workspace->arena, root) : NULL;
    server->initialized = true;
    Buf body = {.arena = &server->scratch};
    JsonOut out = {.buf = &body};
    open_answer(&out, id);
    json_name(&out, "result");
    json_open(&out, '{');
    json_name(&out, "capabilities");
    json_open(&out, '{');
    put_capabilities(&out, workspace->encoding);
    json_close(&out, '}');
    json_name(&out, "serverInfo");
    json_open(&out, '{');
    put_text(&out, "name", "flw");
    put_text(&out, "version", server->version);
    json_close(&out, '}');
    json_close(&out, '}');
    json_close(&out, '}');
    send(server, &body);
}

/* ---- documents ---- */

static const Json *document_of(const Json *params)
{
    return json_member(params, "textDocument");
}

static void open_document(Server *server, const Json *params)
{
    const Json *about = document_of(params);
    const char *uri = json_text(json_member(about, "uri"));
    const char *text = json_text(json_member(about, "text"));
    if (!uri || !text)
        return;
    Document *document = workspace_open(&server->workspace, uri);
    document_set(document, text, strlen(text));
    json_int64(json_member(about, "version"), &document->version);
    server->dirty = true;
}

static void change_document(Server *server, const Json *params)
{
    const Json *about = document_of(params);
    const char *uri = json_text(json_member(about, "uri"));
    Document *document = uri ? workspace_find(&server->workspace, uri) : NULL;
    const Json *changes = json_member(params, "contentChanges");
    if (!document || !document->open || !changes)
        return;
    for (const Json *one = changes->first; one; one = one->next)
        document_edit(&server->workspace, document, one);
    json_int64(json_member(about, "version"), &document->version);
    server->dirty = true;
}

static void close_document(Server *server, const Json *params)
{
    const char *uri = json_text(json_member(document_of(params), "uri"));
    Document *document = uri ? workspace_find(&server->workspace, uri) : NULL;
    if (document)
        document->open = false;
    server->dirty = true;
}

/* ---- messages ---- */

/* Those that change what is known; whether it was one. */
static bool notify(Server *server, const char *method, const Json *params)
{
    if (is(method, "textDocument/didOpen"))
        open_document(server, params);
    else if (is(method, "textDocument/didChange"))
        change_document(server, params);
    else if (is(method, "textDocument/didClose"))
        close_document(server, params);
    else if (is(method, "textDocument/didSave") ||
             is(method, "workspace/didChangeWatchedFiles"))
        server->dirty = true;
    else
        return false;
    if (server->dirty)
        workspace_touch(&server->workspace);
    return true;
}

static void answer(Server *server, const Json *id, const Json *params,
                   Answer *how)
{
    Buf body = {.arena = &server->scratch};
    JsonOut out = {.buf = &body};
    Request request = {.workspace = &server->workspace,
                       .arena = &server->scratch,
                       .params = params,
                       .out = &out};
    open_answer(&out, id);
    json_name(&out, "result");
    how(&request);
    json_close(&out, '}');
    if (request.error)
        send_error(server, id, REQUEST_FAILED, request.error);
    else
        send(server, &body);
}

static Answer *answer_of(const char *method)
{
    for (size_t i = 0; i < sizeof(answers) / sizeof(*answers); i++)
        if (is(method, answers[i].method))
            return answers[i].answer;
    return NULL;
}

/* What is dirty is told before, so that no client ends with an old list. */
static void shut_down(Server *server, const Json *id)
{
    Buf body = {.arena = &server->scratch};
    JsonOut out = {.buf = &body};
    if (server->dirty)
        publish(&server->workspace, server->transport, &server->scratch);
    server->shut = true;
    server->dirty = false;
    open_answer(&out, id);
    json_name(&out, "result");
    json_put_null(&out);
    json_close(&out, '}');
    send(server, &body);
}

static void serve_request(Server *server, const Json *id, const char *method,
                          const Json *params)
{
    Answer *how = answer_of(method);
    if (is(method, "initialize"))
        initialize(server, id, params);
    else if (!server->initialized)
        send_error(server, id, NOT_INITIALIZED, "initialize comes first");
    else if (is(method, "shutdown"))
        shut_down(server, id);
    else if (server->shut)
        send_error(server, id, INVALID_REQUEST, "the server was shut down");
    else if (how)
        answer(server, id, params, how);
    else
        send_error(server, id, METHOD_NOT_FOUND,
                   arena_print(&server->scratch, "no method `%s`", method));
}

/* False: the session is over. */
static bool serve(Server *server, FileText body)
{
    const char *why = NULL;
    const Json *message =
        json_parse(&server->scratch, body.text, body.len, &why, NULL);
    if (!message) {
        send_error(server, NULL, PARSE_ERROR, why);
        return true;
    }
    const Json *id = json_member(message, "id");
    const char *method = json_text(json_member(message, "method"));
    const Json *params = json_member(message, "params");
    if (is(method, "exit"))
        return false;
    if (id && method)
        serve_request(server, id, method, params);
    else if (method)
        notify(server, method, params);
    else if (!id)
        send_error(server, NULL, INVALID_REQUEST, "a message without method");
    return true;
}

/* Diagnostics go out when nothing more waits to be read. */
static void settle(Server *server)
{
    if (!server->dirty || transport_has_input(server->transport))
        return;
    server->dirty = false;
    if (!publish(&server->workspace, server->transport, &server->scratch))
        server->gone = true;
}

int lsp_serve(Server *server)
{
    FileText body;
    const char *why = NULL;
    bool goes_on = true;
    while (goes_on && !server->gone &&
           transport_read(server->transport, &server->scratch, &body, &why)) {
        goes_on = serve(server, body);
        if (goes_on)
            settle(server);
        arena_reset(&server->scratch);
    }
    if (why)
        send_error(server, NULL, PARSE_ERROR, why);
    arena_release(&server->scratch);
    workspace_close(&server->workspace);
    return server->shut ? 0 : 1;
}
