/* complain.h - every diagnostic of this floor: E0001 to E0099. */
#ifndef FLW_GRAMMAR_COMPLAIN_H
#define FLW_GRAMMAR_COMPLAIN_H

#include "base/diag.h"
#include "grammar/ast.h"

/* Bytes and words. */
void complain_not_utf8(Diags *diags, Span at, uint32_t offset);
void complain_zero(Diags *diags, Span at);
void complain_bidi_control(Diags *diags, Span at, uint32_t point);
void complain_stray(Diags *diags, Span at, const char *text, uint32_t len);
void complain_conflict_marker(Diags *diags, Span at);
/* `found` is how another language writes what flw writes as `wanted`; the fix
 * puts `wanted` in its place. */
void complain_foreign(Diags *diags, Span at, const char *found,
                      const char *wanted);
void complain_semicolon(Diags *diags, Span at);
/* `let x = …`; at is all before the x. */
void complain_let(Diags *diags, Span at, const char *word);
void complain_slash_star(Diags *diags, Span at);
void complain_single_quotes(Diags *diags, Span at);
void complain_name_too_long(Diags *diags, Span at, uint32_t len);
void complain_name_case(Diags *diags, Name name);

/* Literals. */
void complain_text_open(Diags *diags, Span at, const char *quotes);
void complain_text_too_long(Diags *diags, Span at, uint32_t len);
void complain_text_plain(Diags *diags, Span at);
void complain_escape(Diags *diags, Span at, const char *why);
void complain_interpolation(Diags *diags, Span at);
void complain_brace(Diags *diags, Span at);
void complain_number(Diags *diags, Span at, const char *text, uint32_t len);
void complain_int_range(Diags *diags, Span at);
void complain_float_range(Diags *diags, Span at);
void complain_duration_range(Diags *diags, Span at);
void complain_size_range(Diags *diags, Span at);
void complain_datetime(Diags *diags, Span at, const char *why);

/* Brackets, depth, order. */
void complain_unclosed(Diags *diags, Span open, char bracket, Span before);
void complain_unopened(Diags *diags, Span at, char bracket);
void complain_too_deep(Diags *diags, Span at, const char *what, int limit);
void complain_chain_too_long(Diags *diags, Span at, int limit);
void complain_value_unused(Diags *diags, Span at);
void complain_path_too_long(Diags *diags, NameVec path);
void complain_argument_order(Diags *diags, Span at, Name before);
/* The parser found something else than what it wanted. */
Diag *complain_unexpected(Diags *diags, Span at, const char *found,
                          const char *wanted);

#endif
