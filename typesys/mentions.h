/* mentions.h - every name that a piece of tree mentions, before anything is
 * resolved: what must be known first. */
#ifndef FLW_TYPESYS_MENTIONS_H
#define FLW_TYPESYS_MENTIONS_H

#include "grammar/ast.h"

typedef struct Mentions Mentions;
struct Mentions {
    void (*mention)(Mentions *mentions, const Sym *name, Span at);
    void *context; /* of the caller */
    uint32_t item; /* of the caller */
};

void mentions_of_expr(Mentions *mentions, Expr *expr);
void mentions_of_type(Mentions *mentions, TypeExpr *type);
void mentions_of_stmt(Mentions *mentions, Stmt *stmt);

#endif
