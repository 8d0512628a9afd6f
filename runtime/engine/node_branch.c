/* node_branch.c - the first arm whose condition holds (flyte-spec 4.6). */
#include "runtime/engine/steps.h"
#include "runtime/value/condition.h"

static void fail_user(Node *node, const char *code, const char *message)
{
    Fault fault = {.kind = FAULT_USER, .code = code, .message = message};
    node_fail(node, &fault, NULL);
}

/* The number of the arm; arm_count: none. False with a reason. */
static bool choose(Node *node, uint32_t *taken, const char **why)
{
    const GraphNode *graph = node->graph;
    for (*taken = 0; *taken < graph->arm_count; ++*taken) {
        const IdlCondition *condition = graph->arms[*taken].condition;
        bool holds = true;
        if (condition && !condition_holds(node->scope->run->arena, condition,
                                          node->inputs, &holds, why))
            return false;
        if (holds)
            return true;
    }
    return true;
}

static void fail_without_arm(Node *node)
{
    const IdlIfElse *block = node->graph->spec->branch_node->if_else;
    if (block->default_case == FLYTEIDL__CORE__IF_ELSE_BLOCK__DEFAULT_ERROR)
        fail_user(node, "UserProvidedError", block->error->message);
    else
        fail_user(node, "MalformedBranchUserError", "No branch satisfied");
}

static void skip_arm(Node *child)
{
    node_name(child);
    child->state = NODE_DONE;
    node_turn(child, PHASE_SKIPPED);
}

static void take(Node *node, uint32_t taken)
{
    const GraphNode *graph = node->graph;
    Node *children =
        arena_array(node->scope->run->arena, Node, graph->arm_count);
    node->state = NODE_OPEN;
    node->child = &children[taken];
    for (uint32_t i = 0; i < graph->arm_count; i++) {
        node_init(&children[i], node->scope, graph->arms[i].node, OF_BRANCH);
        children[i].parent = node;
        if (i != taken)
            skip_arm(&children[i]);
    }
    node_ready(node->child);
}

void branch_begin(Node *node)
{
    uint32_t taken;
    const char *why = NULL;
    node_turn(node, PHASE_RUNNING);
    if (!choose(node, &taken, &why)) {
        fail_user(node, "MalformedBranchUserError", why);
    } else if (taken == node->graph->arm_count) {
        fail_without_arm(node);
    } else {
        timers_of_attempt(node);
        take(node, taken);
    }
}

/* All of the child's outputs, not only those that every arm has. */
void branch_child_done(Node *child)
{
    Node *node = child->parent;
    if (node->ending)
        node_settle(node);
    else if (child->row.phase == PHASE_SUCCEEDED ||
             child->row.phase == PHASE_RECOVERED)
        node_succeed(node, child->row.outputs);
    else
        node_fail(node, child->row.fault, child->failed_path);
}
