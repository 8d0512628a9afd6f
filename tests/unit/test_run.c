/* test_run.c - whole runs, row by row after the paragraphs of flyte-spec.md
 * section 4: what comes out, and the phase of every node. */
#include <string.h>

#include "tests/unit/ran.h"
#include "tests/unit/suites.h"

#define TASKS                                                                  \
    "defaults { image: \"x\" }\n"                                              \
    "type P = { x: int, y: string }\n"                                         \
    "task inc(n: int) -> (m: int) using shell {\n"                             \
    "  script: r\"\"\"echo $((n + 1)) > \"$m\" \"\"\" }\n"                     \
    "task add(a: int, b: int) -> (m: int) using shell {\n"                     \
    "  script: r\"\"\"echo $((a + b)) > \"$m\" \"\"\" }\n"                     \
    "task bad(n: int) -> (m: int) using shell {\n"                             \
    "  script: r\"\"\"echo broken >&2; exit 3 \"\"\" }\n"                      \
    "task late(n: int) -> (m: int) using shell {\n"                            \
    "  script: r\"\"\"sleep 30; echo 1 > \"$m\" \"\"\" }\n"                    \
    "task odd(n: int) -> (m: int) using shell {\n"                             \
    "  script: r\"\"\"test $((n % 2)) = 1; echo \"$n\" > \"$m\" \"\"\" }\n"    \
    "task third(n: int) -> (m: int) using shell {\n"                           \
    "  script: r\"\"\"test \"$FLYTE_ATTEMPT_NUMBER\" = 2\n"                    \
    "    echo \"$FLYTE_ATTEMPT_NUMBER\" > \"$m\" \"\"\" }\n"                   \
    "  with { retries: 2 }\n"                                                  \
    "task total(ns: list<int>) -> (m: int) using shell {\n"                    \
    "  script: r\"\"\"s=0; for f in \"$ns\"/*; do [ -e \"$f\" ] || continue\n" \
    "    s=$((s + $(cat \"$f\"))); done; echo \"$s\" > \"$m\" \"\"\" }\n"      \
    "task made(n: int) -> (p: P) using shell {\n"                              \
    "  script: r\"\"\"echo \"{\\\"x\\\": $n, \\\"y\\\": \\\"z\\\"}\" > "       \
    "\"$p\" \"\"\" }\n"                                                        \
    "task size(s: string) -> (m: int) using shell {\n"                         \
    "  script: r\"\"\"printf %s \"$s\" | wc -c > \"$m\" \"\"\" }\n"            \
    "task told(n: int, why: error?) -> () using shell {\n"                     \
    "  script: r\"\"\"cat \"$why\" \"\"\" }\n"

typedef struct Row {
    const char *paragraph;
    const char *program; /* behind TASKS */
    const char *inputs;
    const char *result;
    const char *nodes;
} Row;

#define W  "workflow w(n: int) -> (m: int) "
#define WL "workflow w(ns: list<int>, n: int) -> (ms: list<int>) "
#define WO "workflow w(ns: list<int>) -> (ms: list<int?>) "
#define R  "RetriesExhausted|Error USER"

