/* ast_decl.h - declarations, with their inputs and outputs. */
#ifndef FLW_GRAMMAR_AST_DECL_H
#define FLW_GRAMMAR_AST_DECL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"
#include "grammar/ast_kinds.h"

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
    uint32_t place;   /* checker: 1 + it, of what is put in order; or 0 */
    uint32_t uses;    /* checker: */
    const Call *call; /* checker: of what calls it; NULL: nothing does yet */
    const Type *type; /* checker: of TYPE, ENUM, CONST */
    union {
        struct {
            TypeExpr *value;
        } type;
        struct {
            EnumCaseVec cases;
            Map by_name; /* checker: Sym -> EnumCase; empty when few */
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
            ParamVec outputs;  /* that each of its tasks gives */
            Span outputs_span; /* after the arrow; nowhere: it may give any */
        } kind;
        struct {
            Signature signature;
            Name kind_module; /* sym NULL: built in, or this module's */
            Name kind;
            Expr *using;              /* RECORD */
            Expr *with;               /* RECORD; NULL: none */
            Local *inputs;            /* checker: by place */
            Local *outputs;           /* checker: by place */
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
            bool backwards; /* parser: may name what is bound further down */
            Local *inputs;  /* checker: by place */
            const Settings *settings; /* checker: */
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

#endif
