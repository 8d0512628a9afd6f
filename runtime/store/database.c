/* database.c - flw.db: its schema, its state on disk, its one transaction. */
#include "runtime/store/database.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runtime/store/journal.h"

/* "flw1", so that nobody's SQLite file is taken for ours. */
#define APPLICATION "1718384433"

/* Format n is what the first n steps make: a step that went out is never
 * changed, another one is added. Rows that are looked for by rowid alone, or
 * are long, keep it. */
static const char *const steps[] = {
    /* 1 */
    "CREATE TABLE runs(serial INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
    " entity TEXT, kind TEXT, source TEXT, digest TEXT, phase INTEGER,"
    " began INTEGER, ended INTEGER, pid INTEGER, pid_start INTEGER,"
    " inputs BLOB, outputs BLOB, fault_kind INTEGER, fault_flags INTEGER,"
    " fault_code TEXT, fault_message TEXT, failed_node TEXT, options TEXT,"
    " changes INTEGER);"
    "CREATE TABLE nodes(place INTEGER PRIMARY KEY, run INTEGER NOT NULL,"
    " path TEXT NOT NULL, name TEXT, entity TEXT, kind TEXT, phase INTEGER,"
    " attempts INTEGER, system_failures INTEGER, queued INTEGER,"
    " began INTEGER, ended INTEGER, cache INTEGER, inputs BLOB, outputs BLOB,"
    " fault_kind INTEGER, fault_flags INTEGER, fault_code TEXT,"
    " fault_message TEXT);"
    "CREATE UNIQUE INDEX nodes_by_path ON nodes(run, path);"
    "CREATE TABLE attempts(run INTEGER, path TEXT, number INTEGER,"
    " folder TEXT, phase INTEGER, began INTEGER, ended INTEGER,"
    " exit_code INTEGER, exit_signal INTEGER, command TEXT,"
    " fault_kind INTEGER, fault_flags INTEGER, fault_code TEXT,"
    " fault_message TEXT, PRIMARY KEY(run, path, number)) WITHOUT ROWID;"
    "CREATE TABLE signals(run INTEGER, id TEXT, value BLOB,"
    " PRIMARY KEY(run, id)) WITHOUT ROWID;"
    "CREATE TABLE cancels(run INTEGER PRIMARY KEY, reason TEXT);"
    "CREATE TABLE cache(serial INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,"
    " task TEXT, version TEXT, interface TEXT, inputs TEXT, facts TEXT,"
    " run INTEGER, path TEXT, made INTEGER, used INTEGER, outputs BLOB);"
    "CREATE INDEX cache_by_task ON cache(task, serial);"
    "CREATE TABLE cache_notes(run INTEGER, path TEXT, key TEXT, task TEXT,"
    " version TEXT, interface TEXT, inputs TEXT, facts TEXT,"
    " PRIMARY KEY(run, path)) WITHOUT ROWID;"
    "CREATE TABLE reservations(key TEXT PRIMARY KEY, run INTEGER,"
    " pid INTEGER, pid_start INTEGER) WITHOUT ROWID;"
    "PRAGMA application_id=" APPLICATION ";",

    /* 2: for a while 1 had these, too */
    "CREATE TABLE IF NOT EXISTS logs(slot INTEGER PRIMARY KEY, frame INTEGER);"
    "CREATE TABLE IF NOT EXISTS events(run TEXT, seq INTEGER, line TEXT,"
    " PRIMARY KEY(run, seq)) WITHOUT ROWID;",
};

enum { FORMAT = sizeof(steps) / sizeof(*steps) };

/* The journal stays (journal.h says why) and is never spilt into; FULL: what
 * is committed is there after a power cut. */
static const char settings[] = "PRAGMA cell_size_check=ON;"
                               "PRAGMA cache_spill=OFF;"
                               "PRAGMA journal_mode=PERSIST;"
                               "PRAGMA synchronous=FULL;"
                               "PRAGMA cache_size=-16384;"
                               "PRAGMA mmap_size=0;"
                               "PRAGMA temp_store=MEMORY;";

