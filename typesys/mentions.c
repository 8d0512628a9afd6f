/* mentions.c - one walk over all kinds of node. */
#include "typesys/mentions.h"

#include "base/panic.h"

static void tell(Mentions *mentions, const Sym *name, Span at)
{
    if (name)
        mentions->mention(mentions, name, at);
}

static void of_types(Mentions *mentions, const TypeExprVec *types)
{
    for (uint32_t i = 0; i < types->len; i++)
        mentions_of_type(mentions, types->at[i]);
}

void mentions_of_type(Mentions *mentions, const TypeExpr *type)
{
    if (!type)
        return;
    switch (type->kind) {
    case TYPE_EXPR_ERROR:
        return;
    case TYPE_EXPR_NAME:
        if (!type->as.name.module.sym)
            tell(mentions, type->as.name.name.sym, type->as.name.name.span);
        return of_types(mentions, &type->as.name.args);
    case TYPE_EXPR_OPTIONAL:
        return mentions_of_type(mentions, type->as.optional);
    case TYPE_EXPR_ALT:
        return of_types(mentions, &type->as.alt);
    case TYPE_EXPR_RECORD:
        for (uint32_t i = 0; i < type->as.record.fields.len; i++)
            mentions_of_type(mentions, type->as.record.fields.at[i]->type);
        return;
    case TYPE_EXPR_REFINED:
        mentions_of_type(mentions, type->as.refined.base);
        return mentions_of_expr(mentions, type->as.refined.where);
    case TYPE_EXPR_FRESH:
        return mentions_of_type(mentions, type->as.fresh);
    }
    UNREACHABLE("type expression kind");
}

static void of_exprs(Mentions *mentions, const ExprVec *exprs)
{
    for (uint32_t i = 0; i < exprs->len; i++)
        mentions_of_expr(mentions, exprs->at[i]);
}

static void of_args(Mentions *mentions, const ArgVec *args)
{
    for (uint32_t i = 0; i < args->len; i++)
        mentions_of_expr(mentions, args->at[i].value);
}

static void of_text(Mentions *mentions, const TextPartVec *parts)
{
    for (uint32_t i = 0; i < parts->len; i++)
        mentions_of_expr(mentions, parts->at[i].expr);
}

static void of_tail(Mentions *mentions, const CallTail *tail)
{
    if (!tail)
        return;
    mentions_of_expr(mentions, tail->with);
    of_exprs(mentions, &tail->after);
}

static void of_block(Mentions *mentions, const Block *block)
{
    for (uint32_t i = 0; block && i < block->stmts.len; i++)
        mentions_of_stmt(mentions, block->stmts.at[i]);
}

static void of_match(Mentions *mentions, const Expr *match)
{
    const MatchArmVec *arms = &match->as.match.arms;
    mentions_of_expr(mentions, match->as.match.subject);
    for (uint32_t i = 0; i < arms->len; i++)
        of_block(mentions, arms->at[i]->body);
}

static void of_if(Mentions *mentions, const Expr *expr)
{
    mentions_of_expr(mentions, expr->as.if_.condition);
    of_block(mentions, expr->as.if_.then);
    of_block(mentions, expr->as.if_.otherwise);
}

static void of_comprehension(Mentions *mentions, const Expr *expr)
{
    mentions_of_expr(mentions, expr->as.comprehension.body);
    if (expr->as.comprehension.clause)
        mentions_of_expr(mentions, expr->as.comprehension.clause->items);
    of_tail(mentions, expr->as.comprehension.tail);
}

static void of_call(Mentions *mentions, const Expr *expr)
{
    mentions_of_expr(mentions, expr->as.call.callee);
    of_args(mentions, &expr->as.call.args);
    of_tail(mentions, expr->as.call.tail);
}

static void of_pair(Mentions *mentions, const Expr *left, const Expr *right)
{
    mentions_of_expr(mentions, left);
    mentions_of_expr(mentions, right);
}

void mentions_of_expr(Mentions *mentions, const Expr *expr)
{
    if (!expr)
        return;
    switch (expr->kind) {
    case EXPR_ERROR:
    case EXPR_NONE:
    case EXPR_BOOL:
    case EXPR_INT:
    case EXPR_FLOAT:
    case EXPR_TEXT:
    case EXPR_DURATION:
    case EXPR_SIZE:
    case EXPR_DATETIME:
        return;
    case EXPR_INTERPOLATION:
        return of_text(mentions, &expr->as.interpolation);
    case EXPR_LIST:
        return of_exprs(mentions, &expr->as.list);
    case EXPR_MAP:
        return of_args(mentions, &expr->as.map);
    case EXPR_RECORD:
        return of_args(mentions, &expr->as.record);
    case EXPR_NAME:
        return tell(mentions, expr->as.name.sym, expr->span);
    case EXPR_FIELD:
        return mentions_of_expr(mentions, expr->as.field.base);
    case EXPR_INDEX:
        return of_pair(mentions, expr->as.index.base, expr->as.index.index);
    case EXPR_CALL:
        return of_call(mentions, expr);
    case EXPR_UNARY:
        return mentions_of_expr(mentions, expr->as.unary.item);
    case EXPR_BINARY:
        return of_pair(mentions, expr->as.binary.left, expr->as.binary.right);
    case EXPR_RANGE:
        return of_pair(mentions, expr->as.range.first, expr->as.range.last);
    case EXPR_CONVERT:
        mentions_of_type(mentions, expr->as.convert.type);
        return mentions_of_expr(mentions, expr->as.convert.item);
    case EXPR_COMPREHENSION:
        return of_comprehension(mentions, expr);
    case EXPR_IF:
        return of_if(mentions, expr);
    case EXPR_MATCH:
        return of_match(mentions, expr);
    }
    UNREACHABLE("expression kind");
}

void mentions_of_stmt(Mentions *mentions, const Stmt *stmt)
{
    switch (stmt->kind) {
    case STMT_ERROR:
        return;
    case STMT_BIND:
        return mentions_of_expr(mentions, stmt->as.bind.value);
    case STMT_EXPR:
        return mentions_of_expr(mentions, stmt->as.expr);
    case STMT_RETURN:
        return of_args(mentions, &stmt->as.return_.args);
    case STMT_FAIL:
        return mentions_of_expr(mentions, stmt->as.fail);
    case STMT_ON_FAILURE:
        return of_block(mentions, stmt->as.on_failure.body);
    }
    UNREACHABLE("statement kind");
}
