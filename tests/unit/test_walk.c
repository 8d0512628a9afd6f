/* test_walk.c - the one walker reaches everything, in order, and stops. */
#include <string.h>

#include "base/buf.h"
#include "grammar/walk.h"
#include "tests/unit/parsed.h"
#include "tests/unit/suites.h"

/* What was visited, a letter each: d s e t; and where to stop. */
typedef struct Trace {
    Buf letters;
    uint32_t stop_at; /* the how-manieth node; 0: never */
    uint32_t count;
    bool skips; /* what declarations hold */
} Trace;

static WalkStep note(Walk *walk, Node node)
{
    Trace *trace = walk->context;
    static const char letters[] = {[NODE_DECL] = 'd',
                                   [NODE_STMT] = 's',
                                   [NODE_EXPR] = 'e',
                                   [NODE_TYPE] = 't'};
    buf_char(&trace->letters, letters[node.kind]);
    if (++trace->count == trace->stop_at)
        return WALK_STOP;
    return trace->skips && node.kind == NODE_DECL ? WALK_SKIP : WALK_CONTINUE;
}

static bool walk(Parsed *parsed, Trace *trace)
{
    Walk walk = {.visit = note, .context = trace};
    return ast_walk_module(&walk, parsed->module);
}

static const struct {
    const char *text;
    const char *wanted;
} walks[] = {
    {"const a: int = 1", "dte"},
    {"type A = list<int?>", "dttt"},
    {"type A = new string", "dtt"},
    {"type A = int where self > 1", "dtteee"},
    {"type A = {a: int, b: m.B | none}", "dttttt"},
    {"enum A {a, b}", "d"},
    {"defaults {cpu: 1}", "dee"},
    {"kind k = plugin \"k\" {a: int = 1, b as \"c\": int}", "dtet"},
    {"task t(a: int = 1) -> (b: int) using k {c: 1} with {cpu: 1}", "dteteeee"},
    {"extern task t(a: int) -> int at \"p/d/t@1\"", "dtt"},
    {"launch l = w {inputs {a: 1} max: 2 notify email(\"a\") on [b]}",
     "deeeeeeee"},
    {"test \"a\" {f()}", "dsee"},
    {"workflow w() {a: int = 1}", "dste"},
    {"workflow w() {return (a: 1, b: 2)}", "dsee"},
    {"workflow w() {fail \"a\"}", "dse"},
    {"workflow w() {on failure (a) {f(a)}}", "dsseee"},
    {"workflow w() {a = b as int}", "dseet"},
    {"workflow w() {a = if b {c} else {d}}", "dseesese"},
    {"workflow w() {a = match b {int -> c, none {d}}}", "dseetsetse"},
    {"workflow w() {a = f(b, c: 1) with {d: 2} after [e]}", "dseeeeeee"},
    {"workflow w() {a = [f(b) for b in c] with {d: 1}}", "dseeeeeee"},
    {"workflow w() {a = {\"k\": b[0].c, \"l\": [not d, -e]}}", "dseeeeeeeeee"},
    {"workflow w() {a = {k: b + 1..2}}", "dseeeeee"},
    {"workflow w() {a = \"{b}{c}\"}", "dseee"},
};

START_TEST(a_walk_reaches_everything_once_in_order)
{
    Parsed parsed;
    Trace trace = {.letters = {.arena = NULL}};
    parsed_text(&parsed, walks[_i].text);
    trace.letters.arena = &parsed.arena;
    ck_assert_str_eq(parsed_codes(&parsed), "");
    ck_assert(walk(&parsed, &trace));
    ck_assert_str_eq(buf_string(&trace.letters), walks[_i].wanted);
    parsed_release(&parsed);
}
END_TEST

START_TEST(a_walk_may_pass_patterns)
{
    Parsed parsed;
    Trace trace = {.letters = {.arena = NULL}};
    parsed_text(&parsed, "workflow w() {a = match b {int -> c, none {d}}}");
    trace.letters.arena = &parsed.arena;
    Walk walk = {.visit = note, .context = &trace, .no_patterns = true};
    ck_assert(ast_walk_module(&walk, parsed.module));
    ck_assert_str_eq(buf_string(&trace.letters), "dseesese");
    parsed_release(&parsed);
}
END_TEST

START_TEST(a_walk_stops_at_any_node)
{
    Parsed parsed;
    size_t len = strlen(walks[_i].wanted);
    parsed_text(&parsed, walks[_i].text);
    for (uint32_t at = 1; at <= len; at++) {
        Trace trace = {.letters = {.arena = &parsed.arena}, .stop_at = at};
        ck_assert(!walk(&parsed, &trace));
        ck_assert_uint_eq(trace.count, at);
    }
    parsed_release(&parsed);
}
END_TEST

START_TEST(a_walk_skips_what_a_node_holds)
{
    Parsed parsed;
    parsed_text(&parsed, walks[_i].text);
    Trace trace = {.letters = {.arena = &parsed.arena}, .skips = true};
    ck_assert(walk(&parsed, &trace));
    ck_assert_str_eq(buf_string(&trace.letters), "d");
    parsed_release(&parsed);
}
END_TEST

#define COUNT(table) (int)(sizeof(table) / sizeof(*(table)))

Suite *walk_suite(void)
{
    Suite *suite = suite_create("walk");
    TCase *tcase = tcase_create("walk");
    tcase_add_loop_test(tcase, a_walk_reaches_everything_once_in_order, 0,
                        COUNT(walks));
    tcase_add_test(tcase, a_walk_may_pass_patterns);
    tcase_add_loop_test(tcase, a_walk_stops_at_any_node, 0, COUNT(walks));
    tcase_add_loop_test(tcase, a_walk_skips_what_a_node_holds, 0, COUNT(walks));
    suite_add_tcase(suite, tcase);
    return suite;
}
