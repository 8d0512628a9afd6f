/* origins.c - what becomes of records on their way through workflows.
 *
 * What is known of a value is a few traits, which only ever grow: so all
 * workflows are gone through, callees first and then callers first, until
 * nothing new is found, and once more to complain. */
#include "compiler/plan/origins.h"

#include <string.h>

#include "compiler/plan/complain.h"

typedef enum Trait {
    WRITTEN_AS_JSON = 1, /* by a container: its records' numbers are floats */
    TAKEN_APART = 2      /* out of a record: packed bytes, or a list of those */
} Trait;

typedef struct Trace {
    unsigned traits;
    Span writer; /* WRITTEN_AS_JSON: the task */
    Span part;   /* TAKEN_APART: the path */
} Trace;

typedef struct FlowTraces { /* by the variables of the interface */
    Trace *inputs;
    Trace *outputs;
} FlowTraces;

typedef struct Origins {
    Lower *lower;
    Map nodes; /* PlanNode -> Trace[] of its outputs */
    Map flows; /* PlanWorkflow -> FlowTraces */
    const PlanWorkflow *at;
    bool changed;
    bool complains;
} Origins;

/* ---- variables ---- */

/* The place of a variable; they are sorted. -1: it has none. */
static int64_t var_place(const PlanVarVec *vars, const char *name)
{
    uint32_t low = 0;
    for (uint32_t high = vars->len; low < high;) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(vars->at[middle].name, name);
        if (order == 0)
            return middle;
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return -1;
}

static void join(Origins *all, Trace *to, Trace from)
{
    unsigned fresh = from.traits & ~to->traits;
    if (fresh & WRITTEN_AS_JSON)
        to->writer = from.writer;
    if (fresh & TAKEN_APART)
        to->part = from.part;
    to->traits |= fresh;
    all->changed |= fresh != 0;
}

static FlowTraces *traces_of_flow(Origins *all, const PlanWorkflow *flow)
{
    Arena *arena = all->lower->arena;
    FlowTraces *traces = map_find(&all->flows, flow);
    if (traces)
        return traces;
    traces = arena_new(arena, FlowTraces);
    traces->inputs = arena_array(arena, Trace, flow->interface_.inputs.len);
    traces->outputs = arena_array(arena, Trace, flow->interface_.outputs.len);
    map_put(arena, &all->flows, flow, traces);
    return traces;
}

static Trace *traces_of_node(Origins *all, const PlanNode *node)
{
    Trace *traces = map_find(&all->nodes, node);
    if (traces || node->interface_.outputs.len == 0)
        return traces;
    traces =
        arena_array(all->lower->arena, Trace, node->interface_.outputs.len);
    map_put(all->lower->arena, &all->nodes, node, traces);
    return traces;
}

/* ---- values ---- */

/* Where a path begins. */
static Trace trace_of_source(Origins *all, const PlanData *data,
                             const Type **type)
{
    const PlanNode *node = data->as.promise.node;
    const PlanVarVec *vars =
        node ? &node->interface_.outputs : &all->at->interface_.inputs;
    const Trace *traces =
        node ? traces_of_node(all, node) : traces_of_flow(all, all->at)->inputs;
    int64_t place = var_place(vars, data->as.promise.var);
    *type = place < 0 ? NULL : vars->at[place].type;
    return place < 0 ? (Trace){0} : traces[place];
}

/* Does the path lead through a record? */
static bool leaves_record(const PlanData *data, const Type *type)
{
    for (uint32_t i = 0; type && i < data->as.promise.path.len; i++) {
        const Type *base = type_base(type);
        if (base->kind == TYPE_RECORD || base->kind == TYPE_JSON)
            return true;
        type = type_item(base);
    }
    return false;
}

static Trace trace_of_promise(Origins *all, const PlanData *data)
{
    const Type *type;
    Trace trace = trace_of_source(all, data, &type);
    if (data->as.promise.path.len == 0)
        return trace;
    bool json = trace.traits & WRITTEN_AS_JSON;
    bool is_plain = !type_comes_packed(data->type, false);
    bool packed = !is_plain;
    if (leaves_record(data, type)) {
        if (json && all->complains && type_base(data->type)->kind == TYPE_INT)
            complain_far_float(all->lower->diags, data, trace.writer);
        packed = type_comes_packed(data->type, json);
        trace.part = data->as.promise.at;
        trace.traits |= TAKEN_APART;
    }
    if (!packed)
        trace.traits &= ~(unsigned)TAKEN_APART;
    if (is_plain)
        trace.traits = 0;
    return trace;
}

/* Constants nest as far as the parser lets them. */
static Trace trace_of(Origins *all, const PlanData *data)
{
    Trace whole = {0};
    bool changed = all->changed;
    switch (data->kind) {
    case PLAN_CONSTANT:
        break;
    case PLAN_PROMISE:
        return trace_of_promise(all, data);
    case PLAN_LIST:
        for (uint32_t i = 0; i < data->as.list.len; i++)
            join(all, &whole, trace_of(all, data->as.list.at[i]));
        break;
    case PLAN_MAP:
        for (uint32_t i = 0; i < data->as.map.len; i++)
            join(all, &whole, trace_of(all, data->as.map.at[i].data));
        break;
    }
    all->changed = changed;
    return whole;
}

/* ---- nodes ---- */

