/* request.c - what all answers share. */
#include "compiler/lsp/request.h"

#include <string.h>

void put_text(JsonOut *out, const char *name, const char *text)
{
    json_name(out, name);
    json_put_string(out, text);
}

Module *module_at(Workspace *workspace, uint32_t position)
{
    const Session *session = &workspace->session;
    for (uint32_t i = 0; i < session->modules.len; i++) {
        Module *module = session->modules.at[i];
        const Source *source = module->source;
        if (position >= source->base && position <= source->base + source->len)
            return module;
    }
    return NULL;
}

void put_range(Request *request, const char *name, Span span)
{
    Workspace *workspace = request->workspace;
    Source *source = sources_find(&workspace->session.sources, span.start);
    json_name(request->out, name);
    if (!source) {
        json_put_null(request->out);
        return;
    }
    json_open(request->out, '{');
    json_name(request->out, "start");
    position_put(request->out,
                 position_of_offset(lines_of(request), source,
                                    workspace->encoding, span.start));
    json_name(request->out, "end");
    position_put(request->out,
                 position_of_offset(lines_of(request), source,
                                    workspace->encoding, span.end));
    json_close(request->out, '}');
}

void put_location(Request *request, Span span)
{
    const Module *module = module_at(request->workspace, span.start);
    const char *uri =
        module ? module_uri(request->workspace, request->arena, module) : NULL;
    if (!uri) {
        json_put_null(request->out);
        return;
    }
    json_open(request->out, '{');
    put_text(request->out, "uri", uri);
    put_range(request, "range", span);
    json_close(request->out, '}');
}

bool request_document(Request *request, Focus *focus)
{
    const Json *about = json_member(request->params, "textDocument");
    const char *uri = json_text(json_member(about, "uri"));
    focus->document = uri ? workspace_find(request->workspace, uri) : NULL;
    if (!focus->document || !focus->document->open)
        return false;
    workspace_check(request->workspace);
    focus->module = workspace_module(request->workspace, focus->document);
    if (!focus->module)
        return false;
    focus->source = focus->module->source;
    return true;
}

bool request_focus(Request *request, Focus *focus)
{
    Position position;
    if (!request_document(request, focus) ||
        !position_read(json_member(request->params, "position"), &position))
        return false;
    focus->position =
        position_to_offset(lines_of(request), focus->source,
                           request->workspace->encoding, position);
    focus->names = occurrences_of(request->arena, focus->module);
    return true;
}
