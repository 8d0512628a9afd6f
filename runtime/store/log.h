/* log.h - rows on their way into the database.
 *
 * A commit of SQLite waits for the disk several times, and keeps others from
 * writing; a run has thousands. So rows gather here: home_commit appends them
 * to a file, which a kill does not undo, and now and then all of them go into
 * the database in one transaction, which a power cut does not undo either.
 * Whoever opens a home first brings in what the dead left.
 *
 *     log/0, log/1 ...  one of each living process that writes, locked by it
 *     frame             length, checksum, number, records
 *     record            which statement, how many values, the values
 *
 * The database knows the number of the last frame of each file that it has. */
#ifndef FLW_RUNTIME_STORE_LOG_H
#define FLW_RUNTIME_STORE_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/sym.h"
#include "runtime/store/home.h"

/* What is written this way: whole rows, so that doing it twice is the same.
 * Numbers are part of the format. */
typedef enum Write {
    WRITE_RUN,
    WRITE_NODE,
    WRITE_ATTEMPT,
    WRITE_NOTE,
    WRITE_ENTRY,
    WRITE_USE,
    WRITE_EVENT,
    WRITE_EVENTS_DONE,
    WRITES
} Write;

typedef struct Log {
    Arena arena; /* of what follows; given back when all is applied */
    Buf records;
    size_t safe;    /* up to there they are in the file */
    size_t applied; /* up to there in the open transaction */
    size_t begun;   /* where the record that is being written begins */
    SymTable names; /* keys of the cache among them */
    Map keys;
    int file; /* -1: none yet */
    int slot;
    int64_t size;   /* of the file */
    uint64_t frame; /* the last one written */
    int64_t since;  /* when the database last had everything; monotonic */
} Log;

/* A record, value by value. */
void log_begin(Log *log, Write write);
void log_null(Log *log);
void log_int(Log *log, int64_t number);
void log_text(Log *log, const char *text, size_t len);
void log_bytes(Log *log, const void *bytes, size_t len);

/* Appends what is new to the file; false with a reason, and nothing of it
 * happened. */
bool log_save(Home *home, const char **why);
/* Puts what is not yet applied into the open transaction. */
bool log_apply(Home *home, const char **why);
/* Notes in the open transaction how far the file is applied. */
bool log_note(Home *home, const char **why);
/* All is in the database: forgets it. */
void log_clear(Log *log);
/* Is it time to bring the database up to date? */
bool log_is_due(const Log *log);
void log_close(Log *log);
/* Brings in what processes left that are dead now. */
bool log_recover(Home *home, const char **why);

#endif
