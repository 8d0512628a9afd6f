/* compare.c - pairs the entities of two packages, and compares each pair. */
#include "compiler/diff/compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "spec/message.h"

typedef struct Entity {
    const PackageEntry *entry;
    const char *name;
    const char *version; /* as it was registered; "" */
    struct Entity *partner;
    unsigned copies; /* others of the name, told apart by number */
    bool is_renamed;
} Entity;
typedef Vec(Entity *) EntityVec;

/* One side: its entities, and they by "kind name". */
typedef struct Census {
    const DiffSide *side;
    EntityVec all;
    EntityVec generated;
    Map by_key;
    Map workflows; /* Sym of the name -> Entity */
} Census;

typedef struct Work {
    Comparison *out;
    Arena *arena;
    SymTable names;
    Census old;
    Census new;
    Map renamed; /* workflows: Sym of the old name -> Sym of the new */
} Work;

/* ---- census ---- */

static const Sym *key_of(Work *work, PackageKind kind, const char *name)
{
    return sym_of(&work->names,
                  arena_print(work->arena, "%d %s", (int)kind, name));
}

static bool ends_with(const char *text, const char *end)
{
    size_t len = strlen(text);
    size_t size = strlen(end);
    return len >= size && strcmp(text + len - size, end) == 0;
}

static bool is_made_by_flw(const IdlTask *task)
{
    return task->metadata && task->metadata->runtime &&
           same_text(task->metadata->runtime->flavor, "flw");
}

/* Of flw: an echo, or the twin over lists of a task beside it. Of flytekit: the
 * task of an array node. */
static bool is_generated(Work *work, const Census *census, const Entity *entity)
{
    if (entity->entry->kind != PACKAGE_TASK)
        return false;
    const IdlTask *task =
        ((const IdlTaskSpec *)entity->entry->message)->template_;
    const char *dot = strrchr(entity->name, '.');
    if (ends_with(entity->name, "-arraynode"))
        return true;
    if (!task || !dot || !is_made_by_flw(task))
        return false;
    if (same_text(task->type, "echo") && strncmp(dot, ".echo_", 6) == 0)
        return true;
    const char *head =
        arena_copy(work->arena, entity->name, (size_t)(dot - entity->name));
    return (strcmp(dot, ".map") == 0 || strncmp(dot, ".map-", 5) == 0) &&
           map_find(&census->by_key, key_of(work, PACKAGE_TASK, head));
}

static void add_entity(Work *work, Census *census, const PackageEntry *entry)
{
    const IdlId *id = package_id(entry);
    const char *name = id && id->name ? id->name : "";
    const Sym *key = key_of(work, entry->kind, name);
    /* As in several projects. */
    Entity *first = map_find(&census->by_key, key);
    if (first)
        key = key_of(
            work, entry->kind,
            arena_print(work->arena, "%s#%u", name, ++first->copies + 1));
    Entity *entity = arena_new(work->arena, Entity);
    *entity = (Entity){.entry = entry,
                       .name = strchr(key->text, ' ') + 1,
                       .version = id && id->version ? id->version : ""};
    map_put(work->arena, &census->by_key, key, entity);
    if (entry->kind == PACKAGE_WORKFLOW)
        map_put(work->arena, &census->workflows, sym_of(&work->names, name),
                entity);
}

static void take_census(Work *work, Census *census, const DiffSide *side)
{
    census->side = side;
    Package *package = side->package;
    for (uint32_t i = 0; i < package->entries.len; i++)
        add_entity(work, census, &package->entries.at[i]);
    forget_homes(work->arena, package);
    for (uint32_t i = 0; i < census->by_key.len; i++) {
        Entity *entity = census->by_key.items[i].value;
        bool generated = is_generated(work, census, entity);
        if (generated)
            vec_push(work->arena, &census->generated, entity);
        else
            vec_push(work->arena, &census->all, entity);
    }
}

static Entity *find(Work *work, const Census *census, PackageKind kind,
                    const char *name)
{
    return map_find(&census->by_key, key_of(work, kind, name));
}

/* ---- pairs ---- */

static void join(Entity *was, Entity *now, bool is_renamed)
{
    was->partner = now;
    now->partner = was;
    was->is_renamed = now->is_renamed = is_renamed;
}

static void pair_by_name(Work *work, const EntityVec *all)
{
    for (uint32_t i = 0; i < all->len; i++) {
        Entity *was = all->at[i];
        Entity *now = find(work, &work->new, was->entry->kind, was->name);
        if (now)
            join(was, now, false);
    }
}

