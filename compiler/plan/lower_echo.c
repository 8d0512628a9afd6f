/* lower_echo.c - echo nodes: Flyte's task that costs no pod and copies its one
 * input to its one output, under the type that the output states. */
#include <string.h>

#include "base/hash.h"
#include "compiler/plan/lower.h"

static const KindUse *echo_use(Lower *lower)
{
    KindUse *use = arena_new(lower->arena, KindUse);
    use->tag = KIND_ECHO;
    return use;
}

/* One task for each pair of types and workflow that needs it; its name holds a
 * digest of the pair, so it stays when other code changes. */
static const Sym *echo_name(Flow *flow, const Type *wanted, const Type *found)
{
    Lower *lower = flow->lower;
    Buf key = {.arena = lower->arena};
    type_write_all(&key, found);
    buf_text(&key, " -> ");
    type_write_all(&key, wanted);
    char digest[2 * HASH_SHA256_SIZE + 1];
    hash_sha256_hex(buf_string(&key), key.len, digest);
    const Flow *top = flow;
    while (top->outer)
        top = top->outer;
    return sym_of(lower->syms, arena_print(lower->arena, "%s.echo_%.8s",
                                           top->workflow->id.name, digest));
}

static const PlanTask *echo_task(Flow *flow, const Type *wanted,
                                 const Type *found)
{
    Lower *lower = flow->lower;
    const Sym *name = echo_name(flow, wanted, found);
    PlanTask *task = map_find(&lower->named, name);
    if (task)
        return task;
    task = arena_new(lower->arena, PlanTask);
    task->id = (PlanId){"", "", name->text, ""};
    task->use = echo_use(lower);
    task->settings = arena_new(lower->arena, Settings);
    task->generated = "passes one value on, without a pod";
    task->span = flow->workflow->span;
    vec_push(lower->arena, &task->interface_.inputs,
             ((PlanVar){.name = "value", .type = found}));
    vec_push(lower->arena, &task->interface_.outputs,
             ((PlanVar){.name = "o0", .type = wanted}));
    map_put(lower->arena, &lower->named, name, task);
    plan_add_task(lower, task);
    return task;
}

PlanNode *echo_node(Flow *flow, const PlanData *data, const Type *as,
                    const Sym *id, const char *prefix)
{
    PlanNode *node = flow_node(flow, PLAN_NODE_TASK, flow->workflow->span);
    const Type *found = data->kind == PLAN_PROMISE ? data->type : as;
    node->as.task = echo_task(flow, as, found);
    node->interface_ = node->as.task->interface_;
    node->name = id->text;
    plan_bind(flow->lower, node, "value", data);
    node->id = flow_id(flow, prefix, id);
    flow_finish_node(flow, node);
    return node;
}

const PlanData *echo_data(Flow *flow, const PlanData *data, const Type *as,
                          const char *id, const char *why)
{
    PlanNode *node =
        echo_node(flow, data, as, sym_of(flow->lower->syms, id), NULL);
    node->generated = why;
    flow_add(flow, node);
    return flow_lowered(flow, node).data;
}
