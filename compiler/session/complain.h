/* complain.h - every diagnostic about files and imports, E0101 to E0149. */
#ifndef FLW_COMPILER_SESSION_COMPLAIN_H
#define FLW_COMPILER_SESSION_COMPLAIN_H

#include "base/diag.h"
#include "grammar/ast.h"

/* span is nowhere for a file named on the command line. */
void complain_unreadable(Diags *diags, Span span, const char *path,
                         const char *why);
void complain_bad_path(Diags *diags, Span span, const char *path,
                       const char *why);
void complain_outside(Diags *diags, Span span, const char *path);
/* near may be NULL. */
void complain_no_library(Diags *diags, Span span, const char *name,
                         const Sym *near);
void complain_too_much(Diags *diags, Span span, const char *path,
                       const char *what, size_t limit);
void complain_package_import(Diags *diags, Span span);

/* One step of a ring: `from` imports the next one at `span`. */
typedef struct RingStep {
    const Module *from;
    Span span;
} RingStep;

/* steps[0] is the module that is imported again by the last step. */
void complain_ring(Diags *diags, const RingStep *steps, uint32_t len);

#endif
