#include "base/vec.h"

enum { FIRST_CAP = 4 };

void *vec_grow(Arena *arena, void *at, uint32_t *cap, size_t size)
{
    size_t before = *cap * size;
    size_t wanted = *cap ? (size_t)*cap * 2 : FIRST_CAP;
    /* Twice a cap of 2^31 would wrap: ask for what no system has instead. */
    size_t after = wanted > UINT32_MAX ? SIZE_MAX : wanted * size;
    *cap = (uint32_t)wanted;
    return arena_grow(arena, at, before, after);
}
