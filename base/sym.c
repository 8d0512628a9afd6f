#include "base/sym.h"

#include <assert.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { FIRST_CAP = 1024 };

void sym_table_init(SymTable *table, Arena *arena)
{
    *table = (SymTable){.arena = arena, .cap = FIRST_CAP};
    table->slots = arena_array(arena, const Sym *, FIRST_CAP);
}

static void place(SymTable *table, const Sym *sym)
{
    uint32_t mask = table->cap - 1;
    uint32_t at = sym->hash & mask;
    while (table->slots[at])
        at = (at + 1) & mask;
    table->slots[at] = sym;
}

static void grow(SymTable *table)
{
    const Sym **old = table->slots;
    uint32_t old_cap = table->cap;
    table->cap = old_cap * 2;
    table->slots = arena_array(table->arena, const Sym *, table->cap);
    for (uint32_t i = 0; i < old_cap; i++)
        if (old[i])
            place(table, old[i]);
}

static const Sym *add(SymTable *table, const char *text, uint32_t len,
                      uint32_t hash)
{
    if (table->len >= table->cap / 2)
        grow(table);
    Sym *sym = arena_alloc(table->arena, sizeof(Sym) + len + 1);
    sym->hash = hash;
    sym->len = len;
    memcpy(sym->text, text, len);
    table->len++;
    place(table, sym);
    return sym;
}

const Sym *sym_intern(SymTable *table, const char *text, size_t len)
{
    assert(len <= UINT32_MAX - 64);
    uint32_t hash = (uint32_t)XXH3_64bits(text, len);
    uint32_t mask = table->cap - 1;
    for (uint32_t at = hash & mask; table->slots[at]; at = (at + 1) & mask) {
        const Sym *sym = table->slots[at];
        if (sym->hash == hash && sym->len == len &&
            memcmp(sym->text, text, len) == 0)
            return sym;
    }
    return add(table, text, (uint32_t)len, hash);
}

const Sym *sym_of(SymTable *table, const char *text)
{
    return sym_intern(table, text, strlen(text));
}
