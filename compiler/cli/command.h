/* command.h - what a command is, and what it is given.
 *
 * A command is a file cmd_NAME.c with one Command in it; main.c lists them.
 * Help, completion and the man page are made from these tables. */
#ifndef FLW_COMPILER_CLI_COMMAND_H
#define FLW_COMPILER_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Exit status of every command. */
typedef enum ExitStatus {
    EXIT_FINE = 0,
    EXIT_WRONG = 1,   /* the program (or the user's part) is wrong */
    EXIT_USAGE = 2,   /* the command could not be run: usage, files */
    EXIT_KILLED = 130 /* interrupted */
} ExitStatus;

typedef struct Option {
    const char *name;    /* long, without dashes */
    char letter;         /* 0: none */
    const char *value;   /* what it takes: "FILE"; NULL: nothing */
    const char *choices; /* "text|json" when it is one of these; else NULL */
    const char *help;
} Option;

enum { OPTIONS_MAX = 24 };

typedef struct CommandInput {
    Arena *arena; /* of this one command */
    const Option *options;
    const char *values[OPTIONS_MAX]; /* by option; NULL: not given, "" : yes */
    const char *const *words;        /* what is no option; NULL at the end */
    size_t word_count;
} CommandInput;

typedef struct Command {
    const char *name;
    const char *summary;   /* one line, for `flw help` */
    const char *usage;     /* "[OPTIONS] [PATH...]" */
    const char *text;      /* paragraphs of its help */
    const Option *options; /* ends with a row of zeros */
    int (*run)(const CommandInput *input);
} Command;

extern const Command cmd_check;
extern const Command cmd_build;
extern const Command cmd_inspect;
extern const Command cmd_explain;
extern const Command cmd_new;
extern const Command cmd_completion;
extern const Command cmd_help;

/* All of them, in the order of help; NULL at the end. */
extern const Command *const commands[];
/* NULL: there is none of that name. */
const Command *command_find(const char *name);
/* The command that was probably meant; NULL: none is near. */
const char *command_near(Arena *arena, const char *name);

/* The option's value; NULL: not given; "" when it takes none. */
const char *command_option(const CommandInput *input, const char *name);
/* A whole number of at least `least`; complains and gives false otherwise.
 * Leaves *out alone when the option was not given. */
bool command_number(const CommandInput *input, const char *name, long least,
                    long *out);

#endif
