/* emit_branch.c - branch nodes and their conditions. */
#include "base/panic.h"
#include "compiler/emit/emitter.h"

/* `primitive` is deprecated for `scalar`, which Flyte's compiler does not read
 * yet. */
static Flyteidl__Core__Operand *operand_of(Emitter *e,
                                           const PlanOperand *operand)
{
    Flyteidl__Core__Operand *out = new_core(e, Operand, OPERAND);
    weight_spend(e, 16);
    if (operand->var) {
        text_spend(e, operand->var);
        out->val_case = FLYTEIDL__CORE__OPERAND__VAL_VAR;
        out->var = make_text(operand->var);
    } else {
        out->val_case = FLYTEIDL__CORE__OPERAND__VAL_PRIMITIVE;
        emit_spend_value(e, operand->constant);
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

static IdlCondition *comparison_of(Emitter *e, const PlanCondition *condition)
{
    IdlCondition *out = new_core(e, BooleanExpression, BOOLEAN_EXPRESSION);
    out->expr_case = FLYTEIDL__CORE__BOOLEAN_EXPRESSION__EXPR_COMPARISON;
    out->comparison = new_core(e, ComparisonExpression, COMPARISON_EXPRESSION);
    out->comparison->operator_ = operator_of(condition->compare);
    out->comparison->left_value = operand_of(e, &condition->left);
    out->comparison->right_value = operand_of(e, &condition->right);
    return out;
}

typedef Vec(const PlanCondition *) ConditionVec;

/* The operands of `a and b and c`, in order. */
static ConditionVec operands_of(Emitter *e, const PlanCondition *condition)
{
    ConditionVec out = {0};
    ConditionVec left = {0};
    vec_push(e->arena, &left, condition);
    while (left.len) {
        const PlanCondition *last = left.at[--left.len];
        if (last->kind != condition->kind) {
            vec_push(e->arena, &out, last);
            continue;
        }
        vec_push(e->arena, &left, last->second);
        vec_push(e->arena, &left, last->first);
    }
    return out;
}

static IdlCondition *condition_of(Emitter *e, const PlanCondition *condition,
                                  uint32_t depth);

typedef struct Chain {
    Emitter *e;
    PlanConditionKind kind;
    uint32_t depth;
} Chain;

/* A few operands lean to the left, as flytekit's do; more make a tree, or a
 * `match` over many cases would be nested too deep for Flyte. */
static IdlCondition *join(const Chain *chain,
                          const PlanCondition *const *operands, uint32_t len)
{
    Emitter *e = chain->e;
    if (len == 1)
        return condition_of(e, operands[0], chain->depth + 1);
    uint32_t left = len <= PLAIN_DEPTH ? len - 1 : (len + 1) / 2;
    IdlCondition *out = new_core(e, BooleanExpression, BOOLEAN_EXPRESSION);
    out->expr_case = FLYTEIDL__CORE__BOOLEAN_EXPRESSION__EXPR_CONJUNCTION;
    out->conjunction =
        new_core(e, ConjunctionExpression, CONJUNCTION_EXPRESSION);
    out->conjunction->operator_ =
        chain->kind == PLAN_AND
            ? FLYTEIDL__CORE__CONJUNCTION_EXPRESSION__LOGICAL_OPERATOR__AND
            : FLYTEIDL__CORE__CONJUNCTION_EXPRESSION__LOGICAL_OPERATOR__OR;
    out->conjunction->left_expression = join(chain, operands, left);
    out->conjunction->right_expression =
        join(chain, operands + left, len - left);
    return out;
}

static IdlCondition *condition_of(Emitter *e, const PlanCondition *condition,
                                  uint32_t depth)
{
    depth_note(e, depth);
    if (condition->kind == PLAN_COMPARISON)
        return comparison_of(e, condition);
    ConditionVec operands = operands_of(e, condition);
    depth_note(e, operands.len / 16);
    Chain chain = {e, condition->kind, depth};
    return join(&chain, operands.at, operands.len);
}

static IdlIfBlock *case_of(Emitter *e, const PlanCase *from)
{
    IdlIfBlock *out = new_core(e, IfBlock, IF_BLOCK);
    out->condition = condition_of(e, from->condition, 0);
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
    text_spend(e, node->as.branch.fail);
}

void emit_branch(Emitter *e, const PlanNode *node, IdlNode *out)
{
    Flyteidl__Core__IfElseBlock *block =
        new_core(e, IfElseBlock, IF_ELSE_BLOCK);
    depth_note(e, ++e->branches);
    block->case_ = case_of(e, &node->as.branch.cases.at[0]);
    for (uint32_t i = 1; i < node->as.branch.cases.len; i++)
        make_push(e->arena, block->other, block->n_other,
                  case_of(e, &node->as.branch.cases.at[i]));
    add_default(e, node, block);
    e->branches--;
    out->target_case = FLYTEIDL__CORE__NODE__TARGET_BRANCH_NODE;
    out->branch_node = new_core(e, BranchNode, BRANCH_NODE);
    out->branch_node->if_else = block;
}