static const IdlInterface *interface_of(const Entity *entity)
{
    if (entity->entry->kind == PACKAGE_TASK) {
        const IdlTaskSpec *spec = (const void *)entity->entry->message;
        return spec->template_ ? spec->template_->interface : NULL;
    }
    const IdlWorkflowSpec *spec = (const void *)entity->entry->message;
    return spec->template_ ? spec->template_->interface : NULL;
}

/* All of it but its name. */
static const char *content_mark(Work *work, const Entity *entity)
{
    Arena *arena = work->arena;
    if (entity->entry->kind == PACKAGE_TASK) {
        IdlTaskSpec spec = *(const IdlTaskSpec *)entity->entry->message;
        IdlTask task = *spec.template_;
        task.id = NULL;
        spec.template_ = &task;
        return message_mark(arena, &spec);
    }
    IdlWorkflowSpec spec = *(const IdlWorkflowSpec *)entity->entry->message;
    IdlWorkflow workflow = *spec.template_;
    workflow.id = NULL;
    spec.template_ = &workflow;
    return message_mark(arena, &spec);
}

static const char *last_part(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot ? dot + 1 : name;
}

typedef enum Likeness { LIKE_CONTENT, LIKE_LAST_PART, LIKE_INTERFACE } Likeness;

/* What entities have in common that are alike. */
static const Sym *likeness_of(Work *work, const Entity *entity, Likeness way)
{
    Arena *arena = work->arena;
    const char *mark = way == LIKE_CONTENT
                           ? content_mark(work, entity)
                           : message_mark(arena, interface_of(entity));
    return sym_of(
        &work->names,
        arena_print(arena, "%d %d %s %s", (int)way, (int)entity->entry->kind,
                    mark,
                    way == LIKE_LAST_PART ? last_part(entity->name) : ""));
}

/* A launch plan goes with its workflow; a spec without a template with none. */
static bool may_be_renamed(const Entity *entity)
{
    if (entity->partner || entity->entry->kind == PACKAGE_LAUNCH_PLAN)
        return false;
    return entity->entry->kind == PACKAGE_TASK
               ? ((const IdlTaskSpec *)entity->entry->message)->template_ !=
                     NULL
               : ((const IdlWorkflowSpec *)entity->entry->message)->template_ !=
                     NULL;
}

typedef struct Alike {
    EntityVec gone;
    EntityVec come;
} Alike;

static void add_alike(Work *work, Map *groups, const EntityVec *all,
                      Likeness way, bool is_new)
{
    for (uint32_t i = 0; i < all->len; i++) {
        Entity *entity = all->at[i];
        if (!may_be_renamed(entity))
            continue;
        const Sym *key = likeness_of(work, entity, way);
        Alike *alike = map_find(groups, key);
        if (!alike) {
            alike = arena_new(work->arena, Alike);
            map_put(work->arena, groups, key, alike);
        }
        if (is_new)
            vec_push(work->arena, &alike->come, entity);
        else
            vec_push(work->arena, &alike->gone, entity);
    }
}

/* Of equal content any two go together; otherwise the one and the one. */
static void pair_alike(Work *work, Likeness way)
{
    Map groups = {0};
    add_alike(work, &groups, &work->old.all, way, false);
    add_alike(work, &groups, &work->new.all, way, true);
    for (uint32_t i = 0; i < groups.len; i++) {
        Alike *alike = groups.items[i].value;
        bool sure = way == LIKE_CONTENT ||
                    (alike->gone.len == 1 && alike->come.len == 1);
        for (uint32_t j = 0; sure && j < alike->gone.len && j < alike->come.len;
             j++)
            join(alike->gone.at[j], alike->come.at[j], true);
    }
}

static const char *target_of(const Entity *entity)
{
    const IdlLaunchPlan *plan = (const void *)entity->entry->message;
    const IdlId *id = plan->spec ? plan->spec->workflow_id : NULL;
    return id && id->name ? id->name : "";
}

/* The launch plan of the workflow's own name. */
static bool is_default_plan(const Entity *entity)
{
    return entity->entry->kind == PACKAGE_LAUNCH_PLAN &&
           strcmp(target_of(entity), entity->name) == 0;
}

static void pair_default_plans(Work *work)
{
    for (uint32_t i = 0; i < work->old.workflows.len; i++) {
        const Entity *was = work->old.workflows.items[i].value;
        if (!was->partner || !was->is_renamed)
            continue;
        map_put(work->arena, &work->renamed, sym_of(&work->names, was->name),
                (void *)sym_of(&work->names, was->partner->name));
        Entity *plan = find(work, &work->old, PACKAGE_LAUNCH_PLAN, was->name);
        Entity *other =
            find(work, &work->new, PACKAGE_LAUNCH_PLAN, was->partner->name);
        if (plan && other && !plan->partner && !other->partner)
            join(plan, other, true);
    }
}

