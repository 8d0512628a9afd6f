/* The grammar: each construct, mistakes, limits. */
#include <pthread.h>
#include <string.h>

#include "grammar/parse.h"
#include "grammar/walk.h"
#include "tests/unit/parsed.h"
#include "tests/unit/suites.h"

typedef struct ParseCase {
    const char *text;
    const char *dump;
} ParseCase;

/* ---- declarations ---- */

static const ParseCase declarations[] = {
    {"import a.b", "(import a.b b)\n"},
    {"import std.spark as s", "(import std.spark s)\n"},
    {"import \"./x.flw\" as y", "(import \"./x.flw\" y)\n"},
    {"type T = int", "(type T int)\n"},
    {"type T = new string", "(type T (new string))\n"},
    {"type T = int | string? | none",
     "(type T (alt int (optional string) none))\n"},
    {"type T = (int | string)?", "(type T (optional (alt int string)))\n"},
    {"type T = table<m.Row, parquet>", "(type T (table m.Row parquet))\n"},
    {"type T = map<list<int?>>", "(type T (map (list (optional int))))\n"},
    {"type T = { a: int, ## of b\n b: float where self >= 0.0, .. }",
     "(type T (record (a int) (b (where float (binary >= self 0)) doc \"of "
     "b\") ..))\n"},
    {"type T = {}", "(type T (record))\n"},
    {"type T = { .. }", "(type T (record ..))\n"},
    {"type T = { type: int, on: int, }", "(type T (record (type int) (on "
                                         "int)))\n"},
    {"type P = int where self in 1..65535 or self == -1 and not self > 3",
     "(type P (where int (binary or (binary in self (range 1 65535)) (binary "
     "and (binary == self -1) (unary not (binary > self 3))))))\n"},
    {"type P = string where len(self) > 0 and self matches \"a+\"",
     "(type P (where string (binary and (binary > (call len self) 0) (binary "
     "matches self \"a+\"))))\n"},
    {"enum E { ## the first\n a, B, }", "(enum E a doc \"the first\" B)\n"},
    {"const a = 1 const b: list<int> = [1, 2,]",
     "(const a 1)\n(const b (list int) (list 1 2))\n"},
    {"const m = {:} const r = { a: 1, \"b\": 2 }", NULL},
    {"const m = { \"a\": 1, \"b\": {} }", "(const m (map a: 1 b: (record)))\n"},
    {"defaults { image: \"i\", retries: 1 }",
     "(defaults (record image: \"i\" retries: 1))\n"},
    {"kind k = plugin \"p\" { a as \"A\": int where self >= 1 = 2, "
     "b as config \"B\": map<string> = {}, c: string }",
     "(kind k plugin \"p\" (a as \"A\" (where int (binary >= self 1)) = 2) (b "
     "as config \"B\" (map string) = (record)) (c string))\n"},
    {"kind k = plugin \"p\" version 1 {}", "(kind k plugin \"p\" version "
                                           "1)\n"},
    {"task t<R: { id: int, .. }, S>(a: table<R>, b: int = 1,) -> (c: S, d: "
     "int) using s.k { x: 1 } with { cpu: 1..2 }",
     "(task t <R: (record (id int) ..)> <S>\n  (inputs (a (table R)) (b int = "
     "1))\n  (outputs (c S) (d int))\n  (using s.k (record x: 1))\n  (with "
     "(record cpu: (range 1 2))))\n"},
    {"task t() -> int? using echo {}",
     "(task t\n  (inputs)\n  (outputs (o0 (optional int)))\n  (using echo "
     "(record)))\n"},
    {"task t() -> () using echo {}",
     "(task t\n  (inputs)\n  (outputs)\n  (using echo (record)))\n"},
    {"task t() using echo {}",
     "(task t\n  (inputs)\n  (outputs)\n  (using echo (record)))\n"},
    {"## of t\ntask t(\n## of a\na: int) -> (\n## of b\nb: int) using echo {}",
     "(task t doc \"of t\"\n  (inputs (a int doc \"of a\"))\n  (outputs (b "
     "int doc \"of b\"))\n  (using echo (record)))\n"},
    {"task split(test: file, kind: int) -> (train: file, test: file) using "
     "echo {}",
     "(task split\n  (inputs (test file) (kind int))\n  (outputs (train file) "
     "(test file))\n  (using echo (record)))\n"},
    {"extern task t(a: int) -> (b: int) at \"p/d/n@v\"",
     "(extern t task \"p/d/n@v\"\n  (inputs (a int))\n  (outputs (b int)))\n"},
    {"extern launch l(a: int) at \"p/d/n@v\"",
     "(extern l launch \"p/d/n@v\"\n  (inputs (a int))\n  (outputs))\n"},
    {"workflow w() with { name: \"n\" } {}",
     "(workflow w\n  (inputs)\n  (outputs)\n  (with (record name: \"n\"))\n  "
     "(block))\n"},
    {"launch l = m.w { inputs { a: 1 } schedule cron(\"0 3\", kickoff: day) "
     "notify email(\"a\") on [failed] max_parallelism: 25 }",
     "(launch l of m.w\n  (inputs (record a: 1))\n  (schedule (call cron \"0 "
     "3\" kickoff: day))\n  (notify (call email \"a\") on (list failed))\n  "
     "(max_parallelism 25))\n"},
    {"launch l = w {}", "(launch l of w)\n"},
    {"test \"t\" { f(1) }", "(test \"t\"\n  (block\n    (expr (call f "
                            "1))))\n"},
};

