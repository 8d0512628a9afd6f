/* world.h - types and constants for tests, written in flw.
 *
 * Reads declarations and types by the real parser, and gives them meaning with
 * constructors alone: the checker takes no part. */
#ifndef FLW_TESTS_UNIT_WORLD_H
#define FLW_TESTS_UNIT_WORLD_H

#include "base/diag.h"
#include "typesys/accept.h"
#include "typesys/type.h"
#include "typesys/value.h"

typedef struct World {
    Arena arena;
    SymTable syms;
    Sources sources;
    Diags diags;
    TypeTable types;
    Map names; /* Sym to Type */
} World;

/* Declares what world.c lists at its head. */
void world_init(World *world);
void world_declare(World *world, const char *source);
/* The type that is written; fails the test when there is none. */
const Type *world_type(World *world, const char *text);
/* The constant, of a type of its own. */
const Value *world_value(World *world, const char *text);
/* The expression, parsed. */
const Expr *world_expr(World *world, const char *text);
void world_release(World *world);

#endif
