/* pattern_tree.h - a pattern as written (private to pattern*.c). */
#ifndef FLW_BASE_PATTERN_TREE_H
#define FLW_BASE_PATTERN_TREE_H

#include "base/pattern.h"
#include "base/vec.h"

enum { PATTERN_POINT_MAX = 0x10FFFF, PATTERN_FOREVER = -1 };

typedef enum PatternKind {
    PATTERN_SET,    /* one code point of the set */
    PATTERN_CAT,    /* one after the other; none: the empty text */
    PATTERN_ALT,    /* one of them */
    PATTERN_REPEAT, /* parts.at[0], min to max times */
} PatternKind;

typedef struct PatternNode PatternNode;
struct PatternNode {
    PatternKind kind;
    Intervals set;
    Vec(const PatternNode *) parts;
    int min;
    int max; /* PATTERN_FOREVER: no end */
};

/* NULL when the text is no pattern. */
const PatternNode *pattern_parse(Arena *arena, const char *text, uint32_t len,
                                 PatternFault *fault);

/* The state after one code point more. */
uint32_t pattern_step(const Pattern *pattern, uint32_t state, uint32_t point);

#endif
