/* ast_type.h - types as written. */
#ifndef FLW_GRAMMAR_AST_TYPE_H
#define FLW_GRAMMAR_AST_TYPE_H

#include <stdbool.h>
#include <stdint.h>

#include "grammar/ast_kinds.h"

struct TypeExpr {
    TypeExprKind kind;
    uint8_t depth; /* parser: of the types that it holds */
    uint8_t exprs; /* parser: depth of the expressions that it holds */
    Span span;
    const Type *type; /* checker: NULL until resolved */
    union {
        struct {
            Name module; /* sym NULL: none */
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
        struct {
            TypeExpr *of;
            Name name;
        } case_; /* Region.sf; only in a match's pattern */
    } as;
};

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
