/* package_make.c - from a checked project to a package. */
#include "compiler/cli/package_make.h"

#include "compiler/emit/emit.h"
#include "compiler/emit/foresee.h"
#include "compiler/lint/lint.h"
#include "compiler/plan/make.h"

static const Plan *make(Project *project, Package *package)
{
    Session *session = &project->session;
    project_check(project);
    if (session_failed(session))
        return NULL;
    emit_foresee(session); /* what is hopeless need not be made */
    if (session_failed(session))
        return NULL;
    const Plan *plan =
        plan_make(session, project->modules.at, project->modules.len);
    if (session_failed(session))
        return NULL;
    EmitInput input = {.arena = &session->arena,
                       .diags = &session->diags,
                       .version = FLW_VERSION};
    emit_plan(&input, plan, package);
    return session_failed(session) ? NULL : plan;
}

const Plan *package_make(Project *project, Package *package)
{
    const Plan *plan = make(project, package);
    lint_silence(&project->session);
    return plan;
}

const Plan *package_check(Session *session, Module **modules, uint32_t count,
                          bool wants_plan)
{
    if (session_failed(session))
        return NULL;
    if (!wants_plan && emit_foresee(session)) {
        diags_sort(&session->diags);
        return NULL;
    }
    const Plan *plan = plan_make(session, modules, count);
    EmitInput emit = {.diags = &session->diags, .version = FLW_VERSION};
    if (!session_failed(session))
        emit_check(&emit, plan);
    diags_sort(&session->diags);
    return plan;
}
