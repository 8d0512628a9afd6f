/* Options: which may stand where, what each comes to, which need each other. */
#include <string.h>

#include "base/map.h"
#include "base/panic.h"
#include "typesys/checker.h"
#include "typesys/complain_settings.h"
#include "typesys/kube_name.h"
#include "typesys/option.h"

enum { RETRIES_MAX = 1000 };

static unsigned places_of(SettingKind kind)
{
    static const uint8_t places_of[SETTING_COUNT] = {
#define SETTING(kind, text, places) [SETTING_##kind] = places,
#include "typesys/settings.def"
#undef SETTING
    };
    return places_of[kind];
}

typedef struct Work {
    Checker *checker;
    Settings *settings;
    SettingPlace place;
    const Sym *owner;
    uint32_t written; /* here, right or wrong: bits */
    uint32_t failed;  /* what was wrong is not missed again: bits */
} Work;

/* ---- one option ---- */

static bool read_amount(Settings *settings, SettingKind kind,
                        const Option *option)
{
    if (kind == SETTING_CPU)
        return option_quantity(option, DIMENSION_CPU, &settings->cpu);
    if (kind == SETTING_MEMORY)
        return option_quantity(option, DIMENSION_BYTES, &settings->memory);
    if (kind == SETTING_STORAGE)
        return option_quantity(option, DIMENSION_BYTES, &settings->storage);
    return option_quantity(option, DIMENSION_COUNT, &settings->gpu);
}

static const char *label_like_fault(const char *text)
{
    return *text ? kube_label_value_fault(text) : "is empty";
}

static bool read_accelerator(Settings *settings, const Option *option)
{
    settings->accelerator =
        option_kube_name(option, "an accelerator", label_like_fault);
    if (settings->accelerator)
        warn_accelerator(option->checker, option->use.value_span,
                         settings->accelerator);
    return settings->accelerator != NULL;
}

/* true, or how much of the memory it may take. */
static bool read_shared_memory(Settings *settings, const Option *option)
{
    const Expr *expr = option->entry->expr;
    bool wanted = false;
    if (expr && expr->kind == EXPR_BOOL) {
        option_bool(option, &wanted);
        settings->shared_memory = wanted ? "" : NULL;
        return wanted;
    }
    settings->shared_memory = option_size(option);
    return settings->shared_memory != NULL;
}

static const char *cache_version_fault(const char *text)
{
    return text[strspn(text, " \t\n")] ? NULL : "is blank";
}

static bool read_cache(Settings *settings, const Option *option)
{
    const Sym *word = bare_word(option->entry->expr);
    if (word && strcmp(word->text, "auto") == 0) {
        settings->cache = CACHE_AUTO;
        return true;
    }
    if (word && strcmp(word->text, "off") == 0) {
        settings->cache = CACHE_OFF;
        return true;
    }
    settings->cache = CACHE_VERSION;
    settings->cache_version =
        option_kube_name(option, "a cache's version", cache_version_fault);
    return settings->cache_version != NULL;
}

static Map input_names(Arena *arena, const Decl *task)
{
    Map names = {0};
    const ParamVec *inputs = &task->as.task.signature.inputs;
    for (uint32_t i = 0; i < inputs->len; i++)
        map_put(arena, &names, inputs->at[i]->name.sym, inputs->at[i]);
    return names;
}

static bool read_cache_ignore(Settings *settings, const Option *option)
{
    Checker *checker = option->checker;
    const Decl *task = checker->decl;
    const Value *names = named_value(
        checker, option->entry,
        type_list(checker->types, checker->types->string), &option->why);
    if (!names || !task || task->kind != DECL_TASK)
        return false;
    Map inputs = input_names(checker->arena, task);
    for (uint32_t i = 0; i < names->as.list.len; i++) {
        const Value *item = names->as.list.at[i];
        const Sym *name =
            sym_intern(checker->syms, item->as.string.at, item->as.string.len);
        if (!map_find(&inputs, name))
            complain_cache_ignore(checker, item->span, name, task);
        else
            vec_push(checker->arena, &settings->cache_ignore, name);
    }
    return true;
}

static bool read_failure_policy(Settings *settings, const Option *option)
{
    static const char *const words[] = {
        [POLICY_FAIL_IMMEDIATELY] = "fail_immediately",
        [POLICY_FINISH_RUNNING] = "finish_running",
        NULL,
    };
    int word = option_word(option, words);
    if (word >= 0)
        settings->failure_policy = (FailurePolicy)word;
    return word >= 0;
}

