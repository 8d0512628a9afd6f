/* target.h - what `flw run` is pointed at: a package and an entity in it.
 *
 * The first word is a .flw file or a folder of such (checked and emitted, as
 * `flw build` would), or a package of any SDK; the second names a workflow,
 * launch plan or task of it. What is run is read back from the very bytes
 * that the package has. */
#ifndef FLW_COMPILER_CLI_TARGET_H
#define FLW_COMPILER_CLI_TARGET_H

#include "compiler/cli/command.h"
#include "runtime/engine/run.h"

typedef struct Target {
    const char *path;     /* as given */
    const char *folder;   /* it is in, absolute */
    FileText bytes;       /* the archive */
    Package package;      /* read from the bytes */
    const Entity *entity; /* NULL: status says why */
} Target;

/* The arena is the input's. The exit status: EXIT_FINE, or what went wrong,
 * which was said on stderr. Options read: root, color, max-errors,
 * deny-warnings. */
int target_open(const CommandInput *input, Target *target);
/* The inputs that flags, --input and --inputs give, all of them checked.
 * NULL: said on stderr what is wrong. Files among them stay paths. */
IdlLiteralMap *target_inputs(const CommandInput *input, const Target *target);

#endif
