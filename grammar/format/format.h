/* format.h - a source in flw's one style.
 *
 * Two spaces, 80 columns. What a statement is, the tree says; what stands on
 * a line, the brackets say: a bracket stays on one line if it fits, holds no
 * comment, and its author did not break the line after it; otherwise each
 * item has a line and a comma of its own. Comments stay where they are, blank
 * lines become one. Printed from the tokens, so nothing can get lost. */
#ifndef FLW_GRAMMAR_FORMAT_FORMAT_H
#define FLW_GRAMMAR_FORMAT_FORMAT_H

#include "base/buf.h"
#include "grammar/ast.h"

enum { FORMAT_WIDTH = 80, FORMAT_INDENT = 2 };

/* Adds the source of the module, which has no syntax errors, formatted. False:
 * the result would not have the same words (a bug in flw): keep the old
 * text. */
bool format_source(Buf *out, const Source *source, const Module *module);

#endif
