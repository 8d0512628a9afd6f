/* index.c - what a package has, by id and by name. */
#include <string.h>

#include "spec/chart/chart.h"
#include "spec/describer.h"

static void put(ChartIndex *index, Map *map, const IdlId *id,
                const void *message)
{
    const char *whole = describe_full_id(index->arena, id);
    if (message)
        map_put(index->arena, map, sym_of(&index->names, whole),
                (void *)message);
}

static void put_workflow(ChartIndex *index, const IdlWorkflowSpec *spec)
{
    if (spec->template_)
        put(index, &index->workflows, spec->template_->id, spec->template_);
    for (size_t i = 0; i < spec->n_sub_workflows; i++)
        put(index, &index->workflows, spec->sub_workflows[i]->id,
            spec->sub_workflows[i]);
}

ChartIndex *chart_index(Arena *arena, const Package *package)
{
    ChartIndex *index = arena_new(arena, ChartIndex);
    index->arena = arena;
    sym_table_init(&index->names, arena);
    for (uint32_t i = 0; i < package->entries.len; i++) {
        const PackageEntry *entry = &package->entries.at[i];
        const ProtobufCMessage *message = entry->message;
        switch (entry->kind) {
        case PACKAGE_TASK:
            put(index, &index->tasks, package_id(entry),
                ((const IdlTaskSpec *)message)->template_);
            break;
        case PACKAGE_WORKFLOW:
            put_workflow(index, (const IdlWorkflowSpec *)message);
            break;
        case PACKAGE_LAUNCH_PLAN:
            put(index, &index->launches, package_id(entry), message);
            break;
        }
    }
    return index;
}

/* ---- by name ---- */

static bool is_end(const char *name, const char *end)
{
    size_t len = strlen(name), size = strlen(end);
    return len > size && name[len - size - 1] == '.' &&
           strcmp(name + len - size, end) == 0;
}

static const char *name_of(const PackageEntry *entry)
{
    const IdlId *id = package_id(entry);
    return id && id->name ? id->name : "";
}

/* A workflow before a launch plan, which may be called like its workflow. */
static const PackageEntry *find_entry(const Package *package, const char *name,
                                      bool by_end, bool *ambiguous)
{
    static const PackageKind kinds[] = {PACKAGE_WORKFLOW, PACKAGE_LAUNCH_PLAN};
    *ambiguous = false;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const PackageEntry *found = NULL;
        for (uint32_t i = 0; i < package->entries.len; i++) {
            const PackageEntry *entry = &package->entries.at[i];
            const char *own = name_of(entry);
            if (entry->kind != kinds[k] ||
                !(by_end ? is_end(own, name) : strcmp(own, name) == 0))
                continue;
            *ambiguous |= found != NULL;
            found = entry;
        }
        if (found)
            return found;
    }
    return NULL;
}

const IdlWorkflow *chart_find(const ChartIndex *index, const Package *package,
                              const char *name, bool *ambiguous)
{
    const PackageEntry *entry = find_entry(package, name, false, ambiguous);
    *ambiguous = false;
    if (!entry)
        entry = find_entry(package, name, true, ambiguous);
    if (!entry || *ambiguous)
        return NULL;
    if (entry->kind == PACKAGE_WORKFLOW)
        return ((const IdlWorkflowSpec *)entry->message)->template_;
    const IdlLaunchPlan *plan = (const IdlLaunchPlan *)entry->message;
    const IdlId *id = plan->spec ? plan->spec->workflow_id : NULL;
    const char *whole = describe_full_id(index->arena, id);
    return map_find(&index->workflows,
                    sym_of((SymTable *)&index->names, whole));
}
