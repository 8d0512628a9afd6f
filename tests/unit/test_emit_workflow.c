/* test_emit_workflow.c - workflows, nodes, launch plans, and Flyte's limits. */
#include <string.h>

#include "tests/unit/by_hand.h"
#include "tests/unit/suites.h"

static Hand hand;

static void set_up(void)
{
    hand_init(&hand);
}

static void tear_down(void)
{
    hand_release(&hand);
}

/* ---- plans ---- */

static PlanNode *new_node(PlanNodeKind kind, const char *id)
{
    PlanNode *node = arena_new(&hand.arena, PlanNode);
    node->kind = kind;
    node->id = id;
    node->name = id;
    node->retries = -1;
    node->interruptible = -1;
    return node;
}

static PlanNode *task_node(const char *id, const PlanTask *task)
{
    PlanNode *node = new_node(PLAN_NODE_TASK, id);
    node->as.task = task;
    return node;
}

static const PlanData *promise(const PlanNode *node, const char *var)
{
    PlanData *data = arena_new(&hand.arena, PlanData);
    data->kind = PLAN_PROMISE;
    data->type = hand.types.int_;
    data->as.promise.node = node;
    data->as.promise.var = var;
    return data;
}

static void bind(PlanBindingVec *bindings, const char *var,
                 const PlanData *data)
{
    PlanBinding binding = {var, data};
    vec_push(&hand.arena, bindings, binding);
}

/* inc(x: int) -> (o0: int) */
static PlanTask *inc(void)
{
    PlanTask *task = hand_task(&hand, "inc", KIND_ECHO);
    hand_input(&hand, task, "x", hand.types.int_);
    hand_output(&hand, task, "o0", hand.types.int_);
    return task;
}

static PlanWorkflow *new_workflow(const char *name)
{
    PlanWorkflow *workflow = arena_new(&hand.arena, PlanWorkflow);
    workflow->id = (PlanId){"", "", name, ""};
    workflow->interruptible = -1;
    return workflow;
}

static void check_node(const PlanNode *node, const char *text)
{
    const IdlNode *found = emit_node(&hand.emitter, node);
    ck_assert_str_eq(hand_text_of(&hand, found), text);
}

#define INC      "reference_id { resource_type: TASK name: \"eta.inc\" }"
#define INC_NODE "task_node { " INC " overrides { } }"
#define BIND_X                                                                 \
    "inputs { var: \"x\" binding { promise { node_id: \"n0\" var: \"o0\" } } " \
    "}"

START_TEST(a_task_node_is_flytekits)
{
    PlanNode *first = task_node("n0", inc());
    PlanNode *node = task_node("n1", inc());
    bind(&node->inputs, "x", promise(first, "o0"));
    vec_push(&hand.arena, &node->upstream, first);
    check_node(node, "id: \"n1\" metadata { name: \"n1\" retries { } } " BIND_X
                     " upstream_node_ids: \"n0\" " INC_NODE);
}
END_TEST

START_TEST(a_call_may_say_other_things_than_its_task)
{
    Settings settings = {.image = "other:1", .memory = {NULL, "1Gi"}};
    PlanNode *node = task_node("n1", inc());
    node->name = "shown";
    node->settings = &settings;
    node->timeout = INT64_C(300000000000);
    node->retries = 2;
    node->interruptible = 0;
    check_node(node, "id: \"n1\" metadata { name: \"shown\" timeout { seconds: "
                     "300 } retries { retries: 2 } interruptible: false } "
                     "task_node { " INC " overrides { resources { limits { "
                     "name: MEMORY value: \"1Gi\" } } container_image: "
                     "\"other:1\" } }");
}
END_TEST

