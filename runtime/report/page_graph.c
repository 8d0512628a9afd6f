/* page_graph.c - the workflow as boxes and arrows, coloured by what became of
 * each node. */
#include <string.h>

#include "base/html.h"
#include "base/vec.h"
#include "runtime/report/graph_layout.h"
#include "runtime/report/page_parts.h"
#include "runtime/report/words.h"
#include "spec/chart/chart.h"

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
    const ChartNodes *nodes;
    Map index; /* ChartNode -> 1 + index */
    GraphEdges edges;
} Drawing;

/* ---- edges ---- */

/* A branch waits for what its cases take. */
static void add_edges(Drawing *d, const ChartNode *node, uint32_t to)
{
    for (uint32_t i = 0; i < node->uses.len; i++) {
        const ChartNode *from = node->uses.at[i].from;
        uintptr_t index = from ? (uintptr_t)map_find(&d->index, from) : 0;
        if (index && index - 1 != to)
            vec_push(d->page->arena, &d->edges,
                     ((GraphEdge){(uint32_t)index - 1, to}));
    }
    for (uint32_t i = 0; i < node->cases.len; i++)
        add_edges(d, node->cases.at[i].node, to);
}

static void find_edges(Drawing *d)
{
    for (uint32_t i = 0; i < d->nodes->len; i++)
        map_put(d->page->arena, &d->index, d->nodes->at[i],
                (void *)(uintptr_t)(i + 1));
    for (uint32_t i = 0; i < d->nodes->len; i++)
        add_edges(d, d->nodes->at[i], i);
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
    const char *id = d->nodes->at[i]->id;
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
        graph_layout(d->page->arena, d->nodes->len, d->edges.at, d->edges.len);
    buf_print(out,
              "<div class=\"wide\"><svg width=\"%u\" height=\"%u\" "
              "role=\"img\" aria-label=\"the workflow's graph\">\n",
              layout.layers * (BOX_WIDTH + GAP_X),
              layout.deepest * (BOX_HEIGHT + GAP_Y) + 10);
    for (uint32_t i = 0; i < d->edges.len; i++)
        draw_edge(out, &layout.boxes[d->edges.at[i].from],
                  &layout.boxes[d->edges.at[i].to]);
    for (uint32_t i = 0; i < d->nodes->len; i++)
        draw_box(d, i, &layout.boxes[i]);
    buf_text(out, "</svg></div>\n");
}

void page_graph(Page *page)
{
    bool ambiguous = false;
    ChartIndex *index = chart_index(page->arena, page->package);
    const IdlWorkflow *workflow =
        chart_find(index, page->package, page->run->entity, &ambiguous);
    if (!workflow || workflow->n_nodes == 0)
        return;
    buf_text(page->out, "<h2>Graph</h2>\n");
    if (workflow->n_nodes > BOXES_MAX) {
        buf_print(page->out, "<p>%zu nodes are too many to draw.</p>\n",
                  workflow->n_nodes);
        return;
    }
    const Chart *chart = chart_make(index, workflow, 0);
    Drawing d = {.page = page, .nodes = &chart->flow->nodes};
    find_edges(&d);
    draw(&d);
}
