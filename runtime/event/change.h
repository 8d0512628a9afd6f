/* change.h - what the engine tells of: one change of one thing's phase.
 *
 * Told after it was committed, in the order of seq, which never goes back,
 * not even over a resume. */
#ifndef FLW_RUNTIME_EVENT_CHANGE_H
#define FLW_RUNTIME_EVENT_CHANGE_H

#include "runtime/store/runs.h"

typedef enum ChangeOf { CHANGE_RUN, CHANGE_NODE, CHANGE_TASK } ChangeOf;

typedef struct Change {
    uint64_t seq;
    int64_t at; /* ns since 1970 */
    ChangeOf of;
    const RunRow *run;
    const NodeRow *node;       /* NULL: of a run */
    const AttemptRow *attempt; /* NULL: not of a task */
    Phase phase;
    const char *spec_node_id; /* the node's id in its workflow */
    const char *unique_id;    /* Flyte's, at most 20 characters */
    const char *parent;       /* unique id of the parent node; NULL: none */
    const IdlTask *task;      /* NULL: no task node */
    bool is_parent, is_array, is_dynamic;
    const char *deck;
} Change;

/* Whoever wants to hear: the screen, the sinks. */
typedef struct Listener {
    /* Called just before the change is committed, and again should that fail:
     * what is put into the home here is committed along with it. May be
     * NULL. False with a reason. */
    bool (*keep)(void *self, const Change *change, const char **why);
    void (*hear)(void *self, const Change *change);
    /* Called about ten times a second while a run goes on, and when idle; now
     * is monotonic. */
    void (*tick)(void *self, int64_t now);
    void *self;
} Listener;

#endif
