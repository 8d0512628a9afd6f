/* node_gate.c - approvals, values from outside, sleep (flyte-spec 4.7). */
#include "runtime/engine/steps.h"

static const IdlGateNode *gate_of(const Node *node)
{
    return node->graph->spec->gate_node;
}

static bool is_approval(const Node *node)
{
    return gate_of(node)->condition_case ==
           FLYTEIDL__CORE__GATE_NODE__CONDITION_APPROVE;
}

static void fail(Node *node, FaultKind kind, const char *code,
                 const char *message)
{
    Fault fault = {.kind = kind, .code = code, .message = message};
    node_retry(node, &fault);
}

/* ---- what opens it ---- */

static void open_approval(Node *node, const IdlLiteral *value)
{
    const IdlScalar *scalar =
        value->value_case == FLYTEIDL__CORE__LITERAL__VALUE_SCALAR
            ? value->scalar
            : NULL;
    const IdlPrimitive *primitive =
        scalar && scalar->value_case == FLYTEIDL__CORE__SCALAR__VALUE_PRIMITIVE
            ? scalar->primitive
            : NULL;
    if (!primitive ||
        primitive->value_case != FLYTEIDL__CORE__PRIMITIVE__VALUE_BOOLEAN)
        fail(node, FAULT_UNKNOWN, "NonBooleanSignal",
             "an approval wants true or false");
    else if (!primitive->boolean)
        fail(node, FAULT_USER, "ReceivedRejectSignal",
             "the approval was refused");
    else
        node_succeed(node, node->inputs);
}

static void open_gate(Node *node, const IdlLiteral *value)
{
    if (is_approval(node)) {
        open_approval(node, value);
        return;
    }
    Arena *arena = node->scope->run->arena;
    IdlLiteralMap *outputs = literal_map_new(arena);
    literal_map_put(arena, outputs, gate_of(node)->signal->output_variable_name,
                    value);
    node_succeed(node, outputs);
}

/* ---- who opens it ---- */

/* What was answered holds for all gates of that id, and after a resume. */
static const IdlLiteral *ask(Node *node, const char *id)
{
    Run *run = node->scope->run;
    const GateAsk *gate = &run->job->gate;
    if (!gate->ask)
        return NULL;
    const IdlType *type =
        is_approval(node)
            ? make_simple(run->arena, FLYTEIDL__CORE__SIMPLE_TYPE__BOOLEAN)
            : gate_of(node)->signal->type;
    const IdlLiteral *answer = gate->ask(gate->self, id, type, node->row.path);
    const char *why = NULL;
    if (answer && !signal_put(run->home, run->row->serial, id, answer, &why))
        run_break(run, why);
    return answer;
}

static void look(Node *node)
{
    Run *run = node->scope->run;
    const char *id = is_approval(node) ? gate_of(node)->approve->signal_id
                                       : gate_of(node)->signal->signal_id;
    const IdlLiteral *value = NULL;
    if (is_approval(node) && run->job->options.approve_all)
        value = make_literal(run->arena,
                             make_scalar(run->arena, make_bool(run->arena, 1)));
    if (!value)
        value = signal_find(run->home, run->arena, run->row->serial, id);
    if (!value)
        value = ask(node, id);
    if (value)
        open_gate(node, value);
}

void gates_look(Run *run)
{
    uint32_t len = run->gates.len, kept = 0;
    for (uint32_t i = 0; i < len; i++) {
        Node *node = run->gates.at[i];
        if (node->state == NODE_OPEN && !node->ending)
            look(node);
        if (node->state == NODE_OPEN)
            run->gates.at[kept++] = node;
    }
    for (uint32_t i = len; i < run->gates.len; i++)
        run->gates.at[kept++] = run->gates.at[i];
    run->gates.len = kept;
}

/* Flyte's sleep writes no outputs; neither do we. */
void gate_woke(Node *node)
{
    node_succeed(node, NULL);
}

static void begin_sleep(Node *node)
{
    const Google__Protobuf__Duration *span = gate_of(node)->sleep->duration;
    int64_t ns = span ? span->seconds * 1000000000 + span->nanos : 0;
    timer_add(node, TIMER_SLEEP, loop_now() + ns);
}

void gate_begin(Node *node)
{
    Run *run = node->scope->run;
    bool again = node->state == NODE_OPEN;
    node->row.attempts++;
    node->state = NODE_OPEN;
    if (!again)
        node_turn(node, PHASE_RUNNING);
    timers_of_attempt(node);
    if (gate_of(node)->condition_case ==
        FLYTEIDL__CORE__GATE_NODE__CONDITION_SLEEP) {
        begin_sleep(node);
        return;
    }
    if (!again)
        vec_push(run->arena, &run->gates, node);
    look(node);
}
