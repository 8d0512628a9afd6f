/* check_branch.c - if and match: narrowing, joined types, all cases. */
#include "base/panic.h"
#include "typesys/accept.h"
#include "typesys/checks.h"
#include "typesys/complain.h"
#include "typesys/constant.h"

/* ---- what a condition tells ---- */

static void narrow(Checker *checker, const Expr *name, const Type *type)
{
    if (!expr_local(name))
        return;
    scope_narrow(&checker->scopes, expr_local(name), type);
}

/* x != none that holds, or x == none that does not. */
static void narrow_none(Checker *checker, const Expr *test, bool holds)
{
    const Expr *left = test->as.binary.left;
    const Expr *right = test->as.binary.right;
    const Expr *item = right->kind == EXPR_NONE ? left : right;
    bool with_none = left->kind == EXPR_NONE || right->kind == EXPR_NONE;
    bool is_none = (test->as.binary.op == BINARY_EQ) == holds;
    if (!with_none || is_none || !item->type || item->type->kind == TYPE_ERROR)
        return;
    narrow(checker, item, type_without_none(checker->types, item->type));
}

/* Narrows in the scope at work by what the condition says when it holds, or
 * does not. */
static void narrow_by(Checker *checker, const Expr *condition, bool holds)
{
    if (condition->kind == EXPR_UNARY && condition->as.unary.op == UNARY_NOT) {
        narrow_by(checker, condition->as.unary.item, !holds);
        return;
    }
    if (condition->kind != EXPR_BINARY)
        return;
    BinaryOp op = condition->as.binary.op;
    if (op == BINARY_EQ || op == BINARY_NE)
        narrow_none(checker, condition, holds);
    if (op != (holds ? BINARY_AND : BINARY_OR))
        return;
    narrow_by(checker, condition->as.binary.left, holds);
    narrow_by(checker, condition->as.binary.right, holds);
}

/* ---- joining the branches ---- */

/* The value of several branches, as it grows. */
typedef struct Join {
    Checker *checker;
    const Type *wanted; /* NULL: what they have in common */
    const Type *type;   /* so far; NULL: no branch yet */
    Span first;         /* the branch that gave it */
} Join;

static const Type *join_outputs(Join *join, const Type *other)
{
    const Type *one = join->type;
    uint32_t len = 0;
    RecordField *fields =
        arena_array(join->checker->arena, RecordField, one->as.record.len);
    for (uint32_t i = 0; i < one->as.record.len; i++) {
        const RecordField *field = &one->as.record.at[i];
        const RecordField *same = type_field(other, field->name);
        if (same && same->type == field->type)
            fields[len++] = *field;
    }
    return len ? type_outputs(join->checker->types, fields, len) : NULL;
}

static const Type *join_two(Join *join, const Type *found)
{
    if (join->type->kind == TYPE_OUTPUTS && found->kind == TYPE_OUTPUTS)
        return join_outputs(join, found);
    bool bare = join->type->kind == TYPE_UNIT || found->kind == TYPE_UNIT ||
                join->type->kind == TYPE_OUTPUTS || found->kind == TYPE_OUTPUTS;
    if (bare)
        return join->type == found ? found : NULL;
    return accept_join(join->checker->types, join->type, found);
}

static void add_branch(Join *join, const Type *found, Span at)
{
    const TypeTable *types = join->checker->types;
    if (found == types->nothing)
        return;
    if (!join->type) {
        join->type = found;
        join->first = at;
        return;
    }
    if (type_is_poisoned(join->type) || type_is_poisoned(found)) {
        join->type = types->error;
        return;
    }
    const Type *joined = join_two(join, found);
    if (!joined)
        complain_branches_differ(join->checker, join->type, join->first, found,
                                 at);
    join->type = joined ? joined : types->error;
}

/* Where the value of a block stands. */
static Span value_span(const Block *block)
{
    if (block->stmts.len == 0)
        return block->span;
    return block->stmts.at[block->stmts.len - 1]->span;
}

/* ---- fail ---- */

static bool block_fails(const Block *block)
{
    return block && block->stmts.len > 0 &&
           block->stmts.at[block->stmts.len - 1]->kind == STMT_FAIL;
}

/* The `if` of an `else if`. */
static const Expr *else_if(const Block *otherwise)
{
    if (!otherwise || otherwise->stmts.len != 1)
        return NULL;
    const Stmt *only = otherwise->stmts.at[0];
    bool is_if = only->kind == STMT_EXPR && only->as.expr &&
                 only->as.expr->kind == EXPR_IF;
    return is_if ? only->as.expr : NULL;
}

/* How many branches there are, and how many of the last ones fail. */
typedef struct Fails {
    uint32_t branches;
    uint32_t last;
} Fails;

static void count_branch(Fails *fails, bool fail)
{
    fails->branches++;
    fails->last = fail ? fails->last + 1 : 0;
}

