/* ast_body.h - statements, and the names that they bind. */
#ifndef FLW_GRAMMAR_AST_BODY_H
#define FLW_GRAMMAR_AST_BODY_H

#include <stdbool.h>
#include <stdint.h>

#include "grammar/ast_kinds.h"

struct Block {
    StmtVec stmts;   /* a last STMT_EXPR is the block's value */
    StmtVec ordered; /* checker: the same ones, each after those that it
                        takes values from; empty when they are written so */
    Span span;
    uint8_t depth;    /* parser: as of an Expr */
    uint8_t branches; /* parser: as of an Expr */
};

/* The statements, each after those that it takes values from. */
static inline const StmtVec *block_in_order(const Block *block)
{
    return block->ordered.len ? &block->ordered : &block->stmts;
}

struct Stmt {
    StmtKind kind;
    Span span;
    union {
        struct {
            Name name;
            TypeExpr *type; /* NULL: inferred */
            Expr *value;    /* NULL after a syntax error */
            Local *local;   /* checker: */
        } bind;
        Expr *expr;
        struct {
            ArgVec args; /* (a: x, b: y), or one by place */
        } return_;
        Expr *fail; /* the message */
        struct {
            Name error; /* sym NULL: it has none */
            Block *body;
            Local *local; /* checker: NULL: it has none */
        } on_failure;
    } as;
};

/* A name bound in a body; made by the checker, shared by all its uses. */
typedef enum SMALL_ENUM LocalKind {
    LOCAL_INPUT,  /* of the workflow or task */
    LOCAL_OUTPUT, /* of a task, in its command */
    LOCAL_BINDING,
    LOCAL_ITEM,  /* loop variable */
    LOCAL_ERROR, /* of on failure */
    LOCAL_SELF
} LocalKind;

struct Local {
    LocalKind kind;
    Name name;
    const Type *type;
    Expr *value; /* BINDING: what it is bound to; ITEM: the list */
    /* BINDING, all by the checker: its constant, if it is one; the name of the
     * output that it is, if it is the only one of a call; NULL: none. */
    const Value *constant;
    const Sym *output;
    const Decl *giver; /* BINDING: the task whose output it is (a part of) */
    const Expr *part;  /* BINDING: the field of a record that it is taken out
                          of; NULL: none */
    bool node;         /* BINDING: a node, or something that a node gives */
    uint32_t uses;
    uint32_t index; /* by order of binding in its workflow */
};

#endif
