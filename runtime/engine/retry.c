/* retry.c - another attempt, or none.
 *
 * flyte-spec 4.4: what the platform did wrong has a budget of its own. */
#include "runtime/engine/steps.h"

enum { SYSTEM_RETRIES = 3 }; /* max-node-retries-system-failures */

static void try_again(Node *node)
{
    if (node->graph->kind == TARGET_GATE)
        gate_begin(node);
    else
        schedule_job(node);
}

/* Fails it once nothing inside is at work. */
static void give_up(Node *node, const Fault *fault)
{
    node->row.fault = fault_copy(node->scope->run->arena, fault);
    node_stop(node, PHASE_FAILED);
}

/* Flyte blames the user even for what the platform did wrong each time. */
static void exhaust(Node *node, const Fault *fault, uint32_t used,
                    uint32_t most)
{
    Fault last;
    FaultKind kind = fault->kind == FAULT_SYSTEM ? FAULT_SYSTEM : FAULT_USER;
    fault_set(node->scope->run->arena, &last, (Fault){.kind = kind},
              "[%u/%u] currentAttempt done. Last Error: %s::%s", used, most,
              fault_kind_name(fault->kind), fault->message);
    last.code = arena_print(node->scope->run->arena, "RetriesExhausted|%s",
                            fault->code ? fault->code : "");
    give_up(node, &last);
}

/* Tasks and gates alone start anew; what holds nodes has no second try. */
static bool can_again(const Node *node)
{
    TargetKind kind = node->graph->kind;
    return (kind == TARGET_TASK && !node->dynamic) || kind == TARGET_GATE;
}

void node_retry(Node *node, const Fault *fault)
{
    bool system = fault->kind == FAULT_SYSTEM;
    if (!fault->recoverable) {
        give_up(node, fault);
        return;
    }
    uint32_t used =
        system ? node->row.system_failures : node->user_failures + 1;
    uint32_t most = system ? SYSTEM_RETRIES : node->graph->tries;
    if (system)
        node->row.system_failures++;
    else
        node->user_failures++;
    if (used < most && can_again(node))
        try_again(node);
    else
        exhaust(node, fault, used, most);
}
