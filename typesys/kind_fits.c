/* A task's kind against its interface and its options. */
#include "base/map.h"
#include "base/panic.h"
#include "typesys/complain_kind.h"
#include "typesys/kind_use.h"
#include "typesys/template.h"

/* ---- options ---- */

/* What a task has to run in. */
typedef enum Vessel {
    VESSEL_CONTAINER, /* one that flw describes */
    VESSEL_POD,       /* described by its author */
    VESSEL_NONE       /* Flyte or a service does it */
} Vessel;

static Vessel vessel_of(const KindUse *use)
{
    switch (use->tag) {
    case KIND_CONTAINER:
    case KIND_SHELL:
    case KIND_PYTHON:
        return VESSEL_CONTAINER;
    case KIND_POD:
        return VESSEL_POD;
    case KIND_SQL:
    case KIND_ECHO:
        return VESSEL_NONE;
    case KIND_PLUGIN:
        return plugin_has_container(use->decl) ? VESSEL_CONTAINER : VESSEL_NONE;
    }
    UNREACHABLE("kind tag");
}

/* Needs a program with an SDK inside, that draws it. */
static bool can_draw_deck(const KindUse *use)
{
    return use->tag == KIND_PYTHON || use->tag == KIND_PLUGIN;
}

/* Part of the container that flw describes. */
static bool is_of_container(SettingKind kind)
{
    return kind == SETTING_IMAGE || kind == SETTING_CPU ||
           kind == SETTING_MEMORY || kind == SETTING_GPU ||
           kind == SETTING_STORAGE || kind == SETTING_ENV;
}

/* Part of the pod around it. */
static bool is_of_pod(SettingKind kind)
{
    return is_of_container(kind) || kind == SETTING_ACCELERATOR ||
           kind == SETTING_PARTITION || kind == SETTING_SHARED_MEMORY ||
           kind == SETTING_POD_TEMPLATE;
}

/* NULL: the option has its effect; else what the kind has instead. */
static const char *ignored_why(const KindUse *use, Vessel vessel,
                               SettingKind kind)
{
    if (kind == SETTING_DECK && !can_draw_deck(use))
        return "only a Python function can draw a deck";
    if (vessel == VESSEL_NONE && is_of_pod(kind))
        return "a task of this kind starts no pod of its own";
    if (vessel == VESSEL_POD && is_of_container(kind))
        return "say it in the container of the pod's `spec`";
    if (use->tag == KIND_ECHO && kind == SETTING_SECRETS)
        return "a task of this kind starts no pod of its own";
    return NULL;
}

static OptionUse use_of(Checker *checker, const Settings *settings,
                        SettingKind kind)
{
    Span span = settings_at(settings, kind);
    return (OptionUse){sym_of(checker->syms, setting_word(kind)), span, span};
}

static bool is_inside(Span inner, const Expr *outer)
{
    return outer && inner.start >= outer->span.start &&
           inner.end <= outer->span.end;
}

/* Takes options away that are in vain. True: the task's own `with` says the
 * first, which is to be answered; what comes from `defaults` is meant for other
 * tasks. Settings are shared with those until one is dropped. */
static bool drop(Checker *checker, Decl *task, const SettingKind *kinds,
                 size_t count)
{
    Settings *kept = arena_new(checker->arena, Settings);
    *kept = *task->as.task.settings;
    for (size_t i = 0; i < count; i++)
        settings_drop(kept, kinds[i]);
    task->as.task.settings = kept;
    return is_inside(settings_at(kept, kinds[0]), task->as.task.with);
}

static void drop_ignored(Checker *checker, Decl *task)
{
    Vessel vessel = vessel_of(task->as.task.use);
    uint32_t left = task->as.task.settings->has;
    for (int i = 0; left >> i; i++) {
        SettingKind kind = (SettingKind)i;
        const char *why =
            left >> i & 1 ? ignored_why(task->as.task.use, vessel, kind) : NULL;
        if (!why || !drop(checker, task, &kind, 1))
            continue;
        OptionUse use = use_of(checker, task->as.task.settings, kind);
        complain_kind_ignores(checker, &use, task, why);
    }
}

