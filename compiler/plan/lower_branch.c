/* lower_branch.c - if and match: branch nodes.
 *
 * Each branch is one node of Flyte: the call itself where a block is one call
 * of plain arguments, an echo node where it passes a value on, else a generated
 * workflow. Flyte wants the outputs that all branches share to be of textually
 * equal types, so a call stands for itself only if its outputs agree. */
#include <string.h>

#include "base/panic.h"
#include "compiler/plan/lower.h"
#include "typesys/accept.h"

/* One way through an `if` or `match`. */
typedef struct Arm {
    const Expr *condition; /* if */
    const MatchArm *match; /* match; NULL for if */
    const Block *block;    /* NULL: the missing else */
    const Sym *word; /* then, else, or the case: names what is generated */
} Arm;
typedef Vec(Arm) ArmVec;

typedef struct Branch {
    Flow *flow;
    const Expr *expr;
    const char *id;          /* of the branch node */
    const char *prefix;      /* its full id */
    PlanVarVec outputs;      /* what the branch gives; none: nobody takes it */
    bool direct;             /* calls may stand for themselves */
    const PlanData *subject; /* match: restated as a string */
    const Decl *cases;       /* match: the enum */
} Branch;

/* ---- the shape of blocks ---- */

static const Stmt *only_stmt(const Block *block)
{
    return block && block->stmts.len == 1 ? block->stmts.at[0] : NULL;
}

static Expr *only_expr(const Block *block)
{
    const Stmt *stmt = only_stmt(block);
    return stmt && stmt->kind == STMT_EXPR ? stmt->as.expr : NULL;
}

static bool is_only_fail(const Block *block)
{
    const Stmt *stmt = only_stmt(block);
    return stmt && stmt->kind == STMT_FAIL;
}

static bool calls_entity(const Expr *expr)
{
    if (!expr || expr->kind != EXPR_CALL)
        return false;
    CalleeKind kind = expr->as.call.call->kind;
    return kind == CALLEE_TASK || kind == CALLEE_WORKFLOW ||
           kind == CALLEE_LAUNCH;
}

/* One call whose arguments make no nodes of their own, waiting for nothing. */
static bool is_plain_call(const Expr *expr)
{
    if (!calls_entity(expr))
        return false;
    for (uint32_t i = 0; i < expr->as.call.args.len; i++)
        if (makes_nodes(expr->as.call.args.values[i]))
            return false;
    return !expr->as.call.tail || expr->as.call.tail->after.len == 0;
}

/* ---- arms ---- */

static const Sym *word(const Branch *branch, const char *text)
{
    return sym_of(branch->flow->lower->syms, text);
}

static void collect_if(Branch *branch, ArmVec *arms)
{
    Arena *arena = branch->flow->lower->arena;
    const Expr *at = branch->expr;
    for (;;) {
        Arm arm = {.condition = at->as.if_.condition,
                   .block = at->as.if_.then,
                   .word = word(branch, "then")};
        vec_push(arena, arms, arm);
        const Block *otherwise = at->as.if_.otherwise;
        const Expr *next = only_expr(otherwise);
        bool goes_on = next && next->kind == EXPR_IF &&
                       !makes_nodes(next->as.if_.condition);
        if (!goes_on) {
            Arm last = {.block = otherwise, .word = word(branch, "else")};
            vec_push(arena, arms, last);
            return;
        }
        at = next;
    }
}

/* The cases of a match on an enum are all there: the last arm is the else. */
static void collect_match(Branch *branch, ArmVec *arms)
{
    const MatchArmVec *all = &branch->expr->as.match.arms;
    for (uint32_t i = 0; i < all->len; i++) {
        const MatchArm *match = all->at[i];
        Arm arm = {.match = match,
                   .block = match->body,
                   .word = pattern_case(match->patterns.at[0]).sym};
        vec_push(branch->flow->lower->arena, arms, arm);
    }
}

/* ---- what the branch gives ---- */

/* The name of the only output when all arms that give a value are plain calls
 * that call it so. */
static const char *shared_name(const ArmVec *arms)
{
    const char *name = NULL;
    for (uint32_t i = 0; i < arms->len; i++) {
        const Block *block = arms->at[i].block;
        if (is_only_fail(block))
            continue;
        const Expr *expr = only_expr(block);
        if (!is_plain_call(expr) ||
            expr->as.call.call->signature->outputs.len != 1)
            return "o0";
        const Param *output = expr->as.call.call->signature->outputs.at[0];
        if (name && strcmp(name, output->name.sym->text) != 0)
            return "o0";
        name = output->name.sym->text;
    }
    return name ? name : "o0";
}

