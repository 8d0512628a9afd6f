/* checker.h - what the parts of the checker share (private to typesys). */
#ifndef FLW_TYPESYS_CHECKER_H
#define FLW_TYPESYS_CHECKER_H

#include "base/diag.h"
#include "base/map.h"
#include "grammar/ast.h"
#include "typesys/check.h"
#include "typesys/kind.h"
#include "typesys/launch.h"
#include "typesys/scope.h"
#include "typesys/settings.h"
#include "typesys/type.h"
#include "typesys/value.h"

typedef struct Body Body; /* typesys/checks.h: the workflow at work */
typedef struct Flow Flow; /* typesys/checks.h: what the module's bodies do */

/* Why a type is wanted, for the note beside a mismatch. */
typedef enum WhyKind {
    WHY_NOTHING,
    WHY_INPUT,      /* of a call: name, at its declaration */
    WHY_ANNOTATION, /* name: T = … */
    WHY_DEFAULT,    /* of a parameter */
    WHY_OUTPUT,     /* return (name: …) */
    WHY_FIELD,      /* of a record or of a kind */
    WHY_OPTION,     /* of with */
    WHY_ITEM,       /* of a list or map */
    WHY_CONDITION,
    WHY_BRANCH /* the other branch, at */
} WhyKind;

typedef struct Why {
    WhyKind kind;
    const Sym *name;
    const Sym *owner; /* the task, type, kind */
    Span at;          /* where that is declared; nowhere: unknown */
} Why;

typedef struct Checker {
    Arena *arena;
    Arena scratch; /* for one function at a time, which resets it */
    SymTable *syms;
    TypeTable *types;
    Diags *diags;
    Module *module;
    Scopes scopes;
    Decl *decl;               /* whose inside is being checked */
    const Settings *defaults; /* of the module; NULL: none */
    Body *body;               /* NULL: outside of workflows */
    Flow *flow;               /* of the module */
    const Expr *annotated; /* the value of `name: T = …` at work; or NULL */
    const Type *self;      /* NULL: outside of `where` */
    const Signature *generic; /* whose type parameters are in scope; or NULL */
    uint32_t idle; /* bindings of the body that nothing has named so far */
    size_t sought; /* names looked at for suggestions so far */
} Checker;

/* ---- names.c ---- */

/* The type that is written; complains and gives the poison when there is
 * none. Memoised in type_expr->type. */
const Type *resolve_type(Checker *checker, TypeExpr *type_expr);
/* The declaration of that kind that is written, alone or behind a module
 * (module.sym NULL: alone); complains and returns NULL when there is none. */
Decl *resolve_decl(Checker *checker, Name module, Name name, DeclKind kind);

/* ---- check_expr.c ---- */

/* The type of the expression, as wanted where that is not NULL (it steers
 * literals); does not complain of a misfit. */
const Type *check_expr(Checker *checker, Expr *expr, const Type *wanted);
/* The same, and it must fit. */
const Type *check_expr_as(Checker *checker, Expr *expr, const Type *wanted,
                          const Why *why);

/* ---- constant.c ---- */

/* The constant that the expression is, as a value of wanted (NULL: its own
 * type); complains and returns NULL when it is none or does not fit. */
const Value *check_constant(Checker *checker, Expr *expr, const Type *wanted,
                            const Why *why);

/* ---- check_settings.c: options ---- */

/* with may be NULL. The result has the module's defaults below what is
 * written when place is PLACE_TASK. `owner` is what the options are of. */
const Settings *check_settings(Checker *checker, Expr *with, SettingPlace place,
                               const Sym *owner);

/* ---- check_kind.c ---- */

/* A `kind` declaration: its fields' types and defaults. */
void check_kind_decl(Checker *checker, Decl *kind);
/* `using …` of a task whose inputs and outputs are in the checker's scope:
 * fills task->as.task.use. Reads task->as.task.settings (already there). */
void check_kind_use(Checker *checker, Decl *task);
/* Options of a call against the kind of the task called (PLACE_CALL): what
 * Flyte ignores there. task may be an extern. */
void check_kind_overrides(Checker *checker, const Decl *task,
                          const Settings *overrides);

/* ---- check_launch.c ---- */

/* Fills launch->as.launch.launch. The workflow's signature is resolved. */
void check_launch(Checker *checker, Decl *launch);

#endif
