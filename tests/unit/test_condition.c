/* test_condition.c - flyte-spec 4.6: which branch is taken. */
#include "runtime/value/condition.h"

#include "tests/unit/suites.h"
#include "tests/unit/values.h"

static Arena arena;

static void set_up(void)
{
    arena = (Arena){0};
}

static void tear_down(void)
{
    arena_release(&arena);
}

static IdlOperand *operand(const char *text)
{
    IdlOperand *made =
        make_new(&arena, IdlOperand, FLYTEIDL__CORE__OPERAND__INIT);
    if (*text == '$') {
        made->val_case = FLYTEIDL__CORE__OPERAND__VAL_VAR;
        made->var = make_text(text + 1);
    } else if (*text) {
        made->val_case = FLYTEIDL__CORE__OPERAND__VAL_PRIMITIVE;
        made->primitive = value_of(&arena, text)->scalar->primitive;
    }
    return made;
}

static IdlCondition *comparison(const char *left, int operator_,
                                const char *right)
{
    IdlCondition *made = make_new(&arena, IdlCondition,
                                  FLYTEIDL__CORE__BOOLEAN_EXPRESSION__INIT);
    made->expr_case = FLYTEIDL__CORE__BOOLEAN_EXPRESSION__EXPR_COMPARISON;
    made->comparison = make_new(&arena, IdlComparison,
                                FLYTEIDL__CORE__COMPARISON_EXPRESSION__INIT);
    made->comparison->left_value = operand(left);
    made->comparison->right_value = operand(right);
    made->comparison->operator_ =
        (Flyteidl__Core__ComparisonExpression__Operator)operator_;
    return made;
}

static IdlCondition *both(IdlCondition *left, bool either, IdlCondition *right)
{
    IdlCondition *made = make_new(&arena, IdlCondition,
                                  FLYTEIDL__CORE__BOOLEAN_EXPRESSION__INIT);
    made->expr_case = FLYTEIDL__CORE__BOOLEAN_EXPRESSION__EXPR_CONJUNCTION;
    made->conjunction = make_new(&arena, IdlConjunction,
                                 FLYTEIDL__CORE__CONJUNCTION_EXPRESSION__INIT);
    made->conjunction->left_expression = left;
    made->conjunction->right_expression = right;
    made->conjunction->operator_ =
        either ? FLYTEIDL__CORE__CONJUNCTION_EXPRESSION__LOGICAL_OPERATOR__OR
               : FLYTEIDL__CORE__CONJUNCTION_EXPRESSION__LOGICAL_OPERATOR__AND;
    return made;
}

/* '1' holds, '0' does not, 'x' is refused: for EQ NEQ GT GTE LT LTE. */
typedef struct Row {
    const char *left, *right;
    const char *holds;
} Row;

static const Row rows[] = {
    {"1", "2", "010011"},
    {"2", "1", "011100"},
    {"1", "1", "100101"},
    {"-9223372036854775808", "9223372036854775807", "010011"},
    {"1.0", "2.0", "010011"},
    {"2.0", "1.0", "011100"},
    {"1.0", "1.0", "100101"},
    {"-0.0", "0.0", "100101"},
    {"inf", "1e300", "011100"},
    {"-inf", "inf", "010011"},
    /* LT is what GT and EQ leave, LTE what GT leaves. */
    {"nan", "1.0", "010011"},
    {"1.0", "nan", "010011"},
    {"nan", "nan", "010011"},
    {"\"a\"", "\"b\"", "010011"},
    {"\"b\"", "\"a\"", "011100"},
    {"\"a\"", "\"a\"", "100101"},
    {"\"\"", "\"a\"", "010011"},
    {"\"a\"", "\"ab\"", "010011"},
    {"\"Z\"", "\"a\"", "010011"},
    {"\"z\"", "\"\xC3\xA9\"", "010011"},
    {"\"10\"", "\"9\"", "010011"},
    {"true", "false", "01xxxx"},
    {"false", "true", "01xxxx"},
    {"true", "true", "10xxxx"},
    {"false", "false", "10xxxx"},
    {"@2018-07-04T12:00:00Z", "@2018-07-04T12:00:01Z", "010011"},
    {"@2018-07-04T12:00:01Z", "@2018-07-04T12:00:00Z", "011100"},
    {"@2018-07-04T12:00:00Z", "@2018-07-04T12:00:00Z", "100101"},
    {"@2018-07-04T12:00:00.1Z", "@2018-07-04T12:00:00.9Z", "100101"},
    {"@1960-01-01", "@1970-01-01", "010011"},
    {"10s", "11s", "010011"},
    {"11s", "10s", "011100"},
    {"10s", "10s", "100101"},
    {"10s", "10.9s", "100101"},
    {"-1s", "1s", "010011"},
    /* no mixing */
    {"1", "1.0", "xxxxxx"},
    {"1", "\"1\"", "xxxxxx"},
    {"1", "true", "xxxxxx"},
    {"1", "1s", "xxxxxx"},
    {"@2018-07-04", "1s", "xxxxxx"},
    {"@2018-07-04", "\"2018-07-04\"", "xxxxxx"},
    {"1.0", "true", "xxxxxx"},
    /* by the inputs of the branch */
    {"$one", "1", "100101"},
    {"1", "$one", "100101"},
    {"$one", "$two", "010011"},
    {"$word", "\"a\"", "100101"},
    {"$.dotted", "1", "100101"},
    {"$none", "1", "xxxxxx"},
    {"1", "$none", "xxxxxx"},
    {"$none", "$none", "xxxxxx"},
    {"$list", "1", "xxxxxx"},
    {"$map", "1", "xxxxxx"},
    {"$record", "1", "xxxxxx"},
    {"$optional", "1", "xxxxxx"},
    {"1", "$optional", "xxxxxx"},
    {"$file", "\"a\"", "xxxxxx"},
    {"$unset", "1", "xxxxxx"},
    {"$absent", "1", "xxxxxx"},
    {"1", "$absent", "xxxxxx"},
    {"", "1", "xxxxxx"},
    {"1", "", "xxxxxx"},
};

