/* becomes.h - what a thing of flw becomes in Flyte, in words. */
#ifndef FLW_COMPILER_LSP_BECOMES_H
#define FLW_COMPILER_LSP_BECOMES_H

#include "base/buf.h"
#include "compiler/session/session.h"

/* "a task of type `raw-container`"; nothing for what leaves no trace. */
void becomes_decl(Buf *out, const Decl *decl);
/* "a task node with the id `fetch-trips`"; nothing when it is no node. */
void becomes_local(Buf *out, Session *session, const Local *local);
/* "a collection of single blobs of format `csv`" */
void becomes_type(Buf *out, const Type *type);
/* The id of the node that is bound to a name; NULL: it is none. */
const char *local_node_id(Session *session, const Local *local);

#endif
