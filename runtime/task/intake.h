/* intake.h - inputs brought to where a command can read them.
 *
 * A file, folder or table becomes a copy under `outside`, by its input's name
 * and its places in lists and maps ("rows/3"); the literal then has the path
 * that the command sees. The copilot writes simple values as files too. */
#ifndef FLW_RUNTIME_TASK_INTAKE_H
#define FLW_RUNTIME_TASK_INTAKE_H

#include "base/buf.h"
#include "runtime/store/objects.h"
#include "runtime/task/mounts.h"
#include "runtime/value/literal.h"

enum {
    INTAKE_LARGE = 1 << 20, /* bytes; below, a copy costs less than a mount */
    INTAKE_MOUNTS_MAX = 64,
};

typedef struct Intake {
    Home *home;
    Arena *arena;
    const char *outside; /* a folder that is there */
    const char *inside;  /* how the command calls it */
    bool copilot;        /* every value is a file; tables are refused, as
                            flytecopilot does */
    bool dry;            /* nothing is written: only for the paths */
    Mounts *mounts;      /* large files and folders go in here, and what lies
                            in their place is empty; NULL: all are copied */
    const char *why;     /* out: when something failed */
} Intake;

/* The literal as the command is to see it, with all its files at `path`
 * ("rows", "rows/3"). NULL with intake->why. */
const IdlLiteral *intake_literal(Intake *intake, const IdlLiteral *literal,
                                 const char *path);
/* The same for each name. */
const IdlLiteralMap *intake_map(Intake *intake, const IdlLiteralMap *map);

#endif
