/* silence.h - `# flw: allow W0430 because the tag is pinned by our registry`.
 *
 * On a line of its own it covers the whole of what begins on the next line of
 * code: a declaration, a statement, a field. Behind code it covers that, from
 * its beginning to the end of the line. */
#ifndef FLW_COMPILER_LINT_SILENCE_H
#define FLW_COMPILER_LINT_SILENCE_H

#include "compiler/session/session.h"

/* Takes the silenced warnings out of the diagnostics, which are sorted then.
 * Complains of silences without a reason, or of nothing, in the modules that
 * lints have looked at: the keys of `linted`; NULL: none. */
void silence_apply(Session *session, const Map *linted);

#endif
