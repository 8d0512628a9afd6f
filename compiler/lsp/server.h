/* server.h - the language server: requests in, answers and notifications out.
 *
 * One thread. The input is read as far as it goes before anything is answered
 * (queue.h); edits that wait are all taken before the project is checked
 * again, so that fast typing costs one check. */
#ifndef FLW_COMPILER_LSP_SERVER_H
#define FLW_COMPILER_LSP_SERVER_H

#include "compiler/lsp/queue.h"
#include "compiler/lsp/sender.h"
#include "compiler/lsp/workspace/client.h"
#include "compiler/lsp/workspace/workspace.h"

typedef struct Server {
    Workspace workspace;
    Transport *transport;
    Queue queue;
    Sender sender;
    Client client;
    Arena scratch; /* of one message */
    bool initialized, begun, shut;
    bool dirty;             /* diagnostics of what is open are to be told … */
    bool unsettled;         /* …and of all other files, when there is time */
    bool can_tell;          /* a token of progress is there to be used */
    uint32_t tokens, asked; /* so far */
    const char *version;
} Server;

/* transport and version are the caller's. */
void lsp_init(Server *server, Transport *transport, const char *version);
/* Serves until `exit` or the end of the input. The exit status: 0 after
 * `shutdown`, else 1. */
int lsp_serve(Server *server);

#endif
