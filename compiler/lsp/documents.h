/* documents.h - what the client tells of documents and files. */
#ifndef FLW_COMPILER_LSP_DOCUMENTS_H
#define FLW_COMPILER_LSP_DOCUMENTS_H

#include "compiler/lsp/workspace/workspace.h"

/* Takes a notification; whether it changed what is known. */
bool documents_take(Workspace *workspace, const char *method,
                    const Json *params);

#endif