static bool refuse(Home *home, const char *what, const char **why)
{
    *why = arena_print(home->arena, "`%s/flw.db` %s", home->path, what);
    return false;
}

static bool is_damaged(Home *home, const char *how, const char **why)
{
    const char *what =
        arena_print(home->arena,
                    "is damaged (%s): nothing was changed; move `%s` "
                    "away to begin anew, or put a copy of it back",
                    how, home->path);
    return refuse(home, what, why);
}

static const char *of_system(Home *home, const char *what)
{
    int error = sqlite3_system_errno(home->db);
    return error ? arena_print(home->arena, "%s: %s", what, strerror(error))
                 : what;
}

static bool explain(Home *home, int code, const char **why)
{
    const char *said = home->db ? sqlite3_errmsg(home->db) : "no memory";
    switch (code & 0xff) {
    case SQLITE_FULL:
        return refuse(home, "cannot grow: no space left on the device", why);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return refuse(home,
                      "is held by another flw for more than 20 seconds; "
                      "try again when that one is done",
                      why);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return is_damaged(home, said, why);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return refuse(home, "cannot be written to", why);
    case SQLITE_CANTOPEN:
        return refuse(home, of_system(home, "cannot be opened"), why);
    case SQLITE_IOERR:
        return refuse(home, of_system(home, "cannot be read or written"), why);
    default:
        return refuse(home, said, why);
    }
}

bool database_failed(Home *home, int code, const char **why)
{
    explain(home, code, why);
    if (home->open)
        home->broken = *why;
    return false;
}

