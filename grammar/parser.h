/* parser.h - the state of one parse, and how the grammar builds its nodes.
 *
 * For this folder alone. */
#ifndef FLW_GRAMMAR_PARSER_H
#define FLW_GRAMMAR_PARSER_H

#include "base/buf.h"
#include "base/diag.h"
#include "grammar/ast.h"
#include "grammar/brackets.h"
#include "grammar/list.h"
#include "grammar/parse.h"
#include "grammar/stream.h"

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
    Tokens scanned;      /* by scan.h; the quick parser has only trivia */
    const Token *next;   /* the token that bison gets next; it got last the
                            one before */
    const Token *end;    /* of those that are there */
    Stream *stream;      /* the quick parser's; the other has */
    const Token *tokens; /* all of them, settled by words.h */
    uint32_t count;
    SpanVec quiet;       /* of brackets.h */
    uint32_t quiet_next; /* index of the first that is not behind us */
    StrayVec strays;     /* of brackets.h */
    uint32_t stray_next; /* index of the first that nothing was said of */
    ListStack lists;
    Buf decoded;         /* of a text that is being read */
    Signature signature; /* the last one: it is at once part of a declaration */
    uint32_t body;       /* marks what this workflow names */
    bool backwards;      /* it may name something that it binds further down */
    bool broken;         /* inputs or outputs that were not understood: the
                            declaration is a DECL_ERROR */
    uint32_t error_end;  /* of the line of the last syntax error */
    uint32_t *partner;   /* of resume.h: of each bracket */
    uint32_t *outer;     /* of resume.h: the bracket around each token */
} Parser;

/* bison's two of flw.y (flw.tab.h has yyparse). This one gives up at a mistake:
 * it is not 0 then, and what it made is to be thrown away. */
int quick_parse(Parser *parser);

/* Makes next a token, when it is at the end: after the last the same again. */
void parser_read(Parser *parser);
/* bison stopped: its stack is as deep as it may be. */
void parser_too_deep(Parser *parser, Span at);
/* bison does not want the last token; wanted[kind]: those that it does. */
void parser_unexpected(Parser *parser, const bool *wanted);

#endif
