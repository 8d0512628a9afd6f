/* words.h - what each word is where it stands.
 *
 * A pass over the tokens between scanner and parser, so that the grammar stays
 * small and a mistake stays local:
 *
 * - a reserved word after `.` or before `:` is a plain name, and so is a word
 *   of a declaration before `=`, `,`, `.` or a closing bracket;
 * - a name before `=` is a BIND_NAME where a statement may begin;
 * - `at`, `plugin`, `version`, `failure` are words in their one place. */
#ifndef FLW_GRAMMAR_WORDS_H
#define FLW_GRAMMAR_WORDS_H

#include "grammar/token.h"

/* Settles the kinds of tokens [0, count), the last of which is the end. */
void words_settle(Token *tokens, uint32_t count, SymTable *syms);

#endif