START_TEST(a_declaration_is_read)
{
    Parsed parsed;
    parsed_text(&parsed, declarations[_i].text);
    if (declarations[_i].dump) {
        ck_assert_str_eq(parsed_codes(&parsed), "");
        ck_assert_str_eq(parsed_dump(&parsed), declarations[_i].dump);
    } else {
        ck_assert_str_eq(parsed_codes(&parsed), "E0010");
    }
    parsed_release(&parsed);
}
END_TEST

/* ---- statements and expressions, in a workflow's body ---- */

static const ParseCase bodies[] = {
    {"x = f(a, b: 1)", "(bind x (call f a b: 1))"},
    {"x = m.f(a,).y[0][\"k\"].type",
     "(bind x (field (index (index (field (call (field m f) a) y) 0) \"k\") "
     "type))"},
    {"n: int = wait_for(\"id\")", "(bind n: int (call wait_for \"id\"))"},
    {"n: list<int>? = none", "(bind n: (optional (list int)) (none))"},
    {"f(1) g(2) x = h", "(expr (call f 1))\n    (expr (call g 2))\n    (bind "
                        "x h)"},
    {"x = f(a) with { cpu: 2 } after [b, c]",
     "(bind x (call f a with (record cpu: 2) after b c))"},
    {"f() after [] with {}", "(expr (call f with (record) after))"},
    {"x = [f(y, k) for y in ys] with { parallelism: 8 }",
     "(bind x (for y in ys (call f y k) with (record parallelism: 8)))"},
    {"x = [f(a, b) for a, b in zip(as_, bs)]",
     "(bind x (for a b in (call zip as_ bs) (call f a b)))"},
    {"[f(a) for a in xs]", "(expr (for a in xs (call f a)))"},
    {"x = a + b * c - d % e / 2",
     "(bind x (binary - (binary + a (binary * b c)) (binary / (binary % d e) "
     "2)))"},
    {"x = a or b and not c == d",
     "(bind x (binary or a (binary and b (unary not (binary == c d)))))"},
    {"x = -a + -2 - -b.c",
     "(bind x (binary - (binary + (unary - a) -2) (unary - (field b c))))"},
    {"x = a as file<csv>", "(bind x (as a (file csv)))"},
    {"x = a + b as int", "(bind x (as (binary + a b) int))"},
    {"x = f(a as Region, b: c as T)",
     "(bind x (call f (as a Region) b: (as c T)))"},
    {"x = (a as T).f", "(bind x (field (as a T) f))"},
    {"x = a as m.T y = 1", "(bind x (as a m.T))\n    (bind y 1)"},
    {"x = { type: 1, if: 2, A_B: 3 }",
     "(bind x (record type: 1 if: 2 A_B: 3))"},
    {"x = if deep { bam } else { other }",
     "(bind x (if deep\n      (block\n        (expr bam))\n      (block\n     "
     "   (expr other))))"},
    {"if a { f() } else if b { g() }",
     "(expr (if a\n      (block\n        (expr (call f)))\n      (block\n     "
     "   (expr (if b\n          (block\n            (expr (call g))))))))"},
    {"x = match r { a | m.b -> 1, none { f() } list<int> -> { a: 1 }, }",
     "(bind x (match r\n      (arm a m.b\n        (block\n          (expr "
     "1)))\n      (arm none\n        (block\n          (expr (call f))))\n    "
     "  (arm (list int)\n        (block\n          (expr (record a: 1))))))"},
    {"x = match r {}", "(bind x (match r))"},
    {"return x", "(return x)"},
    {"return (a: x, b: y,)", "(return a: x b: y)"},
    {"return ()", "(return)"},
    {"return (x)", "(return x)"},
    {"fail \"why\"", "(fail \"why\")"},
    {"on failure (e) { f(e) }",
     "(on-failure e\n      (block\n        (expr (call f e))))"},
    {"x = parts.test y = test z = f(train, test)",
     "(bind x (field parts test))\n    (bind y test)\n    (bind z (call f "
     "train test))"},
    {"x = a\n- b", "(bind x (binary - a b))"},
    {"x = if a { { k: 1 } } else { -1 }",
     "(bind x (if a\n      (block\n        (expr (record k: 1)))\n      "
     "(block\n        (expr -1))))"},
    {"x = if a { y = f() y.z } else { \"no\" }",
     "(bind x (if a\n      (block\n        (bind y (call f))\n        (expr "
     "(field y z)))\n      (block\n        (expr \"no\"))))"},
};

