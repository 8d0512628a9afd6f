/* schedule.c - what begins next, and what has to wait for room. */
#include "runtime/engine/steps.h"

/* Nodes begun before the loop looks at signals and clocks again. */
enum { SLICE = 64 };

void queue_push(NodeQueue *queue, Node *node)
{
    node->next = NULL;
    if (queue->first)
        queue->last->next = node;
    else
        queue->first = node;
    queue->last = node;
}

static void queue_push_front(NodeQueue *queue, Node *node)
{
    node->next = queue->first;
    if (!queue->first)
        queue->last = node;
    queue->first = node;
}

Node *queue_pop(NodeQueue *queue)
{
    Node *node = queue->first;
    if (node)
        queue->first = node->next;
    return node;
}

void schedule_ready(Node *node)
{
    node->state = NODE_QUEUED;
    queue_push(&node->scope->run->ready, node);
}

void schedule_job(Node *node)
{
    node->state = NODE_JOB;
    queue_push(&node->scope->run->wanting, node);
}

/* Flyte counts tasks, arrays and launch plans; an array's elements are its
 * own affair. */
static bool is_counted(const Node *node)
{
    TargetKind kind = node->graph->kind;
    return node->role != OF_ARRAY && !node->skip &&
           (kind == TARGET_TASK || kind == TARGET_ARRAY || kind == TARGET_PLAN);
}

static void begin_or_hold(Node *node)
{
    Execution *execution = node->scope->execution;
    node->counted = is_counted(node);
    if (node->counted && execution->max &&
        execution->running >= execution->max) {
        node->counted = false;
        queue_push(&execution->held, node);
        return;
    }
    execution->running += node->counted;
    node_begin(node);
}

void schedule_free(Run *run, Execution *execution)
{
    execution->running--;
    Node *node = queue_pop(&execution->held);
    while (node && node->state != NODE_QUEUED)
        node = queue_pop(&execution->held);
    if (node)
        queue_push_front(&run->ready, node);
}

static bool has_room(const Run *run)
{
    return !run->starved && run->jobs.len < run->jobs_max;
}

/* A node that was stopped meanwhile still stands in its queue. */
static bool start_one(Run *run)
{
    Node *node = queue_pop(&run->wanting);
    if (node->state == NODE_JOB && !job_start(node)) {
        run->starved = true;
        queue_push_front(&run->wanting, node);
    }
    return !run->starved;
}

bool schedule(Run *run)
{
    for (uint32_t i = 0; i < SLICE; i++) {
        if (run->wanting.first && has_room(run)) {
            start_one(run);
            continue;
        }
        Node *node = queue_pop(&run->ready);
        if (!node)
            return run->wanting.first && has_room(run);
        if (node->state == NODE_QUEUED)
            begin_or_hold(node);
    }
    return true;
}
