/* task.c - tasks: the interface, what runs, and how. */
#include <string.h>

#include "compiler/diff/compare.h"
#include "spec/make.h"

typedef struct Tasks {
    Pair *pair;
    const IdlTask *was;
    const IdlTask *now;
    const IdlTaskMetadata *was_meta;
    const IdlTaskMetadata *now_meta;
} Tasks;

/* ---- the interface ---- */

static VariableVec inputs_of(const Tasks *tasks, const DiffSide *side,
                             const char *name, const IdlInterface *interface)
{
    VariableVec inputs = {0};
    Pair *pair = tasks->pair;
    variables_add(pair->arena, interface ? interface->inputs : NULL, &inputs);
    for (uint32_t i = 0; i < inputs.len; i++) {
        Variable *input = &inputs.at[i];
        const Origin *origin =
            side->origins ? origin_find(side->origins, PACKAGE_TASK, name,
                                        DIRECTION_IN, input->name)
                          : NULL;
        input->initial = origin ? origin->initial : NULL;
        input->optional = input->initial || type_takes_none(input->type);
    }
    return inputs;
}

static void compare_interfaces(Tasks *tasks)
{
    Pair *pair = tasks->pair;
    const IdlInterface *was = tasks->was->interface;
    const IdlInterface *now = tasks->now->interface;
    VariableVec old_in = inputs_of(tasks, &pair->all->old, pair->old_name, was);
    VariableVec new_in = inputs_of(tasks, &pair->all->new, pair->name, now);
    compare_inputs(pair, &old_in, &new_in);
    VariableVec old_out = {0};
    VariableVec new_out = {0};
    variables_add(pair->arena, was ? was->outputs : NULL, &old_out);
    variables_add(pair->arena, now ? now->outputs : NULL, &new_out);
    compare_outputs(pair, &old_out, &new_out);
}

/* ---- the cache ---- */

/* Cached before and now, under one version: old results are served. */
static bool keeps_results(const Tasks *tasks)
{
    return tasks->was_meta->discoverable && tasks->now_meta->discoverable &&
           same_text(tasks->was_meta->discovery_version,
                     tasks->now_meta->discovery_version);
}

static bool strip(void *context, ProtobufCMessage *message)
{
    const MessageType *type = message->descriptor;
    (void)context;
    if (type == &flyteidl__core__literal_type__descriptor) {
        ((IdlType *)message)->metadata = NULL;
        ((IdlType *)message)->annotation = NULL;
    } else if (type == &flyteidl__core__variable__descriptor) {
        ((IdlVariable *)message)->description = make_text("");
    }
    return true;
}

/* As it stands in Flyte's key: without what is said about it. */
static const char *key_of(Arena *arena, const IdlInterface *interface)
{
    if (!interface)
        return "";
    ProtobufCMessage *bare = message_clone(arena, &interface->base);
    message_walk(bare, strip, NULL);
    return message_mark(arena, bare);
}

static bool same_key(const Tasks *tasks)
{
    Arena *arena = tasks->pair->arena;
    return same_text(key_of(arena, tasks->was->interface),
                     key_of(arena, tasks->now->interface));
}

static void tell_ignored(const Tasks *tasks)
{
    IdlTaskMetadata sides[] = {FLYTEIDL__CORE__TASK_METADATA__INIT,
                               FLYTEIDL__CORE__TASK_METADATA__INIT};
    const IdlTaskMetadata *metas[] = {tasks->was_meta, tasks->now_meta};
    for (int i = 0; i < 2; i++) {
        sides[i].cache_ignore_input_vars = metas[i]->cache_ignore_input_vars;
        sides[i].n_cache_ignore_input_vars =
            metas[i]->n_cache_ignore_input_vars;
    }
    if (!same_message(&sides[0], &sides[1]))
        change_add(tasks->pair, RULE_R143,
                   "other inputs are ignored by the cache");
}

static void compare_cache(Tasks *tasks)
{
    const IdlTaskMetadata *was = tasks->was_meta;
    const IdlTaskMetadata *now = tasks->now_meta;
    if (!was->discoverable && now->discoverable) {
        change_add(tasks->pair, RULE_R142, "results are cached now")->now =
            now->discovery_version;
    } else if (was->discoverable && !now->discoverable) {
        change_add(tasks->pair, RULE_S141, "results are no longer cached");
    } else if (!same_text(was->discovery_version, now->discovery_version)) {
        Change *change =
            change_add(tasks->pair, RULE_S140, "the cache version has changed");
        change->was = was->discovery_version;
        change->now = now->discovery_version;
    } else if (keeps_results(tasks) && !same_key(tasks)) {
        change_add(
            tasks->pair, RULE_R141,
            "the interface has changed, and the cache version %s has not",
            named(tasks->pair->arena, now->discovery_version));
    }
    if (now->discoverable && was->discoverable)
        tell_ignored(tasks);
    if (!was->cache_serializable != !now->cache_serializable)
        change_add(tasks->pair, RULE_S142,
                   now->cache_serializable
                       ? "equal runs wait for each other now"
                       : "equal runs no longer wait for each other");
}

