/* lower_task.c - tasks, their list-typed twins, and those registered before. */
#include <stdlib.h>
#include <string.h>

#include "base/panic.h"
#include "compiler/plan/complain.h"
#include "compiler/plan/lower.h"

/* ---- names and interfaces ---- */

PlanId plan_name(Lower *lower, const Decl *decl, const Settings *settings)
{
    const char *name =
        settings && settings_has(settings, SETTING_NAME)
            ? settings->name
            : arena_print(lower->arena, "%s.%s", decl->module->name,
                          decl->name.sym->text);
    return (PlanId){"", "", name, ""};
}

static int compare_vars(const void *left, const void *right)
{
    return strcmp(((const PlanVar *)left)->name,
                  ((const PlanVar *)right)->name);
}

void plan_sort_vars(PlanVarVec *vars)
{
    if (vars->len > 1)
        qsort(vars->at, vars->len, sizeof *vars->at, compare_vars);
}

static PlanVarVec vars_of(Lower *lower, const ParamVec *params)
{
    PlanVarVec vars = {0};
    for (uint32_t i = 0; i < params->len; i++) {
        const Param *param = params->at[i];
        vec_push(lower->arena, &vars,
                 ((PlanVar){.name = param->name.sym->text,
                            .type = param->found,
                            .doc = param->doc,
                            .value = param->constant}));
    }
    plan_sort_vars(&vars);
    return vars;
}

PlanInterface plan_interface(Lower *lower, const Signature *signature)
{
    return (PlanInterface){vars_of(lower, &signature->inputs),
                           vars_of(lower, &signature->outputs)};
}

/* ---- tasks ---- */

static const char *cache_version(Lower *lower, const Decl *decl,
                                 const PlanInterface *interface_)
{
    const Settings *settings = decl->as.task.settings;
    switch (settings->cache) {
    case CACHE_OFF:
        return NULL;
    case CACHE_VERSION:
        return settings->cache_version;
    case CACHE_AUTO:
        return plan_auto_version(lower, decl, interface_);
    }
    UNREACHABLE("cache kind");
}

const PlanTask *lower_task(Lower *lower, const Decl *decl)
{
    PlanTask *task = map_find(&lower->tasks, decl);
    if (task)
        return task;
    task = arena_new(lower->arena, PlanTask);
    map_put(lower->arena, &lower->tasks, decl, task);
    task->id = plan_name(lower, decl, decl->as.task.settings);
    task->interface_ = plan_interface(lower, &decl->as.task.signature);
    task->use = decl->as.task.use;
    task->settings = decl->as.task.settings;
    task->doc = decl->doc;
    task->decl = decl;
    task->span = decl->name.span;
    task->cache_version = cache_version(lower, decl, &task->interface_);
    plan_add_task(lower, task);
    return task;
}

/* ---- extern: "project/domain/name@version" ---- */

static PlanId parse_extern(Lower *lower, const char *at)
{
    const char *domain = strchr(at, '/');
    const char *name = domain ? strchr(domain + 1, '/') : NULL;
    const char *version = strrchr(at, '@');
    if (!name || !version || version < name)
        return (PlanId){"", "", at, ""};
    Arena *arena = lower->arena;
    return (PlanId){
        .project = arena_copy(arena, at, (size_t)(domain - at)),
        .domain = arena_copy(arena, domain + 1, (size_t)(name - domain - 1)),
        .name = arena_copy(arena, name + 1, (size_t)(version - name - 1)),
        .version = version + 1,
    };
}

const PlanTask *lower_extern_task(Lower *lower, const Decl *decl)
{
    PlanTask *task = map_find(&lower->tasks, decl);
    if (task)
        return task;
    task = arena_new(lower->arena, PlanTask);
    map_put(lower->arena, &lower->tasks, decl, task);
    task->id = parse_extern(lower, decl->as.extern_.at);
    task->is_extern = true;
    task->interface_ = plan_interface(lower, &decl->as.extern_.signature);
    task->doc = decl->doc;
    task->span = decl->name.span;
    return task;
}

PlanId plan_extern_id(Lower *lower, const Decl *decl)
{
    return parse_extern(lower, decl->as.extern_.at);
}

/* ---- twins ---- */

static const Sym *twin_name(Lower *lower, const PlanTask *task,
                            const TextVec *bound, bool optional_items)
{
    Buf name = {.arena = lower->arena};
    buf_print(&name, "%s.map", task->id.name);
    if (optional_items)
        buf_text(&name, "-some");
    for (uint32_t i = 0; i < bound->len; i++)
        buf_print(&name, "%s%s", i == 0 ? "-with-" : "-", bound->at[i]);
    return sym_of(lower->syms, buf_string(&name));
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static bool is_bound(const TextVec *bound, const char *name)
{
    return bound->len && bsearch(&name, bound->at, bound->len,
                                 sizeof *bound->at, compare_names) != NULL;
}

static PlanVarVec twin_inputs(Lower *lower, const PlanTask *task,
                              const TextVec *bound)
{
    PlanVarVec vars = {0};
    for (uint32_t i = 0; i < task->interface_.inputs.len; i++) {
        PlanVar var = task->interface_.inputs.at[i];
        if (!is_bound(bound, var.name)) {
            var.type = type_list(lower->types, var.type);
            var.value = NULL;
        }
        vec_push(lower->arena, &vars, var);
    }
    return vars;
}

static PlanVarVec twin_outputs(Lower *lower, const PlanTask *task,
                               bool optional_items)
{
    PlanVarVec vars = {0};
    for (uint32_t i = 0; i < task->interface_.outputs.len; i++) {
        PlanVar var = task->interface_.outputs.at[i];
        if (optional_items)
            var.type = type_optional(lower->types, var.type);
        var.type = type_list(lower->types, var.type);
        vec_push(lower->arena, &vars, var);
    }
    return vars;
}

const PlanTask *lower_twin(Lower *lower, const PlanTask *task,
                           const TextVec *bound, bool optional_items)
{
    const Sym *name = twin_name(lower, task, bound, optional_items);
    PlanTask *twin = map_find(&lower->named, name);
    if (twin)
        return twin;
    twin = arena_new(lower->arena, PlanTask);
    *twin = *task;
    map_put(lower->arena, &lower->named, name, twin);
    twin->id.name = name->text;
    twin->interface_.inputs = twin_inputs(lower, task, bound);
    twin->interface_.outputs = twin_outputs(lower, task, optional_items);
    twin->generated = "an array node needs its task over lists";
    twin->mapped = task;
    twin->bound = *bound;
    plan_add_task(lower, twin);
    return twin;
}
