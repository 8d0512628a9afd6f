/* gates.c - what a package's gates wait for. */
#include "runtime/engine/gates.h"

#include <string.h>

#include "base/buf.h"

typedef struct Search {
    Arena *arena;
    const char *id;
    const Gate *found;
    Buf others; /* `ship`, `days` */
} Search;

static void look_at(Search *search, const char *id, const IdlType *type,
                    bool is_approval)
{
    if (strcmp(id, search->id) == 0) {
        Gate *gate = arena_new(search->arena, Gate);
        *gate = (Gate){id, is_approval, type};
        search->found = gate;
        return;
    }
    buf_print(&search->others, "%s`%s`", search->others.len ? ", " : "", id);
}

static void look_at_nodes(Search *search, IdlNode *const *nodes, size_t n);

static void look_at_node(Search *search, IdlNode *node)
{
    if (!node)
        return;
    if (node->target_case == FLYTEIDL__CORE__NODE__TARGET_BRANCH_NODE) {
        const IdlIfElse *branch = node->branch_node->if_else;
        look_at_node(search, branch->case_ ? branch->case_->then_node : NULL);
        for (size_t i = 0; i < branch->n_other; i++)
            look_at_node(search, branch->other[i]->then_node);
        if (branch->default_case ==
            FLYTEIDL__CORE__IF_ELSE_BLOCK__DEFAULT_ELSE_NODE)
            look_at_node(search, branch->else_node);
    }
    if (node->target_case != FLYTEIDL__CORE__NODE__TARGET_GATE_NODE)
        return;
    const IdlGateNode *gate = node->gate_node;
    if (gate->condition_case == FLYTEIDL__CORE__GATE_NODE__CONDITION_APPROVE)
        look_at(
            search, gate->approve->signal_id,
            make_simple(search->arena, FLYTEIDL__CORE__SIMPLE_TYPE__BOOLEAN),
            true);
    if (gate->condition_case == FLYTEIDL__CORE__GATE_NODE__CONDITION_SIGNAL)
        look_at(search, gate->signal->signal_id, gate->signal->type, false);
}

static void look_at_nodes(Search *search, IdlNode *const *nodes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        look_at_node(search, nodes[i]);
}

/* Sub-workflows stand beside their parent in its message. */
static void look_at_workflow(Search *search, const IdlWorkflowSpec *spec)
{
    if (spec->template_)
        look_at_nodes(search, spec->template_->nodes, spec->template_->n_nodes);
    for (size_t i = 0; i < spec->n_sub_workflows; i++)
        look_at_nodes(search, spec->sub_workflows[i]->nodes,
                      spec->sub_workflows[i]->n_nodes);
}

const Gate *gate_find(Arena *arena, const Package *package, const char *id,
                      const char **why)
{
    Search search = {.arena = arena, .id = id, .others = {.arena = arena}};
    for (uint32_t i = 0; i < package->entries.len && !search.found; i++)
        if (package->entries.at[i].kind == PACKAGE_WORKFLOW)
            look_at_workflow(
                &search,
                (const IdlWorkflowSpec *)package->entries.at[i].message);
    if (!search.found)
        *why = search.others.len
                   ? arena_print(arena, "no gate is called `%s`; there are %s",
                                 id, buf_string(&search.others))
                   : arena_print(arena,
                                 "no gate is called `%s`: nothing here "
                                 "waits for a signal",
                                 id);
    return search.found;
}
