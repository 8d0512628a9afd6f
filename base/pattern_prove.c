#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/pattern_tree.h"

enum { SLOTS = 16384 /* > 2 * PATTERN_PROOF_MAX */ };

/* Where all of the patterns, and wide behind them, stand at once. */
typedef struct Tuple {
    uint16_t states[PATTERNS_MAX + 1];
} Tuple;

typedef struct Prover {
    Arena *arena;
    const Pattern *patterns[PATTERNS_MAX + 1];
    uint32_t len;
    bool has_wide;        /* the last one is */
    Vec(uint32_t) points; /* one for each class that any of them knows */
    Vec(Tuple) tuples;
    uint16_t slots[SLOTS]; /* 1 + index of a tuple */
    bool too_big;
} Prover;

static int compare_points(const void *left, const void *right)
{
    uint32_t one = *(const uint32_t *)left;
    uint32_t two = *(const uint32_t *)right;
    return (one > two) - (one < two);
}

static void find_points(Prover *prover)
{
    for (uint32_t i = 0; i < prover->len; i++)
        for (uint32_t k = 0; k < prover->patterns[i]->classes; k++)
            vec_push(prover->arena, &prover->points,
                     prover->patterns[i]->starts[k]);
    qsort(prover->points.at, prover->points.len, sizeof(uint32_t),
          compare_points);
    uint32_t len = 1;
    for (uint32_t i = 1; i < prover->points.len; i++)
        if (prover->points.at[i] != prover->points.at[len - 1] &&
            prover->points.at[i] <= PATTERN_POINT_MAX)
            prover->points.at[len++] = prover->points.at[i];
    prover->points.len = len;
}

static void visit(Prover *prover, Tuple tuple)
{
    uint32_t hash = 0;
    for (uint32_t i = 0; i < prover->len; i++)
        hash = (hash ^ tuple.states[i]) * 0x01000193u + 7;
    uint32_t slot = (hash ^ hash >> 15) % SLOTS;
    for (; prover->slots[slot]; slot = (slot + 1) % SLOTS)
        if (!memcmp(&prover->tuples.at[prover->slots[slot] - 1], &tuple,
                    sizeof(tuple)))
            return;
    prover->too_big |= prover->tuples.len == PATTERN_PROOF_MAX;
    if (prover->too_big)
        return;
    vec_push(prover->arena, &prover->tuples, tuple);
    prover->slots[slot] = (uint16_t)prover->tuples.len;
}

/* Do all patterns match here, and wide does not? */
static bool refutes(const Prover *prover, Tuple tuple)
{
    uint32_t narrow = prover->len - prover->has_wide;
    for (uint32_t i = 0; i < narrow; i++)
        if (!prover->patterns[i]->accepts[tuple.states[i]])
            return false;
    return !prover->has_wide ||
           !prover->patterns[narrow]->accepts[tuple.states[narrow]];
}

static Proof walk(Prover *prover)
{
    visit(prover, (Tuple){0});
    for (uint32_t i = 0; i < prover->tuples.len && !prover->too_big; i++) {
        Tuple from = prover->tuples.at[i];
        if (refutes(prover, from))
            return PROOF_NO;
        for (uint32_t k = 0; k < prover->points.len; k++) {
            Tuple to = {0};
            for (uint32_t n = 0; n < prover->len; n++)
                to.states[n] = (uint16_t)pattern_step(
                    prover->patterns[n], from.states[n], prover->points.at[k]);
            visit(prover, to);
        }
    }
    return prover->too_big ? PROOF_UNKNOWN : PROOF_YES;
}

Proof pattern_implies(const Pattern *const *patterns, uint32_t len,
                      const Pattern *wide)
{
    assert(len <= PATTERNS_MAX && len + (wide != NULL) > 0);
    Arena scratch = {0};
    Prover *prover = arena_new(&scratch, Prover);
    prover->arena = &scratch;
    for (uint32_t i = 0; i < len; i++)
        prover->patterns[prover->len++] = patterns[i];
    prover->has_wide = wide != NULL;
    if (wide)
        prover->patterns[prover->len++] = wide;
    find_points(prover);
    Proof proof = walk(prover);
    arena_release(&scratch);
    return proof;
}

