/* graph_layout.c - where the boxes of a small graph go. */
#include "runtime/report/graph_layout.h"

#include <stdlib.h>

/* Kahn's order carries the longest path along. */
static void find_layers(Arena *arena, uint32_t n, const GraphEdge *edges,
                        uint32_t m, GraphBox *boxes)
{
    uint32_t *first = arena_array(arena, uint32_t, n + 1);
    uint32_t *waits = arena_array(arena, uint32_t, n + 1);
    uint32_t *sorted = arena_array(arena, uint32_t, m + 1);
    uint32_t *queue = arena_array(arena, uint32_t, n + 1);
    uint32_t len = 0;
    for (uint32_t i = 0; i < m; i++) {
        first[edges[i].from + 1]++;
        waits[edges[i].to]++;
    }
    for (uint32_t i = 0; i < n; i++)
        first[i + 1] += first[i];
    uint32_t *next = arena_array(arena, uint32_t, n + 1);
    for (uint32_t i = 0; i < m; i++) {
        uint32_t from = edges[i].from;
        sorted[first[from] + next[from]++] = edges[i].to;
    }
    for (uint32_t i = 0; i < n; i++)
        if (waits[i] == 0)
            queue[len++] = i;
    for (uint32_t at = 0; at < len; at++)
        for (uint32_t i = first[queue[at]]; i < first[queue[at] + 1]; i++) {
            GraphBox *box = &boxes[sorted[i]];
            uint32_t layer = boxes[queue[at]].layer + 1;
            box->layer = layer > box->layer ? layer : box->layer;
            if (--waits[sorted[i]] == 0)
                queue[len++] = sorted[i];
        }
}

typedef struct Place {
    uint32_t box, layer;
    double mean;
} Place;

static int by_mean(const void *left, const void *right)
{
    const Place *a = left, *b = right;
    if (a->layer != b->layer)
        return a->layer < b->layer ? -1 : 1;
    if (a->mean < b->mean || a->mean > b->mean)
        return a->mean < b->mean ? -1 : 1;
    return a->box < b->box ? -1 : a->box > b->box;
}

/* Places within layers, first in order of the boxes, then by what each hangs
 * on; two rounds are enough for graphs that people read. */
static void find_places(Arena *arena, uint32_t n, const GraphEdge *edges,
                        uint32_t m, GraphBox *boxes)
{
    Place *places = arena_array(arena, Place, n + 1);
    double *sums = arena_array(arena, double, n + 1);
    uint32_t *counts = arena_array(arena, uint32_t, n + 1);
    for (int round = 0; round < 3; round++) {
        for (uint32_t i = 0; i < n; i++)
            sums[i] = 0, counts[i] = 0;
        for (uint32_t i = 0; i < m && round > 0; i++) {
            sums[edges[i].to] += boxes[edges[i].from].place;
            counts[edges[i].to]++;
        }
        for (uint32_t i = 0; i < n; i++) {
            double mean = counts[i] ? sums[i] / counts[i] : boxes[i].place;
            places[i] = (Place){i, boxes[i].layer, mean};
        }
        qsort(places, n, sizeof(*places), by_mean);
        for (uint32_t i = 0, place = 0; i < n; i++) {
            place =
                i > 0 && places[i].layer == places[i - 1].layer ? place + 1 : 0;
            boxes[places[i].box].place = place;
        }
    }
}

GraphLayout graph_layout(Arena *arena, uint32_t n, const GraphEdge *edges,
                         uint32_t m)
{
    GraphLayout layout = {.boxes = arena_array(arena, GraphBox, n + 1)};
    find_layers(arena, n, edges, m, layout.boxes);
    find_places(arena, n, edges, m, layout.boxes);
    for (uint32_t i = 0; i < n; i++) {
        const GraphBox *box = &layout.boxes[i];
        if (box->layer + 1 > layout.layers)
            layout.layers = box->layer + 1;
        if (box->place + 1 > layout.deepest)
            layout.deepest = box->place + 1;
    }
    return layout;
}
