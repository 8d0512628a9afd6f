/* settings.h - options, checked: what `with { … }` comes to.
 *
 * One struct for all places (a task, a call, a workflow, defaults); which
 * option is allowed where, and what Flyte does with it, is the table in
 * settings.def. `has` tells what was written (or came from defaults). */
#ifndef FLW_TYPESYS_SETTINGS_H
#define FLW_TYPESYS_SETTINGS_H

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

typedef enum CacheKind { CACHE_OFF, CACHE_VERSION, CACHE_AUTO } CacheKind;

typedef enum FailurePolicy {
    POLICY_FAIL_IMMEDIATELY,
    POLICY_FINISH_RUNNING /* FAIL_AFTER_EXECUTABLE_NODES_COMPLETE */
} FailurePolicy;

struct Settings {
    bool has[SETTING_COUNT];
    Span at[SETTING_COUNT]; /* where it was written */
    const char *image;
    Quantity cpu;
    Quantity memory;
    Quantity gpu;
    Quantity storage;
    const char *accelerator;   /* device name, as Flyte's node labels */
    const char *partition;     /* of the accelerator; NULL: whole */
    const char *shared_memory; /* size; "" : true without a size */
    int64_t retries;
    int64_t timeout; /* ns */
    CacheKind cache;
    const char *cache_version; /* CACHE_VERSION */
    Vec(const Sym *) cache_ignore;
    bool cache_serialize;
    bool interruptible;
    SettingPairVec env; /* sorted by name, as labels are */
    SettingPairVec labels;
    SettingPairVec annotations;
    SecretUseVec secrets;
    const char *pod_template; /* name */
    const char *deprecated;   /* message */
    bool deck;
    const char *name; /* instead of module.declaration; on a call: node name */
    FailurePolicy failure_policy;
    int64_t parallelism;
    double min_success; /* share; */
    int64_t min_successes;
};

/* Takes the option away, as if it had never been written. */
void settings_drop(Settings *settings, SettingKind kind);

#endif
