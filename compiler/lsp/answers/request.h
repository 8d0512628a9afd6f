/* request.h - one request, and what answers it.
 *
 * An answerer puts one JSON value; what cannot be answered is null, as the
 * protocol wants it. */
#ifndef FLW_COMPILER_LSP_REQUEST_H
#define FLW_COMPILER_LSP_REQUEST_H

#include "base/json_out.h"
#include "compiler/lsp/workspace/client.h"
#include "compiler/lsp/workspace/workspace.h"

typedef struct Request {
    Workspace *workspace;
    const Client *client;
    Session *session; /* of which the answer speaks; NULL: none yet */
    Arena *arena;
    const Json *params;
    JsonOut *out;
    const char *error; /* set by an answerer that refuses; it puts nothing */
} Request;

/* The session over all files of the project; else, by request_document, it is
 * that of what is open. */
void request_project(Request *request);

/* The document, its module and the position that the request is about. */
typedef struct Focus {
    Document *document;
    Module *module;
    Source *source;
    uint32_t position;
    Occurrences names; /* request_focus: of the module */
} Focus;

/* False: there is none, or none that could be read. */
bool request_document(Request *request, Focus *focus);
bool request_focus(Request *request, Focus *focus);
uint32_t offset_of(const Request *request, const Focus *focus,
                   Position position);
/* The span that a {"start": …, "end": …} is in the focus's source. */
bool request_span(Request *request, const Focus *focus, const Json *range,
                  Span *span);

Position place_of(const Request *request, Source *source, uint32_t offset);

void put_text(JsonOut *out, const char *name, const char *text);
void put_number(JsonOut *out, const char *name, int64_t number);
void put_yes(JsonOut *out, const char *name);
/* "name": the range of a span of the session. */
void put_range(Request *request, const char *name, Span span);
/* …alone. */
void put_bare_range(Request *request, Span span);
/* {"uri": …, "range": …}, null where the span is in no file. */
void put_location(Request *request, Span span);
/* {"range": …, "newText": …} */
void put_edit(Request *request, Span span, const char *text);

/* A WorkspaceEdit: `put_edit` goes between the begin and the end of a file,
 * which says of what version of its text it is, where the client takes that. */
void edits_begin(Request *request);
void edits_begin_file(Request *request, const char *uri);
void edits_end_file(Request *request);
void edits_end(Request *request);

/* The module that holds the position; NULL: none. */
Module *module_at(const Session *session, uint32_t position);
/* The last declaration that starts at or before the position; NULL: none. */
Decl *decl_at(const Module *module, uint32_t position);
/* Has it syntax errors of its own? */
bool module_is_broken(const Module *module);
bool span_holds(Span span, uint32_t position);
/* Of the source, as it is written. */
const char *source_part(Arena *arena, const Source *source, Span span);

#endif
