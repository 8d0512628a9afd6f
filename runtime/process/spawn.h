/* spawn.h - one process started without copying the parent's memory.
 *
 * clone(CLONE_VM | CLONE_VFORK): the child runs in our memory while we stand
 * still, until it executes its program, so everything is prepared before, the
 * child makes system calls alone, and why it could not go on is a variable
 * that both see. */
#ifndef FLW_RUNTIME_PROCESS_SPAWN_H
#define FLW_RUNTIME_PROCESS_SPAWN_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { SPAWN_STACK = 64 << 10 }; /* bytes that the child may run on */

typedef struct SpawnPlan {
    const char *path; /* of the program */
    const char *const *argv;
    const char *const *env;
    const char *folder;
    int input, output;       /* descriptors: 0, and 1 and 2; both above 2 */
    uint64_t memory;         /* RLIMIT_DATA; 0: as it is */
    bool may_gain;           /* set-user-id programs work */
    const sigset_t *ignored; /* signals that we ignore and it does not */
    void *stack;             /* SPAWN_STACK bytes */
} SpawnPlan;

typedef enum SpawnStep {
    SPAWN_CLONE,
    SPAWN_SETTING,
    SPAWN_FOLDER,
    SPAWN_EXEC
} SpawnStep;

typedef struct Spawned {
    pid_t pid;
    int pidfd;      /* close-on-exec */
    SpawnStep step; /* where it failed, with */
    int number;     /* this errno */
} Spawned;

/* A process leading a session and a group of its own, which ends when we do;
 * false: nothing is left of it. */
bool spawn(const SpawnPlan *plan, Spawned *spawned);

#endif
