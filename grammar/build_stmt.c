#include "grammar/build.h"
#include "grammar/complain.h"

/* With size bytes more behind it. */
static Stmt *stmt_new_long(Parser *parser, StmtKind kind, Span span,
                           size_t size)
{
    Stmt *stmt = arena_alloc(parser->arena, stmt_bytes(kind) + size);
    stmt->kind = kind;
    stmt->span = span;
    return stmt;
}

Stmt *stmt_new(Parser *parser, StmtKind kind, Span span)
{
    return stmt_new_long(parser, kind, span, 0);
}

Stmt *stmt_return(Parser *parser, List args, Span span)
{
    Stmt *stmt =
        stmt_new_long(parser, STMT_RETURN, span, args_bytes(parser, args));
    args_move(parser, args, &stmt->as.return_.args);
    return stmt;
}

Stmt *stmt_value(Parser *parser, Expr *value, bool recovering)
{
    Stmt *stmt =
        stmt_new(parser, recovering ? STMT_ERROR : STMT_EXPR, value->span);
    if (!recovering)
        stmt->as.expr = value;
    return stmt;
}

void parser_enter_body(Parser *parser)
{
    parser->body = sym_new_mark(parser->syms);
    parser->backwards = false;
}

Stmt *stmt_bind(Parser *parser, Token name, TypeExpr *type, Expr *value,
                Span span)
{
    Stmt *stmt = stmt_new(parser, STMT_BIND, span);
    stmt->as.bind.local.name = name_bound(parser, name);
    parser->backwards |= stmt->as.bind.local.name.sym->mark == parser->body;
    stmt->as.bind.type = type;
    stmt->as.bind.local.value = value;
    if (!value)
        stmt->as.bind.local.value = expr_new(parser, EXPR_ERROR, span);
    return stmt;
}

static bool is_statement(const Expr *expr)
{
    return expr->kind == EXPR_CALL || expr->kind == EXPR_COMPREHENSION ||
           expr->kind == EXPR_IF || expr->kind == EXPR_MATCH ||
           expr->kind == EXPR_ERROR;
}

/* Only the last thing in a block may be a mere value. */
static void check_values(Parser *parser, const StmtVec *stmts)
{
    for (uint32_t i = 0; i + 1 < stmts->len; i++) {
        const Stmt *stmt = stmts->at[i];
        if (stmt->kind == STMT_EXPR && !is_statement(stmt->as.expr))
            complain_value_unused(parser->diags, stmt->span);
    }
}

static void block_hold(Block *block, uint8_t depth, uint8_t branches)
{
    if (block->depth < depth)
        block->depth = depth;
    if (block->branches < branches)
        block->branches = branches;
}

static void block_hold_expr(Block *block, const Expr *expr)
{
    block_hold(block, expr->depth, expr->branches);
}

static void block_hold_stmt(Block *block, const Stmt *stmt)
{
    switch (stmt->kind) {
    case STMT_BIND:
        block_hold_expr(block, stmt->as.bind.local.value);
        break;
    case STMT_EXPR:
        block_hold_expr(block, stmt->as.expr);
        break;
    case STMT_RETURN:
        for (uint32_t i = 0; i < stmt->as.return_.args.len; i++)
            block_hold_expr(block, stmt->as.return_.args.values[i]);
        break;
    case STMT_FAIL:
        block_hold_expr(block, stmt->as.fail);
        break;
    case STMT_ON_FAILURE:
        block_hold(block, stmt->as.on_failure.body->depth,
                   stmt->as.on_failure.body->branches);
        break;
    case STMT_ERROR:
        break;
    }
}

Block *block_new(Parser *parser, StmtVec stmts, Span span)
{
    Block *block = arena_new(parser->arena, Block);
    block->stmts = stmts;
    block->span = span;
    check_values(parser, &stmts);
    for (uint32_t i = 0; i < stmts.len; i++)
        block_hold_stmt(block, stmts.at[i]);
    return block;
}

Block *block_of(Parser *parser, Expr *value)
{
    Stmt *stmt = stmt_new(parser, STMT_EXPR, value->span);
    StmtVec stmts = {0};
    stmt->as.expr = value;
    vec_push(parser->arena, &stmts, stmt);
    return block_new(parser, stmts, value->span);
}
