/* options.h - from argv to a CommandInput. */
#ifndef FLW_COMPILER_CLI_OPTIONS_H
#define FLW_COMPILER_CLI_OPTIONS_H

#include "compiler/cli/command.h"

/* argv[0] is the command's name. False: said why on stderr. *wants_help tells
 * that -h or --help was there. */
bool options_parse(Arena *arena, const Command *command, int argc, char **argv,
                   CommandInput *out, bool *wants_help);

#endif
