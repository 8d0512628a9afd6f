#include "grammar/walk.h"

#include "base/panic.h"

/* Each walk_x goes through a part that may be absent; false: stopped. */

static bool walk_expr(Walk *walk, Expr *expr)
{
    return !expr || ast_walk_expr(walk, expr);
}

static bool walk_type(Walk *walk, TypeExpr *type)
{
    return !type || ast_walk_type(walk, type);
}

static bool walk_block(Walk *walk, const Block *block)
{
    return !block || ast_walk_block(walk, block);
}

static bool walk_exprs(Walk *walk, const ExprVec *exprs)
{
    for (uint32_t i = 0; i < exprs->len; i++)
        if (!ast_walk_expr(walk, exprs->at[i]))
            return false;
    return true;
}

static bool walk_args(Walk *walk, const Args *args)
{
    for (uint32_t i = 0; i < args->len; i++)
        if (!walk_expr(walk, args->values[i]))
            return false;
    return true;
}

static bool walk_types(Walk *walk, const TypeExprVec *types)
{
    for (uint32_t i = 0; i < types->len; i++)
        if (!ast_walk_type(walk, types->at[i]))
            return false;
    return true;
}

static bool walk_fields(Walk *walk, const FieldVec *fields)
{
    for (uint32_t i = 0; i < fields->len; i++)
        if (!walk_type(walk, fields->at[i]->type) ||
            !walk_expr(walk, fields->at[i]->value))
            return false;
    return true;
}

static bool walk_params(Walk *walk, const ParamVec *params)
{
    for (uint32_t i = 0; i < params->len; i++)
        if (!walk_type(walk, params->at[i]->type) ||
            !walk_expr(walk, params->at[i]->value))
            return false;
    return true;
}

static bool walk_signature(Walk *walk, const Signature *signature)
{
    for (uint32_t i = 0; i < signature->type_params.len; i++)
        if (!walk_type(walk, signature->type_params.at[i].bound))
            return false;
    return walk_params(walk, &signature->inputs) &&
           walk_params(walk, &signature->outputs);
}

static bool walk_tail(Walk *walk, const CallTail *tail)
{
    return !tail ||
           (walk_expr(walk, tail->with) && walk_exprs(walk, &tail->after));
}

static bool walk_parts(Walk *walk, const TextPartVec *parts)
{
    for (uint32_t i = 0; i < parts->len; i++)
        if (!walk_expr(walk, parts->at[i].expr))
            return false;
    return true;
}

static bool walk_arms(Walk *walk, const MatchArmVec *arms)
{
    for (uint32_t i = 0; i < arms->len; i++)
        if ((!walk->no_patterns && !walk_types(walk, &arms->at[i]->patterns)) ||
            !walk_block(walk, arms->at[i]->body))
            return false;
    return true;
}

static bool walk_items(Walk *walk, const LaunchItemVec *items)
{
    for (uint32_t i = 0; i < items->len; i++)
        if (!walk_expr(walk, items->at[i].value) ||
            !walk_expr(walk, items->at[i].on))
            return false;
    return true;
}

static bool type_parts(Walk *walk, const TypeExpr *type)
{
    switch (type->kind) {
    case TYPE_EXPR_ERROR:
        return true;
    case TYPE_EXPR_NAME:
        return type->form != NAME_APPLIED ||
               walk_types(walk, &type->as.applied.args);
    case TYPE_EXPR_OPTIONAL:
        return walk_type(walk, type->as.optional);
    case TYPE_EXPR_ALT:
        return walk_types(walk, &type->as.alt);
    case TYPE_EXPR_RECORD:
        return walk_fields(walk, &type->as.record.fields);
    case TYPE_EXPR_REFINED:
        return walk_type(walk, type->as.refined.base) &&
               walk_expr(walk, type->as.refined.where);
    case TYPE_EXPR_FRESH:
        return walk_type(walk, type->as.fresh);
    case TYPE_EXPR_CASE:
        return walk_type(walk, type->as.case_.of);
    }
    UNREACHABLE("kind of type");
}

static bool if_parts(Walk *walk, const Expr *expr)
{
    return walk_expr(walk, expr->as.if_.condition) &&
           walk_block(walk, expr->as.if_.then) &&
           walk_block(walk, expr->as.if_.otherwise);
}

static bool comprehension_parts(Walk *walk, const Expr *expr)
{
    return walk_expr(walk, expr->as.comprehension.body) &&
           walk_expr(walk, expr->as.comprehension.clause->items) &&
           walk_tail(walk, expr->as.comprehension.tail);
}

static bool call_parts(Walk *walk, const Expr *expr)
{
    return walk_expr(walk, expr->as.call.callee) &&
           walk_args(walk, &expr->as.call.args) &&
           walk_tail(walk, expr->as.call.tail);
}

