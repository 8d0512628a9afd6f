/* describe_node.c - nodes: who is called with what, and after whom. */
#include <string.h>

#include "spec/describer.h"

typedef Flyteidl__Core__Node Node;
typedef Flyteidl__Core__Binding Binding;
typedef Flyteidl__Core__BindingData BindingData;
typedef Flyteidl__Core__NodeMetadata NodeMetadata;
typedef Flyteidl__Core__ArrayNode ArrayNode;

/* ---- with what ---- */

static void write_timeout(Describer *d, const NodeMetadata *metadata)
{
    if (!metadata || !metadata->timeout)
        return;
    describe_item(d, "timeout");
    describe_duration(d, metadata->timeout);
}

static void write_cache(Describer *d, const NodeMetadata *metadata)
{
    if (metadata->cacheable_value_case ==
        FLYTEIDL__CORE__NODE_METADATA__CACHEABLE_VALUE_CACHEABLE) {
        describe_item(d, "cache");
        layout_words(&d->line, metadata->cacheable ? "true" : "false");
    }
    if (metadata->cache_version_value_case ==
        FLYTEIDL__CORE__NODE_METADATA__CACHE_VERSION_VALUE_CACHE_VERSION)
        describe_text_item(d, "cache_version", metadata->cache_version);
    describe_flag_item(d, "cache_serialize", metadata->cache_serializable);
}

/* flytekit names a node after what it calls, flw after its binding. */
static bool says_no_more(const Node *node, const char *callee)
{
    const char *name = node->metadata->name ? node->metadata->name : "";
    const char *dot = strrchr(callee, '.');
    return strcmp(name, callee) == 0 || (dot && strcmp(name, dot + 1) == 0) ||
           (node->id && strcmp(name, node->id) == 0);
}

/* All but the timeout. */
static void write_metadata(Describer *d, const Node *node, const char *callee)
{
    const NodeMetadata *metadata = node->metadata;
    if (!metadata)
        return;
    if (!says_no_more(node, callee))
        describe_text_item(d, "name", metadata->name);
    if (metadata->retries && metadata->retries->retries) {
        describe_item(d, "retries");
        layout_print(&d->line, "%u", metadata->retries->retries);
    }
    if (metadata->interruptible_value_case ==
        FLYTEIDL__CORE__NODE_METADATA__INTERRUPTIBLE_VALUE_INTERRUPTIBLE) {
        describe_item(d, "interruptible");
        layout_words(&d->line, metadata->interruptible ? "true" : "false");
    }
    write_cache(d, metadata);
    describe_text_map(d, "config", &metadata->base, "config");
}

static void write_overrides(Describer *d,
                            const Flyteidl__Core__TaskNodeOverrides *overrides)
{
    if (!overrides)
        return;
    describe_resources(d, overrides->resources);
    describe_extended(d, overrides->extended_resources);
    describe_text_item(d, "image", overrides->container_image);
    if (overrides->pod_template) {
        describe_item(d, "pod");
        layout_open(&d->line, '{');
        describe_pod(d, overrides->pod_template);
        layout_close(&d->line);
    }
}

/* ---- after whom ---- */

static void add_sources(Describer *d, Map *sources, const BindingData *data)
{
    if (!data)
        return;
    switch (data->value_case) {
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_PROMISE:
        if (data->promise && data->promise->node_id)
            map_put(d->arena, sources, sym_of(d->names, data->promise->node_id),
                    (void *)data->promise);
        return;
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_COLLECTION:
        for (size_t i = 0; data->collection && i < data->collection->n_bindings;
             i++)
            add_sources(d, sources, data->collection->bindings[i]);
        return;
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_MAP:
        for (size_t i = 0; data->map && i < data->map->n_bindings; i++)
            add_sources(d, sources, data->map->bindings[i]->value);
        return;
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_SCALAR:
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_OFFLOADED_METADATA:
    case FLYTEIDL__CORE__BINDING_DATA__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__BINDING_DATA__VALUE__CASE_IS_INT_SIZE:
        return;
    }
}

/* Those that no input tells of. */
static void write_after(Describer *d, const Node *node)
{
    Map sources = {0};
    for (size_t i = 0; i < node->n_inputs; i++)
        add_sources(d, &sources, node->inputs[i]->binding);
    LayoutMark mark = describe_open(d, " after ", '[');
    for (size_t i = 0; i < node->n_upstream_node_ids; i++) {
        const char *id = node->upstream_node_ids[i];
        if (!id || map_find(&sources, sym_of(d->names, id)))
            continue;
        layout_item(&d->line);
        layout_name(&d->line, id);
    }
    describe_close(d, mark);
}

/* ---- calls ---- */

