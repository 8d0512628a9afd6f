/* loop.h - processes started, and what happens next.
 *
 * One thread waits for children, signals, the control pipe and the clock
 * (monotonic: a jump of the wall clock moves no deadline). Children are
 * started without copying the parent's memory, in a session of their own,
 * with descriptors 0 to 2 alone, and die with us: by a PID namespace in a
 * sandbox, else by the parent-death signal and, whatever escaped that, by the
 * run's mark in the environment (loop_sweep). */
#ifndef FLW_RUNTIME_PROCESS_LOOP_H
#define FLW_RUNTIME_PROCESS_LOOP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct Loop Loop;
typedef struct Child Child;

/* 0: no limit. */
typedef struct ChildLimits {
    uint64_t memory; /* bytes that one process may write to (RLIMIT_DATA: what
                        is reserved alone does not count) */
    uint64_t cpus;   /* thousandths of a core; a sandbox may honour it */
} ChildLimits;

typedef struct ChildPlan {
    const char *const *argv; /* NULL at the end; [0] is looked up in the PATH
                                of env */
    const char *const *env;  /* "NAME=value"; NULL at the end; nothing else */
    const char *folder;      /* working folder */
    const char *log;         /* file for both outputs, appended to */
    const char *const *secrets; /* values that must not get into the log; NULL:
                                   none. Then outputs come through a pipe. */
    ChildLimits limits;
    /* Of a sandbox around the command (sandbox_wrap sets them): */
    const char *needs; /* a program that must be found too; NULL: none */
    const char *mark;  /* entry of env that only its processes have: those
                          that left its group are found by it when it is
                          killed; NULL: none */
    bool may_gain;     /* by set-user-id programs */
    bool first_stays;  /* TERM goes to the others of its group: the first
                          process ends after them */
} ChildPlan;

typedef struct ChildEnd {
    int code;             /* 0…255; -1 when ended by a signal */
    int signal;           /* 0: none */
    bool log_full;        /* ended by us: its log is over LOG_BYTES_MAX */
    uint64_t memory_peak; /* bytes; 0: not told apart from our own */
    int64_t cpu_ns;
} ChildEnd;

enum { LOG_BYTES_MAX = 100 << 20 };

typedef enum LoopWhat {
    LOOP_TIME,    /* the time given has come */
    LOOP_CHILD,   /* a child ended and was reaped: owner, end */
    LOOP_SIGNAL,  /* SIGINT, SIGTERM, SIGHUP: number */
    LOOP_CONTROL, /* the control pipe can be read */
    LOOP_WATCHED, /* a watched descriptor can be read: owner */
    LOOP_FAILED   /* the system refused to wait: why */
} LoopWhat;

typedef struct LoopEvent {
    LoopWhat what;
    void *owner;
    ChildEnd end;
    int signal;
    const char *why;
} LoopEvent;

/* Takes over SIGINT, SIGTERM, SIGHUP, SIGCHLD; ignores SIGPIPE, SIGXFSZ. NULL
 * with a reason. Closing kills all, and gives the signals back. */
Loop *loop_new(Arena *arena, const char **why);
void loop_close(Loop *loop);
/* LOOP_CONTROL or LOOP_WATCHED whenever it can be read; not a regular file. */
void loop_watch(Loop *loop, int descriptor, LoopWhat what, void *owner);
void loop_unwatch(Loop *loop, int descriptor);

/* NULL with a reason: not found, no permission, no more processes or
 * descriptors (*retry set when a child that has yet to end may free some).
 * What it leaves behind in its group when it ends is killed. */
Child *loop_start(Loop *loop, const ChildPlan *plan, void *owner, bool *retry,
                  const char **why);
/* TERM to its group now, KILL after the grace period (ns); 0: KILL now. An
 * earlier KILL is not put off. */
void loop_end(Loop *loop, Child *child, int64_t grace);
uint32_t loop_children(const Loop *loop);
/* Is there a signal that loop_next will tell of? */
bool loop_has_signal(const Loop *loop);

/* Kills what still runs, also what escaped from its task: orphans come to
 * us. Nobody is told. */
void loop_kill_all(Loop *loop);

/* Waits until something happens, at most until the monotonic time `until`
 * (INT64_MAX: for ever); ready events come first. Kills whose grace is over
 * happen in here. */
LoopEvent loop_next(Loop *loop, int64_t until);
int64_t loop_now(void);  /* monotonic, ns */
int64_t clock_now(void); /* since 1970, ns */

/* Ends every process of this machine whose environment has FLW_RUN=run_id, or
 * whose outputs go to a file `log` below `folder` (NULL: none), left over from
 * a driver that was killed; how many. */
uint32_t loop_sweep(const char *run_id, const char *folder);

#endif
