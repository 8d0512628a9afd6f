/* text.c - a chart as lines of text. */
#include "spec/chart/text.h"

#include <string.h>

#include "base/diag_pen.h"
#include "spec/chart/brief.h"
#include "spec/chart/lanes.h"
#include "spec/chart/words.h"

enum { ID_MAX = 28, TYPE_MAX = 60, VALUE_MAX = 60 };

typedef struct Page {
    Pen pen;
    Arena *arena;
    const Chart *chart;
    ChartTextStyle style;
    uint32_t used; /* columns of the line being written */
    Ink ink;       /* of all of it; INK_PLAIN: each piece has its own */
} Page;

/* What stands left of a line: that of its first line, and of all below. */
typedef struct Margin {
    const char *first;
    const char *rest;
} Margin;

static void write_flow(Page *page, const ChartFlow *flow, const char *margin);

/* ---- pieces of a line ---- */

static void put(Page *page, Ink ink, const char *text)
{
    uint32_t width = page->style.width;
    uint32_t room = width == 0           ? UINT32_MAX / 4
                    : width > page->used ? width - page->used
                                         : 0;
    if (room == 0)
        return;
    text = brief_text(page->arena, text, room);
    page->used += shown_width(text, strlen(text));
    pen_text(&page->pen, page->ink != INK_PLAIN ? page->ink : ink, text);
}

/* A line of what has these sides. */
static void begin(Page *page, const char *margin, uint8_t sides, bool changed)
{
    const char *mark = "  ";
    page->used = 0;
    page->ink = INK_PLAIN;
    if (page->chart->compared) {
        Ink ink = sides == CHART_NEW   ? INK_NEW
                  : sides == CHART_OLD ? INK_OLD
                  : changed            ? INK_WARNING
                                       : INK_PLAIN;
        mark = sides == CHART_NEW   ? "+ "
               : sides == CHART_OLD ? "- "
               : changed            ? "~ "
                                    : "  ";
        page->ink = ink;
        put(page, INK_PLAIN, mark);
    }
    put(page, INK_GUTTER, margin);
}

/* No blanks at the end of a line. */
static void end(Page *page)
{
    Buf *out = page->pen.out;
    while (out->len && out->at[out->len - 1] == ' ')
        out->at[--out->len] = '\0';
    buf_char(out, '\n');
}

static void pad(Page *page, const char *text, uint32_t to)
{
    Buf blanks = {.arena = page->arena};
    uint32_t width = shown_width(text, strlen(text));
    buf_fill(&blanks, ' ', width < to ? to - width : 0);
    put(page, INK_PLAIN, buf_string(&blanks));
}

/* ---- what a node takes ---- */

static const char *arrow(const Page *page)
{
    return page->style.ascii ? " <- " : " \xE2\x86\x90 ";
}

/* ": int", ": int to float" */
static void write_type(Page *page, const char *type, const char *old)
{
    type = type ? brief_text(page->arena, type, TYPE_MAX) : NULL;
    if (type || old)
        put(page, INK_GUTTER, ": ");
    if (old) {
        put(page, INK_OLD, brief_text(page->arena, old, TYPE_MAX));
        put(page, INK_GUTTER, page->style.ascii ? " to " : " \xE2\x86\x92 ");
    }
    if (type)
        put(page, old ? INK_NEW : INK_NOTE, type);
}

static void write_order(Page *page, const ChartUse *use)
{
    put(page, INK_GUTTER, "after ");
    put(page, INK_PLAIN, use->from ? use->from->id : "");
}

/* `rows: file<csv> <- cleaned.rows` */
static void write_value(Page *page, const ChartUse *use)
{
    put(page, INK_PLAIN, use->var);
    write_type(page, use->whole ? use->whole_type : use->type, use->old_type);
    put(page, INK_GUTTER, arrow(page));
    if (use->whole) {
        put(page, INK_PLAIN,
            brief_text(page->arena, use->whole->text, VALUE_MAX));
        return;
    }
    if (use->from) {
        put(page, INK_PLAIN, use->from->id);
        put(page, INK_PLAIN, ".");
    }
    put(page, INK_PLAIN, use->source);
    put(page, INK_PLAIN, use->path);
}

