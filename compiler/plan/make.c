/* make.c - the plan of a checked project: all entities, in order. */
#include "compiler/plan/make.h"

#include <stdlib.h>
#include <string.h>

#include "compiler/plan/closure.h"
#include "compiler/plan/complain.h"
#include "compiler/plan/lower.h"

void plan_add_task(Lower *lower, const PlanTask *task)
{
    vec_push(lower->arena, &lower->plan->tasks, task);
    PlanEntity entity = {.kind = PLAN_TASK_ENTITY, .as.task = task};
    vec_push(lower->arena, &lower->plan->entities, entity);
}

/* Generated workflows travel inside the one that uses them. */
void plan_add_workflow(Lower *lower, const PlanWorkflow *workflow)
{
    vec_push(lower->arena, &lower->plan->workflows, workflow);
    if (workflow->generated)
        return;
    PlanEntity entity = {.kind = PLAN_WORKFLOW_ENTITY, .as.workflow = workflow};
    vec_push(lower->arena, &lower->plan->entities, entity);
}

static void lower_decl(Lower *lower, const Decl *decl)
{
    switch (decl->kind) {
    case DECL_TASK:
        lower_task(lower, decl);
        return;
    case DECL_WORKFLOW:
        lower_workflow(lower, decl);
        return;
    case DECL_LAUNCH:
        lower_launch(lower, decl);
        return;
    case DECL_EXTERN:
    case DECL_TYPE:
    case DECL_ENUM:
    case DECL_CONST:
    case DECL_KIND:
    case DECL_DEFAULTS:
    case DECL_TEST:
    case DECL_ERROR:
        return;
    }
}

/* Flyte knows tasks, workflows and launch plans apart; a launch plan may not
 * have the name of a workflow, whose default one has it. */
static void check_name(Lower *lower, Map *names, const char *name, Span span)
{
    const Sym *key = sym_of(lower->syms, name);
    const Span *other = map_find(names, key);
    if (other) {
        complain_same_name(lower->diags, span, *other, name);
        return;
    }
    Span *kept = arena_new(lower->arena, Span);
    *kept = span;
    map_put(lower->arena, names, key, kept);
}

static void check_names(Lower *lower)
{
    Map tasks = {0};
    Map flows = {0};
    const Plan *plan = lower->plan;
    for (uint32_t i = 0; i < plan->tasks.len; i++)
        check_name(lower, &tasks, plan->tasks.at[i]->id.name,
                   plan->tasks.at[i]->span);
    for (uint32_t i = 0; i < plan->workflows.len; i++)
        check_name(lower, &flows, plan->workflows.at[i]->id.name,
                   plan->workflows.at[i]->span);
    for (uint32_t i = 0; i < lower->launches.len; i++) {
        const Decl *decl = lower->launches.items[i].key;
        const PlanLaunch *launch = lower->launches.items[i].value;
        if (!launch->is_extern)
            check_name(lower, &flows, launch->id.name, decl->name.span);
    }
}

Plan *plan_make(Session *session, Module *const *modules, uint32_t len)
{
    Lower lower = {.arena = &session->arena,
                   .syms = &session->syms,
                   .types = &session->types,
                   .diags = &session->diags,
                   .plan = arena_new(&session->arena, Plan)};
    for (uint32_t i = 0; i < len; i++)
        for (uint32_t j = 0; j < modules[i]->decls.len; j++)
            lower_decl(&lower, modules[i]->decls.at[j]);
    check_names(&lower);
    closure_fill(&lower);
    return lower.plan;
}