/* Flyte's branch node ends in a node or in one error. */
static void check_fails(Checker *checker, const Expr *expr, Fails fails)
{
    if (fails.last == fails.branches)
        complain_only_fails(checker, expr);
    else if (fails.last > 1)
        complain_many_fails(checker, expr);
}

static void check_if_fails(Checker *checker, const Expr *expr)
{
    Fails fails = {0};
    const Expr *next = expr;
    if (checker->flow->chained == expr) {
        checker->flow->chained = else_if(expr->as.if_.otherwise);
        return;
    }
    checker->flow->chained = else_if(expr->as.if_.otherwise);
    for (; next; next = else_if(next->as.if_.otherwise)) {
        count_branch(&fails, block_fails(next->as.if_.then));
        if (!else_if(next->as.if_.otherwise))
            count_branch(&fails, block_fails(next->as.if_.otherwise));
    }
    check_fails(checker, expr, fails);
}

/* ---- if ---- */

static const Type *check_arm(Checker *checker, Block *block, Join *join,
                             bool is_statement)
{
    Body *body = checker->body;
    if (body)
        body->nesting++;
    const Type *found = body_block(checker, block, join->wanted, is_statement);
    if (body)
        body->nesting--;
    if (!is_statement)
        add_branch(join, found, value_span(block));
    return found;
}

/* An `if` without `else` is none when the condition does not hold. */
static const Type *add_none(Join *join, const Expr *expr)
{
    Checker *checker = join->checker;
    const Type *found = join->type;
    if (!found || found->kind == TYPE_UNIT || type_is_poisoned(found))
        return found ? found : checker->types->nothing;
    if (found->kind == TYPE_OUTPUTS) {
        complain_no_else(checker, expr, found);
        return checker->types->error;
    }
    const Type *optional = type_optional(checker->types, found);
    const Type *whole = join->wanted ? join->wanted : optional;
    const Type *none = checker->types->none;
    if (accept_type(checker->types, whole, optional, NULL) == ACCEPT_YES &&
        accept_type(checker->types, whole, none, NULL) == ACCEPT_YES)
        return whole;
    complain_no_else(checker, expr, optional);
    return checker->types->error;
}

static void warn_constant(Checker *checker, const Expr *condition)
{
    if (!condition->constant)
        return;
    const Value *value = constant_fold(checker->types, condition, NULL);
    if (value && value->kind == VALUE_BOOL)
        complain_constant_condition(checker, condition, value->as.bool_);
}

const Type *branch_if(Checker *checker, Expr *expr, const Type *wanted,
                      bool is_statement)
{
    Expr *condition = expr->as.if_.condition;
    Join join = {.checker = checker, .wanted = wanted};
    bool chained = checker->flow && checker->flow->chained == expr;
    if (!chained)
        call_count_node(checker);
    if (!checker->body || !condition || !expr->as.if_.then)
        return checker->types->error;
    check_if_fails(checker, expr);
    operator_condition(checker, condition);
    warn_constant(checker, condition);
    Scope scope;
    scope_enter(&checker->scopes, &scope);
    narrow_by(checker, condition, true);
    check_arm(checker, expr->as.if_.then, &join, is_statement);
    scope_leave(&checker->scopes);
    if (expr->as.if_.otherwise) {
        scope_enter(&checker->scopes, &scope);
        narrow_by(checker, condition, false);
        check_arm(checker, expr->as.if_.otherwise, &join, is_statement);
        scope_leave(&checker->scopes);
    }
    if (is_statement)
        return checker->types->unit;
    if (!expr->as.if_.otherwise)
        return add_none(&join, expr);
    return join.type ? join.type : checker->types->nothing;
}

/* ---- match ---- */

/* The cases of what is matched, and which arm took each. */
typedef struct Cases {
    Checker *checker;
    const Expr *match;
    const Type *subject;    /* ENUM or UNION */
    const TypeExpr **taken; /* by case */
    uint32_t len;
    bool failed;
} Cases;

static void take_case(Cases *cases, uint32_t index, const TypeExpr *pattern)
{
    if (cases->taken[index])
        complain_case_twice(cases->checker, pattern, cases->taken[index]->span);
    else
        cases->taken[index] = pattern;
}

static void refuse_pattern(Cases *cases, const TypeExpr *pattern)
{
    cases->failed = true;
    if (pattern->kind != TYPE_EXPR_ERROR)
        complain_pattern(cases->checker, pattern, cases->subject);
}

