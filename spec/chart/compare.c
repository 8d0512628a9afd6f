/* compare.c - one chart of two.
 *
 * Nodes are the same when their ids are, in the same flow or the same branch.
 * First all nodes are matched, then what they wait for, which may be a node
 * that comes later. */
#include <string.h>

#include "base/buf.h"
#include "spec/chart/chart.h"

typedef struct Merge {
    Arena *arena;
    SymTable *names;
    Map twins; /* ChartNode of the earlier -> its twin in the later */
} Merge;

static void match_flow(Merge *merge, ChartFlow *later, ChartFlow *earlier);
static void mark_flow(Merge *merge, ChartFlow *flow);

/* ---- what only the earlier has ---- */

static void mark_uses(ChartUses *uses)
{
    for (uint32_t i = 0; i < uses->len; i++)
        uses->at[i].sides = CHART_OLD;
}

static void mark_node(Merge *merge, ChartNode *node)
{
    node->sides = CHART_OLD;
    for (uint32_t i = 0; i < node->cases.len; i++) {
        node->cases.at[i].sides = CHART_OLD;
        mark_node(merge, node->cases.at[i].node);
    }
    if (node->body)
        mark_flow(merge, node->body);
}

static void mark_flow(Merge *merge, ChartFlow *flow)
{
    for (uint32_t i = 0; i < flow->nodes.len; i++)
        mark_node(merge, flow->nodes.at[i]);
    if (flow->failure)
        mark_node(merge, flow->failure);
}

/* ---- nodes ---- */

static void add_was(Buf *was, const char *later, const char *earlier)
{
    if (strcmp(later, earlier) == 0)
        return;
    buf_text(was, was->len ? ", " : "");
    buf_print(was, "%s%s", *earlier ? "" : "without ",
              *earlier ? earlier : later);
}

static void add_old_constants(Buf *was, const ChartVars *later,
                              const ChartVars *earlier)
{
    for (uint32_t i = 0; i < earlier->len; i++) {
        const ChartVar *old = &earlier->at[i];
        const ChartVar *new = i < later->len ? &later->at[i] : NULL;
        if (new &&strcmp(new->name, old->name) == 0 &&
            strcmp(new->text, old->text) == 0)
            continue;
        buf_text(was, was->len ? ", " : "");
        buf_print(was, "%s = %s", old->name, old->text);
    }
}

/* What people see of it first; then what they do not. */
static const char *what_it_was(Merge *merge, const ChartNode *later,
                               const ChartNode *earlier)
{
    Buf was = {.arena = merge->arena};
    add_was(&was, later->callee, earlier->callee);
    add_was(&was, later->words, earlier->words);
    add_was(&was, later->notes, earlier->notes);
    add_was(&was, later->settings, earlier->settings);
    add_old_constants(&was, &later->constants, &earlier->constants);
    if (was.len == 0 && strcmp(later->digest, earlier->digest) != 0)
        buf_text(&was, "another task of this name");
    return was.len ? buf_string(&was) : "other settings";
}

static bool same_vars(const ChartVars *left, const ChartVars *right)
{
    if (left->len != right->len)
        return false;
    for (uint32_t i = 0; i < left->len; i++)
        if (strcmp(left->at[i].name, right->at[i].name) != 0 ||
            strcmp(left->at[i].text, right->at[i].text) != 0)
            return false;
    return true;
}

static void match_node(Merge *merge, ChartNode *later, ChartNode *earlier);

static const Sym *case_key(Merge *merge, const ChartNode *node)
{
    return sym_of(merge->names, arena_print(merge->arena, "%d %s",
                                            (int)node->kind, node->id));
}

static bool same_text(const char *left, const char *right)
{
    return left == right || (left && right && strcmp(left, right) == 0);
}

