#include <string.h>

#include "tests/unit/checked.h"
#include "tests/unit/suites.h"
#include "typesys/call.h"

/* ---- what bindings come to ---- */

typedef struct TypeCase {
    const char *bindings; /* in `workflow main(n: int, …)`; v is looked at */
    const char *type;
} TypeCase;

static const TypeCase types[] = {
    {"v = step(n)", "int"},
    {"v = step(n).y", "int"},
    {"v = fit(n)", "(model: file<onnx>, loss: float)"},
    {"v = fit(n).model", "file<onnx>"},
    {"v = warm(n)", "no value"},
    {"v = tell()", "list<string>"},
    {"v = tell()[0]", "string"},
    {"v = trip(n)", "{id: int, miles: float}"},
    {"v = trip(n).miles", "float"},
    {"v = trip(n).trip_out", "{id: int, miles: float}"},
    {"v = trip(n).trip_out.id", "int"},
    {"v = n", "int"},
    {"v = 1", "int"},
    {"v: float = 1", "float"},
    {"v = [n, 2]", "list<int>"},
    {"v = {\"a\": n}", "map<int>"},
    {"v: int? = n", "int?"},
    {"v = words[\"a\"]", "string"},
    {"v = \"sf\" as Region", "Region"},
    {"v = approve(\"ok\")", "no value"},
    {"v: int = wait_for(\"n\")", "int"},
    {"v = sleep(1m)", "no value"},
    {"v = [step(x) for x in days]", "list<int>"},
    {"v = [fit(x) for x in days]",
     "(model: list<file<onnx>>, loss: list<float>)"},
    {"v = [fit(x) for x in days].loss", "list<float>"},
    {"v = [warm(x) for x in days]", "no value"},
    {"v = [step(x) for x in days] with { min_success: 0.5 }", "list<int?>"},
    {"v = [step(x) for x in days] with { min_success: 1.0 }", "list<int>"},
    {"v = [step(x) for x in days] with { min_successes: 1 }", "list<int?>"},
    {"v = [add(x, y) for x, y in zip(days, [1, 2])]", "list<int>"},
    {"v = [add(x, n) for x in days]", "list<int>"},
    {"v = if flag { step(1) } else { step(2) }", "int"},
    {"v = if flag { step(1) }", "int?"},
    {"v = if flag { step(1) } else { none }", "int?"},
    {"v = if flag { 1 } else { 2 }", "int"},
    {"v: float = if flag { 1 } else { 2.5 }", "float"},
    {"v: int | string = if flag { 1 } else { \"a\" }", "int | string"},
    {"v = if flag { step(1) } else { fail \"no\" }", "int"},
    {"v = if flag { fail \"no\" } else { step(1) }", "int"},
    {"v = if flag { fit(1) } else { fit(2) }",
     "(model: file<onnx>, loss: float)"},
    {"v = if flag { warm(1) } else { sleep(1m) }", "no value"},
    {"a = if flag { step(1) } else { step(2) } v = a.y", "int"},
    {"v = match region { sf -> step(1), nyc -> step(2) }", "int"},
    {"v = match region { sf | nyc -> step(1) }", "int"},
    {"v = match region { sf -> 1, nyc { step(2) } }", "int"},
    {"a = step(n) v = a", "int"},
    {"v = step(a) a = step(n)", "int"},
};

static const char head[] =
    "workflow main(n: int, flag: bool, region: Region, days: list<int>,\n"
    "  words: map<string>, trips: list<Trip>, maybe: int?, doc: json,\n"
    "  x_or_y: float) -> ()\n{\n  step(1)\n  ";

static const char *codes_of(Checked *checked, Arena *scratch,
                            const char *bindings)
{
    checked_init(checked, arena_print(scratch, "%s%s\n}", head, bindings));
    /* Unused names are no matter here. */
    Buf buf = {.arena = scratch};
    const Diags *diags = &checked->parsed.diags;
    for (uint32_t i = 0; i < diags->at.len; i++)
        if (diags->at.at[i]->severity == SEVERITY_ERROR)
            buf_print(&buf, "%s%s", buf.len ? " " : "", diags->at.at[i]->code);
    return buf_string(&buf);
}

START_TEST(a_binding_has_a_type)
{
    Arena scratch = {0};
    Checked checked;
    ck_assert_str_eq(codes_of(&checked, &scratch, types[_i].bindings), "");
    ck_assert_str_eq(checked_type(&checked, "v"), types[_i].type);
    checked_release(&checked);
    arena_release(&scratch);
}
END_TEST

/* ---- mistakes: one each ---- */

typedef struct MistakeCase {
    const char *body;
    const char *codes;
} MistakeCase;