static bool expr_parts(Walk *walk, const Expr *expr)
{
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
    case EXPR_NAME:
        return true;
    case EXPR_INTERPOLATION:
        return walk_parts(walk, &expr->as.interpolation);
    case EXPR_LIST:
        return walk_exprs(walk, &expr->as.list);
    case EXPR_MAP:
        return walk_args(walk, &expr->as.map);
    case EXPR_RECORD:
        return walk_args(walk, &expr->as.record);
    case EXPR_FIELD:
        return walk_expr(walk, expr->as.field.base);
    case EXPR_INDEX:
        return walk_expr(walk, expr->as.index.base) &&
               walk_expr(walk, expr->as.index.index);
    case EXPR_CALL:
        return call_parts(walk, expr);
    case EXPR_UNARY:
        return walk_expr(walk, expr->as.unary.item);
    case EXPR_BINARY:
        return walk_expr(walk, expr->as.binary.left) &&
               walk_expr(walk, expr->as.binary.right);
    case EXPR_RANGE:
        return walk_expr(walk, expr->as.range.first) &&
               walk_expr(walk, expr->as.range.last);
    case EXPR_CONVERT:
        return walk_expr(walk, expr->as.convert.item) &&
               walk_type(walk, expr->as.convert.type);
    case EXPR_COMPREHENSION:
        return comprehension_parts(walk, expr);
    case EXPR_IF:
        return if_parts(walk, expr);
    case EXPR_MATCH:
        return walk_expr(walk, expr->as.match.subject) &&
               walk_arms(walk, &expr->as.match.arms);
    }
    UNREACHABLE("kind of expression");
}

static bool stmt_parts(Walk *walk, const Stmt *stmt)
{
    switch (stmt->kind) {
    case STMT_ERROR:
        return true;
    case STMT_BIND:
        return walk_type(walk, stmt->as.bind.type) &&
               walk_expr(walk, stmt->as.bind.local.value);
    case STMT_EXPR:
        return walk_expr(walk, stmt->as.expr);
    case STMT_RETURN:
        return walk_args(walk, &stmt->as.return_.args);
    case STMT_FAIL:
        return walk_expr(walk, stmt->as.fail);
    case STMT_ON_FAILURE:
        return walk_block(walk, stmt->as.on_failure.body);
    }
    UNREACHABLE("kind of statement");
}

static bool task_parts(Walk *walk, const Decl *decl)
{
    return walk_signature(walk, &decl->as.task.signature) &&
           walk_expr(walk, decl->as.task.using) &&
           walk_expr(walk, decl->as.task.with);
}

static bool workflow_parts(Walk *walk, const Decl *decl)
{
    return walk_signature(walk, &decl->as.workflow.signature) &&
           walk_expr(walk, decl->as.workflow.with) &&
           walk_block(walk, decl->as.workflow.body);
}

static bool decl_parts(Walk *walk, const Decl *decl)
{
    switch (decl->kind) {
    case DECL_ERROR:
    case DECL_ENUM:
        return true;
    case DECL_TYPE:
        return walk_type(walk, decl->as.type.value);
    case DECL_CONST:
        return walk_type(walk, decl->as.const_.type) &&
               walk_expr(walk, decl->as.const_.value);
    case DECL_DEFAULTS:
        return walk_expr(walk, decl->as.defaults.with);
    case DECL_KIND:
        return walk_params(walk, &decl->as.kind.outputs) &&
               walk_fields(walk, &decl->as.kind.fields);
    case DECL_TASK:
        return task_parts(walk, decl);
    case DECL_EXTERN:
        return walk_signature(walk, &decl->as.extern_.signature);
    case DECL_WORKFLOW:
        return workflow_parts(walk, decl);
    case DECL_LAUNCH:
        return walk_items(walk, &decl->as.launch.items);
    case DECL_TEST:
        return walk_block(walk, decl->as.test.body);
    }
    UNREACHABLE("kind of declaration");
}

bool ast_walk_type(Walk *walk, TypeExpr *type)
{
    WalkStep step = walk->visit(walk, (Node){NODE_TYPE, {.type = type}});
    return step == WALK_CONTINUE ? type_parts(walk, type) : step == WALK_SKIP;
}

bool ast_walk_expr(Walk *walk, Expr *expr)
{
    WalkStep step = walk->visit(walk, (Node){NODE_EXPR, {.expr = expr}});
    return step == WALK_CONTINUE ? expr_parts(walk, expr) : step == WALK_SKIP;
}

bool ast_walk_stmt(Walk *walk, Stmt *stmt)
{
    WalkStep step = walk->visit(walk, (Node){NODE_STMT, {.stmt = stmt}});
    return step == WALK_CONTINUE ? stmt_parts(walk, stmt) : step == WALK_SKIP;
}

bool ast_walk_block(Walk *walk, const Block *block)
{
    for (uint32_t i = 0; i < block->stmts.len; i++)
        if (!ast_walk_stmt(walk, block->stmts.at[i]))
            return false;
    return true;
}

bool ast_walk_decl(Walk *walk, Decl *decl)
{
    WalkStep step = walk->visit(walk, (Node){NODE_DECL, {.decl = decl}});
    return step == WALK_CONTINUE ? decl_parts(walk, decl) : step == WALK_SKIP;
}

bool ast_walk_module(Walk *walk, const Module *module)
{
    for (uint32_t i = 0; i < module->decls.len; i++)
        if (!ast_walk_decl(walk, module->decls.at[i]))
            return false;
    return true;
}
