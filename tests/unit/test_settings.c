/* test_settings.c - options: what is refused with which code, and what the
 * rest comes to. */
#include <string.h>

#include "base/arena.h"
#include "tests/unit/program.h"
#include "tests/unit/suites.h"
#include "typesys/settings.h"

typedef struct Row {
    const char *options;
    const char *codes;
} Row;

/* ---- on a task ---- */

#define TASK                                                          \
    "const memory = 4Gi\n"                                            \
    "const vars = { zone: \"utc\" }\n"                                \
    "task t(x: int, day: datetime) -> (n: int)\n"                     \
    "using container { image: \"a\", command: [\"{x}\", \"{n}\"] }\n" \
    "with { %s }\n"

static const Row on_task[] = {
    {"", ""},
    {"image: \"b:1\"", "E0371"},
    {"memroy: 4Gi", "E0370"},
    {"retries: 1, retries: 2", "E0371"},
    {"cpu: 2", ""},
    {"cpu: 0.25", ""},
    {"cpu: 0.5..2", ""},
    {"cpu: 2..2", ""},
    {"cpu: 2..0.5", "E0377"},
    {"cpu: \"2\"", "E0375"},
    {"cpu: 4Gi", "E0375"},
    {"cpu: true", "E0375"},
    {"cpu: -1", "E0376"},
    {"cpu: 0", "E0376"},
    {"cpu: 0.0005", "E0376"},
    {"cpu: 1000001", "E0376"},
    {"cpu: 1..\"2\"", "E0375"},
    {"memory: 4Gi", ""},
    {"memory: memory", ""},
    {"memory: 500MB..1Gi", ""},
    {"memory: 2Gi..1Gi", "E0377"},
    {"memory: 2", "E0375"},
    {"memory: \"10 elephants\"", "E0375"},
    {"memory: 0Gi", "E0376"},
    {"storage: 10GB", ""},
    {"gpu: 1", ""},
    {"gpu: 1..1", ""},
    {"gpu: 1..2", "E0378"},
    {"gpu: 0.5", "E0376"},
    {"gpu: 0", "E0376"},
    {"gpu: 1, accelerator: \"nvidia-l4\"", ""},
    {"gpu: 1, accelerator: \"nvidia-l5\"", "W0421"},
    {"gpu: 1, accelerator: \"nvidia l4\"", "E0520"},
    {"gpu: 1, accelerator: \"\"", "E0520"},
    {"accelerator: \"nvidia-l4\"", "E0379"},
    {"gpu: 0.5, accelerator: \"nvidia-l4\"", "E0376"},
    {"gpu: 1, accelerator: \"nvidia-tesla-a100\", partition: \"1g.5gb\"", ""},
    {"gpu: 1, partition: \"1g.5gb\"", "E0379"},
    {"shared_memory: true", ""},
    {"shared_memory: false", ""},
    {"shared_memory: 1Gi", ""},
    {"shared_memory: 1", "E0375"},
    {"retries: 0", ""},
    {"retries: 1000", ""},
    {"retries: 1001", "E0373"},
    {"retries: -1", "E0373"},
    {"timeout: 10m", ""},
    {"timeout: 1ms", ""},
    {"timeout: 0s", "E0373"},
    {"cache: \"v1\"", ""},
    {"cache: auto", ""},
    {"cache: off", ""},
    {"cache: \" \"", "E0520"},
    {"cache: auto, cache_ignore: [\"day\"]", ""},
    {"cache: auto, cache_ignore: [\"dya\"]", "E0381"},
    {"cache: auto, cache_ignore: [\"n\"]", "E0381"},
    {"cache_ignore: [\"day\"]", "E0379"},
    {"cache: off, cache_ignore: [\"day\"]", "E0379"},
    {"cache: auto, cache_serialize: true", ""},
    {"cache_serialize: true", "E0379"},
    {"cache_serialize: false", ""},
    {"interruptible: false", ""},
    {"env: { a: \"1\", B_2: \"2\" }", ""},
    {"env: {\"a\": \"1\"}", ""},
    {"env: vars", ""},
    {"env: { a: \"1\", a: \"2\" }", "E0371"},
    {"env: {\"a-b\": \"1\"}", "E0520"},
    {"env: [\"a\"]", "E0384"},
    {"labels: { team: \"eta\" }", ""},
    {"labels: {\"acme.example/team\": \"eta\"}", ""},
    {"labels: { team: \"eta team\" }", "E0520"},
    {"labels: {\"a/b/c\": \"x\"}", "E0520"},
    {"annotations: { why: \"any text, really\" }", ""},
    {"annotations: {\"\": \"x\"}", "E0520"},
    {"secrets: [{ group: \"db\", key: \"password\" }]", ""},
    {"secrets: [{ group: \"db\", key: \"k\", version: \"2\", env: \"PW\" }]",
     ""},
    {"secrets: [{ group: \"db\", key: \"k\", as_file: true }]", ""},
    {"secrets: [{ group: \"db\", key: \"k\", as_file: true, env: \"PW\" }]",
     "E0380"},
    {"secrets: [{ key: \"k\" }]", "E0382"},
    {"secrets: [{ group: \"db\" }]", "E0382"},
    {"secrets: [{ group: \"db\", key: \"k\", mount: \"x\" }]", "E0382"},
    {"secrets: [{ group: \"db\", key: \"a b\" }]", "E0520"},
    {"secrets: [{ group: \"db\", key: \"k\", env: \"pw\" }]", "E0520"},
    {"secrets: [{ group: \"DB\", key: \"k\" }]", "W0422"},
    {"secrets: { group: \"db\", key: \"k\" }", "E0385"},
    {"env: { PW: \"x\" }, secrets: [{ group: \"g\", key: \"k\", env: \"PW\" }]",
     "E0383"},
    {"pod_template: \"gpu-pods\"", ""},
    {"pod_template: \"GPU\"", "E0520"},
    {"deprecated: \"use u\"", ""},
    {"deprecated: \"\"", "E0373"},
    {"deck: true", "E0451"},
    {"name: \"acme.daily-1\"", ""},
    {"name: \"acme daily\"", "E0520"},
    {"name: \"acme..daily\"", "E0520"},
    {"name: \"\"", "E0520"},
    {"failure_policy: finish_running", "E0450"},
    {"parallelism: 3", "E0450"},
    {"min_success: 0.5", "E0450"},
};