static bool run_sql(Home *home, const char *sql, const char **why)
{
    int code = sqlite3_exec(home->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK || explain(home, code, why);
}

/* The first value of the first row. */
static bool ask(Home *home, const char *sql, const char **answer,
                const char **why)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(home->db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    const char *text = code == SQLITE_ROW
                           ? (const char *)sqlite3_column_text(statement, 0)
                           : NULL;
    if (code == SQLITE_ROW)
        *answer = text ? arena_copy(home->arena, text, strlen(text)) : "";
    else
        explain(home, code, why);
    sqlite3_finalize(statement);
    return code == SQLITE_ROW;
}

/* 0: it is empty. */
static bool find_format(Home *home, int *format, const char **why)
{
    const char *version;
    const char *application;
    const char *tables;
    *format = 0;
    if (!ask(home, "PRAGMA user_version", &version, why) ||
        !ask(home, "PRAGMA application_id", &application, why) ||
        !ask(home, "SELECT count(*) FROM sqlite_schema", &tables, why))
        return false;
    if (strcmp(tables, "0") == 0)
        return true;
    *format = atoi(version);
    if (strcmp(application, APPLICATION) != 0 || *format < 1)
        return refuse(home, "is not a database of flw's", why);
    if (*format <= FORMAT)
        return true;
    const char *what = arena_print(home->arena,
                                   "was made by a newer flw (format %s, "
                                   "this one knows %d): use that one",
                                   version, FORMAT);
    return refuse(home, what, why);
}

static bool take_steps(Home *home, int format, const char **why)
{
    while (format < FORMAT)
        if (!run_sql(home, steps[format++], why))
            return false;
    const char *sql =
        arena_print(home->arena, "PRAGMA user_version=%d", FORMAT);
    return run_sql(home, sql, why);
}

/* From any format to ours, or not at all. Two may find it old at once: the
 * second to get the lock looks again. */
static bool bring_up(Home *home, const char **why)
{
    int format;
    if (!find_format(home, &format, why))
        return false;
    if (format == FORMAT)
        return true;
    if (!run_sql(home, "BEGIN IMMEDIATE", why))
        return false;
    if (find_format(home, &format, why) && take_steps(home, format, why) &&
        run_sql(home, "COMMIT", why))
        return true;
    sqlite3_exec(home->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

static bool check_quickly(Home *home, const char **why)
{
    const char *answer;
    if (!ask(home, "PRAGMA quick_check(1)", &answer, why))
        return false;
    return strcmp(answer, "ok") == 0 || is_damaged(home, answer, why);
}

/* What SQLite advises for a file that may have been tampered with. */
static void be_wary(sqlite3 *db)
{
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 256 << 20);
    sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 100000);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(db, SQLITE_LIMIT_EXPR_DEPTH, 20);
}

static bool connect(Home *home, const char *path, const char **why)
{
    int code = sqlite3_open_v2(path, &home->db,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                                   SQLITE_OPEN_NOFOLLOW |
                                   SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX,
                               NULL);
    if (code != SQLITE_OK)
        return explain(home, code, why);
    be_wary(home->db);
    sqlite3_busy_timeout(home->db, DATABASE_PATIENCE);
    return true;
}

bool database_open(Home *home, const char **why)
{
    const char *path = arena_print(home->arena, "%s/flw.db", home->path);
    JournalState state = journal_look(home->arena, path, why);
    if (state == JOURNAL_UNKNOWN)
        return false;
    if (state == JOURNAL_DAMAGED)
        return is_damaged(home, *why, why);
    if (!connect(home, path, why) || !run_sql(home, settings, why))
        return false;
    bool unclean = state == JOURNAL_HOT || state == JOURNAL_NONE;
    return (!unclean || check_quickly(home, why)) && bring_up(home, why) &&
           log_recover(home, why);
}

bool database_begin(Home *home, const char **why)
{
    if (home->broken) {
        *why = home->broken;
        return false;
    }
    if (!home->open) {
        int code = sqlite3_exec(home->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
        if (code != SQLITE_OK)
            return explain(home, code, why);
        home->open = true;
    }
    return log_apply(home, why);
}

void home_rollback(Home *home)
{
    if (home->open && !sqlite3_get_autocommit(home->db))
        sqlite3_exec(home->db, "ROLLBACK", NULL, NULL, NULL);
    home->log.records.len = home->log.safe;
    home->log.applied = 0;
    home->open = false;
    home->broken = NULL;
}

/* Contents first: a row must never speak of bytes that a power cut took. */
static bool sync_objects(Home *home, const char **why)
{
    for (uint32_t i = 0; i < home->unsynced.len; i++) {
        const char *path = home->unsynced.at[i];
        int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
        /* Taken away since: by prune, or by somebody's hand. */
        if (file < 0 && errno == ENOENT)
            continue;
        bool done = file >= 0 && fsync(file) == 0;
        if (!done)
            *why = arena_print(home->arena, "cannot write `%s`: %s", path,
                               strerror(errno));
        if (file >= 0)
            close(file);
        if (!done)
            return false;
    }
    home->unsynced.len = 0;
    return true;
}

static bool commit(Home *home, const char **why)
{
    if (!database_begin(home, why) || !log_note(home, why) ||
        !sync_objects(home, why))
        return false;
    int code = sqlite3_exec(home->db, "COMMIT", NULL, NULL, NULL);
    return code == SQLITE_OK || explain(home, code, why);
}

/* Brings the database up to date. */
static bool settle(Home *home, const char **why)
{
    bool done = commit(home, why);
    if (!done)
        home_rollback(home);
    else
        log_clear(&home->log);
    home->open = false;
    return done;
}

bool home_commit(Home *home, const char **why)
{
    const Log *log = &home->log;
    if (home->open)
        return settle(home, why);
    if (!log_save(home, why)) {
        home_rollback(home);
        return false;
    }
    return log->records.len == 0 || !log_is_due(log) || settle(home, why);
}

bool home_tick(Home *home, const char **why)
{
    const Log *log = &home->log;
    bool waits = log->safe > 0 && log->safe == log->records.len;
    return home->open || !waits || !log_is_due(log) || settle(home, why);
}

bool database_close(Home *home, const char **why)
{
    bool some = home->open || home->log.records.len > 0;
    bool done = !home->db || !some || settle(home, why);
    for (uint32_t i = 0; i < home->statements.len; i++)
        sqlite3_finalize(home->statements.items[i].value);
    sqlite3_close(home->db);
    home->db = NULL;
    log_close(&home->log);
    return done;
}
