/* lint.h - what is right and yet likely to be regretted.
 *
 * Lints look at checked trees without errors; each is a warning with a code of
 * its own. A comment `# flw: allow W0430 because ...` takes it back for what
 * begins at the next line (silence.h). */
#ifndef FLW_COMPILER_LINT_LINT_H
#define FLW_COMPILER_LINT_LINT_H

#include "compiler/session/session.h"

typedef struct LintRow {
    const char *code;
    const char *name;   /* of its function, with underscores */
    const char *reason; /* part of a sentence */
} LintRow;

/* All lints, by code; ends with a row of NULLs. */
extern const LintRow lint_rows[];

/* Is it the code of a lint? */
bool lint_is(const char *code);
/* Adds what the lints find in the modules of a checked session, but not in the
 * library's, nor in those with an error in them or in what they import; and
 * takes away what is silenced. */
void lint_session(Session *session);
/* Takes away the warnings of the checker that are silenced, and says nothing
 * about the silences: for those who want no lints. */
void lint_silence(Session *session);

#endif
