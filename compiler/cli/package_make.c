/* package_make.c - from a checked project to a package. */
#include "compiler/cli/package_make.h"

#include "compiler/emit/emit.h"
#include "compiler/emit/foresee.h"
#include "compiler/plan/make.h"

const Plan *package_make(Project *project, Package *package)
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
