/* make.c - the plan of a checked project: all entities, in order. */
#include "compiler/plan/make.h"

#include <stdlib.h>
#include <string.h>

#include "compiler/plan/closure.h"
#include "compiler/plan/complain.h"
#include "compiler/plan/lower.h"
#include "compiler/plan/origins.h"

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

/* ---- callees first ---- */

typedef struct Visit {
    const Decl *decl;
    uint32_t next; /* index of the callee to look at next */
} Visit;
typedef Vec(Visit) VisitVec;

/* The callee of that index; NULL: there are no more. */
static const Decl *callee_at(const Decl *decl, uint32_t i)
{
    if (decl->kind == DECL_LAUNCH)
        return i == 0 ? decl->as.launch.launch->workflow : NULL;
    const DeclVec *callees = &decl->as.workflow.callees;
    return i < callees->len ? callees->at[i] : NULL;
}

static bool is_lowered(const Lower *lower, const Decl *decl)
{
    return map_find(
        decl->kind == DECL_LAUNCH ? &lower->launches : &lower->workflows, decl);
}

static void lower_flow(Lower *lower, const Decl *decl)
{
    if (decl->kind == DECL_LAUNCH)
        lower_launch(lower, decl);
    else
        lower_workflow(lower, decl);
}

/* By a stack of our own: workflows call each other in chains of any length. */
static void lower_callees_first(Lower *lower, const Decl *root)
{
    VisitVec open = {0};
    vec_push(lower->arena, &open, ((Visit){root, 0}));
    while (open.len) {
        Visit *top = &open.at[open.len - 1];
        const Decl *callee = callee_at(top->decl, top->next++);
        if (!callee) {
            lower_flow(lower, top->decl);
            open.len--;
        } else if (!is_lowered(lower, callee)) {
            vec_push(lower->arena, &open, ((Visit){callee, 0}));
        }
    }
}

static void lower_decl(Lower *lower, const Decl *decl)
{
    switch (decl->kind) {
    case DECL_TASK:
        lower_task(lower, decl);
        return;
    case DECL_WORKFLOW:
    case DECL_LAUNCH:
        if (!is_lowered(lower, decl))
            lower_callees_first(lower, decl);
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
    origins_check(&lower);
    return lower.plan;
}