static void find_outputs(Branch *branch, const ArmVec *arms)
{
    Arena *arena = branch->flow->lower->arena;
    const Type *type = branch->expr->type;
    if (type->kind == TYPE_OUTPUTS) {
        for (uint32_t i = 0; i < type->as.record.len; i++) {
            const RecordField *field = &type->as.record.at[i];
            vec_push(
                arena, &branch->outputs,
                ((PlanVar){.name = field->name->text, .type = field->type}));
        }
        plan_sort_vars(&branch->outputs);
        return;
    }
    if (type->kind == TYPE_UNIT)
        return;
    vec_push(arena, &branch->outputs,
             ((PlanVar){.name = shared_name(arms), .type = type}));
}

/* Does the call give every output of the branch, of the very type? */
static bool gives_outputs(const Branch *branch, const Signature *signature)
{
    for (uint32_t i = 0; i < branch->outputs.len; i++) {
        const PlanVar *wanted = &branch->outputs.at[i];
        bool found = false;
        for (uint32_t j = 0; j < signature->outputs.len && !found; j++) {
            const Param *output = signature->outputs.at[j];
            found = output->found == wanted->type &&
                    strcmp(output->name.sym->text, wanted->name) == 0;
        }
        if (!found)
            return false;
    }
    return true;
}

static bool call_agrees(Branch *branch, const Expr *expr, Map *types)
{
    const Signature *signature = expr->as.call.call->signature;
    if (!gives_outputs(branch, signature))
        return false;
    for (uint32_t i = 0; i < signature->outputs.len; i++) {
        const Param *output = signature->outputs.at[i];
        const Type *known = map_find(types, output->name.sym);
        if (known && known != output->found)
            return false;
        map_put(branch->flow->lower->arena, types, output->name.sym,
                (void *)(uintptr_t)output->found);
    }
    return true;
}

static bool is_plain_if(const Expr *expr)
{
    return expr && expr->kind == EXPR_IF &&
           !makes_nodes(expr->as.if_.condition);
}

static bool block_agrees(Branch *branch, const Block *block, Map *types)
{
    const Expr *expr = only_expr(block);
    if (is_plain_call(expr))
        return call_agrees(branch, expr, types);
    if (is_plain_if(expr))
        return block_agrees(branch, expr->as.if_.then, types) &&
               block_agrees(branch, expr->as.if_.otherwise, types);
    return true;
}

/* What a missing else gives when nobody takes a value. */
static const Type *nothing_type(Lower *lower)
{
    return type_optional(lower->types, lower->types->bool_);
}

/* Calls stand for themselves when no two of them give one name in two types,
 * and each gives what the branch gives. */
static bool calls_agree(Branch *branch, const ArmVec *arms)
{
    Lower *lower = branch->flow->lower;
    Map types = {0};
    if (branch->outputs.len == 0)
        map_put(lower->arena, &types, sym_of(lower->syms, "o0"),
                (void *)(uintptr_t)nothing_type(lower));
    for (uint32_t i = 0; i < arms->len; i++)
        if (!block_agrees(branch, arms->at[i].block, &types))
            return false;
    return true;
}

/* ---- the node of one arm ---- */

static PlanNode *wrapped_arm(Branch *branch, const Arm *arm)
{
    Flow *flow = branch->flow;
    const char *id = flow_id(flow, branch->prefix, arm->word);
    Flow inner;
    lower_block(flow, arm->block, &branch->outputs,
                flow_name(flow, branch->prefix, id),
                "a block of several nodes is one node of a branch", &inner);
    return block_node(flow, &inner, id, arm->block->span);
}

static PlanNode *passing_arm(Branch *branch, const Arm *arm,
                             const PlanData *data)
{
    PlanNode *node = echo_node(branch->flow, data, branch->outputs.at[0].type,
                               arm->word, branch->prefix);
    node->generated = "a branch that passes a value on";
    return node;
}

