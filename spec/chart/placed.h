/* placed.h - where everything of a picture goes, as Graphviz lays it out.
 *
 * CSS pixels, from the upper left. */
#ifndef FLW_SPEC_CHART_PLACED_H
#define FLW_SPEC_CHART_PLACED_H

#include "spec/chart/flat.h"

enum {
    PLACED_NODES_MAX = 1000, /* more are no picture, and take Graphviz long */
    PLACED_EDGES_MAX = 1500,
    PLACED_SECONDS = 60
};

typedef struct Point {
    double x, y;
} Point;

typedef struct PlacedNode {
    Point centre;
    double width, height;
} PlacedNode;

typedef struct PlacedEdge {
    Vec(Point) curve; /* 1 + 3n points of Bezier curves */
    Point tip;        /* of the arrow, behind the curve's last point */
    bool has_tip;
    Point label; /* its centre */
} PlacedEdge;

typedef struct PlacedCluster {
    Point low, high;
} PlacedCluster;

typedef struct Placed {
    double width, height;
    PlacedNode *nodes;
    PlacedEdge *edges;
    PlacedCluster *clusters; /* as those of the plane */
} Placed;

typedef enum PlacedEnd {
    PLACED_FINE,
    PLACED_TOO_LARGE, /* beyond the limits above */
    PLACED_LATE,      /* Graphviz was not done after PLACED_SECONDS */
    PLACED_ABSENT,    /* Graphviz is not installed */
    PLACED_FAILED     /* with *why */
} PlacedEnd;

PlacedEnd placed_make(Arena *arena, const Flat *flat, bool across, Placed *out,
                      const char **why);

#endif
