/* test_launch.c - launch plans: what is refused with which code, and what the
 * rest comes to. */
#include <string.h>

#include "base/arena.h"
#include "tests/unit/program.h"
#include "tests/unit/suites.h"
#include "typesys/launch.h"

#define FLOW                                                                \
    "enum Region { sf, nyc }\n"                                             \
    "task t(day: datetime, n: int, r: Region, note: string?) -> (m: int)\n" \
    "using python { image: \"a\", module: \"m\", function: \"f\" }\n"       \
    "## W.\n"                                                               \
    "workflow w(day: datetime, n: int = 3, r: Region, note: string?)\n"     \
    "  -> (m: int) {\n m = t(day, n, r, note)\n return (m: m)\n}\n"         \
    "launch l = w {\n"

typedef struct Row {
    const char *items;
    const char *codes;
} Row;

#define LABELS_8                                                             \
    "a: \"1\", b: \"1\", c: \"1\", d: \"1\", e: \"1\", f: \"1\", g: \"1\", " \
    "h: \"1\""
#define LABELS_16                                                             \
    LABELS_8 ", i: \"1\", j: \"1\", k: \"1\", l: \"1\", m: \"1\", n: \"1\", " \
             "o: \"1\", p: \"1\""

static const Row rows[] = {
    {"", ""},
    {"labls { a: \"b\" }", "E0480"},
    {"max_parallelism: 1 max_parallelism: 2", "E0371"},

    /* inputs */
    {"inputs { n: 4, r: Region.sf }", ""},
    {"inputs { r: \"sf\" }", ""},
    {"inputs { note: none }", ""},
    {"inputs { note: \"x\" }", ""},
    {"inputs { m: 4 }", "E0482"},
    {"inputs { n: \"4\" }", "E0301"},
    {"inputs { n: 4, n: 5 }", "E0371"},
    {"fixed { n: 4 }", ""},
    {"inputs { n: 4 } fixed { n: 5 }", "E0483"},
    {"fixed { n: 4 } inputs { n: 5 }", "E0483"},

    /* schedules */
    {"schedule cron(\"0 3 * * *\")", "E0484 E0484"},
    {"inputs { r: Region.sf } schedule cron(\"0 3 * * *\", kickoff: day)", ""},
    {"schedule cron(\"0 3 * * *\", kickoff: day) fixed { r: Region.sf }", ""},
    {"inputs { r: \"sf\", day: @2026-01-01 } schedule cron(\"@daily\")", ""},
    {"inputs { r: \"sf\", day: @2026-01-01 } schedule every(6h)", ""},
    {"inputs { r: \"sf\" } schedule every(90m, kickoff: day)", ""},
    {"inputs { r: \"sf\" } schedule every(90s, kickoff: day)", "E0525"},
    {"inputs { r: \"sf\" } schedule every(0s, kickoff: day)", "E0525"},
    {"inputs { r: \"sf\" } schedule cron(\"x\", kickoff: day)", "E0524"},
    {"inputs { r: \"sf\" } schedule cron(3, kickoff: day)", "E0302"},
    {"inputs { r: \"sf\" } schedule cron(\"@daily\", kickoff: n)",
     "E0484 E0485"},
    {"inputs { r: \"sf\", day: @2026-01-01 } "
     "schedule cron(\"@daily\", kickoff: dya)",
     "E0485"},
    {"inputs { r: \"sf\" } fixed { day: @2026-01-01 } "
     "schedule cron(\"@daily\", kickoff: day)",
     "E0485"},
    {"inputs { r: \"sf\" } schedule cron(\"@daily\", kickoff: \"day\")",
     "E0481"},
    {"schedule daily(\"x\")", "E0481"},
    {"schedule cron()", "E0481"},
    {"schedule cron(\"@daily\", start: day)", "E0481"},
    {"schedule cron(time: \"@daily\")", "E0481"},

    /* notifications */
    {"notify email(\"a@b.c\") on [failed]", ""},
    {"notify slack(\"a@b.c\", \"d@e.f\") on [succeeded, aborted, timed_out]",
     ""},
    {"notify email(\"a@b.c\") on [failed] "
     "notify pagerduty(\"a@b.c\") on [timed_out]",
     ""},
    {"notify email(\"a\") on [failed]", "E0526"},
    {"notify email(\"a@b.c\") on [faild]", "E0486"},
    {"notify email(\"a@b.c\") on []", "E0481"},
    {"notify email() on [failed]", "E0481"},
    {"notify mail(\"a@b.c\") on [failed]", "E0481"},
    {"notify email(to: \"a@b.c\") on [failed]", "E0481"},

    /* the rest */
    {"labels { team: \"eta\" }", ""},
    {"labels { team: \"e ta\" }", "E0520"},
    {"labels { " LABELS_16 " }", ""},
    {"labels { " LABELS_16 ", q: \"1\" }", "E0527"},
    {"annotations {\"a.b/c\": \"any text\"}", ""},
    {"annotations {\"a b\": \"x\"}", "E0520"},
    {"env { LEVEL: \"debug\" }", ""},
    {"env {\"A-B\": \"x\"}", "E0520"},
    {"max_parallelism: 25", ""},
    {"max_parallelism: 0", "E0373"},
    {"max_parallelism: \"25\"", "E0302"},
    {"concurrency: 1", ""},
    {"concurrency: -1", "E0373"},
    {"overwrite_cache: true interruptible: false", ""},
    {"overwrite_cache: 1", "E0302"},
    {"raw_output_prefix: \"s3://b/c\"", ""},
    {"raw_output_prefix: \"b/c\"", "E0529"},
    {"raw_output_prefix: \"s3://\"", "E0529"},
    {"service_account: \"runner\"", ""},
    {"service_account: \"Runner\"", "E0520"},
    {"iam_role: \"arn:aws:iam::1:role/x\"", ""},
    {"iam_role: \"a b\"", "E0529"},
    {"name: \"acme.nightly-1\"", ""},
    {"name: \"nightly 1\"", "E0520"},
};