/* ---- what runs ---- */

/* A change of content: risky where results of the old one are kept. */
static Change *tell_content(const Tasks *tasks, RuleId rule, const char *what)
{
    if (!keeps_results(tasks))
        return change_add(tasks->pair, rule, "%s has changed", what);
    return change_add(
        tasks->pair, RULE_R140,
        "%s has changed, and the cache version %s has not", what,
        named(tasks->pair->arena, tasks->now_meta->discovery_version));
}

static void compare_image(const Tasks *tasks, const IdlContainer *was,
                          const IdlContainer *now)
{
    if (same_text(was->image, now->image))
        return;
    Change *change = tell_content(tasks, RULE_S150, "the image");
    change->was = was->image;
    change->now = now->image;
}

/* Command, arguments, where files lie: all but image, environment and what it
 * asks for. */
static IdlContainer command_of(const IdlContainer *container)
{
    IdlContainer out = *container;
    out.image = make_text("");
    out.resources = NULL;
    out.n_env = 0;
    return out;
}

static void compare_containers(const Tasks *tasks, const IdlContainer *was,
                               const IdlContainer *now)
{
    IdlContainer old = command_of(was);
    IdlContainer new = command_of(now);
    compare_image(tasks, was, now);
    if (!same_message(&old, &new))
        tell_content(tasks, RULE_S151, "the command");
    old = new = (IdlContainer)FLYTEIDL__CORE__CONTAINER__INIT;
    old.env = was->env;
    old.n_env = was->n_env;
    new.env = now->env;
    new.n_env = now->n_env;
    if (!same_message(&old, &new))
        tell_content(tasks, RULE_S152, "the environment");
    compare_resources(tasks->pair, was->resources, now->resources);
}

static void compare_targets(const Tasks *tasks)
{
    const IdlTask *was = tasks->was;
    const IdlTask *now = tasks->now;
    if (was->target_case != now->target_case) {
        tell_content(tasks, RULE_S153, "what it runs in");
        return;
    }
    switch (now->target_case) {
    case FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_CONTAINER:
        compare_containers(tasks, was->container, now->container);
        return;
    case FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_K8S_POD:
        if (!same_message(was->k8s_pod, now->k8s_pod))
            tell_content(tasks, RULE_S153, "the pod");
        return;
    case FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_SQL:
        if (!same_message(was->sql, now->sql))
            tell_content(tasks, RULE_S154, "the statement");
        return;
    case FLYTEIDL__CORE__TASK_TEMPLATE__TARGET__NOT_SET:
    case _FLYTEIDL__CORE__TASK_TEMPLATE__TARGET__CASE_IS_INT_SIZE:
        return;
    }
}

static void compare_plugins(const Tasks *tasks)
{
    const IdlTask *was = tasks->was;
    const IdlTask *now = tasks->now;
    if (!same_text(was->type, now->type)) {
        Change *change =
            change_add(tasks->pair, RULE_R153, "it is another type of task");
        change->was = was->type;
        change->now = now->type;
    }
    if (!same_message(was->custom, now->custom))
        change_add(tasks->pair, RULE_R154, "its plugin is set otherwise");
}

/* ---- how it runs ---- */

static uint32_t retries_of(const IdlTaskMetadata *meta)
{
    return meta->retries ? meta->retries->retries : 0;
}

static void compare_retries(const Tasks *tasks)
{
    uint32_t was = retries_of(tasks->was_meta);
    uint32_t now = retries_of(tasks->now_meta);
    if (was == now)
        return;
    Change *change = change_add(tasks->pair, now < was ? RULE_R147 : RULE_S156,
                                now < was ? "it is retried fewer times"
                                          : "it is retried more times");
    change->was = arena_print(tasks->pair->arena, "%u", was);
    change->now = arena_print(tasks->pair->arena, "%u", now);
}

static const char *span_text(Arena *arena,
                             const Google__Protobuf__Duration *span)
{
    if (!span || (!span->seconds && !span->nanos))
        return "none";
    return arena_print(arena, "%gs", (double)span->seconds + span->nanos / 1e9);
}

/* In seconds; none at all is longer than any. */
static double length_of(const Google__Protobuf__Duration *span)
{
    if (!span || (!span->seconds && !span->nanos))
        return 1e300;
    return (double)span->seconds + span->nanos / 1e9;
}

static void compare_timeouts(const Tasks *tasks)
{
    const Google__Protobuf__Duration *was = tasks->was_meta->timeout;
    const Google__Protobuf__Duration *now = tasks->now_meta->timeout;
    bool shorter = length_of(now) < length_of(was);
    if (!shorter && length_of(now) <= length_of(was))
        return;
    Change *change = change_add(tasks->pair, shorter ? RULE_R148 : RULE_S157,
                                shorter ? "its timeout is shorter"
                                        : "its timeout is longer");
    change->was = span_text(tasks->pair->arena, was);
    change->now = span_text(tasks->pair->arena, now);
}

