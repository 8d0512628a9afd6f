/* intervals.h - sets of 64-bit numbers as closed intervals.
 *
 * Sorted, apart, never touching: equal sets are equal arrays. Doubles take
 * part by way of intervals_key, which keeps their order and leaves no gap, so
 * that `> 0.0` is closed as well. */
#ifndef FLW_BASE_INTERVALS_H
#define FLW_BASE_INTERVALS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct Interval {
    int64_t first;
    int64_t last; /* inclusive */
} Interval;

typedef struct Intervals {
    const Interval *at;
    uint32_t len; /* 0: no number at all */
} Intervals;

/* Empty when first > last. */
Intervals intervals_of(Arena *arena, int64_t first, int64_t last);
Intervals intervals_and(Arena *arena, Intervals left, Intervals right);
Intervals intervals_or(Arena *arena, Intervals left, Intervals right);
/* Every number of [first, last] but this one. */
Intervals intervals_without(Arena *arena, Interval all, int64_t number);
bool intervals_hold(Intervals set, int64_t number);
/* Is all of narrow in wide? */
bool intervals_inside(Intervals narrow, Intervals wide);
bool intervals_equal(Intervals left, Intervals right);
uint32_t intervals_hash(Intervals set);

/* The place of a double among all doubles; -0.0 is 0.0. Not for NaN. */
int64_t intervals_key(double number);
double intervals_double(int64_t key);

#endif
