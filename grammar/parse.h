/* parse.h - from source text to tree. */
#ifndef FLW_GRAMMAR_PARSE_H
#define FLW_GRAMMAR_PARSE_H

#include "base/diag.h"
#include "base/source.h"
#include "base/sym.h"
#include "grammar/ast.h"

/* Limits; each is tested at n-1, n and n+1. */
enum {
    PARSE_CHAIN_MAX = 250,       /* nesting of expressions: a + b + c … */
    PARSE_DEPTH_MAX = 200,       /* nesting of syntax */
    PARSE_TYPE_DEPTH_MAX = 32,   /* nesting of types */
    PARSE_BRANCH_DEPTH_MAX = 16, /* if and match inside each other */
    PARSE_NAME_MAX = 255,        /* bytes of a name */
    PARSE_TEXT_MAX = 1 << 20     /* bytes of a text */
};

/* Parses the source. Never NULL: mistakes are in diags, what could be read is
 * in the module, and module->failed says that something was wrong. Everything
 * lives in the arena. */
Module *parse_source(Arena *arena, SymTable *syms, Diags *diags,
                     Source *source);

#endif
