/* help.h - help, completion and the man page, made from the command tables. */
#ifndef FLW_COMPILER_CLI_HELP_H
#define FLW_COMPILER_CLI_HELP_H

#include <stdio.h>

#include "compiler/cli/command.h"

void help_all(FILE *out);
void help_command(FILE *out, const Command *command);
/* The man page flw(1), in roff. */
void help_man(FILE *out);

#endif