/* On a task or workflow it is a name in Flyte, on a call what the console
 * shows beside the node. */
static bool read_name(const Work *work, const Option *option)
{
    bool is_declared =
        work->place == PLACE_TASK || work->place == PLACE_WORKFLOW;
    work->settings->name =
        is_declared ? option_flyte_name(option) : option_text(option);
    return work->settings->name != NULL;
}

static bool read_text(const char **out, const char *text)
{
    *out = text;
    return text != NULL;
}

static bool read_option(Work *work, SettingKind kind, const Option *option)
{
    Settings *settings = work->settings;
    switch (kind) {
    case SETTING_IMAGE:
        return read_text(&settings->image, option_image(option));
    case SETTING_CPU:
    case SETTING_MEMORY:
    case SETTING_GPU:
    case SETTING_STORAGE:
        return read_amount(settings, kind, option);
    case SETTING_ACCELERATOR:
        return read_accelerator(settings, option);
    case SETTING_PARTITION:
        return read_text(
            &settings->partition,
            option_kube_name(option, "a partition", label_like_fault));
    case SETTING_SHARED_MEMORY:
        return read_shared_memory(settings, option);
    case SETTING_RETRIES:
        return option_int(option, 0, RETRIES_MAX, &settings->retries);
    case SETTING_TIMEOUT:
        return option_duration(option, &settings->timeout);
    case SETTING_CACHE:
        return read_cache(settings, option);
    case SETTING_CACHE_IGNORE:
        return read_cache_ignore(settings, option);
    case SETTING_CACHE_SERIALIZE:
        return option_bool(option, &settings->cache_serialize);
    case SETTING_INTERRUPTIBLE:
        return option_bool(option, &settings->interruptible);
    case SETTING_ENV:
        return option_pairs(option, PAIRS_ENV, &settings->env);
    case SETTING_SECRETS:
        return option_secrets(option, &settings->secrets);
    case SETTING_LABELS:
        return option_pairs(option, PAIRS_LABELS, &settings->labels);
    case SETTING_ANNOTATIONS:
        return option_pairs(option, PAIRS_ANNOTATIONS, &settings->annotations);
    case SETTING_POD_TEMPLATE:
        return read_text(
            &settings->pod_template,
            option_kube_name(option, "a pod template", kube_subdomain_fault));
    case SETTING_DEPRECATED:
        return read_text(&settings->deprecated, option_text(option));
    case SETTING_DECK:
        return option_bool(option, &settings->deck);
    case SETTING_NAME:
        return read_name(work, option);
    case SETTING_FAILURE_POLICY:
        return read_failure_policy(settings, option);
    case SETTING_PARALLELISM:
        return option_int(option, 1, INT32_MAX, &settings->parallelism);
    case SETTING_MIN_SUCCESS:
        return option_share(option, &settings->min_success);
    case SETTING_MIN_SUCCESSES:
        return option_int(option, 1, INT32_MAX, &settings->min_successes);
    case SETTING_COUNT:
        break;
    }
    UNREACHABLE("setting");
}

static void read_entry(Work *work, const Named *entry)
{
    SettingKind kind = setting_named(entry->name->text);
    if (kind == SETTING_COUNT) {
        complain_unknown_option(work->checker, entry);
        return;
    }
    Option option = option_of(work->checker, entry, work->owner);
    work->written |= 1u << kind;
    if (!(places_of(kind) & work->place)) {
        complain_no_effect(work->checker, &option.use, work->place,
                           places_of(kind));
        work->failed |= 1u << kind;
        return;
    }
    work->settings->has &= ~(1u << kind);
    if (read_option(work, kind, &option))
        settings_set(work->settings, kind);
    else
        work->failed |= 1u << kind;
}

/* ---- options that need each other ---- */

static bool is_given(const Work *work, SettingKind kind)
{
    return settings_has(work->settings, kind) || work->failed >> kind & 1;
}

static OptionUse use_of(const Work *work, SettingKind kind)
{
    Span span = settings_at(work->settings, kind);
    return (OptionUse){sym_of(work->checker->syms, setting_word(kind)), span,
                       span};
}

/* What only `defaults` says falls silent where it has nothing to act on; what
 * the author wrote here is answered. */