/* ---- in the other places ---- */

#define BODY                                                          \
    "task t(x: int) -> (n: int)\n"                                    \
    "using container { image: \"a\", command: [\"{x}\", \"{n}\"] }\n" \
    "task same(x: int) -> (n: int) using echo {}\n"                   \
    "workflow w(x: int) -> (n: int)\n"                                \
    "{\n %s\n return (n: n)\n}\n"

static const Row in_body[] = {
    {"n = t(x) with { cpu: 4, memory: 1Gi, image: \"b\", retries: 2 }", ""},
    {"n = t(x) with { timeout: 1h, interruptible: true, name: \"hi\" }", ""},
    {"n = t(x) with { gpu: 1, accelerator: \"nvidia-l4\" }", ""},
    {"n = t(x) with { accelerator: \"nvidia-l4\" }", "E0379"},
    {"n = t(x) with { cpu: x }", "E0327"},
    {"n = t(x) with { env: { a: \"1\" } }", "E0450"},
    {"n = t(x) with { cache: \"v1\" }", "E0450"},
    {"n = t(x) with { secrets: [] }", "E0450"},
    {"n = same(x) with { cpu: 2 }", "E0451"},
    {"n = same(x) with { name: \"hi\" }", ""},
    {"sleep(10m) with { cpu: 2 }\n n = t(x)", "E0450"},
};

#define MAP                                                           \
    "task t(x: int) -> (n: int)\n"                                    \
    "using container { image: \"a\", command: [\"{x}\", \"{n}\"] }\n" \
    "workflow w(xs: list<int>) -> (ns: list<int?>)\n"                 \
    "{\n ns = [t(x) for x in xs] with { min_success: 0.5, %s }\n"     \
    " return (ns: ns)\n}\n"

