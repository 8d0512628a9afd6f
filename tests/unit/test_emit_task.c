/* test_emit_task.c - TaskTemplates of every kind. */
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

static const IdlTask *emitted(const PlanTask *task)
{
    return emit_task(&hand.emitter, task)->template_;
}

static KindUse *use_of(const PlanTask *task)
{
    return (KindUse *)task->use;
}

static void check_words(char **words, size_t count, const char *wanted)
{
    Buf buf = {.arena = &hand.arena};
    for (size_t i = 0; i < count; i++)
        buf_print(&buf, "%s[%s]", i ? " " : "", words[i]);
    ck_assert_str_eq(buf_string(&buf), wanted);
}

static void check_args(const PlanTask *task, const char *wanted)
{
    const IdlContainer *container = emitted(task)->container;
    check_words(container->args, container->n_args, wanted);
}

START_TEST(a_task_has_flytekits_metadata_even_when_nothing_is_said)
{
    const IdlTask *task = emitted(hand_task(&hand, "e", KIND_ECHO));
    ck_assert_str_eq(
        hand_text_of(&hand, task),
        "id { resource_type: TASK name: \"eta.e\" } type: \"echo\" metadata { "
        "runtime { type: FLYTE_SDK version: \"0.1.0\" flavor: \"flw\" } "
        "retries { } generates_deck { } metadata { } } interface { inputs { } "
        "outputs { } }");
}
END_TEST

static Settings *full_settings(void)
{
    static const SettingPair env = {"K", "V"};
    static const SettingPair label = {"team", "eta"};
    static const SecretUse secret = {"db", "password", "2", "PGPASSWORD",
                                     false};
    Settings *settings = arena_new(&hand.arena, Settings);
    settings->image = "alpine:3.20";
    settings->cpu = (Quantity){"1", "2"};
    settings->memory = (Quantity){"2Gi", "4Gi"};
    settings->gpu = (Quantity){"1", "1"};
    settings->storage = (Quantity){NULL, "10Gi"};
    settings->accelerator = "nvidia-tesla-a100";
    settings->partition = "1g.5gb";
    settings->shared_memory = "1Gi";
    settings->retries = 3;
    settings->timeout = INT64_C(600000000000);
    settings_set(settings, SETTING_INTERRUPTIBLE);
    settings->cache_serialize = true;
    settings->deprecated = "use t2";
    settings->pod_template = "big";
    settings->deck = true;
    vec_push(&hand.arena, &settings->env, env);
    vec_push(&hand.arena, &settings->labels, label);
    vec_push(&hand.arena, &settings->annotations, label);
    vec_push(&hand.arena, &settings->secrets, secret);
    vec_push(&hand.arena, &settings->cache_ignore, sym_of(&hand.syms, "b"));
    return settings;
}

START_TEST(every_option_has_its_place)
{
    PlanTask *task = hand_task(&hand, "t", KIND_PYTHON);
    task->settings = full_settings();
    task->cache_version = "v1";
    const IdlTask *out = emitted(task);
    ck_assert_str_eq(
        hand_text_of(&hand, out->metadata),
        "discoverable: true runtime { type: FLYTE_SDK version: \"0.1.0\" "
        "flavor: \"flw\" } timeout { seconds: 600 } retries { retries: 3 } "
        "discovery_version: \"v1\" deprecated_error_message: \"use t2\" "
        "interruptible: false cache_serializable: true pod_template_name: "
        "\"big\" cache_ignore_input_vars: \"b\" generates_deck { value: true } "
        "metadata { labels { key: \"team\" value: \"eta\" } annotations { "
        "key: \"team\" value: \"eta\" } }");
    ck_assert_str_eq(
        hand_text_of(&hand, out->container->resources),
        "requests { name: CPU value: \"1\" } requests { name: GPU value: "
        "\"1\" } requests { name: MEMORY value: \"2Gi\" } limits { name: "
        "EPHEMERAL_STORAGE value: \"10Gi\" } limits { name: CPU value: \"2\" "
        "} limits { name: GPU value: \"1\" } limits { name: MEMORY value: "
        "\"4Gi\" }");
    ck_assert_str_eq(hand_text_of(&hand, out->security_context),
                     "secrets { group: \"db\" group_version: \"2\" key: "
                     "\"password\" mount_requirement: ENV_VAR env_var: "
                     "\"PGPASSWORD\" }");
    ck_assert_str_eq(
        hand_text_of(&hand, out->extended_resources),
        "gpu_accelerator { device: \"nvidia-tesla-a100\" partition_size: "
        "\"1g.5gb\" } shared_memory { mount_path: \"/dev/shm\" mount_name: "
        "\"flyte-shared-memory\" size_limit: \"1Gi\" }");
}
END_TEST