START_TEST(a_body_is_read)
{
    Parsed parsed;
    Arena arena = {0};
    parsed_text(&parsed,
                arena_print(&arena, "workflow w() {\n%s\n}", bodies[_i].text));
    ck_assert_str_eq(parsed_codes(&parsed), "");
    ck_assert_str_eq(
        parsed_dump(&parsed),
        arena_print(&arena,
                    "(workflow w\n  (inputs)\n  (outputs)\n  (block\n    "
                    "%s))\n",
                    bodies[_i].dump));
    parsed_release(&parsed);
    arena_release(&arena);
}
END_TEST

/* ---- mistakes ---- */

typedef struct MistakeCase {
    const char *text;
    const char *codes;
} MistakeCase;

static const MistakeCase mistakes[] = {
    {"workflow w() { x = f(a }", "E0004"},
    {"workflow w() { x = f(a", "E0004"},
    {"workflow w() {\n  x = f(a\n  y = g(b)\n}\ntask", "E0004 E0010"},
    {"workflow w() {\n  x = [f(a), g(b)\n  y = 1\n}", "E0004"},
    {"workflow a() {\n  if x {\n    f()\n}\nworkflow b() {\n  f()\n}\n",
     "E0004"},
    {"workflow a(x: int {\n  f(x)\n}\nworkflow b() {\n  f()\n}\n", "E0004"},
    {"workflow w() { f(a)) }", "E0005"},
    {"workflow w() { f(a) } }", "E0005"},
    {"workflow w() { x = f(a,, b) }", "E0010"},
    {"workflow w() { x = }", "E0010"},
    {"workflow w() { x = f(a b) }", "E0010"},
    {"workflow w() { let x = 1 }", "E0017"},
    {"workflow w() { if a { f() } elif b { g() } else { h() } }", "E0017"},
    {"workflow w() { x = f(a = 1) }", "E0010"},
    {"workflow w() { x = { a = 1, b = { c = 2 } } y = 2 }", "E0010"},
    {"workflow w() { x y = 1 }", "E0018"},
    {"workflow w() { \"a\" f() }", "E0018"},
    {"workflow w() { f(a: 1, 2) }", "E0019"},
    {"workflow w() { a < b < c }", "E0010"},
    {"workflow w() { return a, b }", "E0010"},
    {"workflow w() { x = a ? b : c }", "E0010"},
    {"task t(a) using echo {}", "E0010"},
    {"task t() { f() }", "E0010"},
    {"def f(): pass", "E0010"},
    {"x = 1", "E0010"},
    {"type t = int", "E0010"},
    {"task T() using echo {}", "E0010"},
    {"task fooBar() using echo {}", "E0020"},
    {"const type = 1", ""},
    {"task if() using echo {}", "E0010"},
    {"import \"x\"", "E0010"},
    {"import \"{x}\" as y", "E0016"},
    {"launch l = a.b.c {}", "E0010"},
    {"workflow w() { x = \"\"\" }\n\ntask t() using echo {}", "E0008"},
};

START_TEST(a_mistake_is_told_once)
{
    Parsed parsed;
    parsed_text(&parsed, mistakes[_i].text);
    ck_assert_str_eq(parsed_codes(&parsed), mistakes[_i].codes);
    parsed_release(&parsed);
}
END_TEST

