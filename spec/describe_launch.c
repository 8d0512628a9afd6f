/* describe_launch.c - launch plans. */
#include <string.h>

#include "flyteidl/admin/launch_plan.pb-c.h"
#include "spec/describer.h"

typedef Flyteidl__Admin__LaunchPlan LaunchPlan;
typedef Flyteidl__Admin__LaunchPlanSpec LaunchPlanSpec;
typedef Flyteidl__Admin__Notification Notification;

/* ---- inputs ---- */

static void write_parameter(Describer *d, const char *name,
                            const Flyteidl__Core__Parameter *parameter)
{
    describe_item(d, name);
    describe_type(d, parameter && parameter->var ? parameter->var->type : NULL);
    switch (parameter ? parameter->behavior_case
                      : FLYTEIDL__CORE__PARAMETER__BEHAVIOR__NOT_SET) {
    case FLYTEIDL__CORE__PARAMETER__BEHAVIOR_DEFAULT:
        layout_words(&d->line, " = ");
        describe_literal(d, parameter->default_);
        return;
    case FLYTEIDL__CORE__PARAMETER__BEHAVIOR_ARTIFACT_QUERY:
    case FLYTEIDL__CORE__PARAMETER__BEHAVIOR_ARTIFACT_ID:
        layout_words(&d->line, " = artifact");
        return;
    case FLYTEIDL__CORE__PARAMETER__BEHAVIOR_REQUIRED:
    case FLYTEIDL__CORE__PARAMETER__BEHAVIOR__NOT_SET:
    case _FLYTEIDL__CORE__PARAMETER__BEHAVIOR__CASE_IS_INT_SIZE:
        return;
    }
}

static void write_inputs(Describer *d, const Flyteidl__Core__ParameterMap *map)
{
    size_t count = 0;
    const ProtobufCMessage *const *entries = NULL;
    if (map)
        entries = message_entries(d->arena, &map->base,
                                  &map->base.descriptor->fields[0], &count);
    LayoutMark mark = describe_open(d, "inputs ", '{');
    for (size_t i = 0; i < count; i++) {
        const Flyteidl__Core__ParameterMap__ParametersEntry *entry =
            (const void *)entries[i];
        write_parameter(d, entry->key, entry->value);
    }
    if (describe_close(d, mark))
        layout_end(&d->line);
}

static void write_fixed(Describer *d, const Flyteidl__Core__LiteralMap *map)
{
    size_t count = 0;
    const ProtobufCMessage *const *entries = NULL;
    if (map)
        entries = message_entries(d->arena, &map->base,
                                  &map->base.descriptor->fields[0], &count);
    LayoutMark mark = describe_open(d, "fixed ", '{');
    for (size_t i = 0; i < count; i++) {
        const Flyteidl__Core__LiteralMap__LiteralsEntry *entry =
            (const void *)entries[i];
        describe_item(d, entry->key);
        describe_literal(d, entry->value);
    }
    if (describe_close(d, mark))
        layout_end(&d->line);
}

/* ---- when, and who is told ---- */

static void write_text(Describer *d, const char *text)
{
    layout_text(&d->line, text ? text : "", text ? strlen(text) : 0);
}

static void write_when(Describer *d, const Flyteidl__Admin__Schedule *schedule)
{
    static const char units[] = {'m', 'h', 'd'};
    const Flyteidl__Admin__FixedRate *rate = schedule->rate;
    layout_item(&d->line);
    switch (schedule->schedule_expression_case) {
    case FLYTEIDL__ADMIN__SCHEDULE__SCHEDULE_EXPRESSION_CRON_SCHEDULE:
        write_text(d, schedule->cron_schedule
                          ? schedule->cron_schedule->schedule
                          : NULL);
        describe_text_item(
            d, "offset",
            schedule->cron_schedule ? schedule->cron_schedule->offset : NULL);
        return;
    case FLYTEIDL__ADMIN__SCHEDULE__SCHEDULE_EXPRESSION_CRON_EXPRESSION:
        write_text(d, schedule->cron_expression);
        return;
    case FLYTEIDL__ADMIN__SCHEDULE__SCHEDULE_EXPRESSION_RATE:
        if (rate && (size_t)rate->unit < sizeof units)
            layout_print(&d->line, "%u%c", rate->value, units[rate->unit]);
        else
            layout_words(&d->line, "unknown");
        return;
    case FLYTEIDL__ADMIN__SCHEDULE__SCHEDULE_EXPRESSION__NOT_SET:
    case _FLYTEIDL__ADMIN__SCHEDULE__SCHEDULE_EXPRESSION__CASE_IS_INT_SIZE:
        layout_words(&d->line, "unknown");
        return;
    }
}

static void write_schedule(Describer *d,
                           const Flyteidl__Admin__Schedule *schedule)
{
    if (!schedule)
        return;
    bool is_rate = schedule->schedule_expression_case ==
                   FLYTEIDL__ADMIN__SCHEDULE__SCHEDULE_EXPRESSION_RATE;
    layout_words(&d->line, is_rate ? "schedule every" : "schedule cron");
    layout_open(&d->line, '(');
    write_when(d, schedule);
    if (schedule->kickoff_time_input_arg && *schedule->kickoff_time_input_arg) {
        describe_item(d, "kickoff");
        layout_name(&d->line, schedule->kickoff_time_input_arg);
    }
    layout_close(&d->line);
    layout_end(&d->line);
}

