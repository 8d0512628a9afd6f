/* test_run_package.c - what is found in a package, what is refused before it
 * starts, what is not run as it is known; graphs from tasks. */
#include <string.h>

#include "runtime/engine/steps.h"
#include "spec/wire.h"
#include "tests/unit/ran.h"
#include "tests/unit/suites.h"

#define TASKS                                                         \
    "defaults { image: \"x\" }\n"                                     \
    "task inc(n: int) -> (m: int) using shell {\n"                    \
    "  script: r\"\"\"echo $((n + 1)) > \"$m\" \"\"\" }\n"            \
    "task add(a: int, b: int) -> (m: int) using shell {\n"            \
    "  script: r\"\"\"echo $((a + b)) > \"$m\" \"\"\" }\n"            \
    "task known(n: int) -> (m: int) using shell {\n"                  \
    "  script: r\"\"\"sleep 0.1; echo $((n + 1)) > \"$m\" \"\"\" }\n" \
    "  with { cache: \"v1\" }\n"                                      \
    "task one_by_one(n: int) -> (m: int) using shell {\n"             \
    "  script: r\"\"\"sleep 0.1; echo $((n + 1)) > \"$m\" \"\"\" }\n" \
    "  with { cache: \"v1\", cache_serialize: true }\n"               \
    "task flagged(n: int) -> (m: int) using shell {\n"                \
    "  script: r\"\"\"test -e ../../../../../flag\n"                  \
    "    echo \"$n\" > \"$m\" \"\"\" }\n"                             \
    "task quiet(n: int) -> () using shell { script: \"true\" }\n"

#define W "workflow w(n: int) -> (m: int) "

/* ---- entities ---- */

#define ENTITIES                                                         \
    TASKS W "{ m = inc(n) return (m: m) }\n"                             \
            "workflow v(n: int, k: int = 4) -> (m: int) { m = add(n, k)" \
            " return (m: m) }\n"                                         \
            "launch p = v { inputs { n: 1 } fixed { k: 5 } }\n"

typedef struct Named {
    const char *name;
    const char *full;   /* NULL: refused */
    const char *result; /* of {"n": 2}; or a part of the reason */
} Named;

static const Named names[] = {
    {"w", "test.w", "SUCCEEDED {\"m\":3}"},
    {"test.w", "test.w", "SUCCEEDED {\"m\":3}"},
    {"v", "test.v", "SUCCEEDED {\"m\":6}"},
    {"p", "test.p", "SUCCEEDED {\"m\":7}"},
    {"inc", "test.inc", "SUCCEEDED {\"m\":3}"},
    {"est.w", NULL, "nothing here is called `est.w`; there is `"},
    {"", NULL, "nothing here is called ``"},
    {"nowhere", NULL, ".v`"},
};

/* Names of modules made of a text. */
static const char *full_name(Ran *ran, const char *name)
{
    return name ? arena_print(&ran->arena, "%s.%s", ran->program.module->name,
                              strchr(name, '.') + 1)
                : NULL;
}

START_TEST(entities)
{
    const Named *row = &names[_i];
    Ran ran;
    ran_begin(&ran, ENTITIES);
    const char *why = NULL;
    const char *asked = strncmp(row->name, "test.", 5) == 0
                            ? full_name(&ran, row->name)
                            : row->name;
    const Entity *entity = entity_find(&ran.arena, &ran.package, asked, &why);
    if (row->full) {
        ck_assert_msg(entity, "%s", why);
        ck_assert_str_eq(entity->name, full_name(&ran, row->full));
        ck_assert_str_eq(ran_go(&ran, asked, "{\"n\": 2}"), row->result);
    } else {
        ck_assert_ptr_null(entity);
        ck_assert_msg(strstr(why, row->result), "%s", why);
    }
    ran_end(&ran);
}
END_TEST

/* ---- obstacles ---- */

typedef struct Spoilt {
    const char *what;
    void (*spoil)(Ran *ran, IdlWorkflow *flow);
    const char *reason; /* a part of it */
} Spoilt;

static void lose_task(Ran *ran, IdlWorkflow *flow)
{
    (void)ran;
    flow->nodes[0]->task_node->reference_id->name = make_text("elsewhere.lost");
}

static void twice(Ran *ran, IdlWorkflow *flow)
{
    (void)ran;
    flow->nodes[1]->id = flow->nodes[0]->id;
}