static const Row rows[] = {
    /* bindings */
    {"4.5 an input", W "{ m = inc(n) return (m: m) }", "{\"n\": 1}",
     "SUCCEEDED {\"m\":2}", "m SUCCEEDED"},
    {"4.5 an output", W "{ a = inc(n) m = inc(a) return (m: m) }", "{\"n\": 1}",
     "SUCCEEDED {\"m\":3}", "a SUCCEEDED, m SUCCEEDED"},
    {"4.5 a constant", W "{ m = add(n, 40) return (m: m) }", "{\"n\": 2}",
     "SUCCEEDED {\"m\":42}", "m SUCCEEDED"},
    {"4.5 a list of promises and constants",
     W "{ a = inc(n) m = total([a, n, 10]) return (m: m) }", "{\"n\": 1}",
     "SUCCEEDED {\"m\":13}", "a SUCCEEDED, m SUCCEEDED"},
    {"4.5 a field of a record", W "{ p = made(n) m = size(p.y) return (m: m) }",
     "{\"n\": 6}", "SUCCEEDED {\"m\":1}", "m SUCCEEDED, p SUCCEEDED"},
    {"4.5 an input handed through",
     "workflow w(n: int) -> (m: int, k: int) { m = inc(n)"
     " return (m: m, k: n) }",
     "{\"n\": 6}", "SUCCEEDED {\"k\":6,\"m\":7}", "m SUCCEEDED"},
    {"4.5 order without data",
     W "{ a = inc(n) m = inc(n) after [a]"
       " return (m: m) }",
     "{\"n\": 6}", "SUCCEEDED {\"m\":7}", "a SUCCEEDED, m SUCCEEDED"},

    /* attempts */
    {"4.4 the third attempt succeeds", W "{ m = third(n) return (m: m) }",
     "{\"n\": 1}", "SUCCEEDED {\"m\":2}", "m SUCCEEDED 3"},
    {"4.4 a node's retries win",
     W "{ m = third(n) with { retries: 1 }"
       " return (m: m) }",
     "{\"n\": 1}", "FAILED m " R, "m FAILED 2"},
    {"4.4 retries exhausted", W "{ m = bad(n) return (m: m) }", "{\"n\": 1}",
     "FAILED m " R, "m FAILED"},
    {"4.4 execution deadline",
     W "{ m = late(n) with { timeout: 200ms }"
       " return (m: m) }",
     "{\"n\": 1}", "FAILED m RetriesExhausted|TimeoutExpired USER", "m FAILED"},
    {"4.4 active deadline ends the tries",
     W "{ m = late(n) with { timeout: 300ms, retries: 9 } return (m: m) }",
     "{\"n\": 1}", "FAILED m Timeout USER", "m TIMED_OUT 2"},

    /* branches */
    {"4.6 the first that holds",
     W "{ m = if n < 3 { inc(n) } else if n < 5 { inc(0) } else { inc(9) }"
       "  return (m: m) }",
     "{\"n\": 1}", "SUCCEEDED {\"m\":2}",
     "m SUCCEEDED, m/m-inc SUCCEEDED, m/m-inc-2 SKIPPED, m/m-inc-3 SKIPPED"},
    {"4.6 another that holds",
     W "{ m = if n < 3 { inc(n) } else if n < 5 { inc(0) } else { inc(9) }"
       "  return (m: m) }",
     "{\"n\": 4}", "SUCCEEDED {\"m\":1}",
     "m SUCCEEDED, m/m-inc SKIPPED, m/m-inc-2 SUCCEEDED, m/m-inc-3 SKIPPED"},
    {"4.6 else",
     W "{ m = if n < 3 { inc(n) } else if n < 5 { inc(0) } else { inc(9) }"
       "  return (m: m) }",
     "{\"n\": 6}", "SUCCEEDED {\"m\":10}",
     "m SUCCEEDED, m/m-inc SKIPPED, m/m-inc-2 SKIPPED, m/m-inc-3 SUCCEEDED"},
    {"4.6 else an error",
     W "{ m = if n < 3 { inc(n) } else { fail \"too big\" }"
       " return (m: m) }",
     "{\"n\": 6}", "FAILED m UserProvidedError USER", "m FAILED"},
    {"4.6 the taken one fails",
     W "{ m = if n < 3 { bad(n) } else { inc(n) } return (m: m) }",
     "{\"n\": 1}", "FAILED m/m-bad " R,
     "m FAILED, m/m-bad FAILED, m/m-inc SKIPPED"},
    {"4.6 what comes after a branch runs",
     W "{ a = if n < 3 { inc(n) } else { inc(9) } m = inc(a)"
       " return (m: m) }",
     "{\"n\": 1}", "SUCCEEDED {\"m\":3}",
     "a SUCCEEDED, a/a-inc SUCCEEDED, a/a-inc-2 SKIPPED, m SUCCEEDED"},
    {"4.6 an arm sees nodes outside",
     W "{ a = inc(n) m = if a < 3 { inc(a) } else { inc(9) }"
       " return (m: m) }",
     "{\"n\": 1}", "SUCCEEDED {\"m\":3}",
     "a SUCCEEDED, m SUCCEEDED, m/m-inc SUCCEEDED, m/m-inc-2 SKIPPED"},

    /* arrays */
    {"4.8 one call an item",
     WL "{ ms = [inc(x) for x in ns]"
        " return (ms: ms) }",
     "{\"ns\": [1, 2, 3], \"n\": 0}", "SUCCEEDED {\"ms\":[2,3,4]}",
     "ms SUCCEEDED, ms/0 SUCCEEDED, ms/1 SUCCEEDED, ms/2 SUCCEEDED"},
    {"4.8 no items", WL "{ ms = [inc(x) for x in ns] return (ms: ms) }",
     "{\"ns\": [], \"n\": 0}", "SUCCEEDED {\"ms\":[]}", "ms SUCCEEDED"},
    {"4.8 broadcast", WL "{ ms = [add(x, n) for x in ns] return (ms: ms) }",
     "{\"ns\": [1, 2], \"n\": 10}", "SUCCEEDED {\"ms\":[11,12]}",
     "ms SUCCEEDED, ms/0 SUCCEEDED, ms/1 SUCCEEDED"},
    {"4.8 lists of two lengths",
     "workflow w(ns: list<int>, ks: list<int>) -> (ms: list<int>) {"
     " ms = [add(x, y) for x, y in zip(ns, ks)] return (ms: ms) }",
     "{\"ns\": [1, 2], \"ks\": [1]}", "FAILED ms InvalidArrayLength USER",
     "ms FAILED"},
    {"4.8 a bound list is whole",
     "task sum(x: int, ns: list<int>) -> (m: int) using shell {"
     " script: r\"\"\"echo $(($(ls \"$ns\" | wc -l) + x)) > \"$m\" "
     "\"\"\" }\n" WL "{ ms = [sum(x, ns) for x in ns] return (ms: ms) }",
     "{\"ns\": [10, 20], \"n\": 0}", "SUCCEEDED {\"ms\":[12,22]}",
     "ms SUCCEEDED, ms/0 SUCCEEDED, ms/1 SUCCEEDED"},
    {"4.8 those that failed are none",
     WO "{ ms = [odd(x) for x in ns] with { min_success: 0.5 }"
        " return (ms: ms) }",
     "{\"ns\": [1, 2, 3, 4]}", "SUCCEEDED {\"ms\":[1,null,3,null]}",
     "ms SUCCEEDED, ms/0 SUCCEEDED, ms/1 FAILED, ms/2 SUCCEEDED, "
     "ms/3 FAILED"},
    {"4.8 a ratio is a float32: 0.6 of 5 are 4",
     WO "{ ms = [odd(x) for x in ns] with { min_success: 0.6,"
        " parallelism: 1 } return (ms: ms) }",
     "{\"ns\": [1, 3, 5, 2, 4]}", "FAILED ms/3  UNKNOWN",
     "ms FAILED, ms/0 SUCCEEDED, ms/1 SUCCEEDED, ms/2 SUCCEEDED, "
     "ms/3 FAILED, ms/4 FAILED"},
    {"4.8 a number of successes",
     WO "{ ms = [odd(x) for x in ns] with { min_successes: 1 }"
        " return (ms: ms) }",
     "{\"ns\": [2, 3]}", "SUCCEEDED {\"ms\":[null,3]}",
     "ms SUCCEEDED, ms/0 FAILED, ms/1 SUCCEEDED"},
    {"4.8 fails as soon as it must",
     WL "{ ms = [odd(x) for x in ns] with { parallelism: 1 }"
        " return (ms: ms) }",
     "{\"ns\": [1, 2, 3], \"n\": 0}", "FAILED ms/1  UNKNOWN",
     "ms FAILED, ms/0 SUCCEEDED, ms/1 FAILED"},
    {"4.8 an item's retries",
     WL "{ ms = [third(x) for x in ns] return (ms: ms) }",
     "{\"ns\": [7], \"n\": 0}", "SUCCEEDED {\"ms\":[2]}",
     "ms SUCCEEDED, ms/0 SUCCEEDED 3"},

    /* failure */
    {"4.9 the rest is aborted", W "{ a = bad(n) m = late(n) return (m: m) }",
     "{\"n\": 1}", "FAILED a " R, "a FAILED, m ABORTED"},
    {"4.9 what is inside of the rest is aborted too",
     "workflow sub(n: int) -> (o: int) { x = late(n) o = inc(x)"
     " return (o: o) }\n"
     "workflow w(n: int, ns: list<int>) -> (m: int) {"
     " s = sub(n) ms = [late(x) for x in ns]"
     " i = if n < 9 { late(n) } else { inc(n) }"
     " p = inc(n) m = bad(p) return (m: m) }",
     "{\"n\": 1, \"ns\": [1, 2]}", "FAILED m " R,
     "i ABORTED, i/i-inc SKIPPED, i/i-late ABORTED, m FAILED, "
     "ms ABORTED, ms/0 ABORTED, ms/1 ABORTED, p SUCCEEDED, "
     "s ABORTED, s/x ABORTED"},
    {"4.9 what depends on it never begins",
     W "{ a = bad(n) m = inc(a) return (m: m) }", "{\"n\": 1}", "FAILED a " R,
     "a FAILED"},
    {"4.9 finish running: the rest goes on",
     W "with { failure_policy: finish_running }"
       " { a = bad(n) b = inc(a) c = inc(n) m = inc(c) return (m: m) }",
     "{\"n\": 1}", "FAILED a " R,
     "a FAILED, b SKIPPED, c SUCCEEDED, m SUCCEEDED"},
    {"4.9 the handler runs, the error stays",
     W "{ m = bad(n) on failure (e) { told(n, why: e) } return (m: m) }",
     "{\"n\": 1}", "FAILED m " R,
     "m FAILED, on-failure SUCCEEDED, on-failure/told SUCCEEDED"},
    {"4.9 the handler's own error takes its place",
     W "{ m = bad(n) on failure (e) { _x = odd(2) } return (m: m) }",
     "{\"n\": 1}", "FAILED on-failure/x " R,
     "m FAILED, on-failure FAILED, on-failure/x FAILED"},

    /* workflows in workflows */
    {"4.10 a sub-workflow",
     "workflow sub(k: int) -> (o: int) { a = inc(k) o = inc(a)"
     " return (o: o) }\n" W "{ s = sub(n) m = inc(s) return (m: m) }",
     "{\"n\": 1}", "SUCCEEDED {\"m\":4}",
     "m SUCCEEDED, s SUCCEEDED, s/a SUCCEEDED, s/o SUCCEEDED"},
    {"4.10 a sub-workflow fails",
     "workflow sub(k: int) -> (o: int) { o = bad(k) return (o: o) }\n" W
     "{ m = sub(n) return (m: m) }",
     "{\"n\": 1}", "FAILED m/o " R, "m FAILED, m/o FAILED"},
    {"4.10 a launch plan fills in",
     "workflow sub(k: int, j: int) -> (o: int) { o = add(k, j)"
     " return (o: o) }\n"
     "launch p = sub { fixed { j: 40 } }\n" W "{ m = p(k: n) return (m: m) }",
     "{\"n\": 2}", "SUCCEEDED {\"m\":42}", "m SUCCEEDED, m/o SUCCEEDED"},
};

START_TEST(run_row)
{
    const Row *row = &rows[_i];
    Ran ran;
    Arena arena = {0};
    ran_begin(&ran, arena_print(&arena, "%s%s", TASKS, row->program));
    ran.job.options.jobs = 8;
    const char *found = ran_go(&ran, "w", row->inputs);
    ck_assert_msg(strcmp(found, row->result) == 0,
                  "%s: wanted %s, found %s\n%s", row->paragraph, row->result,
                  found, ran_message(&ran));
    const char *nodes = ran_nodes(&ran);
    ck_assert_msg(strcmp(nodes, row->nodes) == 0, "%s:\nwanted %s\nfound  %s",
                  row->paragraph, row->nodes, nodes);
    ran_end(&ran);
    arena_release(&arena);
}
END_TEST

Suite *run_suite(void)
{
    Suite *suite = suite_create("run");
    TCase *cases = tcase_create("rows");
    tcase_set_timeout(cases, 300);
    tcase_add_loop_test(cases, run_row, 0, sizeof rows / sizeof *rows);
    suite_add_tcase(suite, cases);
    return suite;
}
