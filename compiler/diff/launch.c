/* launch.c - launch plans: what may be given, when they start, how they run.
 */
#include <stdlib.h>
#include <string.h>

#include "compiler/diff/compare.h"
#include "spec/message.h"

typedef struct Plans {
    Pair *pair;
    const IdlLaunchPlan *was_plan;
    const IdlLaunchPlan *now_plan;
    const IdlLaunchPlanSpec *was;
    const IdlLaunchPlanSpec *now;
} Plans;

/* ---- inputs ---- */

static void add_free(Arena *arena, const IdlParameterMap *map, VariableVec *out)
{
    size_t count;
    const ProtobufCMessage *const *entries = map_entries(arena, map, &count);
    for (size_t i = 0; i < count; i++) {
        const Flyteidl__Core__ParameterMap__ParametersEntry *entry =
            (const void *)entries[i];
        const IdlParameter *parameter = entry->value;
        Variable one = {.name = entry->key};
        if (parameter && parameter->var) {
            one.type = parameter->var->type;
            one.doc = parameter->var->description;
        }
        if (parameter && parameter->behavior_case ==
                             FLYTEIDL__CORE__PARAMETER__BEHAVIOR_DEFAULT)
            one.literal = parameter->default_;
        one.optional = one.literal != NULL;
        vec_push(arena, out, one);
    }
}

static void add_fixed(Arena *arena, const IdlLiteralMap *map, VariableVec *out)
{
    size_t count;
    const ProtobufCMessage *const *entries = map_entries(arena, map, &count);
    for (size_t i = 0; i < count; i++) {
        const Flyteidl__Core__LiteralMap__LiteralsEntry *entry =
            (const void *)entries[i];
        Variable one = {
            .name = entry->key, .fixed = true, .literal = entry->value};
        vec_push(arena, out, one);
    }
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(((const Variable *)left)->name,
                  ((const Variable *)right)->name);
}

void launch_inputs(Arena *arena, const IdlLaunchPlan *plan, VariableVec *out)
{
    if (!plan->spec)
        return;
    add_free(arena, plan->spec->default_inputs, out);
    add_fixed(arena, plan->spec->fixed_inputs, out);
    if (out->len > 1)
        qsort(out->at, out->len, sizeof(*out->at), compare_names);
}

static const IdlVariableMap *outputs_of(const IdlLaunchPlan *plan)
{
    return plan->closure ? plan->closure->expected_outputs : NULL;
}

/* What its workflow gives is told there. */
static void compare_interfaces(Plans *plans)
{
    Arena *arena = plans->pair->arena;
    VariableVec was = {0};
    VariableVec now = {0};
    launch_inputs(arena, plans->was_plan, &was);
    launch_inputs(arena, plans->now_plan, &now);
    compare_inputs(plans->pair, &was, &now);
    if (!outputs_of(plans->was_plan) || !outputs_of(plans->now_plan))
        return;
    VariableVec was_out = {0};
    VariableVec now_out = {0};
    variables_add(arena, outputs_of(plans->was_plan), &was_out);
    variables_add(arena, outputs_of(plans->now_plan), &now_out);
    compare_outputs(plans->pair, &was_out, &now_out);
}

/* ---- when ---- */

typedef Flyteidl__Admin__Schedule Schedule;

static const Schedule *schedule_of(const IdlLaunchPlanSpec *spec)
{
    const Schedule *schedule =
        spec->entity_metadata ? spec->entity_metadata->schedule : NULL;
    bool is_set =
        schedule && schedule->schedule_expression_case !=
                        FLYTEIDL__ADMIN__SCHEDULE__SCHEDULE_EXPRESSION__NOT_SET;
    return is_set ? schedule : NULL;
}