static const char inputs_text[] =
    "{\"one\": 1, \"two\": 2, \"word\": \"a\", \".dotted\": 1, \"none\": null,"
    "\"list\": [1], \"map\": {\"a\": 1}, \"record\": record{\"a\": 1},"
    "\"optional\": union(int: 1), \"file\": file(a), \"unset\": unset}";

START_TEST(spec_4_6_a_comparison)
{
    const Row *row = &rows[_i];
    const IdlLiteralMap *inputs = values_of(&arena, inputs_text);
    for (int operator_ = 0; operator_ < 6; operator_++) {
        bool holds = false;
        const char *why = NULL;
        bool fine = condition_holds(
            &arena, comparison(row->left, operator_, row->right), inputs,
            &holds, &why);
        char found = (char)(fine ? '0' + holds : 'x');
        ck_assert_msg(found == row->holds[operator_],
                      "%s %d %s: wants %c, found %c", row->left, operator_,
                      row->right, row->holds[operator_], found);
        ck_assert(fine || (why && *why));
    }
}
END_TEST

static bool ask(IdlCondition *condition, bool *holds)
{
    const char *why;
    return condition_holds(&arena, condition, values_of(&arena, inputs_text),
                           holds, &why);
}

START_TEST(spec_4_6_both_sides_are_always_evaluated)
{
    IdlCondition *yes = comparison("1", 0, "1"), *no = comparison("1", 0, "2");
    IdlCondition *bad = comparison("1", 0, "$absent");
    bool holds;
    ck_assert(ask(both(yes, true, no), &holds) && holds);
    ck_assert(ask(both(no, true, yes), &holds) && holds);
    ck_assert(ask(both(no, true, no), &holds) && !holds);
    ck_assert(ask(both(yes, false, yes), &holds) && holds);
    ck_assert(ask(both(yes, false, no), &holds) && !holds);
    ck_assert(ask(both(both(no, true, yes), false, yes), &holds) && holds);
    ck_assert(!ask(both(yes, true, bad), &holds));
    ck_assert(!ask(both(bad, true, yes), &holds));
    ck_assert(!ask(both(no, false, bad), &holds));
    ck_assert(!ask(both(yes, false, NULL), &holds));
    ck_assert(!ask(NULL, &holds));
}
END_TEST

START_TEST(an_operator_of_the_future_is_refused)
{
    bool holds;
    ck_assert(!ask(comparison("1", 6, "1"), &holds));
    ck_assert(!ask(comparison("1", -1, "1"), &holds));
    IdlCondition nothing = FLYTEIDL__CORE__BOOLEAN_EXPRESSION__INIT;
    ck_assert(!ask(&nothing, &holds));
}
END_TEST

START_TEST(a_branch_without_inputs_has_no_variables)
{
    bool holds;
    const char *why = NULL;
    ck_assert(!condition_holds(&arena, comparison("1", 0, "$one"), NULL, &holds,
                               &why));
    ck_assert_ptr_nonnull(why);
    ck_assert(
        condition_holds(&arena, comparison("1", 0, "1"), NULL, &holds, &why));
}
END_TEST

Suite *condition_suite(void)
{
    Suite *suite = suite_create("condition");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, spec_4_6_a_comparison, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_test(tests, spec_4_6_both_sides_are_always_evaluated);
    tcase_add_test(tests, an_operator_of_the_future_is_refused);
    tcase_add_test(tests, a_branch_without_inputs_has_no_variables);
    suite_add_tcase(suite, tests);
    return suite;
}
