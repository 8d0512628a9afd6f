/* emit_launch.c - launch plans: those written, and the one of each workflow. */
#include <string.h>

#include "base/panic.h"
#include "compiler/emit/complain.h"
#include "compiler/emit/emitter.h"
#include "compiler/emit/inferred.h"

typedef Flyteidl__Admin__Notification IdlNotification;
typedef Flyteidl__Core__Parameter IdlParameter;

/* ---- inputs ---- */

/* A none is a table to Flyte as well: of an optional table it is told apart by
 * its variant alone. */
static bool none_is_ambiguous(const Type *type)
{
    if (type->kind != TYPE_UNION)
        return false;
    for (uint32_t i = 0; i < type->as.alt.len; i++)
        if (type_base(type->as.alt.at[i])->kind == TYPE_TABLE)
            return true;
    return false;
}

/* A none stands bare here, where a binding wraps it (flytekit). */
static IdlLiteral *none_literal(Emitter *e, const Type *type)
{
    static const Value none = {.kind = VALUE_NONE};
    return none_is_ambiguous(type)
               ? emit_literal(e, type, &none)
               : make_literal(e->arena, make_none(e->arena));
}

static IdlLiteral *default_literal(Emitter *e, const PlanVar *var,
                                   const Value *value)
{
    depth_note(e, var->type->depth);
    if (!value || value->kind == VALUE_NONE || !emit_spend_value(e, value))
        return none_literal(e, var->type);
    const Value *misfit = inferred_misfit(e->arena, var->type, value);
    if (misfit)
        complain_inferred(e->diags, value->span, var, misfit);
    return emit_literal(e, var->type, value);
}

/* Flyte takes an optional input without a default for a required one. */
static IdlParameter *parameter(Emitter *e, const PlanVar *var,
                               const Value *value)
{
    IdlParameter *out = new_core(e, Parameter, PARAMETER);
    out->var = emit_variable(e, var);
    if (value || type_is_optional(var->type)) {
        out->behavior_case = FLYTEIDL__CORE__PARAMETER__BEHAVIOR_DEFAULT;
        out->default_ = default_literal(e, var, value);
    } else {
        out->behavior_case = FLYTEIDL__CORE__PARAMETER__BEHAVIOR_REQUIRED;
        out->required = true;
    }
    return out;
}

typedef struct InputValue {
    const Value *free;  /* the default; NULL: none */
    const Value *fixed; /* NULL: may be given */
} InputValue;

/* What the launch plan says of each input, in the order of the interface. */
static InputValue *input_values(Emitter *e, const PlanLaunch *launch)
{
    const PlanVarVec *vars = &launch->workflow->interface_.inputs;
    InputValue *out = arena_array(e->arena, InputValue, vars->len);
    for (uint32_t i = 0; i < vars->len; i++)
        out[i].free = vars->at[i].value;
    if (!launch->launch)
        return out;
    Map places = {0}; /* of names, from 1 */
    SymTable names;
    sym_table_init(&names, e->arena);
    for (uint32_t i = 0; i < vars->len; i++)
        map_put(e->arena, &places, sym_of(&names, vars->at[i].name), &out[i]);
    const ParamVec *params =
        &launch->launch->workflow->as.workflow.signature.inputs;
    for (uint32_t i = 0; i < params->len; i++) {
        const char *name = params->at[i]->name.sym->text;
        InputValue *value = map_find(&places, sym_of(&names, name));
        if (!value)
            continue;
        if (launch->launch->inputs[i])
            value->free = launch->launch->inputs[i];
        value->fixed = launch->launch->fixed[i];
    }
    return out;
}

static void put_fixed(Emitter *e, IdlLaunchPlanSpec *spec, const PlanVar *var,
                      const Value *value)
{
    make_put(e->arena, spec->fixed_inputs->literals,
             spec->fixed_inputs->n_literals,
             FLYTEIDL__CORE__LITERAL_MAP__LITERALS_ENTRY__INIT, var->name,
             default_literal(e, var, value));
}

static void put_free(Emitter *e, IdlLaunchPlanSpec *spec, const PlanVar *var,
                     const Value *value)
{
    make_put(e->arena, spec->default_inputs->parameters,
             spec->default_inputs->n_parameters,
             FLYTEIDL__CORE__PARAMETER_MAP__PARAMETERS_ENTRY__INIT, var->name,
             parameter(e, var, value));
}

/* Flyte refuses to start a plan that has a name in both. */
static void add_inputs(Emitter *e, const PlanLaunch *launch,
                       IdlLaunchPlanSpec *spec)
{
    spec->default_inputs = new_core(e, ParameterMap, PARAMETER_MAP);
    spec->fixed_inputs = new_core(e, LiteralMap, LITERAL_MAP);
    const PlanVarVec *vars = &launch->workflow->interface_.inputs;
    const InputValue *values = input_values(e, launch);
    for (uint32_t i = 0; i < vars->len; i++)
        if (values[i].fixed)
            put_fixed(e, spec, &vars->at[i], values[i].fixed);
        else
            put_free(e, spec, &vars->at[i], values[i].free);
}

