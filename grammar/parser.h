/* parser.h - the state of one parse, and how the grammar builds its nodes.
 *
 * For this folder alone. */
#ifndef FLW_GRAMMAR_PARSER_H
#define FLW_GRAMMAR_PARSER_H

#include "base/diag.h"
#include "grammar/ast.h"
#include "grammar/parse.h"

/* An if and its else ifs, from first to last. */
typedef struct Ladder {
    Expr *first;
    Expr *last;
    uint32_t count;
} Ladder;

typedef struct Parser {
    Arena *arena;
    SymTable *syms;
    Diags *diags;
    Source *source;
    Module *module;
    const Token *tokens; /* settled by words.h */
    uint32_t next;       /* index of the token that bison gets next */
    uint32_t last_line;  /* of the last syntax error; 0: none yet */
} Parser;

/* The next token for bison. */
const Token *parser_next(Parser *parser);
/* bison stopped: its stack is as deep as it may be. */
void parser_too_deep(Parser *parser, Span at);
/* bison met a token that it did not want; `wanted` says what it did. */
void parser_unexpected(Parser *parser, Span at, const char *wanted);

#endif
