/* lower_workflow.c - workflows, their failure handlers, their closures. */
#include <stdlib.h>
#include <string.h>

#include "base/panic.h"
#include "compiler/plan/complain.h"
#include "compiler/plan/lower.h"
#include "typesys/constant.h"

/* ---- outputs ---- */

static const Stmt *find_return(const Block *body)
{
    for (uint32_t i = 0; i < body->stmts.len; i++)
        if (body->stmts.at[i]->kind == STMT_RETURN)
            return body->stmts.at[i];
    return NULL;
}

/* By name; a lone value by place is the only output. */
static const Expr *returned(const Stmt *stmt, const Sym *name)
{
    for (uint32_t i = 0; stmt && i < stmt->as.return_.args.len; i++) {
        Arg arg = args_at(&stmt->as.return_.args, i);
        if (!arg.name.sym || arg.name.sym == name)
            return arg.value;
    }
    return NULL;
}

static int compare_bindings(const void *left, const void *right)
{
    return strcmp(((const PlanBinding *)left)->var,
                  ((const PlanBinding *)right)->var);
}

static void lower_outputs(Flow *flow, const Decl *decl)
{
    const Stmt *stmt = find_return(decl->as.workflow.body);
    const ParamVec *outputs = &decl->as.workflow.signature.outputs;
    PlanBindingVec *bindings = &flow->workflow->outputs;
    for (uint32_t i = 0; i < outputs->len; i++) {
        const Param *output = outputs->at[i];
        const Expr *expr = returned(stmt, output->name.sym);
        const PlanData *data = expr ? lower_data(flow, expr, output->found)
                                    : data_none(flow->lower, output->found);
        vec_push(flow->lower->arena, bindings,
                 ((PlanBinding){output->name.sym->text, data}));
    }
    if (bindings->len > 1)
        qsort(bindings->at, bindings->len, sizeof *bindings->at,
              compare_bindings);
}

/* ---- failure handler ---- */

static void bind_error(Flow *flow, const Local *error, const char *var)
{
    Lowered *lowered = arena_new(flow->lower->arena, Lowered);
    lowered->owner = flow;
    lowered->data = data_promise(
        flow->lower, NULL, var, type_optional(flow->lower->types, error->type));
    map_put(flow->lower->arena, &flow->locals, error, lowered);
}

/* Flyte overwrites the failure node's input `err`, whatever it is bound to; it
 * is bound to a none, so that is what its type must take. */
static void add_error_input(Flow *inner, const Local *error)
{
    PlanVar input = {.name = "err",
                     .type = type_optional(inner->lower->types, error->type)};
    vec_push(inner->lower->arena, &inner->workflow->interface_.inputs, input);
    bind_error(inner, error, "err");
}

void lower_handler(Flow *flow, const Stmt *stmt)
{
    Lower *lower = flow->lower;
    const Local *error = stmt->as.on_failure.local;
    PlanWorkflow *workflow = arena_new(lower->arena, PlanWorkflow);
    workflow->id = (PlanId){"", "", flow_name(flow, "on", "failure"), ""};
    workflow->interruptible = -1;
    workflow->generated = "what runs after a failure is one node";
    workflow->span = stmt->span;
    Flow inner;
    flow_init(&inner, lower, flow, workflow);
    const Sym *taken = sym_of(lower->syms, "err"); /* what Flyte overwrites */
    map_put(lower->arena, &inner.vars, taken, (void *)(uintptr_t)taken);
    if (error)
        add_error_input(&inner, error);
    flow_reserve(&inner, stmt->as.on_failure.body);
    lower_unused(&inner, lower_stmts(&inner, stmt->as.on_failure.body));
    plan_sort_vars(&workflow->interface_.inputs);
    plan_add_workflow(lower, workflow);
    const char *id = flow_id(flow, NULL, sym_of(lower->syms, "on_failure"));
    PlanNode *node = block_node(flow, &inner, id, stmt->span);
    if (error)
        plan_bind(lower, node, "err",
                  data_none(lower, type_optional(lower->types, error->type)));
    flow_finish_node(flow, node);
    flow->workflow->failure = node;
}

/* ---- workflows ---- */

static void bind_inputs(Flow *flow, const Decl *decl)
{
    const ParamVec *inputs = &decl->as.workflow.signature.inputs;
    for (uint32_t i = 0; i < inputs->len; i++) {
        const Param *input = inputs->at[i];
        Lowered *lowered = arena_new(flow->lower->arena, Lowered);
        lowered->owner = flow;
        lowered->data = data_promise(flow->lower, NULL, input->name.sym->text,
                                     input->found);
        map_put(flow->lower->arena, &flow->locals, &decl->as.workflow.inputs[i],
                lowered);
    }
}

static void apply_workflow_settings(PlanWorkflow *workflow,
                                    const Settings *settings)
{
    workflow->interruptible = -1;
    if (!settings)
        return;
    if (settings_has(settings, SETTING_INTERRUPTIBLE))
        workflow->interruptible = settings->interruptible;
    if (settings_has(settings, SETTING_FAILURE_POLICY))
        workflow->failure_policy = settings->failure_policy;
}

const PlanWorkflow *lower_workflow(Lower *lower, const Decl *decl)
{
    PlanWorkflow *workflow = map_find(&lower->workflows, decl);
    if (workflow)
        return workflow;
    workflow = arena_new(lower->arena, PlanWorkflow);
    map_put(lower->arena, &lower->workflows, decl, workflow);
    workflow->id = plan_name(lower, decl, decl->as.workflow.settings);
    workflow->interface_ = plan_interface(lower, &decl->as.workflow.signature);
    workflow->doc = decl->doc;
    workflow->span = decl->name.span;
    apply_workflow_settings(workflow, decl->as.workflow.settings);
    Flow flow;
    flow_init(&flow, lower, NULL, workflow);
    bind_inputs(&flow, decl);
    flow_reserve(&flow, decl->as.workflow.body);
    lower_unused(&flow, lower_stmts(&flow, decl->as.workflow.body));
    lower_outputs(&flow, decl);
    plan_add_workflow(lower, workflow);
    return workflow;
}
