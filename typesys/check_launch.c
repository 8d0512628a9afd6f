/* Launch plans: which inputs they give, when they start, whom they tell. */
#include <string.h>

#include "base/map.h"
#include "base/panic.h"
#include "typesys/checker.h"
#include "typesys/complain_launch.h"
#include "typesys/constant.h"
#include "typesys/cron.h"
#include "typesys/kube_name.h"
#include "typesys/mail_address.h"
#include "typesys/option.h"

enum { LABELS_MAX = 16 };

#define LAUNCH_ITEM(item, text) ITEM_##item,
typedef enum ItemKind {
#include "typesys/launch_items.def"
    ITEM_COUNT
} ItemKind;
#undef LAUNCH_ITEM

static const char *const item_words[ITEM_COUNT] = {
#define LAUNCH_ITEM(item, text) text,
#include "typesys/launch_items.def"
#undef LAUNCH_ITEM
};

typedef struct Work {
    Checker *checker;
    const Decl *decl;
    Launch *launch;
    const ParamVec *params; /* of the workflow */
    Map index;              /* name of an input -> its place in params */
    Span *given_at;         /* by input: where inputs or fixed names it */
    bool *tried;            /* by input: named, right or wrong */
    Span seen[ITEM_COUNT];
    Span schedule;       /* nowhere: none */
    const Expr *kickoff; /* NULL: none */
} Work;

/* ---- inputs ---- */

static const Param *find_param(const Work *work, const Sym *name,
                               uint32_t *index)
{
    const Param **place = map_find(&work->index, name);
    if (!place)
        return NULL;
    *index = (uint32_t)((Param *const *)place - work->params->at);
    return *place;
}

static void read_input(Work *work, const Named *named, const Value **out)
{
    uint32_t i;
    const Param *param = find_param(work, named->name, &i);
    if (!param) {
        complain_unknown_input(work->checker, named, work->launch->workflow);
        return;
    }
    if (work->tried[i]) {
        complain_input_twice(work->checker, named, work->given_at[i]);
        return;
    }
    Why why = {WHY_INPUT, named->name, work->launch->workflow->name.sym,
               param->name.span};
    work->tried[i] = true;
    work->given_at[i] = named->span;
    out[i] = named_value(work->checker, named, param->found, &why);
}

static void read_inputs(Work *work, const Option *option, const Value **out)
{
    NamedVec entries = {0};
    if (!named_read(work->checker, option->entry->expr, &option->why, &entries))
        return;
    for (uint32_t i = 0; i < entries.len; i++)
        read_input(work, &entries.at[i], out);
}

/* ---- schedule ---- */

/* cron(…), email(…): the word called; NULL: it is no such call. */
static const Sym *called_word(const Expr *expr)
{
    return expr->kind == EXPR_CALL ? bare_word(expr->as.call.callee) : NULL;
}

static bool is_word(const Sym *sym, const char *word)
{
    return sym && strcmp(sym->text, word) == 0;
}

static void read_cron(Work *work, Expr *expr, const Why *why)
{
    CronFault fault;
    const char *text = constant_text(work->checker, expr, why);
    if (text && !cron_check(work->checker->arena, text, &fault))
        complain_cron(work->checker, expr->span, text, &fault);
    work->launch->cron = text;
}

static void read_every(Work *work, Expr *expr, const Why *why)
{
    Launch *launch = work->launch;
    const Value *value = check_constant(work->checker, expr,
                                        work->checker->types->duration, why);
    if (value && !cron_rate(value->as.int_, &launch->rate, &launch->rate_unit))
        complain_rate(work->checker, expr->span,
                      value_text(work->checker->arena, value));
}

#define SCHEDULE_FORM                                                \
    "write `schedule cron(\"0 3 * * *\")` or `schedule every(6h)`, " \
    "with `kickoff: day` behind the time if an input is to get it"

static void read_schedule(Work *work, const Option *option)
{
    Expr *expr = option->entry->expr;
    const Sym *word = called_word(expr);
    const Args *args = word ? &expr->as.call.args : NULL;
    bool is_cron = is_word(word, "cron");
    bool is_fine =
        args && (is_cron || is_word(word, "every")) && args->len >= 1 &&
        args->len <= 2 && !args_name(args, 0).sym &&
        (args->len == 1 || is_word(args_name(args, 1).sym, "kickoff"));
    if (!is_fine) {
        complain_item_form(work->checker, expr->span, option->use.name,
                           SCHEDULE_FORM);
        return;
    }
    work->schedule = option->use.span;
    if (is_cron)
        read_cron(work, args->values[0], &option->why);
    else
        read_every(work, args->values[0], &option->why);
    work->kickoff = args->len == 2 ? args->values[1] : NULL;
}

/* Once all inputs are known: the items come in any order. False: complained
 * of. */
