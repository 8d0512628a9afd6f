/* node_dynamic.c - a task that left a graph (flyte-spec 4.10).
 *
 * The graph is kept beside what the attempt wrote, so that a resumed run goes
 * on with it and does not run the task again. */
#include <unistd.h>

#include "base/file.h"
#include "runtime/engine/steps.h"
#include "spec/wire.h"

static const char graph_file[] = "graph.pb";

static const char *graph_path(const Node *node)
{
    return arena_print(node->scope->run->arena, "%s/%s", node->checkpoint,
                       graph_file);
}

/* A graph that is no good is not to be met again. */
static bool fail_build(Node *node, const char *why)
{
    Fault fault = {.kind = FAULT_USER,
                   .code = "DynamicWorkflowBuildFailed",
                   .message = why};
    unlink(graph_path(node));
    node_fail(node, &fault, NULL);
    return false;
}

static const IdlWorkflow *wrap(Node *node, const IdlDynamicSpec *spec)
{
    Arena *arena = node->scope->run->arena;
    IdlWorkflow *flow =
        make_new(arena, IdlWorkflow, FLYTEIDL__CORE__WORKFLOW_TEMPLATE__INIT);
    flow->id = node->graph->task->id;
    flow->interface = node->graph->task->interface;
    flow->n_nodes = spec->n_nodes;
    flow->nodes = spec->nodes;
    flow->n_outputs = spec->n_outputs;
    flow->outputs = spec->outputs;
    return flow;
}

/* `spec` lives as long as the run. */
static void start(Node *node, const IdlDynamicSpec *spec)
{
    Run *run = node->scope->run;
    Specs *specs = specs_of_dynamic(run->arena, node->scope->graph->home, spec);
    const IdlWorkflow *flow = wrap(node, spec);
    Buf reasons = {.arena = run->arena};
    obstacles_add(&run->setting, specs, flow, &reasons);
    const char *why = buf_string(&reasons);
    Graph *graph = reasons.len ? NULL : graph_of(specs, flow, &why);
    if (!graph) {
        fail_build(node, why);
        return;
    }
    node->state = NODE_OPEN;
    node->dynamic = true;
    node->inner = scope_open(run, graph, node, node->scope->execution);
    if (!node->inner) {
        fail_build(node, "dynamic tasks are nested too deep");
        return;
    }
    node->inner->parent = node_unique_id(node);
    node->inner->parent_attempt = node->row.attempts - 1;
    if (node->row.phase != PHASE_RUNNING)
        node_turn(node, PHASE_RUNNING);
    scope_start(node->inner, literal_map_new(run->arena));
}

static const IdlDynamicSpec *read_graph(Arena *arena, const void *bytes,
                                        size_t len, const char **why)
{
    return (const IdlDynamicSpec *)spec_unpack(
        arena, &flyteidl__core__dynamic_job_spec__descriptor, bytes, len, why);
}

void dynamic_begin(Node *node, const IdlDynamicSpec *spec)
{
    Run *run = node->scope->run;
    const char *why = NULL;
    FileText bytes;
    bytes.text = (const char *)spec_pack(
        run->arena, (ProtobufCMessage *)(IdlDynamicSpec *)spec, &bytes.len);
    const char *path = graph_path(node);
    if (!file_write(run->arena, path, bytes, &why)) {
        run_break(run,
                  arena_print(run->arena, "cannot write `%s`: %s", path, why));
        return;
    }
    spec = read_graph(run->arena, bytes.text, bytes.len, &why);
    if (spec)
        start(node, spec);
    else
        fail_build(node, why);
}

bool dynamic_resume(Node *node)
{
    Run *run = node->scope->run;
    const char *why = NULL;
    FileText bytes;
    if (!node->before || node->before_differs || !node->checkpoint)
        return false;
    const char *path = graph_path(node);
    if (!file_exists(path) ||
        !file_read(run->arena, path, SPEC_SIZE_MAX, &bytes, &why))
        return false;
    const IdlDynamicSpec *spec =
        read_graph(run->arena, bytes.text, bytes.len, &why);
    if (spec)
        start(node, spec);
    return spec;
}
