/* gather.h - what would be said of every task, said once a file. For this
 * folder alone. */
#ifndef FLW_COMPILER_LINT_GATHER_H
#define FLW_COMPILER_LINT_GATHER_H

#include "compiler/session/session.h"

/* Of W0434 and of W0480, which a file often has for all that it declares, the
 * first stays and tells of the others. The diagnostics are sorted, and are
 * so afterwards. */
void gather_repeated(Session *session);

#endif
