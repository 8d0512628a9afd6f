/* fake_where.c - a value that a refinement allows. */
#include "runtime/value/fake_where.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "runtime/value/where_tree.h"

enum {
    TRIES_MAX = 64, /* constants that are looked at */
    ROUNDS_MAX = 64,
    LENGTH_MAX = 1000 /* code points of a text, items of a list */
};

typedef struct Hints {
    Arena *arena;
    Vec(const WhereValue *) constants;
    Vec(int64_t) lengths;
    Vec(const Pattern *) patterns;
} Hints;

static void note_constant(Hints *hints, const Where *where,
                          const WhereValue *constant)
{
    if (!where->of_length && hints->constants.len < TRIES_MAX)
        vec_push(hints->arena, &hints->constants, constant);
    if (where->of_length && hints->lengths.len < TRIES_MAX)
        vec_push(hints->arena, &hints->lengths, constant->whole);
}

static void gather(Hints *hints, const Where *where)
{
    if (where->kind == WHERE_NODE_COMPARE || where->kind == WHERE_NODE_RANGE)
        note_constant(hints, where, &where->first);
    if (where->kind == WHERE_NODE_RANGE)
        note_constant(hints, where, &where->last);
    if (where->kind == WHERE_NODE_MATCHES)
        vec_push(hints->arena, &hints->patterns, where->pattern);
    for (uint32_t i = 0; i < where->parts.len; i++)
        gather(hints, where->parts.at[i]);
}

static bool holds(const Where *where, const WhereValue *value)
{
    bool strange = false;
    return where_holds(where, value, &strange) && !strange;
}

/* ---- numbers and times ---- */

static int64_t shifted(int64_t number, int64_t by)
{
    int64_t out;
    return __builtin_add_overflow(number, by, &out) ? number : out;
}

static WhereValue beside(const WhereValue *constant, WhereKind kind, int by)
{
    WhereValue value = *constant;
    value.kind = kind;
    value.whole = shifted(constant->whole, by);
    value.number = constant->number + by;
    return value;
}

static bool try_beside(const Where *where, const Hints *hints,
                       WhereValue *value)
{
    static const int steps[] = {0, 1, -1};
    for (uint32_t i = 0; i < hints->constants.len; i++)
        for (int step = 0; step < 3; step++) {
            WhereValue other =
                beside(hints->constants.at[i], value->kind, steps[step]);
            if (holds(where, &other)) {
                *value = other;
                return true;
            }
        }
    return false;
}

/* Floats in an open interval, that the numbers beside its bounds miss. */
static bool try_between(const Where *where, const Hints *hints,
                        WhereValue *value)
{
    for (uint32_t i = 0; i < hints->constants.len; i++)
        for (uint32_t k = 0; k < hints->constants.len; k++) {
            WhereValue other = *value;
            other.number = hints->constants.at[i]->number / 2 +
                           hints->constants.at[k]->number / 2;
            if (isfinite(other.number) && holds(where, &other)) {
                *value = other;
                return true;
            }
        }
    return false;
}

/* ---- lengths ---- */

static bool try_lengths(const Where *where, const Hints *hints,
                        WhereValue *value)
{
    for (uint32_t i = 0; i < hints->lengths.len; i++)
        for (int by = -1; by <= 1; by++) {
            WhereValue other = *value;
            other.whole = shifted(hints->lengths.at[i], by);
            if (other.whole >= 0 && other.whole <= LENGTH_MAX &&
                holds(where, &other)) {
                *value = other;
                return true;
            }
        }
    return false;
}

/* ---- texts ---- */

/* A code point of the class; one that is seen, if there is one. */
static uint32_t point_of(const Pattern *pattern, uint32_t class_)
{
    static const char liked[] = "a0A_-. ";
    uint32_t first = pattern->starts[class_];
    uint32_t end =
        class_ + 1 < pattern->classes ? pattern->starts[class_ + 1] : 0x110000;
    for (const char *at = liked; *at; at++)
        if ((uint32_t)*at >= first && (uint32_t)*at < end)
            return (uint32_t)*at;
    for (uint32_t point = first > 0x20 ? first : 0x21; point < end; point++)
        if (point < 0x7F || point > 0x9F)
            return point;
    return first ? first : end - 1;
}

static void add_point(Buf *out, uint32_t point)
{
    if (point < 0x80) {
        buf_char(out, (char)point);
        return;
    }
    unsigned more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    static const unsigned char heads[] = {0, 0xC0, 0xE0, 0xF0};
    buf_char(out, (char)(heads[more] | point >> (6 * more)));
    while (more-- > 0)
        buf_char(out, (char)(0x80 | (point >> (6 * more) & 0x3F)));
}

