/* refine_form.h - the normal form (private to refine*.c). */
#ifndef FLW_TYPESYS_REFINE_FORM_H
#define FLW_TYPESYS_REFINE_FORM_H

#include "base/intervals.h"
#include "base/pattern.h"
#include "typesys/refine.h"

typedef struct Word {
    const char *at;
    uint32_t len;
} Word;

/* Sorted by bytes, each once. */
typedef struct Words {
    const Word *at;
    uint32_t len;
} Words;

/* A string is allowed when all of this holds. */
typedef struct RefineCase {
    Intervals lengths; /* as asked for */
    Intervals reach;   /* those of them that the patterns leave */
    const Pattern *patterns[PATTERNS_MAX]; /* sorted by text, each once */
    uint32_t patterns_len;
    Words without;
} RefineCase;

struct Refinement {
    TypeKind base;     /* INT, FLOAT, DURATION, DATETIME, STRING, LIST or MAP */
    Intervals set;     /* numbers: the values (of a float: intervals_key of
                        them); LIST, MAP: the lengths */
    Words words;       /* STRING: allowed beside what the cases allow */
    RefineCase *cases; /* STRING: sorted */
    uint32_t cases_len;
};

/* The widest set: of values, or of lengths. */
Interval refine_domain(TypeKind base);
/* The case that allows every string. */
RefineCase refine_any_string(Arena *arena);
/* True: it would have more than REFINE_CASES_MAX cases, or a case more than
 * PATTERNS_MAX patterns; then out is not to be used. */
bool refine_and(Arena *arena, const Refinement *left, const Refinement *right,
                Refinement *out);
bool refine_or(Arena *arena, const Refinement *left, const Refinement *right,
               Refinement *out);
/* The lasting form of a draft. */
const Refinement *refine_finish(Arena *arena, const Refinement *draft);

#endif
