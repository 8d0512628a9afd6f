/* help.c - help and the man page, made from the command tables. */
#include "compiler/cli/help.h"

#include <ctype.h>
#include <string.h>

static const char tagline[] =
    "flw - a typed pipeline language that compiles to Flyte\n";

static const char exits[] = "Exit status: 0 fine, 1 the program (or the user's "
                            "part of a run) is wrong,\n"
                            "2 the command could not be run (usage, files), 3 "
                            "the platform's part of a\n"
                            "run failed, 101 a bug in flw, 130 cancelled.\n";

void help_all(FILE *out)
{
    fprintf(out, "%s\nUsage: flw COMMAND [OPTIONS] [ARGUMENTS]\n\n", tagline);
    for (const Command *const *at = commands; *at; at++)
        fprintf(out, "  %-12s %s\n", (*at)->name, (*at)->summary);
    fprintf(out,
            "\n  flw COMMAND --help   what a command does, and its options\n"
            "  flw --version        the version\n\n%s",
            exits);
}

enum {
    WIDTH = 80,
    COLUMN = 30,      /* where the help of an option starts */
    CHOICES_MAX = 30, /* of what it takes; longer ones are for its help */
};

/* "auto|always|never", or "FORMAT" */
static const char *value_shown(const Option *option)
{
    bool fits = option->choices && strlen(option->choices) <= CHOICES_MAX;
    return fits ? option->choices : option->value;
}

/* "  -o, --output PATH" */
static int print_head(FILE *out, const Option *option)
{
    int width = fprintf(out, "  ");
    width += option->letter ? fprintf(out, "-%c, ", option->letter)
                            : fprintf(out, "    ");
    width += fprintf(out, "--%s", option->name);
    if (option->value)
        width += fprintf(out, " %s", value_shown(option));
    return width;
}

/* Words from the column on, as many on a line as fit. */
static void print_words(FILE *out, const char *text, int at)
{
    while (*text) {
        int len = (int)strcspn(text, " ");
        if (at > COLUMN && at + 1 + len > WIDTH) {
            fprintf(out, "\n%*s", COLUMN, "");
            at = COLUMN;
        } else if (at > COLUMN) {
            fputc(' ', out);
            at++;
        }
        fprintf(out, "%.*s", len, text);
        at += len;
        text += len + (text[len] == ' ');
    }
    fputc('\n', out);
}

static void print_option(FILE *out, const Option *option)
{
    int width = print_head(out, option);
    if (width + 2 > COLUMN) {
        fputc('\n', out);
        width = 0;
    }
    fprintf(out, "%*s", COLUMN - width, "");
    print_words(out, option->help, COLUMN);
}

void help_command(FILE *out, const Command *command)
{
    static const Option help = {"help", 'h', NULL, NULL, "this text"};
    fprintf(out, "flw %s - %s\n\nUsage: flw %s %s\n\n%s\n", command->name,
            command->summary, command->name, command->usage, command->text);
    for (const Option *option = command->options; option->name; option++)
        print_option(out, option);
    print_option(out, &help);
}

/* Text of a paragraph in roff: a dash is escaped, a leading dot or apostrophe
 * protected, an empty line a new paragraph. */
static void print_roff(FILE *out, const char *text)
{
    for (const char *c = text; *c; c++) {
        if (*c == '-')
            fputs("\\-", out);
        else if (*c == '\\')
            fputs("\\e", out);
        else if ((*c == '.' || *c == '\'') && (c == text || c[-1] == '\n'))
            fprintf(out, "\\&%c", *c);
        else if (*c == '\n' && c > text && c[-1] == '\n')
            fputs(".PP\n", out);
        else
            fputc(*c, out);
    }
}

static void man_option(FILE *out, const Option *option)
{
    fputs(".TP\n", out);
    if (option->letter)
        fprintf(out, "\\fB\\-%c\\fR, ", option->letter);
    fputs("\\fB\\-\\-", out);
    print_roff(out, option->name);
    fputs("\\fR", out);
    if (option->value)
        fprintf(out, " \\fI%s\\fR", value_shown(option));
    fputc('\n', out);
    print_roff(out, option->help);
    fputc('\n', out);
}

static void man_command(FILE *out, const Command *command)
{
    fprintf(out, ".SS flw %s ", command->name);
    print_roff(out, command->usage);
    fprintf(out, "\n%c", toupper((unsigned char)command->summary[0]));
    print_roff(out, command->summary + 1);
    fputs(".\n.PP\n", out);
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
    fputs(".SH ENVIRONMENT\n"
          ".TP\n\\fBNO_COLOR\\fR\n"
          "When set and not empty, no colour is used.\n"
          ".TP\n\\fBCOLUMNS\\fR\n"
          "How wide notes are, where the terminal does not say.\n"
          ".SH FILES\n"
          ".TP\n\\fBflw.toml\\fR\n"
          "Marks the root of a project, below which imports are found.\n"
          ".SH SEE ALSO\n"
          ".BR flw\\ explain\n"
          "has a page for each diagnostic.\n",
          out);
}