/* Flyte keeps outputs. Where there are none the task runs each time. */
static void check_cache(Checker *checker, Decl *task)
{
    static const SettingKind kinds[] = {SETTING_CACHE, SETTING_CACHE_IGNORE,
                                        SETTING_CACHE_SERIALIZE};
    const Settings *settings = task->as.task.settings;
    if (!settings_has(settings, SETTING_CACHE) ||
        task->as.task.signature.outputs.len > 0)
        return;
    OptionUse use = use_of(checker, settings, SETTING_CACHE);
    if (drop(checker, task, kinds, sizeof(kinds) / sizeof(*kinds)))
        complain_cache_of_nothing(checker, &use);
}

#define ONLY_WHICH "an accelerator only says which GPU; `gpu: 1` asks for one"

static void complain_gpu(Checker *checker, const Settings *settings)
{
    OptionUse use = use_of(checker, settings, SETTING_ACCELERATOR);
    complain_needs_option(checker, &use, "gpu", ONLY_WHICH);
}

/* A pod says in its own spec how many GPUs it wants. */
static void check_accelerator(Checker *checker, Decl *task)
{
    static const SettingKind kinds[] = {SETTING_ACCELERATOR, SETTING_PARTITION};
    const Settings *settings = task->as.task.settings;
    if (!settings_has(settings, SETTING_ACCELERATOR) ||
        settings_wrote(settings, SETTING_GPU) ||
        vessel_of(task->as.task.use) != VESSEL_CONTAINER)
        return;
    if (drop(checker, task, kinds, sizeof(kinds) / sizeof(*kinds)))
        complain_gpu(checker, settings);
}

static void check_image(Checker *checker, const Decl *task)
{
    const KindUse *use = task->as.task.use;
    const Settings *settings = task->as.task.settings;
    if (vessel_of(use) != VESSEL_CONTAINER)
        return;
    if (!use->image && !settings_wrote(settings, SETTING_IMAGE))
        complain_no_image(checker, task);
    if (!use->image || !settings_wrote(settings, SETTING_IMAGE))
        return;
    Span written = settings_at(settings, SETTING_IMAGE);
    if (is_inside(written, task->as.task.with))
        complain_image_twice(checker, written, task->as.task.kind.span);
}

/* What the kind's own `env` sets, a secret must not set again. */
static void check_variables(Checker *checker, Decl *task)
{
    const SettingPairVec *env = &task->as.task.use->env;
    const Settings *settings = task->as.task.settings;
    Map seen = {0};
    for (uint32_t i = 0; i < env->len; i++)
        map_put(checker->arena, &seen, sym_of(checker->syms, env->at[i].name),
                task);
    for (uint32_t i = 0; env->len > 0 && i < settings->secrets.len; i++) {
        const char *name = settings->secrets.at[i].env;
        OptionUse use = use_of(checker, settings, SETTING_SECRETS);
        if (name && map_find(&seen, sym_of(checker->syms, name)))
            complain_variable_clash(checker, &use, name,
                                    task->as.task.kind.span);
    }
}

void check_kind_overrides(Checker *checker, const Decl *task,
                          const Settings *overrides)
{
    if (!task || task->kind != DECL_TASK || !task->as.task.use)
        return;
    Vessel vessel = vessel_of(task->as.task.use);
    /* A pod's primary container does take overrides. */
    for (int i = 0; vessel == VESSEL_NONE && i < SETTING_COUNT; i++) {
        SettingKind kind = (SettingKind)i;
        const char *why = settings_has(overrides, kind)
                              ? ignored_why(task->as.task.use, vessel, kind)
                              : NULL;
        if (!why)
            continue;
        OptionUse use = use_of(checker, overrides, kind);
        complain_kind_ignores(checker, &use, task, why);
    }
    const Settings *settings = task->as.task.settings;
    if (settings_has(overrides, SETTING_ACCELERATOR) &&
        !settings_has(overrides, SETTING_GPU) &&
        !(settings && settings_has(settings, SETTING_GPU)) &&
        vessel == VESSEL_CONTAINER)
        complain_gpu(checker, overrides);
}

/* ---- interface ---- */

