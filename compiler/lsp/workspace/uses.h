/* uses.h - where each declaration of the project is used. */
#ifndef FLW_COMPILER_LSP_USES_H
#define FLW_COMPILER_LSP_USES_H

#include "compiler/lsp/workspace/workspace.h"

/* The places that name the declaration, which is of workspace_project's
 * session, by module and place; NULL: none. All are found at once, and kept
 * until something changes. */
const SpanVec *uses_of(Workspace *workspace, const Decl *decl);

#endif
