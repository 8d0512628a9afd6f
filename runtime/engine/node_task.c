/* node_task.c - a task node: from the cache, from another's work, or run. */
#include "runtime/engine/steps.h"

void task_begin(Node *node)
{
    bool wait = false;
    const IdlLiteralMap *outputs = cache_use(node, &wait);
    if (outputs) {
        node_succeed(node, outputs);
    } else if (wait) {
        node->state = NODE_RESERVED;
        vec_push(node->scope->run->arena, &node->scope->run->reserved, node);
    } else if (!dynamic_resume(node)) {
        schedule_job(node);
    }
}

void task_succeed(Node *node, const IdlLiteralMap *outputs)
{
    cache_keep(node, outputs);
    node_succeed(node, outputs);
}
