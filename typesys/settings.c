#include "typesys/settings.h"

#include <string.h>

#include "base/panic.h"
#include "grammar/ast.h"

const char *setting_word(SettingKind kind)
{
    static const char *const words[SETTING_COUNT] = {
#define SETTING(kind, text, places) [SETTING_##kind] = text,
#include "typesys/settings.def"
#undef SETTING
    };
    return words[kind];
}

SettingKind setting_named(const char *word)
{
    int kind = 0;
    while (kind < SETTING_COUNT &&
           (setting_word((SettingKind)kind)[0] != word[0] ||
            strcmp(setting_word((SettingKind)kind), word) != 0))
        kind++;
    return (SettingKind)kind;
}

static Span find_word(const Args *args, const char *word)
{
    for (uint32_t i = 0; i < args->len; i++) {
        Name name = args_name(args, i);
        if (name.sym && strcmp(name.sym->text, word) == 0)
            return name.span;
    }
    return (Span){0};
}

/* Only messages ask, so nobody keeps it. */
Span settings_at(const Settings *settings, SettingKind kind)
{
    Span at = {0};
    for (; settings && span_is_nowhere(at); settings = settings->defaults)
        if (settings->with)
            at = find_word(&settings->with->as.record, setting_word(kind));
    return at;
}

static void drop_value(Settings *settings, SettingKind kind)
{
    static const Settings none = {0};
    switch (kind) {
#define DROP(setting, field)          \
    case SETTING_##setting:           \
        settings->field = none.field; \
        return;
        DROP(IMAGE, image)
        DROP(CPU, cpu)
        DROP(MEMORY, memory)
        DROP(GPU, gpu)
        DROP(STORAGE, storage)
        DROP(ACCELERATOR, accelerator)
        DROP(PARTITION, partition)
        DROP(SHARED_MEMORY, shared_memory)
        DROP(RETRIES, retries)
        DROP(TIMEOUT, timeout)
        DROP(CACHE, cache)
        DROP(CACHE_IGNORE, cache_ignore)
        DROP(CACHE_SERIALIZE, cache_serialize)
        DROP(INTERRUPTIBLE, interruptible)
        DROP(ENV, env)
        DROP(SECRETS, secrets)
        DROP(LABELS, labels)
        DROP(ANNOTATIONS, annotations)
        DROP(POD_TEMPLATE, pod_template)
        DROP(DEPRECATED, deprecated)
        DROP(DECK, deck)
        DROP(NAME, name)
        DROP(FAILURE_POLICY, failure_policy)
        DROP(PARALLELISM, parallelism)
        DROP(MIN_SUCCESS, min_success)
        DROP(MIN_SUCCESSES, min_successes)
#undef DROP
    case SETTING_COUNT:
        break;
    }
    UNREACHABLE("setting");
}

void settings_drop(Settings *settings, SettingKind kind)
{
    settings->has &= ~(1u << kind);
    drop_value(settings, kind);
}
