/* svg.c - a chart as an SVG picture. */
#include "spec/chart/svg.h"

#include "base/html.h"
#include "spec/chart/svg_parts.h"
#include "spec/chart/words.h"

enum { MARGIN = 16, LEGEND = 34, LEGEND_WIDTH = 260, TOLD_MAX = 60 };

const char *svg_change(const Picture *p, uint8_t sides, bool changed)
{
    const char *word = chart_change_word(p->flat->chart, sides, changed);
    return *word == 'a'   ? " add"
           : *word == 'r' ? " del"
           : *word == 'c' ? " chg"
                          : "";
}

/* For those who do not see it: the nodes, and what each does. */
static void add_description(const Picture *p)
{
    Buf *out = p->out;
    uint32_t told = 0;
    buf_text(out, "<desc>");
    for (uint32_t i = 0; i < p->flat->nodes.len && told < TOLD_MAX; i++) {
        const FlatNode *node = &p->flat->nodes.at[i];
        if (node->shape != FLAT_NODE)
            continue;
        buf_text(out, told++ ? "; " : "");
        html_text(out, node->node->id);
        buf_print(out, ", %s", chart_kind_word(node->node));
        if (*node->node->callee) {
            buf_text(out, " of ");
            html_text(out, node->node->callee);
        }
    }
    buf_text(out, told == TOLD_MAX ? "; and more</desc>\n" : "</desc>\n");
}

static void add_head(const Picture *p, double width, double height)
{
    Buf *out = p->out;
    const char *name = p->flat->chart->flow->name;
    bool alone = !p->style->inlined;
    if (alone)
        buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    buf_text(out, "<svg ");
    if (alone)
        buf_text(out, "xmlns=\"http://www.w3.org/2000/svg\" ");
    buf_text(out, "class=\"fc\" role=\"img\" aria-label=\"graph of ");
    html_text(out, name);
    buf_print(out,
              "\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\">\n",
              width, height, width, height);
    buf_text(out, "<title>");
    html_text(out, name);
    buf_text(out, "</title>\n");
    add_description(p);
    if (alone)
        buf_print(out,
                  "<style>\n%s</style>\n<rect class=\"bg\" width=\"%.0f\" "
                  "height=\"%.0f\"/>\n",
                  svg_rules, width, height);
}

static void add_legend(const Picture *p, double y)
{
    static const struct {
        const char *class, *sign, *word;
    } signs[] = {{"add", "+", "added"},
                 {"del", "\xE2\x88\x92", "removed"},
                 {"chg", "~", "changed"}};
    for (int i = 0; i < 3; i++)
        buf_print(p->out,
                  "<g class=\"%s\"><circle class=\"dot\" cx=\"%d\" "
                  "cy=\"%.1f\" r=\"8\"/><text class=\"sign\" x=\"%d\" "
                  "y=\"%.1f\">%s</text><text class=\"do\" x=\"%d\" "
                  "y=\"%.1f\">%s</text></g>\n",
                  signs[i].class, MARGIN + 8 + 84 * i, y, MARGIN + 8 + 84 * i,
                  y + 4.2, signs[i].sign, MARGIN + 22 + 84 * i, y + 4,
                  signs[i].word);
}

static void draw(const Picture *p)
{
    Buf *out = p->out;
    bool legend = p->flat->chart->compared;
    double width = p->placed->width + 2 * MARGIN;
    double height = p->placed->height + 2 * MARGIN;
    if (legend && width < LEGEND_WIDTH + 2 * MARGIN)
        width = LEGEND_WIDTH + 2 * MARGIN;
    add_head(p, width, height + (legend ? LEGEND : 0));
    buf_print(out, "<g transform=\"translate(%d %d)\">\n", MARGIN, MARGIN);
    for (uint32_t i = 0; i < p->flat->clusters.len; i++)
        svg_cluster(p, i);
    for (uint32_t i = 0; i < p->flat->edges.len; i++)
        svg_edge(p, i);
    for (uint32_t i = 0; i < p->flat->nodes.len; i++)
        svg_node(p, i);
    buf_text(out, "</g>\n");
    if (legend)
        add_legend(p, height + LEGEND / 2 - MARGIN);
    buf_text(out, "</svg>\n");
}

PlacedEnd chart_svg(Buf *out, const Flat *flat, const SvgStyle *style,
                    const char **why)
{
    Placed placed;
    PlacedEnd end = placed_make(out->arena, flat, style->across, &placed, why);
    Picture picture = {out, flat, &placed, style};
    if (end == PLACED_FINE)
        draw(&picture);
    return end;
}
