/* sql_file.c - statements against a SQLite file of the user's. */
#include "runtime/store/sql_file.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define MS INT64_C(1000000)

enum {
    PATIENCE = 20000,       /* ms that somebody else may hold the file */
    NAP = 20,               /* ms, until it is tried again */
    STEPS_BETWEEN = 100000, /* of SQLite's machine, between looks at the time */
    LOOK_EVERY = 50         /* ms, at who may stop it */
};

typedef struct SqlRun {
    Arena *arena;
    sqlite3 *db;
    FILE *csv;
    const SqlQuery *asked;
    SqlResult *result;
    int64_t next_look;
    const char *why;
} SqlRun;

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

/* Whoever waits for signals, deadlines and people waits for us. */
static int is_over(void *self)
{
    SqlRun *query = self;
    const SqlQuery *asked = query->asked;
    int64_t time = now();
    query->result->late = time > asked->until;
    if (asked->stopped && time >= query->next_look) {
        query->next_look = time + LOOK_EVERY * MS;
        query->result->stopped = asked->stopped(asked->self);
    }
    return query->result->late || query->result->stopped;
}

static int wait_for_file(void *self, int tries)
{
    if (tries >= PATIENCE / NAP || is_over(self))
        return 0;
    nanosleep(&(struct timespec){.tv_nsec = NAP * MS}, NULL);
    return 1;
}

static int allow(void *self, int action, const char *first, const char *second,
                 const char *third, const char *fourth)
{
    (void)self;
    (void)first;
    (void)second;
    (void)third;
    (void)fourth;
    return action == SQLITE_ATTACH || action == SQLITE_DETACH ? SQLITE_DENY
                                                              : SQLITE_OK;
}

static bool fail(SqlRun *query, int code)
{
    query->result->retry = code == SQLITE_BUSY || code == SQLITE_LOCKED;
    if (query->result->stopped)
        query->why = "the run was stopped";
    else if (query->result->late)
        query->why = "its time was over";
    else
        query->why = arena_print(query->arena, "%s", sqlite3_errmsg(query->db));
    return false;
}

/* ---- rows as CSV ---- */

static void put_cell(FILE *csv, const char *text)
{
    if (!strpbrk(text, ",\"\r\n")) {
        fputs(text, csv);
        return;
    }
    putc('"', csv);
    for (; *text; text++) {
        if (*text == '"')
            putc('"', csv);
        putc(*text, csv);
    }
    putc('"', csv);
}

static void put_names(SqlRun *query, sqlite3_stmt *statement)
{
    int count = sqlite3_column_count(statement);
    for (int i = 0; i < count; i++) {
        put_cell(query->csv, sqlite3_column_name(statement, i));
        putc(i + 1 < count ? ',' : '\n', query->csv);
    }
}

static void put_row(SqlRun *query, sqlite3_stmt *statement)
{
    int count = sqlite3_column_count(statement);
    for (int i = 0; i < count; i++) {
        const char *text = (const char *)sqlite3_column_text(statement, i);
        put_cell(query->csv, text ? text : "");
        putc(i + 1 < count ? ',' : '\n', query->csv);
    }
    const char *first = (const char *)sqlite3_column_text(statement, 0);
    if (query->result->rows++ == 0 && first)
        query->result->cell = arena_copy(query->arena, first, strlen(first));
}

/* A statement with columns starts the file anew. */
static bool begin(SqlRun *query, sqlite3_stmt *statement)
{
    if (sqlite3_column_count(statement) == 0)
        return true;
    *query->result = (SqlResult){
        .columns = (uint32_t)sqlite3_column_count(statement),
    };
    query->csv = query->csv ? freopen(query->asked->csv, "w", query->csv)
                            : fopen(query->asked->csv, "wx");
    if (query->csv) {
        put_names(query, statement);
        return true;
    }
    query->why = arena_print(query->arena, "cannot write `%s`: %s",
                             query->asked->csv, strerror(errno));
    return false;
}

/* ---- statements ---- */

static bool step_all(SqlRun *query, sqlite3_stmt *statement)
{
    int code;
    if (!begin(query, statement))
        return false;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        put_row(query, statement);
    return code == SQLITE_DONE || fail(query, code);
}

static bool run_all(SqlRun *query, const char *text)
{
    bool fine = true;
    while (fine && *text) {
        sqlite3_stmt *statement = NULL;
        int code = sqlite3_prepare_v2(query->db, text, -1, &statement, &text);
        if (code != SQLITE_OK)
            fine = fail(query, code);
        else if (statement)
            fine = step_all(query, statement);
        sqlite3_finalize(statement);
    }
    return fine;
}

static bool close_csv(SqlRun *query)
{
    if (!query->csv)
        return true;
    bool written = !ferror(query->csv);
    if (fclose(query->csv) == 0 && written)
        return true;
    query->why = arena_print(query->arena, "cannot write `%s`: %s",
                             query->asked->csv, strerror(errno));
    return false;
}

bool sql_file_run(Arena *arena, const SqlQuery *asked, SqlResult *result,
                  const char **why)
{
    *result = (SqlResult){0};
    SqlRun query = {.arena = arena, .asked = asked, .result = result};
    int code = sqlite3_open_v2(asked->database, &query.db,
                               SQLITE_OPEN_READWRITE, NULL);
    bool fine = code == SQLITE_OK || fail(&query, code);
    if (fine) {
        sqlite3_busy_handler(query.db, wait_for_file, &query);
        sqlite3_set_authorizer(query.db, allow, NULL);
        sqlite3_progress_handler(query.db, STEPS_BETWEEN, is_over, &query);
        fine = run_all(&query, asked->statements);
    }
    fine = close_csv(&query) && fine;
    sqlite3_close(query.db);
    *why = query.why;
    return fine;
}
