/* map.h - hash map from pointers (a Sym, a Type, a node) to pointers.
 *
 * A zeroed Map is a valid empty one. Iteration is by insertion order: items
 * [0, len) of `items`. Nothing is ever removed. An old copy of a Map that has
 * grown since points at nothing. */
#ifndef FLW_BASE_MAP_H
#define FLW_BASE_MAP_H

#include <stdint.h>

#include "base/arena.h"

typedef struct MapItem {
    const void *key;
    void *value;
} MapItem;

typedef struct Map {
    MapItem *items;  /* in insertion order */
    uint32_t *slots; /* 2 * cap: 1 + index into items; 0 is free. NULL: few */
    uint32_t len;
    uint32_t cap; /* of items: a power of two */
} Map;

/* The value of key, NULL when absent. */
void *map_find(const Map *map, const void *key);
/* Binds key to value, in place of what it had. */
void map_put(Arena *arena, Map *map, const void *key, void *value);

#endif
