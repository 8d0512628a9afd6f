/* token.h - the words of a source, and what stands between them.
 *
 * Comments and blank lines are kept beside the tokens, so that whoever prints
 * from them loses nothing. Tokens are small and short-lived: what one says is
 * in the source, and scanning that again (scan.h) takes less than keeping
 * them. */
#ifndef FLW_GRAMMAR_TOKEN_H
#define FLW_GRAMMAR_TOKEN_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/source.h"
#include "base/vec.h"

typedef enum TokenFlag {
    TOKEN_DOCUMENTED = 1, /* a doc comment stands above */
    TOKEN_FIRST = 2,      /* the first of its line */
    TOKEN_BAD = 4,        /* its text has no value */
    TOKEN_SPOILED = 8     /* a mistake in or before it was reported */
} TokenFlag;

enum { TOKEN_START_BITS = 27, TOKEN_LEN_BITS = 25 };

/* A word of the processor: bison's stack holds tokens themselves. */
typedef struct Token {
    uint64_t start : TOKEN_START_BITS; /* position (base/source.h) */
    uint64_t flags : 4;
    uint64_t len : TOKEN_LEN_BITS; /* bytes; 0: put in by us, or the end */
    uint64_t kind : 8;             /* bison's token number, 0 at the end */
} Token;

static_assert(sizeof(Token) == 8, "a token is one word");
static_assert(SOURCES_MAX <= (1 << TOKEN_START_BITS) / 2,
              "room for all starts");
static_assert(SOURCE_MAX < 1 << TOKEN_LEN_BITS,
              "and for one as long as its source");

static inline Token token_of(Span span, int kind, unsigned flags)
{
    uint32_t len = span.end - span.start;
    return (Token){.start = span.start & ((1u << TOKEN_START_BITS) - 1),
                   .flags = flags & 15,
                   .len = len & ((1u << TOKEN_LEN_BITS) - 1),
                   .kind = (uint8_t)kind};
}

static inline uint32_t token_end(Token token)
{
    return (uint32_t)(token.start + token.len);
}

static inline Span token_span(Token token)
{
    return (Span){token.start, token_end(token)};
}

static inline bool token_opens(Token token)
{
    return token.kind == '(' || token.kind == '[' || token.kind == '{';
}

static inline bool token_closes(Token token)
{
    return token.kind == ')' || token.kind == ']' || token.kind == '}';
}

/* Put in by us: a bracket that was left out. */
static inline bool token_is_missing(Token token)
{
    return token.len == 0 && token.kind != 0;
}

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
