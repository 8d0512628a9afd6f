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

static WalkStep meet(Walk *walk, Node node)
{
    if (node.kind == NODE_EXPR && node.as.expr->kind == EXPR_NAME)
        return tell(walk, node.as.expr->as.name.sym, node.as.expr->span);
    if (node.kind == NODE_TYPE && node.as.type->kind == TYPE_EXPR_NAME &&
        node.as.type->form != NAME_OF_MODULE)
        return tell(walk, node.as.type->as.name.sym,
                    type_expr_name(node.as.type).span);
    return WALK_CONTINUE;
}

/* A pattern names a case or a type, never what is bound to its name. */
static Walk walk_of(Mentions *mentions)
{
    return (Walk){.visit = meet, .context = mentions, .no_patterns = true};
}

void mentions_of_expr(Mentions *mentions, Expr *expr)
{
    Walk walk = walk_of(mentions);
    if (expr)
        ast_walk_expr(&walk, expr);
}

void mentions_of_type(Mentions *mentions, TypeExpr *type)
{
    Walk walk = walk_of(mentions);
    if (type)
        ast_walk_type(&walk, type);
}

void mentions_of_stmt(Mentions *mentions, Stmt *stmt)
{
    Walk walk = walk_of(mentions);
    ast_walk_stmt(&walk, stmt);
}
