/* sizes.c - how large a picture's texts and nodes are. */
#include "spec/chart/sizes.h"

#include <string.h>

#include "base/shown.h"
#include "base/utf8.h"
#include "spec/chart/brief.h"
#include "spec/chart/words.h"

/* ---- texts ---- */

/* Thousandths of the font's size, from blank to tilde. */
static const uint16_t widths[] = {
    278, 278, 355, 556, 556,  889, 667, 191, 333, 333, 389, 584, 278, 333,
    278, 278, 556, 556, 556,  556, 556, 556, 556, 556, 556, 556, 278, 278,
    584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722,  778, 667, 778, 722, 667, 611, 722, 667, 944,
    667, 667, 611, 278, 278,  278, 469, 556, 333, 556, 556, 500, 556, 556,
    278, 556, 556, 222, 222,  500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500,  500, 500, 334, 260, 334, 584};

double size_text(const char *text, double size, bool bold)
{
    uint32_t sum = 0;
    size_t len = strlen(text), step;
    for (size_t at = 0; at < len; at += step) {
        uint32_t point = utf8_next(text + at, len - at, &step);
        if (point >= ' ' && point - ' ' < sizeof widths / sizeof *widths)
            sum += widths[point - ' '];
        else
            sum += shown_width(text + at, step) > 1 ? 1000 : 620;
    }
    return sum * size / 1000 * (bold ? 1.09 : 1.02);
}

/* Where a line of `text` ends: at a blank in its second half, if there is
 * one. */
static size_t line_len(const char *text, uint32_t columns)
{
    size_t len = strlen(text), at = 0, step, blank = 0;
    uint32_t width = 0;
    for (; at < len; at += step) {
        utf8_next(text + at, len - at, &step);
        width += shown_width(text + at, step);
        if (width > columns)
            return blank ? blank : at;
        if (text[at] == ' ' && width > columns / 2)
            blank = at;
    }
    return len;
}

Lines size_wrap(Arena *arena, const char *text, uint32_t columns)
{
    Lines lines = {0};
    text = brief_text(arena, text, columns * LINES_MAX);
    while (*text && lines.len < LINES_MAX - 1) {
        size_t len = line_len(text, columns);
        lines.at[lines.len++] = arena_copy(arena, text, len);
        text += len;
        text += strspn(text, " ");
    }
    if (*text)
        lines.at[lines.len++] = brief_text(arena, text, columns);
    return lines;
}

/* ---- nodes ---- */

Lines size_deed(Arena *arena, const FlatNode *flat)
{
    const ChartNode *node = flat->node;
    if (flat->shape == FLAT_NODE && node->kind == CHART_FAIL)
        return size_wrap(arena, node->words, WRAP_DEED);
    Caption caption = caption_of_node(arena, flat);
    Lines lines = {0};
    if (*caption.deed)
        lines.at[lines.len++] = caption.deed;
    if (*caption.notes)
        lines.at[lines.len++] = caption.notes;
    return lines;
}

const char *size_tag(const FlatNode *flat)
{
    const ChartNode *node = flat->node;
    bool plain = flat->shape != FLAT_NODE || node->kind == CHART_TASK ||
                 node->kind == CHART_FAIL || node->kind == CHART_BRANCH;
    return plain ? "" : chart_kind_word(node);
}

static Size size_of_card(Arena *arena, const FlatNode *node)
{
    Caption caption = caption_of_node(arena, node);
    Lines deed = size_deed(arena, node);
    const char *tag = size_tag(node);
    double width = size_text(caption.title, SIZE_TITLE, true);
    if (*tag)
        width += 14 + size_text(tag, SIZE_LABEL, false);
    for (uint32_t i = 0; i < deed.len; i++) {
        double line = size_text(deed.at[i], SIZE_DEED, false);
        width = line > width ? line : width;
    }
    width = width < 60 ? 60 : width;
    Size size = {width + 2 * CARD_PAD + 4,
                 32 + (double)deed.len * LINE_DEED + (deed.len ? 3 : 0)};
    if (node->node->kind == CHART_ARRAY) {
        size.width += SIZE_STACK;
        size.height += SIZE_STACK;
    }
    return size;
}

Size size_of_node(Arena *arena, const FlatNode *node)
{
    Caption caption = caption_of_node(arena, node);
    double title = size_text(caption.title, SIZE_TITLE, true);
    if (node->shape == FLAT_JOIN)
        return (Size){12, 12};
    if (node->shape == FLAT_START || node->shape == FLAT_END)
        return (Size){title + 32, 28};
    if (node->node->kind == CHART_BRANCH)
        return (Size){title * 1.25 + 62, 50};
    return size_of_card(arena, node);
}

/* ---- edges and clusters ---- */

EdgeText size_edge_text(Arena *arena, const FlatEdge *edge)
{
    EdgeText text = {0};
    if (edge->kind == FLAT_CASE && edge->label_count) {
        Lines lines = size_wrap(arena, edge->labels[0].name, WRAP_CONDITION);
        memcpy(text.lines, lines.at, sizeof lines.at);
        text.len = lines.len;
        return text;
    }
    text.len = caption_count(edge);
    for (uint32_t i = 0; i < text.len; i++)
        text.lines[i] = caption_of_label(arena, edge, i);
    return text;
}

Size size_of_label(Arena *arena, const FlatEdge *edge)
{
    EdgeText text = size_edge_text(arena, edge);
    double width = 0;
    for (uint32_t i = 0; i < text.len; i++) {
        double line = size_text(text.lines[i], SIZE_LABEL, false);
        width = line > width ? line : width;
    }
    return (Size){text.len ? width + 8 : 0, text.len * (double)LINE_LABEL};
}

Size size_of_cluster(Arena *arena, const FlatCluster *cluster)
{
    Caption caption = caption_of_cluster(arena, cluster);
    double title = size_text(caption.title, SIZE_DEED, true);
    double deed = size_text(caption.deed, SIZE_LABEL, false);
    return (Size){title + deed + 20, 20};
}
