/* home.h - the folder that holds everything of local runs: `.flw`, or FLW_HOME.
 *
 *     flw.db        runs, nodes, attempts, signals, cache: SQLite, one
 *                   connection, rollback journal
 *     log/          rows that are not in the database yet (log.h)
 *     objects/      contents of files and folders, by SHA-256, read-only
 *     runs/RUN/     the package, attempt folders, control pipe, lock
 *
 * Private to its owner (0700); a home that others can write to is refused.
 * Writes gather until home_commit; what was not committed never happened, so
 * nothing is shown or sent before. */
#ifndef FLW_RUNTIME_STORE_HOME_H
#define FLW_RUNTIME_STORE_HOME_H

#include <stdbool.h>

#include "base/arena.h"

typedef struct Home Home;

/* Opens it, and makes it where there is none. Path NULL: what FLW_HOME says,
 * else `.flw` here. NULL with a reason: not ours, not writable, of a newer
 * flw, damaged. A process opens a home once. */
Home *home_open(Arena *arena, const char *path, const char **why);
/* Commits and closes. */
bool home_close(Home *home, const char **why);
/* Absolute. */
const char *home_path(const Home *home);
/* What was put since the last time is there after a kill when this is back,
 * and, within half a second, after a power cut and for other processes. Costs
 * a write; twice a second some waiting for the disk. False: nothing of it
 * happened (disk full, ...). */
bool home_commit(Home *home, const char **why);
/* To be called now and then by whoever commits and then waits long: others see
 * the last commits too. */
bool home_tick(Home *home, const char **why);
/* Gives up what was put since the last home_commit. */
void home_rollback(Home *home);

#endif
