/* runs.c - what happened: a row a run; its signals, a wish to end it. */
#include "runtime/store/runs.h"

#include <string.h>

#include "base/panic.h"
#include "runtime/store/query.h"

#define RUN_COLUMNS                                                        \
    "serial, id, entity, kind, source, digest, phase, began, ended, pid, " \
    "pid_start, inputs, outputs, fault_kind, fault_flags, fault_code, "    \
    "fault_message, failed_node, options, changes"

static const char new_run[] =
    "INSERT INTO runs(" RUN_COLUMNS ") "
    "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,"
    "?20)";
static const char run_by_id[] = "SELECT " RUN_COLUMNS " FROM runs WHERE id=?1";
static const char run_last[] =
    "SELECT " RUN_COLUMNS " FROM runs ORDER BY serial DESC LIMIT 1";
static const char runs_by_start[] =
    "SELECT " RUN_COLUMNS
    " FROM runs WHERE id>=?1 AND id<?1||char(1114111) LIMIT 2";
static const char runs_newest[] =
    "SELECT " RUN_COLUMNS " FROM runs ORDER BY serial DESC LIMIT ?1";
static const char put_signal[] =
    "INSERT OR REPLACE INTO signals(run, id, value) VALUES(?1,?2,?3)";
static const char get_signal[] =
    "SELECT value FROM signals WHERE run=?1 AND id=?2";
static const char put_cancel[] =
    "INSERT OR REPLACE INTO cancels(run, reason) VALUES(?1,?2)";
static const char get_cancel[] = "SELECT reason FROM cancels WHERE run=?1";

const char *phase_name(Phase phase)
{
    switch (phase) {
    case PHASE_NOT_YET:
        return "NOT_YET";
    case PHASE_QUEUED:
        return "QUEUED";
    case PHASE_RUNNING:
        return "RUNNING";
    case PHASE_SUCCEEDED:
        return "SUCCEEDED";
    case PHASE_FAILED:
        return "FAILED";
    case PHASE_TIMED_OUT:
        return "TIMED_OUT";
    case PHASE_SKIPPED:
        return "SKIPPED";
    case PHASE_ABORTED:
        return "ABORTED";
    case PHASE_RECOVERED:
        return "RECOVERED";
    case PHASE_FAILING:
        return "FAILING";
    case PHASE_SUCCEEDING:
        return "SUCCEEDING";
    case PHASE_INTERRUPTED:
        return "INTERRUPTED";
    }
    UNREACHABLE("a phase that is none");
}

bool phase_is_final(Phase phase)
{
    switch (phase) {
    case PHASE_SUCCEEDED:
    case PHASE_FAILED:
    case PHASE_TIMED_OUT:
    case PHASE_SKIPPED:
    case PHASE_ABORTED:
    case PHASE_RECOVERED:
        return true;
    case PHASE_NOT_YET:
    case PHASE_QUEUED:
    case PHASE_RUNNING:
    case PHASE_FAILING:
    case PHASE_SUCCEEDING:
    case PHASE_INTERRUPTED:
        return false;
    }
    UNREACHABLE("a phase that is none");
}

bool run_put(Home *home, RunRow *run, const char **why)
{
    bool is_new = !run->serial;
    Query query =
        is_new ? query_now(home, new_run) : query_later(home, WRITE_RUN);
    if (is_new)
        query_put_bytes(&query, NULL, 0);
    else
        query_put_int(&query, run->serial);
    query_put_text(&query, run->id);
    query_put_text(&query, run->entity);
    query_put_text(&query, run->kind);
    query_put_text(&query, run->source);
    query_put_text(&query, run->digest);
    query_put_int(&query, run->phase);
    query_put_int(&query, run->began);
    query_put_int(&query, run->ended);
    query_put_int(&query, run->pid);
    query_put_int(&query, run->pid_start);
    query_put_map(&query, run->inputs);
    query_put_map(&query, run->outputs);
    query_put_fault(&query, run->fault);
    query_put_text(&query, run->failed_node);
    query_put_text(&query, run->options);
    query_put_int(&query, (int64_t)run->changes);
    if (!query_run(&query, why))
        return false;
    if (is_new)
        run->serial = sqlite3_last_insert_rowid(home->db);
    return true;
}

