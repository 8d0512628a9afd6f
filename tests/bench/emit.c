/* emit.c - what Flyte's messages cost at least: emit ROUNDS FILE
 *
 * FILE is the shape `nodes` of generate.awk. Its workflow is emitted and
 * packed by flw, and the same nodes are built and packed by hand with
 * protobuf-c alone. Prints both medians in ms; fails unless the bytes of both
 * are the same. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "compiler/emit/emit.h"
#include "compiler/emit/messages.h"
#include "compiler/plan/make.h"
#include "compiler/session/session.h"

enum { ROUNDS_MAX = 101 };

/* As an Emitter, for the macros of messages.h. */
typedef struct Maker {
    Arena *arena;
} Maker;

typedef struct Packed {
    uint8_t *bytes;
    size_t len;
} Packed;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

static Packed pack(const ProtobufCMessage *message)
{
    Packed packed = {.len = protobuf_c_message_get_packed_size(message)};
    packed.bytes = malloc(packed.len + 1);
    if (!packed.bytes)
        exit(2);
    protobuf_c_message_pack(message, packed.bytes);
    return packed;
}

/* ---- by hand ---- */

static IdlBinding *bind(Maker *e, const char *var, IdlBindingData *data)
{
    IdlBinding *binding = new_core(e, Binding, BINDING);
    binding->var = (char *)(uintptr_t)var;
    binding->binding = data;
    return binding;
}

static IdlBindingData *promise(Maker *e, char *node, const char *var)
{
    IdlBindingData *data = new_core(e, BindingData, BINDING_DATA);
    data->value_case = FLYTEIDL__CORE__BINDING_DATA__VALUE_PROMISE;
    data->promise = new_core(e, OutputReference, OUTPUT_REFERENCE);
    data->promise->node_id = node;
    data->promise->var = (char *)(uintptr_t)var;
    return data;
}

static IdlBindingData *constant(Maker *e, Flyteidl__Core__Primitive *primitive)
{
    IdlBindingData *data = new_core(e, BindingData, BINDING_DATA);
    data->value_case = FLYTEIDL__CORE__BINDING_DATA__VALUE_SCALAR;
    data->scalar = new_core(e, Scalar, SCALAR);
    data->scalar->value_case = FLYTEIDL__CORE__SCALAR__VALUE_PRIMITIVE;
    data->scalar->primitive = primitive;
    return data;
}

static IdlNode *node(Maker *e, IdlId *task, size_t i, char *before)
{
    IdlNode *out = new_core(e, Node, NODE);
    out->id = arena_alloc(e->arena, 24);
    snprintf(out->id, 24, "n%zu", i);
    out->metadata = new_core(e, NodeMetadata, NODE_METADATA);
    out->metadata->name = out->id;
    out->metadata->retries = new_core(e, RetryStrategy, RETRY_STRATEGY);
    new_list(e, out->inputs, out->n_inputs, 3);
    out->inputs[0] =
        bind(e, "a", i ? promise(e, before, "d") : promise(e, (char *)"", "x"));
    out->inputs[1] = bind(e, "b", constant(e, make_string(e->arena, "text")));
    out->inputs[2] =
        bind(e, "c", constant(e, make_int(e->arena, i ? (int64_t)i : 1)));
    if (i) {
        new_list(e, out->upstream_node_ids, out->n_upstream_node_ids, 1);
        out->upstream_node_ids[0] = before;
    }
    out->target_case = FLYTEIDL__CORE__NODE__TARGET_TASK_NODE;
    out->task_node = new_core(e, TaskNode, TASK_NODE);
    out->task_node->reference_case =
        FLYTEIDL__CORE__TASK_NODE__REFERENCE_REFERENCE_ID;
    out->task_node->reference_id = task;
    out->task_node->overrides =
        new_core(e, TaskNodeOverrides, TASK_NODE_OVERRIDES);
    return out;
}

/* The same workflow with nodes of our own. */
static double by_hand(const IdlWorkflow *like, Packed *packed)
{
    Arena arena = {0};
    Maker e = {&arena};
    double start = now();
    IdlWorkflow workflow = *like;
    new_list(&e, workflow.nodes, workflow.n_nodes, like->n_nodes);
    IdlId *task = like->nodes[0]->task_node->reference_id;
    char *before = NULL;
    for (size_t i = 0; i < workflow.n_nodes; i++) {
        workflow.nodes[i] = node(&e, task, i, before);
        before = workflow.nodes[i]->id;
    }
    *packed = pack(&workflow.base);
    double time = now() - start;
    arena_release(&arena);
    return time;
}

/* ---- by flw ---- */

static const IdlWorkflow *find_workflow(const Package *package)
{
    for (uint32_t i = 0; i < package->entries.len; i++)
        if (package->entries.at[i].kind == PACKAGE_WORKFLOW)
            return ((IdlWorkflowSpec *)package->entries.at[i].message)
                ->template_;
    exit(2);
}

static double by_flw(Session *session, const Plan *plan, Packed *hand,
                     double *hand_time)
{
    Arena arena = {0};
    Package package = {.arena = &arena};
    EmitInput input = {&arena, &session->diags, "bench"};
    double start = now();
    emit_plan(&input, plan, &package);
    const IdlWorkflow *workflow = find_workflow(&package);
    Packed packed = pack(&workflow->base);
    double time = now() - start;
    *hand_time = by_hand(workflow, hand);
    if (packed.len != hand->len ||
        memcmp(packed.bytes, hand->bytes, packed.len)) {
        fputs("emit: the messages are not the same\n", stderr);
        exit(2);
    }
    free(packed.bytes);
    free(hand->bytes);
    arena_release(&arena);
    return time;
}

int main(int argc, char **argv)
{
    int rounds = argc == 3 ? atoi(argv[1]) : 0;
    if (rounds < 1 || rounds > ROUNDS_MAX)
        return 2;
    Session session;
    session_init(&session, NULL, NULL);
    Module *module = session_add_file(&session, argv[2]);
    session_check(&session);
    if (!module || session_failed(&session))
        return 2;
    const Plan *plan = plan_make(&session, &module, 1);
    double flw[ROUNDS_MAX];
    double hand[ROUNDS_MAX];
    Packed packed;
    for (int i = 0; i < rounds; i++)
        flw[i] = by_flw(&session, plan, &packed, &hand[i]);
    qsort(flw, (size_t)rounds, sizeof *flw, compare);
    qsort(hand, (size_t)rounds, sizeof *hand, compare);
    printf("%.3f %.3f\n", hand[rounds / 2], flw[rounds / 2]);
    session_release(&session);
    return 0;
}