static void pair_all(Work *work)
{
    pair_by_name(work, &work->old.all);
    pair_by_name(work, &work->old.generated);
    pair_alike(work, LIKE_CONTENT);
    pair_alike(work, LIKE_LAST_PART);
    pair_alike(work, LIKE_INTERFACE);
    pair_default_plans(work);
}

/* ---- each pair ---- */

static Pair begin(Work *work, PackageKind kind, const char *was,
                  const char *now)
{
    EntityChanges *out = arena_new(work->arena, EntityChanges);
    *out = (EntityChanges){.kind = kind, .name = now ? now : was};
    if (was && now && strcmp(was, now) != 0)
        out->old_name = was;
    return (Pair){.all = work->out,
                  .arena = work->arena,
                  .out = out,
                  .kind = kind,
                  .old_name = was,
                  .name = now,
                  .old_workflows = &work->old.workflows,
                  .new_workflows = &work->new.workflows,
                  .renamed = &work->renamed,
                  .names = &work->names};
}

static void end(Pair *pair)
{
    if (pair->out->changes.len)
        vec_push(pair->arena, &pair->all->entities, pair->out);
}

static WorkflowSide workflow_side(Work *work, const Census *census,
                                  const Entity *entity)
{
    const Entity *plan = find(work, census, PACKAGE_LAUNCH_PLAN, entity->name);
    return (WorkflowSide){.spec = (const void *)entity->entry->message,
                          .plan = plan && is_default_plan(plan)
                                      ? (const void *)plan->entry->message
                                      : NULL};
}

static void compare_by_kind(Work *work, Pair *pair, const Entity *was,
                            const Entity *now)
{
    const void *old = was->entry->message;
    const void *new = now->entry->message;
    switch (pair->kind) {
    case PACKAGE_TASK:
        compare_tasks(pair, old, new);
        return;
    case PACKAGE_WORKFLOW: {
        WorkflowSide old_side = workflow_side(work, &work->old, was);
        WorkflowSide new_side = workflow_side(work, &work->new, now);
        compare_workflows(pair, &old_side, &new_side);
        return;
    }
    case PACKAGE_LAUNCH_PLAN:
        compare_launch_plans(pair, old, new,
                             is_default_plan(was) && is_default_plan(now));
        return;
    }
}

static void compare_pair(Work *work, const Entity *was, const Entity *now)
{
    Pair pair = begin(work, now->entry->kind, was->name, now->name);
    if (was->is_renamed && !is_default_plan(now))
        change_add(&pair, RULE_B102, "%s is now called %s",
                   named(pair.arena, was->name), named(pair.arena, now->name));
    compare_by_kind(work, &pair, was, now);
    if (pair.out->changes.len && *was->version &&
        strcmp(was->version, now->version) == 0)
        change_add(&pair, RULE_R101, "version %s has two contents",
                   named(pair.arena, now->version));
    end(&pair);
}

/* ---- what is on one side alone ---- */

/* Of the same name but of another kind, on the other side alone; NULL: none.
 * A workflow and its launch plan share a name. */
static const Entity *other_kind(Work *work, const Census *census,
                                const Entity *entity)
{
    PackageKind kind =
        entity->entry->kind == PACKAGE_TASK ? PACKAGE_WORKFLOW : PACKAGE_TASK;
    const Entity *other = find(work, census, kind, entity->name);
    return other && !other->partner ? other : NULL;
}

/* Its workflow has gone, or come, with it. */
static bool goes_along(Work *work, const Census *census, const Entity *entity)
{
    const Entity *workflow =
        is_default_plan(entity)
            ? find(work, census, PACKAGE_WORKFLOW, entity->name)
            : NULL;
    return workflow && !workflow->partner;
}

static void tell_gone(Work *work, const Entity *entity)
{
    if (entity->partner || goes_along(work, &work->old, entity))
        return;
    Pair pair = begin(work, entity->entry->kind, entity->name, NULL);
    const Entity *other = other_kind(work, &work->new, entity);
    if (other)
        change_add(&pair, RULE_B103, "it is a %s now",
                   package_kind_name(other->entry->kind));
    else
        change_add(&pair, RULE_B101, "it is gone");
    end(&pair);
}

