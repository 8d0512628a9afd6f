/* ast_body.h - statements, and the names that they bind. */
#ifndef FLW_GRAMMAR_AST_BODY_H
#define FLW_GRAMMAR_AST_BODY_H

#include <assert.h>
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

/* A name bound in a body, shared by all its uses. That of a STMT_BIND is a part
 * of it, of which the parser knows the name and the value; the checker makes
 * the others. */
typedef enum SMALL_ENUM LocalKind {
    LOCAL_UNKNOWN, /* not checked yet */
    LOCAL_INPUT,   /* of the workflow or task */
    LOCAL_OUTPUT,  /* of a task, in its command */
    LOCAL_BINDING,
    LOCAL_ITEM, /* loop variable */
    LOCAL_ERROR /* of on failure */
} LocalKind;

/* Where a value comes from, as far as that is plain to see. */
typedef struct ValueOrigin {
    const Value *constant; /* it is one; of a Local alone */
    const Decl *giver;     /* the task whose output it is (a part of) */
    const Sym *output;     /* the name of a call's only output, if it is that */
    const Expr *part;      /* the field of a record that it is taken out of */
    bool node;             /* a node, or something that a node gives */
} ValueOrigin;

struct Local {
    Name name;
    Expr *value; /* BINDING: what it is bound to; ITEM: the list */
    const Type *type;
    const ValueOrigin *origin; /* BINDING: see local_origin */
    LocalKind kind;
    bool used;
    bool narrowed; /* some scope knows more of its type */
};

static inline ValueOrigin local_origin(const Local *local)
{
    return local->origin ? *local->origin : (ValueOrigin){0};
}

struct Stmt {
    StmtKind kind;
    Span span;
    union {
        struct {
            TypeExpr *type; /* NULL: inferred */
            Local local;    /* its value is NULL after a syntax error */
        } bind;
        Expr *expr;
        struct {
            Args args; /* (a: x, b: y), or one by place */
        } return_;
        Expr *fail; /* the message */
        struct {
            Name error; /* sym NULL: it has none */
            Block *body;
            Local *local; /* checker: NULL: it has none */
        } on_failure;
    } as;
};

static_assert(sizeof(Stmt) <= 72, "Stmt has grown");

#endif
