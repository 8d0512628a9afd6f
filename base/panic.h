/* panic.h - bugs in flw itself: say where, and leave with status 101. */
#ifndef FLW_BASE_PANIC_H
#define FLW_BASE_PANIC_H

#include "base/attr.h"

/* Exit status of a bug in flw (docs: architecture, "Errors"). */
enum { PANIC_STATUS = 101 };

NORETURN void panic_at(const char *file, int line, const char *what);

#define UNREACHABLE(what) panic_at(__FILE__, __LINE__, what)

#endif
