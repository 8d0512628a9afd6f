/* database.h - flw.db: its schema, its state on disk, its one transaction. */
#ifndef FLW_RUNTIME_STORE_DATABASE_H
#define FLW_RUNTIME_STORE_DATABASE_H

#include <sqlite3.h>

#include "base/map.h"
#include "base/vec.h"
#include "runtime/store/home.h"
#include "runtime/store/log.h"

enum {
    DATABASE_PATIENCE = 20000, /* ms that another flw may hold it */
};

struct Home {
    Arena *arena;
    Arena scratch; /* of one query */
    const char *path;
    int lock; /* shared while it is open, so that nobody prunes */
    sqlite3 *db;
    Map statements; /* text of a query, by its address: sqlite3_stmt */
    Log log;
    bool open;                  /* a transaction is */
    const char *broken;         /* why the open one cannot be committed */
    int64_t born;               /* when this process began: process_start */
    uint32_t temporaries;       /* made so far, for their names */
    Vec(const char *) unsynced; /* objects, to be synced before a commit */
};

/* Opens the database, made where it is new, brought up to our format where it
 * is older; false with a reason, one of a newer flw left as it is. */
bool database_open(Home *home, const char **why);
bool database_close(Home *home, const char **why);

/* Begins the transaction if none is open, and puts into it what the log
 * gathered. */
bool database_begin(Home *home, const char **why);
/* The reason of SQLite's last failure, for people; what was open is broken. */
bool database_failed(Home *home, int code, const char **why);

#endif
