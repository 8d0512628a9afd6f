/* request.c - what all answers share. */
#include "compiler/lsp/answers/request.h"

#include <string.h>

/* ---- what it is about ---- */

void request_project(Request *request)
{
    request->session = workspace_project(request->workspace);
}

bool request_document(Request *request, Focus *focus)
{
    const Json *about = json_member(request->params, "textDocument");
    const char *uri = json_text(json_member(about, "uri"));
    focus->document = uri ? workspace_find(request->workspace, uri) : NULL;
    if (!focus->document || !focus->document->open)
        return false;
    if (!request->session)
        request->session = workspace_opened(request->workspace);
    focus->module = session_module(request->session, focus->document->path);
    if (!focus->module)
        return false;
    focus->source = focus->module->source;
    return true;
}

uint32_t offset_of(const Request *request, const Focus *focus,
                   Position position)
{
    return position_to_offset(focus->source, request->workspace->encoding,
                              position);
}

bool request_focus(Request *request, Focus *focus)
{
    Position position;
    if (!request_document(request, focus) ||
        !position_read(json_member(request->params, "position"), &position))
        return false;
    focus->position = offset_of(request, focus, position);
    focus->names = occurrences_of(request->arena, focus->module);
    return true;
}

bool request_span(Request *request, const Focus *focus, const Json *range,
                  Span *span)
{
    Position start, end;
    if (!position_read(json_member(range, "start"), &start) ||
        !position_read(json_member(range, "end"), &end))
        return false;
    *span = (Span){offset_of(request, focus, start),
                   offset_of(request, focus, end)};
    if (span->end < span->start)
        span->end = span->start;
    return true;
}

/* ---- looking up ---- */

Module *module_at(const Session *session, uint32_t position)
{
    const Source *source = sources_find(&session->sources, position);
    for (uint32_t i = 0; source && i < session->modules.len; i++)
        if (session->modules.at[i]->source == source)
            return session->modules.at[i];
    return NULL;
}

Decl *decl_at(const Module *module, uint32_t position)
{
    Decl *found = NULL;
    for (uint32_t i = 0; i < module->decls.len; i++)
        if (module->decls.at[i]->span.start <= position)
            found = module->decls.at[i];
    return found;
}

/* After a syntax error nothing else is said of a module. */
bool module_is_broken(const Module *module)
{
    return module->failed && module->said->errors > 0;
}

bool span_holds(Span span, uint32_t position)
{
    return !span_is_nowhere(span) && span.start <= position &&
           position <= span.end;
}

const char *source_part(Arena *arena, const Source *source, Span span)
{
    return arena_copy(arena, source->text + (span.start - source->base),
                      span.end - span.start);
}

/* ---- putting ---- */

void put_text(JsonOut *out, const char *name, const char *text)
{
    json_name(out, name);
    json_put_string(out, text);
}

void put_number(JsonOut *out, const char *name, int64_t number)
{
    json_name(out, name);
    json_put_int64(out, number);
}

void put_yes(JsonOut *out, const char *name)
{
    json_name(out, name);
    json_put_bool(out, true);
}

Position place_of(const Request *request, Source *source, uint32_t offset)
{
    return position_of_offset(source, request->workspace->encoding, offset);
}

void put_range(Request *request, const char *name, Span span)
{
    json_name(request->out, name);
    put_bare_range(request, span);
}

void put_bare_range(Request *request, Span span)
{
    Source *source = sources_find(&request->session->sources, span.start);
    if (!source) {
        json_put_null(request->out);
        return;
    }
    json_open(request->out, '{');
    json_name(request->out, "start");
    position_put(request->out, place_of(request, source, span.start));
    json_name(request->out, "end");
    position_put(request->out, place_of(request, source, span.end));
    json_close(request->out, '}');
}

void put_location(Request *request, Span span)
{
    const Module *module = module_at(request->session, span.start);
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

void put_edit(Request *request, Span span, const char *text)
{
    json_open(request->out, '{');
    put_range(request, "range", span);
    put_text(request->out, "newText", text);
    json_close(request->out, '}');
}

/* ---- edits of several files ---- */

static bool takes_versions(const Request *request)
{
    return request->client && request->client->takes_versions;
}

void edits_begin(Request *request)
{
    bool versions = takes_versions(request);
    json_open(request->out, '{');
    json_name(request->out, versions ? "documentChanges" : "changes");
    json_open(request->out, versions ? '[' : '{');
}

void edits_begin_file(Request *request, const char *uri)
{
    JsonOut *out = request->out;
    if (takes_versions(request)) {
        const Document *document = workspace_find(request->workspace, uri);
        json_open(out, '{');
        json_name(out, "textDocument");
        json_open(out, '{');
        put_text(out, "uri", uri);
        json_name(out, "version");
        if (document && document->open)
            json_put_int64(out, document->version);
        else
            json_put_null(out);
        json_close(out, '}');
        json_name(out, "edits");
    } else {
        json_name(out, uri);
    }
    json_open(out, '[');
}

void edits_end_file(Request *request)
{
    json_close(request->out, ']');
    if (takes_versions(request))
        json_close(request->out, '}');
}

void edits_end(Request *request)
{
    json_close(request->out, takes_versions(request) ? ']' : '}');
    json_close(request->out, '}');
}
