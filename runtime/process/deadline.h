/* deadline.h - moments to come, the earliest first: a binary heap.
 *
 * A Deadline lives in what waits for it and knows its place in the heap, so
 * that it moves or goes in logarithmic time. */
#ifndef FLW_RUNTIME_PROCESS_DEADLINE_H
#define FLW_RUNTIME_PROCESS_DEADLINE_H

#include "base/vec.h"

/* Zeroed: not set. */
typedef struct Deadline {
    int64_t at;     /* monotonic, ns */
    uint32_t place; /* 1 + index in the heap; 0: not set */
} Deadline;

typedef struct DeadlineHeap {
    Arena *arena;
    Vec(Deadline *) items;
} DeadlineHeap;

/* Sets it, in place of what it was. */
void deadline_set(DeadlineHeap *heap, Deadline *deadline, int64_t at);
void deadline_drop(DeadlineHeap *heap, Deadline *deadline);
/* NULL: none is set. */
Deadline *deadline_first(const DeadlineHeap *heap);

#endif
