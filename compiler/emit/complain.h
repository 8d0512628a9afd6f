/* complain.h - every diagnostic of this floor. */
#ifndef FLW_COMPILER_EMIT_COMPLAIN_H
#define FLW_COMPILER_EMIT_COMPLAIN_H

#include "base/diag.h"
#include "compiler/plan/plan.h"
#include "spec/package.h"

/* E0550, W0550: the message is too big for Flyte to take, or nearly so. */
void complain_size(Diags *diags, Span span, PackageKind kind, const char *name,
                   size_t bytes);
void complain_size_over(Diags *diags, Span span, PackageKind kind,
                        const char *name, size_t bytes_at_least);
void complain_size_near(Diags *diags, Span span, PackageKind kind,
                        const char *name, size_t bytes);
/* E0551 */
void complain_depth(Diags *diags, Span span, PackageKind kind,
                    const char *name);
/* E0552 */
void complain_name_length(Diags *diags, Span span, PackageKind kind,
                          const char *name);
/* E0553: all entities together; span is the one that was too much. */
void complain_total(Diags *diags, Span span);
/* E0620: Flyte would replace text of the script. */
void complain_script_template(Diags *diags, Span span, const char *text);
/* E0622: Flyte would infer another type from the constant. */
void complain_inferred(Diags *diags, Span span, const PlanVar *var,
                       const Value *misfit);

#endif
