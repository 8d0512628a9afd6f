/* pattern.h - regular expressions, as automata.
 *
 * A pattern is matched against a whole text, code point by code point, in one
 * pass: it is compiled to a deterministic automaton of at most
 * PATTERN_STATES_MAX states, and one that needs more is refused. What cannot
 * be said so (look-around, back-references, lazy repetition) is no part of the
 * language. Syntax: README.md, "Patterns". */
#ifndef FLW_BASE_PATTERN_H
#define FLW_BASE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/intervals.h"

enum {
    PATTERN_TEXT_MAX = 512, /* bytes of the pattern's text */
    PATTERN_STATES_MAX = 1000,
    PATTERNS_MAX = 8,        /* that one text must match all */
    PATTERN_PROOF_MAX = 4000 /* combined states that a proof may visit */
};

typedef struct Pattern {
    const char *text; /* as written */
    uint32_t len;
    const uint32_t *starts; /* of classes of code points, ascending; the first
                               is 0 */
    uint32_t classes;
    const uint16_t *next; /* [state * classes + class] */
    const bool *accepts;  /* by state */
    uint32_t states;      /* state 0 is the start */
} Pattern;

typedef struct PatternFault {
    uint32_t at; /* offset in bytes */
    const char *why;
    bool too_big; /* well-formed, but past a limit */
} PatternFault;

/* NULL when the text is no pattern; then fault says why. */
const Pattern *pattern_make(Arena *arena, const char *text, uint32_t len,
                            PatternFault *fault);
/* Does the pattern match all of the text? */
bool pattern_matches(const Pattern *pattern, const char *text, size_t len);

typedef enum Proof { PROOF_NO, PROOF_YES, PROOF_UNKNOWN } Proof;

/* Is every text that all of the patterns match also matched by wide? wide
 * NULL: is there no such text at all? At most PATTERNS_MAX patterns. */
Proof pattern_implies(const Pattern *const *patterns, uint32_t len,
                      const Pattern *wide);
/* The lengths, in code points, of what the pattern matches: from the shortest
 * to the longest; empty when it matches nothing. */
Intervals pattern_lengths(Arena *arena, const Pattern *pattern);

#endif
