/* scope.h - names in scope.
 *
 * Values and types live in one space: their first letters differ. No name
 * shadows another, so a name means one thing wherever it can be seen. What it
 * means is where its Sym says, so that nothing is searched: the names of all
 * open scopes lie on one stack, and a scope that closes takes its own away. */
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

/* What a name means. It stays as long as its scope is open. */
typedef struct Entry {
    const Sym *name;
    uint32_t hidden; /* what the name meant before: as Sym.meaning */
    EntryKind kind;
    union {
        Decl *decl;
        Import *import;
        Local *local;
        Builtin builtin;
    } as;
} Entry;
typedef Vec(Entry) EntryVec;

typedef struct Scope {
    struct Scope *outer; /* NULL: of the builtin names */
    uint32_t start;      /* of its names in the stack */
    uint32_t len;
    Map narrowed; /* Local -> Type; by scope_narrow */
} Scope;

typedef struct Scopes {
    Arena *arena;
    EntryVec stack;    /* the innermost names last */
    Scope *inner;      /* the innermost scope */
    const Scope *shut; /* an open one that cannot be seen for a while; NULL */
} Scopes;

static inline Entry entry_of_local(Local *local)
{
    return (Entry){
        .kind = ENTRY_LOCAL, .name = local->name.sym, .as.local = local};
}

/* Where the name was declared; nowhere for a builtin. */
Span entry_span(const Entry *entry);

/* Opens the scope, which the caller keeps, inside of the innermost. */
void scope_enter(Scopes *scopes, Scope *scope);
/* Closes the innermost. */
void scope_leave(Scopes *scopes);
/* So many names will be put into the innermost. */
void scope_reserve(Scopes *scopes, size_t count);
/* Looks from the innermost scope outwards; NULL when unknown. */
const Entry *scope_find(const Scopes *scopes, const Sym *name);
/* Looks into this open scope alone, even if it is shut. */
const Entry *scope_own(const Scopes *scopes, const Scope *scope,
                       const Sym *name);
/* Puts the name into the innermost scope. Returns the entry that has the name
 * already, here or further out, and changes nothing then; else NULL. */
const Entry *scope_add(Scopes *scopes, Entry entry);
/* Puts it there without looking further out. */
void scope_put(Scopes *scopes, Entry entry);
/* The local is known to be of that type in the innermost scope. */
void scope_narrow(Scopes *scopes, Local *local, const Type *type);
/* The type of the local there, as far as it is narrowed. */
const Type *scope_type(const Scopes *scopes, const Local *local);
/* How many names can be seen. */
size_t scope_size(const Scopes *scopes);
/* The names of an open scope, in order; none while it is shut. */
EntryVec scope_entries(const Scopes *scopes, const Scope *scope);
/* Offers every name that can be seen, innermost first. */
void scope_offer(const Scopes *scopes, Near *near);

/* ---- modules that were checked ---- */

/* The names of a module, the builtin ones among them. */
struct ModuleNames {
    Arena *arena;
    const Entry *at;
    uint32_t len;
    Map index; /* Sym -> Entry, made when somebody looks */
};

/* Closes all scopes, which are the module's own and that of the builtin names,
 * and gives what they hold. */
ModuleNames *scope_keep(Scopes *scopes);
/* What the name means in the module; NULL: nothing, or it was not checked. */
const Entry *module_entry(const Module *module, const Sym *name);

#endif
