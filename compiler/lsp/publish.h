/* publish.h - diagnostics, as notifications. */
#ifndef FLW_COMPILER_LSP_PUBLISH_H
#define FLW_COMPILER_LSP_PUBLISH_H

#include "compiler/lsp/sender.h"
#include "compiler/lsp/workspace/client.h"
#include "compiler/lsp/workspace/workspace.h"

/* Each checks, and tells the client what it does not know yet: of the open
 * documents, and of all that were closed that nothing is wrong any more; */
void publish_opened(Workspace *workspace, const Client *client, Sender *sender);
/* of the project's other files. */
void publish_project(Workspace *workspace, const Client *client,
                     Sender *sender);

#endif