static const Row on_map[] = {
    {"parallelism: 8", ""},
    {"parallelism: 1, retries: 3, timeout: 1h", ""},
    {"parallelism: 0", "E0373"},
    {"parallelism: 8, min_success: 0.9", "E0371"},
    {"min_successes: 3", "E0380"},
    {"min_successes: 0", "E0373"},
    {"cpu: 2", "E0450"},
    {"cache: auto", "E0450"},
};

#define SHARE                                                         \
    "task t(x: int) -> (n: int)\n"                                    \
    "using container { image: \"a\", command: [\"{x}\", \"{n}\"] }\n" \
    "workflow w(xs: list<int>) -> (ns: list<int?>)\n"                 \
    "{\n ns = [t(x) for x in xs] with { %s }\n"                       \
    " return (ns: ns)\n}\n"

static const Row shares[] = {
    {"min_success: 0.1", ""},
    {"min_success: 0.0", "E0373"},
    {"min_success: 1.1", "E0373"},
    {"min_success: -0.5", "E0373"},
};

#define WORKFLOW                                                      \
    "task t(x: int) -> (n: int)\n"                                    \
    "using container { image: \"a\", command: [\"{x}\", \"{n}\"] }\n" \
    "workflow w(x: int) -> (n: int)\n"                                \
    "with { %s }\n"                                                   \
    "{\n n = t(x)\n return (n: n)\n}\n"

static const Row on_workflow[] = {
    {"interruptible: true, failure_policy: fail_immediately", ""},
    {"name: \"acme.w\"", ""},
    {"failure_policy: carry_on", "E0374"},
    {"failure_policy: \"finish_running\"", "E0374"},
    {"retries: 3", "E0450"},
    {"labels: { a: \"b\" }", "E0450"},
};

/* The form with the options in place of its %s. */
static const char *filled(Arena *arena, const char *form, const char *options)
{
    const char *place = strstr(form, "%s");
    return arena_print(arena, "%.*s%s%s", (int)(place - form), form, options,
                       place + 2);
}

static void expect(const char *form, const Row *row)
{
    Arena arena = {0};
    program_gives(filled(&arena, form, row->options), row->codes);
    arena_release(&arena);
}

START_TEST(an_option_of_a_task_is_judged)
{
    expect(TASK, &on_task[_i]);
}
END_TEST

START_TEST(an_option_of_a_call_is_judged)
{
    expect(BODY, &in_body[_i]);
}
END_TEST

START_TEST(an_option_of_a_mapped_call_is_judged)
{
    expect(MAP, &on_map[_i]);
}
END_TEST

START_TEST(a_share_is_judged)
{
    expect(SHARE, &shares[_i]);
}
END_TEST

START_TEST(an_option_of_a_workflow_is_judged)
{
    expect(WORKFLOW, &on_workflow[_i]);
}
END_TEST

/* ---- what they come to ---- */

static const Settings *settings_of(Program *program, const char *text)
{
    program_begin(program, text);
    ck_assert_str_eq(program_codes(program), "");
    return program_decl(program, "t")->as.task.settings;
}

START_TEST(amounts_are_written_as_kubernetes_writes_them)
{
    Program program;
    const Settings *found = settings_of(
        &program,
        "task t() -> () using container { image: \"a\", command: [\"b\"] }\n"
        "with { cpu: 0.5..2, memory: 4Gi, storage: 2GB..1Ti, gpu: 2,\n"
        "       shared_memory: true, timeout: 90s }");
    ck_assert_str_eq(found->cpu.request, "500m");
    ck_assert_str_eq(found->cpu.limit, "2");
    ck_assert_str_eq(found->memory.request, "4Gi");
    ck_assert_str_eq(found->memory.limit, "4Gi");
    ck_assert_str_eq(found->storage.request, "2G");
    ck_assert_str_eq(found->storage.limit, "1Ti");
    ck_assert_str_eq(found->gpu.limit, "2");
    ck_assert_str_eq(found->shared_memory, "");
    ck_assert_int_eq(found->timeout, INT64_C(90000000000));
    program_end(&program);
}
END_TEST