static void write_use(Page *page, const char *margin, const ChartUse *use)
{
    begin(page, margin, use->sides, use->old_type != NULL);
    if (use->var)
        write_value(page, use);
    else
        write_order(page, use);
    end(page);
}

/* What is made of several is one line. */
static bool is_told(const ChartUses *uses, uint32_t i)
{
    const ChartUse *use = &uses->at[i], *last = i ? use - 1 : NULL;
    return last && use->whole && use->whole == last->whole &&
           use->sides == last->sides && strcmp(use->var, last->var) == 0;
}

static void write_constants(Page *page, const char *margin,
                            const ChartVars *constants, uint8_t sides)
{
    for (uint32_t i = 0; i < constants->len; i++) {
        begin(page, margin, sides, false);
        put(page, INK_PLAIN, constants->at[i].name);
        put(page, INK_GUTTER, " = ");
        put(page, INK_HELP,
            brief_text(page->arena, constants->at[i].text, VALUE_MAX));
        end(page);
    }
}

static void write_details(Page *page, const char *margin, const ChartUses *uses,
                          const ChartVars *constants, uint8_t sides)
{
    for (uint32_t i = 0; i < uses->len; i++)
        if (!is_told(uses, i))
            write_use(page, margin, &uses->at[i]);
    write_constants(page, margin, constants, sides);
}

/* ---- a node ---- */

static const char *glyph(const Page *page, const ChartNode *node)
{
    static const char *const fine[] = {[CHART_TASK] = "\xE2\x97\x8F",
                                       [CHART_ECHO] = "\xE2\x97\x8B",
                                       [CHART_WORKFLOW] = "\xE2\x96\xA3",
                                       [CHART_LAUNCH] = "\xE2\x96\xB6",
                                       [CHART_BRANCH] = "\xE2\x97\x86",
                                       [CHART_ARRAY] = "\xE2\x96\xA4",
                                       [CHART_APPROVE] = "\xE2\x97\x89",
                                       [CHART_SIGNAL] = "\xE2\x97\x89",
                                       [CHART_SLEEP] = "\xE2\x97\x89",
                                       [CHART_FAIL] = "\xE2\x9C\x97",
                                       [CHART_UNKNOWN] = "?"};
    static const char *const plain[] = {
        [CHART_TASK] = "*",    [CHART_ECHO] = "o",    [CHART_WORKFLOW] = "#",
        [CHART_LAUNCH] = ">",  [CHART_BRANCH] = "%",  [CHART_ARRAY] = "=",
        [CHART_APPROVE] = "@", [CHART_SIGNAL] = "@",  [CHART_SLEEP] = "@",
        [CHART_FAIL] = "x",    [CHART_UNKNOWN] = "?",
    };
    if (!node)
        return page->style.ascii ? "^" : "\xE2\x96\xA0";
    return page->style.ascii ? plain[node->kind] : fine[node->kind];
}

static bool says_kind(const ChartNode *node)
{
    return node->kind == CHART_LAUNCH || node->kind == CHART_BRANCH ||
           node->kind == CHART_WORKFLOW || node->kind == CHART_UNKNOWN ||
           (node->kind == CHART_TASK && !*node->callee);
}

/* `days  each trips.fetch_day, parallelism 8  (generated)` */
static void write_head(Page *page, const char *margin, const ChartNode *node,
                       uint32_t id_width)
{
    const char *deed = chart_deed(page->arena, node);
    const char *id = brief_text(page->arena, node->id, ID_MAX);
    begin(page, margin, node->sides, node->changed);
    put(page, INK_TITLE, id);
    if (*deed || *node->notes || says_kind(node) || node->generated)
        pad(page, id, id_width);
    if (says_kind(node)) {
        put(page, INK_PLAIN, "  ");
        put(page, INK_PLAIN, chart_kind_word(node));
    }
    if (*deed) {
        put(page, INK_PLAIN, says_kind(node) ? " " : "  ");
        put(page, node->kind == CHART_FAIL ? INK_ERROR : INK_PLAIN, deed);
    }
    if (*node->notes) {
        put(page, INK_GUTTER, *deed ? ", " : "  ");
        put(page, INK_GUTTER, node->notes);
    }
    if (node->generated)
        put(page, INK_GUTTER, "  (generated)");
    if (node->folded)
        put(page, INK_GUTTER, "  (not opened)");
    if (*node->was) {
        put(page, INK_GUTTER, "  was: ");
        put(page, INK_OLD, node->was);
    }
    end(page);
}

