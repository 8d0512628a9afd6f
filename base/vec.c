#include "base/vec.h"

#include <string.h>

enum { FIRST_CAP = 4 };

void *vec_grow(Arena *arena, void *at, uint32_t *cap, size_t size)
{
    /* Twice a cap of 2^31 would wrap: ask for what no system has instead. */
    size_t wanted = *cap ? (size_t)*cap * 2 : FIRST_CAP;
    if (wanted > UINT32_MAX)
        wanted = SIZE_MAX;
    void *grown = arena_alloc_array(arena, wanted, size);
    if (*cap)
        memcpy(grown, at, *cap * size);
    *cap = (uint32_t)wanted;
    return grown;
}
