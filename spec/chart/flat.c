/* flat.c - a chart as nodes and edges on one plane. */
#include "spec/chart/flat.h"

#include <string.h>

enum { NONE = UINT32_MAX };

/* Where a node of the chart is in the plane. */
typedef struct Spot {
    uint32_t first, last; /* of what is inside; of a lone node itself */
    uint32_t cluster;     /* its own; 0: it has none */
    uint32_t join;        /* of a branch; NONE: nobody takes what it gives */
} Spot;

typedef Vec(const ChartUse *) UseRefs;

typedef struct Flattener {
    Flat *flat;
    Arena *arena;
    SymTable names;
    Spot *spots;  /* by number of the node */
    Map lists;    /* ChartUses -> Map of Sym of a var to UseRefs */
    Map consumed; /* ChartFlow -> Map of Sym of an input */
    Map edges;    /* a pair of nodes -> 1 + index */
    uint32_t steps, chain;
    uint32_t start; /* NONE: nothing is taken */
} Flattener;

/* ---- nodes ---- */

static uint32_t add_flat(Flattener *f, FlatNode node)
{
    vec_push(f->arena, &f->flat->nodes, node);
    return f->flat->nodes.len - 1;
}

static void place_flow(Flattener *f, const ChartFlow *flow, uint32_t cluster,
                       bool failure);

static void place_body(Flattener *f, const ChartNode *node, uint32_t cluster,
                       bool failure, Spot *spot)
{
    FlatCluster own = {cluster, node, failure};
    vec_push(f->arena, &f->flat->clusters, own);
    spot->cluster = f->flat->clusters.len;
    spot->first = f->flat->nodes.len;
    place_flow(f, node->body, spot->cluster, failure);
    spot->last = f->flat->nodes.len - 1;
}

static void place_node(Flattener *f, const ChartNode *node, uint32_t cluster,
                       bool failure)
{
    Spot spot = {.join = NONE};
    FlatNode flat = {FLAT_NODE, node,        cluster,
                     failure,   node->sides, node->changed};
    if (node->body) {
        place_body(f, node, cluster, failure, &spot);
    } else {
        spot.first = spot.last = add_flat(f, flat);
        for (uint32_t i = 0; i < node->cases.len; i++)
            place_node(f, node->cases.at[i].node, cluster, failure);
    }
    if (node->kind == CHART_BRANCH && node->wanted) {
        flat.shape = FLAT_JOIN;
        flat.changed = false;
        spot.join = add_flat(f, flat);
    }
    f->spots[node->number] = spot;
}

static void place_flow(Flattener *f, const ChartFlow *flow, uint32_t cluster,
                       bool failure)
{
    for (uint32_t i = 0; i < flow->nodes.len; i++)
        place_node(f, flow->nodes.at[i], cluster, failure);
    if (flow->failure)
        place_node(f, flow->failure, cluster, true);
}

/* ---- edges ---- */

static FlatEdge *edge_of(Flattener *f, FlatEdge edge)
{
    const void *key =
        (const void *)(uintptr_t)(((uint64_t)edge.from << 32 | edge.to) + 1);
    uintptr_t at = (uintptr_t)map_find(&f->edges, key);
    if (at == 0 && f->flat->edges.len >= FLAT_EDGES_MAX) {
        f->flat->cut = true;
        return NULL;
    }
    if (at == 0) {
        vec_push(f->arena, &f->flat->edges, edge);
        at = f->flat->edges.len;
        map_put(f->arena, &f->edges, key, (void *)at);
    }
    return &f->flat->edges.at[at - 1];
}

static void add_label(FlatEdge *edge, FlatLabel label)
{
    for (uint32_t i = 0; i < edge->label_count && i < FLAT_LABELS_MAX; i++) {
        FlatLabel *known = &edge->labels[i];
        if (strcmp(known->name, label.name) == 0 &&
            strcmp(known->type ? known->type : "",
                   label.type ? label.type : "") == 0) {
            known->sides |= label.sides;
            return;
        }
    }
    if (edge->label_count < FLAT_LABELS_MAX)
        edge->labels[edge->label_count] = label;
    edge->label_count++;
}

/* Of two kinds between the same nodes the one that says more. */
static void add_edge(Flattener *f, FlatEdge wanted, const FlatLabel *label)
{
    FlatEdge *edge = wanted.from == wanted.to && !wanted.to_cluster
                         ? NULL
                         : edge_of(f, wanted);
    if (!edge)
        return;
    edge->sides |= wanted.sides;
    edge->changed |= wanted.changed;
    if (wanted.kind != edge->kind && edge->kind == FLAT_ORDER)
        edge->kind = wanted.kind;
    if (label)
        add_label(edge, *label);
}

