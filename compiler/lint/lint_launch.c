/* lint_launch.c - plans that start by themselves. */
#include <stdlib.h>
#include <string.h>

#include "compiler/lint/linter.h"
#include "typesys/launch.h"

enum { MINUTES_BETWEEN = 5, DAYS_OF_ALL_MONTHS = 28, CRON_FIELDS = 5 };

/* The plan, if it starts by itself; NULL else. */
static const Launch *scheduled(const Decl *decl)
{
    const Launch *launch =
        decl->kind == DECL_LAUNCH ? decl->as.launch.launch : NULL;
    return launch && (launch->cron || launch->rate) ? launch : NULL;
}

static const LaunchItem *item_of(const Decl *decl, const char *name)
{
    const LaunchItemVec *items = &decl->as.launch.items;
    for (uint32_t i = 0; i < items->len; i++)
        if (items->at[i].name.sym &&
            strcmp(items->at[i].name.sym->text, name) == 0)
            return &items->at[i];
    return NULL;
}

static Span schedule_span(const Decl *decl)
{
    const LaunchItem *item = item_of(decl, "schedule");
    return item && item->value ? item->value->span : decl->name.span;
}

/* The fields of a cron expression, each ended by a NUL; "" when it is one of
 * the words that begin with @. */
typedef struct Cron {
    char text[128];
    const char *at[CRON_FIELDS]; /* minute hour day month weekday */
} Cron;

static Cron *cron_of(Linter *linter, const Launch *launch)
{
    Cron *cron = arena_new(linter->arena, Cron);
    for (size_t i = 0; i < CRON_FIELDS; i++)
        cron->at[i] = "";
    if (!launch->cron || launch->cron[0] == '@' ||
        strlen(launch->cron) >= sizeof(cron->text))
        return cron;
    strcpy(cron->text, launch->cron);
    char *rest = NULL;
    char *field = strtok_r(cron->text, " \t", &rest);
    for (size_t i = 0; field && i < CRON_FIELDS; i++) {
        cron->at[i] = field;
        field = strtok_r(NULL, " \t", &rest);
    }
    return cron;
}

/* ---- W0470 ---- */

void lint_launch_without_notification(Linter *linter, Decl *decl)
{
    const Launch *launch = scheduled(decl);
    if (!launch)
        return;
    for (uint32_t i = 0; i < launch->notifications.len; i++)
        if (launch->notifications.at[i].phases & RUN_FAILED)
            return;
    Diag *diag = diag_add(linter->diags, "W0470", decl->name.span,
                          "`%s` starts by itself, and tells nobody when it "
                          "fails",
                          name_of(decl));
    diag_help(linter->diags, diag,
              "`notify email(\"team@acme.example\") on [failed, timed_out]`");
}

/* ---- W0471, W0475 ---- */

/* At most so many minutes lie between two starts; 0: an hour or more. */
static int minutes_between(Linter *linter, const Launch *launch)
{
    if (launch->rate)
        return launch->rate_unit == RATE_MINUTE && launch->rate < 60
                   ? (int)launch->rate
                   : 0;
    const char *minute = cron_of(linter, launch)->at[0];
    if (strcmp(minute, "*") == 0)
        return 1;
    if (strncmp(minute, "*/", 2) == 0 || strncmp(minute, "0/", 2) == 0)
        return atoi(minute + 2);
    int starts = 1;
    for (const char *at = minute; *at; at++)
        starts += *at == ',';
    if (strchr(minute, '-'))
        return 1;
    return starts > 1 ? 60 / starts : 0;
}

void lint_launch_too_often(Linter *linter, Decl *decl)
{
    const Launch *launch = scheduled(decl);
    int minutes = launch ? minutes_between(linter, launch) : 0;
    if (minutes == 0 || minutes >= MINUTES_BETWEEN)
        return;
    Diag *diag = diag_add(linter->diags, "W0471", schedule_span(decl),
                          minutes == 1 ? "`%s` starts every minute"
                                       : "`%s` starts every %d minutes",
                          name_of(decl), minutes);
    diag_help(linter->diags, diag,
              "start it less often and let each run do more");
}

