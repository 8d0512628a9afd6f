/* literal.h - the values of literals, from their text.
 *
 * For this folder alone. A literal that is wrong is reported and becomes an
 * EXPR_ERROR. */
#ifndef FLW_GRAMMAR_LITERAL_H
#define FLW_GRAMMAR_LITERAL_H

#include "grammar/parser.h"

/* 2^63 is let through after a `-`, see
 * expr_unary and expr_binary. */
Expr *expr_int(Parser *parser, Token token);
/* Of digits within a text. */
Expr *expr_digits(Parser *parser, Span digits);
Expr *expr_float(Parser *parser, Token token);
Expr *expr_duration(Parser *parser, Token token);
Expr *expr_size(Parser *parser, Token token);
Expr *expr_datetime(Parser *parser, Token token);
/* EXPR_TEXT, or EXPR_INTERPOLATION when there are {names} in it. */
Expr *expr_text(Parser *parser, Token token);
/* A text that may not interpolate; "" after a mistake. */
const char *text_plain(Parser *parser, Token token);
/* The key of a map. */
Name text_key(Parser *parser, Token token);

#endif
