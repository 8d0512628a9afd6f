/* lanes.c - the lines left of a list of nodes. */
#include "spec/chart/lanes.h"

typedef struct Row {
    const ChartNode *node;
    Vec(uint32_t) sources; /* items, each once */
    uint32_t last;         /* the last place in the order that waits for it */
    uint32_t lane;         /* LANES_MAX: none */
    bool seen, done;
} Row;

typedef struct Weaver {
    Arena *arena;
    Row *rows; /* in the flow's order, and the end */
    uint32_t len;
    Map by_node; /* ChartNode -> 1 + index */
    uint32_t *order;
    uint32_t ordered;
    uint32_t held[LANES_MAX]; /* by lane: 1 + index of its row */
} Weaver;

/* ---- sources ---- */

static void add_sources(Weaver *w, uint32_t at, const ChartUses *uses)
{
    for (uint32_t i = 0; i < uses->len; i++) {
        const ChartNode *from = uses->at[i].from;
        uintptr_t found = from ? (uintptr_t)map_find(&w->by_node, from) : 0;
        if (found && found - 1 != at && w->rows[found - 1].last != at + 1) {
            w->rows[found - 1].last = at + 1; /* here: seen from this row */
            vec_push(w->arena, &w->rows[at].sources, (uint32_t)found - 1);
        }
    }
}

/* A branch waits for what its cases take. */
static void add_node_sources(Weaver *w, uint32_t at, const ChartNode *node)
{
    add_sources(w, at, &node->uses);
    for (uint32_t i = 0; i < node->cases.len; i++)
        add_node_sources(w, at, node->cases.at[i].node);
}

static void find_sources(Weaver *w, const ChartFlow *flow)
{
    for (uint32_t i = 0; i < w->len; i++) {
        if (w->rows[i].node)
            add_node_sources(w, i, w->rows[i].node);
        else
            add_sources(w, i, &flow->results);
    }
    for (uint32_t i = 0; i < w->len; i++)
        w->rows[i].last = 0;
}

/* ---- order ---- */

typedef struct Step {
    uint32_t row, next;
} Step;

/* As the flow has them, but sources first. Rings, which no valid workflow
 * has, are cut. */
static void put_in_order(Weaver *w)
{
    Vec(Step) stack = {0};
    for (uint32_t i = 0; i < w->len; i++) {
        if (w->rows[i].seen)
            continue;
        w->rows[i].seen = true;
        vec_push(w->arena, &stack, ((Step){i, 0}));
        while (stack.len) {
            Step *step = &stack.at[stack.len - 1];
            Row *row = &w->rows[step->row];
            if (step->next == row->sources.len) {
                w->order[w->ordered++] = step->row;
                stack.len--;
                continue;
            }
            uint32_t source = row->sources.at[step->next++];
            if (w->rows[source].seen)
                continue;
            w->rows[source].seen = true;
            vec_push(w->arena, &stack, ((Step){source, 0}));
        }
    }
}

/* Places in the order count from 1. */
static void find_last(Weaver *w)
{
    uint32_t *place = arena_array(w->arena, uint32_t, w->len + 1);
    for (uint32_t i = 0; i < w->ordered; i++)
        place[w->order[i]] = i + 1;
    for (uint32_t i = 0; i < w->ordered; i++) {
        const Row *row = &w->rows[w->order[i]];
        for (uint32_t j = 0; j < row->sources.len; j++) {
            Row *source = &w->rows[row->sources.at[j]];
            if (i + 1 > place[row->sources.at[j]] && i + 1 > source->last)
                source->last = i + 1;
        }
    }
}

/* ---- lanes ---- */

/* The lane of a source that ends here, so that a chain is one line; else the
 * first free one. */