static void get_run(Query *query, Arena *arena, RunRow *run)
{
    run->serial = query_int(query);
    run->id = query_text(query, arena);
    run->entity = query_text(query, arena);
    run->kind = query_text(query, arena);
    run->source = query_text(query, arena);
    run->digest = query_text(query, arena);
    run->phase = (Phase)query_int(query);
    run->began = query_int(query);
    run->ended = query_int(query);
    run->pid = query_int(query);
    run->pid_start = query_int(query);
    run->inputs = query_map(query, arena);
    run->outputs = query_map(query, arena);
    run->fault = query_fault(query, arena);
    run->failed_node = query_text(query, arena);
    run->options = query_text(query, arena);
    run->changes = (uint64_t)query_int(query);
}

typedef Vec(RunRow) RunRows;

static bool get_runs(Query *query, Arena *arena, RunRows *rows,
                     const char **why)
{
    while (query_next(query)) {
        RunRow row;
        get_run(query, arena, &row);
        vec_push(arena, rows, row);
    }
    return query_end(query, why);
}

static RunRow *only(Arena *arena, const char *id, const RunRows *rows,
                    const char **why)
{
    if (rows->len == 1)
        return &rows->at[0];
    if (rows->len > 1)
        *why = arena_print(arena, "`%s` could be `%s` or `%s`: give more of it",
                           id, rows->at[0].id, rows->at[1].id);
    else
        *why =
            arena_print(arena, "no run `%s` here: `flw runs` lists them", id);
    return NULL;
}

RunRow *run_find(Home *home, Arena *arena, const char *id, const char **why)
{
    RunRows rows = {0};
    bool is_last = strcmp(id, "last") == 0;
    Query query = query_of(home, is_last ? run_last : run_by_id);
    if (!is_last)
        query_put_text(&query, id);
    if (!get_runs(&query, arena, &rows, why))
        return NULL;
    if (rows.len == 0 && is_last) {
        *why = "there is no run here yet: `flw run` makes the first";
        return NULL;
    }
    if (rows.len == 0 && *id) {
        query = query_of(home, runs_by_start);
        query_put_text(&query, id);
        if (!get_runs(&query, arena, &rows, why))
            return NULL;
    }
    return only(arena, id, &rows, why);
}

RunRow *runs_list(Home *home, Arena *arena, uint32_t limit, uint32_t *n,
                  const char **why)
{
    RunRows rows = {0};
    Query query = query_of(home, runs_newest);
    query_put_int(&query, limit ? (int64_t)limit : -1);
    if (!get_runs(&query, arena, &rows, why))
        return NULL;
    *n = rows.len;
    return rows.len ? rows.at : arena_new(arena, RunRow);
}

bool signal_put(Home *home, int64_t run, const char *id,
                const IdlLiteral *value, const char **why)
{
    Query query = query_now(home, put_signal);
    query_put_int(&query, run);
    query_put_text(&query, id);
    query_put_literal(&query, value);
    return query_run(&query, why);
}

const IdlLiteral *signal_find(Home *home, Arena *arena, int64_t run,
                              const char *id)
{
    Query query = query_beside(home, get_signal);
    query_put_int(&query, run);
    query_put_text(&query, id);
    const IdlLiteral *found =
        query_next(&query) ? query_literal(&query, arena) : NULL;
    const char *ignored;
    query_end(&query, &ignored);
    return found;
}

bool cancel_put(Home *home, int64_t run, const char *reason, const char **why)
{
    Query query = query_now(home, put_cancel);
    query_put_int(&query, run);
    query_put_text(&query, reason);
    return query_run(&query, why);
}

const char *cancel_find(Home *home, Arena *arena, int64_t run)
{
    Query query = query_beside(home, get_cancel);
    query_put_int(&query, run);
    const char *found = query_next(&query) ? query_text(&query, arena) : NULL;
    const char *ignored;
    query_end(&query, &ignored);
    return found;
}
