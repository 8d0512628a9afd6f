/* emit_node.c - nodes. */
#include "base/panic.h"
#include "compiler/emit/emitter.h"

/* A node without its texts, with overrides. */
enum { NODE_WEIGHT = 64, OVERRIDES_WEIGHT = 1024 };

static IdlNodeMetadata *node_metadata(Emitter *e, const PlanNode *node)
{
    IdlNodeMetadata *out = new_core(e, NodeMetadata, NODE_METADATA);
    out->name = make_text(node->name);
    out->retries = emit_retries(e, node->retries);
    if (node->timeout)
        out->timeout = make_duration(e->arena, node->timeout);
    if (node->interruptible >= 0) {
        out->interruptible_value_case =
            FLYTEIDL__CORE__NODE_METADATA__INTERRUPTIBLE_VALUE_INTERRUPTIBLE;
        out->interruptible = node->interruptible > 0;
    }
    return out;
}

static void add_upstream(Emitter *e, const PlanNode *node, IdlNode *out)
{
    if (!node->upstream.len)
        return;
    new_list(e, out->upstream_node_ids, out->n_upstream_node_ids,
             node->upstream.len);
    for (uint32_t i = 0; i < node->upstream.len; i++)
        out->upstream_node_ids[i] = make_text(node->upstream.at[i]->id);
    weight_spend(e, 64 * (size_t)node->upstream.len);
}

static bool asks_resources(const Settings *settings)
{
    const Quantity *all[] = {&settings->cpu, &settings->memory, &settings->gpu,
                             &settings->storage};
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
        if (all[i]->request || all[i]->limit)
            return true;
    return false;
}

static IdlOverrides *overrides_of(Emitter *e, const Settings *settings)
{
    if (!settings)
        return e->no_overrides;
    weight_spend(e, OVERRIDES_WEIGHT);
    text_spend(e, settings->image);
    IdlOverrides *out = new_core(e, TaskNodeOverrides, TASK_NODE_OVERRIDES);
    if (asks_resources(settings))
        out->resources = emit_resources(e, settings);
    out->extended_resources = emit_extended(e, settings);
    out->container_image = make_text(settings->image);
    return out;
}

static void add_task(Emitter *e, const PlanNode *node, IdlNode *out)
{
    IdlTaskNode *target = new_core(e, TaskNode, TASK_NODE);
    target->reference_case = FLYTEIDL__CORE__TASK_NODE__REFERENCE_REFERENCE_ID;
    target->reference_id = emit_task_id(e, node->as.task);
    target->overrides = overrides_of(e, node->settings);
    out->target_case = FLYTEIDL__CORE__NODE__TARGET_TASK_NODE;
    out->task_node = target;
}

static Flyteidl__Core__WorkflowNode *workflow_node(
    Emitter *e, IdlNode *out, Flyteidl__Core__WorkflowNode__ReferenceCase kind)
{
    Flyteidl__Core__WorkflowNode *target =
        new_core(e, WorkflowNode, WORKFLOW_NODE);
    target->reference_case = kind;
    out->target_case = FLYTEIDL__CORE__NODE__TARGET_WORKFLOW_NODE;
    out->workflow_node = target;
    return target;
}

static void add_workflow(Emitter *e, const PlanNode *node, IdlNode *out)
{
    workflow_node(e, out,
                  FLYTEIDL__CORE__WORKFLOW_NODE__REFERENCE_SUB_WORKFLOW_REF)
        ->sub_workflow_ref = emit_workflow_id(e, node->as.workflow);
}

static void add_launch(Emitter *e, const PlanNode *node, IdlNode *out)
{
    workflow_node(e, out,
                  FLYTEIDL__CORE__WORKFLOW_NODE__REFERENCE_LAUNCHPLAN_REF)
        ->launchplan_ref = emit_launch_id(e, node->as.launch);
}

static void add_success(const PlanNode *node, Flyteidl__Core__ArrayNode *out)
{
    if (node->as.array.min_successes) {
        out->success_criteria_case =
            FLYTEIDL__CORE__ARRAY_NODE__SUCCESS_CRITERIA_MIN_SUCCESSES;
        out->min_successes = (uint32_t)node->as.array.min_successes;
        return;
    }
    float ratio = node->as.array.min_success_ratio;
    out->success_criteria_case =
        FLYTEIDL__CORE__ARRAY_NODE__SUCCESS_CRITERIA_MIN_SUCCESS_RATIO;
    out->min_success_ratio = ratio > 0 ? ratio : 1;
}

