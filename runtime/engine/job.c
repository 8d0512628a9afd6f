/* job.c - one attempt of one task: folder, process, end.
 *
 * Its memory is an arena of its own; what lasts is copied into the run's. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/hash.h"
#include "runtime/engine/steps.h"
#include "runtime/value/digest.h"

enum { REFUSALS_MAX = 100 }; /* a tick apart, when nothing else is at work */

static Job *take(Run *run)
{
    Job *job = run->free_jobs;
    if (!job) {
        job = arena_new(run->arena, Job);
        vec_push(run->arena, &run->all_jobs, job);
        return job;
    }
    run->free_jobs = job->next;
    Arena arena = job->arena;
    arena_reset(&arena);
    *job = (Job){.arena = arena};
    return job;
}

/* ---- its folder ---- */

static bool make_parents(Arena *arena, const char *folder, const char **why)
{
    const char *end = strrchr(folder, '/');
    return file_make_folder(
        arena, arena_copy(arena, folder, (size_t)(end - folder)), why);
}

/* Below the run's, ours alone: a folder that is there belongs to an attempt
 * that was killed before it was written down. NULL with a reason. */
static const char *make_folder(Job *job, const char **why)
{
    Run *run = job->node->scope->run;
    Arena *arena = &job->arena;
    bool made = false;
    for (uint32_t k = job->attempt.number;;) {
        const char *name = arena_print(arena, "%s.%u", job->node->row.path, k);
        const char *folder =
            arena_print(arena, "%s/%s", run->folder.path, name);
        job->attempt.folder = folder;
        if (mkdir(folder, 0700) == 0)
            return name;
        if (errno == EEXIST) {
            k++;
        } else if (errno == ENOENT && !made) {
            made = true;
            if (!make_parents(arena, folder, why))
                return NULL;
        } else {
            *why = arena_print(arena, "%s: %s", folder, strerror(errno));
            return NULL;
        }
    }
}

/* What all elements of an array read is written once, in a folder named by
 * what it holds: a node of the same path, of a dynamic task tried again, may
 * have other inputs. */
static bool make_shared(Job *job, const char **why)
{
    const Node *array = job->node->parent;
    Run *run = job->node->scope->run;
    unsigned char digest[HASH_SHA256_SIZE];
    if (array->elements->shared) {
        job->attempt.shared = array->elements->shared;
        return true;
    }
    literal_map_digest(array->inputs, NULL, 0, digest);
    const char *folder = arena_print(
        run->arena, "%s/%s.in-%02x%02x%02x%02x%02x%02x%02x%02x",
        run->folder.path, array->row.path, digest[0], digest[1], digest[2],
        digest[3], digest[4], digest[5], digest[6], digest[7]);
    if (!file_make_folder(&job->arena, folder, why))
        return false;
    array->elements->shared = folder;
    job->attempt.shared = folder;
    return true;
}

/* ---- its end ---- */

static void forget_child(Run *run, const Job *job)
{
    for (uint32_t i = 0; i < run->jobs.len; i++) {
        if (run->jobs.at[i] != job)
            continue;
        run->jobs.at[i] = run->jobs.at[--run->jobs.len];
        return;
    }
}

static void close_job(Job *job, Phase phase, const Fault *fault)
{
    job->node->job = NULL;
    job->row.ended = clock_now();
    job->row.fault = fault ? fault_copy(&job->arena, fault) : NULL;
    journal_job(job, phase);
    journal_retire(job);
}

static void fail_job(Job *job, const Fault *fault)
{
    Node *node = job->node;
    close_job(job, PHASE_FAILED, fault);
    node_retry(node, fault);
}

static void fail_to_start(Job *job, const char *code, const char *why)
{
    Fault fault;
    attempt_drop(&job->attempt);
    fault_set(&job->arena, &fault, (Fault){.kind = FAULT_SYSTEM, .code = code},
              "%s", why);
    fail_job(job, &fault);
}

static void succeed_job(Job *job, const AttemptResult *result)
{
    Node *node = job->node;
    Arena *arena = node->scope->run->arena;
    const IdlLiteralMap *outputs =
        result->outputs ? literal_map_clone(arena, result->outputs)
                        : literal_map_new(arena);
    if (result->deck)
        node->deck = arena_copy(arena, result->deck, strlen(result->deck));
    close_job(job, PHASE_SUCCEEDED, NULL);
    if (result->dynamic)
        dynamic_begin(node, result->dynamic);
    else
        task_succeed(node, outputs);
}

/* Somebody removed what it was to write to: no fault of the task's. */
static bool is_gone(Job *job)
{
    Run *run = job->node->scope->run;
    const char *folder = job->attempt.folder;
    if (file_exists(folder))
        return false;
    run_break(run, arena_print(&job->arena,
                               "the folder `%s` vanished while a task worked "
                               "in it",
                               folder));
    close_job(job, PHASE_INTERRUPTED, NULL);
    return true;
}

static void fail_late(Job *job)
{
    Fault fault = timeout_fault(job->node, &job->arena);
    attempt_drop(&job->attempt);
    fail_job(job, &fault);
}

