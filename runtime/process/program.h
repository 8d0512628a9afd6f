/* program.h - the file that a command's first word names. */
#ifndef FLW_RUNTIME_PROCESS_PROGRAM_H
#define FLW_RUNTIME_PROCESS_PROGRAM_H

#include "base/map.h"
#include "base/sym.h"

/* What was found, by name and PATH. */
typedef struct Programs {
    SymTable names;
    Map found;
} Programs;

void programs_init(Programs *programs, Arena *arena);
/* The path to execute: a name with a '/' as it stands, else the first
 * executable file of that name in `folders`, which are parted by ':' (NULL:
 * the usual ones); relative ones are passed over. NULL with a reason. */
const char *program_find(Programs *programs, const char *name,
                         const char *folders, const char **why);
/* It is not there any more: look again next time. */
void program_forget(Programs *programs, const char *name, const char *folders);

#endif
