#include "base/panic.h"

#include <stdio.h>
#include <stdlib.h>

/* _Exit: after a bug, half-made output must not be flushed as if it were
 * whole. */
void panic_at(const char *file, int line, const char *what)
{
    fprintf(stderr, "flw: internal error at %s:%d: %s\n", file, line, what);
    fputs("flw: this is a bug in flw, not in your program\n", stderr);
    _Exit(PANIC_STATUS);
}
