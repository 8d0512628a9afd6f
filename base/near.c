#include "base/near.h"

#include <stdbool.h>
#include <string.h>

/* Longer names are near by case alone: this bounds the cost of a candidate. */
enum { LONGEST = 64 };

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static bool same_but_case(const Sym *a, const Sym *b)
{
    if (a->len != b->len)
        return false;
    for (uint32_t i = 0; i < a->len; i++)
        if (lower(a->text[i]) != lower(b->text[i]))
            return false;
    return true;
}

static uint32_t least(uint32_t a, uint32_t b, uint32_t c)
{
    uint32_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Cell [i][j] is the distance of the first i bytes of a and j of b; three rows
 * are enough to see a swap of neighbours. */
static uint32_t distance(const Sym *a, const Sym *b)
{
    uint32_t rows[3][LONGEST + 1];
    for (uint32_t j = 0; j <= b->len; j++)
        rows[0][j] = j;
    for (uint32_t i = 1; i <= a->len; i++) {
        uint32_t *row = rows[i % 3];
        const uint32_t *above = rows[(i - 1) % 3];
        const uint32_t *upper = rows[(i + 1) % 3];
        unsigned char c = lower(a->text[i - 1]);
        row[0] = i;
        for (uint32_t j = 1; j <= b->len; j++) {
            unsigned char d = lower(b->text[j - 1]);
            row[j] =
                least(above[j] + 1, row[j - 1] + 1, above[j - 1] + (c != d));
            bool swapped = i > 1 && j > 1 && c == lower(b->text[j - 2]) &&
                           d == lower(a->text[i - 2]);
            if (swapped && upper[j - 2] + 1 < row[j])
                row[j] = upper[j - 2] + 1;
        }
    }
    return rows[a->len % 3][b->len];
}

static uint64_t letters_of(const Sym *sym)
{
    uint64_t letters = 0;
    for (uint32_t i = 0; i < sym->len; i++)
        letters |= UINT64_C(1) << (lower(sym->text[i]) & 63);
    return letters;
}

/* Each letter that the other one lacks is an edit: most candidates are far
 * without a look at their order. */
static bool lacks_letters(const Sym *a, const Sym *b, uint32_t limit)
{
    uint64_t lacking = letters_of(a) & ~letters_of(b);
    uint32_t count = 0;
    for (; lacking && count <= limit; count++)
        lacking &= lacking - 1;
    return count > limit;
}

static uint32_t limit_of(const Sym *wanted)
{
    return wanted->len >= 6 ? wanted->len / 3 : 1;
}

static void take(Near *near, const Sym *candidate, uint32_t edits)
{
    if (near->best && edits >= near->distance)
        return;
    near->best = candidate;
    near->distance = edits;
}

void near_offer(Near *near, const Sym *candidate)
{
    const Sym *wanted = near->wanted;
    uint32_t limit = limit_of(wanted);
    uint32_t gap = wanted->len > candidate->len ? wanted->len - candidate->len
                                                : candidate->len - wanted->len;
    if (gap > limit || candidate == wanted)
        return;
    if (same_but_case(wanted, candidate)) {
        take(near, candidate, 0);
        return;
    }
    if (wanted->len > LONGEST || candidate->len > LONGEST)
        return;
    if (lacks_letters(wanted, candidate, limit))
        return;
    uint32_t edits = distance(wanted, candidate);
    if (edits <= limit)
        take(near, candidate, edits);
}
