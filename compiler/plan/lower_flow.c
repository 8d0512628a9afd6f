/* lower_flow.c - a workflow under construction: nodes, ids, captures. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/panic.h"
#include "compiler/plan/lower.h"
#include "typesys/node_id.h"

void flow_init(Flow *flow, Lower *lower, Flow *outer, PlanWorkflow *workflow)
{
    *flow = (Flow){.lower = lower, .outer = outer, .workflow = workflow};
}

/* ---- ids ---- */

static bool id_is_free(const Flow *flow, const Sym *id)
{
    return !node_id_is_taken(id) && !map_find(&flow->ids, id);
}

static void take_id(Flow *flow, const Sym *id)
{
    map_put(flow->lower->arena, &flow->ids, id, (void *)(uintptr_t)id);
}

void flow_reserve(Flow *flow, const Block *block)
{
    for (uint32_t i = 0; i < block->stmts.len; i++) {
        const Stmt *stmt = block->stmts.at[i];
        if (stmt->kind == STMT_BIND && stmt->as.bind.local.name.sym)
            take_id(flow,
                    node_id(flow->lower->syms, stmt->as.bind.local.name.sym));
    }
}

/* head-tail, the head cut so that it stays an id. */
static const Sym *join_ids(Lower *lower, const char *head, const char *tail)
{
    size_t head_len = strlen(head);
    size_t room = NODE_ID_MAX - strlen(tail) - 1;
    if (head_len > room)
        head_len = room;
    Buf buf = {.arena = lower->arena};
    buf_add(&buf, head, head_len);
    buf_print(&buf, "-%s", tail);
    return sym_intern(lower->syms, buf.at, buf.len);
}

static const Sym *numbered(Flow *flow, const Sym *base)
{
    uintptr_t count = (uintptr_t)map_find(&flow->counts, base) + 1;
    map_put(flow->lower->arena, &flow->counts, base, (void *)count);
    if (count == 1)
        return base;
    char tail[24];
    snprintf(tail, sizeof tail, "%llu", (unsigned long long)count);
    return join_ids(flow->lower, base->text, tail);
}

/* Kubernetes and the console know a node of a branch as branch-node; cut ids
 * must not meet. */
static const Sym *full_id(Lower *lower, const char *prefix, const Sym *id)
{
    if (!prefix)
        return id;
    const char *text = arena_print(lower->arena, "%s-%s", prefix, id->text);
    return sym_of(lower->syms, text);
}

const char *flow_id(Flow *flow, const char *prefix, const Sym *base)
{
    base = node_id(flow->lower->syms, base);
    const Sym *counter = full_id(flow->lower, prefix, base);
    for (;;) {
        const Sym *id = numbered(flow, counter);
        const char *tail = id->text + (prefix ? strlen(prefix) + 1 : 0);
        if (strlen(id->text) <= NODE_ID_MAX && id_is_free(flow, id)) {
            take_id(flow, id);
            return tail;
        }
        if (strlen(id->text) > NODE_ID_MAX)
            counter = base = sym_of(flow->lower->syms, "n");
    }
}

const char *flow_name(Flow *flow, const char *id, const char *word)
{
    return arena_print(flow->lower->arena, "%s.%s-%s", flow->workflow->id.name,
                       id, word);
}

const char *flow_bound_id(Flow *flow, const Sym *name)
{
    return node_id(flow->lower->syms, name)->text;
}

/* ---- nodes ---- */

PlanNode *flow_node(Flow *flow, PlanNodeKind kind, Span span)
{
    PlanNode *node = arena_new(flow->lower->arena, PlanNode);
    node->kind = kind;
    node->span = span;
    node->retries = -1;
    node->interruptible = -1;
    return node;
}

void flow_add(Flow *flow, PlanNode *node)
{
    vec_push(flow->lower->arena, &flow->workflow->nodes, node);
}

Lowered flow_lowered(Flow *flow, const PlanNode *node)
{
    const PlanVarVec *vars = &node->interface_.outputs;
    Lowered lowered = {.owner = flow, .node = node};
    lowered.outputs =
        arena_array(flow->lower->arena, const PlanData *, vars->len + 1);
    for (uint32_t i = 0; i < vars->len; i++)
        lowered.outputs[i] =
            data_promise(flow->lower, node, vars->at[i].name, vars->at[i].type);
    if (vars->len == 1)
        lowered.data = lowered.outputs[0];
    return lowered;
}

