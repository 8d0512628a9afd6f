/* make.c - from a workflow's messages to its chart. */
#include "spec/chart/make.h"

#include <string.h>

static ChartFlow *make_flow(ChartMaker *maker, const IdlWorkflow *spec,
                            ChartNode *owner);
static ChartNode *add_node(ChartMaker *maker, ChartFlow *flow,
                           const IdlNode *spec);

static void *find(ChartMaker *maker, const Map *map, const IdlId *id)
{
    const char *whole = describe_full_id(maker->arena, id);
    return map_find(map, sym_of(&maker->index->names, whole));
}

/* ---- who is called ---- */

static const IdlId *workflow_id(const IdlNode *spec)
{
    const IdlWorkflowNode *call = spec->workflow_node;
    bool is_sub =
        spec->target_case == FLYTEIDL__CORE__NODE__TARGET_WORKFLOW_NODE &&
        call &&
        call->reference_case ==
            FLYTEIDL__CORE__WORKFLOW_NODE__REFERENCE_SUB_WORKFLOW_REF;
    return is_sub ? call->sub_workflow_ref : NULL;
}

static const IdlId *launch_id(const IdlNode *spec)
{
    const IdlWorkflowNode *call = spec->workflow_node;
    bool is_launch =
        spec->target_case == FLYTEIDL__CORE__NODE__TARGET_WORKFLOW_NODE &&
        call &&
        call->reference_case ==
            FLYTEIDL__CORE__WORKFLOW_NODE__REFERENCE_LAUNCHPLAN_REF;
    return is_launch ? call->launchplan_ref : NULL;
}

static const IdlId *task_id(const IdlNode *spec)
{
    return spec->target_case == FLYTEIDL__CORE__NODE__TARGET_TASK_NODE &&
                   spec->task_node
               ? spec->task_node->reference_id
               : NULL;
}

/* What an array node calls is its item. */
static const IdlNode *called(const IdlNode *spec)
{
    bool is_array =
        spec->target_case == FLYTEIDL__CORE__NODE__TARGET_ARRAY_NODE &&
        spec->array_node && spec->array_node->node;
    return is_array ? spec->array_node->node : spec;
}

static const IdlTask *task_of(ChartMaker *maker, const IdlNode *spec)
{
    const IdlId *id = task_id(called(spec));
    return id ? find(maker, &maker->index->tasks, id) : NULL;
}

static ChartCallee callee_of(ChartMaker *maker, const IdlNode *spec)
{
    ChartCallee callee = {0};
    const IdlTask *task = task_of(maker, spec);
    const IdlId *flow = workflow_id(called(spec));
    const IdlId *launch = launch_id(called(spec));
    const IdlWorkflow *workflow =
        flow ? find(maker, &maker->index->workflows, flow) : NULL;
    if (task)
        callee.interface = task->interface;
    if (workflow)
        callee.interface = workflow->interface;
    if (launch)
        callee.launch = find(maker, &maker->index->launches, launch);
    return callee;
}

static ChartVars outputs_of(ChartMaker *maker, const IdlNode *spec,
                            ChartCallee callee)
{
    const IdlLaunchPlan *launch = callee.launch;
    const IdlWorkflow *workflow =
        launch && launch->spec && launch->spec->workflow_id
            ? find(maker, &maker->index->workflows, launch->spec->workflow_id)
            : NULL;
    if (launch && launch->closure && launch->closure->expected_outputs)
        return chart_vars(maker, launch->closure->expected_outputs);
    if (workflow && workflow->interface)
        return chart_vars(maker, workflow->interface->outputs);
    const Flyteidl__Core__GateNode *gate =
        spec->target_case == FLYTEIDL__CORE__NODE__TARGET_GATE_NODE
            ? spec->gate_node
            : NULL;
    if (gate && gate->signal &&
        gate->condition_case == FLYTEIDL__CORE__GATE_NODE__CONDITION_SIGNAL) {
        ChartVars one = {0};
        Buf out = {.arena = maker->arena};
        Describer d = chart_describer(maker, &out);
        describe_type(&d, gate->signal->type);
        vec_push(maker->arena, &one, ((ChartVar){"o0", chart_described(&d)}));
        return one;
    }
    return chart_vars(maker,
                      callee.interface ? callee.interface->outputs : NULL);
}

