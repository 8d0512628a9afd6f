/* json_literal.h - free-form constants: records, maps and lists of anything,
 * as they go into a JSON document. */
#ifndef FLW_TYPESYS_JSON_LITERAL_H
#define FLW_TYPESYS_JSON_LITERAL_H

#include "typesys/checker.h"

typedef enum JsonTexts {
    JSON_CONSTANT, /* texts are what they are */
    JSON_TEMPLATE  /* `{name}` in one is filled in when the task runs */
} JsonTexts;

/* RECORD, LIST, STRING, INT, FLOAT, BOOL or NONE inside each other. A size is
 * the text that Kubernetes has for it. NULL: complained of. field: what it is
 * for. */
const Value *json_literal_read(Checker *checker, Expr *expr, const Sym *field,
                               JsonTexts texts);

#endif
