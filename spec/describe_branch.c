/* describe_branch.c - branch nodes: conditions and what each leads to. */
#include <string.h>

#include "spec/describer.h"

typedef Flyteidl__Core__BindingData BindingData;
typedef Flyteidl__Core__BooleanExpression Condition;
typedef Flyteidl__Core__IfElseBlock IfElse;
typedef Flyteidl__Core__Node Node;

Map describe_inputs(Describer *d, const Node *node)
{
    Map inputs = {0};
    for (size_t i = 0; i < node->n_inputs; i++)
        if (node->inputs[i]->var)
            map_put(d->arena, &inputs, sym_of(d->names, node->inputs[i]->var),
                    node->inputs[i]->binding);
    return inputs;
}

static void write_operand(Describer *d, const Map *inputs,
                          const Flyteidl__Core__Operand *operand)
{
    switch (operand ? operand->val_case
                    : FLYTEIDL__CORE__OPERAND__VAL__NOT_SET) {
    case FLYTEIDL__CORE__OPERAND__VAL_PRIMITIVE:
        describe_primitive(d, operand->primitive);
        return;
    case FLYTEIDL__CORE__OPERAND__VAL_VAR: {
        const char *name = operand->var ? operand->var : "";
        const BindingData *data = map_find(inputs, sym_of(d->names, name));
        if (data)
            describe_data(d, data);
        else
            layout_name(&d->line, name);
        return;
    }
    case FLYTEIDL__CORE__OPERAND__VAL_SCALAR:
        describe_scalar(d, operand->scalar);
        return;
    case FLYTEIDL__CORE__OPERAND__VAL__NOT_SET:
    case _FLYTEIDL__CORE__OPERAND__VAL__CASE_IS_INT_SIZE:
        break;
    }
    layout_words(&d->line, "unknown");
}

static void write_comparison(Describer *d, const Map *inputs,
                             const Flyteidl__Core__ComparisonExpression *one)
{
    static const char *const signs[] = {"==", "!=", ">", ">=", "<", "<="};
    size_t sign = one ? (size_t)one->operator_ : SIZE_MAX;
    bool known = sign < sizeof signs / sizeof *signs;
    write_operand(d, inputs, one ? one->left_value : NULL);
    layout_print(&d->line, " %s ", known ? signs[sign] : "unknown");
    write_operand(d, inputs, one ? one->right_value : NULL);
}

static bool is_conjunction(const Condition *condition)
{
    return condition &&
           condition->expr_case ==
               FLYTEIDL__CORE__BOOLEAN_EXPRESSION__EXPR_CONJUNCTION &&
           condition->conjunction;
}

/* `a and b and c` needs no brackets, `a and (b or c)` does. */
static void write_side(Describer *d, const Map *inputs, const Condition *side,
                       const Flyteidl__Core__ConjunctionExpression *around)
{
    bool bracket = is_conjunction(side) &&
                   side->conjunction->operator_ != around->operator_;
    layout_words(&d->line, bracket ? "(" : "");
    describe_condition(d, inputs, side);
    layout_words(&d->line, bracket ? ")" : "");
}

void describe_condition(Describer *d, const Map *inputs,
                        const Condition *condition)
{
    if (is_conjunction(condition)) {
        const Flyteidl__Core__ConjunctionExpression *both =
            condition->conjunction;
        bool is_or =
            both->operator_ ==
            FLYTEIDL__CORE__CONJUNCTION_EXPRESSION__LOGICAL_OPERATOR__OR;
        write_side(d, inputs, both->left_expression, both);
        layout_words(&d->line, is_or ? " or " : " and ");
        write_side(d, inputs, both->right_expression, both);
    } else if (condition &&
               condition->expr_case ==
                   FLYTEIDL__CORE__BOOLEAN_EXPRESSION__EXPR_COMPARISON) {
        write_comparison(d, inputs, condition->comparison);
    } else {
        layout_words(&d->line, "unknown");
    }
}

static void write_inside(Describer *d, const Node *node)
{
    d->line.indent += 2;
    if (node) {
        describe_node(d, node);
    } else {
        layout_words(&d->line, "unknown");
        layout_end(&d->line);
    }
    d->line.indent -= 2;
}

static void write_case(Describer *d, const Map *inputs,
                       const Flyteidl__Core__IfBlock *block)
{
    layout_words(&d->line, "if ");
    describe_condition(d, inputs, block ? block->condition : NULL);
    layout_words(&d->line, " {");
    layout_end(&d->line);
    write_inside(d, block ? block->then_node : NULL);
    layout_words(&d->line, "}");
}

static void write_default(Describer *d, const IfElse *all)
{
    bool fails =
        all->default_case == FLYTEIDL__CORE__IF_ELSE_BLOCK__DEFAULT_ERROR;
    bool goes_on =
        all->default_case == FLYTEIDL__CORE__IF_ELSE_BLOCK__DEFAULT_ELSE_NODE;
    if (!fails && !goes_on)
        return;
    layout_words(&d->line, " else {");
    layout_end(&d->line);
    if (goes_on) {
        write_inside(d, all->else_node);
    } else {
        const char *why = all->error ? all->error->message : NULL;
        layout_words(&d->line, "  fail ");
        layout_text(&d->line, why ? why : "", why ? strlen(why) : 0);
        layout_end(&d->line);
    }
    layout_words(&d->line, "}");
}

void describe_cases(Describer *d, const Node *node)
{
    const IfElse *all = node->branch_node ? node->branch_node->if_else : NULL;
    Map inputs = describe_inputs(d, node);
    write_case(d, &inputs, all ? all->case_ : NULL);
    for (size_t i = 0; all && i < all->n_other; i++) {
        layout_words(&d->line, " else ");
        write_case(d, &inputs, all->other[i]);
    }
    if (all)
        write_default(d, all);
}
