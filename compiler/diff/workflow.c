/* workflow.c - workflows: the interface, and counts of what is inside. */
#include <string.h>

#include "base/buf.h"

#include "compiler/diff/compare.h"
#include "spec/make.h"

typedef struct Workflows {
    Pair *pair;
    const IdlWorkflowSpec *was_spec;
    const IdlWorkflowSpec *now_spec;
    const IdlWorkflow *was;
    const IdlWorkflow *now;
} Workflows;

/* ---- the interface ---- */

/* A workflow's defaults are those of its launch plan. */
static VariableVec inputs_of(Pair *pair, const WorkflowSide *side,
                             const IdlWorkflow *workflow)
{
    VariableVec inputs = {0};
    VariableVec told = {0};
    const IdlInterface *interface = workflow->interface;
    variables_add(pair->arena, interface ? interface->inputs : NULL, &inputs);
    if (side->plan)
        launch_inputs(pair->arena, side->plan, &told);
    for (uint32_t i = 0, j = 0; i < inputs.len; i++) {
        Variable *input = &inputs.at[i];
        while (j < told.len && strcmp(told.at[j].name, input->name) < 0)
            j++;
        bool known = j < told.len && strcmp(told.at[j].name, input->name) == 0;
        input->literal = known ? told.at[j].literal : NULL;
        input->optional =
            known ? told.at[j].optional : type_takes_none(input->type);
    }
    return inputs;
}

static void compare_interfaces(Workflows *w, const WorkflowSide *was,
                               const WorkflowSide *now)
{
    Pair *pair = w->pair;
    VariableVec old_in = inputs_of(pair, was, w->was);
    VariableVec new_in = inputs_of(pair, now, w->now);
    compare_inputs(pair, &old_in, &new_in);
    VariableVec old_out = {0};
    VariableVec new_out = {0};
    if (w->was->interface)
        variables_add(pair->arena, w->was->interface->outputs, &old_out);
    if (w->now->interface)
        variables_add(pair->arena, w->now->interface->outputs, &new_out);
    compare_outputs(pair, &old_out, &new_out);
}

/* ---- nodes ---- */

enum { NAMES_SHOWN = 8 };

typedef struct Names {
    Buf text;
    uint32_t count;
} Names;

static void add_name(Names *names, const char *name)
{
    if (names->count < NAMES_SHOWN)
        buf_print(&names->text, "%s%s", names->count ? " " : "",
                  named(names->text.arena, name));
    else if (names->count == NAMES_SHOWN)
        buf_text(&names->text, " ...");
    names->count++;
}

typedef struct NodeCounts {
    Names come;
    Names gone;
    Names changed;
} NodeCounts;

static const char *node_id(const IdlNode *node)
{
    return node->id ? node->id : "";
}

static Map nodes_of(Pair *pair, IdlNode *const *nodes, size_t count)
{
    Map map = {0};
    for (size_t i = 0; i < count; i++)
        map_put(pair->arena, &map, sym_of(pair->names, node_id(nodes[i])),
                nodes[i]);
    return map;
}

static const IdlId *callee_of(const IdlNode *node)
{
    if (node->target_case == FLYTEIDL__CORE__NODE__TARGET_TASK_NODE &&
        node->task_node)
        return node->task_node->reference_id;
    if (node->target_case != FLYTEIDL__CORE__NODE__TARGET_WORKFLOW_NODE ||
        !node->workflow_node)
        return NULL;
    const IdlWorkflowNode *inner = node->workflow_node;
    switch (inner->reference_case) {
    case FLYTEIDL__CORE__WORKFLOW_NODE__REFERENCE_LAUNCHPLAN_REF:
        return inner->launchplan_ref;
    case FLYTEIDL__CORE__WORKFLOW_NODE__REFERENCE_SUB_WORKFLOW_REF:
        return inner->sub_workflow_ref;
    case FLYTEIDL__CORE__WORKFLOW_NODE__REFERENCE__NOT_SET:
    case _FLYTEIDL__CORE__WORKFLOW_NODE__REFERENCE__CASE_IS_INT_SIZE:
        break;
    }
    return NULL;
}

/* Of an entity that is registered by itself: ids of the package's own have
 * neither project nor version here. */
static const char *foreign_id(Arena *arena, const IdlId *id)
{
    bool foreign =
        id && ((id->version && *id->version) || (id->project && *id->project));
    return foreign ? arena_print(arena, "%s/%s/%s@%s", id->project, id->domain,
                                 id->name, id->version)
                   : "";
}