static void write_addresses(Describer *d, const char *way,
                            char *const *addresses, size_t count)
{
    layout_words(&d->line, way);
    layout_open_filled(&d->line, '(');
    for (size_t i = 0; i < count; i++) {
        layout_item(&d->line);
        write_text(d, addresses[i]);
    }
    layout_close(&d->line);
}

static void write_way(Describer *d, const Notification *note)
{
    switch (note->type_case) {
    case FLYTEIDL__ADMIN__NOTIFICATION__TYPE_EMAIL:
        if (note->email)
            write_addresses(d, "email", note->email->recipients_email,
                            note->email->n_recipients_email);
        return;
    case FLYTEIDL__ADMIN__NOTIFICATION__TYPE_PAGER_DUTY:
        if (note->pager_duty)
            write_addresses(d, "pagerduty", note->pager_duty->recipients_email,
                            note->pager_duty->n_recipients_email);
        return;
    case FLYTEIDL__ADMIN__NOTIFICATION__TYPE_SLACK:
        if (note->slack)
            write_addresses(d, "slack", note->slack->recipients_email,
                            note->slack->n_recipients_email);
        return;
    case FLYTEIDL__ADMIN__NOTIFICATION__TYPE__NOT_SET:
    case _FLYTEIDL__ADMIN__NOTIFICATION__TYPE__CASE_IS_INT_SIZE:
        layout_words(&d->line, "unknown");
        return;
    }
}

static void write_notification(Describer *d, const Notification *note)
{
    static const char *const phases[] = {
        "undefined", "queued", "running", "succeeding", "succeeded",
        "failing",   "failed", "aborted", "timed_out",  "aborting"};
    layout_words(&d->line, "notify ");
    write_way(d, note);
    layout_words(&d->line, " on ");
    layout_open_filled(&d->line, '[');
    for (size_t i = 0; i < note->n_phases; i++) {
        size_t phase = (size_t)note->phases[i];
        bool known = phase < sizeof phases / sizeof *phases;
        layout_item(&d->line);
        layout_words(&d->line, known ? phases[phase] : "unknown");
    }
    layout_close(&d->line);
    layout_end(&d->line);
}

/* ---- the rest ---- */

static void write_metadata(Describer *d,
                           const Flyteidl__Admin__LaunchPlanMetadata *metadata)
{
    if (!metadata)
        return;
    write_schedule(d, metadata->schedule);
    for (size_t i = 0; i < metadata->n_notifications; i++)
        write_notification(d, metadata->notifications[i]);
    if (metadata->launch_conditions) {
        layout_words(&d->line, "# launch conditions are not shown");
        layout_end(&d->line);
    }
}

static void write_limits(Describer *d, const LaunchPlanSpec *spec)
{
    if (spec->max_parallelism) {
        describe_item(d, "max_parallelism");
        layout_print(&d->line, "%d", spec->max_parallelism);
    }
    if (spec->concurrency_policy) {
        describe_item(d, "concurrency");
        layout_print(&d->line, "%d", spec->concurrency_policy->max);
    }
    if (spec->interruptible) {
        describe_item(d, "interruptible");
        layout_words(&d->line, spec->interruptible->value ? "true" : "false");
    }
    describe_flag_item(d, "overwrite_cache", spec->overwrite_cache);
}

static void write_settings(Describer *d, const LaunchPlanSpec *spec)
{
    const Flyteidl__Admin__AuthRole *role = spec->auth_role;
    LayoutMark mark = describe_open(d, "with ", '{');
    write_limits(d, spec);
    describe_text_map(d, "labels", spec->labels ? &spec->labels->base : NULL,
                      "values");
    describe_text_map(d, "annotations",
                      spec->annotations ? &spec->annotations->base : NULL,
                      "values");
    if (spec->envs)
        describe_env(d, spec->envs->values, spec->envs->n_values);
    describe_text_item(
        d, "raw_output_prefix",
        spec->raw_output_data_config
            ? spec->raw_output_data_config->output_location_prefix
            : NULL);
    describe_security(d, spec->security_context);
    describe_text_item(d, "role", spec->role);
    describe_text_item(d, "assumable_iam_role",
                       role ? role->assumable_iam_role : NULL);
    describe_text_item(d, "kubernetes_service_account",
                       role ? role->kubernetes_service_account : NULL);
    describe_text_item(d, "cluster_pool",
                       spec->cluster_assignment
                           ? spec->cluster_assignment->cluster_pool_name
                           : NULL);
    if (describe_close(d, mark))
        layout_end(&d->line);
}

static void write_spec(Describer *d, const LaunchPlanSpec *spec)
{
    write_inputs(d, spec->default_inputs);
    write_fixed(d, spec->fixed_inputs);
    write_metadata(d, spec->entity_metadata);
    write_settings(d, spec);
}

void describe_launch(Describer *d, const ProtobufCMessage *message)
{
    const LaunchPlan *plan = (const void *)message;
    layout_words(&d->line, "launch ");
    layout_name(&d->line, plan->id ? plan->id->name : NULL);
    layout_words(&d->line, " = ");
    describe_id(d, plan->spec ? plan->spec->workflow_id : NULL);
    describe_at(d, plan->id);
    layout_words(&d->line, " {");
    layout_end(&d->line);
    d->line.indent += 2;
    if (plan->spec)
        write_spec(d, plan->spec);
    d->line.indent -= 2;
    layout_words(&d->line, "}");
    layout_end(&d->line);
}