static const Identifier *callee_of(const Node *node)
{
    const Flyteidl__Core__WorkflowNode *flow = node->workflow_node;
    if (node->target_case == FLYTEIDL__CORE__NODE__TARGET_TASK_NODE)
        return node->task_node ? node->task_node->reference_id : NULL;
    if (node->target_case != FLYTEIDL__CORE__NODE__TARGET_WORKFLOW_NODE ||
        !flow)
        return NULL;
    if (flow->reference_case ==
        FLYTEIDL__CORE__WORKFLOW_NODE__REFERENCE_LAUNCHPLAN_REF)
        return flow->launchplan_ref;
    if (flow->reference_case ==
        FLYTEIDL__CORE__WORKFLOW_NODE__REFERENCE_SUB_WORKFLOW_REF)
        return flow->sub_workflow_ref;
    return NULL;
}

static bool is_launch(const Node *node)
{
    return node->target_case == FLYTEIDL__CORE__NODE__TARGET_WORKFLOW_NODE &&
           node->workflow_node &&
           node->workflow_node->reference_case ==
               FLYTEIDL__CORE__WORKFLOW_NODE__REFERENCE_LAUNCHPLAN_REF;
}

static void write_callee(Describer *d, const Node *node)
{
    layout_words(&d->line, is_launch(node) ? "launch " : "");
    describe_id(d, callee_of(node));
}

static const char *callee_name(const Node *node)
{
    const Identifier *id = callee_of(node);
    return id && id->name ? id->name : "";
}

static void write_call_settings(Describer *d, const Node *node)
{
    LayoutMark mark = describe_open(d, " with ", '{');
    if (node->target_case == FLYTEIDL__CORE__NODE__TARGET_TASK_NODE &&
        node->task_node)
        write_overrides(d, node->task_node->overrides);
    write_metadata(d, node, callee_name(node));
    write_timeout(d, node->metadata);
    describe_close(d, mark);
}

static void write_call(Describer *d, const Node *node)
{
    write_callee(d, node);
    describe_bindings(d, node->inputs, node->n_inputs);
    write_call_settings(d, node);
    write_after(d, node);
    layout_end(&d->line);
}

/* ---- array nodes ---- */

static bool is_bound(Describer *d, const Map *bound, const Binding *input)
{
    return map_find(bound, sym_of(d->names, input->var ? input->var : ""));
}

static Map bound_inputs(Describer *d, const ArrayNode *array)
{
    Map bound = {0};
    for (size_t i = 0; i < array->n_bound_inputs; i++)
        map_put(d->arena, &bound, sym_of(d->names, array->bound_inputs[i]),
                d->arena);
    return bound;
}

/* The item of a list is called as the input that takes it. */
static void write_item_call(Describer *d, const Node *node, const Node *item,
                            const Map *bound)
{
    write_callee(d, item);
    layout_open(&d->line, '(');
    for (size_t i = 0; i < node->n_inputs; i++) {
        const Binding *input = node->inputs[i];
        describe_item(d, input->var);
        if (is_bound(d, bound, input))
            describe_data(d, input->binding);
        else
            layout_name(&d->line, input->var);
    }
    layout_close(&d->line);
    write_call_settings(d, item);
}

/* ` for x in xs`, ` for x, y in zip(xs, ys)` */
static void write_items(Describer *d, const Node *node, const Map *bound)
{
    size_t count = 0;
    layout_words(&d->line, " for ");
    for (size_t i = 0; i < node->n_inputs; i++)
        if (!is_bound(d, bound, node->inputs[i])) {
            layout_words(&d->line, count++ ? ", " : "");
            layout_name(&d->line, node->inputs[i]->var);
        }
    layout_words(&d->line, count > 1 ? " in zip(" : " in ");
    count = 0;
    for (size_t i = 0; i < node->n_inputs; i++)
        if (!is_bound(d, bound, node->inputs[i])) {
            layout_words(&d->line, count++ ? ", " : "");
            describe_data(d, node->inputs[i]->binding);
        }
    layout_words(&d->line, count > 1 ? ")" : "");
}

static void write_array_settings(Describer *d, const Node *node,
                                 const ArrayNode *array, const char *callee)
{
    LayoutMark mark = describe_open(d, " with ", '{');
    if (array->parallelism_option_case ==
        FLYTEIDL__CORE__ARRAY_NODE__PARALLELISM_OPTION_PARALLELISM) {
        describe_item(d, "parallelism");
        layout_print(&d->line, "%u", array->parallelism);
    }
    if (array->success_criteria_case ==
        FLYTEIDL__CORE__ARRAY_NODE__SUCCESS_CRITERIA_MIN_SUCCESSES) {
        describe_item(d, "min_successes");
        layout_print(&d->line, "%u", array->min_successes);
    }
    if (array->success_criteria_case ==
            FLYTEIDL__CORE__ARRAY_NODE__SUCCESS_CRITERIA_MIN_SUCCESS_RATIO &&
        array->min_success_ratio != 1.0f) {
        describe_item(d, "min_success");
        layout_print(&d->line, "%g", (double)array->min_success_ratio);
    }
    describe_flag_item(d, "full_state", array->execution_mode != 0);
    describe_flag_item(d, "individual_input_files", array->data_mode != 0);
    describe_flag_item(d, "run_all", array->run_all_sub_nodes);
    write_metadata(d, node, callee);
    write_timeout(d, node->metadata);
    describe_close(d, mark);
}

