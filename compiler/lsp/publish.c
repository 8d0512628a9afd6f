/* publish.c - diagnostics, as notifications. */
#include "compiler/lsp/publish.h"

#include <string.h>

#include "compiler/lsp/request.h"

static bool is_in(const Source *source, Span span)
{
    return source && span.start >= source->base &&
           span.start <= source->base + source->len;
}

static void put_related(Request *request, const Diag *diag)
{
    JsonOut *out = request->out;
    json_name(out, "relatedInformation");
    json_open(out, '[');
    for (uint32_t i = 0; i < diag->notes.len; i++) {
        const DiagNote *note = diag->notes.at[i];
        const Module *module = module_at(request->workspace, note->span.start);
        if (span_is_nowhere(note->span) || !module || !module->path)
            continue;
        json_open(out, '{');
        json_name(out, "location");
        put_location(request, note->span);
        put_text(out, "message", note->title);
        json_close(out, '}');
    }
    json_close(out, ']');
}

/* Title, and what would be lost where a client shows no notes. */
static const char *message_of(Arena *arena, const Diag *diag)
{
    Buf text = {.arena = arena};
    buf_text(&text, diag->title);
    for (uint32_t i = 0; i < diag->notes.len; i++)
        buf_print(&text, "\n%s", diag->notes.at[i]->title);
    return buf_string(&text);
}

static void put_diag(Request *request, const Diag *diag)
{
    enum { ERROR = 1, WARNING = 2, UNNECESSARY = 1 };
    JsonOut *out = request->out;
    json_open(out, '{');
    put_range(request, "range", diag->span);
    json_name(out, "severity");
    json_put_int64(out, diag->severity == SEVERITY_ERROR ? ERROR : WARNING);
    put_text(out, "code", diag->code);
    put_text(out, "source", "flw");
    put_text(out, "message", message_of(request->arena, diag));
    if (strcmp(diag->code, "W0401") == 0 || strcmp(diag->code, "W0402") == 0) {
        json_name(out, "tags");
        json_open(out, '[');
        json_put_int64(out, UNNECESSARY);
        json_close(out, ']');
    }
    put_related(request, diag);
    json_close(out, '}');
}

static bool publish_one(Workspace *workspace, Transport *transport,
                        Arena *scratch, Document *document)
{
    Buf body = {.arena = scratch};
    JsonOut out = {.buf = &body};
    Request request = {.workspace = workspace, .arena = scratch, .out = &out};
    const Module *module =
        document->open ? workspace_module(workspace, document) : NULL;
    const Diags *diags = &workspace->session.diags;
    json_open(&out, '{');
    put_text(&out, "jsonrpc", "2.0");
    put_text(&out, "method", "textDocument/publishDiagnostics");
    json_name(&out, "params");
    json_open(&out, '{');
    put_text(&out, "uri", document->uri);
    if (document->open) {
        json_name(&out, "version");
        json_put_int64(&out, document->version);
    }
    json_name(&out, "diagnostics");
    json_open(&out, '[');
    for (uint32_t i = 0; module && i < diags->at.len; i++)
        if (is_in(module->source, diags->at.at[i]->span))
            put_diag(&request, diags->at.at[i]);
    json_close(&out, ']');
    json_close(&out, '}');
    json_close(&out, '}');
    document->reported = document->open;
    return transport_write(transport, &body);
}

bool publish(Workspace *workspace, Transport *transport, Arena *scratch)
{
    workspace_check(workspace);
    for (uint32_t i = 0; i < workspace->documents.len; i++) {
        Document *document = workspace->documents.at[i];
        if (!document->open && !document->reported)
            continue;
        if (!publish_one(workspace, transport, scratch, document))
            return false;
    }
    return true;
}
