/* cmd_help.c - flw help */
#include <stdio.h>

#include "compiler/cli/command.h"
#include "compiler/cli/help.h"

static int run_help(const CommandInput *input)
{
    if (command_option(input, "man")) {
        help_man(stdout);
        return EXIT_FINE;
    }
    if (input->word_count == 0) {
        help_all(stdout);
        return EXIT_FINE;
    }
    const Command *command = command_find(input->words[0]);
    if (!command) {
        const char *near = command_near(input->arena, input->words[0]);
        fprintf(stderr, "flw help: there is no command `%s`", input->words[0]);
        if (near)
            fprintf(stderr, "; did you mean `%s`?", near);
        fputc('\n', stderr);
        return EXIT_USAGE;
    }
    help_command(stdout, command);
    return EXIT_FINE;
}

static const Option options[] = {
    {"man", 0, NULL, NULL, "print the man page flw(1)"},
    {0},
};

const Command cmd_help = {
    .name = "help",
    .summary = "help for flw or one of its commands",
    .usage = "[COMMAND]",
    .text = "Prints the list of commands, or the help of one.\n",
    .options = options,
    .run = run_help,
};
