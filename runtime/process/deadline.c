#include "runtime/process/deadline.h"

static void put(DeadlineHeap *heap, uint32_t index, Deadline *deadline)
{
    heap->items.at[index] = deadline;
    deadline->place = index + 1;
}

static void rise(DeadlineHeap *heap, uint32_t index)
{
    Deadline *risen = heap->items.at[index];
    while (index > 0) {
        uint32_t above = (index - 1) / 2;
        if (heap->items.at[above]->at <= risen->at)
            break;
        put(heap, index, heap->items.at[above]);
        index = above;
    }
    put(heap, index, risen);
}

static void sink(DeadlineHeap *heap, uint32_t index)
{
    Deadline **items = heap->items.at;
    Deadline *sunk = items[index];
    uint32_t below;
    while ((below = 2 * index + 1) < heap->items.len) {
        if (below + 1 < heap->items.len &&
            items[below + 1]->at < items[below]->at)
            below++;
        if (sunk->at <= items[below]->at)
            break;
        put(heap, index, items[below]);
        index = below;
    }
    put(heap, index, sunk);
}

void deadline_set(DeadlineHeap *heap, Deadline *deadline, int64_t at)
{
    deadline->at = at;
    if (!deadline->place) {
        vec_push(heap->arena, &heap->items, deadline);
        deadline->place = heap->items.len;
    }
    rise(heap, deadline->place - 1);
    sink(heap, deadline->place - 1);
}

void deadline_drop(DeadlineHeap *heap, Deadline *deadline)
{
    if (!deadline->place)
        return;
    uint32_t index = deadline->place - 1;
    Deadline *last = heap->items.at[--heap->items.len];
    deadline->place = 0;
    if (last == deadline)
        return;
    put(heap, index, last);
    rise(heap, index);
    sink(heap, last->place - 1);
}

Deadline *deadline_first(const DeadlineHeap *heap)
{
    return heap->items.len ? heap->items.at[0] : NULL;
}
