/* emit_branch.c - branch nodes and their conditions. */
#include "base/panic.h"
#include "compiler/emit/emitter.h"

/* `primitive` is deprecated for `scalar`, which Flyte's compiler does not read
 * yet. */
static Flyteidl__Core__Operand *operand_of(Emitter *e,
                                           const PlanOperand *operand)
{
    Flyteidl__Core__Operand *out = new_core(e, Operand, OPERAND);
    if (operand->var) {
        out->val_case = FLYTEIDL__CORE__OPERAND__VAL_VAR;
        out->var = make_text(operand->var);
    } else {
        out->val_case = FLYTEIDL__CORE__OPERAND__VAL_PRIMITIVE;
        out->primitive = emit_primitive(e, operand->constant);
    }
    return out;
}

static Flyteidl__Core__ComparisonExpression__Operator operator_of(
    PlanCompare compare)
{
    switch (compare) {
    case PLAN_EQ:
        return FLYTEIDL__CORE__COMPARISON_EXPRESSION__OPERATOR__EQ;
    case PLAN_NE:
        return FLYTEIDL__CORE__COMPARISON_EXPRESSION__OPERATOR__NEQ;
    case PLAN_GT:
        return FLYTEIDL__CORE__COMPARISON_EXPRESSION__OPERATOR__GT;
    case PLAN_GE:
        return FLYTEIDL__CORE__COMPARISON_EXPRESSION__OPERATOR__GTE;
    case PLAN_LT:
        return FLYTEIDL__CORE__COMPARISON_EXPRESSION__OPERATOR__LT;
    case PLAN_LE:
        return FLYTEIDL__CORE__COMPARISON_EXPRESSION__OPERATOR__LTE;
    }
    UNREACHABLE("kind of comparison");
}

static void add_comparison(Emitter *e, const PlanCondition *condition,
                           IdlCondition *out)
{
    out->expr_case = FLYTEIDL__CORE__BOOLEAN_EXPRESSION__EXPR_COMPARISON;
    out->comparison = new_core(e, ComparisonExpression, COMPARISON_EXPRESSION);
    out->comparison->operator_ = operator_of(condition->compare);
    out->comparison->left_value = operand_of(e, &condition->left);
    out->comparison->right_value = operand_of(e, &condition->right);
}

static IdlCondition *condition_of(Emitter *e, const PlanCondition *condition)
{
    IdlCondition *out = new_core(e, BooleanExpression, BOOLEAN_EXPRESSION);
    if (condition->kind == PLAN_COMPARISON) {
        add_comparison(e, condition, out);
        return out;
    }
    out->expr_case = FLYTEIDL__CORE__BOOLEAN_EXPRESSION__EXPR_CONJUNCTION;
    out->conjunction =
        new_core(e, ConjunctionExpression, CONJUNCTION_EXPRESSION);
    out->conjunction->operator_ =
        condition->kind == PLAN_AND
            ? FLYTEIDL__CORE__CONJUNCTION_EXPRESSION__LOGICAL_OPERATOR__AND
            : FLYTEIDL__CORE__CONJUNCTION_EXPRESSION__LOGICAL_OPERATOR__OR;
    out->conjunction->left_expression = condition_of(e, condition->first);
    out->conjunction->right_expression = condition_of(e, condition->second);
    return out;
}

static IdlIfBlock *case_of(Emitter *e, const PlanCase *from)
{
    IdlIfBlock *out = new_core(e, IfBlock, IF_BLOCK);
    out->condition = condition_of(e, from->condition);
    out->then_node = emit_node(e, from->then);
    return out;
}

static void add_default(Emitter *e, const PlanNode *node,
                        Flyteidl__Core__IfElseBlock *out)
{
    if (node->as.branch.otherwise) {
        out->default_case = FLYTEIDL__CORE__IF_ELSE_BLOCK__DEFAULT_ELSE_NODE;
        out->else_node = emit_node(e, node->as.branch.otherwise);
        return;
    }
    out->default_case = FLYTEIDL__CORE__IF_ELSE_BLOCK__DEFAULT_ERROR;
    out->error = new_core(e, Error, ERROR);
    out->error->failed_node_id = make_text(node->id);
    out->error->message = make_text(node->as.branch.fail);
}

void emit_branch(Emitter *e, const PlanNode *node, IdlNode *out)
{
    Flyteidl__Core__IfElseBlock *block =
        new_core(e, IfElseBlock, IF_ELSE_BLOCK);
    block->case_ = case_of(e, &node->as.branch.cases.at[0]);
    for (uint32_t i = 1; i < node->as.branch.cases.len; i++)
        make_push(e->arena, block->other, block->n_other,
                  case_of(e, &node->as.branch.cases.at[i]));
    add_default(e, node, block);
    out->target_case = FLYTEIDL__CORE__NODE__TARGET_BRANCH_NODE;
    out->branch_node = new_core(e, BranchNode, BRANCH_NODE);
    out->branch_node->if_else = block;
}