/* ---- lengths ---- */

enum { UNSEEN, OPEN, DONE };

typedef struct Measure {
    const Pattern *pattern;
    bool *live;       /* by state: can it still accept? */
    uint8_t *seen;    /* by state */
    int64_t *longest; /* by state */
    bool endless;
} Measure;

/* Goes back from accepting states along the moves, until nothing is new. */
static void find_live(Arena *arena, Measure *measure)
{
    const Pattern *pattern = measure->pattern;
    uint32_t moves = pattern->states * pattern->classes;
    uint32_t *first = arena_array(arena, uint32_t, pattern->states + 1);
    uint32_t *from = arena_array(arena, uint32_t, moves);
    for (uint32_t i = 0; i < moves; i++)
        first[pattern->next[i]]++;
    for (uint32_t i = 1; i <= pattern->states; i++)
        first[i] += first[i - 1];
    for (uint32_t i = 0; i < moves; i++)
        from[--first[pattern->next[i]]] = i / pattern->classes;
    Vec(uint32_t) todo = {0};
    for (uint32_t i = 0; i < pattern->states; i++)
        if (pattern->accepts[i])
            vec_push(arena, &todo, i);
    while (todo.len) {
        uint32_t state = todo.at[--todo.len];
        if (measure->live[state])
            continue;
        measure->live[state] = true;
        for (uint32_t i = first[state]; i < first[state + 1]; i++)
            vec_push(arena, &todo, from[i]);
    }
}

/* As deep as there are states: PATTERN_STATES_MAX. */
static int64_t find_longest(Measure *measure, uint32_t state)
{
    const Pattern *pattern = measure->pattern;
    if (measure->seen[state] == OPEN)
        measure->endless = true;
    if (measure->seen[state] != UNSEEN)
        return measure->longest[state];
    measure->seen[state] = OPEN;
    for (uint32_t k = 0; k < pattern->classes && !measure->endless; k++) {
        uint32_t next = pattern->next[state * pattern->classes + k];
        if (!measure->live[next])
            continue;
        int64_t len = find_longest(measure, next) + 1;
        if (len > measure->longest[state])
            measure->longest[state] = len;
    }
    measure->seen[state] = DONE;
    return measure->longest[state];
}

static int64_t find_shortest(Arena *arena, const Pattern *pattern)
{
    int64_t *distance = arena_array(arena, int64_t, pattern->states);
    uint32_t *queue = arena_array(arena, uint32_t, pattern->states);
    uint32_t len = 1;
    for (uint32_t i = 0; i < len; i++) {
        uint32_t state = queue[i];
        if (pattern->accepts[state])
            return distance[state];
        for (uint32_t k = 0; k < pattern->classes; k++) {
            uint32_t next = pattern->next[state * pattern->classes + k];
            if (next == 0 || distance[next])
                continue;
            distance[next] = distance[state] + 1;
            queue[len++] = next;
        }
    }
    return -1;
}

Intervals pattern_lengths(Arena *arena, const Pattern *pattern)
{
    Arena scratch = {0};
    Measure measure = {.pattern = pattern,
                       .live = arena_array(&scratch, bool, pattern->states),
                       .seen = arena_array(&scratch, uint8_t, pattern->states),
                       .longest =
                           arena_array(&scratch, int64_t, pattern->states)};
    find_live(&scratch, &measure);
    int64_t shortest = find_shortest(&scratch, pattern);
    int64_t longest = measure.live[0] ? find_longest(&measure, 0) : -1;
    arena_release(&scratch);
    if (shortest < 0)
        return (Intervals){0};
    return intervals_of(arena, shortest, measure.endless ? INT64_MAX : longest);
}
