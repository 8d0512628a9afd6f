/* ast.h - the tree of one module, as written.
 *
 * The parser makes it and fills everything but the fields marked `checker:`,
 * which typesys fills and later floors read. All of it lives in the session's
 * arena. Kinds are listed in ast_nodes.def; a union member is named after its
 * kind. */
#ifndef FLW_GRAMMAR_AST_H
#define FLW_GRAMMAR_AST_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"
#include "base/source.h"
#include "base/sym.h"
#include "base/vec.h"
#include "grammar/token.h"

typedef struct Type Type;         /* typesys/type.h */
typedef struct Call Call;         /* typesys/call.h: a call, resolved */
typedef struct Settings Settings; /* typesys/settings.h: options, checked */
typedef struct KindUse KindUse;   /* typesys/kind.h: `using`, checked */
typedef struct Launch Launch;     /* typesys/launch.h: a launch plan, checked */
typedef struct Value Value;       /* typesys/value.h: a constant */
typedef struct Arg Arg;
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

typedef Vec(Arg) ArgVec;
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

#define EXPR(kind, text) EXPR_##kind,
#define TYPE_EXPR(kind, text)
#define STMT(kind, text)
#define DECL(kind, text)
typedef enum ExprKind {
#include "grammar/ast_nodes.def"
} ExprKind;
#undef EXPR
#undef TYPE_EXPR
#define EXPR(kind, text)
#define TYPE_EXPR(kind, text) TYPE_EXPR_##kind,
typedef enum TypeExprKind {
#include "grammar/ast_nodes.def"
} TypeExprKind;
#undef TYPE_EXPR
#undef STMT
#define TYPE_EXPR(kind, text)
#define STMT(kind, text) STMT_##kind,
typedef enum StmtKind {
#include "grammar/ast_nodes.def"
} StmtKind;
#undef STMT
#undef DECL
#define STMT(kind, text)
#define DECL(kind, text) DECL_##kind,
typedef enum DeclKind {
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

/* ---- types as written ---- */

struct TypeExpr {
    TypeExprKind kind;
    Span span;
    uint16_t depth;   /* parser: of the types that it holds */
    uint16_t exprs;   /* parser: depth of the expressions that it holds */
    const Type *type; /* checker: NULL until resolved */
    union {
        struct {
            Name module; /* sym NULL: none. In a match pattern: the enum */
            Name name;
            TypeExprVec args; /* list<T>; a format is a bare name */
        } name;
        TypeExpr *optional; /* T? */
        TypeExprVec alt;    /* A | B */
        struct {
            FieldVec fields;
            bool open; /* `..` */
        } record;
        struct {
            TypeExpr *base;
            Expr *where; /* over the name `self` */
        } refined;
        TypeExpr *fresh; /* new T; only right of `type X =` */
    } as;
};

/* A field of a record type or of a kind. */
struct Field {
    Name name;
    const Sym *place;   /* kinds: `as config "x"`: config, sql, container */
    const char *rename; /* kinds: the name in the spec; NULL: as written */
    TypeExpr *type;
    Expr *value;     /* default; NULL: none */
    const char *doc; /* NULL: none */
    Span span;
};

/* ---- expressions ---- */

typedef enum UnaryOp { UNARY_MINUS, UNARY_NOT } UnaryOp;

typedef enum BinaryOp {
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

struct Arg {
    Name name; /* sym NULL: by place */
    Expr *value;
};

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

typedef enum RefKind {
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

typedef struct Ref {
    RefKind kind;
    union {
        Local *local;
        Decl *decl;
        Module *module;
        uint32_t index;
    } as;
} Ref;

struct Expr {
    ExprKind kind;
    Span span;
    bool constant;    /* checker: constant_fold gives its value */
    uint8_t branches; /* parser: ifs and matches inside each other */
    uint16_t depth;   /* parser: of what it holds */
    const Type *type; /* checker: what it is where it stands */
    union {
        bool bool_value;
        int64_t int_value;
        double float_value;
        struct {
            const char *at; /* decoded, NUL-terminated */
            uint32_t len;
        } text;
        TextPartVec interpolation;
        int64_t duration; /* ns */
        int64_t datetime; /* ns since 1970-01-01T00:00:00Z */
        struct {
            int64_t bytes;
            SizeUnit unit;
        } size;
        ExprVec list;
        ArgVec map;    /* name.sym: the key, name.span its place */
        ArgVec record; /* every arg is named */
        struct {
            const Sym *sym;
            Ref ref; /* checker: */
        } name;
        struct {
            Expr *base;
            Name name;
            Ref *ref; /* checker: NULL until resolved */
        } field;
        struct {
            Expr *base;
            Expr *index;
        } index;
        struct {
            Expr *callee; /* NAME or FIELD */
            ArgVec args;
            CallTail *tail; /* NULL: neither with nor after */
            Call *call;     /* checker: */
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

static_assert(sizeof(Expr) <= 72, "Expr has grown");

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

/* ---- statements ---- */

struct Block {
    StmtVec stmts;   /* a last STMT_EXPR is the block's value */
    StmtVec ordered; /* checker: the same ones, each after those that it
                        takes values from; the plan reads this */
    Span span;
    uint16_t depth;   /* parser: as of an Expr */
    uint8_t branches; /* parser: as of an Expr */
};

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
            Name error;
            Block *body;
            Local *local; /* checker: */
        } on_failure;
    } as;
};

/* A name bound in a body; made by the checker, shared by all its uses. */
typedef enum LocalKind {
    LOCAL_INPUT,  /* of the workflow or task; param is set */
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
    Expr *value;  /* BINDING: what it is bound to; ITEM: the list */
    Param *param; /* INPUT */
    /* BINDING, all by the checker: its constant, if it is one; the name of the
     * output that it is, if it is the only one of a call; NULL: none. */
    const Value *constant;
    const Sym *output;
    bool node;         /* BINDING: a node, or something that a node gives */
    const Decl *giver; /* BINDING: the task whose output it is (a part of) */
    uint32_t uses;
    uint32_t index; /* by order of binding in its workflow */
};

/* ---- declarations ---- */

/* An input, or an output, of a task or workflow. */
struct Param {
    Name name; /* an unnamed single output is o0 with an empty span */
    TypeExpr *type;
    Expr *value;     /* default; NULL: none */
    const char *doc; /* NULL: none */
    Span span;
    const Type *found;     /* checker: its type */
    const Value *constant; /* checker: the default, as found; NULL: none */
};

typedef struct TypeParam {
    Name name;
    TypeExpr *bound; /* <R: { id: int, .. }>; NULL: none */
} TypeParam;
typedef Vec(TypeParam) TypeParamVec;

typedef struct Signature {
    TypeParamVec type_params;
    ParamVec inputs;
    ParamVec outputs;
    Span outputs_span; /* after the arrow; nowhere when there is none */
} Signature;

typedef struct EnumCase {
    Name name;
    const char *doc;
} EnumCase;
typedef Vec(EnumCase) EnumCaseVec;

/* `inputs { … }`, `schedule cron("…")`, `notify email(…) on […]`,
 * `max_parallelism: 25` */
typedef struct LaunchItem {
    Name name;
    Expr *value; /* RECORD, CALL, or any after a colon */
    Expr *on;    /* LIST of phases; NULL: none */
} LaunchItem;
typedef Vec(LaunchItem) LaunchItemVec;

struct Decl {
    DeclKind kind;
    Span span; /* from its first word to its end */
    Name name; /* sym NULL for defaults and test */
    const char *doc;
    Module *module;
    uint8_t state;    /* checker: not yet, at work, done (finds rings) */
    uint32_t uses;    /* checker: */
    const Type *type; /* checker: of TYPE, ENUM, CONST */
    union {
        struct {
            TypeExpr *value;
        } type;
        struct {
            EnumCaseVec cases;
            Map by_name; /* checker: Sym -> EnumCase */
        } enum_;
        struct {
            TypeExpr *type; /* NULL: inferred */
            Expr *value;
            const Value *found; /* checker: NULL when it is wrong */
        } const_;
        struct {
            Expr *with;               /* RECORD */
            const Settings *settings; /* checker: */
        } defaults;
        struct {
            const char *plugin; /* the task type: "spark" */
            Span plugin_span;
            Name option;     /* `version`; sym NULL: none */
            int64_t version; /* of the task type; 0 when not given */
            FieldVec fields;
        } kind;
        struct {
            Signature signature;
            Name kind_module; /* sym NULL: built in, or this module's */
            Name kind;
            Expr *using;              /* RECORD */
            Expr *with;               /* RECORD; NULL: none */
            Local **inputs;           /* checker: by place */
            Local **outputs;          /* checker: by place */
            const KindUse *use;       /* checker: `using` */
            const Settings *settings; /* checker: `with` over defaults */
        } task;
        struct {
            bool is_launch; /* extern launch */
            Signature signature;
            const char *at; /* project/domain/name@version */
            Span at_span;
        } extern_;
        struct {
            Signature signature;
            Expr *with; /* RECORD; NULL: none */
            Block *body;
            Local **inputs;           /* checker: by place */
            const Settings *settings; /* checker: */
            uint32_t locals;          /* checker: how many it binds */
            DeclVec callees; /* checker: the workflows and launch plans */
        } workflow;
        struct {
            Name module; /* sym NULL: none */
            Name workflow;
            LaunchItemVec items;
            Launch *launch; /* checker: */
        } launch;
        struct {
            const char *title;
            Block *body;
        } test;
    } as;
};

/* ---- modules ---- */

typedef struct Import {
    NameVec path;     /* std.notify; empty when a text */
    const char *text; /* "./features.flw"; NULL when a path */
    Span path_span;
    Name alias; /* of `as`, else the path's last name */
    const char *doc;
    Span span;
    Module *module; /* session: NULL: not found */
    uint32_t uses;  /* checker: */
} Import;

struct Module {
    Source *source;
    const char *path; /* session: absolute, without links; or NULL */
    const char *name; /* session: dotted, as in Flyte's names */
    const char *doc;  /* the ## block at the head, if a blank line follows */
    Vec(Import *) imports;
    DeclVec decls;   /* in order of writing */
    Tokens tokens;   /* with comments and blank lines: for the formatter */
    bool is_library; /* session: from stdlib/ */
    bool failed;     /* has syntax errors; session: or imports such */
    uint8_t state;   /* session: finds import rings */
    void *scope;     /* checker: its names (typesys/scope.h) */
};

#endif