/* `sf` or `Region.sf`, if Region is what is matched. */
static void take_enum_case(Cases *cases, const TypeExpr *pattern)
{
    Checker *checker = cases->checker;
    const Decl *decl = cases->subject->as.decl;
    const Name name = pattern_case(pattern);
    const Type *of = pattern->kind == TYPE_EXPR_CASE
                         ? resolve_type(checker, pattern->as.case_.of)
                         : cases->subject;
    if (of->kind == TYPE_ERROR) {
        cases->failed = true;
        return;
    }
    if (type_base(of) != cases->subject) {
        refuse_pattern(cases, pattern->as.case_.of);
        return;
    }
    const EnumCase *case_ = enum_case_named(decl, name.sym);
    if (case_)
        take_case(cases, (uint32_t)(case_ - decl->as.enum_.cases.at), pattern);
    else
        refuse_pattern(cases, pattern);
}

static const Type *take_variant(Cases *cases, TypeExpr *pattern)
{
    if (pattern->kind == TYPE_EXPR_CASE) {
        refuse_pattern(cases, pattern);
        return cases->checker->types->error;
    }
    const Type *type = resolve_type(cases->checker, pattern);
    for (uint32_t i = 0; i < cases->len; i++) {
        if (cases->subject->as.alt.at[i] != type)
            continue;
        take_case(cases, i, pattern);
        return type;
    }
    cases->failed = true;
    if (!type_is_poisoned(type))
        refuse_pattern(cases, pattern);
    return type;
}

/* Takes the arm's patterns; narrows the subject to them. */
static void take_patterns(Cases *cases, MatchArm *arm)
{
    Checker *checker = cases->checker;
    uint32_t len = arm->patterns.len;
    const Type **types = arena_array(checker->arena, const Type *, len);
    for (uint32_t i = 0; i < len; i++) {
        TypeExpr *pattern = arm->patterns.at[i];
        if (cases->subject->kind == TYPE_ENUM)
            take_enum_case(cases, pattern);
        else if (cases->subject->kind == TYPE_UNION)
            types[i] = take_variant(cases, pattern);
    }
    if (cases->subject->kind == TYPE_UNION && len > 0)
        narrow(checker, cases->match->as.match.subject,
               type_union(checker->types, types, len));
}

static Cases open_cases(Checker *checker, const Expr *match,
                        const Type *subject)
{
    Cases cases = {.checker = checker, .match = match, .subject = subject};
    if (subject->kind == TYPE_ENUM)
        cases.len = subject->as.decl->as.enum_.cases.len;
    else if (subject->kind == TYPE_UNION)
        cases.len = subject->as.alt.len;
    cases.taken = arena_array(checker->arena, const TypeExpr *, cases.len);
    return cases;
}

static void check_exhaustive(Cases *cases)
{
    if (cases->failed)
        return;
    for (uint32_t i = 0; i < cases->len; i++)
        if (!cases->taken[i]) {
            complain_missing_cases(cases->checker, cases->match, cases->subject,
                                   cases->taken);
            return;
        }
}

/* What can be matched; the poison for the rest. */
static const Type *check_subject(Checker *checker, Expr *subject)
{
    const Type *found = check_expr(checker, subject, NULL);
    found = complain_unless_value(checker, subject, found);
    const Type *base = type_base(found);
    if (base->kind == TYPE_ENUM || base->kind == TYPE_UNION ||
        type_is_poisoned(found))
        return type_is_poisoned(found) ? checker->types->error : base;
    complain_match_subject(checker, subject, found);
    return checker->types->error;
}

static void check_match_fails(Checker *checker, const Expr *expr)
{
    Fails fails = {0};
    for (uint32_t i = 0; i < expr->as.match.arms.len; i++)
        count_branch(&fails, block_fails(expr->as.match.arms.at[i]->body));
    if (fails.branches > 0)
        check_fails(checker, expr, fails);
}

static void check_arms(Cases *cases, Join *join, bool is_statement)
{
    Checker *checker = cases->checker;
    const MatchArmVec *arms = &cases->match->as.match.arms;
    for (uint32_t i = 0; i < arms->len; i++) {
        Scope scope;
        scope_enter(&checker->scopes, &scope);
        take_patterns(cases, arms->at[i]);
        if (arms->at[i]->body)
            check_arm(checker, arms->at[i]->body, join, is_statement);
        scope_leave(&checker->scopes);
    }
}

const Type *branch_match(Checker *checker, Expr *expr, const Type *wanted,
                         bool is_statement)
{
    Expr *subject = expr->as.match.subject;
    Join join = {.checker = checker, .wanted = wanted};
    call_count_node(checker);
    if (!checker->body || !subject)
        return checker->types->error;
    check_match_fails(checker, expr);
    Cases cases = open_cases(checker, expr, check_subject(checker, subject));
    check_arms(&cases, &join, is_statement);
    check_exhaustive(&cases);
    if (cases.subject->kind == TYPE_UNION)
        complain_union_match(checker, subject);
    if (is_statement)
        return checker->types->unit;
    return join.type ? join.type : checker->types->nothing;
}
