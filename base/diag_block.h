/* diag_block.h - lines of one source with marks under them.
 *
 *        --> main.flw:12:60
 *         |
 *      12 |   let bam = align(reads: trimmed, threads: n)
 *         |             -----                          ^ string
 *         |             |
 *         |             in this call
 */
#ifndef FLW_BASE_DIAG_BLOCK_H
#define FLW_BASE_DIAG_BLOCK_H

#include "base/diag_pen.h"
#include "base/source.h"

typedef struct Mark {
    uint32_t start; /* bytes of the source */
    uint32_t end;
    uint32_t first; /* lines */
    uint32_t last;
    char sign; /* '^' primary, '-' secondary */
    Ink ink;
    const char *text; /* NULL: no words */
} Mark;

enum { BLOCK_LANES = 4 }; /* marks over several lines drawn beside each other */

typedef struct Block {
    Arena *arena;
    Source *source;
    Place place;       /* of the arrow */
    Vec(Mark) singles; /* each on one line */
    Mark lanes[BLOCK_LANES];
    uint32_t lanes_len;
    uint32_t last; /* the last line shown */
} Block;

/* Adds a mark; the first one is where the arrow points. The span must be in
 * the source of the block. */
void block_mark(Block *block, Span span, char sign, Ink ink, const char *text);
void block_print(Block *block, Pen *pen);

#endif
