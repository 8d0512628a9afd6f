/* run_session.h - one run from the command's side: who listens, what is said
 * at the end, with which status. */
#ifndef FLW_COMPILER_CLI_RUN_SESSION_H
#define FLW_COMPILER_CLI_RUN_SESSION_H

#include "compiler/cli/command.h"
#include "runtime/engine/run.h"

/* --home, FLW_HOME, or .flw here; NULL: said why on stderr. */
Home *home_of(const CommandInput *input);
/* The run of that id, of this home; NULL: said why on stderr. */
RunRow *run_named(const CommandInput *input, Home *home, const char *id);

/* Executes the job (a new run, or the rest of an old one) and says on the
 * terminal, or line by line, what happens. The exit status. */
int run_session(const CommandInput *input, RunJob *job, RunRow *resume);

/* Sends what a finished run's events have left to send. The exit status. */
int run_send_events(const CommandInput *input, RunJob *job);

#endif
