/* node_array.c - one task over lists (flyte-spec 4.8). */
#include <math.h>
#include <string.h>

#include "runtime/engine/steps.h"

enum { REASONS_MAX = 4000 }; /* bytes of an array's message */

static bool is_list(const IdlLiteral *literal)
{
    return literal->value_case == FLYTEIDL__CORE__LITERAL__VALUE_COLLECTION;
}

static bool is_bound(const IdlArrayNode *array, const char *name)
{
    for (size_t i = 0; i < array->n_bound_inputs; i++) {
        if (strcmp(array->bound_inputs[i], name) == 0)
            return true;
    }
    return false;
}

/* ---- how many ---- */

static bool fail_length(Fault *fault, Arena *arena, const char *reason)
{
    return fault_set(arena, fault,
                     (Fault){.kind = FAULT_USER, .code = "InvalidArrayLength"},
                     "%s", reason);
}

/* All lists that are not bound have one length. */
static bool measure(Node *node, Elements *elements, Fault *fault)
{
    Arena *arena = node->scope->run->arena;
    const IdlArrayNode *array = node->graph->spec->array_node;
    const IdlLiteralMap *inputs = node->inputs;
    bool *mapped = arena_array(arena, bool, inputs->n_literals);
    int64_t len = -1;
    for (size_t i = 0; i < inputs->n_literals; i++) {
        const IdlLiteral *value = inputs->literals[i]->value;
        mapped[i] =
            is_list(value) && !is_bound(array, inputs->literals[i]->key);
        if (!mapped[i])
            continue;
        int64_t found = (int64_t)value->collection->n_literals;
        if (len >= 0 && len != found)
            return fail_length(
                fault, arena,
                arena_print(arena,
                            "input arrays have different lengths: expecting "
                            "'%lld' found '%lld'",
                            (long long)len, (long long)found));
        len = found;
    }
    elements->mapped = mapped;
    if (len < 0 && array->n_bound_inputs != inputs->n_literals)
        return fail_length(fault, arena, "no input array provided");
    elements->len = len < 0 ? 1 : (uint32_t)len;
    return true;
}

/* The ratio is a float32, so that 0.6 of 5 are 4, as with Flyte. */
static uint32_t wanted_of(const IdlArrayNode *array, uint32_t len)
{
    switch (array->success_criteria_case) {
    case FLYTEIDL__CORE__ARRAY_NODE__SUCCESS_CRITERIA_MIN_SUCCESSES:
        return array->min_successes;
    case FLYTEIDL__CORE__ARRAY_NODE__SUCCESS_CRITERIA_MIN_SUCCESS_RATIO: {
        double least = ceil((double)array->min_success_ratio * len);
        return least > 0 ? (uint32_t)least : 0;
    }
    case FLYTEIDL__CORE__ARRAY_NODE__SUCCESS_CRITERIA__NOT_SET:
    case _FLYTEIDL__CORE__ARRAY_NODE__SUCCESS_CRITERIA__CASE_IS_INT_SIZE:
    default:
        return len;
    }
}

static uint32_t limit_of(const IdlArrayNode *array, uint32_t len)
{
    bool said = array->parallelism_option_case ==
                FLYTEIDL__CORE__ARRAY_NODE__PARALLELISM_OPTION_PARALLELISM;
    return said && array->parallelism ? array->parallelism : len;
}

/* ---- what came of it ---- */

static const IdlLiteral *gather_one(const Node *node, const char *name,
                                    const IdlLiteral *none)
{
    const Elements *elements = node->elements;
    Arena *arena = node->scope->run->arena;
    const IdlLiteral **items =
        arena_array(arena, const IdlLiteral *, elements->len);
    for (uint32_t i = 0; i < elements->len; i++) {
        const IdlLiteral *value =
            literal_find(elements->at[i].row.outputs, name);
        items[i] = value ? value : none;
    }
    return literal_list(arena, items, elements->len);
}

