/* token.h - the words of a source, and what stands between them.
 *
 * The whole file is scanned first; bison reads the array. Comments and blank
 * lines are kept beside it, so that whoever prints from it loses nothing.
 * Tokens are small and short-lived: what one says is in the source, and
 * scanning that again (scan.h) takes less than keeping them. */
#ifndef FLW_GRAMMAR_TOKEN_H
#define FLW_GRAMMAR_TOKEN_H

#include <assert.h>
#include <stdint.h>

#include "base/vec.h"

typedef enum TokenFlag {
    TOKEN_DOCUMENTED = 1, /* a doc comment stands above */
    TOKEN_FIRST = 2,      /* the first of its line */
    TOKEN_BAD = 4,        /* its text has no value */
    TOKEN_SPOILED = 8,    /* a mistake in or before it was reported */
    TOKEN_MISSING = 16,   /* put in by us: a bracket that was left out */
    TOKEN_OPENS = 32,     /* ( [ { */
    TOKEN_CLOSES = 64     /* ) ] } */
} TokenFlag;

typedef struct Token {
    uint32_t start; /* position (base/source.h) */
    uint32_t end;
    uint16_t kind; /* bison's token number, 0 at the end */
    uint16_t flags;
} Token;

static_assert(sizeof(Token) == 12, "a token is as long as its text, or longer");

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

typedef Vec(Token) TokenVec;
typedef Vec(Trivia) TriviaVec;

typedef struct Tokens {
    TokenVec at;      /* the last one is the end of the file */
    TriviaVec trivia; /* in order */
} Tokens;

#endif
