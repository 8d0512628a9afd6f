#include <string.h>

#include "tests/unit/checked.h"
#include "tests/unit/suites.h"

typedef struct NameCase {
    const char *text;
    const char *codes;
    const char *title; /* of the first mistake; NULL: whatever */
} NameCase;

static const NameCase cases[] = {
    {"type A = Nope", "E0206", "there is no type named `Nope`"},
    {"type A = list<int>", "", NULL},
    {"type A = list<int, int>", "E0315", NULL},
    {"type A = map<string, int>", "E0316", NULL},
    {"type A = file<csv>", "", NULL},
    {"type Csv = int\ntype A = file<Csv>", "E0317", NULL},
    {"type A = file<a, b>", "E0315", NULL},
    {"type A = dir<parquet>", "", NULL},
    {"type A = table", "", NULL},
    {"type A = table<Trip>", "", NULL},
    {"type A = table<Trip, parquet>", "", NULL},
    {"type A = table<Trip, list<int>>", "E0317", NULL},
    {"type A = table<int>", "E0318", NULL},
    {"type A = table<Nope>", "E0206", NULL},
    {"type A = int?", "", NULL},
    {"type A = int | string | none", "", NULL},
    {"type A = Trip<int>", "E0315", NULL},
    {"type A = size", "E0319", NULL},
    {"type A = { id: int, .. }", "E0320", NULL},
    {"type A = { id: int, id: int }", "E0201", NULL},
    {"type A = list<A>", "E0214", "this type holds itself: A -> A"},
    {"type A = B type B = C type C = A", "E0214",
     "this type holds itself: A -> B -> C -> A"},
    {"type A = B type B = list<B>", "E0214", NULL},
    {"type A = B type B = int", "", NULL},
    {"type A = int where self < top const top = 3", "", NULL},
    {"type A = int where self < top const top: A = 3", "E0215", NULL},
    {"type Int = int type A = step", "E0210",
     "a type is wanted here, `step` is a task"},
    {"type A = image", "E0210", "a type is wanted here, `image` is a const"},
    {"const it = approve", "E0211",
     "a value is wanted here, `approve` is a built-in function"},
    {"const it = Trip", "E0211", "a value is wanted here, `Trip` is a type"},
    {"const it = Region", "E0211",
     "a value is wanted here, `Region` is an enum"},
    {"task zip(a: int) -> () using python { module: \"m\", function: \"f\" }",
     "E0203", NULL},
    {"const step = 1", "E0201", NULL},
    {"enum E { a, b, a }", "E0201", NULL},
    {"task t(a: int, a: int) -> () using python { module: \"m\", function: "
     "\"f\" }",
     "E0201", NULL},
    {"task t(a: int) -> (a: int) using python { module: \"m\", function: "
     "\"f\" }",
     "E0429", NULL},
    {"task t(image: int) -> () using python { module: \"m\", function: "
     "\"f\" }",
     "E0202", "`image` is the name of a const already"},
    {"task t(step: int) -> () using python { module: \"m\", function: \"f\" "
     "}",
     "", NULL},
    {"task t<T>(a: list<T>) -> (b: T) using python { module: \"m\", function: "
     "\"f\" }",
     "E0605", NULL},
    {"task t<R: { id: int, .. }>(a: table<R>) -> (b: table<R>) using python { "
     "module: \"m\", function: \"f\" }",
     "E0605", NULL},
    {"task t(a: int = \"x\") -> () using python { module: \"m\", function: "
     "\"f\" }",
     "E0302", "the default of `a` wants int, found string"},
    {"extern task t(a: int) -> () at \"p/d/n@v\"", "", NULL},
    {"extern task t(a: int) -> () at \"p/d/n\"", "E0433", NULL},
    {"extern task t(a: int) -> () at \"p/d/n@\"", "E0433", NULL},
    {"extern task t(a: int) -> () at \"p//n@v\"", "E0433", NULL},
    {"extern task t(a: int) -> () at \"/d/n@v\"", "E0433", NULL},
    {"extern task t(a: int) -> () at \"p/d/n/m@v\"", "E0433", NULL},
    {"workflow w() -> () { nope.step(1) }", "E0207", NULL},
    {"workflow w() -> () { Region.sf(1) }", "E0334", NULL},
    {"launch l = nope { }", "E0208", "there is no workflow named `nope`"},
    {"launch l = step { }", "E0210",
     "a workflow is wanted here, `step` is a task"},
    {"launch l = nope.w { }", "E0207", NULL},
    {"launch l = step.w { }", "E0210",
     "a module is wanted here, `step` is a task"},
    {"defaults { retries: 1 }", "E0434", NULL},
    {"test \"t\" { step(1) }", "E0606", NULL},
};