START_TEST(workflows_and_launch_plans_are_called_by_reference)
{
    PlanNode *node = new_node(PLAN_NODE_WORKFLOW, "w");
    node->as.workflow = new_workflow("eta.sub");
    check_node(node, "id: \"w\" metadata { name: \"w\" retries { } } "
                     "workflow_node { sub_workflow_ref { resource_type: "
                     "WORKFLOW name: \"eta.sub\" } }");
    PlanLaunch launch = {.id = {"p", "d", "nightly", "3"}, .is_extern = true};
    node = new_node(PLAN_NODE_LAUNCH, "l");
    node->as.launch = &launch;
    check_node(node, "id: \"l\" metadata { name: \"l\" retries { } } "
                     "workflow_node { launchplan_ref { resource_type: "
                     "LAUNCH_PLAN project: \"p\" domain: \"d\" name: "
                     "\"nightly\" version: \"3\" } }");
}
END_TEST

START_TEST(a_map_gives_its_item_the_same_bindings)
{
    PlanNode *node = new_node(PLAN_NODE_ARRAY, "n1");
    node->as.array.item = task_node("inc", inc());
    bind(&node->inputs, "x", promise(NULL, "xs"));
    const char *head = "id: \"n1\" metadata { name: \"n1\" retries { } } "
                       "inputs { var: \"x\" binding { promise { var: \"xs\" } "
                       "} } array_node { node { id: \"inc\" metadata { name: "
                       "\"inc\" retries { } } inputs { var: \"x\" binding { "
                       "promise { var: \"xs\" } } } " INC_NODE " } ";
    check_node(node, arena_print(&hand.arena,
                                 "%smin_success_ratio: 1 "
                                 "is_original_sub_node_interface { } }",
                                 head));
    node->as.array.parallelism = 8;
    node->as.array.min_successes = 3;
    vec_push(&hand.arena, &node->as.array.bound, "y");
    check_node(node, arena_print(&hand.arena,
                                 "%sparallelism: 8 min_successes: 3 "
                                 "is_original_sub_node_interface { } "
                                 "bound_inputs: \"y\" }",
                                 head));
}
END_TEST

START_TEST(gates_are_approve_signal_and_sleep)
{
    PlanNode *node = new_node(PLAN_NODE_APPROVE, "ship");
    node->timeout = INT64_C(86400000000000);
    node->as.gate.signal = "ship";
    check_node(node, "id: \"ship\" metadata { name: \"ship\" timeout { "
                     "seconds: 86400 } retries { } } gate_node { approve { "
                     "signal_id: \"ship\" } }");
    node = new_node(PLAN_NODE_SIGNAL, "val");
    node->as.gate.signal = "val";
    node->as.gate.type = hand.types.int_;
    check_node(node, "id: \"val\" metadata { name: \"val\" retries { } } "
                     "gate_node { signal { signal_id: \"val\" type { simple: "
                     "INTEGER } output_variable_name: \"o0\" } }");
    node = new_node(PLAN_NODE_SLEEP, "s");
    node->as.gate.duration = INT64_C(600000000000);
    check_node(node, "id: \"s\" metadata { name: \"s\" retries { } } gate_node "
                     "{ sleep { duration { seconds: 600 } } }");
}
END_TEST

static PlanCondition comparison(PlanCompare compare, const char *var,
                                const Value *constant)
{
    return (PlanCondition){.kind = PLAN_COMPARISON,
                           .compare = compare,
                           .left = {var, NULL},
                           .right = {NULL, constant}};
}

#define THEN(id)                                                               \
    "{ id: \"" id "\" metadata { name: \"" id "\" retries { } } " INC_NODE " " \
    "}"

