/* sym.h - interned names.
 *
 * Equal names are the same pointer, so names compare with ==. A Sym is its
 * own type, not a char *, so that no plain string is ever compared so. */
#ifndef FLW_BASE_SYM_H
#define FLW_BASE_SYM_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct Sym {
    uint32_t hash;
    uint32_t len;
    uint32_t mark;    /* what sym_mark gave it last; 0: nothing */
    uint32_t meaning; /* what sym_mean gave it last; 0: nothing */
    char text[];      /* NUL-terminated */
} Sym;

/* A slot is small, for it lies anywhere in memory: below, in as many bits as
 * there are in a place among the slots, 1 + the index into names; above, the
 * rest of the hash, so that hardly a name is looked at that is another. */
typedef struct SymTable {
    Arena *arena;
    uint32_t *slots; /* open addressing; 0: free */
    uint32_t cap;    /* of slots: a power of two */
    uint32_t len;    /* of names */
    const Sym **names;
    uint32_t marks; /* made so far */
} SymTable;

void sym_table_init(SymTable *table, Arena *arena);
/* The one Sym spelled as the len bytes at text. */
const Sym *sym_intern(SymTable *table, const char *text, size_t len);
/* The same for a NUL-terminated text. */
const Sym *sym_of(SymTable *table, const char *text);

/* Marks tell which names a pass has met since it made the mark. No name has a
 * new one. */
static inline uint32_t sym_new_mark(SymTable *table)
{
    return ++table->marks;
}

static inline void sym_mark(const Sym *sym, uint32_t mark)
{
    ((Sym *)sym)->mark = mark;
}

/* Where who reads now keeps what the name means (typesys/scope.h). */
static inline void sym_mean(const Sym *sym, uint32_t meaning)
{
    ((Sym *)sym)->meaning = meaning;
}

#endif
