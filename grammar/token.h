/* token.h - the words of a source, and what stands between them.
 *
 * The whole file is scanned first; bison reads the array. Comments and blank
 * lines are kept beside it, so the formatter can print from it and lose
 * nothing. */
#ifndef FLW_GRAMMAR_TOKEN_H
#define FLW_GRAMMAR_TOKEN_H

#include <stdint.h>

#include "base/sym.h"
#include "base/vec.h"

typedef enum TokenFlag {
    TOKEN_DOCUMENTED = 1, /* a doc comment stands above */
    TOKEN_FIRST = 2,      /* the first of its line */
    TOKEN_BAD = 4,        /* its text has no value */
    TOKEN_SPOILED = 8,    /* a mistake in or before it was reported */
    TOKEN_MISSING = 16    /* put in by us: a bracket that was left out */
} TokenFlag;

typedef struct Token {
    uint32_t start; /* position (base/source.h) */
    uint32_t end;
    uint16_t kind; /* bison's token number, 0 at the end */
    uint16_t flags;
    const Sym *sym; /* of names and words; else NULL */
} Token;

typedef enum TriviaKind {
    TRIVIA_COMMENT, /* # … */
    TRIVIA_DOC,     /* ## … */
    TRIVIA_BLANK    /* one or more blank lines */
} TriviaKind;

typedef struct Trivia {
    TriviaKind kind;
    uint32_t start;
    uint32_t end;
    uint32_t before; /* index of the token that it stands before */
} Trivia;

typedef struct Tokens {
    Vec(Token) at;      /* the last one is the end of the file */
    Vec(Trivia) trivia; /* in order */
} Tokens;

#endif
