/* placed.c - where everything of a picture goes. */
#include "spec/chart/placed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "spec/chart/nesting.h"
#include "spec/chart/program.h"
#include "spec/chart/sizes.h"

/* Beyond, a good place must do: the best one takes five times as long. */
enum { EDGES_MANY = 200 };

/* ---- what Graphviz is asked: sizes, no texts ---- */

static double inches(double pixels)
{
    return pixels / 72;
}

static void ask_label(Buf *out, Size size)
{
    buf_print(out,
              "label=<<TABLE BORDER=\"0\" CELLPADDING=\"0\" CELLSPACING=\"0\" "
              "FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"%d\"><TR><TD></TD>"
              "</TR></TABLE>>",
              (int)ceil(size.width), (int)ceil(size.height));
}

static void ask_node(void *context, uint32_t i, uint32_t depth)
{
    Buf *out = ((NestingPen *)context)->out;
    const FlatNode *node = &((NestingPen *)context)->flat->nodes.at[i];
    Size size = size_of_node(out->arena, node);
    const char *shape = node->shape == FLAT_JOIN ? "circle" : "box";
    (void)depth;
    if (node->shape == FLAT_NODE && node->node->kind == CHART_BRANCH)
        shape = "diamond";
    buf_print(out, "n%u [width=%.3f,height=%.3f,shape=%s];\n", i,
              inches(size.width), inches(size.height), shape);
}

static void ask_cluster(void *context, uint32_t cluster, uint32_t depth)
{
    NestingPen *pen = context;
    const FlatCluster *own = &pen->flat->clusters.at[cluster - 1];
    (void)depth;
    buf_print(pen->out, "subgraph cluster_%u {labeljust=l;margin=12;", cluster);
    ask_label(pen->out, size_of_cluster(pen->out->arena, own));
    buf_text(pen->out, ";\n");
}

static void ask_end(void *context, uint32_t cluster, uint32_t depth)
{
    (void)cluster;
    (void)depth;
    buf_text(((NestingPen *)context)->out, "}\n");
}

static void ask_edge(Buf *out, const Flat *flat, uint32_t i)
{
    const FlatEdge *edge = &flat->edges.at[i];
    Size size = size_of_label(out->arena, edge);
    buf_print(out, "n%u -> n%u [id=e%u", edge->from, edge->to, i);
    if (size.width > 0) {
        buf_char(out, ',');
        ask_label(out, size);
    }
    if (edge->kind == FLAT_MEET)
        buf_text(out, ",arrowhead=none");
    if (flat->nodes.at[edge->from].shape != FLAT_START)
        buf_text(out, ",weight=4");
    if (edge->from_cluster)
        buf_print(out, ",ltail=cluster_%u", edge->from_cluster);
    if (edge->to_cluster)
        buf_print(out, ",lhead=cluster_%u", edge->to_cluster);
    buf_text(out, "];\n");
}

static FileText question(Arena *arena, const Flat *flat, bool across)
{
    Buf out = {.arena = arena};
    NestingPen pen = {&out, flat};
    Nesting nesting = {ask_node, ask_cluster, ask_end, &pen};
    buf_print(&out,
              "digraph g {compound=true;rankdir=%s;nodesep=0.3;ranksep=0.32;\n"
              "node [label=\"\",fixedsize=true];edge [arrowsize=0.7];\n",
              across ? "LR" : "TB");
    if (flat->edges.len > EDGES_MANY)
        buf_text(&out, "nslimit=2;nslimit1=2;mclimit=0.3;\n");
    nesting_walk(arena, flat, &nesting);
    for (uint32_t i = 0; i < flat->edges.len; i++)
        ask_edge(&out, flat, i);
    buf_text(&out, "}\n");
    return (FileText){buf_string(&out), out.len};
}

/* ---- what it answers ---- */

/* Up to `max` numbers, apart by commas and blanks; how many. */
static uint32_t numbers(const char *text, double *out, uint32_t max)
{
    uint32_t count = 0;
    while (text && count < max) {
        char *end = NULL;
        text += strspn(text, ", ");
        double number = strtod(text, &end);
        if (end == text || !isfinite(number))
            break;
        out[count++] = number;
        text = end;
    }
    return count;
}

/* Graphviz counts upwards from below. */
static bool read_point(const Placed *placed, const char *text, Point *out)
{
    double pair[2];
    if (numbers(text, pair, 2) != 2)
        return false;
    *out = (Point){pair[0], placed->height - pair[1]};
    return true;
}

