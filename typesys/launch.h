/* launch.h - a launch plan, checked. */
#ifndef FLW_TYPESYS_LAUNCH_H
#define FLW_TYPESYS_LAUNCH_H

#include <stdbool.h>
#include <stdint.h>

#include "typesys/settings.h"
#include "typesys/value.h"

typedef enum RateUnit { RATE_MINUTE, RATE_HOUR, RATE_DAY } RateUnit;

typedef enum RunPhase {
    RUN_SUCCEEDED = 1,
    RUN_FAILED = 2,
    RUN_ABORTED = 4,
    RUN_TIMED_OUT = 8
} RunPhase;

typedef enum NotifyKind {
    NOTIFY_EMAIL,
    NOTIFY_SLACK,
    NOTIFY_PAGERDUTY
} NotifyKind;

typedef struct Notify {
    NotifyKind kind;
    Vec(const char *) recipients; /* mail addresses */
    unsigned phases;              /* RunPhase bits */
} Notify;

struct Launch {
    const Decl *workflow;
    /* By input of the workflow; at most one of the two is set. `inputs` has
     * the workflow's own defaults where the launch plan names none. */
    const Value **inputs;
    const Value **fixed;
    const char *cron; /* 5 fields; NULL: none */
    int64_t rate;     /* every(…) in units; 0: none */
    RateUnit rate_unit;
    const Param *kickoff; /* gets the time of the start; NULL: none */
    Vec(Notify) notifications;
    SettingPairVec labels; /* sorted by name */
    SettingPairVec annotations;
    SettingPairVec env;
    int64_t max_parallelism; /* 0: not set */
    int64_t concurrency;     /* at most so many runs; 0: not set */
    bool has_overwrite_cache;
    bool overwrite_cache;
    bool has_interruptible;
    bool interruptible;
    const char *raw_output_prefix; /* NULL: not set */
    const char *service_account;   /* run_as; NULL: not set */
    const char *iam_role;          /* run_as; NULL: not set */
    const char *name;              /* instead of module.declaration; or NULL */
};

#endif