/* An `if` without else, not taken: nothing happens, and its value is none. */
static PlanNode *missing_arm(Branch *branch, const Arm *arm)
{
    Lower *lower = branch->flow->lower;
    const Type *type =
        branch->outputs.len ? branch->outputs.at[0].type : nothing_type(lower);
    PlanNode *node = echo_node(branch->flow, data_none(lower, type), type,
                               arm->word, branch->prefix);
    node->generated = "Flyte's branch node needs an else";
    return node;
}

static PlanNode *nested_arm(Branch *branch, const Arm *arm, const Expr *expr);

static bool passes_value(const Branch *branch, Expr *expr)
{
    return expr && branch->outputs.len == 1 && !makes_nodes(expr) &&
           strcmp(branch->outputs.at[0].name, "o0") == 0;
}

static PlanNode *arm_node(Branch *branch, const Arm *arm)
{
    if (!arm->block)
        return missing_arm(branch, arm);
    Expr *expr = only_expr(arm->block);
    if (branch->direct && is_plain_call(expr))
        return call_node(branch->flow, expr, NULL, branch->prefix);
    if (passes_value(branch, expr))
        return passing_arm(
            branch, arm,
            lower_data(branch->flow, expr, branch->outputs.at[0].type));
    if (is_plain_if(expr))
        return nested_arm(branch, arm, expr);
    return wrapped_arm(branch, arm);
}

/* ---- the branch node ---- */

static const char *fail_text(Flow *flow, const Stmt *stmt)
{
    const PlanData *data =
        lower_data(flow, stmt->as.fail, flow->lower->types->string);
    bool known =
        data->kind == PLAN_CONSTANT && data->as.constant->kind == VALUE_STRING;
    return known ? data->as.constant->as.string.at : "failed";
}

static const PlanCondition *arm_condition(Branch *branch, PlanNode *node,
                                          const Arm *arm, bool negated)
{
    if (!arm->match)
        return lower_condition(branch->flow, node, arm->condition, negated);
    Lower *lower = branch->flow->lower;
    const TypeExprVec *patterns = &arm->match->patterns;
    const Value **values =
        arena_array(lower->arena, const Value *, patterns->len);
    for (uint32_t i = 0; i < patterns->len; i++) {
        const Sym *name = pattern_case(patterns->at[i]).sym;
        Value *value = arena_new(lower->arena, Value);
        value->kind = VALUE_STRING;
        value->type = lower->types->string;
        value->as.string.at = name->text;
        value->as.string.len = name->len;
        values[i] = value;
    }
    return condition_any(branch->flow, node, branch->subject, values,
                         patterns->len, negated);
}

static PlanNode *branch_from(Branch *branch, const ArmVec *arms, uint32_t from,
                             PlanNode *node);

/* The arms from `from` on as a branch node inside this one. */
static PlanNode *rest_node(Branch *branch, const ArmVec *arms, uint32_t from)
{
    if (from + 1 == arms->len)
        return arm_node(branch, &arms->at[from]);
    PlanNode *node =
        flow_node(branch->flow, PLAN_NODE_BRANCH, branch->expr->span);
    node->id = flow_id(branch->flow, branch->prefix, word(branch, "else"));
    node->name = node->id;
    Branch inner = *branch;
    inner.prefix = arena_print(branch->flow->lower->arena, "%s-%s",
                               branch->prefix, node->id);
    return branch_from(&inner, arms, from, node);
}

/* Flyte fails only instead of the else, so a branch that fails before the last
 * is turned around: if not c { the rest } else fail. */
static void turn_around(Branch *branch, const ArmVec *arms, uint32_t at,
                        PlanNode *node)
{
    const Arm *arm = &arms->at[at];
    PlanCase turned = {arm_condition(branch, node, arm, true),
                       rest_node(branch, arms, at + 1)};
    vec_push(branch->flow->lower->arena, &node->as.branch.cases, turned);
    node->as.branch.fail = fail_text(branch->flow, only_stmt(arm->block));
}

static void add_case(Branch *branch, const Arm *arm, PlanNode *node)
{
    PlanCase one = {arm_condition(branch, node, arm, false),
                    arm_node(branch, arm)};
    vec_push(branch->flow->lower->arena, &node->as.branch.cases, one);
}

static void close_with(Branch *branch, const Arm *last, PlanNode *node)
{
    if (is_only_fail(last->block))
        node->as.branch.fail = fail_text(branch->flow, only_stmt(last->block));
    else
        node->as.branch.otherwise = arm_node(branch, last);
}

