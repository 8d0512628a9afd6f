#include "grammar/ast.h"

#define EXPR(kind, text)
#define TYPE_EXPR(kind, text)
#define STMT(kind, text)
#define DECL(kind, text)

#undef EXPR
#define EXPR(kind, text) [EXPR_##kind] = (text),
const char *expr_word(ExprKind kind)
{
    static const char *const words[] = {
#include "grammar/ast_nodes.def"
    };
    return words[kind];
}
#undef EXPR
#define EXPR(kind, text)

#undef TYPE_EXPR
#define TYPE_EXPR(kind, text) [TYPE_EXPR_##kind] = (text),
const char *type_expr_word(TypeExprKind kind)
{
    static const char *const words[] = {
#include "grammar/ast_nodes.def"
    };
    return words[kind];
}
#undef TYPE_EXPR
#define TYPE_EXPR(kind, text)

#undef STMT
#define STMT(kind, text) [STMT_##kind] = (text),
const char *stmt_word(StmtKind kind)
{
    static const char *const words[] = {
#include "grammar/ast_nodes.def"
    };
    return words[kind];
}
#undef STMT
#define STMT(kind, text)

#undef DECL
#define DECL(kind, text) [DECL_##kind] = (text),
const char *decl_word(DeclKind kind)
{
    static const char *const words[] = {
#include "grammar/ast_nodes.def"
    };
    return words[kind];
}

const char *binary_op_word(BinaryOp op)
{
    static const char *const words[] = {
        [BINARY_OR] = "or", [BINARY_AND] = "and",
        [BINARY_EQ] = "==", [BINARY_NE] = "!=",
        [BINARY_LT] = "<",  [BINARY_LE] = "<=",
        [BINARY_GT] = ">",  [BINARY_GE] = ">=",
        [BINARY_IN] = "in", [BINARY_MATCHES] = "matches",
        [BINARY_ADD] = "+", [BINARY_SUB] = "-",
        [BINARY_MUL] = "*", [BINARY_DIV] = "/",
        [BINARY_REM] = "%",
    };
    return words[op];
}

Name pattern_case(const TypeExpr *pattern)
{
    if (pattern->kind == TYPE_EXPR_CASE)
        return pattern->as.case_.name;
    bool bare = pattern->kind == TYPE_EXPR_NAME &&
                !pattern->as.name.module.sym && pattern->as.name.args.len == 0;
    return bare ? pattern->as.name.name : (Name){0};
}
