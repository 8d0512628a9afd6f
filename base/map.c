#include "base/map.h"

#include <string.h>

/* So many keys are looked through: most maps hold a handful of names. */
enum { FEW = 4, FIRST_CAP = FEW };

/* Multiplication spreads addresses upwards, hence the upper half. */
static uint32_t hash_of(const void *key)
{
    uint64_t bits = (uint64_t)(uintptr_t)key;
    return (uint32_t)(((bits ^ bits >> 32) * 0x9E3779B97F4A7C15u) >> 32);
}

/* The slot of key, or the free slot where it belongs. */
static uint32_t *slot_of(const Map *map, const void *key)
{
    uint32_t mask = 2 * map->cap - 1;
    uint32_t at = hash_of(key) & mask;
    while (map->slots[at] && map->items[map->slots[at] - 1].key != key)
        at = (at + 1) & mask;
    return &map->slots[at];
}

/* The item of key; NULL: there is none. */
static MapItem *item_of(const Map *map, const void *key)
{
    if (map->cap > FEW) {
        uint32_t slot = *slot_of(map, key);
        return slot ? &map->items[slot - 1] : NULL;
    }
    for (uint32_t i = 0; i < map->len; i++)
        if (map->items[i].key == key)
            return &map->items[i];
    return NULL;
}

void *map_find(const Map *map, const void *key)
{
    const MapItem *item = map->len ? item_of(map, key) : NULL;
    return item ? item->value : NULL;
}

/* Puts item number i into the slots, where its key is not yet. */
static void place(Map *map, uint32_t i)
{
    uint32_t mask = 2 * map->cap - 1;
    uint32_t at = hash_of(map->items[i].key) & mask;
    while (map->slots[at])
        at = (at + 1) & mask;
    map->slots[at] = i + 1;
}

static void make_slots(Arena *arena, Map *map, uint32_t old_cap)
{
    if (old_cap > FEW)
        arena_reuse(arena, map->slots, 2 * old_cap * sizeof(uint32_t));
    map->slots = arena_array(arena, uint32_t, 2 * (size_t)map->cap);
    for (uint32_t i = 0; i < map->len; i++)
        place(map, i);
}

static void grow(Arena *arena, Map *map)
{
    MapItem *old = map->items;
    uint32_t old_cap = map->cap;
    size_t old_size = old_cap * sizeof(MapItem);
    map->cap = old_cap ? old_cap * 2 : FIRST_CAP;
    map->items = arena_grow(arena, old, old_size, map->cap * sizeof(MapItem));
    if (old != map->items)
        arena_reuse(arena, old, old_size);
    if (map->cap > FEW)
        make_slots(arena, map, old_cap);
}

void map_put(Arena *arena, Map *map, const void *key, void *value)
{
    MapItem *item = map->len ? item_of(map, key) : NULL;
    if (item) {
        item->value = value;
        return;
    }
    if (map->len == map->cap)
        grow(arena, map);
    map->items[map->len++] = (MapItem){key, value};
    if (map->cap > FEW)
        place(map, map->len - 1);
}
