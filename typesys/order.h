/* order.h - things that need each other, put in order; rings are found.
 *
 * Iterative, so a chain of any length costs no stack. */
#ifndef FLW_TYPESYS_ORDER_H
#define FLW_TYPESYS_ORDER_H

#include <stdbool.h>

#include "base/source.h"
#include "base/vec.h"

typedef struct OrderNeed {
    uint32_t item; /* the one that is needed */
    Span at;       /* where it is named */
} OrderNeed;
typedef Vec(OrderNeed) OrderNeedVec;

/* A ring: each needs the next, the last needs the first. */
typedef struct OrderRing {
    Vec(OrderNeed) items; /* `at`: where the one before names it */
} OrderRing;

typedef struct Order {
    Arena *arena;
    OrderNeedVec *needs; /* [len] */
    uint32_t len;
    uint32_t *at; /* out [len]: each after those it needs, else as given */
    bool *ringed; /* out [len]: stands in a ring */
    Vec(OrderRing) rings; /* out: no two share an item */
} Order;

/* Room for len items that need nothing yet. */
void order_init(Order *order, Arena *arena, uint32_t len);
void order_need(Order *order, uint32_t item, uint32_t needed, Span at);
/* Fills what is marked `out`. */
void order_solve(Order *order);

#endif