static void tell_callee(Pair *pair, const IdlNode *was, const IdlNode *now)
{
    const char *old = foreign_id(pair->arena, callee_of(was));
    const char *new = foreign_id(pair->arena, callee_of(now));
    if (!*new || strcmp(old, new) == 0)
        return;
    Change *change = change_add(pair, RULE_R172, "node %s calls another entity",
                                named(pair->arena, node_id(now)));
    change->was = *old ? old : "one of this package";
    change->now = new;
}

static void count_nodes(Workflows *w, NodeCounts *counts)
{
    Pair *pair = w->pair;
    Map was = nodes_of(pair, w->was->nodes, w->was->n_nodes);
    Map now = nodes_of(pair, w->now->nodes, w->now->n_nodes);
    for (uint32_t i = 0; i < was.len; i++)
        if (!map_find(&now, was.items[i].key))
            add_name(&counts->gone, ((const Sym *)was.items[i].key)->text);
    for (uint32_t i = 0; i < now.len; i++) {
        const IdlNode *node = now.items[i].value;
        const IdlNode *old = map_find(&was, now.items[i].key);
        if (!old) {
            add_name(&counts->come, node_id(node));
        } else if (!same_message(old, node)) {
            add_name(&counts->changed, node_id(node));
            tell_callee(pair, old, node);
        }
    }
}

static void add_count(Buf *out, const Names *names, const char *words)
{
    if (names->count)
        buf_print(out, "%s%u %s: %s", out->len ? "; " : "", names->count, words,
                  buf_string(&names->text));
}

static bool same_outputs(const Workflows *w)
{
    IdlWorkflow sides[] = {FLYTEIDL__CORE__WORKFLOW_TEMPLATE__INIT,
                           FLYTEIDL__CORE__WORKFLOW_TEMPLATE__INIT};
    sides[0].outputs = w->was->outputs;
    sides[0].n_outputs = w->was->n_outputs;
    sides[1].outputs = w->now->outputs;
    sides[1].n_outputs = w->now->n_outputs;
    return same_message(&sides[0], &sides[1]);
}

static void compare_nodes(Workflows *w)
{
    Arena *arena = w->pair->arena;
    NodeCounts counts = {.come.text.arena = arena,
                         .gone.text.arena = arena,
                         .changed.text.arena = arena};
    Buf text = {.arena = arena};
    count_nodes(w, &counts);
    add_count(&text, &counts.gone, "gone");
    add_count(&text, &counts.come, "new");
    add_count(&text, &counts.changed, "changed");
    if (text.len)
        change_add(w->pair, RULE_S170, "nodes inside: %s", buf_string(&text));
    else if (!same_outputs(w))
        change_add(w->pair, RULE_S170,
                   "its outputs come from elsewhere inside");
    if (!same_message(w->was->failure_node, w->now->failure_node))
        change_add(w->pair, RULE_S171, "its handler of failures has changed");
}

/* ---- gates ---- */

typedef Flyteidl__Core__SignalCondition Signal;

typedef struct Gate {
    const char *id;
    const IdlType *type; /* NULL: an approval */
} Gate;

typedef struct Gates {
    Pair *pair;
    Map map; /* Sym of the id -> Gate */
} Gates;

static void add_gate(Gates *gates, const IdlGateNode *node)
{
    Gate *gate = arena_new(gates->pair->arena, Gate);
    if (node->condition_case == FLYTEIDL__CORE__GATE_NODE__CONDITION_SIGNAL) {
        gate->id = node->signal->signal_id;
        gate->type = node->signal->type;
    } else if (node->condition_case ==
               FLYTEIDL__CORE__GATE_NODE__CONDITION_APPROVE) {
        gate->id = node->approve->signal_id;
    }
    if (gate->id)
        map_put(gates->pair->arena, &gates->map,
                sym_of(gates->pair->names, gate->id), gate);
}

/* In branches, too. */
static bool add_gates(void *context, ProtobufCMessage *message)
{
    if (message->descriptor != &flyteidl__core__gate_node__descriptor)
        return true;
    add_gate(context, (const IdlGateNode *)message);
    return false;
}

static bool is_own(Pair *pair, const Map *own, const IdlWorkflow *inner)
{
    return inner->id && inner->id->name &&
           map_find(own, sym_of(pair->names, inner->id->name));
}

/* Those of the workflow, and of blocks of it that have become workflows. */
static Map gates_of(Pair *pair, const IdlWorkflowSpec *spec, const Map *own)
{
    Gates gates = {.pair = pair};
    if (spec->template_)
        message_walk(&spec->template_->base, add_gates, &gates);
    for (size_t i = 0; i < spec->n_sub_workflows; i++)
        if (!is_own(pair, own, spec->sub_workflows[i]))
            message_walk(&spec->sub_workflows[i]->base, add_gates, &gates);
    return gates.map;
}