static void match_cases(Merge *merge, ChartNode *later, ChartNode *earlier)
{
    Map by_key = {0};
    uint32_t own = later->cases.len;
    for (uint32_t i = 0; i < own; i++)
        map_put(merge->arena, &by_key, case_key(merge, later->cases.at[i].node),
                (void *)(uintptr_t)(i + 1));
    for (uint32_t i = 0; i < earlier->cases.len; i++) {
        ChartCase old = earlier->cases.at[i];
        uintptr_t at = (uintptr_t)map_find(&by_key, case_key(merge, old.node));
        if (at == 0) {
            mark_node(merge, old.node);
            old.node->within = later->within;
            old.sides = CHART_OLD;
            vec_push(merge->arena, &later->cases, old);
            continue;
        }
        ChartCase *new = &later->cases.at[at - 1];
        new->sides = CHART_BOTH;
        if (!same_text(new->condition, old.condition))
            new->old_condition = old.condition ? old.condition : "else";
        match_node(merge, new->node, old.node);
    }
}

static void match_node(Merge *merge, ChartNode *later, ChartNode *earlier)
{
    map_put(merge->arena, &merge->twins, earlier, later);
    later->sides = CHART_BOTH;
    later->wanted |= earlier->wanted;
    later->changed = strcmp(later->identity, earlier->identity) != 0 ||
                     strcmp(later->digest, earlier->digest) != 0 ||
                     !same_vars(&later->constants, &earlier->constants);
    if (later->changed)
        later->was = what_it_was(merge, later, earlier);
    match_cases(merge, later, earlier);
    if (later->body && earlier->body)
        match_flow(merge, later->body, earlier->body);
}

/* Those that are gone stand behind what they stood behind. */
static void add_removed(Merge *merge, ChartFlow *later, const Map *behind,
                        const ChartNodes *first)
{
    ChartNodes all = *first;
    for (uint32_t i = 0; i < later->nodes.len; i++) {
        vec_push(merge->arena, &all, later->nodes.at[i]);
        const ChartNodes *gone = map_find(behind, later->nodes.at[i]);
        for (uint32_t j = 0; gone && j < gone->len; j++)
            vec_push(merge->arena, &all, gone->at[j]);
    }
    later->nodes = all;
}

static void match_nodes(Merge *merge, ChartFlow *later, ChartFlow *earlier)
{
    Map by_key = {0}, behind = {0};
    ChartNodes first = {0}, *gone = &first;
    for (uint32_t i = 0; i < later->nodes.len; i++)
        map_put(merge->arena, &by_key, case_key(merge, later->nodes.at[i]),
                later->nodes.at[i]);
    for (uint32_t i = 0; i < earlier->nodes.len; i++) {
        ChartNode *old = earlier->nodes.at[i];
        ChartNode *new = map_find(&by_key, case_key(merge, old));
        if (new) {
            match_node(merge, new, old);
            gone = arena_new(merge->arena, ChartNodes);
            map_put(merge->arena, &behind, new, gone);
            continue;
        }
        mark_node(merge, old);
        old->within = later;
        vec_push(merge->arena, gone, old);
    }
    add_removed(merge, later, &behind, &first);
}

static void match_flow(Merge *merge, ChartFlow *later, ChartFlow *earlier)
{
    match_nodes(merge, later, earlier);
    if (later->failure && earlier->failure) {
        match_node(merge, later->failure, earlier->failure);
    } else if (earlier->failure) {
        later->failure = earlier->failure;
        later->failure->within = later;
        mark_node(merge, later->failure);
    }
}

/* ---- uses ---- */

static const ChartNode *twin_of(Merge *merge, const ChartNode *node)
{
    const ChartNode *twin = node ? map_find(&merge->twins, node) : NULL;
    return twin ? twin : node;
}

static const Sym *use_key(Merge *merge, const ChartUse *use)
{
    const ChartNode *from = twin_of(merge, use->from);
    return sym_of(merge->names,
                  arena_print(merge->arena, "%s\n%u\n%s\n%s\n%u",
                              use->var ? use->var : "",
                              from ? from->number + 1 : 0, use->source,
                              use->path, use->whole ? use->whole->hash : 0));
}