static void write_array(Describer *d, const Node *node)
{
    const ArrayNode *array = node->array_node;
    const Node *item = array ? array->node : NULL;
    if (!item) {
        layout_words(&d->line, "[unknown]");
    } else {
        Map bound = bound_inputs(d, array);
        layout_words(&d->line, "[");
        write_item_call(d, node, item, &bound);
        write_items(d, node, &bound);
        layout_words(&d->line, "]");
        write_array_settings(d, node, array, callee_name(item));
    }
    write_after(d, node);
    layout_end(&d->line);
}

/* ---- gate nodes ---- */

static void write_signal(Describer *d, const char *signal)
{
    layout_item(&d->line);
    layout_text(&d->line, signal ? signal : "", signal ? strlen(signal) : 0);
}

static void write_gate_word(Describer *d, const Flyteidl__Core__GateNode *gate)
{
    switch (gate ? gate->condition_case
                 : FLYTEIDL__CORE__GATE_NODE__CONDITION__NOT_SET) {
    case FLYTEIDL__CORE__GATE_NODE__CONDITION_APPROVE:
        layout_words(&d->line, "approve");
        layout_open(&d->line, '(');
        write_signal(d, gate->approve ? gate->approve->signal_id : NULL);
        return;
    case FLYTEIDL__CORE__GATE_NODE__CONDITION_SIGNAL:
        layout_words(&d->line, "wait_for");
        layout_open(&d->line, '(');
        write_signal(d, gate->signal ? gate->signal->signal_id : NULL);
        return;
    case FLYTEIDL__CORE__GATE_NODE__CONDITION_SLEEP:
        layout_words(&d->line, "sleep");
        layout_open(&d->line, '(');
        layout_item(&d->line);
        describe_duration(d, gate->sleep ? gate->sleep->duration : NULL);
        return;
    case FLYTEIDL__CORE__GATE_NODE__CONDITION__NOT_SET:
    case _FLYTEIDL__CORE__GATE_NODE__CONDITION__CASE_IS_INT_SIZE:
        break;
    }
    layout_words(&d->line, "unknown");
    layout_open(&d->line, '(');
}

static const char *gate_signal(const Flyteidl__Core__GateNode *gate)
{
    const char *signal = NULL;
    if (gate &&
        gate->condition_case == FLYTEIDL__CORE__GATE_NODE__CONDITION_APPROVE)
        signal = gate->approve ? gate->approve->signal_id : NULL;
    if (gate &&
        gate->condition_case == FLYTEIDL__CORE__GATE_NODE__CONDITION_SIGNAL)
        signal = gate->signal ? gate->signal->signal_id : NULL;
    return signal ? signal : "";
}

static void write_gate(Describer *d, const Node *node)
{
    const Flyteidl__Core__GateNode *gate = node->gate_node;
    write_gate_word(d, gate);
    for (size_t i = 0; i < node->n_inputs; i++) {
        describe_item(d, node->inputs[i]->var);
        describe_data(d, node->inputs[i]->binding);
    }
    write_timeout(d, node->metadata);
    layout_close(&d->line);
    if (gate &&
        gate->condition_case == FLYTEIDL__CORE__GATE_NODE__CONDITION_SIGNAL) {
        layout_words(&d->line, " -> ");
        describe_type(d, gate->signal ? gate->signal->type : NULL);
    }
    LayoutMark mark = describe_open(d, " with ", '{');
    write_metadata(d, node, gate_signal(gate));
    describe_close(d, mark);
    write_after(d, node);
    layout_end(&d->line);
}

static void write_branch(Describer *d, const Node *node)
{
    describe_cases(d, node);
    LayoutMark mark = describe_open(d, " with ", '{');
    write_metadata(d, node, "");
    write_timeout(d, node->metadata);
    describe_close(d, mark);
    write_after(d, node);
    layout_end(&d->line);
}

void describe_node(Describer *d, const Node *node)
{
    layout_name(&d->line, node->id);
    layout_words(&d->line, ": ");
    switch (node->target_case) {
    case FLYTEIDL__CORE__NODE__TARGET_BRANCH_NODE:
        write_branch(d, node);
        return;
    case FLYTEIDL__CORE__NODE__TARGET_GATE_NODE:
        write_gate(d, node);
        return;
    case FLYTEIDL__CORE__NODE__TARGET_ARRAY_NODE:
        write_array(d, node);
        return;
    case FLYTEIDL__CORE__NODE__TARGET_TASK_NODE:
    case FLYTEIDL__CORE__NODE__TARGET_WORKFLOW_NODE:
    case FLYTEIDL__CORE__NODE__TARGET__NOT_SET:
    case _FLYTEIDL__CORE__NODE__TARGET__CASE_IS_INT_SIZE:
        write_call(d, node);
        return;
    }
    write_call(d, node);
}