/* The sidecar reads one small file an output, or uploads a file or folder. */
static bool output_is_carried(const Type *type)
{
    switch (type_base(type)->kind) {
    case TYPE_ERROR:
    case TYPE_INT:
    case TYPE_FLOAT:
    case TYPE_STRING:
    case TYPE_BOOL:
    case TYPE_DATETIME:
    case TYPE_DURATION:
    case TYPE_JSON:
    case TYPE_RECORD:
    case TYPE_FILE:
    case TYPE_DIR:
    case TYPE_PARAM:
        return true;
    case TYPE_NONE:
    case TYPE_BYTES:
    case TYPE_FAILURE:
    case TYPE_NOTHING:
    case TYPE_UNIT:
    case TYPE_OUTPUTS:
    case TYPE_SIZE:
    case TYPE_TEMPLATE:
    case TYPE_LIST:
    case TYPE_MAP:
    case TYPE_UNION:
    case TYPE_ENUM:
    case TYPE_TABLE:
    case TYPE_REFINED:
    case TYPE_NEW:
        return false;
    }
    UNREACHABLE("type");
}

/* The downloader writes everything but tables, wherever they hide. The depth
 * of types is bounded. */
static bool input_is_carried(const Type *type)
{
    type = type_base(type);
    if (type->kind == TYPE_TABLE)
        return false;
    const Type *item = type_item(type);
    if (item)
        return input_is_carried(item);
    for (uint32_t i = 0; type->kind == TYPE_UNION && i < type->as.alt.len; i++)
        if (!input_is_carried(type->as.alt.at[i]))
            return false;
    return true;
}

static void check_carried(Checker *checker, const Decl *task)
{
    const Signature *signature = &task->as.task.signature;
    for (uint32_t i = 0; i < signature->inputs.len; i++) {
        const Local *input = &task->as.task.inputs[i];
        if (!input_is_carried(input->type))
            complain_input_not_carried(checker, task, input);
        const Param *param = signature->inputs.at[i];
        if (param->constant)
            check_default_keys(checker, param, task);
    }
    for (uint32_t i = 0; i < signature->outputs.len; i++) {
        const Local *output = &task->as.task.outputs[i];
        if (!output_is_carried(output->type))
            complain_output_not_carried(checker, task, output);
    }
}

/* Does the name stand as a word in what the task runs? */
static bool names_word(const KindUse *use, const Sym *name)
{
    return template_list_has(&use->command, name) ||
           template_list_has(&use->args, name) ||
           (use->script && template_text_has(use->script, name));
}

/* All words at once, for tasks with many outputs. */
static Map words_of(Checker *checker, const KindUse *use)
{
    Map words = {0};
    template_add_words(checker, &use->command, &words);
    template_add_words(checker, &use->args, &words);
    if (use->script)
        template_add_text(checker, use->script, &words);
    return words;
}

/* A placeholder has counted as a use; else the name may stand in the text, as
 * in /var/outputs/n or "$n". */
static void check_outputs_named(Checker *checker, const Decl *task)
{
    enum { FEW = 4 };
    Map words = {0};
    const ParamVec *outputs = &task->as.task.signature.outputs;
    for (uint32_t i = 0; i < outputs->len; i++) {
        const Local *output = &task->as.task.outputs[i];
        if (!output->name.sym || output->used)
            continue;
        if (outputs->len > FEW && !words.len)
            words = words_of(checker, task->as.task.use);
        bool is_named = words.len
                            ? map_find(&words, output->name.sym) != NULL
                            : names_word(task->as.task.use, output->name.sym);
        if (!is_named)
            warn_output_unnamed(checker, task, output);
    }
}

void check_kind_fits(Checker *checker, Decl *task, bool is_clean)
{
    KindTag tag = task->as.task.use->tag;
    if (task->as.task.settings) {
        drop_ignored(checker, task);
        check_cache(checker, task);
        check_accelerator(checker, task);
        check_variables(checker, task);
        if (is_clean)
            check_image(checker, task);
    }
    if (kind_is_carried(task->as.task.use))
        check_carried(checker, task);
    if (is_clean && (tag == KIND_CONTAINER || tag == KIND_SHELL))
        check_outputs_named(checker, task);
}
