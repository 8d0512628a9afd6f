/* fixes.h - the sure fixes of diagnostics, applied to their sources.
 *
 * Of fixes that get in each other's way the first is taken; what is left comes
 * up again when the result is checked. */
#ifndef FLW_BASE_FIXES_H
#define FLW_BASE_FIXES_H

#include "base/diag.h"
#include "base/file.h"

typedef struct FixTaken {
    const Diag *diag;
    const DiagFix *fix;
} FixTaken;

/* Set the first five, leave the rest zero. */
typedef struct Fixes {
    Arena *arena;
    const Sources *sources;
    /* May this diagnostic be fixed, and may this source be changed? */
    bool (*wants)(const void *context, const Diag *diag);
    bool (*may_change)(const void *context, const Source *source);
    const void *context;
    Vec(FixTaken) taken; /* in the order of the diagnostics */
    Vec(DiagEdit) edits; /* of these, by place; none overlap */
} Fixes;

/* Takes the first FIX_SAFE of each diagnostic that is wanted. */
void fixes_choose(Fixes *fixes, const Diags *diags);
/* The source with all edits in it; false: it has none. */
bool fixes_apply(const Fixes *fixes, const Source *source, FileText *out);

#endif
