#include "tests/unit/checked.h"
#include "tests/unit/suites.h"

typedef struct FoldCase {
    const char *text; /* const v … */
    const char *type;
    const char *value;
} FoldCase;

static const FoldCase folds[] = {
    {"v = 1", "int", "1"},
    {"v = -1", "int", "-1"},
    {"v = 1 + 2 * 3", "int", "7"},
    {"v = (1 + 2) * 3", "int", "9"},
    {"v = 7 / 2", "int", "3"},
    {"v = -7 / 2", "int", "-3"},
    {"v = 7 % 3", "int", "1"},
    {"v = 7 % -1", "int", "0"},
    {"v = 1.5 + 1", "float", "2.5"},
    {"v = 1 / 2.0", "float", "0.5"},
    {"v: float = 1", "float", "1.0"},
    {"v = \"a\" + \"b\"", "string", "\"ab\""},
    {"v = \"{image}!\"", "string", "\"acme/app:1!\""},
    {"v = \"{home} {day} {half} {yes}\"\nconst home = Region.sf\n"
     "const day = 2\nconst half = 0.5\nconst yes = true",
     "string", "\"sf 2 0.5 true\""},
    {"v = \"at {day}\"\nconst day = @2026-01-02", "string",
     "\"at 2026-01-02\""},
    {"v = 1h + 30m", "duration", "1h30m"},
    {"v = 90m - 1h", "duration", "30m"},
    {"v = 10m * 6", "duration", "1h"},
    {"v = 1h / 4", "duration", "15m"},
    {"v = @2026-01-02 - @2026-01-01", "duration", "1d"},
    {"v = @2026-01-01 + 1d", "datetime", "@2026-01-02"},
    {"v = 1 < 2", "bool", "true"},
    {"v = 1.5 >= 2", "bool", "false"},
    {"v = \"a\" < \"b\"", "bool", "true"},
    {"v = \"a\" == \"a\" and not false", "bool", "true"},
    {"v = true and false or true", "bool", "true"},
    {"v = Region.sf == \"sf\"", "bool", "true"},
    {"v = Region.sf != Region.nyc", "bool", "true"},
    {"v = 3 in 1..5", "bool", "true"},
    {"v = 9 in 1..5", "bool", "false"},
    {"v = Region.nyc", "Region", "Region.nyc"},
    {"v: Region = \"nyc\"", "Region", "Region.nyc"},
    {"v = \"nyc\" as Region", "Region", "Region.nyc"},
    {"v = \"a\" as TripId", "TripId", "\"a\""},
    {"v = 80 as Port", NULL, "80"},
    {"v = [1, 2][1]", "int", "2"},
    {"v = {\"a\": 1}[\"a\"]", "int", "1"},
    {"v = { id: 1, miles: 2.5 }", "{id: int, miles: float}",
     "{id: 1, miles: 2.5}"},
    {"v = { id: 1, miles: 2.5 }.miles", "float", "2.5"},
    {"v: Trip = { id: 1, miles: 2 }", "{id: int, miles: float}",
     "{id: 1, miles: 2.0}"},
    {"v = len([1, 2, 3])", "int", "3"},
    {"v = len({\"a\": 1})", "int", "1"},
    {"v = len(\"abc\")", "int", "3"},
    {"v: int? = none", "int?", "none"},
    {"v: list<int?> = [1, none]", "list<int?>", "[1, none]"},
    {"v = []", "list<nothing>", "[]"},
    {"v: list<list<float>> = [[1], []]", "list<list<float>>", "[[1.0], []]"},
    {"v = 9223372036854775807", "int", "9223372036854775807"},
};

START_TEST(a_constant_comes_to_its_value)
{
    const FoldCase *row = &folds[_i];
    Arena scratch = {0};
    Checked checked;
    checked_init(&checked, arena_print(&scratch, "const %s", row->text));
    ck_assert_str_eq(checked_codes(&checked), "");
    const Decl *decl = checked_decl(&checked, "v");
    ck_assert_ptr_nonnull(decl->as.const_.found);
    if (row->type)
        ck_assert_str_eq(type_text(&scratch, decl->type), row->type);
    ck_assert_str_eq(value_text(&scratch, decl->as.const_.found), row->value);
    checked_release(&checked);
    arena_release(&scratch);
}
END_TEST

