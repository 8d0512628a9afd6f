/* sql_file.h - statements against a SQLite file of the user's, for sql tasks.
 *
 * Nothing of our own database: another file, another connection, closed when
 * the function is back. Other files cannot be attached. */
#ifndef FLW_RUNTIME_STORE_SQL_FILE_H
#define FLW_RUNTIME_STORE_SQL_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct SqlQuery {
    const char *database;   /* path of a file that is there */
    const char *statements; /* all are run */
    const char *csv;        /* path of a file to be */
    int64_t until;          /* on the monotonic clock; INT64_MAX: no limit */
    bool (*stopped)(void *self); /* asked now and then; NULL: never stopped */
    void *self;
} SqlQuery;

typedef struct SqlResult {
    uint32_t columns;
    uint64_t rows;
    const char *cell; /* the first of the first row as text; NULL: none, or
                         SQL's null */
    bool retry;       /* out, on failure: somebody else held the file */
    bool late;        /* out, on failure: it took too long */
    bool stopped;     /* out, on failure: it was told to stop */
} SqlResult;

/* Runs all statements and writes the rows of the last one that has columns to
 * the new file `csv`, with a line of names (RFC 4180, a null is empty). False
 * with a reason; what the statements before did stays done. */
bool sql_file_run(Arena *arena, const SqlQuery *query, SqlResult *result,
                  const char **why);

#endif
