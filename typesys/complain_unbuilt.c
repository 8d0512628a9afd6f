/* complain_unbuilt.c - what the language has and this version does not build:
 * refused, with what to write today. */
#include "typesys/complain.h"

void complain_generic(Checker *checker, const Decl *decl,
                      const Signature *signature)
{
    Diag *diag = diag_add(checker->diags, "E0605",
                          signature->type_params.at[0].name.span,
                          "generic tasks are not built yet: `%s`",
                          decl->name.sym ? decl->name.sym->text : "?");
    diag_help(checker->diags, diag,
              "declare one task for each type that it is used with");
}

void complain_test(Checker *checker, const Decl *decl)
{
    Diag *diag = diag_add(checker->diags, "E0606", decl->span,
                          "`test` is not built yet");
    diag_help(checker->diags, diag, "leave it out for now");
}

void complain_compute(Checker *checker, const Expr *expr, const char *what,
                      const char *instead)
{
    Diag *diag = diag_add(checker->diags, "E0610", expr->span,
                          "%s needs a compute node, which this version does "
                          "not build",
                          what);
    diag_help(checker->diags, diag, "%s", instead);
}

void complain_union_match(Checker *checker, const Expr *subject)
{
    Diag *diag = diag_add(checker->diags, "E0611", subject->span,
                          "`match` on %s needs a compute node, "
                          "which this version does not build",
                          type_text(checker->arena, subject->type));
    diag_help(checker->diags, diag,
              "let a task take the value and decide, or give an enum to "
              "match on");
}