static const MistakeCase mistakes[] = {
    {"v = step(\"a\")", "E0301"},
    {"v = step(m)", "E0204"},
    {"v = step(m) w = step(v) z = step(w)", "E0204"},
    {"v = stepp(1) w = step(v)", "E0205"},
    {"v = step(step(\"a\"))", "E0301"},
    {"v = step(x: 1, x: 2)", "E0336"},
    {"v = step()", "E0340"},
    {"v = step(1, 2, 3)", "E0339"},
    {"v = add(b: 1)", "E0340"},
    {"v = add(c: 1, a: 2)", "E0335"},
    {"v = step(fit(1))", "E0325"},
    {"v = step(fit(1).los)", "E0213"},
    {"v = step(warm(1))", "E0324"},
    {"v = step(days[n])", "E0313"},
    {"v = step(days[0 - 1])", "E0313"},
    {"v = step(words[0])", "E0302"},
    {"v = step(n[0])", "E0314"},
    {"v = step(doc.a)", "E0213"},
    {"v = step(maybe)", "E0301"},
    {"v = maybe.a", "E0213"},
    {"v = n + 1", "E0610"},
    {"v = n + 1 + 2 + 3", "E0610"},
    {"v = -n", "E0610"},
    {"v = \"{n}\"", "E0610"},
    {"v = len(days)", "E0610"},
    {"v = n < 3", "E0610"},
    {"v = { id: n }", "E0610"},
    {"v = 1 + \"a\"", "E0310"},
    {"if n { step(1) }", "E0305"},
    {"if n < 1.5 { step(1) }", "E0311"},
    {"if n < x_or_y { step(1) }", "E0311"},
    {"if maybe == 1 { step(1) }", "E0311"},
    {"if n == none { step(1) }", "E0312"},
    {"if days == days { step(1) }", "E0311"},
    {"if region < Region.sf { step(1) }", "E0311"},
    {"if maybe != none { step(maybe) }", "E0610"},
    {"if not (maybe == none) { step(maybe) }", "E0610"},
    {"if maybe == none { step(1) } else { step(maybe) }", "E0610"},
    {"if maybe != none and maybe != none { step(maybe) }", "E0610 E0610"},
    {"if maybe != none { step(1) } else { step(maybe) }", "E0610 E0301"},
    {"v = match maybe { int -> step(maybe), none -> step(0) }", "E0611"},
    {"v = match maybe { int -> step(maybe) }", "E0332 E0611"},
    {"v = match maybe { none -> step(maybe), int -> 1 }", "E0301 E0611"},
    {"v = match n { a -> 1 }", "E0333"},
    {"v = match region { sf -> step(1) }", "E0332"},
    {"v = match region { sf -> 1, nyk -> 2, nyc -> 3 }", "E0330"},
    {"v = match region { sf -> 1, sf -> 2, nyc -> 3 }", "E0331"},
    {"v = if flag { 1 } else { \"a\" }", "E0303"},
    {"v = if flag { step(1) } else { warm(1) }", "E0303"},
    {"v = if flag { fit(1) }", "E0329"},
    {"v: int = if flag { step(1) }", "E0329"},
    {"v: int = if flag { step(1) } else { \"a\" }", "E0302"},
    {"if flag { fail \"a\" } else { fail \"b\" }", "E0415"},
    {"if flag { step(1) } else if n < 1 { fail \"a\" } else { fail \"b\" }",
     "E0415"},
    {"if flag { fail \"a\" } else if n < 1 { fail \"b\" } else { step(1) }",
     ""},
    {"if flag { step(1) fail \"a\" } else { step(1) }", "E0414"},
    {"if flag { }", "E0412"},
    {"fail \"a\"", "E0413"},
    {"if flag { return () }", "E0416"},
    {"v = [step(x) for x in n]", "E0421"},
    {"v = [step(1) for x in days]", "E0420"},
    {"v = [step(step(x)) for x in days]", "E0419"},
    {"v = [step(x.id) for x in trips]", "E0419"},
    {"v = [x for x in days]", "E0418"},
    {"v = [sleep(x) for x in days]", "E0327 E0418"},
    {"v = [add(x, y) for x, y in days]", "E0422"},
    {"v = [add(x, y) for x, y in zip([1], [1, 2])]", "E0423"},
    {"v = zip(days, days)", "E0422"},
    {"v = wait_for(\"a\")", "E0428"},
    {"v = step(wait_for(\"a\"))", "E0428"},
    {"approve(n)", "E0327"},
    {"approve(\"a\") v: int = wait_for(\"a\")", "E0427"},
    {"approve(\"a\") approve(\"a\")", ""},
    {"sleep(0s)", "E0426"},
    {"v = step(1) after [n]", "E0417"},
    {"a = 1 v = step(1) after [a]", "E0417"},
    {"a = step(1) b = a v = step(1) after [b]", ""},
    {"v = step(w) w = step(v)", "E0401"},
    {"v = step(w) w = step(u) u = step(v) t = step(w)", "E0401"},
    {"v = step(1) v = step(2)", "E0202"},
    {"n = step(1)", "E0202"},
    {"step = step(1) w = step(2)", "E0202"},
    {"len = step(1) w = step(len)", "E0203"},
    {"if flag { a = step(1) step(a) } else { a = step(2) step(a) }", ""},
    {"if flag { n = step(1) step(n) }", "E0202"},
    {"if flag { a = step(1) step(a) } a = step(2)", "E0202"},
    {"a_b = step(1) a_b_ = step(2)", "E0404"},
    {"start_node = step(1)", "E0405"},
    {"on failure (e) { step(1) } on failure (e) { step(2) }", "E0410"},
    {"on failure (e) { }", "E0410"},
    {"a = step(1) on failure (e) { step(a) }", "E0411"},
    {"on failure (e) { a = step(n) step(a) }", ""},
    {"on failure (e) { fail \"a\" }", "E0413 E0410"},
    {"if flag { on failure (e) { step(1) } }", "E0410"},
    {"v = 4Gi", "E0319"},
    {"v = 1..3", "E0322"},
    {"step = 1 v = Region", "E0202 E0211"},
    {"v = Region.la", "E0212"},
    {"v = region.sf", "E0213"},
    {"return (y: step(1))", "E0409"},
    {"v = n(1)", "E0334"},
    {"v = Region(1)", "E0334"},
};

