/* answers.h - every answer, by the method that asks for it. */
#ifndef FLW_COMPILER_LSP_ANSWERS_H
#define FLW_COMPILER_LSP_ANSWERS_H

#include "compiler/lsp/answers/request.h"

typedef void Answer(Request *request);

Answer answer_hover, answer_definition, answer_type_definition,
    answer_references, answer_highlight, answer_prepare_rename, answer_rename,
    answer_document_symbols, answer_workspace_symbols, answer_completion,
    answer_signature, answer_formatting, answer_folding, answer_tokens,
    answer_hints, answer_actions, answer_links, answer_diagnostics;

/* The array of what is wrong in a module; NULL: an empty one. */
void put_diagnostics(Request *request, const Module *module);

/* The names of semantic token types, in the order of their numbers; NULL at
 * the end. */
extern const char *const token_types[];

#endif
