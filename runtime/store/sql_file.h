/* sql_file.h - statements against a SQLite file of the user's, for sql tasks.
 *
 * Nothing of our own database: another file, another connection, closed when
 * the function is back. Other files cannot be attached. */
#ifndef FLW_RUNTIME_STORE_SQL_FILE_H
#define FLW_RUNTIME_STORE_SQL_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

enum { SQL_SECONDS_MAX = 600 };

typedef struct SqlResult {
    uint32_t columns;
    uint64_t rows;
    const char *cell; /* the first of the first row as text; NULL: none, or
                         SQL's null */
    bool retry;       /* out, on failure: somebody else held the file */
    bool interrupted; /* out, on failure: a signal to end is waiting for us */
} SqlResult;

/* Runs all statements and writes the rows of the last one that has columns to
 * the new file `csv`, with a line of names (RFC 4180, a null is empty). False
 * with a reason; what the statements before did stays done. */
bool sql_file_run(Arena *arena, const char *database, const char *statements,
                  const char *csv, SqlResult *result, const char **why);

#endif
