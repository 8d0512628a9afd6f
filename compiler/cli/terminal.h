/* terminal.h - what a stream can show. */
#ifndef FLW_COMPILER_CLI_TERMINAL_H
#define FLW_COMPILER_CLI_TERMINAL_H

#include <stdio.h>

#include "compiler/cli/command.h"

/* --color, else NO_COLOR, else: is it a terminal that can? */
bool terminal_colour(const CommandInput *input, FILE *out);
/* COLUMNS, else the terminal's, else 100. */
uint32_t terminal_width(FILE *out);

#endif
