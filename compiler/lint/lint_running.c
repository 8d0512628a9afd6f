/* lint_running.c - how often a task runs, how long, and what is kept. */
#include <string.h>

#include "compiler/lint/effects.h"
#include "compiler/lint/linter.h"

#define NS_PER_DAY (INT64_C(86400) * 1000000000)

enum { RETRIES_MANY = 10, TASK_DAYS = 7 };

/* ---- W0440 ---- */

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
    if (!settings_has(settings, SETTING_CACHE) ||
        settings->cache != CACHE_AUTO || is_all_declared(task) ||
        is_pinned(task))
        return;
    Diag *diag =
        diag_add(linter->diags, "W0440", option_span(task, SETTING_CACHE),
                 "the cache of `%s` does not see when the program in "
                 "its image changes",
                 name_of(task));
    const Expr *written = option_value(linter, task, "cache");
    if (written)
        diag_fix(linter->diags, diag, FIX_UNSAFE, written->span, "\"v1\"",
                 "give it a version, and count that up with the program");
}

/* ---- W0441, W0443 ---- */

static void complain_effect(Linter *linter, const Decl *task, Effect effect)
{
    const Settings *settings = task->as.task.settings;
    bool retried = settings->retries > 0;
    Diag *diag = diag_add(
        linter->diags, "W0441",
        option_span(task, retried ? SETTING_RETRIES : SETTING_INTERRUPTIBLE),
        "`%s` is %s, and %s", name_of(task),
        retried ? "retried" : "run again when its machine is taken away",
        effect.what);
    if (!span_is_nowhere(effect.span))
        diag_note_label(
            linter->diags,
            diag_note(linter->diags, diag, effect.span, "here it reaches out"),
            "the next attempt does it again");
    diag_help(linter->diags, diag,
              "`%s`; or, if doing it twice is the same as once, say so in a "
              "comment `# flw: allow W0441 because ...`",
              retried ? "retries: 0" : "interruptible: false");
}

void lint_retried_effect(Linter *linter, Decl *task)
{
    const Settings *settings = task->as.task.settings;
    bool again = settings->retries > 0 || settings->interruptible;
    Effect effect = {0};
    if (again && effect_of(linter, task, &effect))
        complain_effect(linter, task, effect);
}

void judge_retries(Linter *linter, const Settings *settings)
{
    if (settings->retries > RETRIES_MANY)
        diag_add(linter->diags, "W0443", settings_at(settings, SETTING_RETRIES),
                 "up to %lld retries: what fails so often fails for a reason",
                 (long long)settings->retries);
}

void lint_many_retries(Linter *linter, Decl *task)
{
    judge_retries(linter, task->as.task.settings);
}

/* ---- W0444 ---- */

void judge_timeout(Linter *linter, const Settings *settings)
{
    if (settings->timeout > TASK_DAYS * NS_PER_DAY)
        diag_add(linter->diags, "W0444", settings_at(settings, SETTING_TIMEOUT),
                 "%lld days go by before anything is done about a task that "
                 "hangs",
                 (long long)(settings->timeout / NS_PER_DAY));
}

void lint_long_timeout(Linter *linter, Decl *task)
{
    judge_timeout(linter, task->as.task.settings);
}
