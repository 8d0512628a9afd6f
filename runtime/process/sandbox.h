/* sandbox.h - where a command runs: on the host, in bwrap, in podman.
 *
 * The contract's own folders (/var/inputs, /var/outputs, or whatever the task
 * says) exist in a sandbox under their names; on the host the command's words
 * are rewritten to the attempt's own folders. */
#ifndef FLW_RUNTIME_PROCESS_SANDBOX_H
#define FLW_RUNTIME_PROCESS_SANDBOX_H

#include "runtime/process/loop.h"

typedef enum SandboxKind {
    SANDBOX_HOST,
    SANDBOX_BWRAP,
    SANDBOX_PODMAN
} SandboxKind;

/* The kinds that work on this machine, tried once each by starting one. */
bool sandbox_works(SandboxKind kind, const char **why);
/* The best that works: bwrap, else the host. */
SandboxKind sandbox_default(void);
const char *sandbox_name(SandboxKind kind);

typedef struct SandboxMount {
    const char *inside;  /* absolute path that the command sees */
    const char *outside; /* absolute path on this machine */
    bool writable;
} SandboxMount;

typedef struct SandboxPlan {
    SandboxKind kind;
    const char *image; /* podman alone needs it */
    const char *const *argv;
    const char *const *env; /* declared ones; the base is added */
    const char *folder;     /* the attempt's, absolute; its working folder is
                               `folder`/work (inside: the same path) */
    const SandboxMount *mounts;
    uint32_t mount_count;
    bool network;
    const char *run_id; /* FLW_RUN */
    ChildLimits limits;
} SandboxPlan;

/* What to hand to loop_start; log and secrets are left to the caller. On the
 * host every occurrence of a mount's inside path in argv (at a path border)
 * becomes its outside path. */
void sandbox_wrap(Arena *arena, const SandboxPlan *plan, ChildPlan *out);
/* The command as a shell would take it, for people: the task's own words. */
const char *command_shown(Arena *arena, const char *const *argv);

#endif
