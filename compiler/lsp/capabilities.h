/* capabilities.h - what this server can do, as `initialize` tells it. */
#ifndef FLW_COMPILER_LSP_CAPABILITIES_H
#define FLW_COMPILER_LSP_CAPABILITIES_H

#include "base/json_out.h"
#include "compiler/lsp/workspace/client.h"
#include "compiler/lsp/workspace/position.h"

/* The value of "capabilities". */
void capabilities_put(JsonOut *out, Encoding encoding, const Client *client);
/* The params of client/registerCapability: the files to be watched. */
void watchers_put(JsonOut *out);

#endif
