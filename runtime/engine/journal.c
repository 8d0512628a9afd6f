/* journal.c - rows gather, are written together, and only then told of.
 *
 * A row that changes twice before that is written once. Should writing
 * fail, everything stays due, so that a later try loses nothing. */
#include "runtime/engine/steps.h"

/* Unwritten for at least this long; longer where the disk is slow, so that
 * writing takes no more than a tenth of the time. What a process has done is
 * written at once: until then, a kill would have it done again. */
static const int64_t COMMIT_NS = 20000000;
static const int64_t COMMIT_MOST_NS = 500000000;
enum {
    COMMIT_SHARE = 10,
    RETIRED_MAX = 64,      /* attempts whose memory waits for a write */
    SEQ_RESERVE = 1 << 16, /* numbers of changes that a row stands for */
};

static void gets_due(Run *run)
{
    if (!run->dirty_since)
        run->dirty_since = loop_now();
}

static void tell_later(Run *run, Untold untold)
{
    untold.seq = run->seq++;
    untold.at = clock_now();
    if (run->job->listeners.len)
        vec_push(run->arena, &run->untold, untold);
    if (run->seq < run->row->changes)
        return;
    run->row->changes = run->seq + SEQ_RESERVE;
    run->row_dirty = true;
}

void journal_node(Node *node, Phase phase)
{
    Run *run = node->scope->run;
    gets_due(run);
    if (!node->dirty)
        vec_push(run->arena, &run->dirty, node);
    node->dirty = true;
    tell_later(run, (Untold){.of = CHANGE_NODE, .phase = phase, .node = node});
}

void journal_job(Job *job, Phase phase)
{
    Run *run = job->node->scope->run;
    gets_due(run);
    job->row.phase = phase;
    if (!job->dirty)
        vec_push(run->arena, &run->dirty_jobs, job);
    job->dirty = true;
    tell_later(run, (Untold){.of = CHANGE_TASK,
                             .phase = phase,
                             .node = job->node,
                             .job = job});
}

void journal_retire(Job *job)
{
    Run *run = job->node->scope->run;
    job->next = run->retired;
    run->retired = job;
    run->retired_count++;
}

void journal_run(Run *run, Phase phase)
{
    gets_due(run);
    run->row->phase = phase;
    run->row_dirty = true;
    tell_later(run, (Untold){.of = CHANGE_RUN, .phase = phase});
}

/* ---- changes ---- */

/* Elements of an array are n0, n1 … to Flyte. */
static const char *spec_id(const Node *node)
{
    return node->role == OF_ARRAY
               ? arena_print(node->scope->run->arena, "n%u", node->index)
               : node->graph->id;
}

static Change change_of(Run *run, const Untold *untold)
{
    Node *node = untold->node;
    Change change = {
        .seq = untold->seq,
        .at = untold->at,
        .of = untold->of,
        .run = run->row,
        .phase = untold->phase,
    };
    if (!node)
        return change;
    change.node = &node->row;
    change.attempt = untold->job ? &untold->job->row : NULL;
    change.spec_node_id = spec_id(node);
    change.unique_id = node_unique_id(node);
    change.parent = node_parent_id(node);
    change.task = node->graph->task;
    change.is_parent = node->inner != NULL;
    change.is_array = node->graph->kind == TARGET_ARRAY;
    change.is_dynamic = node->dynamic;
    change.deck = node->deck;
    return change;
}

/* ---- writing ---- */

static bool keep_all(Run *run, const char **why)
{
    const Listeners *listeners = &run->job->listeners;
    for (uint32_t i = 0; i < run->untold.len; i++) {
        Change change = change_of(run, &run->untold.at[i]);
        for (uint32_t k = 0; k < listeners->len; k++) {
            const Listener *listener = &listeners->at[k];
            if (listener->keep && !listener->keep(listener->self, &change, why))
                return false;
        }
    }
    return true;
}

static bool put_rows(Run *run, const char **why)
{
    int64_t serial = run->row->serial;
    if (run->row_dirty && !run_put(run->home, run->row, why))
        return false;
    for (uint32_t i = 0; i < run->dirty.len; i++) {
        if (!node_put(run->home, serial, &run->dirty.at[i]->row, why))
            return false;
    }
    for (uint32_t i = 0; i < run->dirty_jobs.len; i++) {
        if (!attempt_put(run->home, serial, &run->dirty_jobs.at[i]->row, why))
            return false;
    }
    return keep_all(run, why) && home_commit(run->home, why);
}

static void clean(Run *run)
{
    for (uint32_t i = 0; i < run->dirty.len; i++)
        run->dirty.at[i]->dirty = false;
    for (uint32_t i = 0; i < run->dirty_jobs.len; i++)
        run->dirty_jobs.at[i]->dirty = false;
    run->dirty.len = run->dirty_jobs.len = 0;
    run->row_dirty = false;
    run->dirty_since = 0;
    run->work_done = false;
}

/* ---- telling ---- */

static void tell(Run *run)
{
    for (uint32_t i = 0; i < run->untold.len; i++) {
        Change change = change_of(run, &run->untold.at[i]);
        const Listeners *listeners = &run->job->listeners;
        for (uint32_t k = 0; k < listeners->len; k++) {
            if (listeners->at[k].hear)
                listeners->at[k].hear(listeners->at[k].self, &change);
        }
    }
    run->untold.len = 0;
}

static void give_back_jobs(Run *run)
{
    while (run->retired) {
        Job *job = run->retired;
        run->retired = job->next;
        job->next = run->free_jobs;
        run->free_jobs = job;
    }
    run->retired_count = 0;
}

/* After a failure only the last call of all tries again. */
int64_t journal_due(const Run *run)
{
    int64_t wait = COMMIT_SHARE * run->commit_cost;
    if (!run->dirty_since || run->broken)
        return INT64_MAX;
    if (run->work_done || run->retired_count >= RETIRED_MAX)
        return 0;
    wait = wait < COMMIT_NS ? COMMIT_NS : wait;
    return run->dirty_since + (wait < COMMIT_MOST_NS ? wait : COMMIT_MOST_NS);
}

void journal_commit(Run *run, int64_t now)
{
    const char *why = NULL;
    if (!run->dirty_since || (now != INT64_MAX && now < journal_due(run)))
        return;
    int64_t began = loop_now();
    if (!put_rows(run, &why)) {
        home_rollback(run->home);
        run_break(run, why);
        return;
    }
    run->commit_cost = loop_now() - began;
    clean(run);
    tell(run);
    give_back_jobs(run);
}
