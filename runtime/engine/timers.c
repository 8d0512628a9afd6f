/* timers.c - deadlines and sleeps, on the monotonic clock.
 *
 * flyte-spec 4.4. A timer whose reason is gone is found so when it is due. */
#include "runtime/engine/steps.h"

static bool is_earlier(const Timer *a, const Timer *b)
{
    return a->at != b->at ? a->at < b->at : a->serial < b->serial;
}

static void swap(Timer *a, Timer *b)
{
    Timer other = *a;
    *a = *b;
    *b = other;
}

void timer_add(Node *node, TimerKind kind, int64_t at)
{
    Run *run = node->scope->run;
    Timer timer = {at, run->timer_serial++, node, kind, node->row.attempts};
    vec_push(run->arena, &run->timers, timer);
    Timer *heap = run->timers.at;
    for (uint32_t i = run->timers.len - 1; i > 0; i = (i - 1) / 2) {
        if (!is_earlier(&heap[i], &heap[(i - 1) / 2]))
            break;
        swap(&heap[i], &heap[(i - 1) / 2]);
    }
}

static Timer pop(Run *run)
{
    Timer *heap = run->timers.at;
    Timer first = heap[0];
    uint32_t len = --run->timers.len;
    heap[0] = heap[len];
    for (uint32_t i = 0, child = 1; child < len; i = child, child = 2 * i + 1) {
        if (child + 1 < len && is_earlier(&heap[child + 1], &heap[child]))
            child++;
        if (!is_earlier(&heap[child], &heap[i]))
            break;
        swap(&heap[i], &heap[child]);
    }
    return first;
}

void timers_of_node(Node *node)
{
    if (!node->graph->timeout)
        return;
    node->active_until = loop_now() + 2 * node->graph->timeout;
    timer_add(node, TIMER_ACTIVE, node->active_until);
}

int64_t timers_until(const Node *node)
{
    if (!node->graph->timeout)
        return 0;
    int64_t until = loop_now() + node->graph->timeout;
    return until < node->active_until ? until : node->active_until;
}

void timers_of_attempt(Node *node)
{
    if (node->graph->timeout)
        timer_add(node, TIMER_ATTEMPT, loop_now() + node->graph->timeout);
}

int64_t timers_next(const Run *run)
{
    return run->timers.len ? run->timers.at[0].at : INT64_MAX;
}

static const char *seconds_shown(Arena *arena, int64_t ns)
{
    return arena_print(arena, "%gs", (double)ns / 1e9);
}

/* 2 x timeout since it was queued: not tried again. */
void timers_active_over(Node *node)
{
    Arena *arena = node->scope->run->arena;
    Fault *fault = arena_new(arena, Fault);
    fault_set(arena, fault,
              (Fault){.kind = FAULT_USER, .code = "Timeout", .timed_out = true},
              "task active timeout [%s] expired",
              seconds_shown(arena, 2 * node->graph->timeout));
    node->row.fault = fault;
    node_stop(node, PHASE_TIMED_OUT);
}

Fault timeout_fault(const Node *node, Arena *arena)
{
    Fault fault;
    fault_set(arena, &fault,
              (Fault){.kind = FAULT_USER,
                      .code = "TimeoutExpired",
                      .recoverable = true},
              "task execution timeout [%s] expired",
              seconds_shown(arena, node->graph->timeout));
    return fault;
}

/* 1 x timeout since the attempt began: as if it had failed. */
static void attempt_over(Node *node)
{
    if (node->job) {
        node->job->timed_out = true;
        job_stop(node->job);
        return;
    }
    if (node->state != NODE_OPEN)
        return;
    Fault fault = timeout_fault(node, node->scope->run->arena);
    node_retry(node, &fault);
}

static void fire(const Timer *timer)
{
    Node *node = timer->node;
    if (node->state == NODE_DONE || node->ending)
        return;
    if (timer->kind == TIMER_ACTIVE)
        timers_active_over(node);
    else if (node->row.attempts != timer->attempt)
        return;
    else if (timer->kind == TIMER_ATTEMPT)
        attempt_over(node);
    else
        gate_woke(node);
}

void timers_fire(Run *run, int64_t now)
{
    while (run->timers.len && run->timers.at[0].at <= now) {
        Timer timer = pop(run);
        fire(&timer);
    }
}