static void merge_uses(Merge *merge, ChartUses *later, const ChartUses *earlier)
{
    Map by_key = {0};
    uint32_t own = later->len;
    for (uint32_t i = 0; i < own; i++)
        map_put(merge->arena, &by_key, use_key(merge, &later->at[i]),
                (void *)(uintptr_t)(i + 1));
    for (uint32_t i = 0; i < earlier->len; i++) {
        ChartUse old = earlier->at[i];
        uintptr_t at = (uintptr_t)map_find(&by_key, use_key(merge, &old));
        if (at == 0) {
            old.sides = CHART_OLD;
            old.from = twin_of(merge, old.from);
            vec_push(merge->arena, later, old);
            continue;
        }
        ChartUse *new = &later->at[at - 1];
        new->sides = CHART_BOTH;
        if (new->type && old.type &&strcmp(new->type, old.type) != 0)
            new->old_type = old.type;
    }
}

/* Nodes that are gone are in the later chart, but wait for earlier ones. */
static void move_uses(Merge *merge, ChartUses *uses)
{
    mark_uses(uses);
    for (uint32_t i = 0; i < uses->len; i++)
        uses->at[i].from = twin_of(merge, uses->at[i].from);
}

static void merge_flow_uses(Merge *merge, ChartFlow *earlier);

static void merge_node_uses(Merge *merge, ChartNode *earlier)
{
    ChartNode *twin = map_find(&merge->twins, earlier);
    if (twin)
        merge_uses(merge, &twin->uses, &earlier->uses);
    else
        move_uses(merge, &earlier->uses);
    for (uint32_t i = 0; i < earlier->cases.len; i++)
        merge_node_uses(merge, earlier->cases.at[i].node);
    if (!earlier->body)
        return;
    if (!twin)
        move_uses(merge, &earlier->body->results);
    else if (twin->body)
        merge_uses(merge, &twin->body->results, &earlier->body->results);
    merge_flow_uses(merge, earlier->body);
}

static void merge_flow_uses(Merge *merge, ChartFlow *earlier)
{
    for (uint32_t i = 0; i < earlier->nodes.len; i++)
        merge_node_uses(merge, earlier->nodes.at[i]);
    if (earlier->failure)
        merge_node_uses(merge, earlier->failure);
}

/* ---- the whole ---- */

static void renumber_flow(ChartFlow *flow, uint32_t by);

static void renumber(ChartNode *node, uint32_t by)
{
    node->number += by;
    for (uint32_t i = 0; i < node->cases.len; i++)
        renumber(node->cases.at[i].node, by);
    if (node->body)
        renumber_flow(node->body, by);
}

static void renumber_flow(ChartFlow *flow, uint32_t by)
{
    for (uint32_t i = 0; i < flow->nodes.len; i++)
        renumber(flow->nodes.at[i], by);
    if (flow->failure)
        renumber(flow->failure, by);
}

Chart *chart_compare(Arena *arena, SymTable *names, Chart *earlier,
                     Chart *later)
{
    Merge merge = {.arena = arena, .names = names};
    renumber_flow(earlier->flow, later->node_count);
    later->node_count += earlier->node_count;
    later->compared = true;
    match_flow(&merge, later->flow, earlier->flow);
    merge_flow_uses(&merge, earlier->flow);
    merge_uses(&merge, &later->flow->results, &earlier->flow->results);
    return later;
}

/* ---- is anything different? ---- */

static bool flow_differs(const ChartFlow *flow);

static bool uses_differ(const ChartUses *uses)
{
    for (uint32_t i = 0; i < uses->len; i++)
        if (uses->at[i].sides != CHART_BOTH || uses->at[i].old_type)
            return true;
    return false;
}

static bool node_differs(const ChartNode *node)
{
    if (node->sides != CHART_BOTH || node->changed || uses_differ(&node->uses))
        return true;
    for (uint32_t i = 0; i < node->cases.len; i++)
        if (node->cases.at[i].sides != CHART_BOTH ||
            node->cases.at[i].old_condition ||
            node_differs(node->cases.at[i].node))
            return true;
    return node->body && flow_differs(node->body);
}

static bool flow_differs(const ChartFlow *flow)
{
    for (uint32_t i = 0; i < flow->nodes.len; i++)
        if (node_differs(flow->nodes.at[i]))
            return true;
    return (flow->failure && node_differs(flow->failure)) ||
           uses_differ(&flow->results);
}

bool chart_differs(const Chart *chart)
{
    return flow_differs(chart->flow);
}
