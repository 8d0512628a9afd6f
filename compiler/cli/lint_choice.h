/* lint_choice.h - which warnings a command wants to hear of. */
#ifndef FLW_COMPILER_CLI_LINT_CHOICE_H
#define FLW_COMPILER_CLI_LINT_CHOICE_H

#include <stdbool.h>

#include "compiler/cli/command.h"
#include "compiler/session/session.h"

/* Do --allow and --deny name warnings? Complains when not. */
bool lint_choice_is_good(const CommandInput *input);
/* To a checked session's diagnostics: what lints find, if they are wanted; less
 * what comments in the source silence, less what --allow names; what --deny
 * names is an error. */
void lint_choose(const CommandInput *input, Session *session, bool wants_lints);

#endif
