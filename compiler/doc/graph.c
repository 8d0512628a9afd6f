/* graph.c - a workflow's picture on its page. */
#include "base/html.h"
#include "compiler/doc/page.h"
#include "spec/chart/svg.h"
#include "spec/chart/text.h"
#include "spec/chart/words.h"

enum { TEXT_NODES_MAX = 300 };

static const char *link_of(void *context, const ChartNode *node)
{
    Doc *doc = context;
    const char *callee = node->kind == CHART_ARRAY
                             ? chart_mapped(doc->arena, node)
                             : node->callee;
    const DocItem *item = map_find(&doc->by_flyte, sym_of(&doc->names, callee));
    return item ? item->href : NULL;
}

/* Where a picture cannot be made, the list that a terminal gets. */
static void add_text(Doc *doc, Buf *out, const Chart *chart)
{
    if (chart->node_count > TEXT_NODES_MAX) {
        buf_print(out, "<p>%u nodes are too many to draw.</p>\n",
                  chart->node_count);
        return;
    }
    Buf text = {.arena = doc->arena};
    chart_text(&text, chart, (ChartTextStyle){0});
    buf_text(out, "<pre class=\"code\">");
    html_text(out, buf_string(&text));
    buf_text(out, "</pre>\n");
}

void graph_add(Doc *doc, Buf *out, const DocItem *item)
{
    bool ambiguous = false;
    const IdlWorkflow *workflow =
        chart_find(doc->index, doc->input->package, item->in_flyte, &ambiguous);
    if (!workflow)
        return;
    Chart *chart = chart_make(doc->index, workflow, CHART_DEPTH_MAX);
    SvgStyle style = {.inlined = true, .link = link_of, .context = doc};
    const char *why = NULL;
    PlacedEnd end = PLACED_ABSENT;
    buf_text(out, "<h3>Graph</h3>\n<div class=\"wide graph\">\n");
    if (!doc->no_graphviz)
        end = chart_svg(out, flat_make(doc->arena, chart), &style, &why);
    if (end == PLACED_ABSENT)
        doc->no_graphviz = true;
    if (end != PLACED_FINE)
        add_text(doc, out, chart);
    buf_text(out, "</div>\n");
}
