#include "typesys/refine.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/panic.h"
#include "base/utf8.h"
#include "typesys/refine_form.h"

Interval refine_domain(TypeKind base)
{
    if (base == TYPE_FLOAT)
        return (Interval){intervals_key(-INFINITY), intervals_key(INFINITY)};
    bool number =
        base == TYPE_INT || base == TYPE_DURATION || base == TYPE_DATETIME;
    return (Interval){number ? INT64_MIN : 0, INT64_MAX};
}

RefineCase refine_any_string(Arena *arena)
{
    Intervals all = intervals_of(arena, 0, INT64_MAX);
    return (RefineCase){.lengths = all, .reach = all};
}

/* ---- words ---- */

static int compare_words(Word left, Word right)
{
    uint32_t len = left.len < right.len ? left.len : right.len;
    int order = len ? memcmp(left.at, right.at, len) : 0;
    return order ? order : (left.len > right.len) - (left.len < right.len);
}

static Words merge_words(Arena *arena, Words left, Words right)
{
    Word *at = arena_array(arena, Word, left.len + right.len);
    uint32_t len = 0;
    uint32_t i = 0;
    uint32_t k = 0;
    while (i < left.len || k < right.len) {
        int order = i == left.len    ? 1
                    : k == right.len ? -1
                                     : compare_words(left.at[i], right.at[k]);
        at[len++] = order <= 0 ? left.at[i] : right.at[k];
        i += order <= 0;
        k += order >= 0;
    }
    return (Words){at, len};
}

