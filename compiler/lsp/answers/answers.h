/* answers.h - every answer, by the method that asks for it. */
#ifndef FLW_COMPILER_LSP_ANSWERS_H
#define FLW_COMPILER_LSP_ANSWERS_H

#include "compiler/lsp/answers/request.h"

typedef void Answer(Request *request);

#define ANSWER(method, answer, whole) Answer answer;
#include "compiler/lsp/answers/answers.def"
#undef ANSWER

/* The protocol's number of the kind of symbol that it is. */
int decl_symbol(const Decl *decl);
/* The array of what is wrong in a module; NULL: an empty one. */
void put_diagnostics(Request *request, const Module *module);

/* The names of semantic token types, in the order of their numbers; NULL at
 * the end. */
extern const char *const token_types[];

#endif