/* What its branches take from nodes, the branch node waits for: Flyte does not
 * add that by itself. */
static void wait_for_arms(Flow *flow, PlanNode *node)
{
    for (uint32_t i = 0; i <= node->as.branch.cases.len; i++) {
        const PlanNode *arm = i < node->as.branch.cases.len
                                  ? node->as.branch.cases.at[i].then
                                  : node->as.branch.otherwise;
        for (uint32_t j = 0; arm && j < arm->upstream.len; j++)
            vec_push(flow->lower->arena, &node->upstream, arm->upstream.at[j]);
    }
}

static PlanNode *branch_from(Branch *branch, const ArmVec *arms, uint32_t from,
                             PlanNode *node)
{
    uint32_t i = from;
    for (; i + 1 < arms->len; i++) {
        bool turns = is_only_fail(arms->at[i].block);
        bool has_cases = node->as.branch.cases.len > 0;
        if (turns && has_cases) {
            node->as.branch.otherwise = rest_node(branch, arms, i);
            break;
        }
        if (turns) {
            turn_around(branch, arms, i, node);
            break;
        }
        add_case(branch, &arms->at[i], node);
    }
    if (i + 1 == arms->len)
        close_with(branch, &arms->at[i], node);
    for (uint32_t j = 0; j < branch->outputs.len; j++)
        vec_push(branch->flow->lower->arena, &node->interface_.outputs,
                 branch->outputs.at[j]);
    wait_for_arms(branch->flow, node);
    flow_finish_node(branch->flow, node);
    return node;
}

static void collect(Branch *branch, ArmVec *arms)
{
    if (branch->expr->kind == EXPR_IF)
        collect_if(branch, arms);
    else
        collect_match(branch, arms);
    if (arms->len == 1) /* a match of one arm: Flyte wants a case and an else */
        vec_push(branch->flow->lower->arena, arms, arms->at[0]);
}

static void make_branch(Branch *branch, PlanNode *node, bool is_value)
{
    ArmVec arms = {0};
    collect(branch, &arms);
    if (is_value)
        find_outputs(branch, &arms);
    branch->direct = calls_agree(branch, &arms);
    branch_from(branch, &arms, 0, node);
}

/* An `if` alone in a block: a branch node as the branch's node. */
static PlanNode *nested_arm(Branch *branch, const Arm *arm, const Expr *expr)
{
    Flow *flow = branch->flow;
    PlanNode *node = flow_node(flow, PLAN_NODE_BRANCH, expr->span);
    node->id = flow_id(flow, branch->prefix, arm->word);
    node->name = node->id;
    Branch inner = {.flow = flow, .expr = expr, .id = node->id};
    inner.prefix =
        arena_print(flow->lower->arena, "%s-%s", branch->prefix, node->id);
    ArmVec arms = {0};
    collect(&inner, &arms);
    inner.outputs = branch->outputs;
    inner.direct = branch->direct;
    return branch_from(&inner, &arms, 0, node);
}

/* ---- entry points ---- */

static void prepare_subject(Branch *branch)
{
    if (branch->expr->kind != EXPR_MATCH)
        return;
    const Expr *subject = branch->expr->as.match.subject;
    const Type *type = type_base(subject->type);
    branch->cases = type->as.decl;
    const PlanData *data = lower_data(branch->flow, subject, NULL);
    branch->subject = data;
    if (data->kind == PLAN_PROMISE)
        branch->subject = echo_data(
            branch->flow, data, branch->flow->lower->types->string,
            arena_print(branch->flow->lower->arena, "%s_case", branch->id),
            "an enum is compared as a string");
}

Lowered lower_branch(Flow *flow, const Expr *expr, const Sym *id, bool is_value)
{
    PlanNode *node = flow_node(flow, PLAN_NODE_BRANCH, expr->span);
    const Sym *base =
        sym_of(flow->lower->syms, expr->kind == EXPR_IF ? "if" : "match");
    node->id = id ? flow_bound_id(flow, id) : flow_id(flow, NULL, base);
    node->name = id ? id->text : node->id;
    Branch branch = {
        .flow = flow, .expr = expr, .id = node->id, .prefix = node->id};
    prepare_subject(&branch);
    make_branch(&branch, node, is_value);
    flow_add(flow, node);
    return flow_lowered(flow, node);
}
