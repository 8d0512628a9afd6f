/* settings.h - options, checked: what `with { … }` comes to.
 *
 * One struct for all places (a task, a call, a workflow, defaults); which
 * option is allowed where, and what Flyte does with it, is the table in
 * settings.def. */
#ifndef FLW_TYPESYS_SETTINGS_H
#define FLW_TYPESYS_SETTINGS_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#include "typesys/value.h"

#define SETTING(kind, text, places) SETTING_##kind,
typedef enum SettingKind {
#include "typesys/settings.def"
    SETTING_COUNT
} SettingKind;
#undef SETTING

typedef enum SettingPlace {
    PLACE_TASK = 1,
    PLACE_CALL = 2,    /* of a task */
    PLACE_SUBFLOW = 4, /* a call of a workflow or launch plan */
    PLACE_GATE = 8,    /* approve, wait_for, sleep */
    PLACE_MAP = 16,    /* [f(x) for x in xs] */
    PLACE_WORKFLOW = 32,
    PLACE_DEFAULTS = 64
} SettingPlace;

/* A Kubernetes quantity, request and limit: "2", "500m", "4Gi". */
typedef struct Quantity {
    const char *request; /* NULL: not set */
    const char *limit;
} Quantity;

typedef struct SettingPair {
    const char *name;
    const char *value;
} SettingPair;
typedef Vec(SettingPair) SettingPairVec;

typedef struct SecretUse {
    const char *group;
    const char *key;
    const char *version; /* NULL: none */
    const char *env;     /* variable; NULL: none */
    bool as_file;
} SecretUse;
typedef Vec(SecretUse) SecretUseVec;

typedef enum SMALL_ENUM CacheKind {
    CACHE_OFF,
    CACHE_VERSION,
    CACHE_AUTO
} CacheKind;

typedef enum SMALL_ENUM FailurePolicy {
    POLICY_FAIL_IMMEDIATELY,
    POLICY_FINISH_RUNNING /* FAIL_AFTER_EXECUTABLE_NODES_COMPLETE */
} FailurePolicy;

struct Settings {
    uint32_t has;             /* bits: see settings_has */
    uint32_t written;         /* bits: see settings_wrote */
    const Expr *with;         /* where: a RECORD; NULL: nowhere */
    const Settings *defaults; /* and what it adds to; NULL: nothing */
    const char *image;
    Quantity cpu;
    Quantity memory;
    Quantity gpu;
    Quantity storage;
    const char *accelerator;   /* device name, as Flyte's node labels */
    const char *partition;     /* of the accelerator; NULL: whole */
    const char *shared_memory; /* size; "" : true without a size */
    int64_t retries;
    int64_t timeout;           /* ns */
    const char *cache_version; /* CACHE_VERSION */
    Vec(const Sym *) cache_ignore;
    SettingPairVec env; /* sorted by name, as labels are */
    SettingPairVec labels;
    SettingPairVec annotations;
    SecretUseVec secrets;
    const char *pod_template; /* name */
    const char *deprecated;   /* message */
    const char *name; /* instead of module.declaration; on a call: node name */
    int64_t parallelism;
    double min_success; /* share; */
    int64_t min_successes;
    CacheKind cache;
    FailurePolicy failure_policy;
    bool cache_serialize;
    bool interruptible;
    bool deck;
};

static_assert(SETTING_COUNT <= 32, "a bit each");

/* Is the option written, or does it come from defaults; and is it right? */
static inline bool settings_has(const Settings *settings, SettingKind kind)
{
    return settings->has >> kind & 1;
}

/* The same, right or wrong. */
static inline bool settings_wrote(const Settings *settings, SettingKind kind)
{
    return settings->written >> kind & 1;
}

static inline void settings_set(Settings *settings, SettingKind kind)
{
    settings->has |= 1u << kind;
}

/* As it is written: cpu. */
const char *setting_word(SettingKind kind);
/* SETTING_COUNT: no option is called so. */
SettingKind setting_named(const char *word);
/* Where its name stands; nowhere: nobody wrote it. */
Span settings_at(const Settings *settings, SettingKind kind);

/* Takes the option away, as if it had never been written. */
void settings_drop(Settings *settings, SettingKind kind);

#endif
