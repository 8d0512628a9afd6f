/* expect.h - a syntax error in words: what was wanted, what was found.
 *
 * For this folder alone. */
#ifndef FLW_GRAMMAR_EXPECT_H
#define FLW_GRAMMAR_EXPECT_H

#include "grammar/parser.h"

enum { WANTED_MAX = 400 }; /* above every kind of token */

/* Where a syntax error at the last token is shown. */
Span expect_place(const Parser *parser, const bool *wanted);
/* wanted[kind]: bison would take that token. */
void expect_complain(Parser *parser, const bool *wanted);

#endif