/* ---- schedule and notifications ---- */

static Flyteidl__Admin__FixedRateUnit rate_unit(RateUnit unit)
{
    switch (unit) {
    case RATE_MINUTE:
        return FLYTEIDL__ADMIN__FIXED_RATE_UNIT__MINUTE;
    case RATE_HOUR:
        return FLYTEIDL__ADMIN__FIXED_RATE_UNIT__HOUR;
    case RATE_DAY:
        return FLYTEIDL__ADMIN__FIXED_RATE_UNIT__DAY;
    }
    UNREACHABLE("unit of a rate");
}

static void set_cron(Emitter *e, const Launch *launch,
                     Flyteidl__Admin__Schedule *out)
{
    out->schedule_expression_case =
        FLYTEIDL__ADMIN__SCHEDULE__SCHEDULE_EXPRESSION_CRON_SCHEDULE;
    out->cron_schedule = new_admin(e, CronSchedule, CRON_SCHEDULE);
    out->cron_schedule->schedule = make_text(launch->cron);
}

static void set_rate(Emitter *e, const Launch *launch,
                     Flyteidl__Admin__Schedule *out)
{
    out->schedule_expression_case =
        FLYTEIDL__ADMIN__SCHEDULE__SCHEDULE_EXPRESSION_RATE;
    out->rate = new_admin(e, FixedRate, FIXED_RATE);
    out->rate->value = (uint32_t)launch->rate;
    out->rate->unit = rate_unit(launch->rate_unit);
}

static Flyteidl__Admin__Schedule *schedule(Emitter *e, const Launch *launch)
{
    if (!launch->cron && !launch->rate)
        return NULL;
    Flyteidl__Admin__Schedule *out = new_admin(e, Schedule, SCHEDULE);
    if (launch->cron)
        set_cron(e, launch, out);
    else
        set_rate(e, launch, out);
    if (launch->kickoff)
        out->kickoff_time_input_arg =
            make_text(launch->kickoff->name.sym->text);
    return out;
}

typedef Flyteidl__Core__WorkflowExecution__Phase IdlPhase;

static void add_phases(Emitter *e, const Notify *notify, IdlNotification *out)
{
    static const struct {
        RunPhase phase;
        IdlPhase idl;
    } phases[] = {
        {RUN_SUCCEEDED, FLYTEIDL__CORE__WORKFLOW_EXECUTION__PHASE__SUCCEEDED},
        {RUN_FAILED, FLYTEIDL__CORE__WORKFLOW_EXECUTION__PHASE__FAILED},
        {RUN_ABORTED, FLYTEIDL__CORE__WORKFLOW_EXECUTION__PHASE__ABORTED},
        {RUN_TIMED_OUT, FLYTEIDL__CORE__WORKFLOW_EXECUTION__PHASE__TIMED_OUT},
    };
    for (size_t i = 0; i < sizeof(phases) / sizeof(*phases); i++)
        if (notify->phases & phases[i].phase)
            make_push(e->arena, out->phases, out->n_phases, phases[i].idl);
}

static void set_recipients(Emitter *e, const Notify *notify, char ***list,
                           size_t *count)
{
    new_list(e, *list, *count, notify->recipients.len);
    for (uint32_t i = 0; i < notify->recipients.len; i++)
        (*list)[i] = make_text(notify->recipients.at[i]);
}

static void set_way(Emitter *e, const Notify *notify, IdlNotification *out)
{
    switch (notify->kind) {
    case NOTIFY_EMAIL:
        out->type_case = FLYTEIDL__ADMIN__NOTIFICATION__TYPE_EMAIL;
        out->email = new_admin(e, EmailNotification, EMAIL_NOTIFICATION);
        set_recipients(e, notify, &out->email->recipients_email,
                       &out->email->n_recipients_email);
        return;
    case NOTIFY_SLACK:
        out->type_case = FLYTEIDL__ADMIN__NOTIFICATION__TYPE_SLACK;
        out->slack = new_admin(e, SlackNotification, SLACK_NOTIFICATION);
        set_recipients(e, notify, &out->slack->recipients_email,
                       &out->slack->n_recipients_email);
        return;
    case NOTIFY_PAGERDUTY:
        out->type_case = FLYTEIDL__ADMIN__NOTIFICATION__TYPE_PAGER_DUTY;
        out->pager_duty =
            new_admin(e, PagerDutyNotification, PAGER_DUTY_NOTIFICATION);
        set_recipients(e, notify, &out->pager_duty->recipients_email,
                       &out->pager_duty->n_recipients_email);
        return;
    }
    UNREACHABLE("kind of notification");
}

static void add_notifications(Emitter *e, const Launch *launch,
                              Flyteidl__Admin__LaunchPlanMetadata *out)
{
    if (!launch->notifications.len)
        return;
    new_list(e, out->notifications, out->n_notifications,
             launch->notifications.len);
    for (uint32_t i = 0; i < launch->notifications.len; i++) {
        const Notify *notify = &launch->notifications.at[i];
        out->notifications[i] = new_admin(e, Notification, NOTIFICATION);
        add_phases(e, notify, out->notifications[i]);
        set_way(e, notify, out->notifications[i]);
    }
}

