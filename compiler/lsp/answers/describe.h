/* describe.h - declarations and names, in words. */
#ifndef FLW_COMPILER_LSP_DESCRIBE_H
#define FLW_COMPILER_LSP_DESCRIBE_H

#include "compiler/lsp/workspace/occurrence.h"
#include "compiler/session/session.h"

/* Markdown of what a name stands for: its declaration, its doc, and what it
 * becomes in Flyte. */
const char *describe(Arena *arena, Session *session,
                     const Occurrence *occurrence);
/* Doc comments as Markdown in which nothing runs a command; "" for NULL. */
const char *doc_markdown(Arena *arena, const char *doc);
/* "task fit(rows: file<csv>, epochs: int = 3) -> (model: Model)" */
const char *decl_text(Arena *arena, const Decl *decl);

#endif
