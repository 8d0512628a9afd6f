/* lint_running.c - how often a task runs, how long, and what is kept. */
#include <string.h>

#include "compiler/lint/effects.h"
#include "compiler/lint/linter.h"

#define NS_PER_DAY (INT64_C(86400) * 1000000000)

enum { RETRIES_MANY = 10, TASK_DAYS = 7, GATE_DAYS = 30 };

/* ---- W0440, W0442 ---- */

static bool is_pinned(const Decl *task)
{
    const KindUse *use = task->as.task.use;
    const char *image = use->image ? use->image : task->as.task.settings->image;
    return image && strchr(image, '@');
}

/* A script and a query are part of the declaration, and so of its hash. */
static bool is_all_declared(const Decl *task)
{
    KindTag tag = task->as.task.use->tag;
    return tag == KIND_SHELL || tag == KIND_SQL || tag == KIND_ECHO;
}

void lint_cache_without_version(Linter *linter, Decl *task)
{
    const Settings *settings = task->as.task.settings;
    if (!settings->has[SETTING_CACHE] || settings->cache != CACHE_AUTO ||
        is_all_declared(task) || is_pinned(task))
        return;
    Diag *diag =
        diag_add(linter->diags, "W0440", option_span(task, SETTING_CACHE),
                 "the cache of `%s` does not see when the program in "
                 "its image changes",
                 name_of(task));
    diag_help(linter->diags, diag,
              "write `cache: \"v1\"` and count it up with the program, or name "
              "the image by its digest");
}

void lint_cached_nothing(Linter *linter, Decl *task)
{
    const Settings *settings = task->as.task.settings;
    Span span = option_span(task, SETTING_CACHE);
    if (!settings->has[SETTING_CACHE] || task->as.task.signature.outputs.len ||
        span.start == task->name.span.start)
        return;
    diag_add(linter->diags, "W0442", span,
             "`%s` has no outputs, so nothing of it is cached", name_of(task));
}

/* ---- W0441, W0443 ---- */

static void complain_effect(Linter *linter, const Decl *task, Effect effect)
{
    Diag *diag =
        diag_add(linter->diags, "W0441", option_span(task, SETTING_RETRIES),
                 "`%s` is retried, and %s", name_of(task), effect.what);
    if (!span_is_nowhere(effect.span))
        diag_note_label(
            linter->diags,
            diag_note(linter->diags, diag, effect.span, "here it reaches out"),
            "a retry does it again");
    diag_help(linter->diags, diag,
              "`retries: 0`; or, if doing it twice is the same as once, say so "
              "in a comment `# flw: allow W0441 because ...`");
}

void lint_retried_effect(Linter *linter, Decl *task)
{
    Effect effect = {0};
    if (task->as.task.settings->retries > 0 && effect_of(linter, task, &effect))
        complain_effect(linter, task, effect);
}

void lint_many_retries(Linter *linter, Decl *task)
{
    const Settings *settings = task->as.task.settings;
    if (settings->retries <= RETRIES_MANY)
        return;
    diag_add(linter->diags, "W0443", option_span(task, SETTING_RETRIES),
             "`%s` is retried up to %lld times", name_of(task),
             (long long)settings->retries);
}

/* ---- W0444 ---- */

void lint_long_timeout(Linter *linter, Decl *task)
{
    const Settings *settings = task->as.task.settings;
    if (settings->timeout <= TASK_DAYS * NS_PER_DAY)
        return;
    diag_add(linter->diags, "W0444", option_span(task, SETTING_TIMEOUT),
             "`%s` may run for %lld days before anything is done about it",
             name_of(task), (long long)(settings->timeout / NS_PER_DAY));
}