static const char *joined(Page *page, const char *left, const char *right)
{
    return arena_print(page->arena, "%s%s", left, right);
}

static void write_cases(Page *page, const ChartNode *node, const char *margin);

/* The node, all about it, and what is inside. */
static void write_node(Page *page, const ChartNode *node, Margin margin,
                       uint32_t id_width)
{
    write_head(page, margin.first, node, id_width);
    write_details(page, joined(page, margin.rest, "  "), &node->uses,
                  &node->constants, node->sides);
    if (node->cases.len)
        write_cases(page, node, margin.rest);
    if (node->body)
        write_flow(page, node->body,
                   joined(page, margin.rest,
                          page->style.ascii ? "  : " : "  \xE2\x94\x86 "));
}

static void write_cases(Page *page, const ChartNode *node, const char *margin)
{
    bool ascii = page->style.ascii;
    for (uint32_t i = 0; i < node->cases.len; i++) {
        const ChartCase *one = &node->cases.at[i];
        bool last = i + 1 == node->cases.len;
        const char *line = ascii  ? (last ? "  `- " : "  |- ")
                           : last ? "  \xE2\x94\x94\xE2\x94\x80 "
                                  : "  \xE2\x94\x9C\xE2\x94\x80 ";
        const char *below = last    ? "     "
                            : ascii ? "  |  "
                                    : "  \xE2\x94\x82  ";
        begin(page, joined(page, margin, line), one->sides,
              one->old_condition != NULL);
        put(page, INK_PLAIN, chart_condition(page->arena, one->condition));
        if (one->old_condition) {
            put(page, INK_GUTTER, "  was: ");
            put(page, INK_OLD, one->old_condition);
        }
        end(page);
        const char *rest = joined(page, margin, below);
        const char *mark =
            arena_print(page->arena, "%s%s ", rest, glyph(page, one->node));
        write_node(page, one->node, (Margin){mark, joined(page, rest, "  ")},
                   0);
    }
}

/* ---- lanes ---- */

static const char *line_glyph(const Page *page, uint8_t cell)
{
    static const char *const fine[16] = {
        [0] = " ",
        [LANE_UP | LANE_DOWN] = "\xE2\x94\x82",
        [LANE_LEFT | LANE_RIGHT] = "\xE2\x94\x80",
        [LANE_UP | LANE_RIGHT] = "\xE2\x94\x94",
        [LANE_UP | LANE_LEFT] = "\xE2\x94\x98",
        [LANE_UP | LANE_DOWN | LANE_RIGHT] = "\xE2\x94\x9C",
        [LANE_UP | LANE_DOWN | LANE_LEFT] = "\xE2\x94\xA4",
        [LANE_UP | LANE_LEFT | LANE_RIGHT] = "\xE2\x94\xB4",
        [LANE_UP | LANE_DOWN | LANE_LEFT | LANE_RIGHT] = "\xE2\x94\xBC"};
    static const char *const plain[16] = {
        [0] = " ",
        [LANE_UP | LANE_DOWN] = "|",
        [LANE_LEFT | LANE_RIGHT] = "-",
        [LANE_UP | LANE_RIGHT] = "`",
        [LANE_UP | LANE_LEFT] = "'",
        [LANE_UP | LANE_DOWN | LANE_RIGHT] = "+",
        [LANE_UP | LANE_DOWN | LANE_LEFT] = "+",
        [LANE_UP | LANE_LEFT | LANE_RIGHT] = "+",
        [LANE_UP | LANE_DOWN | LANE_LEFT | LANE_RIGHT] = "+"};
    const char *text = (page->style.ascii ? plain : fine)[cell & 15];
    return text ? text : " ";
}