START_TEST(a_branch_compares_variables_with_primitives)
{
    PlanCondition big = comparison(PLAN_GT, ".a", hand_int(&hand, 3));
    PlanCondition on = comparison(PLAN_EQ, "n0.o0", hand_bool(&hand, true));
    PlanCondition both = {PLAN_AND, PLAN_EQ, {0}, {0}, &big, &on};
    PlanCondition any = {PLAN_OR, PLAN_EQ, {0}, {0}, &on, &big};
    PlanNode *node = new_node(PLAN_NODE_BRANCH, "n2");
    PlanCase first = {&both, task_node("n0", inc())};
    PlanCase second = {&any, task_node("n1", inc())};
    vec_push(&hand.arena, &node->as.branch.cases, first);
    vec_push(&hand.arena, &node->as.branch.cases, second);
    node->as.branch.fail = "nope";
    const char *gt = "{ comparison { operator: GT left_value { var: \".a\" } "
                     "right_value { primitive { integer: 3 } } } }";
    const char *eq = "{ comparison { left_value { var: \"n0.o0\" } right_value "
                     "{ primitive { boolean: true } } } }";
    const char *form =
        "id: \"n2\" metadata { name: \"n2\" retries { } } branch_node { "
        "if_else { case { condition { conjunction { left_expression %s "
        "right_expression %s } } then_node " THEN(
            "n0") " } other { condition "
                  "{ conjunction { operator: OR left_expression %s "
                  "right_expression %s } "
                  "} then_node " THEN(
                      "n1") " } error { failed_node_id: \"n2\" message: "
                            "\"nope\" } } }";
    check_node(node, arena_print(&hand.arena, form, gt, eq, eq, gt));
}
END_TEST

START_TEST(a_branch_may_have_an_else)
{
    PlanCondition big = comparison(PLAN_LE, ".a", hand_int(&hand, 3));
    PlanNode *node = new_node(PLAN_NODE_BRANCH, "n2");
    PlanCase first = {&big, task_node("n0", inc())};
    vec_push(&hand.arena, &node->as.branch.cases, first);
    node->as.branch.otherwise = task_node("n1", inc());
    check_node(
        node,
        "id: \"n2\" metadata { name: \"n2\" retries { } } branch_node { "
        "if_else { case { condition { comparison { operator: LTE "
        "left_value { var: \".a\" } right_value { primitive { integer: "
        "3 } } } } then_node " THEN("n0") " } else_node " THEN("n1") " } }");
}
END_TEST

START_TEST(a_workflow_has_nodes_outputs_and_a_handler)
{
    PlanWorkflow *workflow = new_workflow("eta.w");
    PlanNode *node = task_node("n0", inc());
    PlanVar k = {"k", hand.types.int_, "How many.", NULL};
    vec_push(&hand.arena, &workflow->interface_.inputs, k);
    vec_push(&hand.arena, &workflow->nodes, node);
    bind(&workflow->outputs, "o", promise(node, "o0"));
    workflow->failure = task_node("fn0", inc());
    workflow->failure_policy = POLICY_FINISH_RUNNING;
    workflow->interruptible = 1;
    ck_assert_str_eq(
        hand_text_of(&hand, emit_workflow(&hand.emitter, workflow)),
        "template { id { resource_type: WORKFLOW name: \"eta.w\" } metadata { "
        "on_failure: FAIL_AFTER_EXECUTABLE_NODES_COMPLETE } interface { inputs "
        "{ variables { key: \"k\" value { type { simple: INTEGER } "
        "description: \"How many.\" } } } outputs { } } nodes " THEN(
            "n0") " outputs { var: \"o\" binding { promise { node_id: \"n0\" "
                  "var: \"o0\" "
                  "} } } failure_node " THEN(
                      "fn0") " metadata_defaults { interruptible: "
                             "true } }");
}
END_TEST

START_TEST(a_spec_holds_every_workflow_below)
{
    PlanWorkflow *inner = new_workflow("eta.a");
    PlanWorkflow *outer = new_workflow("eta.b");
    vec_push(&hand.arena, &outer->closure, inner);
    IdlWorkflowSpec *alone = emit_workflow(&hand.emitter, inner);
    IdlWorkflowSpec *spec = emit_workflow(&hand.emitter, outer);
    ck_assert_uint_eq(spec->n_sub_workflows, 1);
    ck_assert_ptr_eq(spec->sub_workflows[0], alone->template_);
}
END_TEST

/* ---- launch plans ---- */

