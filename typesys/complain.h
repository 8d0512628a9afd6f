/* complain.h - every diagnostic of names, types and flow: one function each.
 *
 * The wording is in complain_*.c; docs/errors has a page for each code. */
#ifndef FLW_TYPESYS_COMPLAIN_H
#define FLW_TYPESYS_COMPLAIN_H

#include "typesys/accept.h"
#include "typesys/call.h"
#include "typesys/checker.h"
#include "typesys/constant.h"
#include "typesys/scope.h"

/* A step of a ring: each names the next, the last names the first. */
typedef struct RingStep {
    Name name;
    Span at; /* where the step before names it */
} RingStep;

/* ---- complain_names.c, complain_unknown.c: E02xx ---- */

/* What such a declaration is called. */
const char *complain_decl_noun(DeclKind kind);
/* Can it be called? */
bool complain_is_callable(const Entry *entry);

void complain_twice(Checker *checker, const char *what, Name name, Span other);
void complain_shadow(Checker *checker, Name name, const Entry *other);
void complain_builtin_name(Checker *checker, Name name);
/* May the error at hand get a suggestion from among so many names? They count
 * as looked at then: over all errors together, the search for what was meant
 * must cost no more than in step with the source. */
bool complain_may_suggest(Checker *checker, size_t names);
/* wanted: what its place is for; NULL: unknown. */
void complain_unknown_name(Checker *checker, Name name, const Type *wanted);
/* The handler names what the body binds. */
void complain_handler_name(Checker *checker, Name name, const Entry *found);
void complain_unknown_callee(Checker *checker, Name name);
void complain_unknown_type(Checker *checker, Name name);
void complain_unknown_decl(Checker *checker, Name name, DeclKind kind);
void complain_other_decl(Checker *checker, Name name, DeclKind kind,
                         const Entry *found);
void complain_unknown_module(Checker *checker, Name name);
void complain_not_a_module(Checker *checker, Name name, const Entry *found);
void complain_not_exported(Checker *checker, const Import *import, Name name);
void complain_not_a_type(Checker *checker, Name name, const Entry *found);
void complain_no_value(Checker *checker, Span span, const Entry *found);
void complain_unknown_case(Checker *checker, Name name, const Decl *decl);
void complain_unknown_field(Checker *checker, Name name, const Type *record);
void complain_no_field(Checker *checker, const Expr *expr, const Type *base);
/* `as`: what comes out instead. */
void complain_packed_part(Checker *checker, const Expr *arg, const Decl *task);
void complain_lost_field(Checker *checker, const Expr *expr, const Type *found,
                         const char *as);
void complain_decl_ring(Checker *checker, const RingStep *steps, uint32_t len,
                        bool has_const);

/* ---- complain_types.c: types as written ---- */

void complain_type_args(Checker *checker, const TypeExpr *expr, uint32_t least,
                        uint32_t most);
void complain_map_key(Checker *checker, const TypeExpr *expr);
void complain_format(Checker *checker, const TypeExpr *expr);
void complain_row(Checker *checker, const TypeExpr *expr, const Type *found);
void complain_kind_type(Checker *checker, const TypeExpr *expr,
                        const Type *type);
void complain_open_record(Checker *checker, const TypeExpr *expr);
void complain_type_limit(Checker *checker, const TypeExpr *expr,
                         const Type *type);

/* ---- complain_values.c: E03xx ---- */

/* What stands for no value becomes the poison, with a complaint; everything
 * else is found again. */
const Type *complain_unless_value(Checker *checker, const Expr *expr,
                                  const Type *found);
/* Adds what to write instead of a value that does not fit, if one can tell. */
void advise_misfit(Checker *checker, Diag *diag, const Expr *expr,
                   const Type *wanted, const Type *found, const Why *why);
/* A text that would be a value of the wanted type without its quotes; false:
 * it is none. */
