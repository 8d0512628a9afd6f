/* lint_call.c - options of calls, which are judged as those of tasks are. */
#include "compiler/lint/linter.h"
#include "typesys/call.h"

static const Settings no_settings;

static const Settings *settings_of(const Decl *task)
{
    bool has = task && task->kind == DECL_TASK && task->as.task.settings;
    return has ? task->as.task.settings : &no_settings;
}

void lint_call_options(Linter *linter, const Expr *expr)
{
    bool is_map = expr->kind == EXPR_COMPREHENSION;
    if (!is_map && expr->kind != EXPR_CALL)
        return;
    const CallTail *tail =
        is_map ? expr->as.comprehension.tail : expr->as.call.tail;
    const Settings *settings = tail ? tail->settings : NULL;
    const Call *call = is_map ? NULL : expr->as.call.call;
    if (!settings)
        return;
    judge_retries(linter, settings);
    judge_timeout(linter, settings);
    if (!call || call->kind != CALLEE_TASK)
        return;
    const Value *image = text_of(linter, record_value(tail->with, "image"));
    if (settings->image && image)
        judge_image(linter, settings->image, image->span);
    judge_gpu_model(linter, settings, settings_of(call->decl));
    judge_gpu_time(linter, settings, settings_of(call->decl));
}
