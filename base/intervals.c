#include "base/intervals.h"

#include <assert.h>
#include <math.h>
#include <string.h>

Intervals intervals_of(Arena *arena, int64_t first, int64_t last)
{
    if (first > last)
        return (Intervals){0};
    Interval *one = arena_new(arena, Interval);
    *one = (Interval){first, last};
    return (Intervals){one, 1};
}

Intervals intervals_and(Arena *arena, Intervals left, Intervals right)
{
    Interval *at = arena_array(arena, Interval, left.len + right.len);
    uint32_t len = 0;
    uint32_t i = 0;
    uint32_t k = 0;
    while (i < left.len && k < right.len) {
        Interval one = left.at[i];
        Interval two = right.at[k];
        int64_t first = one.first > two.first ? one.first : two.first;
        int64_t last = one.last < two.last ? one.last : two.last;
        if (first <= last)
            at[len++] = (Interval){first, last};
        if (one.last < two.last)
            i++;
        else
            k++;
    }
    return (Intervals){at, len};
}

/* Adds an interval that starts no earlier than all before it. */
static uint32_t append(Interval *at, uint32_t len, Interval next)
{
    if (len &&
        (at[len - 1].last == INT64_MAX || next.first <= at[len - 1].last + 1)) {
        if (next.last > at[len - 1].last)
            at[len - 1].last = next.last;
        return len;
    }
    at[len] = next;
    return len + 1;
}

Intervals intervals_or(Arena *arena, Intervals left, Intervals right)
{
    Interval *at = arena_array(arena, Interval, left.len + right.len);
    uint32_t len = 0;
    uint32_t i = 0;
    uint32_t k = 0;
    while (i < left.len || k < right.len) {
        bool take_left =
            k == right.len ||
            (i < left.len && left.at[i].first <= right.at[k].first);
        len = append(at, len, take_left ? left.at[i++] : right.at[k++]);
    }
    return (Intervals){at, len};
}

Intervals intervals_without(Arena *arena, Interval all, int64_t number)
{
    if (number < all.first || number > all.last)
        return intervals_of(arena, all.first, all.last);
    Intervals below = {0};
    Intervals above = {0};
    if (number > all.first)
        below = intervals_of(arena, all.first, number - 1);
    if (number < all.last)
        above = intervals_of(arena, number + 1, all.last);
    return intervals_or(arena, below, above);
}

/* The first interval that ends at number or beyond; len when there is none. */
static uint32_t find(Intervals set, int64_t number)
{
    uint32_t low = 0;
    uint32_t high = set.len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (set.at[middle].last < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool intervals_hold(Intervals set, int64_t number)
{
    uint32_t at = find(set, number);
    return at < set.len && set.at[at].first <= number;
}

bool intervals_inside(Intervals narrow, Intervals wide)
{
    for (uint32_t i = 0; i < narrow.len; i++) {
        uint32_t at = find(wide, narrow.at[i].first);
        if (at == wide.len || wide.at[at].first > narrow.at[i].first ||
            wide.at[at].last < narrow.at[i].last)
            return false;
    }
    return true;
}

bool intervals_equal(Intervals left, Intervals right)
{
    if (left.len != right.len)
        return false;
    for (uint32_t i = 0; i < left.len; i++)
        if (left.at[i].first != right.at[i].first ||
            left.at[i].last != right.at[i].last)
            return false;
    return true;
}

static uint32_t fold(uint32_t hash, int64_t number)
{
    uint64_t mixed = ((uint64_t)number ^ hash) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(mixed >> 32);
}

uint32_t intervals_hash(Intervals set)
{
    uint32_t hash = set.len;
    for (uint32_t i = 0; i < set.len; i++)
        hash = fold(fold(hash, set.at[i].first), set.at[i].last);
    return hash;
}

/* The bits of doubles >= 0 are in order; those below run the other way. */
int64_t intervals_key(double number)
{
    assert(!isnan(number));
    int64_t bits;
    memcpy(&bits, &number, sizeof(bits));
    return bits >= 0 ? bits : INT64_MIN - bits;
}

double intervals_double(int64_t key)
{
    int64_t bits = key >= 0 ? key : INT64_MIN - key;
    double number;
    memcpy(&number, &bits, sizeof(number));
    return number;
}
