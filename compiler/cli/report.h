/* report.h - diagnostics on a terminal or in a pipe. */
#ifndef FLW_COMPILER_CLI_REPORT_H
#define FLW_COMPILER_CLI_REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "compiler/cli/command.h"
#include "compiler/cli/project.h"

/* Prints what was found to out, the summary to stderr. Options read: color,
 * max-errors. False: an option is wrong; said so. */
bool report(const CommandInput *input, const Project *project, FILE *out);
/* To standard output as --format says; text: as report does. */
bool report_formatted(const CommandInput *input, const Project *project);
/* The exit status that the diagnostics call for. Option: deny-warnings. */
int report_status(const CommandInput *input, const Project *project);

#endif