/* The item's task takes lists; Flyte hands it one element of each that is not
 * bound. It is bound as the node itself is. */
static void add_array(Emitter *e, const PlanNode *node, IdlNode *out)
{
    Flyteidl__Core__ArrayNode *array = new_core(e, ArrayNode, ARRAY_NODE);
    array->node = emit_node(e, node->as.array.item);
    array->node->inputs = out->inputs;
    array->node->n_inputs = out->n_inputs;
    if (node->as.array.parallelism) {
        array->parallelism_option_case =
            FLYTEIDL__CORE__ARRAY_NODE__PARALLELISM_OPTION_PARALLELISM;
        array->parallelism = (uint32_t)node->as.array.parallelism;
    }
    add_success(node, array);
    array->is_original_sub_node_interface = make_bool_value(e->arena, false);
    for (uint32_t i = 0; i < node->as.array.bound.len; i++)
        make_push(e->arena, array->bound_inputs, array->n_bound_inputs,
                  make_text(node->as.array.bound.at[i]));
    out->target_case = FLYTEIDL__CORE__NODE__TARGET_ARRAY_NODE;
    out->array_node = array;
}

static Flyteidl__Core__GateNode *gate_node(
    Emitter *e, IdlNode *out, Flyteidl__Core__GateNode__ConditionCase kind)
{
    Flyteidl__Core__GateNode *gate = new_core(e, GateNode, GATE_NODE);
    gate->condition_case = kind;
    out->target_case = FLYTEIDL__CORE__NODE__TARGET_GATE_NODE;
    out->gate_node = gate;
    return gate;
}

static void add_approve(Emitter *e, const PlanNode *node, IdlNode *out)
{
    Flyteidl__Core__GateNode *gate =
        gate_node(e, out, FLYTEIDL__CORE__GATE_NODE__CONDITION_APPROVE);
    gate->approve = new_core(e, ApproveCondition, APPROVE_CONDITION);
    gate->approve->signal_id = make_text(node->as.gate.signal);
}

static void add_signal(Emitter *e, const PlanNode *node, IdlNode *out)
{
    Flyteidl__Core__GateNode *gate =
        gate_node(e, out, FLYTEIDL__CORE__GATE_NODE__CONDITION_SIGNAL);
    gate->signal = new_core(e, SignalCondition, SIGNAL_CONDITION);
    gate->signal->signal_id = make_text(node->as.gate.signal);
    gate->signal->type = emit_type(e, node->as.gate.type);
    gate->signal->output_variable_name = make_text("o0");
}

static void add_sleep(Emitter *e, const PlanNode *node, IdlNode *out)
{
    Flyteidl__Core__GateNode *gate =
        gate_node(e, out, FLYTEIDL__CORE__GATE_NODE__CONDITION_SLEEP);
    gate->sleep = new_core(e, SleepCondition, SLEEP_CONDITION);
    gate->sleep->duration = make_duration(e->arena, node->as.gate.duration);
}

static void add_target(Emitter *e, const PlanNode *node, IdlNode *out)
{
    switch (node->kind) {
    case PLAN_NODE_TASK:
        add_task(e, node, out);
        return;
    case PLAN_NODE_WORKFLOW:
        add_workflow(e, node, out);
        return;
    case PLAN_NODE_LAUNCH:
        add_launch(e, node, out);
        return;
    case PLAN_NODE_BRANCH:
        emit_branch(e, node, out);
        return;
    case PLAN_NODE_ARRAY:
        add_array(e, node, out);
        return;
    case PLAN_NODE_APPROVE:
        add_approve(e, node, out);
        return;
    case PLAN_NODE_SIGNAL:
        add_signal(e, node, out);
        return;
    case PLAN_NODE_SLEEP:
        add_sleep(e, node, out);
        return;
    }
    UNREACHABLE("kind of node");
}

IdlNode *emit_node(Emitter *e, const PlanNode *node)
{
    IdlNode *out = new_core(e, Node, NODE);
    weight_spend(e, NODE_WEIGHT);
    text_spend(e, node->id);
    text_spend(e, node->name);
    out->id = make_text(node->id);
    out->metadata = node_metadata(e, node);
    emit_bindings(e, &node->inputs, &out->inputs, &out->n_inputs);
    add_upstream(e, node, out);
    add_target(e, node, out);
    return out;
}