/* ---- the rest ---- */

static void add_words(Emitter *e, const Launch *launch, IdlLaunchPlanSpec *out)
{
    for (uint32_t i = 0; i < launch->labels.len; i++)
        make_put(e->arena, out->labels->values, out->labels->n_values,
                 FLYTEIDL__ADMIN__LABELS__VALUES_ENTRY__INIT,
                 launch->labels.at[i].name,
                 make_text(launch->labels.at[i].value));
    for (uint32_t i = 0; i < launch->annotations.len; i++)
        make_put(e->arena, out->annotations->values, out->annotations->n_values,
                 FLYTEIDL__ADMIN__ANNOTATIONS__VALUES_ENTRY__INIT,
                 launch->annotations.at[i].name,
                 make_text(launch->annotations.at[i].value));
}

static void add_envs(Emitter *e, const Launch *launch, IdlLaunchPlanSpec *out)
{
    if (!launch->env.len)
        return;
    out->envs = new_admin(e, Envs, ENVS);
    new_list(e, out->envs->values, out->envs->n_values, launch->env.len);
    for (uint32_t i = 0; i < launch->env.len; i++) {
        Flyteidl__Core__KeyValuePair *pair =
            new_core(e, KeyValuePair, KEY_VALUE_PAIR);
        pair->key = make_text(launch->env.at[i].name);
        pair->value = make_text(launch->env.at[i].value);
        out->envs->values[i] = pair;
    }
}

static void add_identity(Emitter *e, const Launch *launch,
                         IdlLaunchPlanSpec *out)
{
    if (!launch->service_account && !launch->iam_role)
        return;
    out->security_context = new_core(e, SecurityContext, SECURITY_CONTEXT);
    out->security_context->run_as = new_core(e, Identity, IDENTITY);
    out->security_context->run_as->k8s_service_account =
        make_text(launch->service_account);
    out->security_context->run_as->iam_role = make_text(launch->iam_role);
}

static void add_limits(Emitter *e, const Launch *launch, IdlLaunchPlanSpec *out)
{
    out->max_parallelism = (int32_t)launch->max_parallelism;
    if (launch->concurrency) {
        out->concurrency_policy =
            new_admin(e, ConcurrencyPolicy, CONCURRENCY_POLICY);
        out->concurrency_policy->max = (int32_t)launch->concurrency;
        out->concurrency_policy->behavior = long_admin(
            CONCURRENCY_LIMIT_BEHAVIOR, CONCURRENCY_LIMIT_BEHAVIOR_SKIP);
    }
    if (launch->has_overwrite_cache)
        out->overwrite_cache = launch->overwrite_cache;
    if (launch->has_interruptible)
        out->interruptible = make_bool_value(e->arena, launch->interruptible);
}

static void add_written(Emitter *e, const Launch *launch,
                        IdlLaunchPlanSpec *out)
{
    out->entity_metadata->schedule = schedule(e, launch);
    add_notifications(e, launch, out->entity_metadata);
    add_words(e, launch, out);
    add_envs(e, launch, out);
    add_identity(e, launch, out);
    add_limits(e, launch, out);
    out->raw_output_data_config->output_location_prefix =
        make_text(launch->raw_output_prefix);
}

static IdlLaunchPlanSpec *launch_spec(Emitter *e, const PlanLaunch *launch)
{
    IdlLaunchPlanSpec *out = new_admin(e, LaunchPlanSpec, LAUNCH_PLAN_SPEC);
    out->workflow_id = emit_workflow_id(e, launch->workflow);
    out->entity_metadata =
        new_admin(e, LaunchPlanMetadata, LAUNCH_PLAN_METADATA);
    out->labels = new_admin(e, Labels, LABELS);
    out->annotations = new_admin(e, Annotations, ANNOTATIONS);
    out->raw_output_data_config =
        new_admin(e, RawOutputDataConfig, RAW_OUTPUT_DATA_CONFIG);
    add_inputs(e, launch, out);
    if (launch->launch)
        add_written(e, launch->launch, out);
    return out;
}

/* Those that were written hold words of all kinds, and are few: measured. */
IdlLaunchPlan *emit_launch(Emitter *e, const PlanLaunch *launch)
{
    IdlLaunchPlan *out = new_admin(e, LaunchPlan, LAUNCH_PLAN);
    weight_spend(e, launch->launch ? LIGHT_MAX : 1024);
    out->id = emit_launch_id(e, launch);
    out->spec = launch_spec(e, launch);
    out->closure = new_admin(e, LaunchPlanClosure, LAUNCH_PLAN_CLOSURE);
    out->closure->expected_inputs = new_core(e, ParameterMap, PARAMETER_MAP);
    out->closure->expected_outputs = new_core(e, VariableMap, VARIABLE_MAP);
    return out;
}