static void compare_gate(Pair *pair, const Gate *was, const Gate *now)
{
    if (was->type && now->type)
        compare_type(
            pair, DIRECTION_IN,
            arena_print(pair->arena, "gate %s", named(pair->arena, now->id)),
            NULL, was->type, now->type);
    else if (was->type || now->type)
        change_add(pair, RULE_B115, "gate %s %s", named(pair->arena, now->id),
                   now->type ? "wants a value now, and no approval"
                             : "wants an approval now, and no value");
}

static void compare_gates(Workflows *w)
{
    Pair *pair = w->pair;
    Map was = gates_of(pair, w->was_spec, pair->old_workflows);
    Map now = gates_of(pair, w->now_spec, pair->new_workflows);
    for (uint32_t i = 0; i < was.len; i++)
        if (!map_find(&now, was.items[i].key))
            change_add(pair, RULE_R173, "gate %s is gone",
                       named(pair->arena, ((Gate *)was.items[i].value)->id));
    for (uint32_t i = 0; i < now.len; i++) {
        const Gate *old = map_find(&was, now.items[i].key);
        const Gate *gate = now.items[i].value;
        if (old)
            compare_gate(pair, old, gate);
        else
            change_add(pair, RULE_R170, "it waits at the new gate %s",
                       named(pair->arena, gate->id));
    }
}

/* ---- blocks that have become workflows ---- */

static Map blocks_of(Pair *pair, const IdlWorkflowSpec *spec, const Map *own)
{
    Map blocks = {0};
    for (size_t i = 0; i < spec->n_sub_workflows; i++) {
        IdlWorkflow *inner = spec->sub_workflows[i];
        if (inner->id && inner->id->name && !is_own(pair, own, inner))
            map_put(pair->arena, &blocks, sym_of(pair->names, inner->id->name),
                    inner);
    }
    return blocks;
}

static void compare_blocks(Workflows *w)
{
    Pair *pair = w->pair;
    Map was = blocks_of(pair, w->was_spec, pair->old_workflows);
    Map now = blocks_of(pair, w->now_spec, pair->new_workflows);
    uint32_t changed = 0;
    for (uint32_t i = 0; i < was.len; i++)
        changed += !map_find(&now, was.items[i].key);
    for (uint32_t i = 0; i < now.len; i++) {
        const IdlWorkflow *old = map_find(&was, now.items[i].key);
        changed += !old || !same_message(old, now.items[i].value);
    }
    if (changed)
        change_add(pair, RULE_S102, "%u %s inside it changed", changed,
                   changed == 1 ? "block" : "blocks");
}

/* ---- the rest ---- */

static bool is_interruptible(const IdlWorkflow *workflow)
{
    return workflow->metadata_defaults &&
           workflow->metadata_defaults->interruptible;
}

static int policy_of(const IdlWorkflow *workflow)
{
    return workflow->metadata ? (int)workflow->metadata->on_failure : 0;
}

static void compare_rest(Workflows *w)
{
    if (policy_of(w->was) != policy_of(w->now))
        change_add(w->pair, RULE_R171,
                   policy_of(w->now) ? "after a failure, other nodes go on now"
                                     : "a failure now ends all other nodes");
    if (is_interruptible(w->was) != is_interruptible(w->now))
        change_add(w->pair, is_interruptible(w->now) ? RULE_R149 : RULE_S158,
                   is_interruptible(w->now)
                       ? "its tasks may be interrupted now"
                       : "its tasks are no longer interrupted");
    Flyteidl__Core__WorkflowMetadata rest[] = {
        FLYTEIDL__CORE__WORKFLOW_METADATA__INIT,
        FLYTEIDL__CORE__WORKFLOW_METADATA__INIT};
    const IdlWorkflow *sides[] = {w->was, w->now};
    for (int i = 0; i < 2; i++) {
        if (sides[i]->metadata)
            rest[i] = *sides[i]->metadata;
        rest[i].on_failure = 0;
    }
    if (!same_message(&rest[0], &rest[1]))
        change_add(w->pair, RULE_S169, "other settings have changed");
}

void compare_workflows(Pair *pair, const WorkflowSide *was,
                       const WorkflowSide *now)
{
    static const IdlWorkflow none = FLYTEIDL__CORE__WORKFLOW_TEMPLATE__INIT;
    Workflows w = {.pair = pair,
                   .was_spec = was->spec,
                   .now_spec = now->spec,
                   .was = was->spec->template_ ? was->spec->template_ : &none,
                   .now = now->spec->template_ ? now->spec->template_ : &none};
    compare_interfaces(&w, was, now);
    compare_nodes(&w);
    compare_gates(&w);
    compare_blocks(&w);
    compare_rest(&w);
    if (!same_message(was->spec->description, now->spec->description))
        change_add(pair, RULE_S103, "it is described in other words");
}