static const char *schedule_text(Arena *arena, const Schedule *schedule)
{
    static const char *const units[] = {"minute", "hour", "day"};
    if (!schedule)
        return NULL;
    switch (schedule->schedule_expression_case) {
    case FLYTEIDL__ADMIN__SCHEDULE__SCHEDULE_EXPRESSION_CRON_EXPRESSION:
        return schedule->cron_expression;
    case FLYTEIDL__ADMIN__SCHEDULE__SCHEDULE_EXPRESSION_CRON_SCHEDULE:
        return schedule->cron_schedule->schedule;
    case FLYTEIDL__ADMIN__SCHEDULE__SCHEDULE_EXPRESSION_RATE: {
        size_t unit = (size_t)schedule->rate->unit;
        return arena_print(arena, "every %u %s%s", schedule->rate->value,
                           unit < 3 ? units[unit] : "unit",
                           schedule->rate->value == 1 ? "" : "s");
    }
    case FLYTEIDL__ADMIN__SCHEDULE__SCHEDULE_EXPRESSION__NOT_SET:
    case _FLYTEIDL__ADMIN__SCHEDULE__SCHEDULE_EXPRESSION__CASE_IS_INT_SIZE:
        break;
    }
    return NULL;
}

static void compare_schedules(const Plans *plans)
{
    Pair *pair = plans->pair;
    const Schedule *was = schedule_of(plans->was);
    const Schedule *now = schedule_of(plans->now);
    if (same_message(was, now))
        return;
    Change *change =
        !was   ? change_add(pair, RULE_R181, "it starts by itself now")
        : !now ? change_add(pair, RULE_R182, "it no longer starts by itself")
               : change_add(pair, RULE_R180, "its schedule has changed");
    change->was = schedule_text(pair->arena, was);
    change->now = schedule_text(pair->arena, now);
    if (was && now && same_text(change->was, change->now)) {
        change->was = was->kickoff_time_input_arg;
        change->now = now->kickoff_time_input_arg;
    }
}

/* ---- who is told ---- */

static Map notifications_of(Pair *pair, const IdlLaunchPlanSpec *spec)
{
    Map set = {0};
    const Flyteidl__Admin__LaunchPlanMetadata *meta = spec->entity_metadata;
    for (size_t i = 0; meta && i < meta->n_notifications; i++)
        map_put(pair->arena, &set,
                sym_of(pair->names,
                       message_mark(pair->arena, meta->notifications[i])),
                meta->notifications[i]);
    return set;
}

static bool has_others(const Map *from, const Map *other)
{
    for (uint32_t i = 0; i < from->len; i++)
        if (!map_find(other, from->items[i].key))
            return true;
    return false;
}

static void compare_notifications(const Plans *plans)
{
    Map was = notifications_of(plans->pair, plans->was);
    Map now = notifications_of(plans->pair, plans->now);
    if (has_others(&was, &now))
        change_add(plans->pair, RULE_R188,
                   "a notification is gone or has changed");
    else if (has_others(&now, &was))
        change_add(plans->pair, RULE_S180, "a notification is new");
}

/* ---- how ---- */

static void compare_target(const Plans *plans)
{
    const IdlId *was = plans->was->workflow_id;
    const IdlId *now = plans->now->workflow_id;
    const char *old = was && was->name ? was->name : "";
    const char *new = now && now->name ? now->name : "";
    const Sym *renamed =
        map_find(plans->pair->renamed, sym_of(plans->pair->names, old));
    if (same_text(renamed ? renamed->text : old, new))
        return;
    Change *change =
        change_add(plans->pair, RULE_R183, "it leads to another workflow");
    change->was = old;
    change->now = new;
}

static void tell_unless_same(const Plans *plans, const void *was,
                             const void *now, RuleId rule, const char *words)
{
    if (!same_message(was, now))
        change_add(plans->pair, rule, "%s", words);
}

static bool is_interruptible(const IdlLaunchPlanSpec *spec)
{
    return spec->interruptible && spec->interruptible->value;
}

