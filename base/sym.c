#include "base/sym.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/attr.h"

enum {
    FIRST_CAP = 1024,
    SHORT = 16 /* bytes that XXH3 takes in a few steps, and we in two words */
};

/* ---- room ---- */

/* Names fill at most two thirds of the slots. */
static uint32_t names_max(uint32_t cap)
{
    return cap / 3 * 2;
}

static void make_room(SymTable *table, uint32_t cap)
{
    table->cap = cap;
    table->slots = arena_array(table->arena, uint32_t, cap);
    table->names =
        arena_grow(table->arena, table->names, table->len * sizeof(const Sym *),
                   names_max(cap) * sizeof(const Sym *));
}

void sym_table_init(SymTable *table, Arena *arena)
{
    *table = (SymTable){.arena = arena};
    make_room(table, FIRST_CAP);
}

/* Puts name number i, whose hash leads to the free slot, into it. */
static void place(SymTable *table, uint32_t slot, uint32_t i)
{
    uint32_t mask = table->cap - 1;
    table->slots[slot] = (table->names[i]->hash & ~mask) | (i + 1);
}

static void grow(SymTable *table)
{
    SymTable old = *table;
    make_room(table, old.cap * 2);
    uint32_t mask = table->cap - 1;
    for (uint32_t i = 0; i < old.len; i++) {
        uint32_t at = table->names[i]->hash & mask;
        while (table->slots[at])
            at = (at + 1) & mask;
        place(table, at, i);
    }
    arena_reuse(table->arena, old.slots, old.cap * sizeof(uint32_t));
    if (old.names != table->names)
        arena_reuse(table->arena, old.names, old.len * sizeof(const Sym *));
}

/* There is always room for one more. */
NOINLINE static const Sym *add(SymTable *table, const char *text, size_t len,
                               uint32_t hash, uint32_t slot)
{
    assert(len <= UINT32_MAX - 64);
    Sym *sym = arena_alloc(table->arena, offsetof(Sym, text) + len + 1);
    sym->hash = hash;
    sym->len = (uint32_t)len;
    memcpy(sym->text, text, len);
    table->names[table->len++] = sym;
    place(table, slot, table->len - 1);
    if (table->len == names_max(table->cap))
        grow(table);
    return sym;
}

/* ---- names ---- */

/* For a size that the compiler knows: two loads and a comparison. */
#define SAME(a, b, size) (memcmp((a), (b), (size)) == 0)

/* Of a short text the beginning and the end, which may overlap, are all. */
INLINE bool is_same(const char *a, const char *b, size_t len)
{
    if (len > SHORT)
        return memcmp(a, b, len) == 0;
    if (len >= 8)
        return SAME(a, b, 8) && SAME(a + len - 8, b + len - 8, 8);
    if (len >= 4)
        return SAME(a, b, 4) && SAME(a + len - 4, b + len - 4, 4);
    return len == 0 || (a[0] == b[0] && a[len / 2] == b[len / 2] &&
                        a[len - 1] == b[len - 1]);
}

INLINE const Sym *intern(SymTable *table, const char *text, size_t len)
{
    uint32_t hash = (uint32_t)XXH3_64bits(text, len);
    uint32_t mask = table->cap - 1;
    uint32_t at = hash & mask;
    for (uint32_t slot; (slot = table->slots[at]); at = (at + 1) & mask) {
        if ((slot ^ hash) & ~mask)
            continue;
        const Sym *sym = table->names[(slot & mask) - 1];
        if (sym->len == len && is_same(sym->text, text, len))
            return sym;
    }
    return add(table, text, len, hash, at);
}

NOINLINE static const Sym *intern_long(SymTable *table, const char *text,
                                       size_t len)
{
    return intern(table, text, len);
}

/* What only long names need is left out of the code for short ones. */
const Sym *sym_intern(SymTable *table, const char *text, size_t len)
{
    return len > SHORT ? intern_long(table, text, len)
                       : intern(table, text, len);
}

const Sym *sym_of(SymTable *table, const char *text)
{
    return sym_intern(table, text, strlen(text));
}