START_TEST(what_a_task_says_goes_before_defaults)
{
    Program program;
    const Settings *found = settings_of(
        &program,
        "defaults { image: \"a\", retries: 1, cpu: 2, cache: \"v1\",\n"
        "  cache_serialize: true, env: { a: \"1\", b: \"2\" } }\n"
        "task t() -> () using container { command: [\"b\"] }\n"
        "with { retries: 3, cache: off, env: { b: \"3\", c: \"4\" } }");
    ck_assert_str_eq(found->image, "a");
    ck_assert_str_eq(found->cpu.limit, "2");
    ck_assert_int_eq(found->retries, 3);
    ck_assert(!settings_has(found, SETTING_CACHE));
    ck_assert(!settings_has(found, SETTING_CACHE_SERIALIZE));
    ck_assert(!found->cache_serialize);
    ck_assert_uint_eq(found->env.len, 3);
    ck_assert_str_eq(found->env.at[0].value, "1");
    ck_assert_str_eq(found->env.at[1].value, "3");
    ck_assert_str_eq(found->env.at[2].value, "4");
    program_end(&program);
}
END_TEST

START_TEST(defaults_that_a_kind_cannot_use_are_dropped)
{
    Program program;
    const Settings *found = settings_of(
        &program, "defaults { image: \"a\", cpu: 2, deck: true, retries: 1 }\n"
                  "task t(a: int) -> (b: int) using echo {}");
    ck_assert(!settings_has(found, SETTING_IMAGE) && !found->image);
    ck_assert(!settings_has(found, SETTING_CPU) && !found->cpu.request);
    ck_assert(!settings_has(found, SETTING_DECK) && !found->deck);
    ck_assert_int_eq(found->retries, 1);
    program_end(&program);
}
END_TEST

START_TEST(names_are_sorted)
{
    Program program;
    const Settings *found = settings_of(
        &program,
        "task t() -> () using container { image: \"a\", command: [\"b\"] }\n"
        "with { labels: { z: \"1\", a: \"2\", m: \"3\" } }");
    ck_assert_str_eq(found->labels.at[0].name, "a");
    ck_assert_str_eq(found->labels.at[1].name, "m");
    ck_assert_str_eq(found->labels.at[2].name, "z");
    program_end(&program);
}
END_TEST

START_TEST(a_secret_keeps_what_it_says)
{
    Program program;
    const Settings *found = settings_of(
        &program,
        "const key = \"password\"\n"
        "task t() -> () using container { image: \"a\", command: [\"b\"] }\n"
        "with { secrets: [{ group: \"db\", key: key, env: \"PW\" },\n"
        "  { group: \"s3\", key: \"k\", version: \"7\", as_file: true }] }");
    ck_assert_uint_eq(found->secrets.len, 2);
    ck_assert_str_eq(found->secrets.at[0].key, "password");
    ck_assert_str_eq(found->secrets.at[0].env, "PW");
    ck_assert(!found->secrets.at[0].as_file);
    ck_assert_str_eq(found->secrets.at[1].version, "7");
    ck_assert(found->secrets.at[1].as_file);
    program_end(&program);
}
END_TEST

#define COUNT(table) (int)(sizeof(table) / sizeof(*(table)))

Suite *settings_suite(void)
{
    Suite *suite = suite_create("settings");
    TCase *tests = tcase_create("settings");
    tcase_add_loop_test(tests, an_option_of_a_task_is_judged, 0,
                        COUNT(on_task));
    tcase_add_loop_test(tests, an_option_of_a_call_is_judged, 0,
                        COUNT(in_body));
    tcase_add_loop_test(tests, an_option_of_a_mapped_call_is_judged, 0,
                        COUNT(on_map));
    tcase_add_loop_test(tests, a_share_is_judged, 0, COUNT(shares));
    tcase_add_loop_test(tests, an_option_of_a_workflow_is_judged, 0,
                        COUNT(on_workflow));
    tcase_add_test(tests, amounts_are_written_as_kubernetes_writes_them);
    tcase_add_test(tests, what_a_task_says_goes_before_defaults);
    tcase_add_test(tests, defaults_that_a_kind_cannot_use_are_dropped);
    tcase_add_test(tests, names_are_sorted);
    tcase_add_test(tests, a_secret_keeps_what_it_says);
    suite_add_tcase(suite, tests);
    return suite;
}
