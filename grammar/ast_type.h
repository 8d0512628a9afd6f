/* ast_type.h - types as written. */
#ifndef FLW_GRAMMAR_AST_TYPE_H
#define FLW_GRAMMAR_AST_TYPE_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#include "grammar/ast_kinds.h"

/* A NAME ends where it has nothing more. */
typedef enum SMALL_ENUM NameForm {
    NAME_PLAIN,     /* int */
    NAME_OF_MODULE, /* geo.Region */
    NAME_APPLIED    /* list<T>; a format is a bare name */
} NameForm;

struct TypeExpr {
    TypeExprKind kind;
    NameForm form; /* NAME: */
    uint8_t depth; /* parser: of the types that it holds */
    uint8_t exprs; /* parser: depth of the expressions that it holds */
    Span span;
    const Type *type; /* checker: NULL until resolved */
    union {
        struct { /* see type_expr_name … */
            const Sym *sym;
            const Sym *module; /* OF_MODULE */
        } name;
        struct {
            const Sym *sym;
            TypeExprVec args;
        } applied;          /* a NAME, APPLIED */
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
        struct {
            TypeExpr *of;
            Name name;
        } case_; /* Region.sf; only in a match's pattern */
    } as;
};

static_assert(sizeof(TypeExpr) <= 48, "TypeExpr has grown");

/* Of a NAME. */
static inline Name type_expr_name(const TypeExpr *type)
{
    const Sym *sym = type->as.name.sym;
    Span span = type->span;
    if (type->form == NAME_OF_MODULE)
        span.start = span.end - sym->len;
    if (type->form == NAME_APPLIED)
        span.end = span.start + sym->len;
    return (Name){sym, span};
}

/* Its sym is NULL where there is none. */
static inline Name type_expr_module(const TypeExpr *type)
{
    if (type->form != NAME_OF_MODULE)
        return (Name){0};
    const Sym *sym = type->as.name.module;
    return (Name){sym, {type->span.start, type->span.start + sym->len}};
}

/* None for what is no list<T>. */
static inline TypeExprVec type_expr_args(const TypeExpr *type)
{
    return type->form == NAME_APPLIED ? type->as.applied.args
                                      : (TypeExprVec){0};
}

/* The case that a pattern names, if it is one: `sf` or `Region.sf`; sym NULL:
 * it is something else. */
Name pattern_case(const TypeExpr *pattern);

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

#endif