START_TEST(a_name_is_what_it_is_or_one_mistake)
{
    const NameCase *row = &cases[_i];
    Checked checked;
    checked_init(&checked, row->text);
    ck_assert_msg(!strcmp(checked_codes(&checked), row->codes),
                  "%s: wanted \"%s\", found \"%s\"", row->text, row->codes,
                  checked_codes(&checked));
    if (row->title)
        ck_assert_str_eq(checked.parsed.diags.at.at[0]->title, row->title);
    checked_release(&checked);
}
END_TEST

typedef struct MeantCase {
    const char *text;
    const char *fix; /* NULL: none is offered */
} MeantCase;

static const MeantCase meant[] = {
    {"type A = str", "string"},
    {"type A = Array", "list"},
    {"type A = dict", "map"},
    {"type A = strng", "string"},
    {"type A = Tripp", "Trip"},
    {"type A = Wholly", NULL},
    {"const it = imag", "image"},
    {"const it = wholly", NULL},
    {"const it = Region.sff", "sf"},
    {"const it = Region.wholly", NULL},
    {"launch l = mainn { } workflow main() -> () { step(1) }", "main"},
};

START_TEST(the_name_that_was_meant_is_offered)
{
    Checked checked;
    checked_init(&checked, meant[_i].text);
    const Diag *diag = checked.parsed.diags.at.at[0];
    ck_assert_uint_eq(diag->fixes.len, meant[_i].fix ? 1 : 0);
    if (meant[_i].fix)
        ck_assert_str_eq(diag->fixes.at[0]->edits.at[0].text, meant[_i].fix);
    checked_release(&checked);
}
END_TEST

/* Beside very many names, only the first few mistakes are worth a search. */
START_TEST(suggestions_end_with_many_names)
{
    enum { NAMES = 30000, MISTAKES = 6, MEANT = 4 };
    Arena arena = {0};
    Buf text = {.arena = &arena};
    for (int i = 0; i < NAMES; i++)
        buf_print(&text, "const name_%d = 1\n", i);
    for (int i = 0; i < MISTAKES; i++)
        buf_print(&text, "const wrong_%d = name_%dx\n", i, i);
    Checked checked;
    checked_init(&checked, buf_string(&text));
    const Diags *diags = &checked.parsed.diags;
    ck_assert_uint_eq(diags->errors, MISTAKES);
    for (uint32_t i = 0; i < MISTAKES; i++)
        ck_assert_uint_eq(diags->at.at[i]->fixes.len, i < MEANT);
    checked_release(&checked);
    arena_release(&arena);
}
END_TEST

Suite *names_suite(void)
{
    Suite *suite = suite_create("names");
    TCase *tcase = tcase_create("names");
    tcase_add_loop_test(tcase, a_name_is_what_it_is_or_one_mistake, 0,
                        sizeof(cases) / sizeof(*cases));
    tcase_add_loop_test(tcase, the_name_that_was_meant_is_offered, 0,
                        sizeof(meant) / sizeof(*meant));
    tcase_add_test(tcase, suggestions_end_with_many_names);
    suite_add_tcase(suite, tcase);
    return suite;
}