static void tell_come(Work *work, const Entity *entity)
{
    if (entity->partner || goes_along(work, &work->new, entity) ||
        other_kind(work, &work->old, entity))
        return;
    Pair pair = begin(work, entity->entry->kind, NULL, entity->name);
    change_add(&pair, RULE_S101, "it is new");
    end(&pair);
}

/* ---- the package as a whole ---- */

static uint32_t count_changed(const EntityVec *generated)
{
    uint32_t changed = 0;
    for (uint32_t i = 0; i < generated->len; i++) {
        const Entity *was = generated->at[i];
        changed += !was->partner || !same_message(was->entry->message,
                                                  was->partner->entry->message);
    }
    return changed;
}

static void compare_generated(Work *work, Pair *pair)
{
    uint32_t changed = count_changed(&work->old.generated);
    for (uint32_t i = 0; i < work->new.generated.len; i++)
        changed += !work->new.generated.at[i]->partner;
    if (changed)
        change_add(pair, RULE_S102, "%u generated %s changed", changed,
                   changed == 1 ? "task has" : "tasks have");
}

/* By names, which have digests in them, and by bytes where those are here. */
static const char *sources_mark(Arena *arena, const Package *package)
{
    Buf text = {.arena = arena};
    for (uint32_t i = 0; i < package->sources.len; i++) {
        const PackageSource *source = &package->sources.at[i];
        char hex[HASH_SHA256_HEX] = "";
        if (source->bytes.text)
            hash_sha256_hex(source->bytes.text, source->bytes.len, hex);
        buf_print(&text, "%s %s\n", source->name, hex);
    }
    return buf_string(&text);
}

static void compare_wholes(Work *work)
{
    Pair pair = begin(work, (PackageKind)0, "", "");
    if (!same_text(sources_mark(work->arena, work->old.side->package),
                   sources_mark(work->arena, work->new.side->package)))
        change_add(&pair, RULE_R102,
                   "the archive with the code of Python tasks has changed");
    compare_generated(work, &pair);
    end(&pair);
}

/* ---- order and sums ---- */

static int compare_changes(const void *left, const void *right)
{
    const Change *one = left;
    const Change *two = right;
    int class = (int)rule_class(two->rule) - (int)rule_class(one->rule);
    if (class)
        return class;
    int code = strcmp(one->rule->code, two->rule->code);
    return code ? code : strcmp(one->title, two->title);
}

static ChangeClass worst_of(const EntityChanges *entity)
{
    return entity->counts[CLASS_BREAKING] ? CLASS_BREAKING
           : entity->counts[CLASS_RISKY]  ? CLASS_RISKY
                                          : CLASS_SAFE;
}

static int compare_entities(const void *left, const void *right)
{
    const EntityChanges *one = *(EntityChanges *const *)left;
    const EntityChanges *two = *(EntityChanges *const *)right;
    int class = (int)worst_of(two) - (int)worst_of(one);
    if (class)
        return class;
    int name = strcmp(one->name, two->name);
    return name ? name : (int)one->kind - (int)two->kind;
}

static void sum_up(Comparison *out)
{
    for (uint32_t i = 0; i < out->entities.len; i++) {
        EntityChanges *entity = out->entities.at[i];
        for (uint32_t j = 0; j < entity->changes.len; j++) {
            const Rule *rule = entity->changes.at[j].rule;
            entity->counts[rule_class(rule)]++;
            out->counts[rule_class(rule)]++;
            if (rule->step > out->step)
                out->step = rule->step;
        }
        qsort(entity->changes.at, entity->changes.len,
              sizeof(*entity->changes.at), compare_changes);
    }
    if (out->entities.len > 1)
        qsort(out->entities.at, out->entities.len, sizeof(*out->entities.at),
              compare_entities);
}

Comparison *packages_compare(Arena *arena, const DiffSide *old,
                             const DiffSide *new)
{
    Comparison *out = arena_new(arena, Comparison);
    *out = (Comparison){.arena = arena, .old = *old, .new = *new};
    Work work = {.out = out, .arena = arena};
    sym_table_init(&work.names, arena);
    take_census(&work, &work.old, old);
    take_census(&work, &work.new, new);
    pair_all(&work);
    for (uint32_t i = 0; i < work.old.all.len; i++) {
        Entity *was = work.old.all.at[i];
        if (was->partner)
            compare_pair(&work, was, was->partner);
        else
            tell_gone(&work, was);
    }
    for (uint32_t i = 0; i < work.new.all.len; i++)
        tell_come(&work, work.new.all.at[i]);
    compare_wholes(&work);
    sum_up(out);
    return out;
}
