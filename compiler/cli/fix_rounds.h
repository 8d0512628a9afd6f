/* fix_rounds.h - sure fixes applied, round by round, to texts in memory. */
#ifndef FLW_COMPILER_CLI_FIX_ROUNDS_H
#define FLW_COMPILER_CLI_FIX_ROUNDS_H

#include <stdbool.h>

#include "base/file.h"
#include "base/map.h"
#include "compiler/cli/project.h"

/* A file as it was, and as it is after so many rounds. */
typedef struct FixFile {
    const char *path;  /* canonical; NULL: standard input */
    const char *shown; /* once something was fixed in it */
    FileText old;
    FileText now;
    bool changed;
    bool stuck; /* a fix broke it, and was taken back */
} FixFile;

/* What was fixed: code and words of the fix, and its place at that time. */
typedef struct FixDone {
    const char *shown;
    Place place;
    const char *code;
    const char *title;
} FixDone;

typedef struct FixRounds {
    const CommandInput *input;
    Arena *arena; /* of files and of what was done */
    SymTable syms;
    Map files;        /* Sym of the path -> FixFile */
    FixFile standard; /* input, if it was asked for */
    bool has_standard;
    Vec(FixDone) done;
    SessionFiles reader;
} FixRounds;

enum { FIX_ROUNDS_MAX = 50 };

/* Checks what the command names, applies sure fixes, and checks again until
 * there is none. The project is checked as it is then, and open; the files are
 * not written. Options: lint, only, allow. False: what was asked for could not
 * be read; said why. */
bool fix_rounds(FixRounds *rounds, Project *project);

#endif
