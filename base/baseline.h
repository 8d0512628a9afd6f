/* baseline.h - diagnostics that were there before, in a file.
 *
 * A line of JSON each, so that git can merge it; known by their fingerprint,
 * and so also when their lines move. Paths are as seen from the file's
 * folder. */
#ifndef FLW_BASE_BASELINE_H
#define FLW_BASE_BASELINE_H

#include "base/buf.h"
#include "base/file.h"
#include "base/fingerprint.h"

typedef struct BaselineEntry {
    const char *fingerprint;
    const char *code;
    const char *file;
    const char *title;
    bool occurs; /* baseline_apply: a diagnostic has it */
} BaselineEntry;

typedef struct Baseline {
    Vec(BaselineEntry) entries;
} Baseline;

enum { BASELINE_MAX = 64 << 20 }; /* bytes of the file */

/* False: the text is no baseline; *why says what is wrong, and where. */
bool baseline_read(Arena *arena, FileText text, Baseline *out,
                   const char **why);
/* The text of a baseline that has all of diags; by file, then as they are. */
void baseline_write(Buf *out, const Diags *diags, Fingerprints *prints);
/* Makes known what the baseline has. */
void baseline_apply(Baseline *baseline, Diags *diags, Fingerprints *prints);

#endif