static void wait_for_nobody(Ran *ran, IdlWorkflow *flow)
{
    IdlNode *node = flow->nodes[0];
    make_push(&ran->arena, node->upstream_node_ids, node->n_upstream_node_ids,
              make_text("nobody"));
}

static void wait_for_itself(Ran *ran, IdlWorkflow *flow)
{
    IdlNode *node = flow->nodes[0];
    make_push(&ran->arena, node->upstream_node_ids, node->n_upstream_node_ids,
              flow->nodes[1]->id);
}

static void climb(Ran *ran, IdlWorkflow *flow)
{
    (void)ran;
    flow->nodes[0]->id = make_text("../../etc");
}

static void nest_in_itself(Ran *ran, IdlWorkflow *flow)
{
    IdlWorkflowNode *target = make_new(&ran->arena, IdlWorkflowNode,
                                       FLYTEIDL__CORE__WORKFLOW_NODE__INIT);
    target->reference_case =
        FLYTEIDL__CORE__WORKFLOW_NODE__REFERENCE_SUB_WORKFLOW_REF;
    target->sub_workflow_ref = flow->id;
    flow->nodes[0]->target_case = FLYTEIDL__CORE__NODE__TARGET_WORKFLOW_NODE;
    flow->nodes[0]->workflow_node = target;
}

/* All tasks; version NULL: as they have it. */
static void cache_tasks(Ran *ran, const char *version)
{
    for (uint32_t i = 0; i < ran->package.entries.len; i++) {
        const PackageEntry *entry = &ran->package.entries.at[i];
        if (entry->kind != PACKAGE_TASK)
            continue;
        IdlTaskSpec *task = (IdlTaskSpec *)entry->message;
        task->template_->metadata->discoverable = 1;
        if (version)
            task->template_->metadata->discovery_version = make_text(version);
    }
}

static void lose_version(Ran *ran, IdlWorkflow *flow)
{
    (void)flow;
    cache_tasks(ran, NULL);
}

static const Spoilt spoilt[] = {
    {"a task that is not there", lose_task, "elsewhere.lost"},
    {"two nodes of one id", twice, "two nodes have the id `a`"},
    {"an upstream that is not there", wait_for_nobody,
     "node `a` waits for `nobody`"},
    {"a cycle", wait_for_itself, "waits for itself"},
    {"an id that is a path", climb, "found `../../etc`"},
    {"a workflow in itself", nest_in_itself, "it contains itself"},
    {"cached without a version", lose_version, "without a cache version"},
};

START_TEST(obstacles)
{
    const Spoilt *row = &spoilt[_i];
    Ran ran;
    ran_begin(&ran, TASKS W "{ a = inc(n) m = inc(a) return (m: m) }");
    const char *why = NULL;
    ran.job.entity = entity_find(&ran.arena, &ran.package, "w", &why);
    ck_assert_ptr_null(run_obstacles(&ran.job));
    row->spoil(&ran, ran_workflow(&ran, ran.job.entity->name));
    why = run_obstacles(&ran.job);
    ck_assert_msg(why && strstr(why, row->reason), "%s: wanted %s, found %s",
                  row->what, row->reason, why ? why : "nothing");
    ran_end(&ran);
}
END_TEST

/* ---- 4.11 the cache ---- */

static void finds(Ran *ran, const char *path, CacheStatus status)
{
    ck_assert_str_eq(ran_go(ran, "w", "{\"n\": 1}"), "SUCCEEDED {\"m\":2}");
    ck_assert_int_eq(ran_node(ran, path)->cache, status);
}

START_TEST(cached)
{
    Ran ran;
    ran_begin(&ran, TASKS W "{ m = known(n) return (m: m) }");
    finds(&ran, "m", CACHE_POPULATED);
    finds(&ran, "m", CACHE_HIT);
    ck_assert_uint_eq(ran_node(&ran, "m")->attempts, 0);
    ran.job.options.overwrite_cache = true;
    finds(&ran, "m", CACHE_SKIPPED);
    ck_assert_uint_eq(ran_node(&ran, "m")->attempts, 1);
    ran.job.options.overwrite_cache = false;
    ran.job.options.no_cache = true;
    finds(&ran, "m", CACHE_DISABLED);
    ck_assert_str_eq(ran_go(&ran, "w", "{\"n\": 2}"), "SUCCEEDED {\"m\":3}");
    ran_end(&ran);
}
END_TEST

