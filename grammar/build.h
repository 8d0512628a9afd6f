/* build.h - how the grammar's actions make nodes.
 *
 * For this folder alone. A node that would be nested too deep is reported once
 * and becomes an error node, so that no later pass can run out of stack. */
#ifndef FLW_GRAMMAR_BUILD_H
#define FLW_GRAMMAR_BUILD_H

#include "grammar/parser.h"

/* A name as it stands. */
Name name_of(Parser *parser, Token token);
/* The name of something new, which must be lower case. */
Name name_bound(Parser *parser, Token token);
static inline void names_add(Parser *parser, List *names, Name name)
{
    list_push(&parser->lists, names, &name, sizeof(name));
}

/* The lines of the doc comment above the token; NULL: none. */
const char *doc_of(Parser *parser, Token token);
/* The text of the doc comments among trivia [from, to). */
const char *doc_text(Parser *parser, uint32_t from, uint32_t to);

Import *import_new(Parser *parser, Token word, Span span);

Decl *decl_new(Parser *parser, DeclKind kind, Token word, Span span);
/* decl begins at word, not where it was made. */
void decl_start(Parser *parser, Decl *decl, Token word, Span span);
Decl *decl_broken(Parser *parser, Token word, Name name, Span span);
Decl *decl_extern(Parser *parser, Token word, Token name,
                  const Signature *signature, Token at, Span span);
/* The workflow that the plan launches: `name` or `module.name`. */
void decl_launch_of(Parser *parser, Decl *decl, NameVec path);

Field *field_new(Parser *parser, Token name, Span span);
Param *param_new(Parser *parser, Token name, Span span);
/* The one output of `-> T`. */
Param *param_unnamed(Parser *parser, TypeExpr *type);

TypeExpr *type_expr_new(Parser *parser, TypeExprKind kind, Span span);
TypeExpr *type_expr_plain(Parser *parser, Name name);
TypeExpr *type_expr_of_module(Parser *parser, Name module, Name name);
TypeExpr *type_expr_applied(Parser *parser, Name name, TypeExprVec args,
                            Span span);
TypeExpr *type_expr_alt(Parser *parser, TypeExprVec types, Span span);
/* These count inner as a part of outer. */
void type_expr_hold(Parser *parser, TypeExpr *outer, const TypeExpr *inner);
/* `Region.sf`, `geo.Region.sf`: module's sym NULL: none. */
TypeExpr *pattern_of_case(Parser *parser, Name module, Name of, Name name,
                          Span span);
TypeExpr *type_expr_refined(Parser *parser, TypeExpr *base, Expr *where,
                            Span span);
TypeExpr *type_expr_record(Parser *parser, FieldVec fields, bool open,
                           Span span);

Expr *expr_new(Parser *parser, ExprKind kind, Span span);
/* With size bytes more behind it. */
Expr *expr_new_long(Parser *parser, ExprKind kind, Span span, size_t size);
void expr_hold(Parser *parser, Expr *outer, const Expr *inner);
Expr *expr_bool(Parser *parser, bool value, Span span);
Expr *expr_name(Parser *parser, Name name);
Expr *expr_field(Parser *parser, Expr *base, Name name, Span span);
Expr *expr_index(Parser *parser, Expr *base, Expr *index, Span span);
Expr *expr_call(Parser *parser, Expr *callee, List args, Span span);
Expr *expr_record(Parser *parser, List entries, Span span);
Expr *expr_map(Parser *parser, List pairs, Span span);
Expr *expr_list(Parser *parser, ExprVec items, Span span);
Expr *expr_unary(Parser *parser, UnaryOp op, Expr *item, Span span);
Expr *expr_binary(Parser *parser, BinaryOp op, Expr *left, Expr *right,
                  Span op_span);
Expr *expr_convert(Parser *parser, Expr *item, TypeExpr *type, Span span);
Expr *expr_range(Parser *parser, Expr *first, Expr *last, Span span);
Expr *expr_if(Parser *parser, Expr *condition, Block *then, Span span);
Ladder *ladder_new(Parser *parser, Expr *first);
/* `else if`: next hangs at the end of the ladder. */
void ladder_add(Parser *parser, Ladder *ladder, Expr *next);
Expr *ladder_else(Parser *parser, const Ladder *ladder, Block *otherwise,
                  Span span);
Expr *expr_match(Parser *parser, Expr *subject, MatchArmVec arms, Span span);
MatchArm *arm_new(Parser *parser, TypeExprVec patterns, Block *body, Span span);
CallTail *tail_with(Parser *parser, CallTail *tail, Expr *with, Span word);
CallTail *tail_after(Parser *parser, CallTail *tail, Expr *list, Span word);
void tail_hold(Parser *parser, Expr *outer, const CallTail *tail);
/* Bytes that those of a list take at the end of their node. */
size_t args_bytes(const Parser *parser, List list);
/* Moves them there from a list that is whole. */
void args_move(Parser *parser, List list, Args *args);
/* Adds an argument by place, behind others: those by place come first. */
void args_add_unnamed(Parser *parser, List *args, Expr *value);

Stmt *stmt_new(Parser *parser, StmtKind kind, Span span);
/* A statement that is an expression; just after a mistake it is a part of
 * that. */
Stmt *stmt_value(Parser *parser, Expr *value, bool recovering);
Stmt *stmt_return(Parser *parser, List args, Span span);
/* A workflow begins: names that were met before count no more. */
void parser_enter_body(Parser *parser);
Stmt *stmt_bind(Parser *parser, Token name, TypeExpr *type, Expr *value,
                Span span);
Block *block_new(Parser *parser, StmtVec stmts, Span span);
/* The block of one expression. */
Block *block_of(Parser *parser, Expr *value);

#endif
