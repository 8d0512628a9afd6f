/* diff.h - what differs between two texts, as a unified diff.
 *
 * Lines, by Myers's greedy O(ND) search (An O(ND) Difference Algorithm and Its
 * Variations, 1986); where more than DIFF_EDITS_MAX lines differ, the part
 * between the first and the last of them is replaced as a whole. */
#ifndef FLW_BASE_DIFF_H
#define FLW_BASE_DIFF_H

#include "base/buf.h"
#include "base/file.h"
#include "base/vec.h"

enum { DIFF_EDITS_MAX = 2000, DIFF_CONTEXT = 3 };

/* Bytes [start, end) of the old text become the len bytes at `text`. */
typedef struct DiffPart {
    size_t start, end;
    const char *text; /* in the new text */
    size_t len;
} DiffPart;
typedef Vec(DiffPart) DiffParts;

/* The parts that differ, whole lines each, in order; none touch. */
DiffParts diff_parts(Arena *arena, FileText old, FileText new);

/* Nothing when they are equal. `path` names both sides. */
void diff_unified(Buf *out, const char *path, FileText old, FileText new);

#endif
