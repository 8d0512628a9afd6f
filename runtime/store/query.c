/* query.c - one statement: values in, rows out, by position. */
#include "runtime/store/query.h"

#include <string.h>

#include "flyteidl/core/literals.pb-c.h"
#include "spec/wire.h"

enum { FAULT_RECOVERABLE = 1, FAULT_TIMED_OUT = 2, FAULT_COLUMNS = 4 };

static sqlite3_stmt *prepared(Home *home, const char *sql, int *code)
{
    sqlite3_stmt *statement = map_find(&home->statements, sql);
    if (statement)
        return statement;
    *code = sqlite3_prepare_v3(home->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
                               &statement, NULL);
    if (*code == SQLITE_OK)
        map_put(home->arena, &home->statements, sql, statement);
    return statement;
}

Query query_beside(Home *home, const char *sql)
{
    Query query = {.home = home};
    query.statement = prepared(home, sql, &query.code);
    return query;
}

/* First of all, since beginning applies records, which are queries too. */
static Query query_begun(Home *home, const char *sql, bool begin)
{
    const char *why = NULL;
    if (begin)
        database_begin(home, &why);
    Query query = query_beside(home, sql);
    query.why = why;
    if (why)
        query.code = SQLITE_ERROR;
    return query;
}

Query query_of(Home *home, const char *sql)
{
    return query_begun(home, sql, home->log.records.len > 0);
}

Query query_now(Home *home, const char *sql)
{
    return query_begun(home, sql, true);
}

Query query_later(Home *home, Write write)
{
    log_begin(&home->log, write);
    return (Query){.home = home, .log = &home->log};
}

static void note(Query *query, int code)
{
    if (query->code == SQLITE_OK)
        query->code = code;
}

void query_put_int(Query *query, int64_t number)
{
    if (query->log)
        log_int(query->log, number);
    else
        note(query, sqlite3_bind_int64(query->statement, ++query->put, number));
}

void query_put_part(Query *query, const char *text, size_t len)
{
    note(query, sqlite3_bind_text64(query->statement, ++query->put, text, len,
                                    SQLITE_STATIC, SQLITE_UTF8));
}

void query_put_text(Query *query, const char *text)
{
    if (!text)
        query_put_bytes(query, NULL, 0);
    else if (query->log)
        log_text(query->log, text, strlen(text));
    else
        query_put_part(query, text, strlen(text));
}

void query_put_bytes(Query *query, const void *bytes, size_t len)
{
    if (query->log && bytes)
        log_bytes(query->log, bytes, len);
    else if (query->log)
        log_null(query->log);
    else
        note(query, sqlite3_bind_blob64(query->statement, ++query->put, bytes,
                                        len, SQLITE_STATIC));
}

static void put_message(Query *query, const ProtobufCMessage *message)
{
    if (!message) {
        query_put_bytes(query, NULL, 0);
        return;
    }
    /* Packing puts maps in order, which changes no value. */
    size_t len;
    const uint8_t *bytes = spec_pack(
        &query->home->scratch, (ProtobufCMessage *)(uintptr_t)message, &len);
    query_put_bytes(query, len ? (const void *)bytes : "", len);
}

void query_put_map(Query *query, const IdlLiteralMap *map)
{
    put_message(query, map ? &map->base : NULL);
}

void query_put_literal(Query *query, const IdlLiteral *literal)
{
    put_message(query, literal ? &literal->base : NULL);
}

void query_put_fault(Query *query, const Fault *fault)
{
    if (!fault) {
        for (int i = 0; i < FAULT_COLUMNS; i++)
            query_put_bytes(query, NULL, 0);
        return;
    }
    query_put_int(query, fault->kind);
    query_put_int(query, (fault->recoverable ? FAULT_RECOVERABLE : 0) |
                             (fault->timed_out ? FAULT_TIMED_OUT : 0));
    query_put_text(query, fault->code);
    query_put_text(query, fault->message);
}

bool query_next(Query *query)
{
    query->got = 0;
    if (query->code != SQLITE_OK && query->code != SQLITE_ROW)
        return false;
    query->code = sqlite3_step(query->statement);
    return query->code == SQLITE_ROW;
}

int64_t query_int(Query *query)
{
    return sqlite3_column_int64(query->statement, query->got++);
}

const char *query_text(Query *query, Arena *arena)
{
    const char *text =
        (const char *)sqlite3_column_text(query->statement, query->got);
    int len = sqlite3_column_bytes(query->statement, query->got++);
    return text ? arena_copy(arena, text, (size_t)len) : NULL;
}

static ProtobufCMessage *get_message(Query *query, Arena *arena,
                                     const MessageType *type)
{
    int at = query->got++;
    if (sqlite3_column_type(query->statement, at) == SQLITE_NULL)
        return NULL;
    const void *bytes = sqlite3_column_blob(query->statement, at);
    int len = sqlite3_column_bytes(query->statement, at);
    const char *why;
    ProtobufCMessage *message =
        spec_unpack(arena, type, bytes ? bytes : "", (size_t)len, &why);
    if (!message && !query->why)
        query->why = arena_print(
            query->home->arena,
            "`%s/flw.db` is damaged: a value in it cannot be read: %s",
            query->home->path, why);
    return message;
}

const IdlLiteralMap *query_map(Query *query, Arena *arena)
{
    return (const IdlLiteralMap *)get_message(
        query, arena, &flyteidl__core__literal_map__descriptor);
}

const IdlLiteral *query_literal(Query *query, Arena *arena)
{
    return (const IdlLiteral *)get_message(
        query, arena, &flyteidl__core__literal__descriptor);
}

const Fault *query_fault(Query *query, Arena *arena)
{
    if (sqlite3_column_type(query->statement, query->got) == SQLITE_NULL) {
        query->got += FAULT_COLUMNS;
        return NULL;
    }
    Fault *fault = arena_new(arena, Fault);
    int64_t kind = query_int(query);
    int64_t flags = query_int(query);
    fault->kind = kind == FAULT_USER     ? FAULT_USER
                  : kind == FAULT_SYSTEM ? FAULT_SYSTEM
                                         : FAULT_UNKNOWN;
    fault->recoverable = flags & FAULT_RECOVERABLE;
    fault->timed_out = flags & FAULT_TIMED_OUT;
    fault->code = query_text(query, arena);
    fault->message = query_text(query, arena);
    return fault;
}

static void release(Query *query)
{
    if (query->statement) {
        sqlite3_reset(query->statement);
        sqlite3_clear_bindings(query->statement);
    }
    arena_reset(&query->home->scratch);
}

bool query_end(Query *query, const char **why)
{
    int code = query->code;
    bool done = code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE;
    if (query->why)
        *why = query->why;
    else if (!done)
        database_failed(query->home, code, why);
    release(query);
    return done && !query->why;
}

bool query_run(Query *query, const char **why)
{
    if (!query->log)
        query_next(query);
    return query_end(query, why);
}