/* ---- where a value comes from ---- */

static const Map *uses_by_var(Flattener *f, const ChartUses *uses)
{
    Map *by_var = map_find(&f->lists, uses);
    if (by_var)
        return by_var;
    by_var = arena_new(f->arena, Map);
    for (uint32_t i = 0; i < uses->len; i++) {
        const ChartUse *use = &uses->at[i];
        if (!use->var)
            continue;
        const Sym *var = sym_of(&f->names, use->var);
        UseRefs *refs = map_find(by_var, var);
        if (!refs) {
            refs = arena_new(f->arena, UseRefs);
            map_put(f->arena, by_var, var, refs);
        }
        vec_push(f->arena, refs, use);
    }
    map_put(f->arena, &f->lists, uses, by_var);
    return by_var;
}

static void take(Flattener *f, const ChartFlow *flow, const ChartUse *use,
                 FlatEdge edge, const FlatLabel *label);

/* All that the variable may come from; how many. */
static uint32_t take_var(Flattener *f, const ChartFlow *flow,
                         const ChartUses *uses, const char *var, FlatEdge edge,
                         const FlatLabel *label)
{
    const UseRefs *refs =
        map_find(uses_by_var(f, uses), sym_of(&f->names, var));
    for (uint32_t i = 0; refs && i < refs->len; i++)
        take(f, flow, refs->at[i], edge, label);
    return refs ? refs->len : 0;
}

static void take_input(Flattener *f, const ChartFlow *flow, const ChartUse *use,
                       FlatEdge edge, const FlatLabel *label)
{
    if (flow->owner) {
        take_var(f, flow->owner->within, &flow->owner->uses, use->source, edge,
                 label);
        return;
    }
    if (f->start == NONE)
        f->start =
            add_flat(f, (FlatNode){.shape = FLAT_START, .sides = CHART_BOTH});
    edge.from = f->start;
    add_edge(f, edge, label);
}

static void take_output(Flattener *f, const ChartUse *use, FlatEdge edge,
                        const FlatLabel *label)
{
    const ChartNode *from = use->from;
    const Spot *spot = &f->spots[from->number];
    if (from->body && use->var &&
        take_var(f, from->body, &from->body->results, use->source, edge, label))
        return;
    edge.from = spot->join != NONE ? spot->join : spot->last;
    edge.from_cluster = spot->cluster;
    add_edge(f, edge, label);
}

/* A package may have rings, and values that fork at each step. */
static bool may_step(Flattener *f)
{
    if (f->steps >= FLAT_STEPS_MAX || f->chain >= FLAT_CHAIN_MAX)
        f->flat->cut = true;
    return !f->flat->cut;
}

/* The edge's sides are those of every step that the value takes. */
static void take(Flattener *f, const ChartFlow *flow, const ChartUse *use,
                 FlatEdge edge, const FlatLabel *label)
{
    FlatLabel own = label ? *label : (FlatLabel){.name = ""};
    edge.sides &= use->sides;
    own.sides &= use->sides;
    if (edge.sides == 0 || !may_step(f))
        return;
    f->steps++;
    f->chain++;
    if (use->from)
        take_output(f, use, edge, label ? &own : NULL);
    else
        take_input(f, flow, use, edge, label ? &own : NULL);
    f->chain--;
}

/* ---- what a node takes ---- */

static const Map *consumed_by(Flattener *f, const ChartFlow *flow)
{
    return map_find(&f->consumed, flow);
}

static void consume(Flattener *f, Map *inputs, const ChartUses *uses)
{
    for (uint32_t i = 0; i < uses->len; i++)
        if (!uses->at[i].from)
            map_put(f->arena, inputs, sym_of(&f->names, uses->at[i].source),
                    inputs);
}

static void consume_node(Flattener *f, Map *inputs, const ChartNode *node)
{
    consume(f, inputs, &node->uses);
    for (uint32_t i = 0; i < node->cases.len; i++)
        consume_node(f, inputs, node->cases.at[i].node);
}

static void note_consumed(Flattener *f, const ChartFlow *flow)
{
    Map *inputs = arena_new(f->arena, Map);
    for (uint32_t i = 0; i < flow->nodes.len; i++)
        consume_node(f, inputs, flow->nodes.at[i]);
    if (flow->failure)
        consume_node(f, inputs, flow->failure);
    consume(f, inputs, &flow->results);
    map_put(f->arena, &f->consumed, flow, inputs);
}