START_TEST(a_python_task_is_started_by_flytekit)
{
    PlanTask *task = hand_task(&hand, "t", KIND_PYTHON);
    use_of(task)->module = "probe.all";
    use_of(task)->function = "t1";
    check_args(
        task,
        "[pyflyte-execute] [--inputs] [{{.input}}] [--output-prefix] "
        "[{{.outputPrefix}}] [--raw-output-data-prefix] "
        "[{{.rawOutputDataPrefix}}] [--checkpoint-path] "
        "[{{.checkpointOutputPrefix}}] [--prev-checkpoint] "
        "[{{.prevCheckpointPrefix}}] [--resolver] "
        "[flytekit.core.python_auto_container.default_task_resolver] [--] "
        "[task-module] [probe.all] [task-name] [t1]");
}
END_TEST

START_TEST(a_mapped_python_task_names_what_is_bound)
{
    PlanTask *task = hand_task(&hand, "t", KIND_PYTHON);
    use_of(task)->module = "probe.all";
    use_of(task)->function = "inc";
    task->mapped = task;
    vec_push(&hand.arena, &task->bound, "y");
    vec_push(&hand.arena, &task->bound, "z");
    const IdlTask *out = emitted(task);
    ck_assert_int_eq(out->task_type_version, 1);
    ck_assert_str_eq(out->container->args[0], "pyflyte-map-execute");
    ck_assert_str_eq(out->container->args[12],
                     "flytekit.core.array_node_map_task."
                     "ArrayNodeMapTaskResolver");
    check_words(out->container->args + 13, out->container->n_args - 13,
                "[--] [vars] [y,z] [resolver] "
                "[flytekit.core.python_auto_container.default_task_resolver] "
                "[task-module] [probe.all] [task-name] [inc]");
}
END_TEST

/* fetch(region: string, rows: file, xs: list<int>) -> (n: int) */
static PlanTask *fetch(KindTag tag)
{
    PlanTask *task = hand_task(&hand, "fetch", tag);
    hand_input(&hand, task, "region", hand.types.string);
    hand_input(&hand, task, "rows", hand_file(&hand, NULL));
    hand_input(&hand, task, "xs", type_list(&hand.types, hand.types.int_));
    hand_output(&hand, task, "n", hand.types.int_);
    use_of(task)->image = "alpine:3.20";
    return task;
}

static void add_word(const PlanTask *task, TemplateVec *words, const char *text)
{
    Template word = hand_template(&hand, task->decl, text);
    vec_push(&hand.arena, words, word);
}

START_TEST(a_command_takes_texts_and_paths)
{
    PlanTask *task = fetch(KIND_CONTAINER);
    add_word(task, &use_of(task)->command, "fetch");
    add_word(task, &use_of(task)->args, "--region={region}");
    add_word(task, &use_of(task)->args, "{rows}");
    add_word(task, &use_of(task)->args, "{n}");
    const IdlTask *out = emitted(task);
    ck_assert_str_eq(
        hand_text_of(&hand, out->container),
        "image: \"alpine:3.20\" command: \"fetch\" args: "
        "\"--region={{.inputs.region}}\" args: \"/var/inputs/rows\" args: "
        "\"/var/outputs/n\" resources { } data_config { enabled: true "
        "input_path: \"/var/inputs\" output_path: \"/var/outputs\" }");
    ck_assert_str_eq(out->type, "raw-container");
}
END_TEST

START_TEST(paths_are_where_the_kind_says)
{
    PlanTask *task = fetch(KIND_CONTAINER);
    use_of(task)->input_path = "/in";
    use_of(task)->output_path = "/out";
    use_of(task)->format = FORMAT_YAML;
    add_word(task, &use_of(task)->args, "{rows} {n}");
    check_args(task, "[/in/rows /out/n]");
    ck_assert_str_eq(
        hand_text_of(&hand, emitted(task)->container->data_config),
        "enabled: true input_path: \"/in\" output_path: \"/out\" format: "
        "YAML");
}
END_TEST