static void finish(Job *job, const ChildEnd *end)
{
    AttemptResult result = {0};
    Fault fault = {0};
    if (job->timed_out) {
        fail_late(job);
    } else if (!attempt_finish(&job->attempt, end, &result, &fault)) {
        if (!is_gone(job))
            fail_job(job, &fault);
    } else {
        succeed_job(job, &result);
    }
}

static Phase stopped_phase(const Node *node)
{
    return node->ending == PHASE_INTERRUPTED ? PHASE_INTERRUPTED
                                             : PHASE_ABORTED;
}

void job_ended(Job *job, const ChildEnd *end)
{
    Node *node = job->node;
    Run *run = node->scope->run;
    forget_child(run, job);
    run->starved = false;
    run->work_done = true;
    job->child = NULL;
    job->row.exit_code = end->code;
    job->row.exit_signal = end->signal;
    if (!node->ending) {
        finish(job, end);
        return;
    }
    attempt_drop(&job->attempt);
    close_job(job, stopped_phase(node), NULL);
    node_settle(node);
}

void job_stop(Job *job)
{
    Run *run = job->node->scope->run;
    if (job->child) {
        loop_end(run->loop, job->child,
                 run->hard ? 0 : run->job->options.grace);
    } else {
        attempt_drop(&job->attempt);
        close_job(job, stopped_phase(job->node), NULL);
    }
}

/* ---- its start ---- */

static void fill_attempt(Job *job)
{
    Node *node = job->node;
    bool element = node->role == OF_ARRAY;
    const IdlLiteralMap *all = element ? node->parent->inputs : node->inputs;
    job->attempt = (Attempt){
        .setting = &node->scope->run->setting,
        .arena = &job->arena,
        .task = node->graph->task,
        .overrides = node->graph->spec->task_node->overrides,
        .inputs = node->inputs,
        .all_inputs = all,
        .index = element ? (int64_t)node->index : -1,
        .node = node->row.path,
        .number = node->row.attempts,
        .checkpoint = node->checkpoint,
        .until = timers_until(node),
    };
    job->row = (AttemptRow){
        .path = node->row.path,
        .number = node->row.attempts,
        .exit_code = -1,
        .began = clock_now(),
    };
}

/* The attempt has begun, whatever comes of it. */
static void open_job(Job *job)
{
    Node *node = job->node;
    Arena *arena = node->scope->run->arena;
    node->row.attempts++;
    node->job = job;
    node->checkpoint =
        arena_copy(arena, job->attempt.folder, strlen(job->attempt.folder));
}

/* What ran in this process and gave nothing; false: not now, as the run is
 * about to hear why. */
static bool fail_here(Job *job, const Fault *fault)
{
    if (job->start.stopped) {
        close_job(job, PHASE_INTERRUPTED, NULL);
        return false;
    }
    if (!job->start.late)
        fail_job(job, fault);
    else if (loop_now() < job->node->active_until)
        fail_late(job);
    else {
        Node *node = job->node;
        close_job(job, PHASE_ABORTED, NULL);
        timers_active_over(node);
    }
    return true;
}

/* Gives node->job; false: it ended at once, or (*tried is false) not now. */
static bool prepare(Node *node, bool *tried)
{
    Job *job = take(node->scope->run);
    const char *why = NULL;
    Fault fault = {0};
    *tried = true;
    job->node = node;
    fill_attempt(job);
    job->row.folder = make_folder(job, &why);
    bool element = node->role == OF_ARRAY;
    if (!job->row.folder || (element && !make_shared(job, &why))) {
        if (!job->row.folder)
            job->row.folder = "";
        open_job(job);
        fail_to_start(job, "AttemptFolder", why);
        return false;
    }
    open_job(job);
    if (!attempt_prepare(&job->attempt, &job->start, &fault)) {
        *tried = fail_here(job, &fault);
        return false;
    }
    job->row.command = job->start.command;
    return true;
}

static void run_on(Job *job)
{
    Node *node = job->node;
    node->state = NODE_RUNNING;
    if (node->row.phase != PHASE_RUNNING)
        node_turn(node, PHASE_RUNNING);
    journal_job(job, PHASE_RUNNING);
    timers_of_attempt(node);
}

/* False: not now. */
static bool start_child(Job *job)
{
    Run *run = job->node->scope->run;
    bool retry = false;
    const char *why = NULL;
    job->child = loop_start(run->loop, &job->start.child, job, &retry, &why);
    if (!job->child && retry &&
        (run->jobs.len > 0 || job->refused++ < REFUSALS_MAX))
        return false;
    if (!job->child) {
        fail_to_start(job, "CannotStart", why);
        return true;
    }
    vec_push(run->arena, &run->jobs, job);
    run_on(job);
    return true;
}

bool job_start(Node *node)
{
    bool tried;
    if (!node->job && !prepare(node, &tried))
        return tried;
    Job *job = node->job;
    if (!job->start.outputs)
        return start_child(job);
    run_on(job);
    AttemptResult result = {.outputs = job->start.outputs};
    succeed_job(job, &result);
    return true;
}
