/* resume.h - where parsing goes on after a syntax error.
 *
 * For this folder alone. bison throws tokens away until one fits; it cannot
 * see brackets, so it would stop at an inner one. Brackets are in pairs here,
 * so the rest of a list, or of a statement, is passed over whole. */
#ifndef FLW_GRAMMAR_RESUME_H
#define FLW_GRAMMAR_RESUME_H

#include "grammar/parser.h"

/* After a syntax error at the last token: moves to the next that counts. */
void resume_after_error(Parser *parser);

#endif
