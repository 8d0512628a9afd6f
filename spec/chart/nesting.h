/* nesting.h - nodes and clusters as they stand in each other, in one walk. */
#ifndef FLW_SPEC_CHART_NESTING_H
#define FLW_SPEC_CHART_NESTING_H

#include "base/buf.h"
#include "spec/chart/flat.h"

typedef struct NestingPen {
    Buf *out;
    const Flat *flat;
} NestingPen;

/* `depth` is how many clusters are around. Clusters count from 1. */
typedef void NestingStep(void *context, uint32_t index, uint32_t depth);

typedef struct Nesting {
    NestingStep *node;
    NestingStep *open;
    NestingStep *close;
    void *context;
} Nesting;

/* The nodes of each cluster, then the clusters in it, each in their order. */
void nesting_walk(Arena *arena, const Flat *flat, const Nesting *nesting);

#endif