START_TEST(a_mistake_is_told_once)
{
    Arena scratch = {0};
    Checked checked;
    const char *codes = codes_of(&checked, &scratch, mistakes[_i].body);
    ck_assert_msg(!strcmp(codes, mistakes[_i].codes),
                  "%s: wanted \"%s\", found \"%s\"", mistakes[_i].body,
                  mistakes[_i].codes, codes);
    checked_release(&checked);
    arena_release(&scratch);
}
END_TEST

/* ---- what is left for the plan ---- */

START_TEST(statements_are_ordered_by_data)
{
    Checked checked;
    checked_init(&checked, "workflow main() -> (y: int) {\n"
                           "  c = step(b)\n  b = step(a)\n  a = step(1)\n"
                           "  return (y: c)\n}");
    ck_assert_str_eq(checked_codes(&checked), "");
    const Block *block = checked_decl(&checked, "main")->as.workflow.body;
    ck_assert_uint_eq(block->ordered.len, 4);
    ck_assert_ptr_eq(block->ordered.at[0], block->stmts.at[2]);
    ck_assert_ptr_eq(block->ordered.at[1], block->stmts.at[1]);
    ck_assert_ptr_eq(block->ordered.at[2], block->stmts.at[0]);
    ck_assert_ptr_eq(block->ordered.at[3], block->stmts.at[3]);
    checked_release(&checked);
}
END_TEST

START_TEST(a_call_knows_what_goes_where)
{
    Checked checked;
    checked_init(&checked, "workflow main(n: int) -> (y: int) {\n"
                           "  v = add(a: n)\n  w = tell()\n"
                           "  step(v) after [w]\n  return (y: v)\n}");
    ck_assert_str_eq(checked_codes(&checked), "");
    const Expr *v = checked_binding(&checked, "v")->as.bind.local.value;
    const Call *call = v->as.call.call;
    ck_assert_int_eq(call->kind, CALLEE_TASK);
    ck_assert_ptr_nonnull(call_bound(v, 0));
    ck_assert_ptr_null(call_bound(v, 1));
    ck_assert_int_eq(call->signature->inputs.at[1]->constant->as.int_, 2);
    const Expr *none = checked_binding(&checked, "w")->as.bind.local.value;
    ck_assert_ptr_null(call_bound(none, 0));
    ck_assert_ptr_null(none->as.call.call->signature->inputs.at[0]->constant);
    checked_release(&checked);
}
END_TEST

START_TEST(a_bound_constant_is_kept)
{
    Checked checked;
    checked_init(&checked, "workflow main() -> (y: int) {\n"
                           "  a = 2\n  b = a * 3\n  v = step(b)\n"
                           "  return (y: v)\n}");
    ck_assert_str_eq(checked_codes(&checked), "");
    const Local *b = &checked_binding(&checked, "b")->as.bind.local;
    ck_assert_ptr_nonnull(local_origin(b).constant);
    ck_assert_int_eq(local_origin(b).constant->as.int_, 6);
    ck_assert(b->used);
    ck_assert(!local_origin(b).node);
    const Local *v = &checked_binding(&checked, "v")->as.bind.local;
    ck_assert(local_origin(v).node);
    checked_release(&checked);
}
END_TEST

#define COUNT(array) ((int)(sizeof(array) / sizeof(*(array))))

Suite *check_body_suite(void)
{
    Suite *suite = suite_create("check_body");
    TCase *tcase = tcase_create("check_body");
    tcase_add_loop_test(tcase, a_binding_has_a_type, 0, COUNT(types));
    tcase_add_loop_test(tcase, a_mistake_is_told_once, 0, COUNT(mistakes));
    tcase_add_test(tcase, statements_are_ordered_by_data);
    tcase_add_test(tcase, a_call_knows_what_goes_where);
    tcase_add_test(tcase, a_bound_constant_is_kept);
    suite_add_tcase(suite, tcase);
    return suite;
}