/* Equal nodes of a run: the second waits for the first. */
START_TEST(cached_one_by_one)
{
    Ran ran;
    ran_begin(&ran, TASKS W "{ a = one_by_one(n) b = one_by_one(n)"
                            " m = inc(n) after [a, b] return (m: m) }");
    finds(&ran, "a", CACHE_POPULATED);
    ck_assert_int_eq(ran_node(&ran, "b")->cache, CACHE_HIT);
    ran_end(&ran);
}
END_TEST

/* flw refuses such a task; other SDKs write it. */
START_TEST(cached_without_outputs)
{
    Ran ran;
    ran_begin(&ran, TASKS W "{ q = quiet(n) m = inc(n) after [q]"
                            " return (m: m) }");
    cache_tasks(&ran, "v1");
    finds(&ran, "q", CACHE_DISABLED);
    finds(&ran, "q", CACHE_DISABLED);
    ck_assert_uint_eq(ran_node(&ran, "q")->attempts, 1);
    ran_end(&ran);
}
END_TEST

START_TEST(cached_elements)
{
    Ran ran;
    ran_begin(&ran, TASKS "workflow w(ns: list<int>) -> (ms: list<int>) {"
                          " ms = [known(x) for x in ns] return (ms: ms) }");
    ck_assert_str_eq(ran_go(&ran, "w", "{\"ns\": [1, 2]}"),
                     "SUCCEEDED {\"ms\":[2,3]}");
    ck_assert_str_eq(ran_go(&ran, "w", "{\"ns\": [3, 2]}"),
                     "SUCCEEDED {\"ms\":[4,3]}");
    ck_assert_int_eq(ran_node(&ran, "ms/0")->cache, CACHE_POPULATED);
    ck_assert_int_eq(ran_node(&ran, "ms/1")->cache, CACHE_HIT);
    ran_end(&ran);
}
END_TEST

/* ---- 4.10 launch plans ---- */

static void no_default(IdlLaunchPlan *plan)
{
    IdlParameterMap *map = plan->spec->default_inputs;
    for (size_t i = 0; i < map->n_parameters; i++)
        map->parameters[i]->value->behavior_case =
            FLYTEIDL__CORE__PARAMETER__BEHAVIOR__NOT_SET;
}

START_TEST(plan_without_input)
{
    Ran ran;
    ran_begin(&ran,
              TASKS "workflow v(n: int, k: int) -> (m: int) { m = add(n, k)"
                    " return (m: m) }\n"
                    "launch p = v { inputs { k: 5 } }\n" W
                    "{ m = p(n: n) return (m: m) }");
    ck_assert_str_eq(ran_go(&ran, "w", "{\"n\": 2}"), "SUCCEEDED {\"m\":7}");
    for (uint32_t i = 0; i < ran.package.entries.len; i++) {
        const PackageEntry *entry = &ran.package.entries.at[i];
        if (entry->kind == PACKAGE_LAUNCH_PLAN)
            no_default((IdlLaunchPlan *)entry->message);
    }
    ck_assert_str_eq(ran_go(&ran, "w", "{\"n\": 2}"),
                     "FAILED m LaunchPlanInputs USER");
    ck_assert_ptr_nonnull(strstr(ran_message(&ran), "wants the input `k`"));
    ran_end(&ran);
}
END_TEST

/* ---- 4.10 dynamic tasks ---- */

/* The graph of workflow `inner`, as a task would leave it. */
static void write_graph(Ran *ran, const char *path)
{
    const IdlWorkflow *flow = ran_workflow(
        ran, arena_print(&ran->arena, "%s.inner", ran->program.module->name));
    IdlDynamicSpec spec = FLYTEIDL__CORE__DYNAMIC_JOB_SPEC__INIT;
    spec.n_nodes = flow->n_nodes;
    spec.nodes = flow->nodes;
    spec.n_outputs = flow->n_outputs;
    spec.outputs = flow->outputs;
    FileText bytes;
    const char *why = NULL;
    bytes.text = (const char *)spec_pack(&ran->arena, &spec.base, &bytes.len);
    ck_assert(file_write(&ran->arena, path, bytes, &why));
}

static void leave_graph(Ran *ran, const char *path)
{
    for (uint32_t i = 0; i < ran->package.entries.len; i++) {
        const PackageEntry *entry = &ran->package.entries.at[i];
        if (entry->kind != PACKAGE_TASK)
            continue;
        IdlTask *task = ((IdlTaskSpec *)entry->message)->template_;
        if (!strstr(task->id->name, "grow"))
            continue;
        char *args[] = {make_text("sh"),
                        make_text("-c"),
                        make_text("cp \"$1\" \"$2/futures.pb\""),
                        make_text("sh"),
                        make_text(path),
                        make_text("{{.outputPrefix}}")};
        task->container->n_command = 0;
        task->container->n_args = 0;
        for (size_t k = 0; k < sizeof args / sizeof *args; k++)
            make_push(&ran->arena, task->container->args,
                      task->container->n_args, args[k]);
    }
}

