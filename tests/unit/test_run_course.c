/* test_run_course.c - what happens to a run on its way: gates, cancellation,
 * interruption, resumption, limits (flyte-spec 4.7, 4.10 to 4.12). */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/file.h"
#include "runtime/engine/steps.h"
#include "tests/unit/ran.h"
#include "tests/unit/suites.h"

#define TASKS                                                               \
    "defaults { image: \"x\" }\n"                                           \
    "task inc(n: int) -> (m: int) using shell {\n"                          \
    "  script: r\"\"\"echo $((n + 1)) > \"$m\" \"\"\" }\n"                  \
    "task late(n: int) -> (m: int) using shell {\n"                         \
    "  script: r\"\"\"sleep 30; echo 1 > \"$m\" \"\"\" }\n"                 \
    "task needs(n: int, flag: string) -> (m: int) using shell {\n"          \
    "  script: r\"\"\"test -e \"$flag$n\"; echo \"$n\" > \"$m\" \"\"\" }\n" \
    "task waits(n: int, flag: string) -> (m: int) using shell {\n"          \
    "  script: r\"\"\"test -e \"$flag\" || sleep 30\n"                      \
    "    echo \"$n\" > \"$m\" \"\"\" }\n"

#define W "workflow w(n: int) -> (m: int) "

static void goes(Ran *ran, const char *inputs, const char *wanted,
                 const char *nodes)
{
    const char *found = ran_go(ran, "w", inputs);
    ck_assert_msg(strcmp(found, wanted) == 0, "wanted %s, found %s\n%s", wanted,
                  found, ran_message(ran));
    ck_assert_str_eq(ran_nodes(ran), nodes);
}

static void goes_on(Ran *ran, const char *wanted, const char *nodes)
{
    const char *found = ran_on(ran);
    ck_assert_msg(strcmp(found, wanted) == 0, "wanted %s, found %s\n%s", wanted,
                  found, ran_message(ran));
    ck_assert_str_eq(ran_nodes(ran), nodes);
}

/* ---- somebody who does something when a node gets a phase ---- */

typedef struct Watcher {
    Ran *ran;
    const char *path;
    Phase phase;
    void (*act)(Ran *ran);
} Watcher;

static void hear(void *self, const Change *change)
{
    Watcher *watcher = self;
    if (change->of == CHANGE_NODE && change->phase == watcher->phase &&
        strcmp(change->node->path, watcher->path) == 0) {
        watcher->ran->row = (RunRow *)change->run;
        watcher->act(watcher->ran);
    }
}

static void watch(Watcher *watcher)
{
    vec_push(&watcher->ran->arena, &watcher->ran->job.listeners,
             ((Listener){.hear = hear, .self = watcher}));
}

static void poke(Ran *ran)
{
    const char *why = NULL;
    ck_assert_msg(home_commit(ran->home, &why), "%s", why);
    ck_assert(run_folder_poke(ran->home, ran->row->id));
}

/* ---- 4.7 gates ---- */

#define GATED                                                               \
    TASKS W "{ ok = approve(\"ship\") m = inc(n) after [ok] return (m: m) " \
            "}"

START_TEST(gate_all_approved)
{
    Ran ran;
    ran_begin(&ran, GATED);
    ran.job.options.approve_all = true;
    goes(&ran, "{\"n\": 1}", "SUCCEEDED {\"m\":2}",
         "m SUCCEEDED, ok SUCCEEDED");
    ran_end(&ran);
}
END_TEST

typedef struct Asked {
    const IdlLiteral *answer;
    uint32_t times;
    const char *id, *node;
} Asked;

static const IdlLiteral *answer(void *self, const char *id, const IdlType *type,
                                const char *node)
{
    Asked *asked = self;
    asked->id = id;
    asked->node = node;
    ck_assert_int_eq(type->type_case,
                     FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE);
    /* Not at once: nobody is that quick. */
    return asked->times++ < 2 ? NULL : asked->answer;
}

static const IdlLiteral *bool_literal(Ran *ran, bool yes)
{
    return make_literal(&ran->arena,
                        make_scalar(&ran->arena, make_bool(&ran->arena, yes)));
}

static const IdlLiteral *int_literal(Ran *ran, int64_t number)
{
    return make_literal(
        &ran->arena, make_scalar(&ran->arena, make_int(&ran->arena, number)));
}