bool advise_quoted(Checker *checker, Diag *diag, const Expr *expr,
                   const Type *wanted);
/* Which of several outputs to take. */
void advise_outputs(Checker *checker, Diag *diag, const Expr *expr,
                    const Type *wanted, const Type *found);
/* All outputs of a call, where one is wanted. */
void complain_several(Checker *checker, const Expr *expr, const Type *wanted,
                      const Type *found, const Why *why);
void complain_misfit(Checker *checker, const Expr *expr, const Type *wanted,
                     const Type *found, const Misfit *misfit, const Why *why);
void complain_ambiguous(Checker *checker, const Expr *expr, const Type *wanted,
                        const Type *found);
void complain_misfit_value(Checker *checker, const Expr *expr,
                           const Type *wanted, const Fit *fit, const Why *why);
void complain_not_constant(Checker *checker, const Expr *expr, const Why *why);
void complain_fold(Checker *checker, const FoldFault *fault);
void complain_items_differ(Checker *checker, const Expr *item,
                           const Type *wanted, const Type *found);
void complain_size_value(Checker *checker, const Expr *expr);
void complain_range_value(Checker *checker, const Expr *expr);
void complain_in_range(Checker *checker, const Expr *expr);
void complain_index_not_constant(Checker *checker, const Expr *index);
void complain_index_range(Checker *checker, const Expr *index, int64_t found);
void complain_no_items(Checker *checker, const Expr *expr, const Type *found);
void complain_operand(Checker *checker, const Expr *expr, const Type *found);
void complain_operands(Checker *checker, const Expr *expr, const Type *left,
                       const Type *right);
void complain_compare(Checker *checker, const Expr *expr, const Type *left,
                      const Type *right);
void complain_below_seconds(Checker *checker, const Expr *expr,
                            const Value *found);
void complain_never_none(Checker *checker, const Expr *expr, const Type *found);
void complain_no_text(Checker *checker, const Expr *expr, const Type *found);
void complain_conversion(Checker *checker, const Expr *expr, const Type *wanted,
                         const Type *found);
void complain_len(Checker *checker, const Expr *call, const Type *found);
void complain_branches_differ(Checker *checker, const Type *first,
                              Span first_at, const Type *other, Span other_at);
void complain_no_else(Checker *checker, const Expr *expr, const Type *found);
void complain_no_branch_value(Checker *checker, const Expr *expr);
void complain_pattern(Checker *checker, const TypeExpr *pattern,
                      const Type *subject);
void complain_case_twice(Checker *checker, const TypeExpr *pattern, Span other);
void complain_missing_cases(Checker *checker, const Expr *match,
                            const Type *subject, const TypeExpr **taken);
void complain_match_subject(Checker *checker, const Expr *subject,
                            const Type *found);

/* ---- complain_calls.c ---- */

/* found NULL: a value. */
void complain_not_callable(Checker *checker, const Expr *callee,
                           const Entry *found);
void complain_no_input(Checker *checker, Name name, const Call *call);
void complain_bound_twice(Checker *checker, const Arg *arg, const Param *param,
                          Span other);
void complain_fixed_input(Checker *checker, const Arg *arg, const Param *param,
                          const Decl *launch);
void complain_too_many(Checker *checker, const Expr *expr, const Call *call,
                       Span span);
void complain_missing_inputs(Checker *checker, const Expr *expr,
                             const Decl *decl, const ParamVec *missing);
void complain_after(Checker *checker, const Expr *expr);
void complain_zip_place(Checker *checker, const Expr *expr);
void complain_zip_names(Checker *checker, const ForClause *clause,
                        uint32_t found);
void complain_min_successes(Checker *checker, const CallTail *tail,
                            int64_t wanted, int64_t len);
void complain_zip_lens(Checker *checker, const Expr *first, int64_t first_len,
                       const Expr *other, int64_t other_len);