static bool check_kickoff(Work *work)
{
    uint32_t i;
    const Expr *expr = work->kickoff;
    const Sym *name = expr ? bare_word(expr) : NULL;
    if (!expr)
        return true;
    if (!name) {
        complain_item_form(work->checker, expr->span,
                           sym_of(work->checker->syms, "kickoff"),
                           "write `kickoff: day`, the name of an input");
        return false;
    }
    const Param *param = find_param(work, name, &i);
    if (!param) {
        complain_kickoff_unknown(work->checker, expr->span, name,
                                 work->launch->workflow);
        return false;
    }
    TypeKind kind = type_base(param->found)->kind;
    work->launch->kickoff = param;
    if (kind != TYPE_DATETIME && kind != TYPE_ERROR)
        complain_kickoff_type(work->checker, expr->span, param);
    else if (work->launch->fixed[i])
        complain_kickoff_fixed(work->checker, expr->span, param);
    return true;
}

static void check_given(const Work *work)
{
    if (span_is_nowhere(work->schedule))
        return;
    for (uint32_t i = 0; i < work->params->len; i++) {
        const Param *param = work->params->at[i];
        if (!work->tried[i] && !work->launch->inputs[i] && !param->value &&
            param != work->launch->kickoff && param->name.sym &&
            !type_is_optional(param->found) && !type_is_poisoned(param->found))
            complain_input_missing(work->checker, work->decl, work->schedule,
                                   param);
    }
}

/* ---- notifications ---- */

#define NOTIFY_FORM                                                       \
    "write `notify email(\"eta@acme.example\") on [failed, timed_out]`; " \
    "there "                                                              \
    "are email, slack and pagerduty"

static void read_phases(Work *work, const LaunchItem *item, Notify *out)
{
    static const struct {
        const char *word;
        RunPhase phase;
    } phases[] = {
        {"succeeded", RUN_SUCCEEDED},
        {"failed", RUN_FAILED},
        {"aborted", RUN_ABORTED},
        {"timed_out", RUN_TIMED_OUT},
    };
    const Expr *list = item->on;
    for (uint32_t i = 0; i < list->as.list.len; i++) {
        const Expr *phase = list->as.list.at[i];
        const Sym *word = bare_word(phase);
        unsigned found = 0;
        for (size_t j = 0; j < sizeof(phases) / sizeof(*phases); j++)
            if (is_word(word, phases[j].word))
                found = phases[j].phase;
        if (!found)
            complain_phase(work->checker, phase);
        out->phases |= found;
    }
}

static void read_recipient(Work *work, Expr *address, const Why *why,
                           Notify *out)
{
    const char *text = constant_text(work->checker, address, why);
    const char *fault = text ? mail_address_fault(text) : NULL;
    if (fault)
        complain_address(work->checker, address->span, text, fault);
    else if (text)
        vec_push(work->checker->arena, &out->recipients, text);
}

static int notify_kind(const Sym *word)
{
    return is_word(word, "email")       ? NOTIFY_EMAIL
           : is_word(word, "slack")     ? NOTIFY_SLACK
           : is_word(word, "pagerduty") ? NOTIFY_PAGERDUTY
                                        : -1;
}

static void read_notify(Work *work, const LaunchItem *item,
                        const Option *option)
{
    Notify notify = {0};
    const Sym *word = called_word(item->value);
    const Args *args = word ? &item->value->as.call.args : NULL;
    int kind = notify_kind(word);
    bool is_fine = kind >= 0 && args->len > 0 && item->on &&
                   item->on->kind == EXPR_LIST && item->on->as.list.len > 0;
    for (uint32_t i = 0; is_fine && i < args->len; i++)
        is_fine = !args_name(args, i).sym;
    if (!is_fine) {
        complain_item_form(work->checker, item->value->span, option->use.name,
                           NOTIFY_FORM);
        return;
    }
    notify.kind = (NotifyKind)kind;
    for (uint32_t i = 0; i < args->len; i++)
        read_recipient(work, args->values[i], &option->why, &notify);
    read_phases(work, item, &notify);
    vec_push(work->checker->arena, &work->launch->notifications, notify);
}

/* ---- texts ---- */

static bool is_plain(const char *text)
{
    return *text && text[strcspn(text, " \t\n")] == '\0';
}

static bool is_prefix(const char *text)
{
    const char *rest = strstr(text, "://");
    return rest && rest > text && rest[3] != '\0' && is_plain(text);
}

static const char *read_text(const Option *option, const char *wanted,
                             bool (*is_fine)(const char *))
{
    const char *text = named_text(option->checker, option->entry, &option->why);
    if (!text || is_fine(text))
        return text;
    complain_launch_text(option->checker, option->use.value_span,
                         option->use.name, wanted, text);
    return NULL;
}

static void read_labels(Work *work, const Option *option)
{
    SettingPairVec *labels = &work->launch->labels;
    if (option_pairs(option, PAIRS_LABELS, labels) && labels->len > LABELS_MAX)
        complain_label_count(work->checker, option->use.span, labels->len);
}

/* ---- items ---- */

