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

/* What would be found by making all messages: mostly by seeing that there is
 * nothing. The plan, where it was made. */
static const Plan *check_messages(Session *session, Module **modules,
                                  uint32_t count, bool wants_plan)
{
    if (!wants_plan && emit_foresee(session))
        return NULL;
    const Plan *plan = plan_make(session, modules, count);
    EmitInput emit = {.diags = &session->diags, .version = FLW_VERSION};
    if (!session_failed(session))
        emit_check(&emit, plan);
    return plan;
}

/* Source -> itself, where there is an error. */
static Map wrong_sources(Session *session)
{
    Map wrong = {0};
    for (uint32_t i = 0; i < session->diags.at.len; i++) {
        const Diag *diag = session->diags.at.at[i];
        Source *source = sources_find(&session->sources, diag->span.start);
        if (source && diag->severity == SEVERITY_ERROR)
            map_put(&session->arena, &wrong, source, source);
    }
    return wrong;
}

/* Module -> itself, where nothing is wrong and nothing that is imported is:
 * imports come first. */
static Map clean_modules(Session *session)
{
    Map wrong = wrong_sources(session);
    Map clean = {0};
    for (uint32_t i = 0; i < session->modules.len; i++) {
        Module *module = session->modules.at[i];
        bool is_clean = !module->failed && !map_find(&wrong, module->source);
        for (uint32_t j = 0; j < module->imports.len; j++) {
            const Module *imported = module->imports.at[j]->module;
            is_clean = is_clean && imported && map_find(&clean, imported);
        }
        if (is_clean)
            map_put(&session->arena, &clean, module, module);
    }
    return clean;
}

static uint32_t keep_clean(const Map *clean, Module *const *modules,
                           uint32_t count, Module **out)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++)
        if (map_find(clean, modules[i]))
            out[kept++] = modules[i];
    return kept;
}

/* The same for the part of the session that nothing is wrong with: a mistake
 * in one file must not hide those of another. */
static void check_clean(Session *session, Module **modules, uint32_t count)
{
    const Session whole = *session;
    Map clean = clean_modules(session);
    uint32_t len = session->modules.len;
    Module **asked = arena_array(&session->arena, Module *, count);
    count = keep_clean(&clean, modules, count, asked);
    session->modules.at = arena_array(&session->arena, Module *, len);
    session->modules.len =
        keep_clean(&clean, whole.modules.at, len, session->modules.at);
    diags_init(&session->diags, &session->arena);
    if (count)
        check_messages(session, asked, count, false);
    Diags found = session->diags;
    session->diags = whole.diags;
    session->modules = whole.modules;
    diags_take(&session->diags, &found);
}

const Plan *package_check(Session *session, Module **modules, uint32_t count,
                          bool wants_plan)
{
    const Plan *plan = NULL;
    if (!session_failed(session))
        plan = check_messages(session, modules, count, wants_plan);
    else if (!wants_plan && session->diags.dropped == 0)
        check_clean(session, modules, count);
    diags_sort(&session->diags);
    return plan;
}