void lint_launch_overlaps(Linter *linter, Decl *decl)
{
    const Launch *launch = scheduled(decl);
    int minutes = launch ? minutes_between(linter, launch) : 0;
    if (minutes == 0 || launch->concurrency)
        return;
    Diag *diag = diag_add(linter->diags, "W0475", schedule_span(decl),
                          "a run of `%s` that takes longer than %d minute%s "
                          "meets the next one",
                          name_of(decl), minutes, minutes == 1 ? "" : "s");
    Span end = schedule_span(decl);
    end.start = end.end;
    diag_fix(linter->diags, diag, FIX_UNSAFE, end, "\n  concurrency: 1",
             "let the next one be skipped then");
}

/* ---- W0472, W0473 ---- */

/* Only days that some months lack; the first of them in *day. */
static bool is_late(const char *days, int *day)
{
    *day = atoi(days);
    for (const char *at = days; *at; at += *at == ',') {
        size_t len = strspn(at, "0123456789");
        if (len == 0 || atoi(at) <= DAYS_OF_ALL_MONTHS)
            return false;
        at += len;
        if (*at && *at != ',')
            return false;
    }
    return *day > 0;
}

void lint_launch_skips_months(Linter *linter, Decl *decl)
{
    const Launch *launch = scheduled(decl);
    int day = 0;
    if (!launch)
        return;
    const Cron *cron = cron_of(linter, launch);
    if (!is_late(cron->at[2], &day) || strcmp(cron->at[3], "*") != 0 ||
        strcmp(cron->at[4], "*") != 0)
        return;
    Diag *diag = diag_add(linter->diags, "W0472", schedule_span(decl),
                          "`%s` does not start in months without a day %d",
                          name_of(decl), day);
    diag_help(linter->diags, diag,
              "every month has a day 28, and a day 1 after its last");
}

static bool is_any(const char *field)
{
    return field[0] == '*' || field[0] == '?' || field[0] == '\0';
}

void lint_launch_day_or_weekday(Linter *linter, Decl *decl)
{
    const Launch *launch = scheduled(decl);
    const Cron *cron = launch ? cron_of(linter, launch) : NULL;
    if (!cron || is_any(cron->at[2]) || is_any(cron->at[4]))
        return;
    Diag *diag = diag_add(linter->diags, "W0473", schedule_span(decl),
                          "`%s` starts on day %s of the month, and on each "
                          "weekday %s as well",
                          name_of(decl), cron->at[2], cron->at[4]);
    diag_help(linter->diags, diag, "leave one of the two at `*`");
}

/* ---- W0474 ---- */

static bool holds_time(const Type *type)
{
    while (type_base(type)->kind == TYPE_LIST)
        type = type_base(type)->as.item;
    return type_base(type)->kind == TYPE_DATETIME;
}

static Span input_span(const Decl *decl, const char *name)
{
    static const char *const items[] = {"inputs", "fixed"};
    for (size_t i = 0; i < 2; i++) {
        const LaunchItem *item = item_of(decl, items[i]);
        const Expr *value = item ? record_value(item->value, name) : NULL;
        if (value)
            return value->span;
    }
    return schedule_span(decl);
}

void lint_launch_with_fixed_time(Linter *linter, Decl *decl)
{
    const Launch *launch = scheduled(decl);
    if (!launch || launch->kickoff || !launch->workflow ||
        launch->workflow->kind != DECL_WORKFLOW)
        return;
    const ParamVec *inputs = &launch->workflow->as.workflow.signature.inputs;
    for (uint32_t i = 0; i < inputs->len; i++) {
        const Param *input = inputs->at[i];
        bool is_set = launch->inputs[i] || launch->fixed[i];
        if (!is_set || !input->found || !holds_time(input->found))
            continue;
        const char *name = input->name.sym->text;
        Diag *diag = diag_add(linter->diags, "W0474", input_span(decl, name),
                              "each run of `%s` gets the same `%s`",
                              name_of(decl), name);
        if (type_base(input->found)->kind == TYPE_DATETIME)
            diag_help(linter->diags, diag,
                      "let the schedule give the time of the start: "
                      "`cron(\"0 3 * * *\", kickoff: %s)`",
                      name);
        else
            diag_help(linter->diags, diag,
                      "let the workflow take a datetime, which `kickoff` "
                      "gives, and find the others from it");
    }
}
