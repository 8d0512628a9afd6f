/* pod_spec.h - the PodSpec of a `pod` task.
 *
 * Flyte's compiler decodes it into Kubernetes' own struct: a field of another
 * shape fails there, a field that is unknown is lost without a word. Both are
 * refused here. */
#ifndef FLW_TYPESYS_POD_SPEC_H
#define FLW_TYPESYS_POD_SPEC_H

#include "typesys/checker.h"

/* A RECORD as json_literal.h reads it, each container with a name and an
 * image, its amounts in order. NULL: complained of. */
const Value *pod_spec_read(Checker *checker, Expr *expr, const Sym *field);
/* Is there a container of that name? Complains when there is none. */
void pod_spec_check_primary(Checker *checker, const Value *spec,
                            const char *primary, Span span);

#endif