START_TEST(in_a_mapped_command_a_path_is_that_of_the_item)
{
    PlanTask *task = fetch(KIND_CONTAINER);
    task->mapped = task;
    vec_push(&hand.arena, &task->bound, "xs");
    add_word(task, &use_of(task)->args, "{region}");
    add_word(task, &use_of(task)->args, "{rows}");
    add_word(task, &use_of(task)->args, "{xs}");
    check_args(task, "[{{.inputs.region}}] "
                     "[/var/inputs/rows/$(FLYTE_K8S_ARRAY_INDEX)] "
                     "[/var/inputs/xs]");
}
END_TEST

START_TEST(a_script_takes_inputs_beside_it)
{
    PlanTask *task = fetch(KIND_SHELL);
    use_of(task)->script = "wc -l < \"$rows\" > \"$n\"\n";
    check_args(task, "[region=$1 rows=$2 xs=$3 n=$4\n"
                     "wc -l < \"$rows\" > \"$n\"\n] [flw] "
                     "[{{.inputs.region}}] [/var/inputs/rows] "
                     "[/var/inputs/xs] [/var/outputs/n]");
    const IdlContainer *container = emitted(task)->container;
    check_words(container->command, container->n_command, "[/bin/sh] [-euc]");
}
END_TEST

START_TEST(a_tenth_input_has_braces)
{
    PlanTask *task = hand_task(&hand, "t", KIND_SHELL);
    for (int i = 0; i < 10; i++)
        hand_input(&hand, task, arena_print(&hand.arena, "x%d", i),
                   hand.types.int_);
    use_of(task)->script = "";
    ck_assert(strstr(emitted(task)->container->args[0], "x8=$9 x9=${10}\n") !=
              NULL);
}
END_TEST

START_TEST(kubernetes_leaves_the_script_as_it_is)
{
    PlanTask *task = hand_task(&hand, "t", KIND_SHELL);
    use_of(task)->script = "echo $$ $(date) $x ${y} $$(z) $";
    ck_assert_str_eq(emitted(task)->container->args[0],
                     "echo $$$ $$(date) $x ${y} $$$$(z) $");
}
END_TEST

typedef struct ScriptCase {
    const char *script;
    uint32_t errors;
} ScriptCase;

static const ScriptCase scripts[] = {
    {"echo {{.inputs.x}}", 1},     {"echo {{ .Input }} {{.input}}", 1},
    {"echo {{$outputPrefix}}", 1}, {"echo {{ .inputs.a b }}", 0},
    {"echo {{.Names}}", 0},        {"echo {{ inputs.x }} {{", 0},
};

START_TEST(what_flyte_would_replace_in_a_script_is_an_error)
{
    PlanTask *task = hand_task(&hand, "t", KIND_SHELL);
    use_of(task)->script = scripts[_i].script;
    emitted(task);
    ck_assert_uint_eq(hand.diags.errors, scripts[_i].errors);
}
END_TEST

START_TEST(a_pod_names_its_primary_container)
{
    PlanTask *task = hand_task(&hand, "t", KIND_POD);
    use_of(task)->primary = "main";
    use_of(task)->pod_spec =
        hand_entries(&hand, VALUE_RECORD, "hostNetwork", hand_bool(&hand, true),
                     "priority", hand_int(&hand, 5), NULL);
    const IdlTask *out = emitted(task);
    ck_assert_str_eq(
        hand_text_of(&hand, out->k8s_pod),
        "metadata { } pod_spec { fields { key: \"hostNetwork\" value { "
        "bool_value: true } } fields { key: \"priority\" value { number_value: "
        "5 } } }");
    ck_assert_str_eq(out->config[0]->key, "primary_container_name");
    ck_assert_str_eq(out->config[0]->value, "main");
}
END_TEST

START_TEST(a_statement_has_flytes_templates)
{
    PlanTask *task = fetch(KIND_SQL);
    Template statement =
        hand_template(&hand, task->decl, "select {region} from {rows}");
    use_of(task)->statement = &statement;
    use_of(task)->dialect = "hive";
    ck_assert_str_eq(hand_text_of(&hand, emitted(task)->sql),
                     "statement: \"select {{.inputs.region}} from "
                     "{{.inputs.rows}}\" dialect: HIVE");
}
END_TEST

