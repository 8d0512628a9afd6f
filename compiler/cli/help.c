/* help.c - help and the man page, made from the command tables. */
#include "compiler/cli/help.h"

#include <string.h>

static const char tagline[] =
    "flw - a typed pipeline language that compiles to Flyte\n";

static const char exits[] =
    "Exit status: 0 fine, 1 the program is wrong, 2 the command could not be\n"
    "run (usage, files), 101 a bug in flw.\n";

void help_all(FILE *out)
{
    fprintf(out, "%s\nUsage: flw COMMAND [OPTIONS] [ARGUMENTS]\n\n", tagline);
    for (const Command *const *at = commands; *at; at++)
        fprintf(out, "  %-12s %s\n", (*at)->name, (*at)->summary);
    fprintf(out,
            "\n  --version    print the version\n"
            "  COMMAND --help\n\n%s",
            exits);
}

static void print_option(FILE *out, const Option *option)
{
    char head[64];
    const char *value = option->choices ? option->choices : option->value;
    if (!option->value)
        snprintf(head, sizeof head, "--%s", option->name);
    else
        snprintf(head, sizeof head, "--%s %s", option->name, value);
    if (option->letter)
        fprintf(out, "  -%c, %-24s %s\n", option->letter, head, option->help);
    else
        fprintf(out, "      %-24s %s\n", head, option->help);
}

void help_command(FILE *out, const Command *command)
{
    fprintf(out, "flw %s - %s\n\nUsage: flw %s %s\n\n%s\n", command->name,
            command->summary, command->name, command->usage, command->text);
    for (const Option *option = command->options; option->name; option++)
        print_option(out, option);
    fprintf(out, "  -h, --help                   this text\n");
}

/* Text of a paragraph in roff: a dash is escaped, a leading dot protected. */
static void print_roff(FILE *out, const char *text)
{
    for (const char *c = text; *c; c++) {
        if (*c == '-')
            fputs("\\-", out);
        else if (*c == '\\')
            fputs("\\e", out);
        else if (*c == '.' && (c == text || c[-1] == '\n'))
            fputs("\\&.", out);
        else
            fputc(*c, out);
    }
}

static void man_option(FILE *out, const Option *option)
{
    fprintf(out, ".TP\n\\fB\\-\\-%s\\fR", option->name);
    if (option->value)
        fprintf(out, " \\fI%s\\fR",
                option->choices ? option->choices : option->value);
    fputc('\n', out);
    print_roff(out, option->help);
    fputc('\n', out);
}

static void man_command(FILE *out, const Command *command)
{
    fprintf(out, ".SS flw %s ", command->name);
    print_roff(out, command->usage);
    fputc('\n', out);
    print_roff(out, command->text);
    for (const Option *option = command->options; option->name; option++)
        man_option(out, option);
}

void help_man(FILE *out)
{
    fprintf(out, ".TH FLW 1 \"\" \"flw %s\"\n.SH NAME\n", FLW_VERSION);
    print_roff(out, tagline);
    fprintf(out, ".SH SYNOPSIS\n\\fBflw\\fR COMMAND [OPTIONS] [ARGUMENTS]\n"
                 ".SH COMMANDS\n");
    for (const Command *const *at = commands; *at; at++)
        man_command(out, *at);
    fprintf(out, ".SH EXIT STATUS\n");
    print_roff(out, exits);
    fprintf(out, ".SH ENVIRONMENT\n.TP\n\\fBNO_COLOR\\fR\n"
                 "When set and not empty, no colour is used.\n");
}
