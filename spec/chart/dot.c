/* dot.c - a chart in Graphviz's language, to be drawn or changed by hand. */
#include <string.h>

#include "base/shown.h"
#include "spec/chart/caption.h"
#include "spec/chart/nesting.h"
#include "spec/chart/pictures.h"
#include "spec/chart/words.h"

/* In quotes. Texts are short and safe already: these two end a text. */
static void put(NestingPen *pen, const char *text)
{
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            buf_char(pen->out, '\\');
        buf_char(pen->out, *text);
    }
}

static void indent(NestingPen *pen, uint32_t depth)
{
    buf_fill(pen->out, ' ', 2 * (depth < 40 ? depth : 40));
}

/* ---- colours ---- */

static const char *change_colour(const Flat *flat, uint8_t sides, bool changed)
{
    const char *word = chart_change_word(flat->chart, sides, changed);
    switch (*word) {
    case 'a':
        return "#1a7f37";
    case 'r':
        return "#cf222e";
    case 'c':
        return "#9a6700";
    default:
        return NULL;
    }
}

static const char *shape_of(const FlatNode *node)
{
    static const char *const shapes[] = {
        [CHART_TASK] = "box, style=rounded",
        [CHART_ECHO] = "box, style=\"rounded,dashed\"",
        [CHART_WORKFLOW] = "box, peripheries=2",
        [CHART_LAUNCH] = "cds",
        [CHART_BRANCH] = "diamond",
        [CHART_ARRAY] = "box3d",
        [CHART_APPROVE] = "hexagon",
        [CHART_SIGNAL] = "hexagon",
        [CHART_SLEEP] = "hexagon",
        [CHART_FAIL] = "octagon, color=\"#cf222e\"",
        [CHART_UNKNOWN] = "box",
    };
    if (node->shape == FLAT_START || node->shape == FLAT_END)
        return "oval, style=dashed";
    if (node->shape == FLAT_JOIN)
        return "circle, width=0.15, fixedsize=true";
    return shapes[node->node->kind];
}

/* ---- nodes ---- */

static void put_line(NestingPen *pen, const char *text)
{
    if (!*text)
        return;
    buf_text(pen->out, "\\n");
    put(pen, text);
}

static void add_node(void *context, uint32_t i, uint32_t depth)
{
    NestingPen *pen = context;
    const FlatNode *node = &pen->flat->nodes.at[i];
    Caption caption = caption_of_node(pen->out->arena, node);
    const char *colour = change_colour(pen->flat, node->sides, node->changed);
    indent(pen, depth + 1);
    buf_print(pen->out, "n%u [label=\"", i);
    put(pen, caption.title);
    put_line(pen, caption.deed);
    put_line(pen, caption.notes);
    if (node->node && node->node->generated && node->shape == FLAT_NODE)
        put_line(pen, "(generated)");
    buf_print(pen->out, "\", shape=%s", shape_of(node));
    if (colour)
        buf_print(pen->out, ", color=\"%s\", fontcolor=\"%s\"", colour, colour);
    buf_text(pen->out, "];\n");
}

static void open_cluster(void *context, uint32_t cluster, uint32_t depth)
{
    NestingPen *pen = context;
    const FlatCluster *own = &pen->flat->clusters.at[cluster - 1];
    Caption caption = caption_of_cluster(pen->out->arena, own);
    const char *colour =
        change_colour(pen->flat, own->owner->sides, own->owner->changed);
    indent(pen, depth + 1);
    buf_print(pen->out, "subgraph cluster_%u {\n", cluster);
    indent(pen, depth + 2);
    buf_text(pen->out, "label=\"");
    put(pen, caption.title);
    put_line(pen, caption.deed);
    buf_print(pen->out, "\"; style=\"rounded%s\"; color=\"%s\";\n",
              own->owner->generated ? ",dashed" : "",
              colour         ? colour
              : own->failure ? "#cf222e"
                             : "#8b949e");
}

static void close_cluster(void *context, uint32_t cluster, uint32_t depth)
{
    NestingPen *pen = context;
    (void)cluster;
    indent(pen, depth + 1);
    buf_text(pen->out, "}\n");
}

/* ---- edges ---- */

static void add_edge(NestingPen *pen, const FlatEdge *edge)
{
    Buf *out = pen->out;
    const char *colour = change_colour(pen->flat, edge->sides, edge->changed);
    bool removed = pen->flat->chart->compared && edge->sides == CHART_OLD;
    uint32_t count = caption_count(edge);
    buf_print(out, "  n%u -> n%u [label=\"", edge->from, edge->to);
    for (uint32_t i = 0; i < count; i++) {
        buf_text(out, i ? "\\n" : "");
        put(pen, caption_of_label(out->arena, edge, i));
    }
    buf_char(out, '"');
    if (edge->kind == FLAT_ORDER || removed)
        buf_text(out, ", style=dashed");
    if (edge->kind == FLAT_MEET)
        buf_text(out, ", arrowhead=none");
    if (edge->from_cluster)
        buf_print(out, ", ltail=cluster_%u", edge->from_cluster);
    if (edge->to_cluster)
        buf_print(out, ", lhead=cluster_%u", edge->to_cluster);
    if (colour)
        buf_print(out, ", color=\"%s\", fontcolor=\"%s\"", colour, colour);
    buf_text(out, "];\n");
}

void chart_dot(Buf *out, const Flat *flat, bool across)
{
    NestingPen pen = {out, flat};
    Nesting nesting = {add_node, open_cluster, close_cluster, &pen};
    buf_text(out, "digraph \"");
    Buf name = {.arena = out->arena};
    shown_add(&name, flat->chart->flow->name, strlen(flat->chart->flow->name));
    put(&pen, buf_string(&name));
    buf_print(out,
              "\" {\n"
              "  rankdir=%s; compound=true;\n"
              "  node [fontname=\"Helvetica\", fontsize=12];\n"
              "  edge [fontname=\"Helvetica\", fontsize=10];\n"
              "  graph [fontname=\"Helvetica\", fontsize=11];\n",
              across ? "LR" : "TB");
    nesting_walk(out->arena, flat, &nesting);
    for (uint32_t i = 0; i < flat->edges.len; i++)
        add_edge(&pen, &flat->edges.at[i]);
    buf_text(out, "}\n");
}