void plan_bind(Lower *lower, PlanNode *node, const char *var,
               const PlanData *data)
{
    vec_push(lower->arena, &node->inputs, ((PlanBinding){var, data}));
}

/* ---- captures ---- */

/* A name for the inner workflow's input that no other one has. */
static const char *capture_name(Flow *flow, const char *hint)
{
    SymTable *syms = flow->lower->syms;
    const Sym *name = sym_of(syms, hint);
    for (uint32_t i = 2; map_find(&flow->vars, name); i++)
        name = sym_of(syms, arena_print(flow->lower->arena, "%s_%u", hint, i));
    map_put(flow->lower->arena, &flow->vars, name, (void *)(uintptr_t)name);
    return name->text;
}

static const PlanData *capture(Flow *flow, const PlanData *outer,
                               const char *hint)
{
    const PlanData *known = map_find(&flow->by_outer, outer);
    if (known)
        return known;
    Arena *arena = flow->lower->arena;
    const char *var = capture_name(flow, hint);
    const PlanData *inner = data_promise(flow->lower, NULL, var, outer->type);
    vec_push(arena, &flow->captures, ((Capture){var, outer, inner}));
    map_put(arena, &flow->by_outer, outer, (void *)(uintptr_t)inner);
    PlanVar input = {.name = var, .type = outer->type};
    vec_push(arena, &flow->workflow->interface_.inputs, input);
    return inner;
}

const PlanData *flow_import(Flow *flow, Flow *owner, const PlanData *data,
                            const char *hint)
{
    if (flow == owner || !data || data->kind == PLAN_CONSTANT)
        return data;
    const PlanData *outer = flow_import(flow->outer, owner, data, hint);
    return capture(flow, outer, hint);
}

/* ---- what a node waits for ---- */

static void wait_for_node(Flow *flow, PlanNode *node, const PlanNode *other)
{
    if (other && other != node)
        vec_push(flow->lower->arena, &node->upstream, other);
}

static void wait_for_data(Flow *flow, PlanNode *node, const PlanData *data)
{
    switch (data->kind) {
    case PLAN_CONSTANT:
        return;
    case PLAN_PROMISE:
        wait_for_node(flow, node, data->as.promise.node);
        return;
    case PLAN_LIST:
        for (uint32_t i = 0; i < data->as.list.len; i++)
            wait_for_data(flow, node, data->as.list.at[i]);
        return;
    case PLAN_MAP:
        for (uint32_t i = 0; i < data->as.map.len; i++)
            wait_for_data(flow, node, data->as.map.at[i].data);
        return;
    }
    UNREACHABLE("plan data");
}

/* A node of an outer flow is what the generated workflow's own node waits
 * for, there. */
void flow_wait(Flow *flow, PlanNode *node, const Lowered *lowered)
{
    if (lowered->owner != flow && lowered->owner) {
        vec_push(flow->lower->arena, &flow->after, *lowered);
        return;
    }
    if (lowered->node)
        wait_for_node(flow, node, lowered->node);
    else if (lowered->data)
        wait_for_data(flow, node, lowered->data);
}

static int compare_bindings(const void *left, const void *right)
{
    return strcmp(((const PlanBinding *)left)->var,
                  ((const PlanBinding *)right)->var);
}

static int compare_nodes(const void *left, const void *right)
{
    return strcmp((*(const PlanNode *const *)left)->id,
                  (*(const PlanNode *const *)right)->id);
}

static void drop_repeated(PlanNodeRefVec *nodes)
{
    uint32_t len = 0;
    for (uint32_t i = 0; i < nodes->len; i++)
        if (len == 0 || nodes->at[len - 1] != nodes->at[i])
            nodes->at[len++] = nodes->at[i];
    nodes->len = len;
}

void flow_finish_node(Flow *flow, PlanNode *node)
{
    for (uint32_t i = 0; i < node->inputs.len; i++)
        wait_for_data(flow, node, node->inputs.at[i].data);
    if (node->inputs.len > 1)
        qsort(node->inputs.at, node->inputs.len, sizeof *node->inputs.at,
              compare_bindings);
    if (node->upstream.len > 1)
        qsort(node->upstream.at, node->upstream.len, sizeof *node->upstream.at,
              compare_nodes);
    drop_repeated(&node->upstream);
}
