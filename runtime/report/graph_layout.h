/* graph_layout.h - where the boxes of a small graph go.
 *
 * Layers by longest path from a source, order within a layer by the mean of
 * the places above (Sugiyama's first two steps); cycles do not occur. */
#ifndef FLW_RUNTIME_REPORT_GRAPH_LAYOUT_H
#define FLW_RUNTIME_REPORT_GRAPH_LAYOUT_H

#include <stdint.h>

#include "base/arena.h"

typedef struct GraphEdge {
    uint32_t from, to; /* indices of boxes */
} GraphEdge;

typedef struct GraphBox {
    uint32_t layer; /* from 0, left to right */
    uint32_t place; /* from 0, top to bottom */
} GraphBox;

typedef struct GraphLayout {
    GraphBox *boxes;
    uint32_t layers;
    uint32_t deepest; /* boxes of the fullest layer */
} GraphLayout;

/* Edges that would close a ring are left out of the layering. */
GraphLayout graph_layout(Arena *arena, uint32_t n, const GraphEdge *edges,
                         uint32_t m);

#endif