static bool words_hold(Words words, Word word)
{
    uint32_t low = 0;
    uint32_t high = words.len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = compare_words(words.at[middle], word);
        if (!order)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* ---- cases ---- */

static bool case_allows(const RefineCase *one, Word word)
{
    if (!intervals_hold(one->lengths, (int64_t)utf8_count(word.at, word.len)))
        return false;
    for (uint32_t i = 0; i < one->patterns_len; i++)
        if (!pattern_matches(one->patterns[i], word.at, word.len))
            return false;
    return !words_hold(one->without, word);
}

static bool cases_allow(const Refinement *refinement, Word word)
{
    for (uint32_t i = 0; i < refinement->cases_len; i++)
        if (case_allows(&refinement->cases[i], word))
            return true;
    return false;
}

static bool allows_word(const Refinement *refinement, Word word)
{
    return words_hold(refinement->words, word) || cases_allow(refinement, word);
}

static int compare_patterns(const Pattern *left, const Pattern *right)
{
    return compare_words((Word){left->text, left->len},
                         (Word){right->text, right->len});
}

/* True: there are too many. */
static bool add_pattern(RefineCase *one, const Pattern *pattern)
{
    uint32_t at = 0;
    while (at < one->patterns_len &&
           compare_patterns(one->patterns[at], pattern) < 0)
        at++;
    if (at < one->patterns_len && !compare_patterns(one->patterns[at], pattern))
        return false;
    if (one->patterns_len == PATTERNS_MAX)
        return true;
    memmove(&one->patterns[at + 1], &one->patterns[at],
            (one->patterns_len - at) * sizeof(pattern));
    one->patterns[at] = pattern;
    one->patterns_len++;
    return false;
}

static bool both_cases(Arena *arena, const RefineCase *left,
                       const RefineCase *right, RefineCase *out)
{
    *out = *left;
    out->lengths = intervals_and(arena, left->lengths, right->lengths);
    out->reach = intervals_and(arena, left->reach, right->reach);
    out->without = merge_words(arena, left->without, right->without);
    for (uint32_t i = 0; i < right->patterns_len; i++)
        if (add_pattern(out, right->patterns[i]))
            return true;
    return false;
}

/* R6, R8: what patterns leave may be nothing. */
static bool case_is_empty(const RefineCase *one)
{
    return !one->reach.len || (one->patterns_len &&
                               pattern_implies(one->patterns, one->patterns_len,
                                               NULL) == PROOF_YES);
}

static int compare_numbers(uint32_t left, uint32_t right)
{
    return (left > right) - (left < right);
}

/* By patterns and forbidden words, not by lengths. */
static int compare_cases(const RefineCase *left, const RefineCase *right)
{
    int order = compare_numbers(left->patterns_len, right->patterns_len);
    for (uint32_t i = 0; !order && i < left->patterns_len; i++)
        order = compare_patterns(left->patterns[i], right->patterns[i]);
    if (!order)
        order = compare_numbers(left->without.len, right->without.len);
    for (uint32_t i = 0; !order && i < left->without.len; i++)
        order = compare_words(left->without.at[i], right->without.at[i]);
    return order;
}

/* Puts a case in its place, or joins it with the one that only differs in its
 * lengths. True: there are too many. */
static bool add_case(Arena *arena, Refinement *out, const RefineCase *one)
{
    if (case_is_empty(one))
        return false;
    uint32_t at = 0;
    while (at < out->cases_len && compare_cases(&out->cases[at], one) < 0)
        at++;
    if (at < out->cases_len && !compare_cases(&out->cases[at], one)) {
        RefineCase *same = &out->cases[at];
        same->lengths = intervals_or(arena, same->lengths, one->lengths);
        same->reach = intervals_or(arena, same->reach, one->reach);
        return false;
    }
    if (out->cases_len == REFINE_CASES_MAX)
        return true;
    memmove(&out->cases[at + 1], &out->cases[at],
            (out->cases_len - at) * sizeof(*one));
    out->cases[at] = *one;
    out->cases_len++;
    return false;
}

static Words filter_words(Arena *arena, Words words, const Refinement *by)
{
    Word *at = arena_array(arena, Word, words.len);
    uint32_t len = 0;
    for (uint32_t i = 0; i < words.len; i++)
        if (allows_word(by, words.at[i]))
            at[len++] = words.at[i];
    return (Words){at, len};
}

/* What a case allows need not be listed. */
static void drop_words(Arena *arena, Refinement *out)
{
    Word *at = arena_array(arena, Word, out->words.len);
    uint32_t len = 0;
    for (uint32_t i = 0; i < out->words.len; i++)
        if (!cases_allow(out, out->words.at[i]))
            at[len++] = out->words.at[i];
    out->words = (Words){at, len};
}

/* most: how many cases there may be. */
static void begin(Arena *arena, TypeKind base, uint32_t most, Refinement *out)
{
    uint32_t cap = most < REFINE_CASES_MAX ? most : REFINE_CASES_MAX;
    *out = (Refinement){.base = base};
    out->cases = arena_array(arena, RefineCase, cap);
}

static bool and_cases(Arena *arena, const Refinement *left,
                      const Refinement *right, Refinement *out)
{
    for (uint32_t i = 0; i < left->cases_len; i++)
        for (uint32_t k = 0; k < right->cases_len; k++) {
            RefineCase one;
            if (both_cases(arena, &left->cases[i], &right->cases[k], &one) ||
                add_case(arena, out, &one))
                return true;
        }
    return false;
}

bool refine_and(Arena *arena, const Refinement *left, const Refinement *right,
                Refinement *out)
{
    begin(arena, left->base, left->cases_len * right->cases_len, out);
    if (left->base != TYPE_STRING) {
        out->set = intervals_and(arena, left->set, right->set);
        return out->set.len > REFINE_CASES_MAX;
    }
    out->words = merge_words(arena, filter_words(arena, left->words, right),
                             filter_words(arena, right->words, left));
    bool too_many = and_cases(arena, left, right, out);
    drop_words(arena, out);
    return too_many;
}

bool refine_or(Arena *arena, const Refinement *left, const Refinement *right,
               Refinement *out)
{
    begin(arena, left->base, left->cases_len + right->cases_len, out);
    if (left->base != TYPE_STRING) {
        out->set = intervals_or(arena, left->set, right->set);
        return out->set.len > REFINE_CASES_MAX;
    }
    bool too_many = false;
    for (uint32_t i = 0; i < left->cases_len; i++)
        too_many |= add_case(arena, out, &left->cases[i]);
    for (uint32_t i = 0; i < right->cases_len; i++)
        too_many |= add_case(arena, out, &right->cases[i]);
    out->words = merge_words(arena, left->words, right->words);
    drop_words(arena, out);
    return too_many || out->words.len > 16 * REFINE_CASES_MAX;
}

const Refinement *refine_finish(Arena *arena, const Refinement *draft)
{
    Refinement *refinement = arena_new(arena, Refinement);
    *refinement = *draft;
    return refinement;
}

const Refinement *refine_both(TypeTable *types, const Refinement *first,
                              const Refinement *second)
{
    Refinement draft;
    if (refine_and(types->arena, first, second, &draft))
        UNREACHABLE("refine_make refuses what cannot be joined");
    return refine_finish(types->arena, &draft);
}

/* ---- questions ---- */

/* R2 */
static bool allows_float(Intervals set, double number)
{
    return !isnan(number) && intervals_hold(set, intervals_key(number));
}

bool refine_allows(const Refinement *refinement, const Value *value)
{
    Intervals set = refinement->set;
    switch (value->kind) {
    case VALUE_INT:
        if (refinement->base == TYPE_FLOAT)
            return allows_float(set, (double)value->as.int_);
        return intervals_hold(set, value->as.int_);
    case VALUE_DATETIME:
    case VALUE_DURATION:
        return intervals_hold(set, value->as.int_);
    case VALUE_FLOAT:
        return allows_float(set, value->as.float_);
    case VALUE_STRING:
        return allows_word(refinement,
                           (Word){value->as.string.at, value->as.string.len});
    case VALUE_LIST:
        return intervals_hold(set, value->as.list.len);
    case VALUE_MAP:
        return intervals_hold(set, value->as.entries.len);
    case VALUE_NONE:
    case VALUE_BOOL:
    case VALUE_SIZE:
    case VALUE_ENUM:
    case VALUE_RECORD:
        return false;
    }
    UNREACHABLE("value kind");
}

static bool implies_pattern(const RefineCase *narrow, const Pattern *wide)
{
    for (uint32_t i = 0; i < narrow->patterns_len; i++)
        if (!compare_patterns(narrow->patterns[i], wide))
            return true;
    return pattern_implies(narrow->patterns, narrow->patterns_len, wide) ==
           PROOF_YES;
}

/* R7, R8: `reach` is what the patterns leave of the lengths. */
static bool case_implies(const RefineCase *narrow, const RefineCase *wide)
{
    if (!intervals_inside(narrow->reach, wide->lengths))
        return false;
    for (uint32_t i = 0; i < wide->without.len; i++)
        if (case_allows(narrow, wide->without.at[i]))
            return false;
    for (uint32_t i = 0; i < wide->patterns_len; i++)
        if (!implies_pattern(narrow, wide->patterns[i]))
            return false;
    return true;
}

static bool case_implies_any(const RefineCase *narrow, const Refinement *wide)
{
    for (uint32_t i = 0; i < wide->cases_len; i++)
        if (case_implies(narrow, &wide->cases[i]))
            return true;
    return false;
}

bool refine_implies(const Refinement *narrow, const Refinement *wide)
{
    if (narrow->base != wide->base)
        return false;
    if (narrow->base != TYPE_STRING)
        return intervals_inside(narrow->set, wide->set);
    for (uint32_t i = 0; i < narrow->words.len; i++)
        if (!allows_word(wide, narrow->words.at[i]))
            return false;
    for (uint32_t i = 0; i < narrow->cases_len; i++)
        if (!case_implies_any(&narrow->cases[i], wide))
            return false;
    return true;
}

bool refine_is_empty(const Refinement *refinement)
{
    return !refinement->set.len && !refinement->words.len &&
           !refinement->cases_len;
}

static bool equal_words(Words left, Words right)
{
    if (left.len != right.len)
        return false;
    for (uint32_t i = 0; i < left.len; i++)
        if (compare_words(left.at[i], right.at[i]) != 0)
            return false;
    return true;
}

bool refine_equal(const Refinement *left, const Refinement *right)
{
    if (left == right)
        return true;
    if (left->base != right->base || left->cases_len != right->cases_len ||
        !intervals_equal(left->set, right->set) ||
        !equal_words(left->words, right->words))
        return false;
    for (uint32_t i = 0; i < left->cases_len; i++)
        if (compare_cases(&left->cases[i], &right->cases[i]) != 0 ||
            !intervals_equal(left->cases[i].lengths, right->cases[i].lengths))
            return false;
    return true;
}

static uint32_t hash_text(uint32_t hash, const char *text, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++)
        hash = (hash ^ (unsigned char)text[i]) * 0x01000193u;
    return hash * 31 + len;
}

uint32_t refine_hash(const Refinement *refinement)
{
    uint32_t hash = intervals_hash(refinement->set) + refinement->base;
    for (uint32_t i = 0; i < refinement->words.len; i++)
        hash = hash_text(hash, refinement->words.at[i].at,
                         refinement->words.at[i].len);
    for (uint32_t i = 0; i < refinement->cases_len; i++) {
        const RefineCase *one = &refinement->cases[i];
        hash = hash * 31 + intervals_hash(one->lengths);
        for (uint32_t k = 0; k < one->patterns_len; k++)
            hash =
                hash_text(hash, one->patterns[k]->text, one->patterns[k]->len);
    }
    return hash;
}
