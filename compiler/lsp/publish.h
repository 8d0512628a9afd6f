/* publish.h - diagnostics, as notifications. */
#ifndef FLW_COMPILER_LSP_PUBLISH_H
#define FLW_COMPILER_LSP_PUBLISH_H

#include "compiler/lsp/transport.h"
#include "compiler/lsp/workspace.h"

/* Checks, and tells the client of every open document what is wrong in it;
 * of those that were closed, nothing any more. False: the client is gone. */
bool publish(Workspace *workspace, Transport *transport, Arena *scratch);

#endif
