/* svg_nodes.c - a picture's nodes, and the boxes around some. */
#include <string.h>

#include "base/html.h"
#include "spec/chart/sizes.h"
#include "spec/chart/svg_parts.h"
#include "spec/chart/words.h"

enum { TIPS_MAX = 24 };

typedef struct Box {
    double x, y, w, h;
} Box;

/* ---- what one reads when the pointer rests ---- */

static void add_tip(Buf *out, const char *form, const char *text)
{
    if (!*text)
        return;
    buf_char(out, '\n');
    buf_text(out, form);
    html_text(out, text);
}

static void add_tips(const Picture *p, const FlatNode *flat)
{
    Buf *out = p->out;
    const ChartNode *node = flat->node;
    buf_text(out, "<title>");
    html_text(out, node->id);
    buf_print(out, " (%s%s)", chart_kind_word(node),
              node->generated ? ", generated" : "");
    add_tip(out, "calls ", node->callee);
    add_tip(out, "", node->kind == CHART_ARRAY ? "" : node->words);
    add_tip(out, "", node->notes);
    add_tip(out, "", node->settings);
    for (uint32_t i = 0; i < node->constants.len && i < TIPS_MAX; i++)
        add_tip(out, "",
                arena_print(out->arena, "%s = %.200s",
                            node->constants.at[i].name,
                            node->constants.at[i].text));
    add_tip(out, "",
            chart_change_word(p->flat->chart, flat->sides, flat->changed));
    add_tip(out, "was: ", node->was);
    buf_text(out, "</title>");
}

/* ---- shapes ---- */

static const char *class_of(const ChartNode *node)
{
    static const char *const classes[] = {
        [CHART_TASK] = "k-task",     [CHART_ECHO] = "k-echo",
        [CHART_WORKFLOW] = "k-flow", [CHART_LAUNCH] = "k-launch",
        [CHART_BRANCH] = "k-branch", [CHART_ARRAY] = "k-map",
        [CHART_APPROVE] = "k-gate",  [CHART_SIGNAL] = "k-gate",
        [CHART_SLEEP] = "k-gate",    [CHART_FAIL] = "k-fail",
        [CHART_UNKNOWN] = "k-echo",
    };
    return classes[node->kind];
}

static void add_rect(Buf *out, const char *class, Box box, double radius)
{
    buf_print(out,
              "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
              "height=\"%.1f\" rx=\"%.1f\"/>",
              class, box.x, box.y, box.w, box.h, radius);
}

/* A card with a bar of its kind's colour at its left end. */
static void add_card(Buf *out, Box box)
{
    add_rect(out, "card", box, 7);
    buf_print(out,
              "<path class=\"bar\" d=\"M%.1f %.1fa6 6 0 0 1 6-6v%.1fa6 6 0 0 "
              "1-6-6z\"/>",
              box.x + 1, box.y + 7, box.h - 2);
}

static void add_hexagon(Buf *out, Box box)
{
    double side = 10, middle = box.y + box.h / 2;
    buf_print(out,
              "<path class=\"card\" d=\"M%.1f %.1fH%.1fL%.1f %.1fL%.1f "
              "%.1fH%.1fL%.1f %.1fz\"/>",
              box.x + side, box.y, box.x + box.w - side, box.x + box.w, middle,
              box.x + box.w - side, box.y + box.h, box.x + side, box.x, middle);
}

static void add_diamond(Buf *out, Box box)
{
    buf_print(out,
              "<path class=\"card\" d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fL%.1f "
              "%.1fz\"/>",
              box.x + box.w / 2, box.y, box.x + box.w, box.y + box.h / 2,
              box.x + box.w / 2, box.y + box.h, box.x, box.y + box.h / 2);
}

/* Of a map there are many: SIZE_STACK has room for what is behind the box. */
static void add_stack(Buf *out, Box box)
{
    for (int i = 2; i > 0; i--) {
        double off = SIZE_STACK / 2.0 * i;
        Box behind = {box.x + off, box.y - off, box.w, box.h};
        add_rect(out, "card", behind, 7);
    }
    add_card(out, box);
}

static void add_shape(Buf *out, const ChartNode *node, Box box)
{
    switch (node->kind) {
    case CHART_BRANCH:
        add_diamond(out, box);
        return;
    case CHART_ARRAY:
        add_stack(out, box);
        return;
    case CHART_APPROVE:
    case CHART_SIGNAL:
    case CHART_SLEEP:
        add_hexagon(out, box);
        return;
    case CHART_WORKFLOW:
        add_card(out, box);
        box = (Box){box.x + 7, box.y + 3, box.w - 10, box.h - 6};
        add_rect(out, "card", box, 4);
        return;
    case CHART_TASK:
    case CHART_ECHO:
    case CHART_LAUNCH:
    case CHART_FAIL:
    case CHART_UNKNOWN:
        add_card(out, box);
        return;
    }
}

/* ---- texts ---- */