static const IdlLiteralMap *gather(const Node *node)
{
    Arena *arena = node->scope->run->arena;
    const IdlInterface *interface = node->graph->task->interface;
    const IdlVariableMap *vars = interface ? interface->outputs : NULL;
    IdlLiteralMap *outputs = literal_map_new(arena);
    const IdlLiteral *none = literal_none(arena);
    for (size_t i = 0; vars && i < vars->n_variables; i++) {
        const char *name = vars->variables[i]->key;
        literal_map_put(arena, outputs, name, gather_one(node, name, none));
    }
    return outputs;
}

static void feed(Node *node)
{
    Elements *elements = node->elements;
    while (elements->next < elements->len && elements->live < elements->limit) {
        Node *element = &elements->at[elements->next];
        node_init(element, node->scope, node->graph->element, OF_ARRAY);
        element->parent = node;
        element->index = elements->next++;
        elements->live++;
        node_ready(element);
    }
}

static void fail_array(Node *node)
{
    Elements *elements = node->elements;
    Fault *fault = arena_new(node->scope->run->arena, Fault);
    fault_set(node->scope->run->arena, fault,
              (Fault){.kind = FAULT_UNKNOWN, .code = ""},
              "%u of %u elements failed, wants %u to succeed:\n%s",
              elements->failed, elements->len, elements->wanted,
              buf_string(&elements->reasons));
    node->row.fault = fault;
    node->failed_path = elements->failed_path;
    node_stop(node, PHASE_FAILED);
}

/* Fails as soon as it must; succeeds when all are done. */
static void judge(Node *node)
{
    Elements *elements = node->elements;
    if ((int64_t)elements->len - elements->failed < elements->wanted)
        fail_array(node);
    else if (elements->succeeded + elements->failed == elements->len)
        node_succeed(node, gather(node));
    else
        feed(node);
}

void array_begin(Node *node)
{
    const IdlArrayNode *array = node->graph->spec->array_node;
    Arena *arena = node->scope->run->arena;
    Elements *elements = arena_new(arena, Elements);
    Fault fault;
    node_turn(node, PHASE_RUNNING);
    if (!measure(node, elements, &fault)) {
        node_fail(node, &fault, NULL);
        return;
    }
    node->state = NODE_OPEN;
    node->elements = elements;
    elements->at = arena_array(arena, Node, elements->len);
    elements->reasons.arena = arena;
    elements->limit = limit_of(array, elements->len);
    elements->wanted = wanted_of(array, elements->len);
    timers_of_attempt(node);
    judge(node);
}

/* ---- elements ---- */

/* One of each list, and the rest as it is. Its row has what is its own: the
 * rest stands with the array. */
void array_element_inputs(Node *element)
{
    const Node *node = element->parent;
    const IdlLiteralMap *all = node->inputs;
    Arena *arena = node->scope->run->arena;
    IdlLiteralMap *inputs = literal_map_new(arena);
    IdlLiteralMap *own = literal_map_new(arena);
    for (size_t i = 0; i < all->n_literals; i++) {
        const char *name = all->literals[i]->key;
        const IdlLiteral *value = all->literals[i]->value;
        if (node->elements->mapped[i]) {
            value = value->collection->literals[element->index];
            literal_map_put(arena, own, name, value);
        }
        literal_map_put(arena, inputs, name, value);
    }
    element->inputs = inputs;
    element->row.inputs = own;
}

static void note_failure(Elements *elements, const Node *element)
{
    Buf *reasons = &elements->reasons;
    elements->failed++;
    if (!elements->failed_path)
        elements->failed_path = element->failed_path;
    if (reasons->len < REASONS_MAX)
        buf_print(reasons, "[%u]: %.1000s\n", element->index,
                  element->row.fault->message);
}

void array_element_done(Node *element)
{
    Node *node = element->parent;
    Elements *elements = node->elements;
    Phase phase = element->row.phase;
    elements->live--;
    if (phase == PHASE_SUCCEEDED || phase == PHASE_RECOVERED)
        elements->succeeded++;
    else if (phase == PHASE_FAILED || phase == PHASE_TIMED_OUT)
        note_failure(elements, element);
    if (node->ending)
        node_settle(node);
    else
        judge(node);
}

void array_stop(Node *node, Phase phase)
{
    Elements *elements = node->elements;
    for (uint32_t i = 0; i < elements->next && elements->live; i++)
        node_stop(&elements->at[i], phase);
}
