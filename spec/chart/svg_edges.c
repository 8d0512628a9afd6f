/* svg_edges.c - a picture's edges: curves, arrows, labels. */
#include <math.h>
#include <string.h>

#include "base/html.h"
#include "spec/chart/sizes.h"
#include "spec/chart/svg_parts.h"

enum { HEAD_LENGTH = 7, HEAD_HALF = 3 };

static const char *class_of(FlatEdgeKind kind)
{
    static const char *const classes[] = {[FLAT_DATA] = "data",
                                          [FLAT_ORDER] = "order",
                                          [FLAT_CASE] = "case",
                                          [FLAT_MEET] = "meet"};
    return classes[kind];
}

static void add_curve(Buf *out, const PlacedEdge *at)
{
    const Point *points = at->curve.at;
    buf_print(out, "<path class=\"edge\" d=\"M%.1f %.1fC", points[0].x,
              points[0].y);
    for (uint32_t i = 1; i < at->curve.len; i++)
        buf_print(out, "%s%.1f %.1f", i > 1 ? " " : "", points[i].x,
                  points[i].y);
    buf_text(out, "\"/>");
}

/* From the curve's end to the tip. */
static void add_head(Buf *out, const PlacedEdge *at)
{
    Point last = at->curve.at[at->curve.len - 1], tip = at->tip;
    double dx = tip.x - last.x, dy = tip.y - last.y;
    double len = sqrt(dx * dx + dy * dy);
    if (!at->has_tip || len < 0.01)
        return;
    dx /= len;
    dy /= len;
    Point back = {tip.x - dx * HEAD_LENGTH, tip.y - dy * HEAD_LENGTH};
    buf_print(out,
              "<path class=\"head\" d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fz\"/>",
              tip.x, tip.y, back.x - dy * HEAD_HALF, back.y + dx * HEAD_HALF,
              back.x + dy * HEAD_HALF, back.y - dx * HEAD_HALF);
}

/* "rows: file<csv>": the type in a colour of its own. */
static void add_line(Buf *out, const char *line, bool typed, Point at,
                     const char *change)
{
    const char *colon = typed ? strstr(line, ": ") : NULL;
    buf_print(out, "<text class=\"lab%s\" x=\"%.1f\" y=\"%.1f\">", change, at.x,
              at.y);
    buf_text(out, *change == '\0'    ? ""
                  : change[1] == 'a' ? "+ "
                  : change[1] == 'd' ? "\xE2\x88\x92 "
                                     : "");
    if (colon) {
        html_bytes(out, line, (size_t)(colon + 2 - line));
        buf_text(out, "<tspan class=\"ty\">");
        html_text(out, colon + 2);
        buf_text(out, "</tspan>");
    } else {
        html_text(out, line);
    }
    buf_text(out, "</text>");
}

static void add_tips(Buf *out, const FlatEdge *edge)
{
    buf_text(out, "<title>");
    for (uint32_t i = 0; i < caption_count(edge); i++) {
        const FlatLabel *label = &edge->labels[i];
        buf_text(out, i ? "\n" : "");
        html_text(out, label->name);
        if (label->type) {
            buf_text(out, ": ");
            html_text(out, label->type);
        }
    }
    buf_text(out, edge->label_count ? "</title>" : "only the order</title>");
}

/* Of several values on one edge, one alone may be new or gone. */
static const char *label_change(const Picture *p, const FlatEdge *edge,
                                uint32_t i)
{
    bool own = edge->kind != FLAT_CASE && edge->label_count > 1 &&
               i < caption_count(edge);
    return own ? svg_change(p, edge->labels[i].sides,
                            edge->labels[i].old != NULL)
               : "";
}

void svg_edge(const Picture *p, uint32_t i)
{
    Buf *out = p->out;
    const FlatEdge *edge = &p->flat->edges.at[i];
    const PlacedEdge *at = &p->placed->edges[i];
    EdgeText text = size_edge_text(out->arena, edge);
    buf_print(out, "<g class=\"%s%s\">", class_of(edge->kind),
              svg_change(p, edge->sides, edge->changed));
    if (edge->kind != FLAT_MEET)
        add_tips(out, edge);
    add_curve(out, at);
    if (edge->kind != FLAT_MEET)
        add_head(out, at);
    double top = at->label.y - (text.len * (double)LINE_LABEL) / 2;
    for (uint32_t j = 0; j < text.len; j++)
        add_line(out, text.lines[j], edge->kind != FLAT_CASE,
                 (Point){at->label.x, top + 10 + LINE_LABEL * (double)j},
                 label_change(p, edge, j));
    buf_text(out, "</g>\n");
}
