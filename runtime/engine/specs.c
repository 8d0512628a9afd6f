/* specs.c - tasks, workflows and launch plans by id. */
#include "runtime/engine/specs.h"

#include <string.h>

#include "runtime/task/mocks.h"

/* Stands for a name that several have. */
static const char several;

static const Sym *full_key(SymTable *names, const IdlId *id)
{
    Buf buf = {.arena = names->arena};
    buf_print(&buf, "%s\n%s\n%s\n%s", id->project, id->domain, id->name,
              id->version);
    return sym_intern(names, buf.at, buf.len);
}

static void add(Specs *specs, Map *map, const IdlId *id, const void *item)
{
    if (!id)
        return;
    const Sym *full = full_key(&specs->names, id);
    if (map_find(map, full))
        return;
    const Sym *bare = sym_of(&specs->names, id->name);
    const void *other = map_find(map, bare);
    map_put(specs->arena, map, full, (void *)item);
    map_put(specs->arena, map, bare, (void *)(other ? &several : item));
}

static const void *find(Specs *specs, const Map *map, const IdlId *id)
{
    const void *item = map_find(map, full_key(&specs->names, id));
    if (!item)
        item = map_find(map, sym_of(&specs->names, id->name));
    return item == &several ? NULL : item;
}

static Specs *specs_new(Arena *arena, Specs *outer)
{
    Specs *specs = arena_new(arena, Specs);
    specs->arena = arena;
    specs->outer = outer;
    sym_table_init(&specs->names, arena);
    return specs;
}

static void add_entry(Specs *specs, const PackageEntry *entry)
{
    const IdlId *id = package_id(entry);
    if (entry->kind == PACKAGE_TASK) {
        const IdlTaskSpec *task = (const IdlTaskSpec *)entry->message;
        if (task->template_)
            add(specs, &specs->tasks, id, task->template_);
    } else if (entry->kind == PACKAGE_WORKFLOW) {
        const IdlWorkflowSpec *flow = (const IdlWorkflowSpec *)entry->message;
        if (flow->template_)
            add(specs, &specs->workflows, id, flow->template_);
    } else {
        add(specs, &specs->plans, id, entry->message);
    }
}

/* What a workflow carries along counts only where the package has none. */
static void add_carried(Specs *specs, const PackageEntry *entry)
{
    if (entry->kind != PACKAGE_WORKFLOW)
        return;
    const IdlWorkflowSpec *flow = (const IdlWorkflowSpec *)entry->message;
    for (size_t i = 0; i < flow->n_sub_workflows; i++)
        add(specs, &specs->workflows, flow->sub_workflows[i]->id,
            flow->sub_workflows[i]);
}

Specs *specs_of_package(Arena *arena, const Package *package,
                        const struct Mocks *mocks)
{
    Specs *specs = specs_new(arena, NULL);
    specs->mocks = mocks;
    for (uint32_t i = 0; i < package->entries.len; i++)
        add_entry(specs, &package->entries.at[i]);
    for (uint32_t i = 0; i < package->entries.len; i++)
        add_carried(specs, &package->entries.at[i]);
    return specs;
}

Specs *specs_of_dynamic(Arena *arena, Specs *outer, const IdlDynamicSpec *spec)
{
    Specs *specs = specs_new(arena, outer);
    for (size_t i = 0; i < spec->n_tasks; i++)
        add(specs, &specs->tasks, spec->tasks[i]->id, spec->tasks[i]);
    for (size_t i = 0; i < spec->n_subworkflows; i++)
        add(specs, &specs->workflows, spec->subworkflows[i]->id,
            spec->subworkflows[i]);
    return specs;
}

const IdlTask *specs_task(Specs *specs, const IdlId *id)
{
    for (; specs; specs = specs->outer) {
        const IdlTask *task = find(specs, &specs->tasks, id);
        if (task)
            return task;
        if (!specs->outer)
            return mock_extern(specs->mocks, specs->arena, id);
    }
    return NULL;
}

const IdlLaunchPlan *specs_plan(Specs *specs, const IdlId *id)
{
    const IdlLaunchPlan *plan = NULL;
    for (; specs && !plan; specs = specs->outer)
        plan = find(specs, &specs->plans, id);
    return plan;
}

const IdlWorkflow *specs_workflow(Specs *specs, const IdlId *id, Specs **home)
{
    for (; specs; specs = specs->outer) {
        const IdlWorkflow *flow = find(specs, &specs->workflows, id);
        *home = specs;
        if (flow)
            return flow;
    }
    return NULL;
}

const char *spec_id_shown(Arena *arena, const IdlId *id)
{
    if (id->version[0] == '\0')
        return id->name;
    return arena_print(arena, "%s@%s", id->name, id->version);
}