START_TEST(gate_asked)
{
    Ran ran;
    ran_begin(&ran, GATED);
    Asked asked = {.answer = bool_literal(&ran, true)};
    ran.job.gate = (GateAsk){answer, &asked};
    goes(&ran, "{\"n\": 1}", "SUCCEEDED {\"m\":2}",
         "m SUCCEEDED, ok SUCCEEDED");
    ck_assert_str_eq(asked.id, "ship");
    ck_assert_str_eq(asked.node, "ok");
    ran_end(&ran);
}
END_TEST

START_TEST(gate_refused)
{
    Ran ran;
    ran_begin(&ran, GATED);
    Asked asked = {.answer = bool_literal(&ran, false)};
    ran.job.gate = (GateAsk){answer, &asked};
    goes(&ran, "{\"n\": 1}", "FAILED ok ReceivedRejectSignal USER",
         "ok FAILED");
    ran_end(&ran);
}
END_TEST

START_TEST(gate_not_boolean)
{
    Ran ran;
    ran_begin(&ran, GATED);
    Asked asked = {.answer = int_literal(&ran, 1)};
    ran.job.gate = (GateAsk){answer, &asked};
    goes(&ran, "{\"n\": 1}", "FAILED ok NonBooleanSignal UNKNOWN", "ok FAILED");
    ran_end(&ran);
}
END_TEST

/* Signals are the execution's: one answer opens both. */
START_TEST(gate_shares_signal)
{
    Ran ran;
    ran_begin(&ran, TASKS W "{ a = approve(\"ship\") b = approve(\"ship\")"
                            " m = inc(n) after [a, b] return (m: m) }");
    Asked asked = {.answer = bool_literal(&ran, true)};
    ran.job.gate = (GateAsk){answer, &asked};
    goes(&ran, "{\"n\": 1}", "SUCCEEDED {\"m\":2}",
         "a SUCCEEDED, b SUCCEEDED, m SUCCEEDED");
    ck_assert_uint_eq(asked.times, 3);
    ran_end(&ran);
}
END_TEST

#define VALUED TASKS W "{ k: int = wait_for(\"k\") m = inc(k) return (m: m) }"

static void signal_value(Ran *ran)
{
    const char *why = NULL;
    ck_assert(signal_put(ran->home, ran->row->serial, "k", int_literal(ran, 41),
                         &why));
    poke(ran);
}

START_TEST(gate_signalled)
{
    Ran ran;
    ran_begin(&ran, VALUED);
    Watcher watcher = {&ran, "k", PHASE_RUNNING, signal_value};
    watch(&watcher);
    goes(&ran, "{\"n\": 1}", "SUCCEEDED {\"m\":42}",
         "k SUCCEEDED, m SUCCEEDED");
    ran_end(&ran);
}
END_TEST

START_TEST(gate_times_out)
{
    Ran ran;
    ran_begin(&ran, TASKS W "{ ok = approve(\"ship\", timeout: 200ms)"
                            " m = inc(n) after [ok] return (m: m) }");
    goes(&ran, "{\"n\": 1}", "FAILED ok RetriesExhausted|TimeoutExpired USER",
         "ok FAILED");
    ran_end(&ran);
}
END_TEST

START_TEST(gate_sleeps)
{
    Ran ran;
    ran_begin(&ran, TASKS W "{ p = sleep(200ms) m = inc(n) after [p]"
                            " return (m: m) }");
    goes(&ran, "{\"n\": 1}", "SUCCEEDED {\"m\":2}", "m SUCCEEDED, p SUCCEEDED");
    const NodeRow *node = ran_node(&ran, "p");
    ck_assert_int_ge(node->ended - node->began, 200000000);
    ck_assert_ptr_null(node->outputs);
    ran_end(&ran);
}
END_TEST

/* ---- cancelled, interrupted, resumed ---- */

static void cancel(Ran *ran)
{
    const char *why = NULL;
    ck_assert(cancel_put(ran->home, ran->row->serial, "no use", &why));
    poke(ran);
}

START_TEST(cancelled)
{
    Ran ran;
    ran_begin(&ran, TASKS W "{ a = late(n) m = inc(a) return (m: m) }");
    Watcher watcher = {&ran, "a", PHASE_RUNNING, cancel};
    watch(&watcher);
    goes(&ran, "{\"n\": 1}", "ABORTED", "a ABORTED");
    ran_end(&ran);
}
END_TEST

static void interrupt(Ran *ran)
{
    (void)ran;
    kill(getpid(), SIGINT);
}

