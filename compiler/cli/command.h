/* command.h - what a command is, and what it is given.
 *
 * A command is a file cmd_NAME.c with one Command in it; main.c lists them.
 * Help, completion and the man page are made from these tables. */
#ifndef FLW_COMPILER_CLI_COMMAND_H
#define FLW_COMPILER_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/vec.h"

/* Exit status of every command. */
typedef enum ExitStatus {
    EXIT_FINE = 0,
    EXIT_WRONG = 1,    /* the program (or the user's part) is wrong */
    EXIT_USAGE = 2,    /* the command could not be run: usage, files */
    EXIT_PLATFORM = 3, /* the platform's part of a run failed */
    EXIT_KILLED = 130  /* interrupted, cancelled */
} ExitStatus;

typedef struct Option {
    const char *name;    /* long, without dashes */
    char letter;         /* 0: none */
    const char *value;   /* what it takes: "FILE"; NULL: nothing */
    const char *choices; /* "text|json" when it is one of these; else NULL */
    const char *help;
} Option;

enum { OPTIONS_MAX = 32 };

/* An option as it was given, by its index; in the order of the words. */
typedef struct OptionGiven {
    int index;
    const char *value;
} OptionGiven;

/* `--region sf`: an input of what is run, where the command takes such. */
typedef struct InputFlag {
    const char *name;
    const char *value;
} InputFlag;

typedef struct CommandInput {
    Arena *arena; /* of this one command */
    const Option *options;
    const char *values[OPTIONS_MAX]; /* by option; NULL: not given, "" : yes;
                                        given twice: the last */
    Vec(OptionGiven) given;          /* all of them */
    Vec(InputFlag) flags;            /* of a command with takes_inputs */
    const char *const *words;        /* what is no option; NULL at the end */
    size_t word_count;
} CommandInput;

typedef struct Command {
    const char *name;
    const char *summary;   /* one line, for `flw help` */
    const char *usage;     /* "[OPTIONS] [PATH...]" */
    const char *text;      /* paragraphs of its help */
    const Option *options; /* ends with a row of zeros */
    bool takes_inputs;     /* an unknown `--name value` is an input */
    int (*run)(const CommandInput *input);
} Command;

extern const Command cmd_check;
extern const Command cmd_build;
extern const Command cmd_lint;
extern const Command cmd_fix;
extern const Command cmd_fmt;
extern const Command cmd_lsp;
extern const Command cmd_inspect;
extern const Command cmd_graph;
extern const Command cmd_diff;
extern const Command cmd_doc;
extern const Command cmd_run;
extern const Command cmd_resume;
extern const Command cmd_inputs;
extern const Command cmd_runs;
extern const Command cmd_show;
extern const Command cmd_logs;
extern const Command cmd_signal;
extern const Command cmd_cancel;
extern const Command cmd_cache;
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
bool command_given(const CommandInput *input, const char *name);
/* The next value of an option that may be given several times, from *at on
 * (0 at first), which is moved; NULL: no more. */
const char *command_next(const CommandInput *input, const char *name,
                         uint32_t *at);
/* A whole number of at least `least`; complains and gives false otherwise.
 * Leaves *out alone when the option was not given. */
bool command_number(const CommandInput *input, const char *name, long least,
                    long *out);

#endif
