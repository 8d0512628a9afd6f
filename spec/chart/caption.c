/* caption.c - what a picture writes into its nodes and at its edges. */
#include "spec/chart/caption.h"

#include "spec/chart/brief.h"
#include "spec/chart/words.h"

static const char *deed_of(Arena *arena, const ChartNode *node)
{
    const char *deed = chart_deed(arena, node);
    if (node->kind == CHART_LAUNCH)
        return arena_print(arena, "launch plan %s", node->callee);
    if (node->kind == CHART_WORKFLOW)
        return arena_print(arena, "sub-workflow %s", node->callee);
    return deed;
}

Caption caption_of_node(Arena *arena, const FlatNode *flat)
{
    const ChartNode *node = flat->node;
    if (flat->shape == FLAT_START)
        return (Caption){"inputs", "", ""};
    if (flat->shape == FLAT_END)
        return (Caption){"outputs", "", ""};
    if (flat->shape == FLAT_JOIN)
        return (Caption){"", "", ""};
    return (Caption){brief_text(arena, node->id, CAPTION_MAX),
                     brief_text(arena, deed_of(arena, node), CAPTION_MAX),
                     brief_text(arena, node->notes, CAPTION_MAX)};
}

Caption caption_of_cluster(Arena *arena, const FlatCluster *cluster)
{
    const ChartNode *node = cluster->owner;
    return (Caption){brief_text(arena, node->id, CAPTION_MAX),
                     node->generated
                         ? "generated"
                         : brief_text(arena, node->callee, CAPTION_MAX),
                     ""};
}

uint32_t caption_count(const FlatEdge *edge)
{
    return edge->label_count < FLAT_LABELS_MAX ? edge->label_count
                                               : FLAT_LABELS_MAX;
}

static const char *label_text(Arena *arena, const FlatEdge *edge,
                              const FlatLabel *label)
{
    if (edge->kind == FLAT_CASE)
        return brief_text(arena, label->name, CONDITION_MAX);
    if (label->old)
        return brief_text(arena,
                          arena_print(arena, "%s: %s \xE2\x86\x92 %s",
                                      label->name, label->old,
                                      label->type ? label->type : "?"),
                          LABEL_MAX + CONDITION_MAX);
    return brief_text(
        arena,
        label->type ? arena_print(arena, "%s: %s", label->name, label->type)
                    : label->name,
        LABEL_MAX);
}

const char *caption_of_label(Arena *arena, const FlatEdge *edge, uint32_t i)
{
    uint32_t more = edge->label_count - (FLAT_LABELS_MAX - 1);
    if (edge->label_count > FLAT_LABELS_MAX && i == FLAT_LABELS_MAX - 1)
        return arena_print(arena, "%u more", more);
    return label_text(arena, edge, &edge->labels[i]);
}
