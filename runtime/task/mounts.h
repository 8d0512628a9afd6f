/* mounts.h - what of this machine an attempt's command finds at which place. */
#ifndef FLW_RUNTIME_TASK_MOUNTS_H
#define FLW_RUNTIME_TASK_MOUNTS_H

#include "base/vec.h"
#include "runtime/process/sandbox.h"
#include "runtime/task/container.h"
#include "runtime/task/places.h"
#include "runtime/task/secret_mounts.h"

typedef Vec(SandboxMount) Mounts;

void mount_add(Arena *arena, Mounts *mounts, const char *inside,
               const char *outside, bool writable);
/* The attempt's own places, and with them what else the command is to see.
 * On the host, where the words name these themselves, there are none. */
void mounts_of_attempt(const Attempt *attempt, const Container *container,
                       const Places *places, const SecretMounts *secrets,
                       Mounts *mounts);

#endif