START_TEST(ten_mistakes_give_ten_errors)
{
    static const char text[] = "type Trip = { id int, x: float }\n"
                               "task a(x: int y: string) using echo {}\n"
                               "workflow w(a: int) -> (b: int) {\n"
                               "  p = f(a\n"
                               "  q = g(a, b = 2)\n"
                               "  s = if a = 3 { f(a) } else { g(a) }\n"
                               "  v = (a + ) * 3\n"
                               "  x =\n"
                               "  y = f(a, , b)\n"
                               "  fine = f(a)\n"
                               "  return p, q\n"
                               "}\n"
                               "const q 3\n"
                               "task d(x: int) -> (y: file) using echo {}\n";
    Parsed parsed;
    parsed_text(&parsed, text);
    ck_assert_str_eq(parsed_codes(&parsed),
                     "E0010 E0010 E0004 E0010 E0010 E0010 E0010 E0010 E0010 "
                     "E0010");
    const DeclVec *decls = &parsed.module->decls;
    ck_assert_uint_eq(decls->len, 5);
    ck_assert_int_eq(decls->at[2]->kind, DECL_WORKFLOW);
    ck_assert_uint_eq(decls->at[2]->as.workflow.body->stmts.len, 10);
    ck_assert_int_eq(decls->at[4]->kind, DECL_TASK);
    parsed_release(&parsed);
}
END_TEST

START_TEST(every_start_of_a_program_is_parsed_to_its_end)
{
    static const char text[] =
        "import a.b as c\ntype T = { a: int?, .. }\n"
        "task t<R>(a: table<R> = 1) -> (b: int) using k { x: [1, \"{a}\"] }\n"
        "workflow w(a: int) -> (b: int) {\n  x = [f(y) for y in z] with {}\n"
        "  if a == 1 { f() } else { g() }\n"
        "  y = match a { b | c -> 1, d { 2 } }\n  return (b: x as int)\n}\n";
    Parsed parsed;
    for (size_t len = 0; len < sizeof text; len++) {
        parsed_init(&parsed, text, len);
        ck_assert_uint_le(parsed.diags.errors, 2);
        parsed_release(&parsed);
    }
}
END_TEST

/* ---- limits ---- */

typedef struct LimitCase {
    const char *head, *open, *middle, *close, *tail;
    uint32_t limit; /* of open */
    const char *code;
} LimitCase;

#define BODY "workflow w() { x = "

static const LimitCase limits[] = {
    {BODY, "(", "1", ")", "}", PARSE_DEPTH_MAX - 1, "E0007"},
    {BODY, "[", "1", "]", "}", PARSE_DEPTH_MAX - 1, "E0007"},
    {BODY, "f(", "1", ")", "}", PARSE_DEPTH_MAX - 1, "E0007"},
    {BODY, "{ a: ", "1", "}", "}", PARSE_DEPTH_MAX - 1, "E0007"},
    {"const x: ", "list<", "int", ">", " = 1", PARSE_TYPE_DEPTH_MAX - 1,
     "E0007"},
    {"const x: int", "?", "", "", " = 1", PARSE_TYPE_DEPTH_MAX - 1, "E0007"},
    {BODY, "if a { ", "1", "}", "}", PARSE_BRANCH_DEPTH_MAX, "E0007"},
    {BODY, "match a { b { ", "1", "}}", "}", PARSE_BRANCH_DEPTH_MAX, "E0007"},
    {BODY "1", " + 1", "", "", "}", PARSE_CHAIN_MAX - 1, "E0022"},
    {BODY "a", ".b", "", "", "}", PARSE_CHAIN_MAX - 1, "E0022"},
    {BODY, "not ", "a", "", "}", PARSE_CHAIN_MAX - 1, "E0022"},
    {BODY, "- ", "a", "", "}", PARSE_CHAIN_MAX - 1, "E0022"},
    {BODY "if a { 1 }", " else if a { 1 }", "", "", "}", PARSE_CHAIN_MAX - 2,
     "E0022"},
};

/* open and close, count times each. */
static const char *nested(Arena *arena, const LimitCase *limit, size_t count)
{
    const char *left = repeat(arena, limit->head, limit->open, count, "");
    const char *right = repeat(arena, limit->middle, limit->close, count, "");
    return arena_print(arena, "%s%s%s", left, right, limit->tail);
}

START_TEST(a_limit_holds_at_its_number_and_not_beyond)
{
    const LimitCase *limit = &limits[_i];
    Arena arena = {0};
    Parsed parsed;
    for (uint32_t count = limit->limit - 1; count <= limit->limit + 1;
         count++) {
        parsed_text(&parsed, nested(&arena, limit, count));
        ck_assert_str_eq(parsed_codes(&parsed),
                         count > limit->limit ? limit->code : "");
        parsed_release(&parsed);
    }
    arena_release(&arena);
}
END_TEST

static WalkStep count_node(Walk *walk, Node node)
{
    uint32_t *count = walk->context;
    (void)node;
    (*count)++;
    return WALK_CONTINUE;
}

