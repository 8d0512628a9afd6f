/* emit_workflow.c - WorkflowTemplates, and the specs that hold them. */
#include "compiler/emit/emitter.h"

static Flyteidl__Core__WorkflowMetadata *metadata_of(
    Emitter *e, const PlanWorkflow *workflow)
{
    Flyteidl__Core__WorkflowMetadata *out =
        new_core(e, WorkflowMetadata, WORKFLOW_METADATA);
    if (workflow->failure_policy == POLICY_FINISH_RUNNING)
        out->on_failure = long_core(WORKFLOW_METADATA__ON_FAILURE_POLICY,
                                    FAIL_AFTER_EXECUTABLE_NODES_COMPLETE);
    return out;
}

static Flyteidl__Core__WorkflowMetadataDefaults *defaults_of(
    Emitter *e, const PlanWorkflow *workflow)
{
    Flyteidl__Core__WorkflowMetadataDefaults *out =
        new_core(e, WorkflowMetadataDefaults, WORKFLOW_METADATA_DEFAULTS);
    out->interruptible = workflow->interruptible > 0;
    return out;
}

typedef struct Made {
    IdlWorkflow *template;
    size_t weight;
    bool is_deep;
} Made;

static IdlWorkflow *make_workflow(Emitter *e, const PlanWorkflow *workflow)
{
    IdlWorkflow *out = new_core(e, WorkflowTemplate, WORKFLOW_TEMPLATE);
    out->id = emit_workflow_id(e, workflow);
    out->metadata = metadata_of(e, workflow);
    out->metadata_defaults = defaults_of(e, workflow);
    out->interface = emit_interface(e, &workflow->interface_);
    new_list(e, out->nodes, out->n_nodes, workflow->nodes.len);
    for (uint32_t i = 0; i < workflow->nodes.len; i++)
        out->nodes[i] = emit_node(e, workflow->nodes.at[i]);
    emit_bindings(e, &workflow->outputs, &out->outputs, &out->n_outputs);
    if (workflow->failure)
        out->failure_node = emit_node(e, workflow->failure);
    return out;
}

static Made *make_once(Emitter *e, const PlanWorkflow *workflow)
{
    Made *made = arena_new(e->arena, Made);
    size_t before = e->weight;
    bool was_deep = e->is_deep;
    e->is_deep = false;
    made->template = make_workflow(e, workflow);
    made->weight = e->weight - before;
    made->is_deep = e->is_deep;
    e->is_deep = was_deep || made->is_deep;
    return made;
}

/* A workflow stands in the spec of each that calls it: its template is made
 * once, and weighs each time. */
static IdlWorkflow *template_of(Emitter *e, const PlanWorkflow *workflow)
{
    Made *made = map_find(&e->workflows, workflow);
    if (made) {
        weight_spend(e, made->weight);
        e->is_deep = e->is_deep || made->is_deep;
        return made->template;
    }
    made = make_once(e, workflow);
    map_put(e->arena, &e->workflows, workflow, made);
    return made->template;
}

IdlWorkflowSpec *emit_workflow(Emitter *e, const PlanWorkflow *workflow)
{
    IdlWorkflowSpec *spec = new_admin(e, WorkflowSpec, WORKFLOW_SPEC);
    spec->template_ = template_of(e, workflow);
    if (workflow->closure.len)
        new_list(e, spec->sub_workflows, spec->n_sub_workflows,
                 workflow->closure.len);
    for (uint32_t i = 0; i < workflow->closure.len; i++)
        spec->sub_workflows[i] = template_of(e, workflow->closure.at[i]);
    spec->description = emit_description(e, workflow->doc);
    return spec;
}
