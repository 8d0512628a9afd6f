/* foresee.h - what emission would complain of, told without emitting.
 *
 * A walk over the checked trees adds up the most that each message can take.
 * Where that is far from Flyte's limits, and nothing stands there that only
 * the making shows, there is nothing to complain of, and nothing is made. */
#ifndef FLW_COMPILER_EMIT_FORESEE_H
#define FLW_COMPILER_EMIT_FORESEE_H

#include "compiler/emit/emit.h"
#include "compiler/session/session.h"

/* True: the diagnostics of the session now have all that plan_make and
 * emit_check would add. False: those must be asked, and nothing was added. The
 * session was checked and has no errors. */
bool emit_foresee(Session *session);

#endif
