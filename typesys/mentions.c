/* mentions.c - a walk that stops at names. */
#include "typesys/mentions.h"

#include "grammar/walk.h"

static WalkStep tell(const Walk *walk, const Sym *name, Span at)
{
    Mentions *mentions = walk->context;
    if (name)
        mentions->mention(mentions, name, at);
    return WALK_CONTINUE;
}

/* A pattern names a case or a type, never what is bound to its name. */
static WalkStep pass_patterns(Walk *walk, const Expr *match)
{
    const MatchArmVec *arms = &match->as.match.arms;
    if (match->as.match.subject)
        ast_walk_expr(walk, match->as.match.subject);
    for (uint32_t i = 0; i < arms->len; i++)
        if (arms->at[i]->body)
            ast_walk_block(walk, arms->at[i]->body);
    return WALK_SKIP;
}

static WalkStep meet(Walk *walk, Node node)
{
    if (node.kind == NODE_EXPR && node.as.expr->kind == EXPR_NAME)
        return tell(walk, node.as.expr->as.name.sym, node.as.expr->span);
    if (node.kind == NODE_EXPR && node.as.expr->kind == EXPR_MATCH)
        return pass_patterns(walk, node.as.expr);
    if (node.kind == NODE_TYPE && node.as.type->kind == TYPE_EXPR_NAME &&
        node.as.type->form != NAME_OF_MODULE)
        return tell(walk, node.as.type->as.name.sym,
                    type_expr_name(node.as.type).span);
    return WALK_CONTINUE;
}

void mentions_of_expr(Mentions *mentions, Expr *expr)
{
    if (expr)
        ast_walk_expr(&(Walk){.visit = meet, .context = mentions}, expr);
}

void mentions_of_type(Mentions *mentions, TypeExpr *type)
{
    if (type)
        ast_walk_type(&(Walk){.visit = meet, .context = mentions}, type);
}

void mentions_of_stmt(Mentions *mentions, Stmt *stmt)
{
    ast_walk_stmt(&(Walk){.visit = meet, .context = mentions}, stmt);
}
