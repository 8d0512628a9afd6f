/* check.h - one module, checked: names resolved, types found, options proved.
 *
 * Fills the `checker:` fields of the tree. Mistakes go to diags; what was
 * wrong has the poison type, so one mistake gives one message. */
#ifndef FLW_TYPESYS_CHECK_H
#define FLW_TYPESYS_CHECK_H

#include "base/diag.h"
#include "base/sym.h"
#include "grammar/ast.h"
#include "typesys/type.h"

typedef struct CheckInput {
    Arena *arena;
    SymTable *syms;
    TypeTable *types;
    Diags *diags;
} CheckInput;

/* Declares, resolves and checks a module whose imports were checked before
 * (import rings were refused by the session). */
void check_module(const CheckInput *input, Module *module);

#endif
