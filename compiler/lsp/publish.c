/* publish.c - diagnostics, as notifications. */
#include "compiler/lsp/publish.h"

#include <string.h>

#include "base/hash.h"
#include "compiler/lsp/answers/answers.h"

typedef struct Publisher {
    Workspace *workspace;
    const Client *client;
    Sender *sender;
    Session *session;
} Publisher;

/* What the client was told, in brief; whether this is something else. */
static bool is_news(Document *document, const Buf *said, bool any)
{
    unsigned char digest[HASH_SHA256_SIZE];
    hash_sha256(said->at, said->len, digest);
    bool same = document->told && document->told_version == document->version &&
                memcmp(document->digest, digest, sizeof(digest)) == 0;
    memcpy(document->digest, digest, sizeof(digest));
    document->told_version = document->version;
    document->told = any || document->open;
    return !same;
}

/* module NULL: nothing is wrong. */
static void publish_one(Publisher *publisher, Document *document,
                        const Module *module)
{
    Message message;
    Sender *sender = publisher->sender;
    JsonOut *out = &message.out;
    Request request = {.workspace = publisher->workspace,
                       .client = publisher->client,
                       .session = publisher->session,
                       .arena = sender->arena,
                       .out = out};
    sender_begin_call(sender, &message, "textDocument/publishDiagnostics",
                      NULL);
    json_open(out, '{');
    put_text(out, "uri", document->uri);
    if (document->open)
        put_number(out, "version", document->version);
    json_name(out, "diagnostics");
    size_t before = message.body.len;
    put_diagnostics(&request, module);
    bool any = message.body.len - before > strlen("[]");
    json_close(out, '}');
    bool was_told = document->told;
    if (is_news(document, &message.body, any) &&
        (any || was_told || document->open))
        sender_end(sender, &message);
}

void publish_opened(Workspace *workspace, const Client *client, Sender *sender)
{
    Publisher publisher = {workspace, client, sender,
                           workspace_opened(workspace)};
    for (uint32_t i = 0; i < workspace->documents.len && !sender->gone; i++) {
        Document *document = workspace->documents.at[i];
        if (document->open)
            publish_one(&publisher, document,
                        session_module(publisher.session, document->path));
        else if (document->told && document->was_open)
            publish_one(&publisher, document, NULL);
        document->was_open = document->open;
    }
}

void publish_project(Workspace *workspace, const Client *client, Sender *sender)
{
    Publisher publisher = {workspace, client, sender,
                           workspace_project(workspace)};
    const Session *session = publisher.session;
    for (uint32_t i = 0; i < session->modules.len && !sender->gone; i++) {
        const Module *module = session->modules.at[i];
        if (!module->path || workspace_document_at(workspace, module->path))
            continue;
        const char *uri = path_to_uri(sender->arena, module->path);
        publish_one(&publisher, workspace_document(workspace, uri), module);
    }
    for (uint32_t i = 0; i < workspace->documents.len && !sender->gone; i++) {
        Document *document = workspace->documents.at[i];
        if (!document->open && document->told &&
            !session_module(session, document->path))
            publish_one(&publisher, document, NULL);
    }
}
