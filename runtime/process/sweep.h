/* sweep.h - processes found by what they bear, not by who started them. */
#ifndef FLW_RUNTIME_PROCESS_SWEEP_H
#define FLW_RUNTIME_PROCESS_SWEEP_H

#include <stdint.h>
#include <sys/types.h>

/* Kills every process of this machine whose environment has the entry `mark`
 * ("NAME=value"), but us and those above us, until none is found; how
 * many. */
uint32_t sweep_marked(const char *mark);
/* The same, and those whose outputs go to a file `log` below `folder`, whatever
 * they did with their environment. */
uint32_t sweep_run(const char *mark, const char *folder);
/* Kills our own children, and waits for each a while. */
void sweep_children(void);
/* Signals, and wakes, the processes of a group other than its first. */
void sweep_group(pid_t group, int signal);

#endif
