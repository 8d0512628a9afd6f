/* lint_pod.c - what a task runs in: images, rights, resources. */
#include <string.h>

#include "compiler/lint/linter.h"

/* ---- W0430 ---- */

/* Words that are moved on, as their names say. */
static bool is_moving(const char *tag)
{
    static const char *const moving[] = {
        "latest", "stable",  "main",    "master", "dev", "develop",
        "edge",   "nightly", "current", "lts",    NULL};
    for (const char *const *at = moving; *at; at++)
        if (strcmp(tag, *at) == 0)
            return true;
    return false;
}

/* Behind the last colon of the last part: a host may have a port. NULL: there
 * is none. */
static const char *tag_of(const char *image)
{
    const char *slash = strrchr(image, '/');
    const char *colon = strchr(slash ? slash : image, ':');
    return colon ? colon + 1 : NULL;
}

void judge_image(Linter *linter, const char *image, Span span)
{
    const char *tag = tag_of(image);
    if (strchr(image, '@') || (tag && !is_moving(tag)))
        return;
    Diag *diag =
        tag ? diag_add(linter->diags, "W0430", span,
                       "the image `%s` changes whenever its tag `%s` is moved",
                       image, tag)
            : diag_add(linter->diags, "W0430", span,
                       "the image `%s` has no tag, so it is whatever is latest",
                       image);
    diag_help(linter->diags, diag,
              "name a version, as in `alpine:3.20`; a digest, "
              "`alpine@sha256:...`, can never change");
}

/* Where the image's text is written: in `using`, in an option, or in a field
 * that a kind gives. */
static Span image_span(Linter *linter, const Decl *task)
{
    const Expr *written = record_value(task->as.task.using, "image");
    if (!written)
        written = option_value(linter, task, "image");
    const Value *value = text_of(linter, written);
    return value ? value->span : task->name.span;
}

void lint_mutable_image(Linter *linter, Decl *task)
{
    const KindUse *use = task->as.task.use;
    const Settings *settings = task->as.task.settings;
    const char *image = use->image ? use->image : settings->image;
    if (image && (has_container(task) || use->tag == KIND_PLUGIN))
        judge_image(linter, image, image_span(linter, task));
    const Value *containers = value_member(linter, use->pod_spec, "containers");
    for (uint32_t i = 0; i < value_count(containers); i++) {
        const Value *text =
            value_member(linter, containers->as.list.at[i], "image");
        if (text && text->kind == VALUE_STRING)
            judge_image(linter, text->as.string.at, text->span);
    }
}

/* ---- W0431 ---- */

static bool is_true(const Value *value)
{
    return value && value->kind == VALUE_BOOL && value->as.bool_;
}

static void complain_right(Linter *linter, const Value *at, const char *what)
{
    if (at)
        diag_add(linter->diags, "W0431", at->span,
                 "this pod has %s: it can reach all that runs on its node",
                 what);
}

void lint_privileged_pod(Linter *linter, Decl *task)
{
    static const char *const shared[] = {"hostNetwork", "hostPID", "hostIPC",
                                         NULL};
    const Value *spec = task->as.task.use->pod_spec;
    for (const char *const *name = shared; *name; name++) {
        const Value *value = value_member(linter, spec, *name);
        complain_right(linter, is_true(value) ? value : NULL,
                       "a namespace of the host");
    }
    const Value *volumes = value_member(linter, spec, "volumes");
    for (uint32_t i = 0; i < value_count(volumes); i++)
        complain_right(linter,
                       value_member(linter, volumes->as.list.at[i], "hostPath"),
                       "a folder of the host");
    const Value *containers = value_member(linter, spec, "containers");
    for (uint32_t i = 0; i < value_count(containers); i++) {
        const Value *context =
            value_member(linter, containers->as.list.at[i], "securityContext");
        const Value *value = value_member(linter, context, "privileged");
        complain_right(linter, is_true(value) ? value : NULL,
                       "a privileged container");
    }
}

/* ---- W0434 to W0436 ---- */

void lint_no_resources(Linter *linter, Decl *task)
{
    const Settings *settings = task->as.task.settings;
    bool cpu = settings_has(settings, SETTING_CPU);
    bool memory = settings_has(settings, SETTING_MEMORY);
    if (!has_container(task) || (cpu && memory))
        return;
    Diag *diag =
        diag_add(linter->diags, "W0434", task->name.span,
                 "`%s` does not say how much %s it needs", name_of(task),
                 cpu      ? "`memory`"
                 : memory ? "`cpu`"
                          : "`cpu` and `memory`");
    diag_help(linter->diags, diag,
              "`with { cpu: 1, memory: 512Mi }`, or once for the file in "
              "`defaults`");
}

static bool wants_gpu(const Settings *settings)
{
    return settings_has(settings, SETTING_GPU) && settings->gpu.request &&
           strcmp(settings->gpu.request, "0") != 0;
}

void judge_gpu_model(Linter *linter, const Settings *settings,
                     const Settings *below)
{
    if (!wants_gpu(settings) || settings_has(settings, SETTING_ACCELERATOR) ||
        settings_has(below, SETTING_ACCELERATOR))
        return;
    Diag *diag =
        diag_add(linter->diags, "W0435", settings_at(settings, SETTING_GPU),
                 "any GPU that the cluster has is taken");
    diag_help(linter->diags, diag,
              "say which: `accelerator: \"nvidia-tesla-t4\"`");
}

void judge_gpu_time(Linter *linter, const Settings *settings,
                    const Settings *below)
{
    if (!wants_gpu(settings) || settings_has(settings, SETTING_TIMEOUT) ||
        settings_has(below, SETTING_TIMEOUT))
        return;
    Diag *diag =
        diag_add(linter->diags, "W0436", settings_at(settings, SETTING_GPU),
                 "a GPU may be kept for ever");
    diag_help(linter->diags, diag,
              "say how long the task may run: `timeout: 2h`");
}

void lint_gpu_without_accelerator(Linter *linter, Decl *task)
{
    judge_gpu_model(linter, task->as.task.settings, task->as.task.settings);
}

void lint_gpu_without_timeout(Linter *linter, Decl *task)
{
    judge_gpu_time(linter, task->as.task.settings, task->as.task.settings);
}
