/* diag_hunk.h - what a fix changes, as lines taken out and put in.
 *
 *         |
 *      10 -   let n = "4"
 *      10 +   let n = 4
 */
#ifndef FLW_BASE_DIAG_HUNK_H
#define FLW_BASE_DIAG_HUNK_H

#include "base/diag.h"
#include "base/diag_pen.h"

typedef struct HunkLine {
    const char *text;
    size_t len;
} HunkLine;

typedef Vec(HunkLine) HunkLines;

typedef struct Hunk {
    Source *source;
    uint32_t first; /* line of the first one taken out or put in */
    HunkLines old;
    HunkLines new;
} Hunk;

typedef Vec(Hunk) Hunks;

/* Adds the hunks of a fix: edits of lines that touch share one. Edits that
 * overlap an earlier one are left out. */
void hunks_add(Arena *arena, const Sources *sources, const DiagFix *fix,
               Hunks *hunks);
/* The last line number that hunk_print shows. */
uint32_t hunk_last(const Hunk *hunk);
void hunk_print(const Hunk *hunk, Pen *pen);

#endif