/* The task does not listen, and would be waited for long: the second signal
 * ends it. */
static void interrupt_again(void *self, int64_t now)
{
    Ran *ran = self;
    (void)now;
    if (strstr(buf_string(&ran->heard), "m RUNNING"))
        kill(getpid(), SIGTERM);
}

START_TEST(interrupted_twice)
{
    Ran ran;
    ran_begin(&ran, "task deaf(n: int) -> (m: int) using shell {\n"
                    "  image: \"x\", script: r\"\"\"trap '' TERM\n"
                    "  sleep 30; sleep 30; echo 1 > \"$m\" \"\"\" }\n" W
                    "{ m = deaf(n) return (m: m) }");
    ran.job.options.grace = INT64_C(3600) * 1000000000;
    ran.job.listeners.at[0].tick = interrupt_again;
    goes(&ran, "{\"n\": 1}", "INTERRUPTED", "m INTERRUPTED");
    ran_end(&ran);
}
END_TEST

static const char *flag_inputs(Ran *ran, const char *more)
{
    return arena_print(&ran->arena, "{\"n\": 1, \"flag\": \"%s/flag\"%s}",
                       ran->home_path, more);
}

static void put_flag(Ran *ran, const char *end)
{
    const char *why = NULL;
    const char *path =
        arena_print(&ran->arena, "%s/flag%s", ran->home_path, end);
    ck_assert(file_write(&ran->arena, path, (FileText){"", 0}, &why));
}

START_TEST(interrupted_and_resumed)
{
    Ran ran;
    ran_begin(&ran, TASKS
              "workflow w(n: int, flag: string) -> (m: int) {"
              " a = inc(n) b = waits(a, flag) m = inc(b) return (m: m) }");
    Watcher watcher = {&ran, "b", PHASE_RUNNING, interrupt};
    watch(&watcher);
    goes(&ran, flag_inputs(&ran, ""), "INTERRUPTED",
         "a SUCCEEDED, b INTERRUPTED");
    uint64_t told = ran.row->changes;
    ck_assert_uint_gt(told, 0);
    put_flag(&ran, "");
    ran.job.listeners.len = 1;
    goes_on(&ran, "SUCCEEDED {\"m\":3}",
            "a RECOVERED, b SUCCEEDED 2, m SUCCEEDED");
    ck_assert_uint_gt(ran.row->changes, told);
    ck_assert_ptr_nonnull(strstr(buf_string(&ran.heard), "a RECOVERED\n"));
    ck_assert_ptr_null(strstr(buf_string(&ran.heard), "a RUNNING\n"));
    ran_end(&ran);
}
END_TEST

START_TEST(failed_and_resumed)
{
    Ran ran;
    ran_begin(&ran, TASKS "workflow w(n: int, flag: string, ns: list<int>)"
                          " -> (ms: list<int>) { k = inc(n)"
                          " ms = [needs(x, flag) for x in ns] after [k]"
                          " return (ms: ms) }");
    put_flag(&ran, "1");
    put_flag(&ran, "3");
    ran.job.options.jobs = 1;
    goes(&ran, flag_inputs(&ran, ", \"ns\": [1, 2, 3]"), "FAILED ms/1  UNKNOWN",
         "k SUCCEEDED, ms FAILED, ms/0 SUCCEEDED, ms/1 FAILED, ms/2 ABORTED");
    put_flag(&ran, "2");
    goes_on(&ran, "SUCCEEDED {\"ms\":[1,2,3]}",
            "k RECOVERED, ms SUCCEEDED, ms/0 RECOVERED, ms/1 SUCCEEDED 2, "
            "ms/2 SUCCEEDED");
    ran_end(&ran);
}
END_TEST

