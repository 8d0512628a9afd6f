/* describe_workflow.c - workflows and what they carry with them. */
#include <string.h>

#include "flyteidl/admin/workflow.pb-c.h"
#include "spec/describer.h"

typedef Flyteidl__Core__WorkflowTemplate WorkflowTemplate;

static void write_quality(Describer *d,
                          const Flyteidl__Core__QualityOfService *quality)
{
    static const char *const tiers[] = {"undefined", "high", "medium", "low"};
    if (!quality || quality->designation_case !=
                        FLYTEIDL__CORE__QUALITY_OF_SERVICE__DESIGNATION_TIER)
        return;
    size_t tier = (size_t)quality->tier;
    describe_item(d, "quality_of_service");
    layout_words(&d->line,
                 tier < sizeof tiers / sizeof *tiers ? tiers[tier] : "unknown");
}

static void write_settings(Describer *d, const WorkflowTemplate *flow)
{
    const Flyteidl__Core__WorkflowMetadata *metadata = flow->metadata;
    LayoutMark mark = describe_open(d, "with ", '{');
    if (metadata && metadata->on_failure) {
        describe_item(d, "failure_policy");
        layout_words(&d->line, "finish_running");
    }
    describe_flag_item(d, "interruptible",
                       flow->metadata_defaults &&
                           flow->metadata_defaults->interruptible);
    if (metadata) {
        write_quality(d, metadata->quality_of_service);
        describe_text_map(d, "tags", &metadata->base, "tags");
    }
    if (describe_close(d, mark))
        layout_end(&d->line);
}

static void write_failure(Describer *d, const Flyteidl__Core__Node *node)
{
    if (!node)
        return;
    layout_words(&d->line, "on failure {");
    layout_end(&d->line);
    d->line.indent += 2;
    describe_node(d, node);
    d->line.indent -= 2;
    layout_words(&d->line, "}");
    layout_end(&d->line);
}

static void write_body(Describer *d, const WorkflowTemplate *flow)
{
    layout_words(&d->line, "{");
    layout_end(&d->line);
    d->line.indent += 2;
    for (size_t i = 0; i < flow->n_nodes; i++)
        describe_node(d, flow->nodes[i]);
    write_failure(d, flow->failure_node);
    if (flow->n_outputs) {
        layout_words(&d->line, "return ");
        describe_bindings(d, flow->outputs, flow->n_outputs);
        layout_end(&d->line);
    }
    d->line.indent -= 2;
    layout_words(&d->line, "}");
    layout_end(&d->line);
}

static void write_template(Describer *d, const WorkflowTemplate *flow)
{
    describe_head(d, "workflow ", flow->id, flow->interface);
    layout_end(&d->line);
    write_settings(d, flow);
    write_body(d, flow);
}

/* Shown by itself where the package has it as an entry. */
static bool is_elsewhere(Describer *d, const WorkflowTemplate *flow)
{
    const char *id = describe_full_id(d->arena, flow->id);
    return map_find(d->workflows, sym_of(d->names, id)) != NULL;
}

void describe_workflow(Describer *d, const ProtobufCMessage *message)
{
    const Flyteidl__Admin__WorkflowSpec *spec = (const void *)message;
    WorkflowTemplate none = FLYTEIDL__CORE__WORKFLOW_TEMPLATE__INIT;
    describe_doc(d, spec->description);
    write_template(d, spec->template_ ? spec->template_ : &none);
    for (size_t i = 0; i < spec->n_sub_workflows; i++) {
        if (is_elsewhere(d, spec->sub_workflows[i]))
            continue;
        buf_char(d->line.out, '\n');
        layout_words(&d->line, "# carried by the workflow above");
        layout_end(&d->line);
        write_template(d, spec->sub_workflows[i]);
    }
}