static void compare_limits(const Plans *plans)
{
    Pair *pair = plans->pair;
    if (plans->was->max_parallelism != plans->now->max_parallelism) {
        Change *change =
            change_add(pair, RULE_R187, "another number of nodes runs at once");
        change->was =
            arena_print(pair->arena, "%d", (int)plans->was->max_parallelism);
        change->now =
            arena_print(pair->arena, "%d", (int)plans->now->max_parallelism);
    }
    tell_unless_same(plans, plans->was->concurrency_policy,
                     plans->now->concurrency_policy, RULE_R187,
                     "another number of its runs goes on at once");
    if (!plans->was->overwrite_cache != !plans->now->overwrite_cache)
        change_add(pair, RULE_R186,
                   plans->now->overwrite_cache
                       ? "its runs compute anew what is cached"
                       : "its runs use what is cached");
    if (is_interruptible(plans->was) != is_interruptible(plans->now))
        change_add(pair, is_interruptible(plans->now) ? RULE_R149 : RULE_S158,
                   is_interruptible(plans->now)
                       ? "its runs may be interrupted now"
                       : "its runs are no longer interrupted");
}

static void compare_rights(const Plans *plans)
{
    IdlLaunchPlanSpec sides[] = {FLYTEIDL__ADMIN__LAUNCH_PLAN_SPEC__INIT,
                                 FLYTEIDL__ADMIN__LAUNCH_PLAN_SPEC__INIT};
    const IdlLaunchPlanSpec *specs[] = {plans->was, plans->now};
    for (int i = 0; i < 2; i++) {
        sides[i].role = specs[i]->role;
        sides[i].auth = specs[i]->auth;
        sides[i].auth_role = specs[i]->auth_role;
    }
    tell_unless_same(plans, &sides[0], &sides[1], RULE_R151,
                     "runs with other rights");
    compare_security(plans->pair, plans->was->security_context,
                     plans->now->security_context);
}

static void compare_ways(const Plans *plans)
{
    const IdlLaunchPlanSpec *was = plans->was;
    const IdlLaunchPlanSpec *now = plans->now;
    tell_unless_same(plans, was->labels, now->labels, RULE_S161,
                     "its runs have other labels");
    tell_unless_same(plans, was->annotations, now->annotations, RULE_S161,
                     "its runs have other annotations");
    tell_unless_same(plans, was->envs, now->envs, RULE_R184,
                     "its runs have another environment");
    tell_unless_same(plans, was->raw_output_data_config,
                     now->raw_output_data_config, RULE_R185,
                     "its results lie elsewhere");
}

/* What none of the above has looked at. */
static IdlLaunchPlanSpec rest_of(const IdlLaunchPlanSpec *spec)
{
    IdlLaunchPlanSpec rest = FLYTEIDL__ADMIN__LAUNCH_PLAN_SPEC__INIT;
    rest.quality_of_service = spec->quality_of_service;
    rest.execution_env_assignments = spec->execution_env_assignments;
    rest.n_execution_env_assignments = spec->n_execution_env_assignments;
    rest.cluster_assignment = spec->cluster_assignment;
    return rest;
}

void compare_launch_plans(Pair *pair, const IdlLaunchPlan *was,
                          const IdlLaunchPlan *now, bool is_default)
{
    static const IdlLaunchPlanSpec none =
        FLYTEIDL__ADMIN__LAUNCH_PLAN_SPEC__INIT;
    Plans plans = {.pair = pair,
                   .was_plan = was,
                   .now_plan = now,
                   .was = was->spec ? was->spec : &none,
                   .now = now->spec ? now->spec : &none};
    if (!is_default)
        compare_interfaces(&plans);
    compare_target(&plans);
    compare_schedules(&plans);
    compare_notifications(&plans);
    compare_limits(&plans);
    compare_rights(&plans);
    compare_ways(&plans);
    IdlLaunchPlanSpec old_rest = rest_of(plans.was);
    IdlLaunchPlanSpec new_rest = rest_of(plans.now);
    tell_unless_same(&plans, &old_rest, &new_rest, RULE_S169,
                     "other settings have changed");
}
