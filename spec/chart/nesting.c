/* nesting.c - nodes and clusters as they stand in each other. */
#include "spec/chart/nesting.h"

/* Lists by cluster, 0 for what is in none; entries are 1 + index, or numbers of
 * clusters, 0 ends a list. */
typedef struct Shelves {
    uint32_t *inside, *after;  /* nodes */
    uint32_t *nested, *beside; /* clusters */
} Shelves;

/* Built from the end, so that lists are in order. */
static Shelves sort_in(Arena *arena, const Flat *flat)
{
    uint32_t clusters = flat->clusters.len;
    Shelves shelves = {arena_array(arena, uint32_t, clusters + 1),
                       arena_array(arena, uint32_t, flat->nodes.len + 1),
                       arena_array(arena, uint32_t, clusters + 1),
                       arena_array(arena, uint32_t, clusters + 1)};
    for (uint32_t i = flat->nodes.len; i-- > 0;) {
        uint32_t *first = &shelves.inside[flat->nodes.at[i].cluster];
        shelves.after[i] = *first;
        *first = i + 1;
    }
    for (uint32_t i = clusters; i > 0; i--) {
        uint32_t *first = &shelves.nested[flat->clusters.at[i - 1].parent];
        shelves.beside[i] = *first;
        *first = i;
    }
    return shelves;
}

/* As deep as sub-workflows are opened: CHART_DEPTH_MAX. */
static void walk(const Shelves *shelves, const Nesting *nesting,
                 uint32_t cluster, uint32_t depth)
{
    for (uint32_t i = shelves->inside[cluster]; i; i = shelves->after[i - 1])
        nesting->node(nesting->context, i - 1, depth);
    for (uint32_t i = shelves->nested[cluster]; i; i = shelves->beside[i]) {
        nesting->open(nesting->context, i, depth);
        walk(shelves, nesting, i, depth + 1);
        nesting->close(nesting->context, i, depth);
    }
}

void nesting_walk(Arena *arena, const Flat *flat, const Nesting *nesting)
{
    Shelves shelves = sort_in(arena, flat);
    walk(&shelves, nesting, 0, 0);
}