START_TEST(a_launch_plan_is_judged)
{
    Arena arena = {0};
    const char *text = arena_print(&arena, "%s%s\n}\n", FLOW, rows[_i].items);
    program_gives(text, rows[_i].codes);
    arena_release(&arena);
}
END_TEST

static const Launch *launch_of(Program *program, const char *text)
{
    program_begin(program, text);
    ck_assert_str_eq(program_codes(program), "");
    return program_decl(program, "l")->as.launch.launch;
}

START_TEST(inputs_are_by_the_workflow)
{
    Program program;
    const Launch *launch = launch_of(
        &program, FLOW "inputs { r: \"nyc\" } fixed { day: @2026-01-01 }\n}\n");
    ck_assert_ptr_null(launch->inputs[0]);
    ck_assert_int_eq(launch->fixed[0]->kind, VALUE_DATETIME);
    ck_assert_int_eq(launch->inputs[1]->as.int_, 3);
    ck_assert_int_eq(launch->inputs[2]->kind, VALUE_ENUM);
    ck_assert_ptr_null(launch->fixed[3]);
    program_end(&program);
}
END_TEST

START_TEST(a_schedule_is_kept)
{
    Program program;
    const Launch *launch = launch_of(
        &program,
        FLOW "inputs { r: \"sf\" } schedule every(36h, kickoff: day)\n}\n");
    ck_assert_ptr_null(launch->cron);
    ck_assert_int_eq(launch->rate, 36);
    ck_assert_int_eq(launch->rate_unit, RATE_HOUR);
    ck_assert_str_eq(launch->kickoff->name.sym->text, "day");
    program_end(&program);
}
END_TEST

START_TEST(a_notification_is_kept)
{
    Program program;
    const Launch *launch =
        launch_of(&program, FLOW
                  "notify slack(\"a@b.c\", \"d@e.f\") on [failed, timed_out]\n"
                  "concurrency: 2 overwrite_cache: false name: \"x.y\"\n}\n");
    ck_assert_uint_eq(launch->notifications.len, 1);
    const Notify *notify = &launch->notifications.at[0];
    ck_assert_int_eq(notify->kind, NOTIFY_SLACK);
    ck_assert_uint_eq(notify->recipients.len, 2);
    ck_assert_uint_eq(notify->phases, RUN_FAILED | RUN_TIMED_OUT);
    ck_assert_int_eq(launch->concurrency, 2);
    ck_assert(launch->has_overwrite_cache && !launch->overwrite_cache);
    ck_assert(!launch->has_interruptible);
    ck_assert_str_eq(launch->name, "x.y");
    program_end(&program);
}
END_TEST

Suite *launch_suite(void)
{
    Suite *suite = suite_create("launch");
    TCase *tests = tcase_create("launch");
    tcase_add_loop_test(tests, a_launch_plan_is_judged, 0,
                        sizeof(rows) / sizeof(*rows));
    tcase_add_test(tests, inputs_are_by_the_workflow);
    tcase_add_test(tests, a_schedule_is_kept);
    tcase_add_test(tests, a_notification_is_kept);
    suite_add_tcase(suite, tests);
    return suite;
}