static void need(Work *work, SettingKind kind, SettingKind needed,
                 const char *why)
{
    if (!settings_has(work->settings, kind) || is_given(work, needed))
        return;
    settings_drop(work->settings, kind);
    if (!(work->written >> kind & 1))
        return;
    OptionUse use = use_of(work, kind);
    complain_needs_option(work->checker, &use, setting_word(needed), why);
}

static void check_cache(Work *work)
{
    Settings *settings = work->settings;
    if (settings->cache == CACHE_OFF)
        settings_drop(settings, SETTING_CACHE);
    need(work, SETTING_CACHE_IGNORE, SETTING_CACHE,
         "without `cache` nothing is cached, so nothing can be ignored");
    if (!settings->cache_serialize)
        settings_drop(settings, SETTING_CACHE_SERIALIZE);
    need(work, SETTING_CACHE_SERIALIZE, SETTING_CACHE,
         "only runs that share a cache entry can wait for each other");
}

static void check_variables(Work *work)
{
    Settings *settings = work->settings;
    Map seen = {0};
    if (settings->secrets.len == 0)
        return;
    Span env = settings_at(settings, SETTING_ENV);
    Span secrets = settings_at(settings, SETTING_SECRETS);
    for (uint32_t i = 0; i < settings->env.len; i++)
        map_put(work->checker->arena, &seen,
                sym_of(work->checker->syms, settings->env.at[i].name), &env);
    for (uint32_t i = 0; i < settings->secrets.len; i++) {
        const char *name = settings->secrets.at[i].env;
        const Sym *sym = name ? sym_of(work->checker->syms, name) : NULL;
        const Span *other = sym ? map_find(&seen, sym) : NULL;
        OptionUse use = use_of(work, SETTING_SECRETS);
        if (other)
            complain_variable_clash(work->checker, &use, name, *other);
        if (sym)
            map_put(work->checker->arena, &seen, sym, &secrets);
    }
}

static void check_success(Work *work)
{
    if (!settings_has(work->settings, SETTING_MIN_SUCCESS) ||
        !settings_has(work->settings, SETTING_MIN_SUCCESSES))
        return;
    OptionUse use = use_of(work, SETTING_MIN_SUCCESSES);
    complain_options_clash(work->checker, &use, "min_success",
                           settings_at(work->settings, SETTING_MIN_SUCCESS));
}

static void check_together(Work *work)
{
    check_success(work);
    check_variables(work);
    /* A module's defaults may rest on what each task adds. */
    if (work->place == PLACE_DEFAULTS)
        return;
    need(work, SETTING_PARTITION, SETTING_ACCELERATOR,
         "a partition is a part of an accelerator");
    if (work->place == PLACE_TASK)
        check_cache(work);
}

/* Nothing in them that only some tasks can use: they stand as they are. */
static bool are_settled(const Settings *defaults)
{
    bool caches = settings_has(defaults, SETTING_CACHE);
    return (!caches || defaults->cache != CACHE_OFF) &&
           (!settings_has(defaults, SETTING_CACHE_SERIALIZE) ||
            (caches && defaults->cache_serialize)) &&
           (!settings_has(defaults, SETTING_PARTITION) ||
            settings_has(defaults, SETTING_ACCELERATOR));
}

static void read_with(Work *work, Expr *with)
{
    Named few[SETTING_COUNT];
    NamedVec entries = {.at = few, .cap = SETTING_COUNT};
    Why why = {.kind = WHY_OPTION, .owner = work->owner};
    work->settings->with = with;
    named_read(work->checker, with, &why, &entries);
    for (uint32_t i = 0; i < entries.len; i++)
        read_entry(work, &entries.at[i]);
}

const Settings *check_settings(Checker *checker, Expr *with, SettingPlace place,
                               const Sym *owner)
{
    static const Settings none = {0};
    bool has_defaults = place == PLACE_TASK && checker->defaults;
    if (!with && !has_defaults)
        return &none;
    if (!with && are_settled(checker->defaults))
        return checker->defaults;
    Work work = {.checker = checker, .place = place, .owner = owner};
    work.settings = arena_new(checker->arena, Settings);
    if (has_defaults)
        *work.settings = *checker->defaults;
    work.settings->defaults = has_defaults ? checker->defaults : NULL;
    work.settings->with = NULL;
    if (with && with->kind == EXPR_RECORD)
        read_with(&work, with);
    work.settings->written |= work.written;
    check_together(&work);
    return work.settings;
}
