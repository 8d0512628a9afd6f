/* dump_expr.h - the parts of a dump: words, types, expressions.
 *
 * For this folder alone. */
#ifndef FLW_GRAMMAR_DUMP_EXPR_H
#define FLW_GRAMMAR_DUMP_EXPR_H

#include "base/buf.h"
#include "grammar/ast.h"

typedef struct Dump {
    Buf *out;
    size_t depth; /* of the line */
} Dump;

/* A new line, indented. */
void dump_line(Dump *dump);
void dump_name(Dump *dump, Name name);
/* In quotes, with escapes. */
void dump_text(Dump *dump, const char *text);
/* Nothing for NULL. */
void dump_doc(Dump *dump, const char *doc);
void dump_default(Dump *dump, const Expr *value);
void dump_type(Dump *dump, const TypeExpr *type);
void dump_fields(Dump *dump, const FieldVec *fields);
void dump_expr(Dump *dump, const Expr *expr);
void dump_args(Dump *dump, const Args *args);
/* Two steps in. In dump.c. */
void dump_block(Dump *dump, const Block *block);

#endif
