/* documents.c - what the client tells of documents and files. */
#include "compiler/lsp/documents.h"

#include <string.h>

static const Json *document_of(const Json *params)
{
    return json_member(params, "textDocument");
}

static Document *known_document(Workspace *workspace, const Json *params)
{
    const char *uri = json_text(json_member(document_of(params), "uri"));
    return uri ? workspace_find(workspace, uri) : NULL;
}

static bool open_document(Workspace *workspace, const Json *params)
{
    const Json *about = document_of(params);
    const char *uri = json_text(json_member(about, "uri"));
    const char *text = json_text(json_member(about, "text"));
    if (!uri || !text)
        return false;
    Document *document = workspace_open(workspace, uri);
    document_set(document, text, strlen(text));
    json_int64(json_member(about, "version"), &document->version);
    workspace_turned(workspace, document);
    return true;
}

static bool change_document(Workspace *workspace, const Json *params)
{
    Document *document = known_document(workspace, params);
    const Json *changes = json_member(params, "contentChanges");
    if (!document || !document->open || !changes)
        return false;
    for (const Json *one = changes->first; one; one = one->next)
        document_edit(workspace, document, one);
    json_int64(json_member(document_of(params), "version"), &document->version);
    workspace_changed(workspace, document);
    return true;
}

static bool close_document(Workspace *workspace, const Json *params)
{
    Document *document = known_document(workspace, params);
    if (!document)
        return false;
    document->open = false;
    workspace_turned(workspace, document);
    return true;
}

/* What is open rules over what is on disk, but for its coming and going. */
static bool is_news(Workspace *workspace, const Json *event)
{
    enum { CHANGED = 2 };
    int64_t kind = 0;
    const char *uri = json_text(json_member(event, "uri"));
    const Document *document = uri ? workspace_find(workspace, uri) : NULL;
    json_int64(json_member(event, "type"), &kind);
    return kind != CHANGED || !document || !document->open;
}

static bool take_watched(Workspace *workspace, const Json *params)
{
    const Json *events = json_member(params, "changes");
    bool news = false;
    for (const Json *one = events ? events->first : NULL; one; one = one->next)
        news |= is_news(workspace, one);
    if (news)
        workspace_stale(workspace);
    return news;
}

static bool renew(Workspace *workspace, const Json *params)
{
    (void)params;
    workspace_stale(workspace);
    return true;
}

/* What is open is known; where nobody watches the files, it is a time to look
 * at the others. */
static bool save_document(Workspace *workspace, const Json *params)
{
    return !workspace->is_watched && renew(workspace, params);
}

bool documents_take(Workspace *workspace, const char *method,
                    const Json *params)
{
    static const struct {
        const char *method;
        bool (*take)(Workspace *workspace, const Json *params);
    } takers[] = {
        {"textDocument/didOpen", open_document},
        {"textDocument/didChange", change_document},
        {"textDocument/didClose", close_document},
        {"textDocument/didSave", save_document},
        {"workspace/didChangeWatchedFiles", take_watched},
        {"workspace/didCreateFiles", renew},
        {"workspace/didRenameFiles", renew},
        {"workspace/didDeleteFiles", renew},
    };
    for (size_t i = 0; i < sizeof(takers) / sizeof(*takers); i++)
        if (strcmp(method, takers[i].method) == 0)
            return takers[i].take(workspace, params);
    return false;
}
