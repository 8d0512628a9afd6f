/* closure.c - which workflows lead to which.
 *
 * A workflow is planned after those that it uses, so one walk in that order
 * finds every closure: the closures of the used ones, and they themselves. */
#include "compiler/plan/closure.h"

#include <stdlib.h>
#include <string.h>

static void add(Lower *lower, PlanWorkflow *to, Map *seen,
                const PlanWorkflow *workflow)
{
    if (map_find(seen, workflow))
        return;
    map_put(lower->arena, seen, workflow, to);
    vec_push(lower->arena, &to->closure, workflow);
}

static void add_node(Lower *lower, PlanWorkflow *to, Map *seen,
                     const PlanNode *node)
{
    if (!node)
        return;
    if (node->kind == PLAN_NODE_WORKFLOW) {
        const PlanWorkflow *used = node->as.workflow;
        for (uint32_t i = 0; i < used->closure.len; i++)
            add(lower, to, seen, used->closure.at[i]);
        add(lower, to, seen, used);
    }
    if (node->kind != PLAN_NODE_BRANCH)
        return;
    for (uint32_t i = 0; i < node->as.branch.cases.len; i++)
        add_node(lower, to, seen, node->as.branch.cases.at[i].then);
    add_node(lower, to, seen, node->as.branch.otherwise);
}

static int compare_ids(const void *left, const void *right)
{
    return strcmp((*(const PlanWorkflow *const *)left)->id.name,
                  (*(const PlanWorkflow *const *)right)->id.name);
}

void closure_fill(Lower *lower)
{
    for (uint32_t i = 0; i < lower->plan->workflows.len; i++) {
        /* The plan is still ours: closures are the last thing in it. */
        PlanWorkflow *workflow =
            (PlanWorkflow *)(uintptr_t)lower->plan->workflows.at[i];
        Map seen = {0};
        for (uint32_t j = 0; j < workflow->nodes.len; j++)
            add_node(lower, workflow, &seen, workflow->nodes.at[j]);
        add_node(lower, workflow, &seen, workflow->failure);
        if (workflow->closure.len > 1)
            qsort(workflow->closure.at, workflow->closure.len,
                  sizeof *workflow->closure.at, compare_ids);
    }
}