static FlatLabel label_of(Flattener *f, const ChartNode *node,
                          const ChartUse *use)
{
    bool is_branch = node && node->kind == CHART_BRANCH;
    const char *name = use->var ? use->var : "";
    if (is_branch)
        name = arena_print(f->arena, "%s%s", use->source, use->path);
    return (FlatLabel){name, use->type, use->old_type, CHART_BOTH};
}

static void connect_use(Flattener *f, const ChartNode *node,
                        const ChartUse *use)
{
    const Spot *spot = &f->spots[node->number];
    FlatLabel label = label_of(f, node, use);
    FlatEdge edge = {.to = spot->first,
                     .to_cluster = spot->cluster,
                     .kind = use->var ? FLAT_DATA : FLAT_ORDER,
                     .sides = CHART_BOTH,
                     .changed = use->old_type != NULL};
    bool inside =
        use->var && node->body &&
        map_find(consumed_by(f, node->body), sym_of(&f->names, use->var));
    if (!inside)
        take(f, node->within, use, edge, use->var ? &label : NULL);
}

/* ---- branches ---- */

static void meet(Flattener *f, const ChartNode *node, uint32_t join)
{
    const Spot *spot = &f->spots[node->number];
    FlatEdge edge = {.from = spot->join != NONE ? spot->join : spot->last,
                     .to = join,
                     .kind = FLAT_MEET,
                     .from_cluster = spot->cluster,
                     .sides = node->sides};
    bool any = false;
    if (node->kind == CHART_FAIL)
        return;
    for (uint32_t i = 0; node->body && i < node->body->results.len; i++) {
        FlatEdge inner = edge;
        inner.from_cluster = 0;
        take(f, node->body, &node->body->results.at[i], inner, NULL);
        any = true;
    }
    if (!any)
        add_edge(f, edge, NULL);
}

static void connect_case(Flattener *f, const ChartNode *branch,
                         const ChartCase *one)
{
    const Spot *spot = &f->spots[one->node->number];
    uint32_t from = f->spots[branch->number].first;
    uint32_t join = f->spots[branch->number].join;
    FlatLabel label = {one->condition ? one->condition : "else", NULL,
                       one->old_condition, one->sides};
    FlatEdge edge = {.from = from,
                     .to = spot->first,
                     .to_cluster = spot->cluster,
                     .kind = FLAT_CASE,
                     .sides = one->sides,
                     .changed = one->old_condition != NULL};
    add_edge(f, edge, &label);
    if (join != NONE)
        meet(f, one->node, join);
}

/* ---- the whole ---- */

static void connect_flow(Flattener *f, const ChartFlow *flow);

static void connect_node(Flattener *f, const ChartNode *node)
{
    for (uint32_t i = 0; i < node->cases.len; i++)
        connect_node(f, node->cases.at[i].node);
    for (uint32_t i = 0; i < node->cases.len; i++)
        connect_case(f, node, &node->cases.at[i]);
    if (node->body)
        connect_flow(f, node->body);
    for (uint32_t i = 0; i < node->uses.len; i++)
        connect_use(f, node, &node->uses.at[i]);
}

static void connect_flow(Flattener *f, const ChartFlow *flow)
{
    note_consumed(f, flow);
    for (uint32_t i = 0; i < flow->nodes.len; i++)
        connect_node(f, flow->nodes.at[i]);
    if (flow->failure)
        connect_node(f, flow->failure);
}

static void connect_end(Flattener *f, const ChartFlow *flow)
{
    if (flow->results.len == 0)
        return;
    uint32_t end =
        add_flat(f, (FlatNode){.shape = FLAT_END, .sides = CHART_BOTH});
    for (uint32_t i = 0; i < flow->results.len; i++) {
        const ChartUse *use = &flow->results.at[i];
        FlatLabel label = label_of(f, NULL, use);
        FlatEdge edge = {.to = end,
                         .kind = FLAT_DATA,
                         .sides = CHART_BOTH,
                         .changed = use->old_type != NULL};
        take(f, flow, use, edge, &label);
    }
}

Flat *flat_make(Arena *arena, const Chart *chart)
{
    Flat *flat = arena_new(arena, Flat);
    flat->chart = chart;
    flat->arena = arena;
    Flattener f = {.flat = flat, .arena = arena, .start = NONE};
    sym_table_init(&f.names, arena);
    f.spots = arena_array(arena, Spot, chart->node_count + 1);
    place_flow(&f, chart->flow, 0, false);
    connect_flow(&f, chart->flow);
    connect_end(&f, chart->flow);
    return flat;
}
