#include "grammar/ast.h"

#include <stddef.h>

#define END_OF(Node, last) \
    (uint8_t)(offsetof(Node, last) + sizeof(((Node *)0)->last))

static_assert(sizeof(Expr) <= UINT8_MAX && sizeof(TypeExpr) <= UINT8_MAX &&
                  sizeof(Stmt) <= UINT8_MAX && sizeof(Decl) <= UINT8_MAX,
              "sizes of nodes are kept in bytes");

#define EXPR(kind, text, last)
#define TYPE_EXPR(kind, text, last)
#define STMT(kind, text, last)
#define DECL(kind, text, last)

#undef EXPR
#define EXPR(kind, text, last) [EXPR_##kind] = (text),
const char *expr_word(ExprKind kind)
{
    static const char *const words[] = {
#include "grammar/ast_nodes.def"
    };
    return words[kind];
}
#undef EXPR
#define EXPR(kind, text, last) [EXPR_##kind] = END_OF(Expr, last),
size_t expr_bytes(ExprKind kind)
{
    static const uint8_t sizes[] = {
#include "grammar/ast_nodes.def"
    };
    return sizes[kind];
}
#undef EXPR
#define EXPR(kind, text, last)

#undef TYPE_EXPR
#define TYPE_EXPR(kind, text, last) [TYPE_EXPR_##kind] = (text),
const char *type_expr_word(TypeExprKind kind)
{
    static const char *const words[] = {
#include "grammar/ast_nodes.def"
    };
    return words[kind];
}
#undef TYPE_EXPR
#define TYPE_EXPR(kind, text, last) [TYPE_EXPR_##kind] = END_OF(TypeExpr, last),
size_t type_expr_bytes(TypeExprKind kind)
{
    static const uint8_t sizes[] = {
#include "grammar/ast_nodes.def"
    };
    return sizes[kind];
}
#undef TYPE_EXPR
#define TYPE_EXPR(kind, text, last)

#undef STMT
#define STMT(kind, text, last) [STMT_##kind] = (text),
const char *stmt_word(StmtKind kind)
{
    static const char *const words[] = {
#include "grammar/ast_nodes.def"
    };
    return words[kind];
}
#undef STMT
#define STMT(kind, text, last) [STMT_##kind] = END_OF(Stmt, last),
size_t stmt_bytes(StmtKind kind)
{
    static const uint8_t sizes[] = {
#include "grammar/ast_nodes.def"
    };
    return sizes[kind];
}
#undef STMT
#define STMT(kind, text, last)

#undef DECL
#define DECL(kind, text, last) [DECL_##kind] = (text),
const char *decl_word(DeclKind kind)
{
    static const char *const words[] = {
#include "grammar/ast_nodes.def"
    };
    return words[kind];
}
#undef DECL
#define DECL(kind, text, last) [DECL_##kind] = END_OF(Decl, last),
size_t decl_bytes(DeclKind kind)
{
    static const uint8_t sizes[] = {
#include "grammar/ast_nodes.def"
    };
    return sizes[kind];
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
    bool bare = pattern->kind == TYPE_EXPR_NAME && pattern->form == NAME_PLAIN;
    return bare ? type_expr_name(pattern) : (Name){0};
}
