/* inferred.c - will Flyte infer, from a constant, the type that it is for? */
#include "compiler/emit/inferred.h"

#include <stdlib.h>

#include "compiler/emit/emitter.h"

/* Equal for equal inferred types, and in practice for no others. */
typedef uint64_t Likeness;

enum { LIKENESS_EMPTY = 1, LIKENESS_ITEMS, LIKENESS_UNION };

typedef struct Inference {
    Arena *arena;
    const Value *misfit;
} Inference;

static Likeness mix(Likeness left, Likeness right)
{
    Likeness mixed =
        (left ^ (right + 0x9E3779B97F4A7C15u)) * UINT64_C(0xFF51AFD7ED558CCD);
    return mixed ^ mixed >> 29;
}

static Likeness likeness_of(const Type *wanted, const Value *value,
                            Inference *at);

static const Value *item_at(const Value *value, uint32_t i)
{
    return value->kind == VALUE_LIST ? value->as.list.at[i]
                                     : value->as.entries.at[i].value;
}

static uint32_t item_count(const Value *value)
{
    return value->kind == VALUE_LIST ? value->as.list.len
                                     : value->as.entries.len;
}

static Likeness variant_likeness(const Type *wanted, const Value *value)
{
    const Type *variant = value_variant(wanted, value);
    return mix(LIKENESS_UNION, variant ? variant->id : 0);
}

/* Items of a union may be of any variants: which ones is what counts. */
static Likeness variants_likeness(const Type *item, const Value *value)
{
    uint64_t seen = 0;
    for (uint32_t i = 0; i < item_count(value); i++) {
        const Type *variant = value_variant(item, item_at(value, i));
        for (uint32_t at = 0; at < item->as.alt.len; at++)
            if (item->as.alt.at[at] == variant)
                seen |= UINT64_C(1) << at % 64;
    }
    return mix(LIKENESS_ITEMS, mix(item->id, seen));
}

/* Flyte passes over an empty list among lists, but not over an empty map. */
static bool is_passed_over(const Type *item, const Value *value)
{
    return item->kind == TYPE_LIST && !item_count(value);
}

/* Lists of lists of a union may hold different variants: Flyte joins them, one
 * level deep. */
static bool is_joined(const Type *item)
{
    return item->kind == TYPE_LIST &&
           type_base(item->as.item)->kind == TYPE_UNION;
}

static int compare_likeness(const void *left, const void *right)
{
    Likeness one = *(const Likeness *)left;
    Likeness two = *(const Likeness *)right;
    return (one > two) - (one < two);
}

/* Which ones there are is what counts, not how many of each. */
static Likeness joined_likeness(const Type *item, const Value *value,
                                Inference *at)
{
    uint32_t len = 0;
    Likeness *all = arena_array(at->arena, Likeness, item_count(value));
    for (uint32_t i = 0; i < item_count(value); i++)
        if (!is_passed_over(item, item_at(value, i)))
            all[len++] = likeness_of(item, item_at(value, i), at);
    if (len > 1)
        qsort(all, len, sizeof *all, compare_likeness);
    Likeness whole = LIKENESS_EMPTY;
    for (uint32_t i = 0; i < len; i++)
        if (i == 0 || all[i] != all[i - 1])
            whole = i == 0 ? all[i] : mix(whole, all[i]);
    return mix(LIKENESS_ITEMS, whole);
}

static Likeness same_likeness(const Type *item, const Value *value,
                              Inference *at)
{
    Likeness first = LIKENESS_EMPTY;
    bool is_first = true;
    for (uint32_t i = 0; i < item_count(value) && !at->misfit; i++) {
        if (is_passed_over(item, item_at(value, i)))
            continue;
        Likeness found = likeness_of(item, item_at(value, i), at);
        if (!at->misfit && !is_first && found != first)
            at->misfit = item_at(value, i);
        first = is_first ? found : first;
        is_first = false;
    }
    return mix(LIKENESS_ITEMS, first);
}

static Likeness items_likeness(const Type *wanted, const Value *value,
                               Inference *at)
{
    const Type *item = type_base(wanted);
    if (!item_count(value))
        return LIKENESS_EMPTY;
    if (item->kind == TYPE_UNION)
        return variants_likeness(item, value);
    return is_joined(item) ? joined_likeness(item, value, at)
                           : same_likeness(item, value, at);
}

static Likeness likeness_of(const Type *wanted, const Value *value,
                            Inference *at)
{
    const Type *base = type_base(wanted);
    const Type *item = type_item(base);
    if (base->kind == TYPE_UNION)
        return variant_likeness(base, value);
    if (item)
        return items_likeness(item, value, at);
    return mix(LIKENESS_ITEMS, base->id);
}

const Value *inferred_misfit(Arena *arena, const Type *wanted,
                             const Value *value)
{
    Inference at = {.arena = arena};
    likeness_of(wanted, value, &at);
    return at.misfit;
}