void complain_map_items(Checker *checker, const Expr *items, const Type *found);
/* call NULL: the body is no call. */
void complain_map_body(Checker *checker, const Expr *body, const Call *call);
void complain_map_tail(Checker *checker, const Expr *body);
void complain_item_inside(Checker *checker, const Expr *arg, const Sym *name,
                          Span at);
void complain_nothing_varies(Checker *checker, const Expr *body,
                             const ForClause *clause);
void complain_gate_arg(Checker *checker, const Expr *expr, const Arg *arg,
                       Builtin builtin);
void complain_gate_missing(Checker *checker, const Expr *expr, Builtin builtin);
void complain_gate_time(Checker *checker, const Expr *expr);
void complain_empty_id(Checker *checker, const Expr *expr);
void complain_long_id(Checker *checker, const Expr *expr, uint32_t len);
void complain_signal_types(Checker *checker, Span span, const Sym *id,
                           const Type *found, const Type *other, Span at);
void complain_wait_for_type(Checker *checker, const Expr *expr);
void complain_deprecated(Checker *checker, Span span, const Decl *decl,
                         const char *message);

/* ---- complain_flow.c: E04xx, E05xx, W04xx ---- */

void complain_binding_ring(Checker *checker, const RingStep *steps,
                           uint32_t len);
void complain_recursion(Checker *checker, const RingStep *steps, uint32_t len);
void complain_no_nodes(Checker *checker, const Decl *workflow);
void complain_same_id(Checker *checker, Name name, Name other, const Sym *id);
void complain_taken_id(Checker *checker, Name name, const Sym *id);
void complain_unreachable(Checker *checker, const Stmt *stmt, const Stmt *exit);
void complain_missing_outputs(Checker *checker, Span span, const Decl *workflow,
                              const ParamVec *missing);
void complain_returned_twice(Checker *checker, const Arg *arg,
                             const Param *output, Span other);
void complain_unknown_output(Checker *checker, const Arg *arg,
                             const Decl *workflow);
void complain_return_place(Checker *checker, const Stmt *stmt);
void complain_handler_place(Checker *checker, const Stmt *stmt);
void complain_second_handler(Checker *checker, const Stmt *stmt,
                             const Stmt *first);
void complain_empty_handler(Checker *checker, const Stmt *stmt);
void complain_empty_block(Checker *checker, const Block *block);
void complain_fail_place(Checker *checker, const Stmt *stmt);
void complain_fail_alone(Checker *checker, const Stmt *stmt,
                         const Block *block);
void complain_only_fails(Checker *checker, const Expr *expr);
void complain_many_fails(Checker *checker, const Expr *expr);
void complain_input_and_output(Checker *checker, const Param *output,
                               const Param *input);
void complain_extern(Checker *checker, const Decl *decl);
void complain_second_defaults(Checker *checker, const Decl *decl,
                              const Decl *first);
void complain_module_name(Checker *checker, const Decl *decl,
                          const char *fault);
void complain_long_name(Checker *checker, const Decl *decl, size_t found,
                        size_t most);
void complain_unused_binding(Checker *checker, const Local *local);
void complain_unused_input(Checker *checker, const Local *local,
                           const Decl *workflow);
void complain_unused_import(Checker *checker, const Import *import);
void complain_no_doc(Checker *checker, const Decl *launch,
                     const Decl *workflow);
void complain_many_nodes(Checker *checker, const Decl *workflow, uint32_t found,
                         uint32_t advised);
void complain_constant_condition(Checker *checker, const Expr *condition,
                                 bool truth);

/* ---- complain_unbuilt.c: E06xx ---- */

void complain_generic(Checker *checker, const Decl *decl,
                      const Signature *signature);
void complain_test(Checker *checker, const Decl *decl);
void complain_compute(Checker *checker, const Expr *expr, const char *what,
                      const char *instead);
void complain_union_match(Checker *checker, const Expr *subject);

#endif
