/* node_id.h - from a name in flw to the id of a node in Flyte. */
#ifndef FLW_TYPESYS_NODE_ID_H
#define FLW_TYPESYS_NODE_ID_H

#include <stdbool.h>

#include "base/sym.h"

enum { NODE_ID_MAX = 63 };

/* `_` becomes `-`, ends trimmed, cut at NODE_ID_MAX; never empty. */
const Sym *node_id(SymTable *syms, const Sym *name);
/* Is the id of the name the name itself? */
bool node_id_is_name(const Sym *name);
/* start-node and end-node are Flyte's own. */
bool node_id_is_taken(const Sym *id);

#endif
