#include "base/sym.h"

#include <assert.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { FIRST_CAP = 1024 };

/* Names fill at most two thirds of the slots. */
static uint32_t names_max(uint32_t cap)
{
    return cap / 3 * 2;
}

static void make_room(SymTable *table, uint32_t cap)
{
    table->cap = cap;
    table->slots = arena_array(table->arena, SymSlot, cap);
    table->names =
        arena_grow(table->arena, table->names, table->len * sizeof(const Sym *),
                   names_max(cap) * sizeof(const Sym *));
}

void sym_table_init(SymTable *table, Arena *arena)
{
    *table = (SymTable){.arena = arena};
    make_room(table, FIRST_CAP);
}

static void place(SymTable *table, SymSlot slot)
{
    uint32_t mask = table->cap - 1;
    uint32_t at = slot.hash & mask;
    while (table->slots[at].number)
        at = (at + 1) & mask;
    table->slots[at] = slot;
}

static void grow(SymTable *table)
{
    SymTable old = *table;
    make_room(table, old.cap * 2);
    for (uint32_t i = 0; i < old.cap; i++)
        if (old.slots[i].number)
            place(table, old.slots[i]);
    arena_reuse(table->arena, old.slots, old.cap * sizeof(SymSlot));
    if (old.names != table->names)
        arena_reuse(table->arena, old.names, old.len * sizeof(const Sym *));
}

static const Sym *add(SymTable *table, const char *text, uint32_t len,
                      uint32_t hash)
{
    if (table->len == names_max(table->cap))
        grow(table);
    Sym *sym = arena_alloc(table->arena, sizeof(Sym) + len + 1);
    sym->hash = hash;
    sym->len = len;
    memcpy(sym->text, text, len);
    table->names[table->len++] = sym;
    place(table, (SymSlot){hash, table->len});
    return sym;
}

const Sym *sym_intern(SymTable *table, const char *text, size_t len)
{
    assert(len <= UINT32_MAX - 64);
    uint32_t hash = (uint32_t)XXH3_64bits(text, len);
    uint32_t mask = table->cap - 1;
    uint32_t at = hash & mask;
    for (SymSlot slot; (slot = table->slots[at]).number; at = (at + 1) & mask) {
        if (slot.hash != hash)
            continue;
        const Sym *sym = table->names[slot.number - 1];
        if (sym->len == len && memcmp(sym->text, text, len) == 0)
            return sym;
    }
    return add(table, text, (uint32_t)len, hash);
}

const Sym *sym_of(SymTable *table, const char *text)
{
    return sym_intern(table, text, strlen(text));
}
