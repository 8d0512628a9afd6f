/* obstacles.c - why something cannot run here, found before it starts. */
#include <string.h>

#include "runtime/engine/steps.h"

/* All that one reason holds back. */
typedef struct Obstacle {
    const char *what;
    const char *why;
    Buf names;
    uint32_t count;
} Obstacle;

typedef struct Survey {
    const TaskSetting *setting;
    Arena *arena;
    Map flows; /* IdlWorkflow -> &open or &closed */
    Map tasks; /* those asked about */
    SymTable reasons;
    Map obstacles; /* Sym of a reason -> Obstacle, as they were met */
} Survey;

static const char open, closed;

static void survey_flow(Survey *survey, Specs *home, const IdlWorkflow *flow,
                        bool plan);

static void add(Survey *survey, const char *what, const char *name,
                const char *why)
{
    const Sym *reason = sym_of(&survey->reasons,
                               arena_print(survey->arena, "%s: %s", what, why));
    Obstacle *obstacle = map_find(&survey->obstacles, reason);
    if (!obstacle) {
        obstacle = arena_new(survey->arena, Obstacle);
        *obstacle = (Obstacle){
            .what = what, .why = why, .names = {.arena = survey->arena}};
        map_put(survey->arena, &survey->obstacles, reason, obstacle);
    }
    buf_print(&obstacle->names, "%s`%s`", obstacle->count++ ? ", " : "", name);
}

/* A line a reason. */
static void write_obstacles(const Survey *survey, Buf *out)
{
    for (uint32_t i = 0; i < survey->obstacles.len; i++) {
        Obstacle *obstacle = survey->obstacles.items[i].value;
        buf_print(out, "%s%s%s %s: %s", out->len ? "\n" : "", obstacle->what,
                  obstacle->count > 1 ? "s" : "", buf_string(&obstacle->names),
                  obstacle->why);
    }
}

static bool lacks_version(const IdlTask *task)
{
    const IdlTaskMetadata *metadata = task->metadata;
    return metadata && metadata->discoverable &&
           metadata->discovery_version[strspn(metadata->discovery_version,
                                              " \t\n")] == '\0';
}

static void survey_task(Survey *survey, const IdlTask *task)
{
    const char *why = NULL;
    if (map_find(&survey->tasks, task))
        return;
    map_put(survey->arena, &survey->tasks, task, (void *)task);
    const char *name = task->id ? task->id->name : "";
    if (lacks_version(task))
        add(survey, "task", name,
            "it is cached without a cache version, which Flyte refuses; give "
            "it one");
    if (!task_can_run(survey->setting, task, survey->arena, &why))
        add(survey, "task", name, why);
}

static void survey_gate(Survey *survey, const GraphNode *node)
{
    if (node->spec->gate_node->condition_case ==
        FLYTEIDL__CORE__GATE_NODE__CONDITION__NOT_SET)
        add(survey, "gate", node->id, "it says not what it waits for");
}

static void survey_node(Survey *survey, const GraphNode *node)
{
    if (node->task)
        survey_task(survey, node->task);
    if (node->workflow)
        survey_flow(survey, node->home, node->workflow,
                    node->kind == TARGET_PLAN);
    if (node->kind == TARGET_GATE)
        survey_gate(survey, node);
    for (uint32_t i = 0; i < node->arm_count; i++)
        survey_node(survey, node->arms[i].node);
}

/* A launch plan may start itself, in a branch; a sub-workflow may not be
 * within itself. */
static bool is_known(Survey *survey, const IdlWorkflow *flow, bool plan)
{
    const void *state = map_find(&survey->flows, flow);
    if (state == &open && !plan)
        add(survey, "workflow", flow->id ? flow->id->name : "",
            "it contains itself");
    return state;
}

static void survey_flow(Survey *survey, Specs *home, const IdlWorkflow *flow,
                        bool plan)
{
    const char *why = NULL;
    if (is_known(survey, flow, plan))
        return;
    map_put(survey->arena, &survey->flows, flow, (void *)&open);
    const Graph *graph = graph_of(home, flow, &why);
    if (!graph)
        add(survey, "workflow", flow->id ? flow->id->name : "", why);
    for (uint32_t i = 0; graph && i < graph->len; i++)
        survey_node(survey, &graph->nodes[i]);
    if (graph && graph->failure)
        survey_node(survey, graph->failure);
    map_put(survey->arena, &survey->flows, flow, (void *)&closed);
}

void obstacles_add(const TaskSetting *setting, Specs *specs,
                   const IdlWorkflow *workflow, Buf *out)
{
    Survey survey = {.setting = setting, .arena = out->arena};
    sym_table_init(&survey.reasons, out->arena);
    survey_flow(&survey, specs, workflow, false);
    write_obstacles(&survey, out);
}

const char *run_obstacles(const RunJob *job)
{
    Specs *specs =
        specs_of_package(job->arena, job->package, job->options.tasks.mocks);
    Buf out = {.arena = job->arena};
    const IdlLaunchPlan *plan;
    const char *why = NULL;
    const IdlWorkflow *flow = entity_workflow(job, specs, &plan, &why);
    if (!flow)
        return why;
    obstacles_add(&job->options.tasks, specs, flow, &out);
    return out.len ? buf_string(&out) : NULL;
}
