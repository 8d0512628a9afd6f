/* order.c - depth first, with a stack of our own. */
#include "typesys/order.h"

typedef enum Colour { WHITE, GREY, BLACK } Colour;

typedef struct Frame {
    uint32_t item;
    uint32_t next; /* of its needs */
    Span at;       /* where it was named */
    uint32_t ring; /* 1 + the highest frame up to here that is ringed; or 0 */
} Frame;

typedef struct Walk {
    Order *order;
    uint8_t *colours;
    uint32_t *depth_of; /* of a grey item: its frame */
    Frame *frames;
    uint32_t depth;
    uint32_t done;
} Walk;

void order_init(Order *order, Arena *arena, uint32_t len)
{
    *order = (Order){.arena = arena, .len = len};
    order->needs = arena_array(arena, OrderNeedVec, len);
    order->at = arena_array(arena, uint32_t, len);
    order->ringed = arena_array(arena, bool, len);
}

void order_need(Order *order, uint32_t item, uint32_t needed, Span at)
{
    OrderNeed need = {.item = needed, .at = at};
    vec_push(order->arena, &order->needs[item], need);
}

static void enter(Walk *walk, uint32_t item, Span at)
{
    walk->colours[item] = GREY;
    walk->depth_of[item] = walk->depth;
    uint32_t ring = walk->depth ? walk->frames[walk->depth - 1].ring : 0;
    walk->frames[walk->depth++] = (Frame){.item = item, .at = at, .ring = ring};
}

/* The grey items from `first` up are a ring; `at` closes it. */
static void note_ring(Walk *walk, uint32_t first, Span at)
{
    Order *order = walk->order;
    if (walk->frames[walk->depth - 1].ring > first)
        return;
    OrderRing ring = {0};
    for (uint32_t i = first; i < walk->depth; i++) {
        Frame *frame = &walk->frames[i];
        frame->ring = i + 1;
        OrderNeed item = {frame->item, i == first ? at : frame->at};
        order->ringed[frame->item] = true;
        vec_push(order->arena, &ring.items, item);
    }
    vec_push(order->arena, &order->rings, ring);
}

static void step(Walk *walk)
{
    Frame *frame = &walk->frames[walk->depth - 1];
    const OrderNeedVec *needs = &walk->order->needs[frame->item];
    if (frame->next == needs->len) {
        walk->colours[frame->item] = BLACK;
        walk->order->at[walk->done++] = frame->item;
        walk->depth--;
        return;
    }
    const OrderNeed *need = &needs->at[frame->next++];
    if (walk->colours[need->item] == WHITE)
        enter(walk, need->item, need->at);
    else if (walk->colours[need->item] == GREY)
        note_ring(walk, walk->depth_of[need->item], need->at);
}

void order_solve(Order *order)
{
    Walk walk = {.order = order};
    walk.colours = arena_array(order->arena, uint8_t, order->len);
    walk.depth_of = arena_array(order->arena, uint32_t, order->len);
    walk.frames = arena_array(order->arena, Frame, order->len);
    for (uint32_t i = 0; i < order->len; i++) {
        if (walk.colours[i] != WHITE)
            continue;
        enter(&walk, i, (Span){0, 0});
        while (walk.depth > 0)
            step(&walk);
    }
}
