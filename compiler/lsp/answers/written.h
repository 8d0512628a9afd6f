/* written.h - types and values as a module would write them. */
#ifndef FLW_COMPILER_LSP_WRITTEN_H
#define FLW_COMPILER_LSP_WRITTEN_H

#include "base/buf.h"
#include "grammar/ast.h"
#include "typesys/type.h"

/* The type by the names that the module sees. False: it has no way to say
 * it. */
bool written_type(Buf *out, const Module *module, const Type *type);
/* A value of the type, to be written over. False: no constant is one. */
bool written_value(Buf *out, const Module *module, const Type *type);

#endif