/* ---- a node ---- */

static ChartKind kind_of(const IdlNode *spec, const IdlTask *task)
{
    switch (spec->target_case) {
    case FLYTEIDL__CORE__NODE__TARGET_TASK_NODE:
        return task && task->type && strcmp(task->type, "echo") == 0
                   ? CHART_ECHO
                   : CHART_TASK;
    case FLYTEIDL__CORE__NODE__TARGET_WORKFLOW_NODE:
        return launch_id(spec) ? CHART_LAUNCH : CHART_WORKFLOW;
    case FLYTEIDL__CORE__NODE__TARGET_BRANCH_NODE:
        return CHART_BRANCH;
    case FLYTEIDL__CORE__NODE__TARGET_ARRAY_NODE:
        return CHART_ARRAY;
    case FLYTEIDL__CORE__NODE__TARGET_GATE_NODE:
    case FLYTEIDL__CORE__NODE__TARGET__NOT_SET:
    case _FLYTEIDL__CORE__NODE__TARGET__CASE_IS_INT_SIZE:
        return CHART_UNKNOWN;
    }
    return CHART_UNKNOWN;
}

static ChartNode *new_node(ChartMaker *maker, ChartFlow *flow, ChartKind kind)
{
    ChartNode *node = arena_new(maker->arena, ChartNode);
    node->kind = kind;
    node->id = node->callee = node->words = node->notes = "";
    node->settings = node->identity = node->digest = node->was = "";
    node->sides = CHART_NEW;
    node->within = flow;
    node->number = maker->chart->node_count++;
    maker->chart->opened += maker->level > 0;
    return node;
}

static void name_callee(ChartNode *node, const IdlNode *spec)
{
    const IdlNode *call = called(spec);
    const IdlId *id = task_id(call);
    id = id ? id : workflow_id(call);
    id = id ? id : launch_id(call);
    node->callee = id && id->name ? id->name : "";
    node->generated =
        chart_is_generated(node->callee) && node->kind != CHART_ARRAY;
}

static void add_case(ChartMaker *maker, ChartNode *branch,
                     const char *condition, ChartNode *node)
{
    vec_push(maker->arena, &branch->cases,
             ((ChartCase){
                 .condition = condition, .node = node, .sides = CHART_NEW}));
}

static void add_block(ChartMaker *maker, ChartNode *branch, const Map *inputs,
                      const IdlIfBlock *block)
{
    Buf out = {.arena = maker->arena};
    Describer d = chart_describer(maker, &out);
    if (!block || !block->then_node)
        return;
    describe_condition(&d, inputs, block->condition);
    add_case(maker, branch, chart_described(&d),
             add_node(maker, branch->within, block->then_node));
}

static void add_cases(ChartMaker *maker, ChartNode *branch, const IdlNode *spec)
{
    const IdlIfElse *all =
        spec->branch_node ? spec->branch_node->if_else : NULL;
    Buf unused = {.arena = maker->arena};
    Describer d = chart_describer(maker, &unused);
    Map inputs = describe_inputs(&d, spec);
    if (!all)
        return;
    add_block(maker, branch, &inputs, all->case_);
    for (size_t i = 0; i < all->n_other; i++)
        add_block(maker, branch, &inputs, all->other[i]);
    if (all->default_case == FLYTEIDL__CORE__IF_ELSE_BLOCK__DEFAULT_ELSE_NODE &&
        all->else_node)
        add_case(maker, branch, NULL,
                 add_node(maker, branch->within, all->else_node));
    if (all->default_case == FLYTEIDL__CORE__IF_ELSE_BLOCK__DEFAULT_ERROR) {
        ChartNode *fail = new_node(maker, branch->within, CHART_FAIL);
        fail->id = "fail";
        fail->words =
            all->error && all->error->message ? all->error->message : "";
        fail->identity = fail->words;
        add_case(maker, branch, NULL, fail);
    }
}

