/* ast.h - the tree of one module, as written.
 *
 * The parser makes it and fills everything but the fields marked `checker:`,
 * which typesys fills and later floors read. All of it lives in the session's
 * arena. Kinds are listed in ast_nodes.def; a union member is named after its
 * kind. */
#ifndef FLW_GRAMMAR_AST_H
#define FLW_GRAMMAR_AST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/source.h"
#include "base/vec.h"
#include "grammar/ast_body.h"
#include "grammar/ast_decl.h"
#include "grammar/ast_expr.h"
#include "grammar/ast_kinds.h"
#include "grammar/ast_type.h"

typedef struct Import {
    NameVec path;     /* std.notify; empty when a text */
    const char *text; /* "./features.flw"; NULL when a path */
    Span path_span;
    Name alias; /* of `as`, else the path's last name */
    const char *doc;
    Span span;
    Module *module; /* session: NULL: not found */
    uint32_t uses;  /* checker: */
} Import;

struct Module {
    Source *source;
    const char *path; /* session: absolute, without links; or NULL */
    const char *name; /* session: dotted, as in Flyte's names */
    const char *doc;  /* the ## block at the head, if a blank line follows */
    Vec(Import *) imports;
    DeclVec decls;      /* in order of writing */
    bool is_library;    /* session: from stdlib/ */
    bool failed;        /* has syntax errors; session: or imports such */
    bool has_parts;     /* checker: takes parts out of records, see origins.h */
    uint8_t state;      /* session: finds import rings */
    ModuleNames *names; /* checker: what they mean in it */
    struct Diags *said; /* session: what is wrong inside of it */
};

#endif
