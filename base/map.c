#include "base/map.h"

#include <string.h>

enum { FIRST_CAP = 8 };

/* Multiplication spreads addresses upwards, hence the upper half. */
static uint32_t hash_of(const void *key)
{
    uint64_t bits = (uint64_t)(uintptr_t)key;
    return (uint32_t)(((bits ^ bits >> 32) * 0x9E3779B97F4A7C15u) >> 32);
}

/* The slot of key, or the free slot where it belongs. */
static uint32_t *slot_of(const Map *map, const void *key)
{
    uint32_t mask = map->cap - 1;
    uint32_t at = hash_of(key) & mask;
    while (map->slots[at] && map->items[map->slots[at] - 1].key != key)
        at = (at + 1) & mask;
    return &map->slots[at];
}

void *map_find(const Map *map, const void *key)
{
    if (!map->len)
        return NULL;
    uint32_t slot = *slot_of(map, key);
    return slot ? map->items[slot - 1].value : NULL;
}

/* Puts item number i into the slots, where its key is not yet. */
static void place(Map *map, uint32_t i)
{
    uint32_t mask = map->cap - 1;
    uint32_t at = hash_of(map->items[i].key) & mask;
    while (map->slots[at])
        at = (at + 1) & mask;
    map->slots[at] = i + 1;
}

/* Items fill at most half of the slots. */
static void grow(Arena *arena, Map *map)
{
    Map old = *map;
    map->cap = old.cap ? old.cap * 2 : FIRST_CAP;
    map->items = arena_array(arena, MapItem, map->cap / 2);
    map->slots = arena_array(arena, uint32_t, map->cap);
    if (old.len)
        memcpy(map->items, old.items, old.len * sizeof(MapItem));
    arena_reuse(arena, old.items, old.cap / 2 * sizeof(MapItem));
    arena_reuse(arena, old.slots, old.cap * sizeof(uint32_t));
    for (uint32_t i = 0; i < map->len; i++)
        place(map, i);
}

void map_put(Arena *arena, Map *map, const void *key, void *value)
{
    if (map->len == map->cap / 2)
        grow(arena, map);
    uint32_t *slot = slot_of(map, key);
    if (!*slot) {
        map->items[map->len].key = key;
        *slot = ++map->len;
    }
    map->items[*slot - 1].value = value;
}
