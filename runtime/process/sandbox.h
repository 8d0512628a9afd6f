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

/* Does it work on this machine? Tried by starting one, which takes a few
 * milliseconds (podman: half a second): ask once. False with a reason. */
bool sandbox_works(Arena *arena, SandboxKind kind, const char **why);
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
    const char *folder;     /* the attempt's, absolute, its own alone; its
                               working folder is `folder`/work, which must be
                               there (inside: the same path) */
    const SandboxMount *mounts;
    uint32_t mount_count;
    bool network;
    const char *run_id; /* FLW_RUN */
    ChildLimits limits;
} SandboxPlan;

/* What to hand to loop_start; log and secrets are left to the caller.
 *
 * Base environment: PATH (ours), HOME and TMPDIR (the working folder; in
 * bwrap a /tmp of its own), LANG, FLW_RUN, FLW_ATTEMPT (the folder). Declared
 * entries win, but for the last two. A value of the environment never gets
 * into argv.
 *
 * Host: every occurrence of a mount's inside path in argv and declared env, at
 * a path border, becomes its outside path. Nothing is hidden.
 * Bwrap: this machine's files, read-only; /tmp, /run, /dev, /proc of its own;
 * no network unless asked. Writable: work and what the mounts say. What the
 * command needs of this machine's /tmp and /run must be mounted.
 * Podman: the image's files and working folder. Limits are the container's.
 *
 * Limits: memory by RLIMIT_DATA on the host and in bwrap, cpus in podman
 * alone. */
void sandbox_wrap(Arena *arena, const SandboxPlan *plan, ChildPlan *out);
/* The command as a shell would take it, for people: the task's own words. */
const char *command_shown(Arena *arena, const char *const *argv);

#endif
