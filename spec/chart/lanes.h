/* lanes.h - the lines left of a list of nodes: who waits for whom.
 *
 * A node that others wait for has a lane, a column in which a line goes down
 * from it to the last of them. In a node's row, lines come over from the lanes
 * of all it waits for. What finds no free lane of LANES_MAX is told in words
 * alone, so a row's width has an end. */
#ifndef FLW_SPEC_CHART_LANES_H
#define FLW_SPEC_CHART_LANES_H

#include "spec/chart/chart.h"

enum { LANES_MAX = 12 };

/* What a cell of a row shows. */
typedef enum LaneCell {
    LANE_UP = 1,
    LANE_DOWN = 2,
    LANE_LEFT = 4,
    LANE_RIGHT = 8,
    LANE_NODE = 16
} LaneCell;

/* 2 * column is a lane's own cell, the next one the gap behind it. */
typedef struct LaneRow {
    const ChartNode *node; /* NULL: the end of the flow */
    uint8_t cells[2 * LANES_MAX + 2];
    uint8_t below[2 * LANES_MAX + 2]; /* of the lines under it */
} LaneRow;

typedef struct Lanes {
    Vec(LaneRow) rows; /* in an order that puts each after its sources */
    uint32_t width;    /* cells that any row needs */
} Lanes;

/* Of the flow's nodes, and where it has results its end. */
Lanes *lanes_of(Arena *arena, const ChartFlow *flow);

#endif
