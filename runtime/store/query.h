/* query.h - one statement: values in, rows out, by position.
 *
 *     Query query = query_of(home, sql);
 *     query_put_int(&query, run);
 *     while (query_next(&query))
 *         ... query_int(&query) ...
 *     return query_end(&query, why);
 *
 * The text must be a constant: it is prepared once and known by its address.
 * Failures are kept until query_end or query_run. Whoever writes goes through
 * query_later where it can, and the database hears of it by and by. */
#ifndef FLW_RUNTIME_STORE_QUERY_H
#define FLW_RUNTIME_STORE_QUERY_H

#include "runtime/store/database.h"
#include "runtime/store/writes.h"
#include "runtime/value/fault.h"
#include "runtime/value/literal.h"

typedef struct Query {
    Home *home;
    sqlite3_stmt *statement;
    int code;        /* of SQLite */
    int put;         /* the last value put */
    int got;         /* the column to be read next */
    Log *log;        /* values go there instead; NULL: no */
    const char *why; /* what is not SQLite's to tell */
} Query;

/* A read, which sees all that was put. */
Query query_of(Home *home, const char *sql);
/* A read that sees what the database has, and costs no one anything. */
Query query_beside(Home *home, const char *sql);
/* A write in the open transaction. */
Query query_now(Home *home, const char *sql);
/* A write by way of the log. */
Query query_later(Home *home, Write write);

void query_put_int(Query *query, int64_t number);
/* Texts and bytes may be NULL; they must live until the query is over. */
void query_put_text(Query *query, const char *text);
/* A text of that length. */
void query_put_part(Query *query, const char *text, size_t len);
void query_put_bytes(Query *query, const void *bytes, size_t len);
void query_put_map(Query *query, const IdlLiteralMap *map);
void query_put_literal(Query *query, const IdlLiteral *literal);
/* Four values: kind, flags, code, message. */
void query_put_fault(Query *query, const Fault *fault);

/* The next row; false: none, or a failure. */
bool query_next(Query *query);
int64_t query_int(Query *query);
const char *query_text(Query *query, Arena *arena);
const IdlLiteralMap *query_map(Query *query, Arena *arena);
const IdlLiteral *query_literal(Query *query, Arena *arena);
const Fault *query_fault(Query *query, Arena *arena);

/* Ends a read; false with a reason when it failed. */
bool query_end(Query *query, const char **why);
/* Does a write. */
bool query_run(Query *query, const char **why);

#endif
