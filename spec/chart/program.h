/* program.h - Graphviz's `dot`, run as a child.
 *
 * A child and no library: what a hostile graph does to it harms nobody, it
 * ends when its time is over, and where it is not installed all but the
 * pictures works. */
#ifndef FLW_SPEC_CHART_PROGRAM_H
#define FLW_SPEC_CHART_PROGRAM_H

#include <stdbool.h>

#include "base/file.h"

typedef enum ProgramEnd {
    PROGRAM_FINE,
    PROGRAM_ABSENT, /* there is no such program on the PATH */
    PROGRAM_LATE,   /* its time was over */
    PROGRAM_FAILED  /* with *why */
} ProgramEnd;

/* What `dot -Tjson0` says to the text, within so many seconds. */
ProgramEnd program_dot(Arena *arena, FileText text, unsigned seconds,
                       FileText *out, const char **why);

#endif
