/* request.h - one request, and what answers it.
 *
 * An answerer puts one JSON value; what cannot be answered is null, as the
 * protocol wants it. */
#ifndef FLW_COMPILER_LSP_REQUEST_H
#define FLW_COMPILER_LSP_REQUEST_H

#include "base/json_out.h"
#include "compiler/lsp/workspace.h"

typedef struct Request {
    Workspace *workspace;
    Arena *arena;
    const Json *params;
    JsonOut *out;
    const char *error; /* set by an answerer that refuses; it puts nothing */
} Request;

typedef void Answer(Request *request);

/* ---- the answers, by method ---- */

Answer answer_hover, answer_definition, answer_type_definition,
    answer_references, answer_highlight, answer_prepare_rename, answer_rename,
    answer_document_symbols, answer_workspace_symbols, answer_completion,
    answer_signature, answer_formatting, answer_folding, answer_tokens,
    answer_hints, answer_actions, answer_links;

/* The names of semantic token types, in the order of their numbers; NULL at
 * the end. */
extern const char *const token_types[];

/* ---- what they share ---- */

/* The document, its module and the position that the request is about; checks
 * the workspace. False: there is none. */
typedef struct Focus {
    Document *document;
    Module *module;
    Source *source;
    uint32_t position;
    Occurrences names;
} Focus;
bool request_focus(Request *request, Focus *focus);
/* The same without a position. */
bool request_document(Request *request, Focus *focus);

/* Where lines of sources are kept once they were counted: they outlive the
 * request. */
static inline Arena *lines_of(const Request *request)
{
    return request->workspace->session.sources.arena;
}

void put_text(JsonOut *out, const char *name, const char *text);
/* "name": the range of a span of the session. */
void put_range(Request *request, const char *name, Span span);
/* {"uri": …, "range": …}, null where the span is in no file. */
void put_location(Request *request, Span span);
/* The module that holds the position. */
Module *module_at(Workspace *workspace, uint32_t position);

/* Markdown of what a name stands for: its declaration and its doc. */
const char *describe(Request *request, const Occurrence *occurrence);
/* "task fit(rows: file<csv>, epochs: int = 3) -> (model: Model)" */
const char *decl_text(Arena *arena, const Decl *decl);

#endif
