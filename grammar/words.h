/* words.h - what each word is where it stands.
 *
 * A pass over the tokens between scanner and parser, so that the grammar stays
 * small and a mistake stays local:
 *
 * - a reserved word after `.` or before `:` is a plain name (but `task name` on
 *   a line of its own is none, whatever ends above), and so is a word of a
 *   declaration before `=`, `,`, `.` or a closing bracket;
 * - a name before `=` is a BIND_NAME where a statement may begin;
 * - `at`, `plugin`, `version`, `failure` are words in their one place;
 * - other languages' `let x =` and `elif` are reported, and understood. */
#ifndef FLW_GRAMMAR_WORDS_H
#define FLW_GRAMMAR_WORDS_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/source.h"
#include "grammar/parse.h"
#include "grammar/token.h"

/* These look at a token as scanned, and the one behind it. */
bool words_starts_declaration(const Token *token);
/* `x =`, return, fail, on: what never stands inside ( or [. */
bool words_starts_statement(const Token *token);
/* Can nothing but an operator, a comma or a bracket follow it? */
bool words_ends_operand(const Token *token);

enum { WORDS_AHEAD = 2 };

typedef struct Words {
    Diags *diags;
    const char *text; /* of the source, less its base */
    uint8_t before;   /* kind of the token before, settled */
    uint32_t depth;
    bool round[PARSE_DEPTH_MAX + 2]; /* at each depth: it is no { */
} Words;

void words_init(Words *words, const Source *source, Diags *diags);
/* Settles the next count tokens, and looks at WORDS_AHEAD behind them, or to
 * the end. False: brackets are deeper than PARSE_DEPTH_MAX. */
bool words_settle(Words *words, Token *tokens, uint32_t count);

#endif
