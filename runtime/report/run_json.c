/* run_json.c - a run as programs read it. */
#include <string.h>

#include "base/map.h"
#include "base/sym.h"
#include "runtime/report/attempt_index.h"
#include "runtime/report/ending.h"
#include "runtime/report/words.h"
#include "runtime/value/literal_json.h"

static void put_text(JsonOut *out, const char *name, const char *text)
{
    if (!text)
        return;
    json_name(out, name);
    json_put_string(out, text);
}

static void put_time(JsonOut *out, const char *name, int64_t ns)
{
    if (ns == 0)
        return;
    json_name(out, name);
    json_put_double(out, (double)(ns / 1000000) / 1000.0);
}

static void put_values(JsonOut *out, const char *name, Home *home,
                       const IdlLiteralMap *values)
{
    if (!values)
        return;
    json_name(out, name);
    json_open(out, '{');
    for (size_t i = 0; i < values->n_literals; i++) {
        json_name(out, values->literals[i]->key);
        literal_json(out, value_with_paths(home, out->buf->arena,
                                           values->literals[i]->value));
    }
    json_close(out, '}');
}

static void put_fault(JsonOut *out, const Fault *fault)
{
    if (!fault)
        return;
    json_name(out, "error");
    json_open(out, '{');
    put_text(out, "kind", fault_kind_name(fault->kind));
    put_text(out, "code", fault->code);
    put_text(out, "message", fault->message);
    json_close(out, '}');
}

static const char *cache_name(CacheStatus status)
{
    static const char *const names[] = {NULL,        "miss",    "hit",
                                        "populated", "skipped", "put_failed"};
    return names[status];
}

static void put_attempt(JsonOut *out, const AttemptRow *attempt)
{
    json_open(out, '{');
    json_name(out, "number");
    json_put_int64(out, attempt->number);
    put_text(out, "phase", phase_name(attempt->phase));
    put_text(out, "folder", attempt->folder);
    put_text(out, "command", attempt->command);
    put_time(out, "began", attempt->began);
    put_time(out, "ended", attempt->ended);
    if (attempt->exit_code >= 0) {
        json_name(out, "exit");
        json_put_int64(out, attempt->exit_code);
    }
    put_fault(out, attempt->fault);
    json_close(out, '}');
}

/* All attempts come by node, so those of one lie together. */
static void put_attempts(JsonOut *out, const AttemptRow *first, uint32_t n)
{
    if (n == 0)
        return;
    json_name(out, "attempts");
    json_open(out, '[');
    for (uint32_t i = 0; i < n; i++)
        put_attempt(out, &first[i]);
    json_close(out, ']');
}

static void put_node(JsonOut *out, Home *home, const NodeRow *node,
                     const AttemptRow *attempts, uint32_t n)
{
    json_open(out, '{');
    put_text(out, "path", node->path);
    put_text(out, "kind", node->kind);
    put_text(out, "entity", node->entity);
    put_text(out, "phase", phase_name(node->phase));
    put_text(out, "cache", cache_name(node->cache));
    put_time(out, "queued", node->queued);
    put_time(out, "began", node->began);
    put_time(out, "ended", node->ended);
    put_values(out, "inputs", home, node->inputs);
    put_values(out, "outputs", home, node->outputs);
    put_fault(out, node->fault);
    put_attempts(out, attempts, n);
    json_close(out, '}');
}

static void put_nodes(JsonOut *out, Home *home, const RunRow *run)
{
    Arena *arena = out->buf->arena;
    const char *why = NULL;
    uint32_t n = 0, m = 0;
    const NodeRow *nodes = nodes_list(home, arena, run->serial, &n, &why);
    const AttemptRow *attempts =
        attempts_list(home, arena, run->serial, NULL, &m, &why);
    AttemptIndex index;
    attempt_index_init(&index, arena, attempts, attempts ? m : 0);
    json_name(out, "nodes");
    json_open(out, '[');
    for (uint32_t i = 0; nodes && i < n; i++) {
        uint32_t count;
        const AttemptRow *first =
            attempt_index_find(&index, nodes[i].path, &count);
        put_node(out, home, &nodes[i], first, count);
    }
    json_close(out, ']');
}

void outputs_json(JsonOut *out, Home *home, const RunRow *run)
{
    json_open(out, '{');
    for (size_t i = 0; run->outputs && i < run->outputs->n_literals; i++) {
        json_name(out, run->outputs->literals[i]->key);
        literal_json(out, value_with_paths(home, out->buf->arena,
                                           run->outputs->literals[i]->value));
    }
    json_close(out, '}');
}

static void put_head(JsonOut *out, const RunRow *run)
{
    put_text(out, "run", run->id);
    put_text(out, "entity", run->entity);
    put_text(out, "source", run->source);
    put_text(out, "package", run->digest);
    put_text(out, "phase", phase_name(run->phase));
    put_time(out, "began", run->began);
    put_time(out, "ended", run->ended);
}

void run_head_json(JsonOut *out, const RunRow *run)
{
    json_open(out, '{');
    put_head(out, run);
    json_close(out, '}');
}

void run_json(JsonOut *out, Home *home, const RunRow *run)
{
    json_open(out, '{');
    put_head(out, run);
    put_values(out, "inputs", home, run->inputs);
    put_values(out, "outputs", home, run->outputs);
    put_fault(out, run->fault);
    put_text(out, "failed_node", run->failed_node);
    put_nodes(out, home, run);
    json_close(out, '}');
}
