/* dump.h - the tree as S-expressions, for tests and the curious. */
#ifndef FLW_GRAMMAR_DUMP_H
#define FLW_GRAMMAR_DUMP_H

#include "base/buf.h"
#include "grammar/ast.h"

/* One declaration or statement a line, indented by what holds it. What the
 * checker found is not shown. */
void ast_dump(Buf *out, const Module *module);

#endif
