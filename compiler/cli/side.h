/* side.h - a package, from whatever a word of a command leads to: a .flw file
 * or a folder of such (checked and emitted, as `flw build` would), or a
 * package of any SDK. */
#ifndef FLW_COMPILER_CLI_SIDE_H
#define FLW_COMPILER_CLI_SIDE_H

#include <stdbool.h>

#include "base/file.h"
#include "compiler/cli/command.h"
#include "spec/package.h"

typedef struct Side {
    const char *path; /* as given */
    bool quiet;       /* to be set before: errors are said, not warnings */
    FileText bytes;   /* the archive, or the single message */
    Package package;  /* read back from the bytes */
} Side;

/* Fills all of side but `quiet`; it lives in the input's arena. The exit
 * status: EXIT_FINE, or what went wrong, which was said on stderr. Options
 * read: root, color, max-errors, deny-warnings. */
int side_open(const CommandInput *input, const char *path, Side *side);
/* The same for what a git revision has at path: a .flw file, a folder of such,
 * or an archive of messages. Imports are of that revision, too. */
int side_open_revision(const CommandInput *input, const char *revision,
                       const char *path, Side *side);
/* Does the path lead to .flw, rather than to a package? */
bool side_is_source(Arena *arena, const char *path);

#endif
