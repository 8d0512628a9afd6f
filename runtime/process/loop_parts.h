/* loop_parts.h - what a Loop and a Child are made of: for this folder alone. */
#ifndef FLW_RUNTIME_PROCESS_LOOP_PARTS_H
#define FLW_RUNTIME_PROCESS_LOOP_PARTS_H

#include <signal.h>
#include <sys/types.h>

#include "runtime/process/deadline.h"
#include "runtime/process/loop.h"
#include "runtime/process/program.h"
#include "runtime/process/redact.h"

/* What epoll tells of. */
typedef enum SourceKind {
    SOURCE_SIGNALS,
    SOURCE_CHILD, /* its process has ended */
    SOURCE_PIPE,  /* its outputs can be read */
    SOURCE_WATCH
} SourceKind;

typedef struct Source {
    SourceKind kind;
    int descriptor;
    struct Child *child;
    LoopWhat what; /* of a SOURCE_WATCH */
    void *owner;
} Source;

struct Child {
    Child *next, *before; /* those that live; or the next free one */
    void *owner;
    pid_t pid;
    Source process; /* pidfd */
    Source outputs; /* pipe; descriptor -1: straight into the log */
    int log;
    Arena arena; /* of the redactor and what it keeps */
    Redactor *redactor;
    const char *mark;
    bool first_stays;
    bool killed;       /* by us */
    bool reaped;       /* waits for the end of its outputs alone */
    uint64_t own_peak; /* bytes: ours when it was started */
    Deadline deadline; /* KILL; when reaped, the end of its outputs */
    ChildEnd end;
};

struct Loop {
    Arena *arena;
    int epoll;
    int null; /* /dev/null, what children read */
    Source signals;
    Vec(Source *) watches;
    Child *children, *spare;
    uint32_t count;
    DeadlineHeap deadlines;
    int64_t next_look; /* at the sizes of logs */
    Programs programs;
    void *stack;     /* of children until they execute */
    bool has_gained; /* a child that may gain rights was started */
    int adopted_before;
    sigset_t ignored, mask_before;
    struct sigaction pipe_before, size_before, child_before;
};

/* All of a loop's parts tell epoll of themselves through these. */
bool source_add(Loop *loop, Source *source);
void source_remove(Source *source);

/* Sends TERM or KILL to all of its group, or of what bears its mark. */
void child_signal(Child *child, int signal);
/* Its process has ended: true when its outputs have, too, and it is to be told
 * of. */
bool child_reap(Loop *loop, Child *child);
/* Takes what is in the pipe; false: it is at its end, or cannot be read. */
bool child_read(Child *child);
/* Ends it where its log is too large. */
void child_look(Child *child);
/* Closes what is left of it; its memory is used again. */
ChildEnd child_close(Loop *loop, Child *child);

#endif
