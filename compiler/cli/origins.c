/* origins.c - where the entities of a plan are written. */
#include "compiler/cli/origins.h"

typedef struct Written {
    Origins *origins;
    Map decls; /* where a declaration's name starts -> Decl */
} Written;

static const void *key_of(Span span)
{
    return (const void *)(uintptr_t)span.start;
}

static void add_decls(Written *written, const Session *session)
{
    for (uint32_t i = 0; i < session->modules.len; i++) {
        const DeclVec *decls = &session->modules.at[i]->decls;
        for (uint32_t j = 0; j < decls->len; j++)
            if (decls->at[j]->name.sym)
                map_put(written->origins->arena, &written->decls,
                        key_of(decls->at[j]->name.span), decls->at[j]);
    }
}

/* An unnamed output has no name to point at. */
static Span place_of(const Param *param)
{
    Span name = param->name.span;
    return span_is_nowhere(name) || name.start == name.end ? param->span : name;
}

static void add_params(Written *written, PackageKind kind, const char *name,
                       Direction direction, const ParamVec *params)
{
    Arena *arena = written->origins->arena;
    for (uint32_t i = 0; i < params->len; i++) {
        const Param *param = params->at[i];
        bool has_default = direction == DIRECTION_IN && param->constant;
        Origin origin = {.span = place_of(param),
                         .initial = has_default && kind == PACKAGE_TASK
                                        ? value_text(arena, param->constant)
                                        : NULL};
        if (param->name.sym)
            origin_put(written->origins, kind, name, direction,
                       param->name.sym->text, origin);
    }
}

static void add_signature(Written *written, PackageKind kind, const char *name,
                          const Signature *signature)
{
    add_params(written, kind, name, DIRECTION_IN, &signature->inputs);
    add_params(written, kind, name, DIRECTION_OUT, &signature->outputs);
}

static void add_task(Written *written, const PlanTask *task)
{
    const char *name = task->id.name;
    origin_put(written->origins, PACKAGE_TASK, name, DIRECTION_NONE, NULL,
               (Origin){.span = task->span});
    if (task->decl && !task->generated)
        add_signature(written, PACKAGE_TASK, name,
                      &task->decl->as.task.signature);
}

static void add_workflow(Written *written, const PlanWorkflow *workflow)
{
    const char *name = workflow->id.name;
    origin_put(written->origins, PACKAGE_WORKFLOW, name, DIRECTION_NONE, NULL,
               (Origin){.span = workflow->span});
    const Decl *decl = map_find(&written->decls, key_of(workflow->span));
    if (decl && decl->kind == DECL_WORKFLOW)
        add_signature(written, PACKAGE_WORKFLOW, name,
                      &decl->as.workflow.signature);
}

void origins_read(Origins *origins, const Project *project, const Plan *plan)
{
    Written written = {.origins = origins};
    add_decls(&written, &project->session);
    for (uint32_t i = 0; i < plan->tasks.len; i++)
        add_task(&written, plan->tasks.at[i]);
    for (uint32_t i = 0; i < plan->workflows.len; i++)
        add_workflow(&written, plan->workflows.at[i]);
    for (uint32_t i = 0; i < plan->launches.len; i++)
        origin_put(origins, PACKAGE_LAUNCH_PLAN, plan->launches.at[i]->id.name,
                   DIRECTION_NONE, NULL,
                   (Origin){.span = plan->launches.at[i]->span});
}