static void read_item(Work *work, ItemKind kind, const LaunchItem *item,
                      const Option *option)
{
    Launch *launch = work->launch;
    switch (kind) {
    case ITEM_INPUTS:
        read_inputs(work, option, launch->inputs);
        return;
    case ITEM_FIXED:
        read_inputs(work, option, launch->fixed);
        return;
    case ITEM_SCHEDULE:
        read_schedule(work, option);
        return;
    case ITEM_NOTIFY:
        read_notify(work, item, option);
        return;
    case ITEM_LABELS:
        read_labels(work, option);
        return;
    case ITEM_ANNOTATIONS:
        option_pairs(option, PAIRS_ANNOTATIONS, &launch->annotations);
        return;
    case ITEM_ENV:
        option_pairs(option, PAIRS_ENV, &launch->env);
        return;
    case ITEM_MAX_PARALLELISM:
        option_int(option, 1, INT32_MAX, &launch->max_parallelism);
        return;
    case ITEM_CONCURRENCY:
        option_int(option, 1, INT32_MAX, &launch->concurrency);
        return;
    case ITEM_OVERWRITE_CACHE:
        launch->has_overwrite_cache =
            option_bool(option, &launch->overwrite_cache);
        return;
    case ITEM_INTERRUPTIBLE:
        launch->has_interruptible = option_bool(option, &launch->interruptible);
        return;
    case ITEM_RAW_OUTPUT_PREFIX:
        launch->raw_output_prefix =
            read_text(option, "a place such as s3://bucket/folder", is_prefix);
        return;
    case ITEM_SERVICE_ACCOUNT:
        launch->service_account =
            option_kube_name(option, "a service account", kube_subdomain_fault);
        return;
    case ITEM_IAM_ROLE:
        launch->iam_role =
            read_text(option, "the name of a role, without spaces", is_plain);
        return;
    case ITEM_NAME:
        launch->name = option_flyte_name(option);
        return;
    case ITEM_COUNT:
        break;
    }
    UNREACHABLE("item of a launch plan");
}

static ItemKind find_item(const Sym *name)
{
    int kind = 0;
    while (kind < ITEM_COUNT && strcmp(item_words[kind], name->text) != 0)
        kind++;
    return (ItemKind)kind;
}

static void check_item(Work *work, const LaunchItem *item)
{
    if (!item->name.sym || !item->value || item->value->kind == EXPR_ERROR)
        return;
    ItemKind kind = find_item(item->name.sym);
    if (kind == ITEM_COUNT) {
        complain_unknown_item(work->checker, item->name);
        return;
    }
    if (kind != ITEM_NOTIFY && !span_is_nowhere(work->seen[kind])) {
        complain_repeated_item(work->checker, item->name, work->seen[kind]);
        return;
    }
    work->seen[kind] = item->name.span;
    if (item->on && kind != ITEM_NOTIFY) {
        complain_item_form(work->checker, item->on->span, item->name.sym,
                           "`on [...]` stands behind `notify` only");
        return;
    }
    Named named = {item->name.sym, item->name.span, item->value, NULL};
    Option option = option_of(work->checker, &named, work->decl->name.sym);
    read_item(work, kind, item, &option);
}

/* ---- the whole ---- */

static void find_params(Work *work)
{
    Arena *arena = work->checker->arena;
    const ParamVec *params =
        &work->launch->workflow->as.workflow.signature.inputs;
    work->params = params;
    work->launch->inputs = arena_array(arena, const Value *, params->len);
    work->launch->fixed = arena_array(arena, const Value *, params->len);
    work->given_at = arena_array(arena, Span, params->len);
    work->tried = arena_array(arena, bool, params->len);
    for (uint32_t i = 0; i < params->len; i++)
        if (params->at[i]->name.sym)
            map_put(arena, &work->index, params->at[i]->name.sym,
                    &params->at[i]);
}

/* What the workflow says itself holds where the plan says nothing. */
static void add_defaults(const Work *work)
{
    Checker *checker = work->checker;
    for (uint32_t i = 0; i < work->params->len; i++) {
        const Param *param = work->params->at[i];
        if (!work->tried[i] && param->value)
            work->launch->inputs[i] = constant_of(
                checker->arena, checker->types, param->value, param->found);
    }
}

void check_launch(Checker *checker, Decl *launch)
{
    Work work = {.checker = checker, .decl = launch};
    const Decl *workflow =
        resolve_decl(checker, launch->as.launch.module,
                     launch->as.launch.workflow, DECL_WORKFLOW);
    if (!workflow)
        return;
    work.launch = arena_new(checker->arena, Launch);
    work.launch->workflow = workflow;
    find_params(&work);
    for (uint32_t i = 0; i < launch->as.launch.items.len; i++)
        check_item(&work, &launch->as.launch.items.at[i]);
    add_defaults(&work);
    if (check_kickoff(&work))
        check_given(&work);
    launch->as.launch.launch = work.launch;
}