/* A file may not grow any more: nothing can be written down. */
static void fill_disk(Ran *ran)
{
    struct rlimit limit = {4096, RLIM_INFINITY};
    (void)ran;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

START_TEST(disk_full_and_resumed)
{
    Ran ran;
    ran_begin(&ran, TASKS W "{ a = inc(n) p = sleep(1s) after [a]"
                            " b = inc(a) after [p] m = inc(b)"
                            " return (m: m) }");
    Watcher watcher = {&ran, "a", PHASE_SUCCEEDED, fill_disk};
    watch(&watcher);
    ck_assert_str_eq(ran_go(&ran, "w", "{\"n\": 1}"),
                     "INTERRUPTED - Platform SYSTEM");
    struct rlimit limit = {RLIM_INFINITY, RLIM_INFINITY};
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ran.job.listeners.len = 1;
    ck_assert_str_eq(ran_on(&ran), "SUCCEEDED {\"m\":4}");
    ck_assert_int_eq(ran_node(&ran, "a")->phase, PHASE_RECOVERED);
    ran_end(&ran);
}
END_TEST

/* The attempt's folder is taken away while it works. */
static void lose_folder(Ran *ran)
{
    const char *command = arena_print(&ran->arena, "rm -rf '%s/runs/%s/b.0'",
                                      ran->home_path, ran->row->id);
    ck_assert_int_eq(system(command), 0);
}

START_TEST(folder_vanished_and_resumed)
{
    Ran ran;
    ran_begin(&ran,
              TASKS "task slow(n: int) -> (m: int) using shell {\n"
                    "  script: r\"\"\"sleep 0.5; echo \"$n\" > \"$m\" \"\"\" "
                    "}\n" W "{ a = inc(n) b = slow(a) m = inc(b)"
                    " return (m: m) }");
    Watcher watcher = {&ran, "b", PHASE_RUNNING, lose_folder};
    watch(&watcher);
    goes(&ran, "{\"n\": 1}", "INTERRUPTED - Platform SYSTEM",
         "a SUCCEEDED, b INTERRUPTED");
    ran.job.listeners.len = 1;
    goes_on(&ran, "SUCCEEDED {\"m\":3}",
            "a RECOVERED, b SUCCEEDED 2, m SUCCEEDED");
    ran_end(&ran);
}
END_TEST

/* ---- 4.12 limits ---- */

typedef struct Load {
    int running, most;
} Load;

static void weigh(void *self, const Change *change)
{
    Load *load = self;
    if (change->of != CHANGE_NODE)
        return;
    load->running += change->phase == PHASE_RUNNING;
    load->running -= change->phase == PHASE_SUCCEEDED;
    if (load->running > load->most)
        load->most = load->running;
}

#define WIDE                                                   \
    TASKS W "{ a = inc(n) b = inc(n) c = inc(n) d = inc(n)"    \
            " m = inc(n) after [a, b, c, d] return (m: m) }\n" \
            "launch p = w { max_parallelism: 1 }\n"

static void weighed(const char *entity, uint32_t max, int most)
{
    Ran ran;
    Load load = {0};
    ran_begin(&ran, WIDE);
    ran.job.options.jobs = 4;
    ran.job.options.max_parallelism = max;
    vec_push(&ran.arena, &ran.job.listeners,
             ((Listener){.hear = weigh, .self = &load}));
    ck_assert_str_eq(ran_go(&ran, entity, "{\"n\": 1}"), "SUCCEEDED {\"m\":2}");
    ck_assert_int_eq(load.most, most);
    ran_end(&ran);
}

START_TEST(parallelism)
{
    weighed("w", 0, 4);
    weighed("w", 2, 2);
    weighed("p", 0, 1);
}
END_TEST

/* More jobs than descriptors: all get their turn. */
START_TEST(few_descriptors)
{
    Ran ran;
    struct rlimit limit = {28, 28};
    ran_begin(&ran, TASKS "workflow w(ns: list<int>) -> (ms: list<int>) {"
                          " ms = [inc(x) for x in ns] return (ms: ms) }");
    ran.job.options.jobs = 50;
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
    ck_assert_str_eq(
        ran_go(&ran, "w", "{\"ns\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]}"),
        "SUCCEEDED {\"ms\":[2,3,4,5,6,7,8,9,10,11,12,13]}");
    ran_end(&ran);
}
END_TEST

/* ---- 4.12 ids ---- */

START_TEST(unique_ids)
{
    static const struct {
        const char *parent;
        uint32_t attempt;
        const char *id, *wanted;
    } rows[] = {
        {NULL, 0, "fetch", "fetch"},
        {"sub", 0, "fetch", "sub-0-fetch"},
        {"sub", 2, "fetch", "sub-2-fetch"},
        {"abcdefghij", 0, "klmnopq", "abcdefghij-0-klmnopq"},
        {"abcdefghij", 0, "klmnopqr", "fg5jntfq"},
        {NULL, 0, "fetch-all-trips-of-a-day", "fnwwb4ay"},
    };
    Arena arena = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_str_eq(
            unique_id(&arena, rows[i].parent, rows[i].attempt, rows[i].id),
            rows[i].wanted);
    arena_release(&arena);
}
END_TEST

static void hear_ids(void *self, const Change *change)
{
    Buf *ids = self;
    if (change->of == CHANGE_NODE && change->phase == PHASE_SUCCEEDED)
        buf_print(ids, "%s %s %s\n", change->unique_id, change->spec_node_id,
                  change->parent ? change->parent : "-");
}

/* As events know them: in sub-workflows, branches and arrays. */
START_TEST(told_ids)
{
    Ran ran;
    ran_begin(&ran,
              TASKS "workflow sub(n: int) -> (m: int) {"
                    " m = if n < 9 { inc(n) } else { inc(0) } return (m: m) }\n"
                    "workflow w(n: int, ns: list<int>) -> (ms: list<int>) {"
                    " s = sub(n) ms = [inc(x) for x in ns] after [s]"
                    " return (ms: ms) }");
    Buf ids = {.arena = &ran.arena};
    vec_push(&ran.arena, &ran.job.listeners,
             ((Listener){.hear = hear_ids, .self = &ids}));
    ran.job.options.jobs = 1;
    ck_assert_str_eq(ran_go(&ran, "w", "{\"n\": 1, \"ns\": [1, 2]}"),
                     "SUCCEEDED {\"ms\":[2,3]}");
    ck_assert_str_eq(buf_string(&ids), "s-0-m-0-m-inc m-inc s-0-m\n"
                                       "s-0-m m s\n"
                                       "s s -\n"
                                       "ms-0-n0 n0 ms\n"
                                       "ms-0-n1 n1 ms\n"
                                       "ms ms -\n");
    ran_end(&ran);
}
END_TEST

/* ---- size ---- */

/* Nothing recurses along a chain, forward or when it is skipped. */
static const char *chain(Arena *arena, uint32_t len)
{
    Buf buf = {.arena = arena};
    buf_text(&buf, "defaults { image: \"x\" }\n"
                   "task same(n: int) -> (m: int) using echo {}\n"
                   "task bad(n: int) -> (m: int) using shell {"
                   " script: \"exit 1\" }\n"
                   "workflow w(n: int) -> (m: int)"
                   " with { failure_policy: finish_running } {\n"
                   " n0 = if n < 1 { bad(n) } else { same(n) }\n");
    for (uint32_t i = 1; i < len; i++)
        buf_print(&buf, "n%u = same(n%u)\n", i, i - 1);
    buf_print(&buf, "return (m: n%u) }\n", len - 1);
    return buf_string(&buf);
}

START_TEST(long_chain)
{
    Ran ran;
    Arena arena = {0};
    ran_begin(&ran, chain(&arena, 2000));
    ck_assert_str_eq(ran_go(&ran, "w", "{\"n\": 7}"), "SUCCEEDED {\"m\":7}");
    ck_assert_int_eq(ran_node(&ran, "n1999")->phase, PHASE_SUCCEEDED);
    ck_assert_str_eq(ran_go(&ran, "w", "{\"n\": 0}"),
                     "FAILED n0/n0-bad RetriesExhausted|Error USER");
    ck_assert_int_eq(ran_node(&ran, "n1999")->phase, PHASE_SKIPPED);
    ran_end(&ran);
    arena_release(&arena);
}
END_TEST

Suite *run_course_suite(void)
{
    Suite *suite = suite_create("run_course");
    TCase *cases = tcase_create("course");
    tcase_set_timeout(cases, 300);
    tcase_add_test(cases, gate_all_approved);
    tcase_add_test(cases, gate_asked);
    tcase_add_test(cases, gate_refused);
    tcase_add_test(cases, gate_not_boolean);
    tcase_add_test(cases, gate_shares_signal);
    tcase_add_test(cases, gate_signalled);
    tcase_add_test(cases, gate_times_out);
    tcase_add_test(cases, gate_sleeps);
    tcase_add_test(cases, cancelled);
    tcase_add_test(cases, interrupted_twice);
    tcase_add_test(cases, interrupted_and_resumed);
    tcase_add_test(cases, failed_and_resumed);
    tcase_add_test(cases, disk_full_and_resumed);
    tcase_add_test(cases, folder_vanished_and_resumed);
    tcase_add_test(cases, parallelism);
    tcase_add_test(cases, few_descriptors);
    tcase_add_test(cases, unique_ids);
    tcase_add_test(cases, told_ids);
    tcase_add_test(cases, long_chain);
    suite_add_tcase(suite, cases);
    return suite;
}