/* The node and those of its branches, without what each waits for. */
static ChartNode *add_node(ChartMaker *maker, ChartFlow *flow,
                           const IdlNode *spec)
{
    const IdlTask *task = task_of(maker, spec);
    ChartNode *node = new_node(maker, flow, kind_of(spec, task));
    node->id = spec->id ? spec->id : "";
    name_callee(node, spec);
    chart_add_words(maker, node, spec);
    node->identity = chart_identity(maker, spec);
    node->digest = chart_digest(maker, task);
    node->outputs = outputs_of(maker, spec, callee_of(maker, spec));
    if (node->kind == CHART_BRANCH)
        add_cases(maker, node, spec);
    return node;
}

/* ---- what it waits for, and what is inside ---- */

static void open_body(ChartMaker *maker, ChartNode *node, const IdlNode *spec)
{
    const IdlId *id = workflow_id(spec);
    const IdlWorkflow *body =
        id ? find(maker, &maker->index->workflows, id) : NULL;
    if (!body || body->n_nodes == 0)
        return;
    bool room = maker->chart->opened + body->n_nodes <= CHART_OPENED_MAX;
    node->folded = maker->depth == 0 || !room;
    if (node->folded)
        return;
    maker->depth--;
    maker->level++;
    node->body = make_flow(maker, body, node);
    maker->level--;
    maker->depth++;
}

static void settle(ChartMaker *maker, ChartNode *node, const IdlNode *spec);

static void settle_cases(ChartMaker *maker, ChartNode *node,
                         const IdlIfElse *all)
{
    uint32_t at = 0;
    if (!all)
        return;
    if (all->case_ && all->case_->then_node)
        settle(maker, node->cases.at[at++].node, all->case_->then_node);
    for (size_t i = 0; i < all->n_other; i++)
        if (all->other[i]->then_node)
            settle(maker, node->cases.at[at++].node, all->other[i]->then_node);
    if (all->default_case == FLYTEIDL__CORE__IF_ELSE_BLOCK__DEFAULT_ELSE_NODE &&
        all->else_node)
        settle(maker, node->cases.at[at].node, all->else_node);
}

static void settle(ChartMaker *maker, ChartNode *node, const IdlNode *spec)
{
    chart_add_uses(maker, node, spec, callee_of(maker, spec));
    open_body(maker, node, spec);
    if (node->kind == CHART_BRANCH && spec->branch_node) {
        settle_cases(maker, node, spec->branch_node->if_else);
        chart_drop_implied(maker, node);
    }
}

/* Nodes of a branch are called as they like: none refers to them. */
static ChartNode *add_named(ChartMaker *maker, ChartFlow *flow,
                            const IdlNode *spec)
{
    ChartNode *node = add_node(maker, flow, spec);
    map_put(maker->arena, &flow->by_id, sym_of(&maker->index->names, node->id),
            node);
    return node;
}

static ChartFlow *make_flow(ChartMaker *maker, const IdlWorkflow *spec,
                            ChartNode *owner)
{
    ChartFlow *flow = arena_new(maker->arena, ChartFlow);
    const IdlInterface *interface = spec->interface;
    flow->name = spec->id && spec->id->name ? spec->id->name : "";
    flow->generated = chart_is_generated(flow->name);
    flow->owner = owner;
    flow->inputs = chart_vars(maker, interface ? interface->inputs : NULL);
    flow->outputs = chart_vars(maker, interface ? interface->outputs : NULL);
    for (size_t i = 0; i < spec->n_nodes; i++)
        vec_push(maker->arena, &flow->nodes,
                 add_named(maker, flow, spec->nodes[i]));
    if (spec->failure_node)
        flow->failure = add_named(maker, flow, spec->failure_node);
    for (size_t i = 0; i < spec->n_nodes; i++)
        settle(maker, flow->nodes.at[i], spec->nodes[i]);
    if (spec->failure_node)
        settle(maker, flow->failure, spec->failure_node);
    chart_add_results(maker, flow, spec);
    return flow;
}

Chart *chart_make(ChartIndex *index, const IdlWorkflow *workflow,
                  uint32_t depth)
{
    Chart *chart = arena_new(index->arena, Chart);
    ChartMaker maker = {.arena = index->arena,
                        .index = index,
                        .chart = chart,
                        .depth =
                            depth < CHART_DEPTH_MAX ? depth : CHART_DEPTH_MAX};
    chart->flow = make_flow(&maker, workflow, NULL);
    return chart;
}
