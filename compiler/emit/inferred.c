/* inferred.c - will Flyte infer, from a constant, the type that it is for? */
#include "compiler/emit/inferred.h"

#include "compiler/emit/emitter.h"

/* Equal for equal inferred types, and in practice for no others. */
typedef uint64_t Likeness;

enum { LIKENESS_EMPTY = 1, LIKENESS_ITEMS, LIKENESS_UNION };

static Likeness mix(Likeness left, Likeness right)
{
    Likeness mixed =
        (left ^ (right + 0x9E3779B97F4A7C15u)) * UINT64_C(0xFF51AFD7ED558CCD);
    return mixed ^ mixed >> 29;
}

static Likeness likeness_of(const Type *wanted, const Value *value,
                            const Value **misfit);

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

static Likeness items_likeness(const Type *item, const Value *value,
                               const Value **misfit)
{
    uint32_t count = item_count(value);
    if (!count)
        return LIKENESS_EMPTY;
    if (type_base(item)->kind == TYPE_UNION)
        return variants_likeness(type_base(item), value);
    Likeness first = likeness_of(item, item_at(value, 0), misfit);
    for (uint32_t i = 1; i < count && !*misfit; i++)
        if (likeness_of(item, item_at(value, i), misfit) != first)
            *misfit = *misfit ? *misfit : item_at(value, i);
    return mix(LIKENESS_ITEMS, first);
}

static Likeness likeness_of(const Type *wanted, const Value *value,
                            const Value **misfit)
{
    const Type *base = type_base(wanted);
    if (base->kind == TYPE_UNION)
        return variant_likeness(base, value);
    if (base->kind == TYPE_LIST || base->kind == TYPE_MAP)
        return items_likeness(base->as.item, value, misfit);
    return mix(LIKENESS_ITEMS, base->id);
}

const Value *inferred_misfit(const Type *wanted, const Value *value)
{
    const Value *misfit = NULL;
    likeness_of(wanted, value, &misfit);
    return misfit;
}