static void add_field(PlanTask *task, const char *place, const char *name,
                      const Value *value)
{
    Field *field = arena_new(&hand.arena, Field);
    field->name.sym = sym_of(&hand.syms, "field");
    field->place = place ? sym_of(&hand.syms, place) : NULL;
    field->rename = name;
    KindField found = {.field = field, .value = value};
    vec_push(&hand.arena, &use_of(task)->fields, found);
}

START_TEST(fields_of_a_plugin_go_where_the_kind_says)
{
    PlanTask *task = hand_task(&hand, "t", KIND_PLUGIN);
    Decl kind = {.kind = DECL_KIND};
    kind.as.kind.plugin = "spark";
    kind.as.kind.version = 2;
    use_of(task)->decl = &kind;
    add_field(task, NULL, "head.cpu", hand_int(&hand, 2));
    add_field(task, NULL, "head.env",
              hand_entries(&hand, VALUE_MAP, "A", hand_text(&hand, "b"), NULL));
    add_field(task, NULL, "big", hand_int(&hand, (INT64_C(1) << 53) + 1));
    add_field(task, NULL, "ttl", hand_span(&hand, INT64_C(90000000000)));
    add_field(task, NULL, "none", hand_none(&hand));
    add_field(task, "config", "warehouse", hand_text(&hand, "w"));
    add_field(task, "container", "args",
              hand_list(&hand, hand_text(&hand, "a"), NULL));
    const IdlTask *out = emitted(task);
    ck_assert_str_eq(out->type, "spark");
    ck_assert_int_eq(out->task_type_version, 2);
    ck_assert_str_eq(
        hand_text_of(&hand, out->custom),
        "fields { key: \"big\" value { string_value: \"9007199254740993\" } } "
        "fields { key: \"head\" value { struct_value { fields { key: \"cpu\" "
        "value { number_value: 2 } } fields { key: \"env\" value { "
        "struct_value { fields { key: \"A\" value { string_value: \"b\" } } } "
        "} } } } } fields { key: \"ttl\" value { string_value: \"90s\" } }");
    ck_assert_str_eq(out->config[0]->value, "w");
    ck_assert_str_eq(out->container->args[0], "a");
}
END_TEST

START_TEST(a_doc_comment_is_split_at_its_first_paragraph)
{
    PlanTask *task = hand_task(&hand, "t", KIND_ECHO);
    task->doc = "Does t1\nwell.\n\nLong text.\n\nMore.";
    ck_assert_str_eq(
        hand_text_of(&hand, emit_task(&hand.emitter, task)->description),
        "short_description: \"Does t1 well.\" long_description { value: "
        "\"Long text.\\n\\nMore.\" format: DESCRIPTION_FORMAT_MARKDOWN }");
}
END_TEST

Suite *emit_task_suite(void)
{
    TCase *tcase = tcase_create("emit_task");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase,
                   a_task_has_flytekits_metadata_even_when_nothing_is_said);
    tcase_add_test(tcase, every_option_has_its_place);
    tcase_add_test(tcase, a_python_task_is_started_by_flytekit);
    tcase_add_test(tcase, a_mapped_python_task_names_what_is_bound);
    tcase_add_test(tcase, a_command_takes_texts_and_paths);
    tcase_add_test(tcase, paths_are_where_the_kind_says);
    tcase_add_test(tcase, in_a_mapped_command_a_path_is_that_of_the_item);
    tcase_add_test(tcase, a_script_takes_inputs_beside_it);
    tcase_add_test(tcase, a_tenth_input_has_braces);
    tcase_add_test(tcase, kubernetes_leaves_the_script_as_it_is);
    tcase_add_loop_test(tcase, what_flyte_would_replace_in_a_script_is_an_error,
                        0, sizeof(scripts) / sizeof(*scripts));
    tcase_add_test(tcase, a_pod_names_its_primary_container);
    tcase_add_test(tcase, a_statement_has_flytes_templates);
    tcase_add_test(tcase, fields_of_a_plugin_go_where_the_kind_says);
    tcase_add_test(tcase, a_doc_comment_is_split_at_its_first_paragraph);
    Suite *suite = suite_create("emit_task");
    suite_add_tcase(suite, tcase);
    return suite;
}
