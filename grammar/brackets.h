/* brackets.h - brackets in pairs, so that the grammar meets no others.
 *
 * For this folder alone. A bracket that is never closed is closed where the
 * next statement or declaration shows that it should have been; one that
 * closes nothing is taken out. */
#ifndef FLW_GRAMMAR_BRACKETS_H
#define FLW_GRAMMAR_BRACKETS_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/source.h"
#include "grammar/token.h"

typedef Vec(Span) SpanVec;

/* A `}` taken out because its `{` is missing, which may have been said already:
 * by a syntax error from `since` on. */
typedef struct Stray {
    Span brace;
    uint32_t since;
} Stray;

typedef Vec(Stray) StrayVec;

typedef struct Brackets {
    Arena *arena;
    Diags *diags;
    const Source *source;
    bool trusting;   /* where each has its partner, believe it */
    bool doubtful;   /* out: so it was, but the lines look otherwise */
    bool silent;     /* say nothing: the text was cut off, and reported */
    Token *tokens;   /* in: as scanned. out: in pairs, at most
                      PARSE_DEPTH_MAX inside each other */
    uint32_t count;  /* in and out; the last token is the end */
    StrayVec strays; /* out: taken out without a word */
    SpanVec quiet;   /* out: where a syntax error follows from this repair */
} Brackets;

void brackets_pair(Brackets *brackets);

#endif
