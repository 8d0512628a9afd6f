/* near.h - the name that was probably meant.
 *
 * Restricted Damerau-Levenshtein over lower-cased bytes; accepted when at most
 * max(1, length / 3) edits away. A difference in case alone wins outright.
 * Ties go to the candidate that was offered first. */
#ifndef FLW_BASE_NEAR_H
#define FLW_BASE_NEAR_H

#include "base/sym.h"

typedef struct Near {
    const Sym *wanted; /* set by the caller */
    const Sym *best;   /* NULL: nothing is near */
    uint32_t distance; /* of best */
} Near;

/* Considers one candidate. */
void near_offer(Near *near, const Sym *candidate);

#endif
