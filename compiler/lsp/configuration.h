/* configuration.h - what the client says of itself, and its user wishes. */
#ifndef FLW_COMPILER_LSP_CONFIGURATION_H
#define FLW_COMPILER_LSP_CONFIGURATION_H

#include "base/json.h"
#include "compiler/lsp/workspace/client.h"

/* From the params of `initialize`. */
void client_meet(Client *client, const Json *params);
/* From the section `flw` of the settings; what it does not say stays. */
void client_configure(Client *client, const Json *settings);

#endif
