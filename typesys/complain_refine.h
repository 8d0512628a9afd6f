/* complain_refine.h - mistakes in `where`: E0350 to E0359. */
#ifndef FLW_TYPESYS_COMPLAIN_REFINE_H
#define FLW_TYPESYS_COMPLAIN_REFINE_H

#include "base/diag.h"
#include "base/pattern.h"
#include "grammar/ast.h"
#include "typesys/type.h"

/* E0350: a type without order, length or pattern. */
void complain_refine_base(Diags *diags, Span at, const Type *base);
/* E0351: not a comparison of self, its length, or a pattern. */
void complain_refine_form(Diags *diags, const Expr *expr, const Type *base);
/* E0352: the constant is of another type than what it is compared with. */
void complain_refine_constant(Diags *diags, const Expr *constant,
                              const char *wanted);
/* E0353: no value satisfies it; base says so too when it is refined. */
void complain_refine_empty(Diags *diags, Span at, const Type *base);
/* E0354: the text is no pattern. */
void complain_refine_pattern(Diags *diags, const Expr *text,
                             const PatternFault *fault);
/* E0355: more cases than a proof can be expected to look at. */
void complain_refine_cases(Diags *diags, Span at);
/* E0356: the pattern needs too many states. */
void complain_refine_pattern_size(Diags *diags, const Expr *text,
                                  const PatternFault *fault);

#endif
