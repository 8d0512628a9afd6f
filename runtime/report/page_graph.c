/* page_graph.c - the workflow as boxes and arrows, coloured by what became of
 * each node. */
#include <string.h>

#include "base/html.h"
#include "base/vec.h"
#include "runtime/report/graph_layout.h"
#include "runtime/report/page_parts.h"
#include "runtime/report/words.h"

enum {
    BOXES_MAX = 300, /* more are no picture */
    BOX_WIDTH = 170,
    BOX_HEIGHT = 34,
    GAP_X = 60,
    GAP_Y = 16,
    LABEL_MAX = 22,
};

typedef Vec(GraphEdge) GraphEdges;

typedef struct Drawing {
    Page *page;
    IdlNode **nodes;
    uint32_t n;
    Map index; /* Sym of an id -> 1 + index */
    GraphEdges edges;
} Drawing;

/* ---- edges ---- */

static void add_edge(Drawing *d, const char *from, uint32_t to)
{
    uintptr_t index =
        (uintptr_t)map_find(&d->index, sym_of(&d->page->syms, from));
    if (index == 0 || index - 1 == to)
        return;
    vec_push(d->page->arena, &d->edges, ((GraphEdge){(uint32_t)index - 1, to}));
}

static void add_promises(Drawing *d, const IdlBindingData *data, uint32_t to)
{
    if (!data)
        return;
    switch (data->value_case) {
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_PROMISE:
        add_edge(d, data->promise->node_id, to);
        break;
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_COLLECTION:
        for (size_t i = 0; i < data->collection->n_bindings; i++)
            add_promises(d, data->collection->bindings[i], to);
        break;
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_MAP:
        for (size_t i = 0; i < data->map->n_bindings; i++)
            add_promises(d, data->map->bindings[i]->value, to);
        break;
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_SCALAR:
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_OFFLOADED_METADATA:
    case FLYTEIDL__CORE__BINDING_DATA__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__BINDING_DATA__VALUE__CASE_IS_INT_SIZE:
        break;
    }
}

static void find_edges(Drawing *d)
{
    Arena *arena = d->page->arena;
    for (uint32_t i = 0; i < d->n; i++)
        map_put(arena, &d->index, sym_of(&d->page->syms, d->nodes[i]->id),
                (void *)(uintptr_t)(i + 1));
    for (uint32_t i = 0; i < d->n; i++) {
        const IdlNode *node = d->nodes[i];
        for (size_t j = 0; j < node->n_upstream_node_ids; j++)
            add_edge(d, node->upstream_node_ids[j], i);
        for (size_t j = 0; j < node->n_inputs; j++)
            add_promises(d, node->inputs[j]->binding, i);
    }
}

/* ---- drawing ---- */

static uint32_t left_of(const GraphBox *box)
{
    return 10 + box->layer * (BOX_WIDTH + GAP_X);
}

static uint32_t top_of(const GraphBox *box)
{
    return 10 + box->place * (BOX_HEIGHT + GAP_Y);
}

static void draw_edge(Buf *out, const GraphBox *from, const GraphBox *to)
{
    uint32_t x1 = left_of(from) + BOX_WIDTH, x2 = left_of(to);
    uint32_t y1 = top_of(from) + BOX_HEIGHT / 2;
    uint32_t y2 = top_of(to) + BOX_HEIGHT / 2;
    buf_print(out, "<path class=\"edge\" d=\"M%u %uC%u %u %u %u %u %u\"/>\n",
              x1, y1, x1 + GAP_X / 2, y1, x2 - GAP_X / 2, y2, x2, y2);
}

static void draw_box(Drawing *d, uint32_t i, const GraphBox *box)
{
    Buf *out = d->page->out;
    const char *id = d->nodes[i]->id;
    const NodeRow *row = page_node(d->page, id);
    Phase phase = row ? row->phase : PHASE_NOT_YET;
    size_t len = strnlen(id, LABEL_MAX);
    buf_text(out, "<a href=\"#");
    html_anchor(out, id);
    buf_print(out,
              "\"><rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"%d\" "
              "height=\"%d\" rx=\"5\"/>",
              page_class(phase), left_of(box), top_of(box), BOX_WIDTH,
              BOX_HEIGHT);
    buf_print(out, "<text x=\"%u\" y=\"%u\">", left_of(box) + BOX_WIDTH / 2,
              top_of(box) + BOX_HEIGHT / 2 + 5);
    html_bytes(out, id, len);
    buf_text(out, id[len] ? "...</text><title>" : "</text><title>");
    html_text(out, id);
    buf_print(out, ": %s</title></a>\n",
              phase_words(phase, row ? row->cache : CACHE_DISABLED));
}

static void draw(Drawing *d)
{
    Buf *out = d->page->out;
    GraphLayout layout =
        graph_layout(d->page->arena, d->n, d->edges.at, d->edges.len);
    buf_print(out,
              "<div class=\"wide\"><svg width=\"%u\" height=\"%u\" "
              "role=\"img\" aria-label=\"the workflow's graph\">\n",
              layout.layers * (BOX_WIDTH + GAP_X),
              layout.deepest * (BOX_HEIGHT + GAP_Y) + 10);
    for (uint32_t i = 0; i < d->edges.len; i++)
        draw_edge(out, &layout.boxes[d->edges.at[i].from],
                  &layout.boxes[d->edges.at[i].to]);
    for (uint32_t i = 0; i < d->n; i++)
        draw_box(d, i, &layout.boxes[i]);
    buf_text(out, "</svg></div>\n");
}

/* ---- the workflow ---- */

/* The workflow of that name, or the one that a launch plan of it starts. */
static const IdlWorkflow *find_workflow(const Package *package,
                                        const char *name)
{
    const char *wanted = name;
    for (uint32_t i = 0; i < package->entries.len; i++) {
        const PackageEntry *entry = &package->entries.at[i];
        const Flyteidl__Core__Identifier *id = package_id(entry);
        if (entry->kind != PACKAGE_LAUNCH_PLAN || !id ||
            strcmp(id->name, name) != 0)
            continue;
        const IdlLaunchPlan *plan = (const IdlLaunchPlan *)entry->message;
        if (plan->spec && plan->spec->workflow_id)
            wanted = plan->spec->workflow_id->name;
    }
    for (uint32_t i = 0; i < package->entries.len; i++) {
        const PackageEntry *entry = &package->entries.at[i];
        const Flyteidl__Core__Identifier *id = package_id(entry);
        if (entry->kind == PACKAGE_WORKFLOW && id &&
            strcmp(id->name, wanted) == 0)
            return ((const IdlWorkflowSpec *)entry->message)->template_;
    }
    return NULL;
}

void page_graph(Page *page)
{
    const IdlWorkflow *workflow =
        find_workflow(page->package, page->run->entity);
    if (!workflow || workflow->n_nodes == 0)
        return;
    buf_text(page->out, "<h2>Graph</h2>\n");
    if (workflow->n_nodes > BOXES_MAX) {
        buf_print(page->out, "<p>%zu nodes are too many to draw.</p>\n",
                  workflow->n_nodes);
        return;
    }
    Drawing d = {.page = page,
                 .nodes = workflow->nodes,
                 .n = (uint32_t)workflow->n_nodes};
    find_edges(&d);
    draw(&d);
}
