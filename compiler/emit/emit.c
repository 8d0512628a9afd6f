/* emit.c - the whole plan, entity by entity. */
#include "compiler/emit/emit.h"

#include <string.h>

#include "base/panic.h"
#include "compiler/emit/complain.h"
#include "compiler/emit/emitter.h"

/* Bytes of messages that emit_check keeps: what a processor's cache holds. */
enum { KEPT_MAX = 1 << 20 };

typedef struct Made {
    PackageKind kind;
    ProtobufCMessage *message;
    const char *name;
    Span span;
} Made;

/* Most entities are far from the limits, and their weight says so. */
static bool is_too_deep(const Emitter *e, const Made *made)
{
    return e->is_deep && message_depth(made->message) > SPEC_DEPTH_MAX;
}

/* What an entity of this weight has at least. */
static size_t surely(size_t weight)
{
    return weight / 4;
}

/* flytectl fills project, domain and version into every node's reference. */
static size_t room_for_ids(const Made *made)
{
    if (made->kind != PACKAGE_WORKFLOW)
        return 0;
    const Flyteidl__Admin__WorkflowSpec *spec =
        (const Flyteidl__Admin__WorkflowSpec *)made->message;
    size_t nodes = spec->template_->n_nodes;
    for (size_t i = 0; i < spec->n_sub_workflows; i++)
        nodes += spec->sub_workflows[i]->n_nodes;
    return nodes * ID_ROOM;
}

static void check_size(Emitter *e, const Made *made)
{
    if (e->weight < LIGHT_MAX)
        return;
    if (surely(e->weight) > SIZE_MAX_SENT) {
        complain_size_over(e->diags, made->span, made->kind, made->name,
                           surely(e->weight));
        return;
    }
    size_t size =
        protobuf_c_message_get_packed_size(made->message) + room_for_ids(made);
    e->weight = size;
    if (size > SIZE_MAX_SENT)
        complain_size(e->diags, made->span, made->kind, made->name, size);
    else if (size > SIZE_NEAR)
        complain_size_near(e->diags, made->span, made->kind, made->name, size);
}

/* Adds the entity if it can be written at all. */
static void add_entity(Emitter *e, const Made *made, Package *package)
{
    if (strlen(made->name) > NAME_LENGTH_MAX)
        complain_name_length(e->diags, made->span, made->kind, made->name);
    if (e->weight > WEIGHT_MAX && !e->too_deep) {
        complain_size_over(e->diags, made->span, made->kind, made->name,
                           surely(e->weight));
    } else if (e->too_deep || is_too_deep(e, made)) {
        complain_depth(e->diags, made->span, made->kind, made->name);
    } else {
        package_add(package, made->kind, made->message);
        check_size(e, made);
    }
}

static Made make_task(Emitter *e, const PlanTask *task)
{
    return (Made){PACKAGE_TASK, &emit_task(e, task)->base, task->id.name,
                  task->span};
}

static Made make_workflow(Emitter *e, const PlanWorkflow *workflow)
{
    return (Made){PACKAGE_WORKFLOW, &emit_workflow(e, workflow)->base,
                  workflow->id.name, workflow->span};
}

static Made make_launch(Emitter *e, const PlanLaunch *launch)
{
    return (Made){PACKAGE_LAUNCH_PLAN, &emit_launch(e, launch)->base,
                  launch->id.name, launch->span};
}

/* Every workflow can be started: Flyte's tools look for a launch plan of its
 * name. */
static Made make_default_launch(Emitter *e, const PlanWorkflow *workflow)
{
    PlanLaunch *launch = arena_new(e->arena, PlanLaunch);
    launch->id = workflow->id;
    launch->workflow = workflow;
    launch->span = workflow->span;
    return make_launch(e, launch);
}

void emitter_init(Emitter *e, const EmitInput *input)
{
    *e = (Emitter){.arena = input->arena,
                   .diags = input->diags,
                   .version = input->version};
    e->no_overrides = new_core(e, TaskNodeOverrides, TASK_NODE_OVERRIDES);
    e->no_retries = new_core(e, RetryStrategy, RETRY_STRATEGY);
}

static void begin_entity(Emitter *e)
{
    e->total += e->weight;
    e->weight = 0;
    e->too_deep = false;
    e->is_deep = false;
}

static void add_workflow(Emitter *e, const PlanWorkflow *workflow,
                         Package *package)
{
    Made made = make_workflow(e, workflow);
    add_entity(e, &made, package);
    begin_entity(e);
    made = make_default_launch(e, workflow);
    add_entity(e, &made, package);
}

static void add_planned(Emitter *e, const PlanEntity *entity, Package *package)
{
    Made made;
    switch (entity->kind) {
    case PLAN_TASK_ENTITY:
        made = make_task(e, entity->as.task);
        add_entity(e, &made, package);
        return;
    case PLAN_WORKFLOW_ENTITY:
        add_workflow(e, entity->as.workflow, package);
        return;
    case PLAN_LAUNCH_ENTITY:
        made = make_launch(e, entity->as.launch);
        add_entity(e, &made, package);
        return;
    }
    UNREACHABLE("kind of entity");
}

static Span span_of(const PlanEntity *entity)
{
    switch (entity->kind) {
    case PLAN_TASK_ENTITY:
        return entity->as.task->span;
    case PLAN_WORKFLOW_ENTITY:
        return entity->as.workflow->span;
    case PLAN_LAUNCH_ENTITY:
        return entity->as.launch->span;
    }
    UNREACHABLE("kind of entity");
}

/* False: all of it together breaks a limit. */
static bool emit_entity(Emitter *e, const PlanEntity *entity, Package *package)
{
    begin_entity(e);
    add_planned(e, entity, package);
    if (e->total + e->weight <= WEIGHT_TOTAL_MAX)
        return true;
    complain_total(e->diags, span_of(entity));
    return false;
}

void emit_plan(const EmitInput *input, const Plan *plan, Package *package)
{
    Emitter e;
    emitter_init(&e, input);
    for (uint32_t i = 0; i < plan->entities.len; i++)
        if (!emit_entity(&e, &plan->entities.at[i], package))
            return;
}

/* What entities share is made anew then, too. */
static void give_up(Emitter *e, const EmitInput *input, Package *package)
{
    size_t total = e->total + e->weight;
    arena_reset(input->arena);
    emitter_init(e, input);
    e->total = total;
    *package = (Package){.arena = input->arena};
}

void emit_check(const EmitInput *given, const Plan *plan)
{
    Arena arena = {0};
    EmitInput input = *given;
    input.arena = &arena;
    Package package = {.arena = &arena};
    Emitter e;
    emitter_init(&e, &input);
    for (uint32_t i = 0; i < plan->entities.len; i++) {
        if (!emit_entity(&e, &plan->entities.at[i], &package))
            break;
        if (arena.total > KEPT_MAX)
            give_up(&e, &input, &package);
    }
    arena_release(&arena);
}
