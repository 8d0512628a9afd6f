/* engine.h - a run under way: its scopes, nodes and attempts.
 *
 * One thread. A thing that happens (a child ended, a time came, a signal)
 * moves one node, whose end moves its parent; what became ready thereby
 * stands in a queue until the scheduler takes it, so that nothing recurses
 * along a graph, only along its nesting. What moves them is in steps.h. */
#ifndef FLW_RUNTIME_ENGINE_ENGINE_H
#define FLW_RUNTIME_ENGINE_ENGINE_H

#include "runtime/engine/graph.h"
#include "runtime/engine/run.h"
#include "runtime/process/loop.h"
#include "runtime/store/cache.h"
#include "runtime/store/run_folder.h"

typedef struct Run Run;
typedef struct Scope Scope;
typedef struct Node Node;
typedef struct Job Job;

enum { NESTING_MAX = 64 }; /* scopes within each other */

typedef enum NodeState {
    NODE_WAITING,  /* for its upstreams */
    NODE_QUEUED,   /* ready, or held back by max_parallelism */
    NODE_JOB,      /* wants to be one of the jobs at once */
    NODE_RUNNING,  /* its attempt's process is at work */
    NODE_OPEN,     /* what is inside is at work; or a gate waits */
    NODE_RESERVED, /* another one computes what it would */
    NODE_DONE
} NodeState;

typedef enum NodeRole { OF_SCOPE, OF_BRANCH, OF_ARRAY, OF_FAILURE } NodeRole;

/* What the run that is resumed had of a node. */
typedef struct Before {
    NodeRow row;
    uint32_t user_failures;
    const char *folder; /* of its last attempt; NULL */
} Before;

/* Sub-nodes of an array, and how many of them are where. */
typedef struct Elements {
    const char *shared; /* folder of what all of them read; NULL: not made */
    Node *at;
    uint32_t len;
    uint32_t limit; /* at work at once */
    uint32_t next;  /* the first that did not begin */
    uint32_t live, succeeded, failed, wanted;
    const bool *mapped; /* for each of the array's inputs */
    Buf reasons;        /* of those that failed, cut when long */
    const char *failed_path;
} Elements;

struct Node {
    const GraphNode *graph;
    Scope *scope;
    Node *parent; /* of a branch or array; NULL */
    Node *next;   /* in the queue where it stands */
    NodeState state;
    NodeRole role;
    bool skip;           /* an upstream did not succeed */
    bool counted;        /* among those that max_parallelism counts */
    bool dirty;          /* its row is to be written */
    bool reserved;       /* the cache's reservation is ours */
    bool before_differs; /* the run before gave it other inputs */
    bool dynamic;        /* a task that left a graph */
    uint32_t waiting;    /* upstreams that are not done */
    uint32_t index;      /* of an element */
    uint32_t user_failures;
    int64_t active_until; /* monotonic; where it has a timeout */
    Phase ending; /* how it ends when all inside has; NOT_YET: it goes on */
    NodeRow row;  /* path NULL: never begun */
    const char *unique_id;       /* NULL: not asked for yet */
    const char *failed_path;     /* of the node whose fault it was */
    const IdlLiteralMap *inputs; /* all; an element's row has its own alone */
    const CacheParts *cache;     /* NULL: not looked up */
    const char *deck;            /* of its last attempt */
    const Before *before;
    const char *checkpoint; /* folder of the attempt before; NULL */
    Job *job;               /* its attempt under way; NULL */
    Scope *inner;           /* of a workflow, plan, dynamic task; NULL */
    Node *child;            /* of a branch: the taken one */
    Elements *elements;     /* of an array */
};

typedef struct NodeQueue {
    Node *first, *last;
} NodeQueue;

/* An execution in Flyte's sense: the run, or what a launch plan started. */
typedef struct Execution {
    uint32_t max; /* Flyte's max_parallelism; 0: none */
    uint32_t running;
    bool fail_late; /* FAIL_AFTER_EXECUTABLE_NODES_COMPLETE */
    bool overwrite_cache;
    NodeQueue held; /* ready, but over max */
} Execution;

/* One instance of a workflow. */
struct Scope {
    Run *run;
    Graph *graph;
    Node *owner; /* NULL: the run's own */
    Execution *execution;
    Node *nodes;   /* as those of the graph */
    Node *failure; /* NULL: not begun */
    const IdlLiteralMap *inputs, *outputs;
    const char *prefix; /* of paths of nodes: "sub/"; "" */
    const char *parent; /* Flyte's unique id; NULL: top */
    uint32_t parent_attempt, depth;
    uint32_t undone, live;
    Phase ending;       /* NOT_YET: it goes on; FAILED, ABORTED, INTERRUPTED */
    Phase phase;        /* NOT_YET until it is done */
    const Fault *fault; /* the last one seen */
    const char *failed_path;
};

/* One attempt under way; given back once its row was written. */
struct Job {
    Job *next;
    Node *node;
    Arena arena;
    Attempt attempt;
    AttemptStart start;
    AttemptRow row;
    Child *child;
    uint32_t refused; /* how often the system had no room */
    bool dirty, timed_out;
};

typedef enum TimerKind { TIMER_ATTEMPT, TIMER_ACTIVE, TIMER_SLEEP } TimerKind;

typedef struct Timer {
    int64_t at; /* monotonic */
    uint64_t serial;
    Node *node;
    TimerKind kind;
    uint32_t attempt; /* that it was set for */
} Timer;

/* A change not told yet, as it is not committed. */
typedef struct Untold {
    uint64_t seq;
    int64_t at;
    ChangeOf of;
    Phase phase;
    Node *node;
    Job *job;
} Untold;

struct Run {
    RunJob *job;
    Arena *arena;
    Home *home;
    RunRow *row;
    RunFolder folder;
    Loop *loop;
    Specs *specs;
    Scope *top;
    TaskSetting setting;
    uint32_t jobs_max;
    NodeQueue ready, wanting; /* wanting: NODE_JOB */
    bool starved;             /* the system had no room: until a child ends */
    Vec(Job *) jobs;          /* with a process */
    Vec(Timer) timers;        /* a heap */
    uint64_t timer_serial;
    Vec(Node *) gates;    /* that wait */
    Vec(Node *) reserved; /* NODE_RESERVED */
    Map cached;           /* IdlTask -> the parts of some node of it */
    Map computing;        /* Sym of a cache key -> the node whose it is */
    Vec(Node *) dirty;
    Vec(Job *) dirty_jobs;
    Vec(Untold) untold;
    Vec(Job *) all_jobs; /* whose arenas go when the run does */
    Job *free_jobs, *retired;
    uint32_t retired_count;
    bool row_dirty;
    bool work_done;      /* an unwritten row is of a process that ended */
    uint64_t seq;        /* of the next change */
    int64_t dirty_since; /* monotonic; 0: all is written */
    int64_t commit_cost; /* ns that the last write took */
    int64_t next_tick;
    Phase ending;       /* NOT_YET; ABORTED, INTERRUPTED: being stopped */
    bool hard;          /* asked twice: no grace */
    uint32_t deaf;      /* failures to wait for anything */
    const char *cancel; /* why it was cancelled; NULL */
    const char *broken; /* the platform failed: why; NULL */
    Map before;         /* Sym of a path -> Before, when resuming */
    SymTable names;     /* paths, cache keys */
};

#endif
