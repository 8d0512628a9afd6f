/* scope.h - names in scope.
 *
 * Values and types live in one space: their first letters differ. No name
 * shadows another, so a name means one thing wherever it can be seen. */
#ifndef FLW_TYPESYS_SCOPE_H
#define FLW_TYPESYS_SCOPE_H

#include "base/map.h"
#include "base/near.h"
#include "grammar/ast.h"

typedef enum Builtin {
    BUILTIN_NONE,
    BUILTIN_APPROVE,
    BUILTIN_WAIT_FOR,
    BUILTIN_SLEEP,
    BUILTIN_ZIP,
    BUILTIN_LEN
} Builtin;

typedef enum EntryKind {
    ENTRY_DECL,
    ENTRY_IMPORT,
    ENTRY_LOCAL,
    ENTRY_BUILTIN
} EntryKind;

typedef struct Entry {
    EntryKind kind;
    Span span; /* of the name; nowhere for a builtin */
    union {
        Decl *decl;
        Import *import;
        Local *local;
        Builtin builtin;
    } as;
} Entry;

struct Scope {
    struct Scope *outer; /* NULL: of the builtin names */
    Map names;           /* Sym -> Entry */
    Map narrowed;        /* Local -> Type; by scope_narrow */
};
typedef struct Scope Scope;

Scope *scope_new(Arena *arena, Scope *outer);
/* Looks from the innermost scope outwards; NULL when unknown. */
Entry *scope_find(const Scope *scope, const Sym *name);
/* Puts the name into this scope. Returns the entry that has the name already,
 * here or further out, and changes nothing then; else NULL. */
Entry *scope_add(Arena *arena, Scope *scope, const Sym *name, Entry entry);
/* Puts it there without looking further out. */
void scope_put(Arena *arena, Scope *scope, const Sym *name, Entry entry);
/* The local is known to be of that type in here. */
void scope_narrow(Arena *arena, Scope *scope, Local *local, const Type *type);
/* The type of the local here, as far as it is narrowed. */
const Type *scope_type(const Scope *scope, const Local *local);
/* How many names can be seen. */
size_t scope_size(const Scope *scope);
/* Offers every name that can be seen, innermost first. */
void scope_offer(const Scope *scope, Near *near);

#endif
