/* flat.h - a chart as nodes and edges on one plane, for pictures.
 *
 * Sub-workflows that are opened become clusters, and an edge goes from the
 * very node that gives a value to the very one that takes it, through all
 * borders. A branch is a node whose edges are its cases, and where somebody
 * takes what it gives, a join where the cases meet again. */
#ifndef FLW_SPEC_CHART_FLAT_H
#define FLW_SPEC_CHART_FLAT_H

#include "spec/chart/chart.h"

enum {
    FLAT_EDGES_MAX = 200000,  /* more are not drawn */
    FLAT_STEPS_MAX = 2000000, /* from flow to flow, to find where values are
                                 from; no more than so are looked for */
    FLAT_CHAIN_MAX = 5000,    /* such steps for one value */
    FLAT_LABELS_MAX = 4       /* lines at an edge */
};

typedef enum FlatShape {
    FLAT_START, /* the workflow's inputs */
    FLAT_END,   /* its outputs */
    FLAT_NODE,
    FLAT_JOIN
} FlatShape;

typedef struct FlatNode {
    FlatShape shape;
    const ChartNode *node; /* NULL: START, END */
    uint32_t cluster;      /* 0: none; else 1 + its index */
    bool failure;          /* what runs when the workflow has failed */
    uint8_t sides;
    bool changed;
} FlatNode;

typedef enum FlatEdgeKind {
    FLAT_DATA,
    FLAT_ORDER, /* only after, without a value */
    FLAT_CASE,  /* from a branch to what it may do */
    FLAT_MEET   /* from there to the join */
} FlatEdgeKind;

typedef struct FlatLabel {
    const char *name; /* of a value; of a case its condition */
    const char *type; /* NULL: none */
    const char *old;  /* what it was before; NULL: the same */
    uint8_t sides;
} FlatLabel;

/* An end may stand for all of a cluster: then the line stops at its border. */
typedef struct FlatEdge {
    uint32_t from, to;
    uint32_t from_cluster, to_cluster; /* 0: none; else 1 + its index */
    FlatEdgeKind kind;
    FlatLabel labels[FLAT_LABELS_MAX];
    uint32_t label_count; /* may be more than there is room for */
    uint8_t sides;
    bool changed;
} FlatEdge;

typedef struct FlatCluster {
    uint32_t parent; /* 0: none; else 1 + its index */
    const ChartNode *owner;
    bool failure;
} FlatCluster;

typedef struct Flat {
    const Chart *chart;
    Arena *arena;
    Vec(FlatNode) nodes;
    Vec(FlatEdge) edges;
    Vec(FlatCluster) clusters; /* parents before what is in them */
    bool cut; /* there are more edges: beyond the limits above */
} Flat;

Flat *flat_make(Arena *arena, const Chart *chart);

#endif