static uint32_t choose_lane(Weaver *w, uint32_t at, uint32_t place)
{
    const Row *row = &w->rows[at];
    uint32_t best = LANES_MAX;
    for (uint32_t i = 0; i < row->sources.len; i++) {
        const Row *source = &w->rows[row->sources.at[i]];
        if (source->lane < best && source->last == place &&
            w->held[source->lane] == row->sources.at[i] + 1)
            best = source->lane;
    }
    for (uint32_t lane = 0; lane < LANES_MAX && best == LANES_MAX; lane++)
        if (!w->held[lane])
            best = lane;
    return best;
}

static void draw_across(uint8_t *cells, uint32_t from, uint32_t to)
{
    uint32_t low = from < to ? from : to, high = from < to ? to : from;
    cells[2 * low] |= LANE_RIGHT;
    cells[2 * high] |= LANE_LEFT;
    for (uint32_t i = 2 * low + 1; i < 2 * high; i++)
        cells[i] |= LANE_LEFT | LANE_RIGHT;
}

/* A line that goes over a lane without coming from it leaves it whole. */
static void cross(Weaver *w, uint8_t *cells, uint32_t column,
                  const uint8_t *is_source)
{
    for (uint32_t lane = 0; lane < LANES_MAX; lane++)
        if (w->held[lane] && lane != column && !is_source[lane])
            cells[2 * lane] = LANE_UP | LANE_DOWN;
}

static void draw_row(Weaver *w, LaneRow *out, uint32_t at, uint32_t place)
{
    Row *row = &w->rows[at];
    uint32_t column = choose_lane(w, at, place);
    uint8_t is_source[LANES_MAX + 1] = {0};
    for (uint32_t lane = 0; lane < LANES_MAX; lane++)
        if (w->held[lane])
            out->cells[2 * lane] |= LANE_UP | LANE_DOWN;
    for (uint32_t i = 0; i < row->sources.len; i++) {
        const Row *source = &w->rows[row->sources.at[i]];
        bool held = source->lane < LANES_MAX &&
                    w->held[source->lane] == row->sources.at[i] + 1;
        if (!held)
            continue;
        is_source[source->lane] = 1;
        if (source->lane != column)
            draw_across(out->cells, source->lane, column);
        if (source->last != place)
            continue;
        w->held[source->lane] = 0;
        out->cells[2 * source->lane] &= (uint8_t)~LANE_DOWN;
    }
    cross(w, out->cells, column, is_source);
    out->cells[2 * column] |= LANE_NODE;
    row->lane = LANES_MAX;
    if (row->last > place && column < LANES_MAX) {
        row->lane = column;
        w->held[column] = at + 1;
    }
    for (uint32_t lane = 0; lane < LANES_MAX; lane++)
        if (w->held[lane])
            out->below[2 * lane] = LANE_UP | LANE_DOWN;
}

static void weave(Weaver *w, Lanes *lanes)
{
    for (uint32_t i = 0; i < w->ordered; i++) {
        LaneRow row = {.node = w->rows[w->order[i]].node};
        draw_row(w, &row, w->order[i], i + 1);
        for (uint32_t at = 0; at < sizeof row.cells; at++)
            if ((row.cells[at] || row.below[at]) && at + 1 > lanes->width)
                lanes->width = at + 1;
        vec_push(w->arena, &lanes->rows, row);
    }
}

Lanes *lanes_of(Arena *arena, const ChartFlow *flow)
{
    Lanes *lanes = arena_new(arena, Lanes);
    Weaver w = {.arena = arena, .len = flow->nodes.len};
    w.rows = arena_array(arena, Row, w.len + 1);
    w.order = arena_array(arena, uint32_t, w.len + 1);
    for (uint32_t i = 0; i < w.len; i++) {
        w.rows[i].node = flow->nodes.at[i];
        map_put(arena, &w.by_node, flow->nodes.at[i],
                (void *)(uintptr_t)(i + 1));
    }
    w.len += flow->results.len || flow->constants.len;
    vec_reserve(arena, &lanes->rows, w.len + 1);
    find_sources(&w, flow);
    put_in_order(&w);
    find_last(&w);
    weave(&w, lanes);
    return lanes;
}