typedef struct FaultCase {
    const char *text;
    const char *codes;
} FaultCase;

static const FaultCase faults[] = {
    {"v = 1 / 0", "E0328"},
    {"v = 1 % 0", "E0328"},
    {"v = 1.0 / 0", "E0328"},
    {"v = 1e308 * 10", "E0328"},
    {"v = 9223372036854775807 + 1", "E0328"},
    {"v = -9223372036854775807 - 2", "E0328"},
    {"v = 9223372036854775807 * 2", "E0328"},
    {"v = (-9223372036854775807 - 1) / -1", "E0328"},
    {"v = @2262-01-01 + 100000d", "E0328"},
    {"v = [1][1]", "E0328"},
    {"v = {\"a\": 1}[\"b\"]", "E0328"},
    {"v = 0 as Port", "E0328"},
    {"v = \"la\" as Region", "E0328"},
    {"v: Port = 0", "E0307"},
    {"v: TripId = \"a\"", "E0302"},
    {"v: Region = \"la\"", "E0302"},
    {"v: float = 9007199254740993", "E0308"},
    {"v = y", "E0204"},
    {"v = step", "E0211"},
    {"v = [1, \"a\"]", "E0309"},
    {"v = {\"a\": 1, \"b\": \"c\"}", "E0309"},
    {"v = 1 + 1.5 + \"a\"", "E0310"},
    {"v = \"{days}\"\nconst days = [1]", "E0323"},
    {"v = \"{day}\"\nconst day = 10m", "E0323"},
    {"v = self", "E0204"},
};

START_TEST(a_constant_without_a_value_is_one_mistake)
{
    Arena scratch = {0};
    Checked checked;
    checked_init(&checked, arena_print(&scratch, "const %s", faults[_i].text));
    ck_assert_str_eq(checked_codes(&checked), faults[_i].codes);
    checked_release(&checked);
    arena_release(&scratch);
}
END_TEST

/* Each constant holds the one before twice. */
START_TEST(constants_that_double_are_stopped)
{
    Arena scratch = {0};
    Buf buf = {.arena = &scratch};
    buf_text(&buf, "const c0 = [1, 1]\n");
    for (int i = 1; i < 28; i++)
        buf_print(&buf, "const c%d = [c%d, c%d]\n", i, i - 1, i - 1);
    Checked checked;
    checked_init(&checked, buf_string(&buf));
    ck_assert_str_eq(checked_codes(&checked), "E0328");
    checked_release(&checked);
    arena_release(&scratch);
}
END_TEST

START_TEST(texts_that_double_are_stopped)
{
    Arena scratch = {0};
    Buf buf = {.arena = &scratch};
    buf_text(&buf, "const c0 = \"0123456789abcdef\"\n");
    for (int i = 1; i < 40; i++)
        buf_print(&buf, "const c%d = c%d + c%d\n", i, i - 1, i - 1);
    Checked checked;
    checked_init(&checked, buf_string(&buf));
    ck_assert_str_eq(checked_codes(&checked), "E0328");
    checked_release(&checked);
    arena_release(&scratch);
}
END_TEST

Suite *constant_suite(void)
{
    Suite *suite = suite_create("constant");
    TCase *tcase = tcase_create("constant");
    tcase_add_loop_test(tcase, a_constant_comes_to_its_value, 0,
                        sizeof(folds) / sizeof(*folds));
    tcase_add_loop_test(tcase, a_constant_without_a_value_is_one_mistake, 0,
                        sizeof(faults) / sizeof(*faults));
    tcase_add_test(tcase, constants_that_double_are_stopped);
    tcase_add_test(tcase, texts_that_double_are_stopped);
    suite_add_tcase(suite, tcase);
    return suite;
}