/* w(day: datetime, n: int?, k: int = 4) */
static PlanWorkflow *three_inputs(void)
{
    PlanWorkflow *workflow = new_workflow("eta.w");
    PlanVar day = {"day", hand.types.datetime, NULL, NULL};
    PlanVar k = {"k", hand.types.int_, NULL, hand_int(&hand, 4)};
    PlanVar n = {"n", type_optional(&hand.types, hand.types.int_), NULL, NULL};
    vec_push(&hand.arena, &workflow->interface_.inputs, day);
    vec_push(&hand.arena, &workflow->interface_.inputs, k);
    vec_push(&hand.arena, &workflow->interface_.inputs, n);
    return workflow;
}

START_TEST(the_plan_of_a_workflow_has_its_defaults)
{
    PlanLaunch launch = {.id = {"", "", "eta.w", ""},
                         .workflow = three_inputs()};
    ck_assert_str_eq(
        hand_text_of(&hand, emit_launch(&hand.emitter, &launch)),
        "id { resource_type: LAUNCH_PLAN name: \"eta.w\" } spec { workflow_id "
        "{ resource_type: WORKFLOW name: \"eta.w\" } entity_metadata { } "
        "default_inputs { parameters { key: \"day\" value { var { type { "
        "simple: DATETIME } description: \"day\" } required: true } } "
        "parameters { key: \"k\" value { var { type { simple: INTEGER } "
        "description: \"k\" } default { scalar { primitive { integer: 4 } } } "
        "} } parameters { key: \"n\" value { var { type { union_type { "
        "variants { simple: INTEGER structure { tag: \"int\" } } variants { "
        "simple: NONE structure { tag: \"none\" } } } } description: \"n\" } "
        "default { scalar { none_type { } } } } } } fixed_inputs { } labels { "
        "} annotations { } raw_output_data_config { } } closure { "
        "expected_inputs { } expected_outputs { } }");
}
END_TEST

static void declare(Decl *decl, const char *name)
{
    Param *param = arena_new(&hand.arena, Param);
    param->name.sym = sym_of(&hand.syms, name);
    vec_push(&hand.arena, &decl->as.workflow.signature.inputs, param);
}

/* Inputs are in the order of the declaration, not of the interface. */
static Launch written(Decl *decl)
{
    declare(decl, "n");
    declare(decl, "k");
    declare(decl, "day");
    Launch launch = {.workflow = decl};
    launch.inputs = arena_array(&hand.arena, const Value *, 3);
    launch.fixed = arena_array(&hand.arena, const Value *, 3);
    launch.inputs[0] = hand_int(&hand, 9);
    launch.fixed[1] = hand_int(&hand, 5);
    launch.kickoff = decl->as.workflow.signature.inputs.at[2];
    return launch;
}

static void add_notify(Launch *launch, NotifyKind kind, unsigned phases)
{
    Notify notify = {.kind = kind, .phases = phases};
    vec_push(&hand.arena, &notify.recipients, "a@b.c");
    vec_push(&hand.arena, &launch->notifications, notify);
}

