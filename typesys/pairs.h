/* pairs.h - what was found out about pairs of numbers.
 *
 * A zeroed Pairs is a valid empty one. Questions about two types are asked
 * again and again inside bigger types; answered once, they cost what the
 * types' distinct parts cost. */
#ifndef FLW_TYPESYS_PAIRS_H
#define FLW_TYPESYS_PAIRS_H

#include <stdint.h>

#include "base/arena.h"

typedef struct Pairs {
    uint64_t *keys;   /* 1 + the pair; 0 is free */
    uint8_t *answers; /* by slot */
    uint32_t cap;     /* a power of two */
    uint32_t len;
} Pairs;

enum { PAIRS_UNKNOWN = 255 };

/* The answer put for the pair; PAIRS_UNKNOWN when there is none. */
uint8_t pairs_find(const Pairs *pairs, uint32_t first, uint32_t second);
void pairs_put(Arena *arena, Pairs *pairs, uint32_t first, uint32_t second,
               uint8_t answer);

#endif
