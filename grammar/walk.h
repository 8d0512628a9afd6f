/* walk.h - every node below a node, in the order of the source.
 *
 * For passes that care about few kinds. The tree is at most PARSE_CHAIN_MAX
 * expressions deep, so the walk recurses. */
#ifndef FLW_GRAMMAR_WALK_H
#define FLW_GRAMMAR_WALK_H

#include "grammar/ast.h"

typedef enum NodeKind { NODE_DECL, NODE_STMT, NODE_EXPR, NODE_TYPE } NodeKind;

typedef struct Node {
    NodeKind kind;
    union {
        Decl *decl;
        Stmt *stmt;
        Expr *expr;
        TypeExpr *type;
    } as;
} Node;

typedef enum WalkStep {
    WALK_CONTINUE, /* on to what the node holds */
    WALK_SKIP,     /* past what it holds */
    WALK_STOP      /* the walk is over */
} WalkStep;

typedef struct Walk {
    WalkStep (*visit)(struct Walk *walk, Node node); /* before its parts */
    void *context;
    bool no_patterns; /* past those of a match */
} Walk;

/* Each visits the node itself, then what it holds. False: stopped. */
bool ast_walk_module(Walk *walk, const Module *module);
bool ast_walk_decl(Walk *walk, Decl *decl);
bool ast_walk_block(Walk *walk, const Block *block);
bool ast_walk_stmt(Walk *walk, Stmt *stmt);
bool ast_walk_expr(Walk *walk, Expr *expr);
bool ast_walk_type(Walk *walk, TypeExpr *type);

#endif
