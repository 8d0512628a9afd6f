/* lower_launch.c - launch plans: written ones, those registered before. */
#include "compiler/plan/lower.h"

/* A node that calls a launch plan binds what is not fixed. */
static PlanInterface callable(Lower *lower, const PlanWorkflow *workflow,
                              const Decl *decl, const Launch *launch)
{
    PlanInterface interface_ = {.outputs = workflow->interface_.outputs};
    const Signature *signature = &decl->as.workflow.signature;
    for (uint32_t i = 0; i < signature->inputs.len; i++) {
        const Param *param = signature->inputs.at[i];
        if (launch->fixed[i])
            continue;
        PlanVar var = {.name = param->name.sym->text,
                       .type = param->found,
                       .doc = param->doc,
                       .value = launch->inputs[i]};
        vec_push(lower->arena, &interface_.inputs, var);
    }
    plan_sort_vars(&interface_.inputs);
    return interface_;
}

static PlanLaunch *lower_extern_launch(Lower *lower, const Decl *decl)
{
    PlanLaunch *plan = arena_new(lower->arena, PlanLaunch);
    plan->id = plan_extern_id(lower, decl);
    plan->is_extern = true;
    plan->interface_ = plan_interface(lower, &decl->as.extern_.signature);
    plan->doc = decl->doc;
    plan->span = decl->name.span;
    return plan;
}

static PlanLaunch *lower_written(Lower *lower, const Decl *decl)
{
    const Launch *launch = decl->as.launch.launch;
    PlanLaunch *plan = arena_new(lower->arena, PlanLaunch);
    plan->id = plan_name(lower, decl, NULL);
    if (launch->name)
        plan->id.name = launch->name;
    plan->workflow = lower_workflow(lower, launch->workflow);
    plan->interface_ =
        callable(lower, plan->workflow, launch->workflow, launch);
    plan->launch = launch;
    plan->doc = decl->doc;
    plan->span = decl->name.span;
    vec_push(lower->arena, &lower->plan->launches, plan);
    PlanEntity entity = {.kind = PLAN_LAUNCH_ENTITY, .as.launch = plan};
    vec_push(lower->arena, &lower->plan->entities, entity);
    return plan;
}

const PlanLaunch *lower_launch(Lower *lower, const Decl *decl)
{
    PlanLaunch *plan = map_find(&lower->launches, decl);
    if (plan)
        return plan;
    plan = decl->kind == DECL_EXTERN ? lower_extern_launch(lower, decl)
                                     : lower_written(lower, decl);
    map_put(lower->arena, &lower->launches, decl, plan);
    return plan;
}
