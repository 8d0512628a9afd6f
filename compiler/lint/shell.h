/* shell.h - a shell script, read as far as lints want to know it.
 *
 * Commands with their words, expansions of variables with where they stand.
 * Nothing is evaluated. A script that cannot be followed to its end is broken,
 * and nobody should conclude anything from it. */
#ifndef FLW_COMPILER_LINT_SHELL_H
#define FLW_COMPILER_LINT_SHELL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"

/* What becomes of the value of an expansion. */
typedef enum ShellPlace {
    SHELL_SPLIT, /* words of a command: at blanks; then names of files */
    SHELL_LIST,  /* the same in `for x in …`, where it is often meant */
    SHELL_WHOLE  /* quoted, assigned, compared: one word as it is */
} ShellPlace;

typedef struct ShellVar {
    const char *name; /* not ended by a NUL */
    uint32_t name_len;
    uint32_t start; /* of `$x` or `${x…}` in the script */
    uint32_t end;
    ShellPlace place;
    bool in_backquotes; /* where quotes have rules of their own */
} ShellVar;

typedef struct ShellWord {
    const char *text; /* without its quotes */
    uint32_t start;
    uint32_t end;
} ShellWord;

typedef struct ShellCommand {
    Vec(ShellWord) words; /* at least one; no assignments or redirections */
    bool reads_pipe;      /* from the command before it */
    bool writes_pipe;     /* to the one after it */
    bool is_condition;    /* of an if or while, or before && or || */
} ShellCommand;

typedef struct ShellAssignment {
    const char *name;
    uint32_t name_len;
    const char *value; /* as it is written, not ended by a NUL */
    uint32_t value_len;
} ShellAssignment;

typedef struct Shell {
    Vec(ShellCommand) commands; /* inner ones of `$(…)` before the outer */
    Vec(ShellVar) vars;
    Vec(ShellAssignment) assignments;
    bool broken;
} Shell;

/* Never NULL; lives in the arena, as must the text. */
Shell *shell_read(Arena *arena, const char *text, uint32_t len);
/* The first word, without the folders before its last `/`; "" when there is
 * none. */
const char *shell_program(const ShellCommand *command);
/* Is it one of the command's words? */
bool shell_has_word(const ShellCommand *command, const char *word);

#endif
