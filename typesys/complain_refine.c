#include "typesys/complain_refine.h"

#include "typesys/refine.h"

void complain_refine_base(Diags *diags, Span at, const Type *base)
{
    Diag *diag = diag_add(diags, "E0350", at, "%s cannot be refined",
                          type_text(diags->arena, base));
    diag_help(diags, diag,
              "`where` goes with int, float, string, datetime, duration, list "
              "and map");
}

static const char *forms_of(const Type *base)
{
    switch ((int)type_base(base)->kind) {
    case TYPE_STRING:
        return "`self == \"a\"`, `len(self) <= 63`, `self matches \"[a-z]+\"`";
    case TYPE_LIST:
    case TYPE_MAP:
        return "`len(self) >= 1`, `len(self) in 1..10`";
    default:
        return "`self >= 1`, `self in 1..10`, `self != 0`";
    }
}

void complain_refine_form(Diags *diags, const Expr *expr, const Type *base)
{
    const char *text = type_text(diags->arena, base);
    Diag *diag = diag_add(diags, "E0351", expr->span,
                          "a refinement of %s cannot say this", text);
    diag_help(diags, diag, "it can say %s, joined with `and` and `or`",
              forms_of(base));
}

void complain_refine_constant(Diags *diags, const Expr *constant,
                              const char *wanted)
{
    Diag *diag = diag_add(diags, "E0352", constant->span,
                          "the refinement wants a constant here: %s", wanted);
    if (constant->type && constant->type->kind != TYPE_ERROR)
        diag_label(diags, diag, "%s", type_text(diags->arena, constant->type));
}

void complain_refine_empty(Diags *diags, Span at, const Type *base)
{
    Diag *diag = diag_add(diags, "E0353", at, "no %s satisfies this refinement",
                          type_kind_text(type_base(base)->kind));
    if (base->kind == TYPE_REFINED)
        diag_note(diags, diag, (Span){0}, "the type it refines is %s",
                  type_text(diags->arena, base));
}

void complain_refine_pattern(Diags *diags, const Expr *text,
                             const PatternFault *fault)
{
    Diag *diag = diag_add(diags, "E0354", text->span,
                          "this is no regular expression: %s", fault->why);
    diag_label(diags, diag, "at character %u", fault->at + 1);
}

void complain_refine_cases(Diags *diags, Span at)
{
    Diag *diag =
        diag_add(diags, "E0355", at, "this refinement has more than %d cases",
                 REFINE_CASES_MAX);
    diag_help(diags, diag, "an enum says which of many values are meant");
}

void complain_refine_pattern_size(Diags *diags, const Expr *text,
                                  const PatternFault *fault)
{
    Diag *diag = diag_add(diags, "E0356", text->span,
                          "this regular expression is too big");
    diag_help(diags, diag, "%s", fault->why);
}
