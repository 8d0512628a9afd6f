/* cache_use.c - outputs that are known already (flyte-spec 4.11). */
#include <string.h>

#include "runtime/engine/steps.h"

static const IdlTaskMetadata *cached_metadata(const Node *node)
{
    const RunOptions *options = &node->scope->run->job->options;
    const IdlTask *task = node->graph->task;
    if (!task->metadata || !task->metadata->discoverable || options->no_cache)
        return NULL;
    return task_is_made_up(&options->tasks, task) ? NULL : task->metadata;
}

/* What is put down for `flw cache explain`. */
static void note_parts(Node *node)
{
    Run *run = node->scope->run;
    CacheParts *parts = arena_new(run->arena, CacheParts);
    const char *why = NULL;
    const IdlTask *task = node->graph->task;
    const CacheParts *like = map_find(&run->cached, task);
    if (like)
        memcpy(parts->interface, like->interface, sizeof parts->interface);
    else
        map_put(run->arena, &run->cached, task, parts);
    cache_parts(run->arena, task, node->inputs, parts);
    node->cache = parts;
    if (!cache_note(run->home, run->row->serial, node->row.path, parts,
                    node->inputs, &why))
        run_break(run, why);
}

static const Sym *key_name(Node *node)
{
    return sym_of(&node->scope->run->names, node->cache->key);
}

/* One at a time, in this run and across runs. */
static bool reserve(Node *node)
{
    Run *run = node->scope->run;
    if (node->reserved)
        return true;
    if (map_find(&run->computing, key_name(node)) ||
        !cache_reserve(run->home, node->cache, run->row->serial))
        return false;
    map_put(run->arena, &run->computing, key_name(node), node);
    node->reserved = true;
    return true;
}

static const IdlLiteralMap *find(Node *node)
{
    Run *run = node->scope->run;
    const IdlLiteralMap *outputs =
        cache_find(run->home, run->arena, node->cache);
    node->row.cache = outputs ? CACHE_HIT : CACHE_MISS;
    return outputs;
}

const IdlLiteralMap *cache_use(Node *node, bool *wait)
{
    const IdlTaskMetadata *metadata = cached_metadata(node);
    if (!metadata)
        return NULL;
    if (!node->cache)
        note_parts(node);
    const RunOptions *options = &node->scope->run->job->options;
    bool overwrite =
        options->overwrite_cache || node->scope->execution->overwrite_cache;
    if (overwrite)
        node->row.cache = CACHE_SKIPPED;
    const IdlLiteralMap *outputs = overwrite ? NULL : find(node);
    if (outputs || !metadata->cache_serializable)
        return outputs;
    *wait = !reserve(node);
    /* It may have been put since we looked. */
    return *wait || overwrite ? NULL : find(node);
}

/* Flyte writes no entry for tasks without outputs. */
void cache_keep(Node *node, const IdlLiteralMap *outputs)
{
    Run *run = node->scope->run;
    const char *why = NULL;
    if (!node->cache)
        return;
    if (outputs->n_literals == 0) {
        node->row.cache = CACHE_DISABLED;
        return;
    }
    bool kept = cache_put(run->home, node->cache, run->row->serial,
                          node->row.path, outputs, &why);
    if (!kept)
        node->row.cache = CACHE_PUT_FAILED;
    else if (node->row.cache != CACHE_SKIPPED)
        node->row.cache = CACHE_POPULATED;
}

/* Others see the entry before they see that nobody computes it. */
void cache_leave(Node *node)
{
    Run *run = node->scope->run;
    if (!node->reserved)
        return;
    node->reserved = false;
    map_put(run->arena, &run->computing, key_name(node), NULL);
    journal_commit(run, INT64_MAX);
    cache_release(run->home, node->cache);
}

void cache_look(Run *run)
{
    uint32_t len = run->reserved.len;
    for (uint32_t i = 0; i < len; i++) {
        Node *node = run->reserved.at[i];
        if (node->state == NODE_RESERVED)
            task_begin(node);
    }
    uint32_t kept = 0;
    for (uint32_t i = len; i < run->reserved.len; i++)
        run->reserved.at[kept++] = run->reserved.at[i];
    run->reserved.len = kept;
}