static const char *lane_text(const Page *page, const uint8_t *cells,
                             uint32_t width, const char *node)
{
    Buf out = {.arena = page->arena};
    for (uint32_t i = 0; i < width; i++) {
        bool is_node = cells[i] & LANE_NODE;
        buf_text(&out, is_node ? node : line_glyph(page, cells[i]));
    }
    buf_char(&out, ' ');
    return buf_string(&out);
}

static Margin margin_of(Page *page, const LaneRow *row, uint32_t width,
                        const char *outer)
{
    const char *here =
        lane_text(page, row->cells, width, glyph(page, row->node));
    const char *below = lane_text(page, row->below, width, "");
    return (Margin){joined(page, outer, here), joined(page, outer, below)};
}

static uint32_t id_width_of(Page *page, const ChartFlow *flow)
{
    uint32_t widest = 0;
    for (uint32_t i = 0; i < flow->nodes.len; i++) {
        const char *id = brief_text(page->arena, flow->nodes.at[i]->id, ID_MAX);
        uint32_t width = shown_width(id, strlen(id));
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void write_end(Page *page, const ChartFlow *flow, Margin margin)
{
    begin(page, margin.first, CHART_BOTH, false);
    put(page, INK_TITLE, "return");
    end(page);
    write_details(page, joined(page, margin.rest, "  "), &flow->results,
                  &flow->constants, CHART_BOTH);
}

static void write_failure(Page *page, const ChartFlow *flow, const char *outer)
{
    const ChartNode *node = flow->failure;
    begin(page, outer, node->sides, false);
    put(page, INK_ERROR, "on failure");
    end(page);
    const char *mark =
        arena_print(page->arena, "%s%s ", outer, glyph(page, node));
    write_node(page, node, (Margin){mark, joined(page, outer, "  ")}, 0);
}

static void write_flow(Page *page, const ChartFlow *flow, const char *outer)
{
    const Lanes *lanes = lanes_of(page->arena, flow);
    uint32_t id_width = id_width_of(page, flow);
    for (uint32_t i = 0; i < lanes->rows.len; i++) {
        const LaneRow *row = &lanes->rows.at[i];
        Margin margin = margin_of(page, row, lanes->width, outer);
        if (row->node)
            write_node(page, row->node, margin, id_width);
        else
            write_end(page, flow, margin);
        if (i + 1 < lanes->rows.len) {
            begin(page, margin.rest, CHART_BOTH, false);
            end(page);
        }
    }
    if (flow->failure) {
        begin(page, outer, CHART_BOTH, false);
        end(page);
        write_failure(page, flow, outer);
    }
}

/* ---- the whole ---- */

static void write_interface(Page *page, const char *word, const ChartVars *vars)
{
    for (uint32_t i = 0; i < vars->len; i++) {
        begin(page, "", CHART_BOTH, false);
        put(page, INK_GUTTER, i ? "     " : word);
        put(page, INK_PLAIN, vars->at[i].name);
        put(page, INK_GUTTER, ": ");
        put(page, INK_NOTE,
            brief_text(page->arena, vars->at[i].text, TYPE_MAX));
        end(page);
    }
}

void chart_text(Buf *out, const Chart *chart, ChartTextStyle style)
{
    Page page = {.pen = {.out = out, .colour = style.colour},
                 .arena = out->arena,
                 .chart = chart,
                 .style = style};
    begin(&page, "", CHART_BOTH, false);
    put(&page, INK_PLAIN, "workflow ");
    put(&page, INK_TITLE, chart->flow->name);
    end(&page);
    write_interface(&page, "in   ", &chart->flow->inputs);
    write_interface(&page, "out  ", &chart->flow->outputs);
    buf_char(out, '\n');
    write_flow(&page, chart->flow, "");
}