/* How many more code points a state needs to be accepting; UINT32_MAX: too
 * many. States mostly lead to later ones, so a few rounds do. */
static uint32_t *distances_of(Arena *arena, const Pattern *pattern)
{
    uint32_t *far = arena_array(arena, uint32_t, pattern->states);
    for (uint32_t i = 0; i < pattern->states; i++)
        far[i] = pattern->accepts[i] ? 0 : UINT32_MAX;
    bool changed = true;
    for (uint32_t round = 0; changed && round < ROUNDS_MAX; round++) {
        changed = false;
        for (uint32_t i = pattern->states * pattern->classes; i-- > 0;) {
            uint32_t from = i / pattern->classes, to = pattern->next[i];
            if (far[to] == UINT32_MAX || far[from] <= far[to] + 1)
                continue;
            far[from] = far[to] + 1;
            changed = true;
        }
    }
    return far;
}

/* A text that the pattern matches, of at least so many code points if there
 * are such: goes where it may for as long as it must, then straight to an
 * end. NULL: it matches nothing. */
static const char *match_of(Arena *arena, const Pattern *pattern,
                            uint32_t least)
{
    uint32_t *far = distances_of(arena, pattern);
    Buf out = {.arena = arena};
    uint32_t state = 0;
    if (far[0] == UINT32_MAX)
        return NULL;
    for (uint32_t len = 0; len < LENGTH_MAX; len++) {
        if (pattern->accepts[state] && len >= least)
            break;
        uint32_t best = pattern->classes;
        for (uint32_t k = 0; k < pattern->classes; k++) {
            uint32_t to = pattern->next[state * pattern->classes + k];
            uint32_t found = far[to];
            if (found == UINT32_MAX)
                continue;
            uint32_t kept =
                best < pattern->classes
                    ? far[pattern->next[state * pattern->classes + best]]
                    : UINT32_MAX;
            bool longer = len + 1 < least && kept != UINT32_MAX;
            if (longer ? found > kept : found < kept)
                best = k;
        }
        if (best == pattern->classes)
            break;
        add_point(&out, point_of(pattern, best));
        state = pattern->next[state * pattern->classes + best];
    }
    return buf_string(&out);
}

static bool try_text(const Where *where, WhereValue *value, const char *text)
{
    WhereValue other = {.kind = WHERE_TEXT, .text = text};
    other.len = text ? strlen(text) : 0;
    if (!text || !holds(where, &other))
        return false;
    *value = other;
    return true;
}

static bool try_words(const Where *where, const Hints *hints, WhereValue *value)
{
    for (uint32_t i = 0; i < hints->constants.len; i++)
        if (hints->constants.at[i]->kind == WHERE_TEXT &&
            try_text(where, value, hints->constants.at[i]->text))
            return true;
    return false;
}

static bool try_matches(const Where *where, const Hints *hints,
                        WhereValue *value)
{
    for (uint32_t i = 0; i < hints->patterns.len; i++) {
        const Pattern *pattern = hints->patterns.at[i];
        if (try_text(where, value, match_of(hints->arena, pattern, 0)))
            return true;
        for (uint32_t k = 0; k < hints->lengths.len; k++) {
            int64_t least = hints->lengths.at[k];
            if (least > 0 && least <= LENGTH_MAX &&
                try_text(where, value,
                         match_of(hints->arena, pattern, (uint32_t)least)))
                return true;
        }
    }
    return false;
}

static bool try_fillings(const Where *where, const Hints *hints,
                         WhereValue *value)
{
    for (uint32_t i = 0; i < hints->lengths.len; i++)
        for (int by = -1; by <= 1; by++) {
            int64_t len = shifted(hints->lengths.at[i], by);
            if (len < 0 || len > LENGTH_MAX)
                continue;
            Buf text = {.arena = hints->arena};
            buf_fill(&text, 'a', (size_t)len);
            if (try_text(where, value, buf_string(&text)))
                return true;
        }
    return false;
}

bool where_bend(Arena *arena, const Where *where, WhereValue *value)
{
    Hints hints = {.arena = arena};
    if (holds(where, value))
        return true;
    gather(&hints, where);
    switch (value->kind) {
    case WHERE_INT:
    case WHERE_DATETIME:
    case WHERE_DURATION:
        return try_beside(where, &hints, value);
    case WHERE_FLOAT:
        return try_beside(where, &hints, value) ||
               try_between(where, &hints, value);
    case WHERE_ITEMS:
        return try_lengths(where, &hints, value);
    case WHERE_TEXT:
        break;
    }
    return try_words(where, &hints, value) ||
           try_matches(where, &hints, value) ||
           try_fillings(where, &hints, value);
}
