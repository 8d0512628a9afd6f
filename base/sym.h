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

typedef struct SymSlot {
    uint32_t hash;
    uint32_t number; /* 1 + index into names; 0: the slot is free */
} SymSlot;

/* Slots hold hashes, so that only names which are equal, but for a chance of
 * one in 2^32, are looked at: they lie anywhere in memory. */
typedef struct SymTable {
    Arena *arena;
    SymSlot *slots; /* open addressing */
    uint32_t cap;   /* of slots: a power of two */
    uint32_t len;   /* of names */
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
