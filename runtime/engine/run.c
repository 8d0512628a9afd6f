/* run.c - a run from beginning to end: opened, driven, closed. */
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "runtime/engine/steps.h"

static const int64_t TICK_NS = 100000000;
static const int64_t GRACE_NS = 10000000000;
enum { DEAF_MAX = 2 }; /* failures to wait, until nothing can be heard */

/* ---- opened ---- */

static const char *kind_shown(PackageKind kind)
{
    return kind == PACKAGE_LAUNCH_PLAN ? "launch plan"
                                       : package_kind_name(kind);
}

static RunRow *new_row(const RunJob *job, const char **why)
{
    RunRow *row = arena_new(job->arena, RunRow);
    char *digest = arena_alloc(job->arena, 2 * HASH_SHA256_SIZE + 1);
    package_digest(job->package, digest);
    row->id = job->id ? job->id : run_id_new(job->home, job->arena, why);
    row->entity = job->entity->name;
    row->kind = kind_shown(job->entity->kind);
    row->source = job->options.source;
    row->digest = digest;
    row->began = clock_now();
    row->inputs = job->inputs;
    row->options = job->options.kept;
    return row->id ? row : NULL;
}

static void renew_row(RunRow *row)
{
    row->ended = 0;
    row->outputs = NULL;
    row->fault = NULL;
    row->failed_node = NULL;
}

static bool keep_package(Run *run, const char **why)
{
    FileText bytes = run->job->bytes;
    return (bytes.len || package_pack(run->job->package, &bytes, why)) &&
           run_package_write(run->home, run->row->id, bytes, why);
}

static bool open_row(Run *run, bool resumed, const char **why)
{
    RunRow *row = run->row;
    row->pid = getpid();
    row->pid_start = process_start(row->pid);
    row->phase = PHASE_RUNNING;
    run->seq = row->changes;
    if (!resumed)
        return keep_package(run, why) && run_put(run->home, row, why) &&
               home_commit(run->home, why);
    loop_sweep(row->id, run->folder.path);
    attempts_sweep(&run->setting, run->arena);
    /* A wish from before is not a wish for now. */
    return cancel_put(run->home, row->serial, NULL, why) &&
           resume_load(run, why) && run_put(run->home, row, why) &&
           home_commit(run->home, why);
}

static Execution *new_execution(const Run *run, const IdlWorkflow *flow,
                                const IdlLaunchPlan *plan)
{
    Execution *execution = arena_new(run->arena, Execution);
    const RunOptions *options = &run->job->options;
    execution->max = options->max_parallelism;
    if (!execution->max && plan && plan->spec->max_parallelism > 0)
        execution->max = (uint32_t)plan->spec->max_parallelism;
    execution->fail_late = flow->metadata && flow->metadata->on_failure;
    execution->overwrite_cache = plan && plan->spec->overwrite_cache;
    return execution;
}

static bool open_top(Run *run, const char **why)
{
    const IdlLaunchPlan *plan;
    run->specs = specs_of_package(run->arena, run->job->package,
                                  run->job->options.tasks.mocks);
    const IdlWorkflow *flow = entity_workflow(run->job, run->specs, &plan, why);
    Graph *graph = flow ? graph_of(run->specs, flow, why) : NULL;
    if (!graph)
        return false;
    run->top = scope_open(run, graph, NULL, new_execution(run, flow, plan));
    if (!plan || !plan->spec->fixed_inputs)
        return true;
    const IdlLiteralMap *given = run->job->inputs;
    const IdlLiteralMap *fixed = plan->spec->fixed_inputs;
    IdlLiteralMap *inputs = literal_map_new(run->arena);
    for (size_t i = 0; given && i < given->n_literals; i++)
        literal_map_put(run->arena, inputs, given->literals[i]->key,
                        given->literals[i]->value);
    for (size_t i = 0; i < fixed->n_literals; i++)
        literal_map_put(run->arena, inputs, fixed->literals[i]->key,
                        fixed->literals[i]->value);
    run->top->inputs = inputs;
    return true;
}

static uint32_t cores(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n > 0 ? (uint32_t)n : 1;
}

/* What the database and the files of an attempt need must stay free. */
static uint32_t jobs_by_descriptors(void)
{
    enum { OWN = 18, EACH = 2, MOST = 10000 };
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 ||
        limit.rlim_cur > OWN + EACH * MOST)
        return MOST;
    return limit.rlim_cur < OWN + EACH
               ? 1
               : (uint32_t)(limit.rlim_cur - OWN) / EACH;
}

/* What is not read yet is heard as soon as the loop goes on. */
static bool is_told_to_stop(void *self)
{
    Run *run = self;
    struct pollfd control = {run->folder.control, POLLIN, 0};
    return loop_has_signal(run->loop) ||
           (poll(&control, 1, 0) > 0 &&
            cancel_find(run->home, run->arena, run->row->serial));
}

static void set_up(Run *run, RunJob *job)
{
    run->job = job;
    run->arena = job->arena;
    run->home = job->home;
    run->folder.lock = run->folder.control = -1;
    run->jobs_max = job->options.jobs ? job->options.jobs : cores();
    uint32_t most = jobs_by_descriptors();
    if (run->jobs_max > most)
        run->jobs_max = most;
    run->setting = job->options.tasks;
    run->setting.home = job->home;
    run->setting.entity = job->entity->name;
    run->setting.stopped = is_told_to_stop;
    run->setting.stopped_self = run;
    if (!job->options.grace)
        job->options.grace = GRACE_NS;
    sym_table_init(&run->names, run->arena);
}

