/* json_literal.h - free-form constants: records, maps and lists of anything,
 * as they go into a JSON document. */
#ifndef FLW_TYPESYS_JSON_LITERAL_H
#define FLW_TYPESYS_JSON_LITERAL_H

#include "typesys/checker.h"

/* RECORD, LIST, STRING, INT, FLOAT, BOOL or NONE inside each other. A size is
 * the text that Kubernetes has for it; `{name}` in a text is what Flyte fills
 * in when the task runs. NULL: complained of. field: what it is for. */
const Value *json_literal_read(Checker *checker, Expr *expr, const Sym *field);

#endif