START_TEST(a_written_plan_says_all_of_it)
{
    Decl decl = {.kind = DECL_WORKFLOW};
    Launch said = written(&decl);
    static const SettingPair pair = {"team", "eta"};
    vec_push(&hand.arena, &said.labels, pair);
    vec_push(&hand.arena, &said.annotations, pair);
    vec_push(&hand.arena, &said.env, pair);
    said.cron = "0 3 * * *";
    said.max_parallelism = 25;
    said.concurrency = 2;
    said.has_overwrite_cache = said.overwrite_cache = true;
    said.has_interruptible = true;
    said.raw_output_prefix = "s3://b/p";
    said.service_account = "runner";
    add_notify(&said, NOTIFY_EMAIL, RUN_FAILED | RUN_TIMED_OUT);
    add_notify(&said, NOTIFY_SLACK, RUN_SUCCEEDED);
    add_notify(&said, NOTIFY_PAGERDUTY, RUN_ABORTED);
    PlanLaunch launch = {.id = {"", "", "nightly", ""},
                         .workflow = three_inputs(),
                         .launch = &said};
    IdlLaunchPlanSpec *spec = emit_launch(&hand.emitter, &launch)->spec;
    ck_assert_uint_eq(spec->default_inputs->n_parameters, 2);
    ck_assert_str_eq(
        hand_text_of(&hand,
                     spec->default_inputs->parameters[1]->value->default_),
        "scalar { union { value { scalar { primitive { integer: 9 } } } type "
        "{ simple: INTEGER structure { tag: \"int\" } } } }");
    spec->default_inputs = NULL;
    ck_assert_str_eq(
        hand_text_of(&hand, spec),
        "workflow_id { resource_type: WORKFLOW name: \"eta.w\" } "
        "entity_metadata { schedule { kickoff_time_input_arg: \"day\" "
        "cron_schedule { schedule: \"0 3 * * *\" } } notifications { phases: "
        "FAILED phases: TIMED_OUT email { recipients_email: \"a@b.c\" } } "
        "notifications { phases: SUCCEEDED slack { recipients_email: \"a@b.c\" "
        "} } notifications { phases: ABORTED pager_duty { recipients_email: "
        "\"a@b.c\" } } } fixed_inputs { literals { key: \"k\" value { scalar { "
        "primitive { integer: 5 } } } } } labels { values { key: \"team\" "
        "value: \"eta\" } } annotations { values { key: \"team\" value: "
        "\"eta\" } } security_context { run_as { k8s_service_account: "
        "\"runner\" } } raw_output_data_config { output_location_prefix: "
        "\"s3://b/p\" } max_parallelism: 25 interruptible { } overwrite_cache: "
        "true envs { values { key: \"team\" value: \"eta\" } } "
        "concurrency_policy { max: 2 behavior: CONCURRENCY_LIMIT_BEHAVIOR_SKIP "
        "}");
}
END_TEST

START_TEST(a_rate_has_a_unit)
{
    Decl decl = {.kind = DECL_WORKFLOW};
    Launch said = written(&decl);
    said.rate = 6;
    said.rate_unit = RATE_HOUR;
    PlanLaunch launch = {.id = {"", "", "nightly", ""},
                         .workflow = three_inputs(),
                         .launch = &said};
    IdlLaunchPlanSpec *spec = emit_launch(&hand.emitter, &launch)->spec;
    ck_assert_str_eq(hand_text_of(&hand, spec->entity_metadata->schedule),
                     "rate { value: 6 unit: HOUR } kickoff_time_input_arg: "
                     "\"day\"");
}
END_TEST

/* ---- limits ---- */

static void emit_one(const PlanTask *task, Package *package)
{
    Plan plan = {0};
    PlanEntity entity = {PLAN_TASK_ENTITY, {.task = task}};
    vec_push(&hand.arena, &plan.entities, entity);
    *package = (Package){.arena = &hand.arena};
    EmitInput input = {&hand.arena, &hand.diags, "0.1.0"};
    emit_plan(&input, &plan, package);
}

static void check_code(const char *code)
{
    ck_assert_uint_eq(hand.diags.at.len, 1);
    ck_assert_str_eq(hand.diags.at.at[0]->code, code);
}

static char *filled(size_t len)
{
    char *text = arena_alloc(&hand.arena, len + 1);
    memset(text, 'x', len);
    return text;
}

typedef struct SizeCase {
    size_t doc; /* bytes */
    const char *code;
} SizeCase;

static const SizeCase sizes[] = {
    {1 << 20, NULL}, {3 << 20, "W0550"}, {4 << 20, "E0550"}};

START_TEST(flyte_takes_messages_up_to_a_size)
{
    PlanTask *task = inc();
    Package package;
    task->interface_.inputs.at[0].doc = filled(sizes[_i].doc);
    emit_one(task, &package);
    ck_assert_uint_eq(package.entries.len, 1);
    if (sizes[_i].code)
        check_code(sizes[_i].code);
    else
        ck_assert_uint_eq(hand.diags.at.len, 0);
}
END_TEST