static void add_text(Buf *out, const char *class, double x, double y,
                     const char *text)
{
    if (!*text)
        return;
    buf_print(out, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">", class, x, y);
    html_text(out, text);
    buf_text(out, "</text>");
}

static void add_texts(const Picture *p, const FlatNode *flat, Box box)
{
    Buf *out = p->out;
    Caption caption = caption_of_node(out->arena, flat);
    double x = box.x + CARD_PAD + 4, y = box.y + 21;
    if (flat->node->kind == CHART_BRANCH) {
        add_text(out, "id mid", box.x + box.w / 2, box.y + box.h / 2 + 4.5,
                 caption.title);
        return;
    }
    Lines deed = size_deed(out->arena, flat);
    add_text(out, "id", x, y, caption.title);
    add_text(out, "tag", box.x + box.w - CARD_PAD, y, size_tag(flat));
    for (uint32_t i = 0; i < deed.len; i++) {
        bool is_notes = strcmp(deed.at[i], caption.notes) == 0;
        add_text(out, is_notes ? "more" : "do", x,
                 y + 3 + LINE_DEED * (double)(i + 1), deed.at[i]);
    }
}

/* A colour alone is not seen by everybody. */
static void add_sign(Buf *out, const char *change, double x, double y)
{
    const char *sign = *change == '\0'    ? ""
                       : change[1] == 'a' ? "+"
                       : change[1] == 'd' ? "\xE2\x88\x92"
                                          : "~";
    if (!*sign)
        return;
    buf_print(out,
              "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"8\"/>"
              "<text class=\"sign\" x=\"%.1f\" y=\"%.1f\">%s</text>",
              x, y, x, y + 4.2, sign);
}

/* ---- nodes ---- */

static void add_pill(const Picture *p, const FlatNode *flat, Box box)
{
    Buf *out = p->out;
    Caption caption = caption_of_node(out->arena, flat);
    buf_text(out, "<g>");
    add_rect(out, "pill", box, box.h / 2);
    add_text(out, "id mid", box.x + box.w / 2, box.y + box.h / 2 + 4.5,
             caption.title);
    buf_text(out, "</g>\n");
}

void svg_node(const Picture *p, uint32_t i)
{
    Buf *out = p->out;
    const FlatNode *flat = &p->flat->nodes.at[i];
    const PlacedNode *at = &p->placed->nodes[i];
    const ChartNode *node = flat->node;
    Box box = {at->centre.x - at->width / 2, at->centre.y - at->height / 2,
               at->width, at->height};
    const char *change = svg_change(p, flat->sides, flat->changed);
    if (flat->shape == FLAT_NODE && node->kind == CHART_ARRAY)
        box = (Box){box.x, box.y + SIZE_STACK, box.w - SIZE_STACK,
                    box.h - SIZE_STACK};
    if (flat->shape == FLAT_START || flat->shape == FLAT_END) {
        add_pill(p, flat, box);
        return;
    }
    if (flat->shape == FLAT_JOIN) {
        buf_print(out,
                  "<circle class=\"join\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>\n",
                  at->centre.x, at->centre.y);
        return;
    }
    const char *href =
        p->style->link ? p->style->link(p->style->context, node) : NULL;
    if (href) {
        buf_text(out, "<a href=\"");
        html_text(out, href);
        buf_text(out, "\">");
    }
    buf_print(out, "<g class=\"%s%s%s\">", class_of(node),
              node->generated ? " made" : "", change);
    add_tips(p, flat);
    add_shape(out, node, box);
    add_texts(p, flat, box);
    add_sign(out, change, box.x + box.w - 1, box.y + 1);
    buf_text(out, href ? "</g></a>\n" : "</g>\n");
}

/* ---- clusters ---- */

void svg_cluster(const Picture *p, uint32_t i)
{
    Buf *out = p->out;
    const FlatCluster *own = &p->flat->clusters.at[i];
    const PlacedCluster *at = &p->placed->clusters[i];
    Caption caption = caption_of_cluster(out->arena, own);
    const ChartNode *node = own->owner;
    const char *change = svg_change(p, node->sides, node->changed);
    Box box = {at->low.x, at->low.y, at->high.x - at->low.x,
               at->high.y - at->low.y};
    const char *kind = own->failure ? " oops" : node->generated ? " made" : "";
    buf_print(out, "<g class=\"k-flow%s\">", change);
    add_rect(out, arena_print(out->arena, "box%s%s", kind, change), box, 9);
    buf_print(out, "<text class=\"name\" x=\"%.1f\" y=\"%.1f\">", box.x + 12,
              box.y + 17);
    html_text(out, caption.title);
    buf_text(out, "<tspan class=\"of\" dx=\"7\">");
    html_text(out, caption.deed);
    buf_text(out, "</tspan></text>");
    add_sign(out, change, box.x + box.w - 1, box.y + 1);
    buf_text(out, "</g>\n");
}
