#include "typesys/settings.h"

#include "base/panic.h"

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
    settings->has[kind] = false;
    drop_value(settings, kind);
}