/* "n12", "cluster_3", "e7": the number behind the word, below `count`. */
static bool read_index(const char *text, const char *word, uint32_t count,
                       uint32_t *out)
{
    size_t len = strlen(word);
    if (!text || strncmp(text, word, len) != 0 || !text[len])
        return false;
    char *end = NULL;
    unsigned long number = strtoul(text + len, &end, 10);
    *out = (uint32_t)number;
    return *end == '\0' && number < count;
}

static bool read_object(Arena *arena, const Flat *flat, const Json *object,
                        Placed *placed)
{
    const char *name = json_text(json_member(object, "name"));
    uint32_t at = 0;
    double box[4];
    if (read_index(name, "cluster_", flat->clusters.len + 1, &at) && at > 0) {
        const char *text = json_text(json_member(object, "bb"));
        if (numbers(text, box, 4) != 4)
            return false;
        placed->clusters[at - 1] =
            (PlacedCluster){{box[0], placed->height - box[3]},
                            {box[2], placed->height - box[1]}};
        return true;
    }
    if (!read_index(name, "n", flat->nodes.len, &at))
        return false;
    PlacedNode *node = &placed->nodes[at];
    Size size = size_of_node(arena, &flat->nodes.at[at]);
    node->width = size.width;
    node->height = size.height;
    return read_point(placed, json_text(json_member(object, "pos")),
                      &node->centre);
}

/* "e,12.8,95.9 25.2,149.9 19.1,145 ...": the tip, then the curve. */
static bool read_curve(Arena *arena, const char *text, const Placed *placed,
                       PlacedEdge *edge)
{
    while (text && *text) {
        size_t len = strcspn(text, " ");
        Point point;
        bool is_tip = text[0] == 'e' && text[1] == ',';
        bool is_tail = text[0] == 's' && text[1] == ',';
        if (!read_point(placed, is_tip || is_tail ? text + 2 : text, &point))
            return false;
        if (is_tip) {
            edge->tip = point;
            edge->has_tip = true;
        } else if (!is_tail) {
            vec_push(arena, &edge->curve, point);
        }
        text += len;
        text += strspn(text, " ");
    }
    return edge->curve.len >= 4 && edge->curve.len % 3 == 1;
}

static bool read_edge(Arena *arena, const Flat *flat, const Json *object,
                      Placed *placed)
{
    uint32_t at = 0;
    const char *id = json_text(json_member(object, "id"));
    const char *label = json_text(json_member(object, "lp"));
    if (!read_index(id, "e", flat->edges.len, &at))
        return false;
    PlacedEdge *edge = &placed->edges[at];
    edge->curve.len = 0;
    return read_curve(arena, json_text(json_member(object, "pos")), placed,
                      edge) &&
           (!label || read_point(placed, label, &edge->label));
}

static bool read_all(Arena *arena, const Flat *flat, FileText text,
                     Placed *placed)
{
    const Json *all = json_parse(arena, text.text, text.len, NULL, NULL);
    const Json *objects = json_member(all, "objects");
    const Json *edges = json_member(all, "edges");
    double box[4];
    if (!all || numbers(json_text(json_member(all, "bb")), box, 4) != 4)
        return false;
    placed->width = box[2];
    placed->height = box[3];
    placed->nodes = arena_array(arena, PlacedNode, flat->nodes.len + 1);
    placed->edges = arena_array(arena, PlacedEdge, flat->edges.len + 1);
    placed->clusters =
        arena_array(arena, PlacedCluster, flat->clusters.len + 1);
    for (const Json *one = objects ? objects->first : NULL; one;
         one = one->next)
        if (!read_object(arena, flat, one, placed))
            return false;
    for (const Json *one = edges ? edges->first : NULL; one; one = one->next)
        if (!read_edge(arena, flat, one, placed))
            return false;
    return (objects ? objects->len : 0) >= flat->nodes.len &&
           (edges ? edges->len : 0) == flat->edges.len;
}

PlacedEnd placed_make(Arena *arena, const Flat *flat, bool across, Placed *out,
                      const char **why)
{
    FileText answer = {0};
    *out = (Placed){0};
    if (flat->cut || flat->nodes.len > PLACED_NODES_MAX ||
        flat->edges.len > PLACED_EDGES_MAX)
        return PLACED_TOO_LARGE;
    switch (program_dot(arena, question(arena, flat, across), PLACED_SECONDS,
                        &answer, why)) {
    case PROGRAM_ABSENT:
        return PLACED_ABSENT;
    case PROGRAM_LATE:
        return PLACED_LATE;
    case PROGRAM_FAILED:
        return PLACED_FAILED;
    case PROGRAM_FINE:
        break;
    }
    if (read_all(arena, flat, answer, out))
        return PLACED_FINE;
    *why = "what it says is not what Graphviz 2.40 and later say";
    return PLACED_FAILED;
}
