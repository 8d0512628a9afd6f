/* diff.h - what differs between two texts, as a unified diff.
 *
 * Lines, by Myers's greedy O(ND) search (An O(ND) Difference Algorithm and Its
 * Variations, 1986); where more than DIFF_EDITS_MAX lines differ, the part
 * between the first and the last of them is replaced as a whole. */
#ifndef FLW_BASE_DIFF_H
#define FLW_BASE_DIFF_H

#include "base/buf.h"
#include "base/file.h"

enum { DIFF_EDITS_MAX = 2000, DIFF_CONTEXT = 3 };

/* Nothing when they are equal. `path` names both sides. */
void diff_unified(Buf *out, const char *path, FileText old, FileText new);

#endif
