/* sandbox_parts.h - the kinds of sandbox: for this folder alone. */
#ifndef FLW_RUNTIME_PROCESS_SANDBOX_PARTS_H
#define FLW_RUNTIME_PROCESS_SANDBOX_PARTS_H

#include "base/vec.h"
#include "runtime/process/sandbox.h"

typedef Vec(const char *) Words;

/* Each fills in what its kind needs; the folder, the mark and the limits are
 * there. */
void host_wrap(Arena *arena, const SandboxPlan *plan, ChildPlan *out);
void bwrap_wrap(Arena *arena, const SandboxPlan *plan, ChildPlan *out);
void podman_wrap(Arena *arena, const SandboxPlan *plan, ChildPlan *out);

/* `base` (NULL at the end), what the task declares, FLW_RUN and the mark; a
 * later entry of a name takes the place of an earlier one. */
const char *const *sandbox_env(Arena *arena, const SandboxPlan *plan,
                               const char *const *base);
/* "PATH=" and ours. */
const char *sandbox_path(Arena *arena);
/* `folder`/work. */
const char *sandbox_work(Arena *arena, const SandboxPlan *plan);
/* The entry of env that all processes of an attempt bear. */
const char *sandbox_mark(Arena *arena, const SandboxPlan *plan);

#endif
