/* nodes.c - what happened: a row a node, a row an attempt. */
#include "runtime/store/query.h"
#include "runtime/store/runs.h"

#define NODE_COLUMNS                                                       \
    "path, name, entity, kind, phase, attempts, system_failures, queued, " \
    "began, ended, cache, inputs, outputs, fault_kind, fault_flags, "      \
    "fault_code, fault_message"
#define ATTEMPT_COLUMNS                                                   \
    "path, number, folder, phase, began, ended, exit_code, exit_signal, " \
    "command, fault_kind, fault_flags, fault_code, fault_message"

static const char nodes_of_run[] =
    "SELECT " NODE_COLUMNS " FROM nodes WHERE run=?1 ORDER BY place";
static const char node_by_path[] =
    "SELECT " NODE_COLUMNS " FROM nodes WHERE run=?1 AND path=?2";
static const char attempts_of_run[] =
    "SELECT " ATTEMPT_COLUMNS
    " FROM attempts WHERE run=?1 ORDER BY path, number";
static const char attempts_of_node[] =
    "SELECT " ATTEMPT_COLUMNS
    " FROM attempts WHERE run=?1 AND path=?2 ORDER BY number";

bool node_put(Home *home, int64_t run, const NodeRow *node, const char **why)
{
    Query query = query_later(home, WRITE_NODE);
    query_put_int(&query, run);
    query_put_text(&query, node->path);
    query_put_text(&query, node->name);
    query_put_text(&query, node->entity);
    query_put_text(&query, node->kind);
    query_put_int(&query, node->phase);
    query_put_int(&query, node->attempts);
    query_put_int(&query, node->system_failures);
    query_put_int(&query, node->queued);
    query_put_int(&query, node->began);
    query_put_int(&query, node->ended);
    query_put_int(&query, node->cache);
    query_put_map(&query, node->inputs);
    query_put_map(&query, node->outputs);
    query_put_fault(&query, node->fault);
    return query_run(&query, why);
}

static void get_node(Query *query, Arena *arena, NodeRow *node)
{
    node->path = query_text(query, arena);
    node->name = query_text(query, arena);
    node->entity = query_text(query, arena);
    node->kind = query_text(query, arena);
    node->phase = (Phase)query_int(query);
    node->attempts = (uint32_t)query_int(query);
    node->system_failures = (uint32_t)query_int(query);
    node->queued = query_int(query);
    node->began = query_int(query);
    node->ended = query_int(query);
    node->cache = (CacheStatus)query_int(query);
    node->inputs = query_map(query, arena);
    node->outputs = query_map(query, arena);
    node->fault = query_fault(query, arena);
}

NodeRow *nodes_list(Home *home, Arena *arena, int64_t run, uint32_t *n,
                    const char **why)
{
    Vec(NodeRow) rows = {0};
    Query query = query_of(home, nodes_of_run);
    query_put_int(&query, run);
    while (query_next(&query)) {
        NodeRow row;
        get_node(&query, arena, &row);
        vec_push(arena, &rows, row);
    }
    if (!query_end(&query, why))
        return NULL;
    *n = rows.len;
    return rows.len ? rows.at : arena_new(arena, NodeRow);
}

NodeRow *node_find(Home *home, Arena *arena, int64_t run, const char *path,
                   const char **why)
{
    Query query = query_of(home, node_by_path);
    query_put_int(&query, run);
    query_put_text(&query, path);
    NodeRow *found = NULL;
    if (query_next(&query)) {
        found = arena_new(arena, NodeRow);
        get_node(&query, arena, found);
    }
    if (!query_end(&query, why))
        return NULL;
    if (!found)
        *why = arena_print(
            arena, "the run has no node `%s`: `flw show` lists them", path);
    return found;
}

bool attempt_put(Home *home, int64_t run, const AttemptRow *attempt,
                 const char **why)
{
    Query query = query_later(home, WRITE_ATTEMPT);
    query_put_int(&query, run);
    query_put_text(&query, attempt->path);
    query_put_int(&query, attempt->number);
    query_put_text(&query, attempt->folder);
    query_put_int(&query, attempt->phase);
    query_put_int(&query, attempt->began);
    query_put_int(&query, attempt->ended);
    query_put_int(&query, attempt->exit_code);
    query_put_int(&query, attempt->exit_signal);
    query_put_text(&query, attempt->command);
    query_put_fault(&query, attempt->fault);
    return query_run(&query, why);
}

static void get_attempt(Query *query, Arena *arena, AttemptRow *attempt)
{
    attempt->path = query_text(query, arena);
    attempt->number = (uint32_t)query_int(query);
    attempt->folder = query_text(query, arena);
    attempt->phase = (Phase)query_int(query);
    attempt->began = query_int(query);
    attempt->ended = query_int(query);
    attempt->exit_code = (int32_t)query_int(query);
    attempt->exit_signal = (int32_t)query_int(query);
    attempt->command = query_text(query, arena);
    attempt->fault = query_fault(query, arena);
}

AttemptRow *attempts_list(Home *home, Arena *arena, int64_t run,
                          const char *path, uint32_t *n, const char **why)
{
    Vec(AttemptRow) rows = {0};
    Query query = query_of(home, path ? attempts_of_node : attempts_of_run);
    query_put_int(&query, run);
    if (path)
        query_put_text(&query, path);
    while (query_next(&query)) {
        AttemptRow row;
        get_attempt(&query, arena, &row);
        vec_push(arena, &rows, row);
    }
    if (!query_end(&query, why))
        return NULL;
    *n = rows.len;
    return rows.len ? rows.at : arena_new(arena, AttemptRow);
}
