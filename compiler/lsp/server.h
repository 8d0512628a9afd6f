/* server.h - the language server: requests in, answers and notifications out.
 *
 * One thread. Edits that wait in the input are all taken before the project is
 * checked again, so that fast typing costs one check. */
#ifndef FLW_COMPILER_LSP_SERVER_H
#define FLW_COMPILER_LSP_SERVER_H

#include "compiler/lsp/transport.h"
#include "compiler/lsp/workspace.h"

typedef struct Server {
    Workspace workspace;
    Transport *transport;
    Arena scratch; /* of one message */
    bool initialized, shut, gone;
    bool dirty; /* diagnostics are to be published */
    const char *version;
} Server;

/* Serves until `exit` or the end of the input. The exit status: 0 after
 * `shutdown`, else 1. */
int lsp_serve(Server *server);

#endif
