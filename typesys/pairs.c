#include "typesys/pairs.h"

enum { FIRST_CAP = 64 };

/* first and second are below UINT32_MAX, so the key is never 0. */
static uint64_t key_of(uint32_t first, uint32_t second)
{
    return ((uint64_t)first << 32 | second) + 1;
}

/* The slot of key, or the free one where it belongs. */
static uint32_t slot_of(const Pairs *pairs, uint64_t key)
{
    uint32_t mask = pairs->cap - 1;
    uint32_t at = (uint32_t)((key * 0x9E3779B97F4A7C15u) >> 32) & mask;
    while (pairs->keys[at] && pairs->keys[at] != key)
        at = (at + 1) & mask;
    return at;
}

uint8_t pairs_find(const Pairs *pairs, uint32_t first, uint32_t second)
{
    if (!pairs->len)
        return PAIRS_UNKNOWN;
    uint32_t at = slot_of(pairs, key_of(first, second));
    return pairs->keys[at] ? pairs->answers[at] : PAIRS_UNKNOWN;
}

static void grow(Arena *arena, Pairs *pairs)
{
    Pairs old = *pairs;
    pairs->cap = old.cap ? old.cap * 2 : FIRST_CAP;
    pairs->keys = arena_array(arena, uint64_t, pairs->cap);
    pairs->answers = arena_array(arena, uint8_t, pairs->cap);
    for (uint32_t i = 0; i < old.cap; i++) {
        if (!old.keys[i])
            continue;
        uint32_t at = slot_of(pairs, old.keys[i]);
        pairs->keys[at] = old.keys[i];
        pairs->answers[at] = old.answers[i];
    }
}

void pairs_put(Arena *arena, Pairs *pairs, uint32_t first, uint32_t second,
               uint8_t answer)
{
    if (pairs->len >= pairs->cap / 2)
        grow(arena, pairs);
    uint64_t key = key_of(first, second);
    uint32_t at = slot_of(pairs, key);
    if (!pairs->keys[at])
        pairs->len++;
    pairs->keys[at] = key;
    pairs->answers[at] = answer;
}
