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

/* Items fill at most half of the slots. */
static void grow(Arena *arena, Map *map)
{
    MapItem *old = map->items;
    map->cap = map->cap ? map->cap * 2 : FIRST_CAP;
    map->items = arena_array(arena, MapItem, map->cap / 2);
    map->slots = arena_array(arena, uint32_t, map->cap);
    if (map->len)
        memcpy(map->items, old, map->len * sizeof(MapItem));
    for (uint32_t i = 0; i < map->len; i++)
        *slot_of(map, map->items[i].key) = i + 1;
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