static const LimitCase hostile[] = {
    {BODY, "(", "1", ")", "}", 1000000, NULL},
    {BODY, "(", "", "", "", 1000000, NULL},
    {BODY, "[{\"a\":", "", "", "", 300000, NULL},
    {BODY, "f(", "1", ")", "}", 300000, NULL},
    {BODY, "not ", "a", "", "}", 100000, NULL},
    {BODY, "- ", "a", "", "}", 100000, NULL},
    {BODY, "1 + ", "1", "", "}", 1000000, NULL},
    {BODY, "a.", "a", "", "}", 1000000, NULL},
    {BODY, "if a {", "1", "}", "}", 100000, NULL},
    {BODY "if a {}", " else if a {}", "", "", "}", 100000, NULL},
    {"const x: ", "list<", "int", ">", " = 1", 100000, NULL},
    {"const x: int", "?", "", "", " = 1", 1000000, NULL},
    {"const x: int", " | int", "", "", " = 1", 1000000, NULL},
    {"", ")", "", "", "", 1000000, NULL},
    {"", "}{", "", "", "", 500000, NULL},
    {BODY, "\"\"\"\"", "", "", "", 200000, NULL},
    {BODY, "'a ", "", "", "", 200000, NULL},
    {"", "task ", "", "", "", 300000, NULL},
    {"", "workflow w(\n", "", "", "", 200000, NULL},
    {BODY, "x =\n", "", "", "", 200000, NULL},
    {BODY, "\"{a\" ", "", "", "", 200000, NULL},
    {"## a\n", "## b\n", "", "", "const x = 1", 300000, NULL},
    {"", "const x = (1 as ", "int", ")", "", 1000, NULL},
};

static void *parse_hostile(void *given)
{
    const LimitCase *limit = given;
    Arena arena = {0};
    Parsed parsed;
    uint32_t count = 0;
    Walk walk = {.visit = count_node, .context = &count};
    parsed_text(&parsed, nested(&arena, limit, limit->limit));
    parsed_dump(&parsed);
    ast_walk_module(&walk, parsed.module);
    parsed_release(&parsed);
    arena_release(&arena);
    return NULL;
}

START_TEST(hostile_depth_needs_little_stack)
{
    static LimitCase given;
    pthread_attr_t attributes;
    pthread_t thread;
    given = hostile[_i];
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 1 << 20);
    ck_assert_int_eq(
        pthread_create(&thread, &attributes, parse_hostile, &given), 0);
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
}
END_TEST

START_TEST(a_million_statements_are_parsed)
{
    enum { MANY = 1000000 };
    Arena arena = {0};
    Parsed parsed;
    parsed_text(&parsed,
                repeat(&arena, "workflow w() {", "x = f(a)\n", MANY, "}"));
    ck_assert_str_eq(parsed_codes(&parsed), "");
    const Block *body = parsed.module->decls.at[0]->as.workflow.body;
    ck_assert_uint_eq(body->stmts.len, MANY);
    parsed_release(&parsed);
    arena_release(&arena);
}
END_TEST

START_TEST(a_walk_skips_and_stops)
{
    uint32_t count = 0;
    Walk walk = {.visit = count_node, .context = &count};
    Parsed parsed;
    parsed_text(&parsed, "workflow w(a: int = 1) { x = f(a) return x }");
    ck_assert(ast_walk_module(&walk, parsed.module));
    /* w, int, 1, x =, f(a), f, a, return, x */
    ck_assert_uint_eq(count, 9);
    parsed_release(&parsed);
}
END_TEST

#define COUNT(table) (int)(sizeof(table) / sizeof(*(table)))

Suite *parse_suite(void)
{
    Suite *suite = suite_create("parse");
    TCase *tcase = tcase_create("parse");
    tcase_set_timeout(tcase, 300);
    tcase_add_loop_test(tcase, a_declaration_is_read, 0, COUNT(declarations));
    tcase_add_loop_test(tcase, a_body_is_read, 0, COUNT(bodies));
    tcase_add_loop_test(tcase, a_mistake_is_told_once, 0, COUNT(mistakes));
    tcase_add_test(tcase, ten_mistakes_give_ten_errors);
    tcase_add_test(tcase, every_start_of_a_program_is_parsed_to_its_end);
    tcase_add_loop_test(tcase, a_limit_holds_at_its_number_and_not_beyond, 0,
                        COUNT(limits));
    tcase_add_loop_test(tcase, hostile_depth_needs_little_stack, 0,
                        COUNT(hostile));
    tcase_add_test(tcase, a_million_statements_are_parsed);
    tcase_add_test(tcase, a_walk_skips_and_stops);
    suite_add_tcase(suite, tcase);
    return suite;
}
