/* journal.h - is the rollback journal what its writer left?
 *
 * SQLite takes the end of a journal that was cut for its end, and then puts
 * back only some pages of a transaction: rows of two times in one database. So
 * a journal is looked through before SQLite sees it. Ours persist: after a
 * commit the first bytes are zero, the file is never empty. */
#ifndef FLW_RUNTIME_STORE_JOURNAL_H
#define FLW_RUNTIME_STORE_JOURNAL_H

#include <stdbool.h>

#include "base/arena.h"

typedef enum JournalState {
    JOURNAL_QUIET,   /* nothing to put back, or its writer is at work */
    JOURNAL_HOT,     /* whole: SQLite will put back what it holds */
    JOURNAL_NONE,    /* there is none */
    JOURNAL_DAMAGED, /* with a reason */
    JOURNAL_UNKNOWN  /* could not be read, with a reason */
} JournalState;

/* Of the database at path, which this process must not have open: closing a
 * file gives up all locks that its process holds on it. */
JournalState journal_look(Arena *arena, const char *path, const char **why);

#endif
