/* mermaid.c - a chart as a Mermaid flowchart. */
#include <string.h>

#include "spec/chart/caption.h"
#include "spec/chart/pictures.h"
#include "spec/chart/words.h"

typedef struct Shape {
    const char *open, *close;
} Shape;

/* In quotes. Mermaid reads `#35;` as the character of that number; what could
 * mean anything to it or to a page goes so. */
static void put(Buf *out, const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                " .,:+-()=/?!'_";
    for (; *text; text++)
        if ((unsigned char)*text >= 0x80 || strchr(plain, *text))
            buf_char(out, *text);
        else
            buf_print(out, "#%d;", *text);
}

static Shape shape_of(const FlatNode *node)
{
    static const Shape shapes[] = {
        [CHART_TASK] = {"[", "]"},       [CHART_ECHO] = {"(", ")"},
        [CHART_WORKFLOW] = {"[[", "]]"}, [CHART_LAUNCH] = {"[/", "/]"},
        [CHART_BRANCH] = {"{", "}"},     [CHART_ARRAY] = {"[[", "]]"},
        [CHART_APPROVE] = {"{{", "}}"},  [CHART_SIGNAL] = {"{{", "}}"},
        [CHART_SLEEP] = {"{{", "}}"},    [CHART_FAIL] = {">", "]"},
        [CHART_UNKNOWN] = {"[", "]"},
    };
    if (node->shape == FLAT_START || node->shape == FLAT_END)
        return (Shape){"([", "])"};
    if (node->shape == FLAT_JOIN)
        return (Shape){"((", "))"};
    return shapes[node->node->kind];
}

static void put_line(Buf *out, const char *text)
{
    if (!*text)
        return;
    buf_text(out, "<br/>");
    put(out, text);
}

static const char *class_of(const Flat *flat, const FlatNode *node)
{
    const char *change =
        chart_change_word(flat->chart, node->sides, node->changed);
    if (*change)
        return change;
    if (node->node && node->node->kind == CHART_FAIL)
        return "fail";
    bool made = node->shape != FLAT_NODE || node->node->generated;
    return made ? "generated" : "";
}

static void add_node(Buf *out, const Flat *flat, uint32_t i)
{
    const FlatNode *node = &flat->nodes.at[i];
    Caption caption = caption_of_node(out->arena, node);
    Shape shape = shape_of(node);
    const char *class = class_of(flat, node);
    buf_print(out, "  n%u%s\"", i, shape.open);
    put(out, *caption.title ? caption.title : " ");
    put_line(out, caption.deed);
    put_line(out, caption.notes);
    buf_print(out, "\"%s", shape.close);
    buf_print(out, "%s%s\n", *class ? ":::" : "", class);
}

static void open_cluster(Buf *out, const Flat *flat, uint32_t cluster)
{
    const FlatCluster *own = &flat->clusters.at[cluster - 1];
    Caption caption = caption_of_cluster(out->arena, own);
    buf_print(out, "  subgraph c%u[\"", cluster);
    put(out, caption.title);
    put_line(out, caption.deed);
    buf_text(out, "\"]\n");
}

static bool is_within(const Flat *flat, uint32_t cluster, uint32_t outer)
{
    while (cluster && cluster != outer)
        cluster = flat->clusters.at[cluster - 1].parent;
    return cluster == outer;
}

/* From the cluster that is open to the node's: out, and in again. */
static void move_to(Buf *out, const Flat *flat, uint32_t *open, uint32_t wanted)
{
    while (*open && !is_within(flat, wanted, *open)) {
        buf_text(out, "  end\n");
        *open = flat->clusters.at[*open - 1].parent;
    }
    uint32_t path[CHART_DEPTH_MAX + 1], depth = 0;
    for (uint32_t at = wanted; at != *open;
         at = flat->clusters.at[at - 1].parent)
        path[depth++] = at;
    while (depth > 0)
        open_cluster(out, flat, path[--depth]);
    *open = wanted;
}

static void add_edge(Buf *out, const FlatEdge *edge)
{
    uint32_t count = caption_count(edge);
    if (edge->from_cluster)
        buf_print(out, "  c%u", edge->from_cluster);
    else
        buf_print(out, "  n%u", edge->from);
    buf_text(out, edge->kind == FLAT_ORDER  ? " -.->"
                  : edge->kind == FLAT_MEET ? " ---"
                                            : " -->");
    if (count)
        buf_text(out, "|\"");
    for (uint32_t i = 0; i < count; i++) {
        buf_text(out, i ? "<br/>" : "");
        put(out, caption_of_label(out->arena, edge, i));
    }
    buf_text(out, count ? "\"| " : " ");
    if (edge->to_cluster)
        buf_print(out, "c%u\n", edge->to_cluster);
    else
        buf_print(out, "n%u\n", edge->to);
}

static void style_edges(Buf *out, const Flat *flat)
{
    for (uint32_t i = 0; i < flat->edges.len; i++) {
        const FlatEdge *edge = &flat->edges.at[i];
        const char *word =
            chart_change_word(flat->chart, edge->sides, edge->changed);
        const char *style = *word == 'a'   ? "stroke:#1a7f37"
                            : *word == 'r' ? "stroke:#cf222e,"
                                             "stroke-dasharray:5"
                            : *word == 'c' ? "stroke:#9a6700"
                                           : NULL;
        if (style)
            buf_print(out, "  linkStyle %u %s\n", i, style);
    }
}

void chart_mermaid(Buf *out, const Flat *flat, bool across)
{
    uint32_t open = 0;
    buf_print(out, "flowchart %s\n", across ? "LR" : "TB");
    for (uint32_t i = 0; i < flat->nodes.len; i++) {
        move_to(out, flat, &open, flat->nodes.at[i].cluster);
        add_node(out, flat, i);
    }
    move_to(out, flat, &open, 0);
    for (uint32_t i = 0; i < flat->edges.len; i++)
        add_edge(out, &flat->edges.at[i]);
    buf_text(out, "  classDef generated stroke-dasharray:3\n"
                  "  classDef fail stroke:#cf222e\n");
    if (flat->chart->compared)
        buf_text(out, "  classDef added stroke:#1a7f37,stroke-width:3px\n"
                      "  classDef removed stroke:#cf222e,stroke-dasharray:5\n"
                      "  classDef changed stroke:#9a6700,stroke-width:3px\n");
    style_edges(out, flat);
}