static bool is_interruptible(const IdlTaskMetadata *meta)
{
    return meta->interruptible_value_case && meta->interruptible;
}

static void compare_ways(const Tasks *tasks)
{
    const IdlTaskMetadata *was = tasks->was_meta;
    const IdlTaskMetadata *now = tasks->now_meta;
    if (is_interruptible(was) != is_interruptible(now))
        change_add(tasks->pair, is_interruptible(now) ? RULE_R149 : RULE_S158,
                   is_interruptible(now) ? "it may be interrupted now"
                                         : "it is no longer interrupted");
    if (!same_text(was->pod_template_name, now->pod_template_name)) {
        Change *change =
            change_add(tasks->pair, RULE_R152, "it has another pod template");
        change->was = was->pod_template_name;
        change->now = now->pod_template_name;
    }
    if (!same_message(tasks->was->extended_resources,
                      tasks->now->extended_resources))
        change_add(tasks->pair, RULE_R146,
                   "it asks for another accelerator or memory device");
    compare_security(tasks->pair, tasks->was->security_context,
                     tasks->now->security_context);
}

/* ---- for readers, and the rest ---- */

static void compare_words(const Tasks *tasks)
{
    const IdlTaskMetadata *was = tasks->was_meta;
    const IdlTaskMetadata *now = tasks->now_meta;
    const char *old = was->deprecated_error_message;
    const char *new = now->deprecated_error_message;
    if (!same_text(old, new)) {
        bool gone = !new || !*new;
        Change *change = change_add(tasks->pair, gone ? RULE_S105 : RULE_S104,
                                    gone ? "it is no longer deprecated"
                                         : "it is deprecated");
        change->was = old && *old ? old : NULL;
        change->now = gone ? NULL : new;
    }
    if (!same_message(was->metadata, now->metadata))
        change_add(tasks->pair, RULE_S161,
                   "its pods have other labels or annotations");
    if (!same_message(was->runtime, now->runtime))
        change_add(tasks->pair, RULE_S160,
                   "it was made by another version of its SDK");
}

/* What none of the above has looked at. */
static IdlTaskMetadata rest_of_metadata(const IdlTaskMetadata *meta)
{
    IdlTaskMetadata rest = *meta;
    rest.discoverable = false;
    rest.discovery_version = make_text("");
    rest.cache_serializable = false;
    rest.n_cache_ignore_input_vars = 0;
    rest.runtime = NULL;
    rest.timeout = NULL;
    rest.retries = NULL;
    rest.interruptible_value_case =
        FLYTEIDL__CORE__TASK_METADATA__INTERRUPTIBLE_VALUE__NOT_SET;
    rest.deprecated_error_message = make_text("");
    rest.pod_template_name = make_text("");
    rest.metadata = NULL;
    return rest;
}

static IdlTask rest_of(const IdlTask *task)
{
    IdlTask rest = *task;
    rest.id = NULL;
    rest.type = make_text("");
    rest.metadata = NULL;
    rest.interface = NULL;
    rest.custom = NULL;
    rest.target_case = FLYTEIDL__CORE__TASK_TEMPLATE__TARGET__NOT_SET;
    rest.security_context = NULL;
    rest.extended_resources = NULL;
    return rest;
}

static void compare_rest(const Tasks *tasks)
{
    IdlTask was = rest_of(tasks->was);
    IdlTask now = rest_of(tasks->now);
    IdlTaskMetadata was_meta = rest_of_metadata(tasks->was_meta);
    IdlTaskMetadata now_meta = rest_of_metadata(tasks->now_meta);
    if (!same_message(&was, &now) || !same_message(&was_meta, &now_meta))
        change_add(tasks->pair, RULE_S169, "other settings have changed");
}

void compare_tasks(Pair *pair, const IdlTaskSpec *was, const IdlTaskSpec *now)
{
    static const IdlTask no_task = FLYTEIDL__CORE__TASK_TEMPLATE__INIT;
    static const IdlTaskMetadata no_meta = FLYTEIDL__CORE__TASK_METADATA__INIT;
    Tasks tasks = {.pair = pair,
                   .was = was->template_ ? was->template_ : &no_task,
                   .now = now->template_ ? now->template_ : &no_task};
    tasks.was_meta = tasks.was->metadata ? tasks.was->metadata : &no_meta;
    tasks.now_meta = tasks.now->metadata ? tasks.now->metadata : &no_meta;
    compare_interfaces(&tasks);
    compare_cache(&tasks);
    compare_targets(&tasks);
    compare_plugins(&tasks);
    compare_retries(&tasks);
    compare_timeouts(&tasks);
    compare_ways(&tasks);
    compare_words(&tasks);
    compare_rest(&tasks);
    if (!same_message(was->description, now->description))
        change_add(pair, RULE_S103, "it is described in other words");
}