static bool holds_record(const Type *type)
{
    type = type_base(type);
    while (type->kind == TYPE_LIST)
        type = type_base(type->as.item);
    for (uint32_t i = 0; type->kind == TYPE_UNION && i < type->as.alt.len; i++)
        if (holds_record(type->as.alt.at[i]))
            return true;
    return type->kind == TYPE_RECORD || type->kind == TYPE_JSON;
}

/* task: as it was written, also for the task of an array node. */
static void trace_task(Origins *all, const PlanNode *node, const PlanTask *task)
{
    const PlanVarVec *outputs = &node->interface_.outputs;
    bool contained = kind_is_carried(task->use);
    bool passes = task->use && task->use->tag == KIND_ECHO && outputs->len == 1;
    Trace *traces = traces_of_node(all, node);
    for (uint32_t i = 0; i < node->inputs.len; i++) {
        Trace trace = trace_of(all, node->inputs.at[i].data);
        if (contained && all->complains && trace.traits & TAKEN_APART)
            complain_far_part(all->lower->diags, node, &node->inputs.at[i],
                              trace.part);
        if (passes)
            join(all, &traces[0], trace);
    }
    Trace json = {.traits = WRITTEN_AS_JSON, .writer = task->span};
    for (uint32_t i = 0; contained && i < outputs->len; i++)
        if (holds_record(outputs->at[i].type))
            join(all, &traces[i], json);
}

static void trace_flow_call(Origins *all, const PlanNode *node,
                            const PlanWorkflow *flow)
{
    FlowTraces *callee = flow ? traces_of_flow(all, flow) : NULL;
    Trace *traces = traces_of_node(all, node);
    for (uint32_t i = 0; i < node->inputs.len; i++) {
        Trace trace = trace_of(all, node->inputs.at[i].data);
        int64_t place =
            flow ? var_place(&flow->interface_.inputs, node->inputs.at[i].var)
                 : -1;
        if (place >= 0)
            join(all, &callee->inputs[place], trace);
    }
    for (uint32_t i = 0; flow && i < node->interface_.outputs.len; i++) {
        int64_t place = var_place(&flow->interface_.outputs,
                                  node->interface_.outputs.at[i].name);
        if (place >= 0)
            join(all, &traces[i], callee->outputs[place]);
    }
}

static void trace_node(Origins *all, const PlanNode *node);

/* What a branch gives is what the one that was taken gives. */
static void trace_taken(Origins *all, const PlanNode *node,
                        const PlanNode *taken)
{
    if (!taken)
        return;
    trace_node(all, taken);
    Trace *traces = traces_of_node(all, node);
    const Trace *given = traces_of_node(all, taken);
    for (uint32_t i = 0; i < node->interface_.outputs.len; i++) {
        int64_t place = var_place(&taken->interface_.outputs,
                                  node->interface_.outputs.at[i].name);
        if (place >= 0)
            join(all, &traces[i], given[place]);
    }
}

static void trace_branch(Origins *all, const PlanNode *node)
{
    for (uint32_t i = 0; i < node->inputs.len; i++)
        trace_of(all, node->inputs.at[i].data);
    for (uint32_t i = 0; i < node->as.branch.cases.len; i++)
        trace_taken(all, node, node->as.branch.cases.at[i].then);
    trace_taken(all, node, node->as.branch.otherwise);
}

static void trace_node(Origins *all, const PlanNode *node)
{
    switch (node->kind) {
    case PLAN_NODE_TASK:
        trace_task(all, node, node->as.task);
        return;
    case PLAN_NODE_ARRAY: {
        const PlanTask *task = node->as.array.item->as.task;
        trace_task(all, node, task->mapped ? task->mapped : task);
        return;
    }
    case PLAN_NODE_WORKFLOW:
        trace_flow_call(all, node, node->as.workflow);
        return;
    case PLAN_NODE_LAUNCH:
        trace_flow_call(all, node, node->as.launch->workflow);
        return;
    case PLAN_NODE_BRANCH:
        trace_branch(all, node);
        return;
    case PLAN_NODE_APPROVE:
    case PLAN_NODE_SIGNAL:
    case PLAN_NODE_SLEEP:
        return;
    }
}

/* ---- all of them ---- */

static void trace_flow(Origins *all, const PlanWorkflow *flow)
{
    FlowTraces *traces = traces_of_flow(all, flow);
    all->at = flow;
    for (uint32_t i = 0; i < flow->nodes.len; i++)
        trace_node(all, flow->nodes.at[i]);
    if (flow->failure)
        trace_node(all, flow->failure);
    for (uint32_t i = 0; i < flow->outputs.len; i++) {
        int64_t place =
            var_place(&flow->interface_.outputs, flow->outputs.at[i].var);
        Trace trace = trace_of(all, flow->outputs.at[i].data);
        if (place >= 0)
            join(all, &traces->outputs[place], trace);
    }
}

void origins_check(Lower *lower)
{
    enum { ROUNDS_MAX = 8 }; /* that deep values go in and out again */
    Origins all = {.lower = lower};
    uint32_t len = lower->plan->workflows.len;
    for (int round = 0; round == 0 || (all.changed && round < ROUNDS_MAX);
         round++) {
        all.changed = false;
        for (uint32_t i = 0; i < len; i++)
            trace_flow(&all, lower->plan->workflows.at[i]);
        for (uint32_t i = len; all.changed && i-- > 0;)
            trace_flow(&all, lower->plan->workflows.at[i]);
    }
    all.complains = true;
    for (uint32_t i = 0; i < len; i++)
        trace_flow(&all, lower->plan->workflows.at[i]);
}
