/* ast_kinds.h - what the tree is made of: the names of its structs, lists
 * of them, and the kinds of node. */
#ifndef FLW_GRAMMAR_AST_KINDS_H
#define FLW_GRAMMAR_AST_KINDS_H

#include <stddef.h>

#include "base/attr.h"
#include "base/source.h"
#include "base/sym.h"
#include "base/vec.h"

typedef struct Type Type;         /* typesys/type.h */
typedef struct Call Call;         /* typesys/call.h: a call, resolved */
typedef struct Settings Settings; /* typesys/settings.h: options, checked */
typedef struct KindUse KindUse;   /* typesys/kind.h: `using`, checked */
typedef struct Launch Launch;     /* typesys/launch.h: a launch plan, checked */
typedef struct ModuleNames ModuleNames; /* typesys/scope.h */
typedef struct Value Value;             /* typesys/value.h: a constant */
typedef struct Block Block;
typedef struct Decl Decl;
typedef struct Expr Expr;
typedef struct Field Field;
typedef struct Local Local;
typedef struct MatchArm MatchArm;
typedef struct Module Module;
typedef struct Param Param;
typedef struct Stmt Stmt;
typedef struct TextPart TextPart;
typedef struct TypeExpr TypeExpr;

typedef Vec(Decl *) DeclVec;
typedef Vec(Expr *) ExprVec;
typedef Vec(Field *) FieldVec;
typedef Vec(MatchArm *) MatchArmVec;
typedef Vec(Param *) ParamVec;
typedef Vec(Stmt *) StmtVec;
typedef Vec(TextPart) TextPartVec;
typedef Vec(TypeExpr *) TypeExprVec;

/* A name where it stands. */
typedef struct Name {
    const Sym *sym; /* NULL after a syntax error */
    Span span;
} Name;
typedef Vec(Name) NameVec;

/* What a call, a map, a record, a return is given, at the end of its node.
 * Behind the values lie the names of those that are not by place, which come
 * last. */
typedef struct Args {
    uint32_t len;
    uint32_t by_place; /* the first so many */
    Expr *values[];
} Args;

typedef struct Arg {
    Name name; /* sym NULL: by place */
    Expr *value;
} Arg;

static inline Name args_name(const Args *args, uint32_t i)
{
    const Name *names = (const Name *)(args->values + args->len);
    return i < args->by_place ? (Name){0} : names[i - args->by_place];
}

static inline Arg args_at(const Args *args, uint32_t i)
{
    return (Arg){args_name(args, i), args->values[i]};
}

#define EXPR(kind, text, last) EXPR_##kind,
#define TYPE_EXPR(kind, text, last)
#define STMT(kind, text, last)
#define DECL(kind, text, last)
typedef enum SMALL_ENUM ExprKind {
#include "grammar/ast_nodes.def"
} ExprKind;
#undef EXPR
#undef TYPE_EXPR
#define EXPR(kind, text, last)
#define TYPE_EXPR(kind, text, last) TYPE_EXPR_##kind,
typedef enum SMALL_ENUM TypeExprKind {
#include "grammar/ast_nodes.def"
} TypeExprKind;
#undef TYPE_EXPR
#undef STMT
#define TYPE_EXPR(kind, text, last)
#define STMT(kind, text, last) STMT_##kind,
typedef enum SMALL_ENUM StmtKind {
#include "grammar/ast_nodes.def"
} StmtKind;
#undef STMT
#undef DECL
#define STMT(kind, text, last)
#define DECL(kind, text, last) DECL_##kind,
typedef enum SMALL_ENUM DeclKind {
#include "grammar/ast_nodes.def"
} DeclKind;
#undef EXPR
#undef TYPE_EXPR
#undef STMT
#undef DECL

/* The name of a kind in a dump. */
const char *expr_word(ExprKind kind);
const char *type_expr_word(TypeExprKind kind);
const char *stmt_word(StmtKind kind);
const char *decl_word(DeclKind kind);
/* Bytes of a node of a kind. It ends with its member of the union, so nobody
 * copies a node, nor gives it another kind than an error's. */
size_t expr_bytes(ExprKind kind);
size_t type_expr_bytes(TypeExprKind kind);
size_t stmt_bytes(StmtKind kind);
size_t decl_bytes(DeclKind kind);

#endif
