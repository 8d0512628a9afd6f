/* ast_expr.h - expressions. */
#ifndef FLW_GRAMMAR_AST_EXPR_H
#define FLW_GRAMMAR_AST_EXPR_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "grammar/ast_kinds.h"

typedef enum SMALL_ENUM UnaryOp { UNARY_MINUS, UNARY_NOT } UnaryOp;

typedef enum SMALL_ENUM BinaryOp {
    BINARY_OR,
    BINARY_AND,
    BINARY_EQ,
    BINARY_NE,
    BINARY_LT,
    BINARY_LE,
    BINARY_GT,
    BINARY_GE,
    BINARY_IN,      /* self in 1..9; 1..9 is EXPR_RANGE */
    BINARY_MATCHES, /* self matches "regex" */
    BINARY_ADD,
    BINARY_SUB,
    BINARY_MUL,
    BINARY_DIV,
    BINARY_REM
} BinaryOp;

/* As it is written: `<=`. */
const char *binary_op_word(BinaryOp op);

/* A size keeps its unit, so that 4Gi is emitted as 4Gi. */
typedef enum SizeUnit {
    SIZE_KI,
    SIZE_MI,
    SIZE_GI,
    SIZE_TI,
    SIZE_KB,
    SIZE_MB,
    SIZE_GB,
    SIZE_TB
} SizeUnit;

struct TextPart {
    const char *text; /* decoded; NULL when expr is set */
    uint32_t len;
    Expr *expr;
};

/* What may follow a call or a comprehension. */
typedef struct CallTail {
    Expr *with;     /* a RECORD, NULL: none */
    Span with_span; /* the word `with` */
    ExprVec after;
    Span after_span;
    const Settings *settings; /* checker: `with`, checked */
} CallTail;

typedef enum SMALL_ENUM RefKind {
    REF_UNKNOWN, /* not yet, or not found */
    REF_LOCAL,   /* as local: an input, a binding, a loop variable … */
    REF_DECL,    /* as decl */
    REF_MODULE,  /* as module: the alias of an import */
    REF_CASE,    /* an enum's case: index in as.index, its type on the node */
    REF_FIELD,   /* of a record (x.f) */
    REF_OUTPUT,  /* of a call with several outputs, index in as.index */
    REF_BUILTIN, /* approve, wait_for, sleep, zip, len */
    REF_SELF     /* `self` in a refinement */
} RefKind;

typedef union RefTarget {
    Local *local;
    Decl *decl;
    Module *module;
    uint32_t index;
} RefTarget;

/* What a name, or a field, stands for: see expr_ref. */
typedef struct Ref {
    RefKind kind;
    RefTarget as;
} Ref;

struct Expr {
    ExprKind kind;
    bool constant;    /* checker: constant_fold gives its value */
    uint8_t branches; /* parser: ifs and matches inside each other */
    uint8_t depth;    /* parser: of what it holds */
    Span span;
    union {                /* here, where there is room before a pointer */
        RefKind ref;       /* NAME, FIELD: checker: the kind of its target */
        uint32_t text_len; /* TEXT: bytes behind the node: see expr_string */
    };
    const Type *type; /* checker: what it is where it stands */
    union {
        bool bool_value;
        int64_t int_value;
        double float_value;
        TextPartVec interpolation;
        int64_t duration; /* ns */
        int64_t datetime; /* ns since 1970-01-01T00:00:00Z */
        struct {
            int64_t bytes;
            SizeUnit unit;
        } size;
        ExprVec list;
        Args map;    /* its names are the keys */
        Args record; /* every one is named */
        struct {
            const Sym *sym;
            RefTarget target; /* checker: */
        } name;
        struct {
            Expr *base;
            Name name;
            RefTarget target; /* checker: */
        } field;
        struct {
            Expr *base;
            Expr *index;
        } index;
        struct {
            Expr *callee;     /* NAME or FIELD */
            CallTail *tail;   /* NULL: neither with nor after */
            const Call *call; /* checker: */
            Args args;
        } call;
        struct {
            UnaryOp op;
            Expr *item;
        } unary;
        struct {
            BinaryOp op;
            Span op_span;
            Expr *left;
            Expr *right;
        } binary;
        struct {
            Expr *first;
            Expr *last;
        } range;
        struct {
            Expr *item;
            TypeExpr *type;
        } convert; /* x as T */
        struct {
            Expr *body; /* f(x) */
            struct ForClause *clause;
            CallTail *tail;
        } comprehension;
        struct {
            Expr *condition;
            Block *then;
            Block *otherwise; /* NULL: none; `else if` is a block of one IF */
        } if_;
        struct {
            Expr *subject;
            MatchArmVec arms;
        } match;
    } as;
};

static_assert(offsetof(Expr, as) == 24, "Expr's head has grown");
static_assert(sizeof(Expr) <= 56, "Expr has grown");

/* The text of a TEXT, decoded and NUL-terminated: text_len bytes, which lie
 * behind the node's head. */
static inline const char *expr_string(const Expr *expr)
{
    return (const char *)expr + offsetof(Expr, as);
}

/* Of a NAME or a FIELD; REF_UNKNOWN of anything else. */
static inline Ref expr_ref(const Expr *expr)
{
    if (expr->kind == EXPR_NAME)
        return (Ref){expr->ref, expr->as.name.target};
    if (expr->kind == EXPR_FIELD)
        return (Ref){expr->ref, expr->as.field.target};
    return (Ref){.kind = REF_UNKNOWN};
}

static inline void expr_refer(Expr *expr, Ref ref)
{
    expr->ref = ref.kind;
    if (expr->kind == EXPR_NAME)
        expr->as.name.target = ref.as;
    else
        expr->as.field.target = ref.as;
}

/* What a NAME stands for, when that is a local; else NULL. */
static inline Local *expr_local(const Expr *expr)
{
    bool is_local = expr->kind == EXPR_NAME && expr->ref == REF_LOCAL;
    return is_local ? expr->as.name.target.local : NULL;
}

typedef struct ForClause {
    NameVec names; /* for x, y in zip(xs, ys) */
    Expr *items;
    Local **locals; /* checker: one a name */
} ForClause;

/* patterns: names of cases, types, none; read as types, told apart by the
 * checker. */
struct MatchArm {
    TypeExprVec patterns;
    Block *body; /* `p -> e` is a block of one expression */
    Span span;
};

#endif
