/* closure.c - which workflows lead to which.
 *
 * A workflow is planned after those that it uses, so one walk in that order
 * finds every closure: the closures of the used ones, and they themselves.
 * Together they may be as many as the square of the workflows; far below that
 * the package is too big for Flyte, and the walk ends. */
#include "compiler/plan/closure.h"

#include <stdlib.h>
#include <string.h>

#include "compiler/plan/complain.h"

enum { CLOSURES_MAX = 1 << 20 }; /* of all workflows together */

typedef struct Closures {
    Lower *lower;
    Map seen; /* PlanWorkflow -> the one whose closure it was last put in */
    uint32_t total;
} Closures;

static void add(Closures *all, PlanWorkflow *to, const PlanWorkflow *workflow)
{
    if (map_find(&all->seen, workflow) == to)
        return;
    map_put(all->lower->arena, &all->seen, workflow, to);
    vec_push(all->lower->arena, &to->closure, workflow);
    all->total++;
}

static void add_node(Closures *all, PlanWorkflow *to, const PlanNode *node)
{
    if (!node)
        return;
    if (node->kind == PLAN_NODE_WORKFLOW) {
        const PlanWorkflow *used = node->as.workflow;
        if (map_find(&all->seen, used) == to)
            return;
        for (uint32_t i = 0; i < used->closure.len; i++)
            add(all, to, used->closure.at[i]);
        add(all, to, used);
    }
    if (node->kind != PLAN_NODE_BRANCH)
        return;
    for (uint32_t i = 0; i < node->as.branch.cases.len; i++)
        add_node(all, to, node->as.branch.cases.at[i].then);
    add_node(all, to, node->as.branch.otherwise);
}

static int compare_ids(const void *left, const void *right)
{
    return strcmp((*(const PlanWorkflow *const *)left)->id.name,
                  (*(const PlanWorkflow *const *)right)->id.name);
}

static void fill(Closures *all, PlanWorkflow *workflow)
{
    for (uint32_t i = 0; i < workflow->nodes.len; i++)
        add_node(all, workflow, workflow->nodes.at[i]);
    add_node(all, workflow, workflow->failure);
    if (workflow->closure.len > 1)
        qsort(workflow->closure.at, workflow->closure.len,
              sizeof *workflow->closure.at, compare_ids);
}

void closure_fill(Lower *lower)
{
    Closures all = {.lower = lower};
    for (uint32_t i = 0; i < lower->plan->workflows.len; i++) {
        /* The plan is still ours: closures are the last thing in it. */
        PlanWorkflow *workflow =
            (PlanWorkflow *)(uintptr_t)lower->plan->workflows.at[i];
        fill(&all, workflow);
        if (all.total > CLOSURES_MAX) {
            complain_closures(lower->diags, workflow->span, workflow->id.name);
            return;
        }
    }
}
