/* entity.c - what a package has to run, by its name. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/engine/steps.h"

/* ---- one entry of a package ---- */

static const char *entry_name(const PackageEntry *entry)
{
    const IdlId *id = package_id(entry);
    return id ? id->name : "";
}

static const IdlInterface *entry_interface(const PackageEntry *entry)
{
    if (entry->kind == PACKAGE_TASK) {
        const IdlTask *task = ((const IdlTaskSpec *)entry->message)->template_;
        return task ? task->interface : NULL;
    }
    const IdlWorkflow *flow =
        ((const IdlWorkflowSpec *)entry->message)->template_;
    return flow ? flow->interface : NULL;
}

static const PackageEntry *find_entry(const Package *package, PackageKind kind,
                                      const char *name)
{
    for (uint32_t i = 0; i < package->entries.len; i++) {
        const PackageEntry *entry = &package->entries.at[i];
        if (entry->kind == kind && strcmp(entry_name(entry), name) == 0)
            return entry;
    }
    return NULL;
}

static const IdlLaunchPlanSpec *plan_spec(const PackageEntry *entry)
{
    return entry ? ((const IdlLaunchPlan *)entry->message)->spec : NULL;
}

/* The plan that every SDK makes for a workflow, which holds its defaults. */
static bool repeats_workflow(const PackageEntry *entry)
{
    const IdlLaunchPlanSpec *spec = plan_spec(entry);
    return spec && spec->workflow_id &&
           strcmp(spec->workflow_id->name, entry_name(entry)) == 0 &&
           (!spec->fixed_inputs || spec->fixed_inputs->n_literals == 0);
}

static bool is_worth_naming(const PackageEntry *entry)
{
    return entry->kind == PACKAGE_WORKFLOW ||
           (entry->kind == PACKAGE_LAUNCH_PLAN && !repeats_workflow(entry));
}

/* ---- finding one ---- */

/* "region" and "eta.region" name "eta.region". */
static bool ends_with(const char *name, const char *part)
{
    size_t len = strlen(name), part_len = strlen(part);
    if (part_len > len || strcmp(name + len - part_len, part) != 0)
        return false;
    return part_len == len || name[len - part_len - 1] == '.';
}

/* Workflows and plans go before tasks, full names before last parts. */
static int rank(const PackageEntry *entry, const char *name)
{
    const char *full = entry_name(entry);
    if (!ends_with(full, name) || !*name)
        return 0;
    if (entry->kind == PACKAGE_LAUNCH_PLAN && repeats_workflow(entry))
        return 0;
    int whole = strcmp(full, name) == 0 ? 2 : 0;
    return 1 + whole + (entry->kind == PACKAGE_TASK ? 0 : 1);
}

static const PackageEntry *best_entry(const Package *package, const char *name,
                                      bool *alone)
{
    const PackageEntry *best = NULL;
    int best_rank = 0;
    for (uint32_t i = 0; i < package->entries.len; i++) {
        const PackageEntry *entry = &package->entries.at[i];
        int found = rank(entry, name);
        if (found > 0 && found == best_rank)
            *alone = *alone && strcmp(entry_name(entry), entry_name(best)) == 0;
        if (found <= best_rank)
            continue;
        best = entry;
        best_rank = found;
        *alone = true;
    }
    return best;
}

static void list_names(Buf *buf, const Package *package)
{
    const char *comma = "";
    for (uint32_t i = 0; i < package->entries.len; i++) {
        const PackageEntry *entry = &package->entries.at[i];
        if (!is_worth_naming(entry))
            continue;
        buf_print(buf, "%s`%s`", comma, entry_name(entry));
        comma = ", ";
    }
    if (!*comma)
        buf_text(buf, "no workflow and no launch plan");
}

static const char *no_entity(Arena *arena, const Package *package,
                             const char *name, bool several)
{
    Buf buf = {.arena = arena};
    buf_print(&buf,
              several ? "several end in `%s`: give the full name; there is "
                      : "nothing here is called `%s`; there is ",
              name);
    list_names(&buf, package);
    return buf_string(&buf);
}

/* ---- what it takes and gives ---- */

static InputSlots slots_of(Arena *arena, const Package *package,
                           const PackageEntry *entry)
{
    const IdlLaunchPlanSpec *spec = NULL;
    if (entry->kind == PACKAGE_LAUNCH_PLAN) {
        spec = plan_spec(entry);
    } else if (entry->kind == PACKAGE_WORKFLOW) {
        const PackageEntry *plan =
            find_entry(package, PACKAGE_LAUNCH_PLAN, entry_name(entry));
        if (plan && repeats_workflow(plan))
            spec = plan_spec(plan);
    }
    if (spec)
        return input_slots_of_parameters(arena, spec->default_inputs);
    const IdlInterface *interface = entry_interface(entry);
    return input_slots_of_variables(arena,
                                    interface ? interface->inputs : NULL);
}