/* `inner` has no inputs: a dynamic graph sees none. */
/* A graph of `body` in the place of a Python task's outputs. */
static void grow(Ran *ran, const char *body)
{
    Arena arena = {0};
    ran_begin(ran,
              arena_print(&arena,
                          TASKS "task grow(n: int) -> (m: int)\n"
                                "using python { module: \"a\", function: \"f\" "
                                "}\n"
                                "workflow inner() -> (m: int) { %s"
                                " return (m: m) }\n" W
                                "{ g = grow(n) m = inc(g) return (m: m) }",
                          body));
    const char *path = arena_print(&ran->arena, "%s/graph", ran->home_path);
    write_graph(ran, path);
    leave_graph(ran, path);
    arena_release(&arena);
}

static void grows(Ran *ran, const char *found, const char *wanted,
                  const char *nodes)
{
    ck_assert_msg(strcmp(found, wanted) == 0, "wanted %s, found %s\n%s", wanted,
                  found, ran_message(ran));
    ck_assert_str_eq(ran_nodes(ran), nodes);
}

START_TEST(dynamic)
{
    Ran ran;
    grow(&ran, "a = inc(3) m = inc(a)");
    grows(&ran, ran_go(&ran, "w", "{\"n\": 1}"), "SUCCEEDED {\"m\":6}",
          "g SUCCEEDED, g/a SUCCEEDED, g/m SUCCEEDED, m SUCCEEDED");
    ran_end(&ran);
}
END_TEST

/* The task itself is not run again, nor what it led to. */
START_TEST(dynamic_resumed)
{
    Ran ran;
    grow(&ran, "a = inc(3) m = flagged(a)");
    grows(&ran, ran_go(&ran, "w", "{\"n\": 1}"),
          "FAILED g/m RetriesExhausted|Error USER",
          "g FAILED, g/a SUCCEEDED, g/m FAILED");
    FileText none = {"", 0};
    const char *why = NULL;
    const char *flag = arena_print(&ran.arena, "%s/flag", ran.home_path);
    ck_assert(file_write(&ran.arena, flag, none, &why));
    grows(&ran, ran_on(&ran), "SUCCEEDED {\"m\":5}",
          "g SUCCEEDED, g/a RECOVERED, g/m SUCCEEDED 2, m SUCCEEDED");
    ran_end(&ran);
}
END_TEST

START_TEST(dynamic_misbuilt)
{
    Ran ran;
    grow(&ran, "a = inc(3) m = inc(a)");
    IdlWorkflow *flow = ran_workflow(
        &ran, arena_print(&ran.arena, "%s.inner", ran.program.module->name));
    make_push(&ran.arena, flow->nodes[0]->upstream_node_ids,
              flow->nodes[0]->n_upstream_node_ids, make_text("nobody"));
    write_graph(&ran, arena_print(&ran.arena, "%s/graph", ran.home_path));
    grows(&ran, ran_go(&ran, "w", "{\"n\": 1}"),
          "FAILED g DynamicWorkflowBuildFailed USER", "g FAILED");
    grows(&ran, ran_on(&ran), "FAILED g DynamicWorkflowBuildFailed USER",
          "g FAILED 2");
    ran_end(&ran);
}
END_TEST

Suite *run_package_suite(void)
{
    Suite *suite = suite_create("run_package");
    TCase *cases = tcase_create("package");
    tcase_set_timeout(cases, 300);
    tcase_add_loop_test(cases, entities, 0, sizeof names / sizeof *names);
    tcase_add_loop_test(cases, obstacles, 0, sizeof spoilt / sizeof *spoilt);
    tcase_add_test(cases, cached);
    tcase_add_test(cases, cached_one_by_one);
    tcase_add_test(cases, cached_without_outputs);
    tcase_add_test(cases, cached_elements);
    tcase_add_test(cases, plan_without_input);
    tcase_add_test(cases, dynamic);
    tcase_add_test(cases, dynamic_resumed);
    tcase_add_test(cases, dynamic_misbuilt);
    suite_add_tcase(suite, cases);
    return suite;
}