START_TEST(flyte_takes_names_up_to_a_length)
{
    PlanTask *task = inc();
    Package package;
    task->id.name = filled(255);
    emit_one(task, &package);
    ck_assert_uint_eq(hand.diags.at.len, 0);
    task->id.name = filled(256);
    emit_one(task, &package);
    check_code("E0552");
}
END_TEST

START_TEST(readers_take_messages_up_to_a_depth)
{
    PlanTask *task = inc();
    Package package;
    const Type *type = hand.types.int_;
    for (int i = 0; i < 20; i++)
        type = hand_record(&hand, "f", type, NULL);
    task->interface_.inputs.at[0].type = type;
    emit_one(task, &package);
    ck_assert_uint_eq(package.entries.len, 0);
    check_code("E0551");
}
END_TEST

/* Each list is twice the one before it: a few lines, and more than any memory
 * holds. */
START_TEST(constants_that_name_constants_cannot_blow_up)
{
    const Value *value = hand_list(&hand, hand_int(&hand, 1), NULL);
    for (int i = 0; i < 30; i++)
        value = hand_list(&hand, value, value, NULL);
    PlanWorkflow *workflow = new_workflow("eta.w");
    PlanNode *node = task_node("n0", inc());
    PlanData data = {
        .kind = PLAN_CONSTANT, .type = value->type, .as.constant = value};
    bind(&node->inputs, "x", &data);
    vec_push(&hand.arena, &workflow->nodes, node);
    Plan plan = {0};
    PlanEntity entity = {PLAN_WORKFLOW_ENTITY, {.workflow = workflow}};
    vec_push(&hand.arena, &plan.entities, entity);
    Package package = {.arena = &hand.arena};
    EmitInput input = {&hand.arena, &hand.diags, "0.1.0"};
    emit_plan(&input, &plan, &package);
    ck_assert_uint_eq(package.entries.len, 1);
    ck_assert_int_eq(package.entries.at[0].kind, PACKAGE_LAUNCH_PLAN);
    check_code("E0550");
}
END_TEST

static TCase *workflow_case(void)
{
    TCase *tcase = tcase_create("emit_workflow");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, a_task_node_is_flytekits);
    tcase_add_test(tcase, a_call_may_say_other_things_than_its_task);
    tcase_add_test(tcase, workflows_and_launch_plans_are_called_by_reference);
    tcase_add_test(tcase, a_map_gives_its_item_the_same_bindings);
    tcase_add_test(tcase, gates_are_approve_signal_and_sleep);
    tcase_add_test(tcase, a_branch_compares_variables_with_primitives);
    tcase_add_test(tcase, a_branch_may_have_an_else);
    tcase_add_test(tcase, a_workflow_has_nodes_outputs_and_a_handler);
    tcase_add_test(tcase, a_spec_holds_every_workflow_below);
    return tcase;
}

static TCase *launch_case(void)
{
    TCase *tcase = tcase_create("emit_launch");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, the_plan_of_a_workflow_has_its_defaults);
    tcase_add_test(tcase, a_written_plan_says_all_of_it);
    tcase_add_test(tcase, a_rate_has_a_unit);
    return tcase;
}

static TCase *limits_case(void)
{
    TCase *tcase = tcase_create("emit_limits");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, flyte_takes_messages_up_to_a_size, 0,
                        sizeof(sizes) / sizeof(*sizes));
    tcase_add_test(tcase, flyte_takes_names_up_to_a_length);
    tcase_add_test(tcase, readers_take_messages_up_to_a_depth);
    tcase_add_test(tcase, constants_that_name_constants_cannot_blow_up);
    return tcase;
}

Suite *emit_workflow_suite(void)
{
    Suite *suite = suite_create("emit_workflow");
    suite_add_tcase(suite, workflow_case());
    suite_add_tcase(suite, launch_case());
    suite_add_tcase(suite, limits_case());
    return suite;
}