static const IdlVariableMap *outputs_of(const Package *package,
                                        const PackageEntry *entry)
{
    if (entry->kind == PACKAGE_LAUNCH_PLAN) {
        const IdlLaunchPlanSpec *spec = plan_spec(entry);
        entry =
            spec && spec->workflow_id
                ? find_entry(package, PACKAGE_WORKFLOW, spec->workflow_id->name)
                : NULL;
    }
    const IdlInterface *interface = entry ? entry_interface(entry) : NULL;
    return interface ? interface->outputs : NULL;
}

const Entity *entity_find(Arena *arena, const Package *package,
                          const char *name, const char **why)
{
    bool alone = false;
    const PackageEntry *entry = best_entry(package, name, &alone);
    if (!entry || !alone) {
        *why = no_entity(arena, package, name, entry);
        return NULL;
    }
    Entity *entity = arena_new(arena, Entity);
    entity->kind = entry->kind;
    entity->name = entry_name(entry);
    entity->slots = slots_of(arena, package, entry);
    entity->outputs = outputs_of(package, entry);
    return entity;
}

const char *const *entity_names(Arena *arena, const Package *package, size_t *n)
{
    const char **names = arena_array(arena, const char *, package->entries.len);
    *n = 0;
    for (uint32_t i = 0; i < package->entries.len; i++) {
        if (is_worth_naming(&package->entries.at[i]))
            names[(*n)++] = entry_name(&package->entries.at[i]);
    }
    return names;
}

/* ---- what of it is run ---- */

/* A task alone is a workflow of one node. */
static char *node_id_of(Arena *arena, const char *name)
{
    const char *dot = strrchr(name, '.');
    const char *last = dot ? dot + 1 : name;
    char *id = arena_copy(arena, last, strlen(last));
    for (char *c = id; *c; c++)
        *c = isalnum((unsigned char)*c) ? *c : '-';
    return *id ? id : make_text("task");
}

static IdlBinding *promise(Arena *arena, char *var, const char *node)
{
    IdlPromise *source =
        make_new(arena, IdlPromise, FLYTEIDL__CORE__OUTPUT_REFERENCE__INIT);
    source->node_id = make_text(node);
    source->var = var;
    IdlBindingData *data =
        make_new(arena, IdlBindingData, FLYTEIDL__CORE__BINDING_DATA__INIT);
    data->value_case = FLYTEIDL__CORE__BINDING_DATA__VALUE_PROMISE;
    data->promise = source;
    IdlBinding *binding =
        make_new(arena, IdlBinding, FLYTEIDL__CORE__BINDING__INIT);
    binding->var = var;
    binding->binding = data;
    return binding;
}

static const IdlWorkflow *wrap_task(Arena *arena, const IdlTask *task)
{
    IdlTaskNode *target =
        make_new(arena, IdlTaskNode, FLYTEIDL__CORE__TASK_NODE__INIT);
    target->reference_case = FLYTEIDL__CORE__TASK_NODE__REFERENCE_REFERENCE_ID;
    target->reference_id = task->id;
    IdlNode *node = make_new(arena, IdlNode, FLYTEIDL__CORE__NODE__INIT);
    node->id = node_id_of(arena, task->id->name);
    node->target_case = FLYTEIDL__CORE__NODE__TARGET_TASK_NODE;
    node->task_node = target;
    IdlWorkflow *flow =
        make_new(arena, IdlWorkflow, FLYTEIDL__CORE__WORKFLOW_TEMPLATE__INIT);
    flow->id = task->id;
    flow->interface = task->interface;
    make_push(arena, flow->nodes, flow->n_nodes, node);
    const IdlVariableMap *inputs =
        task->interface ? task->interface->inputs : NULL;
    for (size_t i = 0; inputs && i < inputs->n_variables; i++)
        make_push(arena, node->inputs, node->n_inputs,
                  promise(arena, inputs->variables[i]->key, ""));
    const IdlVariableMap *outputs =
        task->interface ? task->interface->outputs : NULL;
    for (size_t i = 0; outputs && i < outputs->n_variables; i++)
        make_push(arena, flow->outputs, flow->n_outputs,
                  promise(arena, outputs->variables[i]->key, node->id));
    return flow;
}

const IdlWorkflow *entity_workflow(const RunJob *job, Specs *specs,
                                   const IdlLaunchPlan **plan, const char **why)
{
    const Entity *entity = job->entity;
    const PackageEntry *entry =
        find_entry(job->package, entity->kind, entity->name);
    *plan = NULL;
    if (entity->kind == PACKAGE_TASK)
        return wrap_task(job->arena,
                         ((const IdlTaskSpec *)entry->message)->template_);
    if (entity->kind == PACKAGE_WORKFLOW)
        return ((const IdlWorkflowSpec *)entry->message)->template_;
    *plan = (const IdlLaunchPlan *)entry->message;
    const IdlId *id = (*plan)->spec ? (*plan)->spec->workflow_id : NULL;
    Specs *home;
    const IdlWorkflow *flow = id ? specs_workflow(specs, id, &home) : NULL;
    if (!flow)
        *why = arena_print(job->arena,
                           "the workflow `%s` of the launch plan `%s` is not "
                           "in the package",
                           id ? id->name : "", entity->name);
    return flow;
}