static bool open_run(Run *run, RunRow *resume, const char **why)
{
    run->row = resume ? resume : new_row(run->job, why);
    if (!run->row || !open_top(run, why))
        return false;
    if (resume)
        renew_row(resume);
    run->setting.run_id = run->row->id;
    if (!run_folder_open(run->home, run->arena, run->row->id, &run->folder,
                         why))
        return false;
    run->loop = loop_new(run->arena, why);
    if (!run->loop || !open_row(run, resume, why))
        return false;
    loop_watch(run->loop, run->folder.control, LOOP_CONTROL, NULL);
    return true;
}

/* ---- driven ---- */

void run_break(Run *run, const char *why)
{
    if (!run->broken)
        run->broken = arena_copy(run->arena, why, strlen(why));
}

void run_stop(Run *run, Phase phase)
{
    if (run->ending)
        return;
    run->ending = phase;
    scope_stop(run->top, phase);
}

/* The first asks for an orderly end, the second for one at once. */
static void hear_signal(Run *run)
{
    if (!run->ending) {
        run_stop(run, PHASE_INTERRUPTED);
        return;
    }
    run->hard = true;
    for (uint32_t i = 0; i < run->jobs.len; i++)
        loop_end(run->loop, run->jobs.at[i]->child, 0);
}

static void hear_control(Run *run)
{
    run_folder_drain(&run->folder);
    run->cancel = cancel_find(run->home, run->arena, run->row->serial);
    if (run->cancel)
        run_stop(run, PHASE_ABORTED);
    else
        gates_look(run);
}

static void hear(Run *run, const LoopEvent *event)
{
    switch (event->what) {
    case LOOP_CHILD:
        job_ended(event->owner, &event->end);
        break;
    case LOOP_SIGNAL:
        hear_signal(run);
        break;
    case LOOP_CONTROL:
        hear_control(run);
        break;
    case LOOP_FAILED:
        run->deaf++;
        run_break(run, event->why);
        break;
    case LOOP_TIME:
    case LOOP_WATCHED:
    default:
        break;
    }
}

static void tick(Run *run, int64_t now)
{
    const Listeners *listeners = &run->job->listeners;
    if (now < run->next_tick)
        return;
    run->next_tick = now + TICK_NS;
    run->starved = false;
    for (uint32_t i = 0; i < listeners->len; i++) {
        if (listeners->at[i].tick)
            listeners->at[i].tick(listeners->at[i].self, now);
    }
    const char *why = NULL;
    if (!run->broken && !home_tick(run->home, &why))
        run_break(run, why);
    if (run->ending)
        return;
    gates_look(run);
    cache_look(run);
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static void step(Run *run)
{
    if (run->work_done)
        journal_commit(run, loop_now());
    bool more = !run->ending && schedule(run);
    int64_t now = loop_now();
    journal_commit(run, now);
    tick(run, now);
    if (run->broken && !run->ending)
        run_stop(run, PHASE_INTERRUPTED);
    if (run->top->phase)
        return;
    more = more || run->ready.first;
    int64_t until =
        least(run->next_tick, least(journal_due(run), timers_next(run)));
    LoopEvent event = loop_next(run->loop, more ? now : until);
    hear(run, &event);
    if (!run->ending)
        timers_fire(run, loop_now());
}

/* A loop that cannot wait cannot reap either: closing it kills. */
static void drive(Run *run)
{
    journal_run(run, PHASE_RUNNING);
    scope_start(run->top,
                run->top->inputs ? run->top->inputs : run->job->inputs);
    hear_control(run);
    while (!run->top->phase && run->deaf < DEAF_MAX)
        step(run);
}

/* ---- closed ---- */

static void end_row(Run *run)
{
    const Scope *top = run->top;
    RunRow *row = run->row;
    Phase phase = top->phase ? top->phase : PHASE_INTERRUPTED;
    row->ended = clock_now();
    row->pid = row->pid_start = 0;
    if (phase == PHASE_SUCCEEDED) {
        row->outputs = top->outputs;
        journal_run(run, PHASE_SUCCEEDING);
    }
    if (phase == PHASE_FAILED) {
        row->fault = top->fault;
        row->failed_node = top->failed_path;
    }
    journal_run(run, phase);
}

static void blame_platform(Run *run)
{
    Fault *fault = arena_new(run->arena, Fault);
    fault_set(run->arena, fault,
              (Fault){.kind = FAULT_SYSTEM, .code = "Platform"},
              "%s; what was finished is kept: `flw resume %s` goes on",
              run->broken, run->row->id);
    run->row->phase = PHASE_INTERRUPTED;
    run->row->fault = fault;
}

/* When it says that the run has ended, nothing of it runs. */
static void close_run(Run *run)
{
    loop_kill_all(run->loop);
    end_row(run);
    if (run->broken)
        blame_platform(run);
    bool broken = run->broken;
    run->row->changes = run->seq;
    journal_commit(run, INT64_MAX);
    if (run->broken && !broken)
        blame_platform(run);
}

static void release(Run *run)
{
    if (run->loop)
        loop_close(run->loop);
    if (run->folder.lock >= 0)
        run_folder_close(&run->folder);
    for (uint32_t i = 0; i < run->all_jobs.len; i++)
        arena_release(&run->all_jobs.at[i]->arena);
}

RunRow *run_execute(RunJob *job, RunRow *resume, const char **why)
{
    Run *run = arena_new(job->arena, Run);
    set_up(run, job);
    bool open = open_run(run, resume, why);
    if (open) {
        drive(run);
        close_run(run);
    }
    release(run);
    return open ? run->row : NULL;
}
