#include "base/pattern.h"

#include <stdlib.h>
#include <string.h>

#include "base/panic.h"
#include "base/pattern_tree.h"
#include "base/utf8.h"

enum {
    STEPS_MAX = 2000,           /* of the machine with choices */
    STARTS_MAX = 1024,          /* of classes */
    WORK_MAX = 4 * 1000 * 1000, /* moves tried while making the automaton */
    SLOTS = 4096                /* > 2 * PATTERN_STATES_MAX */
};

/* A step of a machine with choices (Thompson): eats a code point of set and
 * goes to `then`; or is free, to `then` and `other`. */
typedef struct Step {
    const PatternNode *set; /* NULL: free */
    uint32_t then;
    uint32_t other;
    bool *classes; /* by class: is it in set? */
} Step;

/* States of the automaton are sets of steps; state 0 is the start. */
typedef struct Maker {
    Arena *arena;
    Vec(Step) steps; /* step 0 accepts */
    Vec(uint32_t) starts;
    struct {
        const uint32_t *at; /* ascending */
        uint32_t len;
    } states[PATTERN_STATES_MAX];
    uint32_t states_len;
    uint16_t slots[SLOTS]; /* 1 + state; 0 is free */
    uint32_t *mark;        /* by step: the last gathering that met it */
    uint32_t gathering;
    Vec(uint32_t) gathered;
    Vec(uint32_t) todo;
    Vec(uint16_t) next; /* [state * classes + class] */
    uint32_t work;
    bool too_big;
} Maker;

static uint32_t add_step(Maker *maker, Step step)
{
    maker->too_big |= maker->steps.len == STEPS_MAX;
    if (maker->too_big)
        return 0;
    vec_push(maker->arena, &maker->steps, step);
    return maker->steps.len - 1;
}

static uint32_t add_choice(Maker *maker, uint32_t then, uint32_t other)
{
    return add_step(maker, (Step){.then = then, .other = other});
}

static uint32_t compile(Maker *maker, const PatternNode *node, uint32_t next);

static uint32_t compile_repeat(Maker *maker, const PatternNode *node,
                               uint32_t next)
{
    const PatternNode *item = node->parts.at[0];
    uint32_t tail = next;
    if (node->max == PATTERN_FOREVER) {
        tail = add_choice(maker, 0, next);
        uint32_t body = compile(maker, item, tail);
        if (!maker->too_big)
            maker->steps.at[tail].then = body;
    }
    for (int i = node->min; i < node->max && !maker->too_big; i++)
        tail = add_choice(maker, compile(maker, item, tail), next);
    for (int i = 0; i < node->min && !maker->too_big; i++)
        tail = compile(maker, item, tail);
    return tail;
}

/* The step that begins what node says and goes on at next. */
static uint32_t compile(Maker *maker, const PatternNode *node, uint32_t next)
{
    if (maker->too_big)
        return 0;
    uint32_t at = next;
    switch (node->kind) {
    case PATTERN_SET:
        return add_step(maker, (Step){.set = node, .then = next});
    case PATTERN_CAT:
        for (uint32_t i = node->parts.len; i > 0; i--)
            at = compile(maker, node->parts.at[i - 1], at);
        return at;
    case PATTERN_ALT:
        at = compile(maker, node->parts.at[0], next);
        for (uint32_t i = 1; i < node->parts.len; i++)
            at = add_choice(maker, at, compile(maker, node->parts.at[i], next));
        return at;
    case PATTERN_REPEAT:
        return compile_repeat(maker, node, next);
    }
    UNREACHABLE("pattern kind");
}

static int compare_starts(const void *left, const void *right)
{
    uint32_t one = *(const uint32_t *)left;
    uint32_t two = *(const uint32_t *)right;
    return (one > two) - (one < two);
}

/* Code points that no set tells apart are one class. */
static void find_classes(Maker *maker)
{
    vec_push(maker->arena, &maker->starts, 0);
    for (uint32_t i = 0; i < maker->steps.len; i++) {
        const PatternNode *node = maker->steps.at[i].set;
        for (uint32_t k = 0; node && k < node->set.len; k++) {
            vec_push(maker->arena, &maker->starts,
                     (uint32_t)node->set.at[k].first);
            vec_push(maker->arena, &maker->starts,
                     (uint32_t)node->set.at[k].last + 1);
        }
    }
    qsort(maker->starts.at, maker->starts.len, sizeof(uint32_t),
          compare_starts);
    uint32_t len = 1;
    for (uint32_t i = 1; i < maker->starts.len; i++)
        if (maker->starts.at[i] != maker->starts.at[len - 1])
            maker->starts.at[len++] = maker->starts.at[i];
    maker->starts.len = len;
    maker->too_big |= len > STARTS_MAX;
}

static void sort_out_classes(Maker *maker)
{
    for (uint32_t i = 0; i < maker->steps.len; i++) {
        Step *step = &maker->steps.at[i];
        if (!step->set)
            continue;
        step->classes = arena_array(maker->arena, bool, maker->starts.len);
        for (uint32_t k = 0; k < maker->starts.len; k++)
            step->classes[k] =
                intervals_hold(step->set->set, maker->starts.at[k]);
    }
}

/* Adds a step and what can be reached from it for free. Free steps are marked
 * before they are followed, so rings of them end. */
static void gather(Maker *maker, uint32_t first)
{
    maker->todo.len = 0;
    vec_push(maker->arena, &maker->todo, first);
    while (maker->todo.len) {
        uint32_t at = maker->todo.at[--maker->todo.len];
        if (maker->mark[at] == maker->gathering)
            continue;
        maker->mark[at] = maker->gathering;
        const Step *step = &maker->steps.at[at];
        if (at == 0 || step->set) {
            vec_push(maker->arena, &maker->gathered, at);
            continue;
        }
        vec_push(maker->arena, &maker->todo, step->then);
        vec_push(maker->arena, &maker->todo, step->other);
    }
}

static uint32_t hash_gathered(const Maker *maker)
{
    uint32_t hash = maker->gathered.len;
    for (uint32_t i = 0; i < maker->gathered.len; i++)
        hash = (hash ^ maker->gathered.at[i]) * 0x01000193u + 7;
    return hash ^ hash >> 15;
}

/* The state that is the gathered steps. */
static uint16_t find_state(Maker *maker)
{
    size_t size = maker->gathered.len * sizeof(uint32_t);
    qsort(maker->gathered.at, maker->gathered.len, sizeof(uint32_t),
          compare_starts);
    uint32_t slot = hash_gathered(maker) % SLOTS;
    for (; maker->slots[slot]; slot = (slot + 1) % SLOTS) {
        uint16_t state = (uint16_t)(maker->slots[slot] - 1);
        if (maker->states[state].len == maker->gathered.len &&
            !memcmp(maker->states[state].at, maker->gathered.at, size))
            return state;
    }
    maker->too_big |= maker->states_len == PATTERN_STATES_MAX;
    if (maker->too_big)
        return 0;
    uint32_t *steps = arena_array(maker->arena, uint32_t, maker->gathered.len);
    if (size)
        memcpy(steps, maker->gathered.at, size);
    maker->states[maker->states_len].at = steps;
    maker->states[maker->states_len].len = maker->gathered.len;
    maker->slots[slot] = (uint16_t)++maker->states_len;
    return (uint16_t)(maker->states_len - 1);
}

static void begin_gathering(Maker *maker)
{
    maker->gathering++;
    maker->gathered.len = 0;
}

static uint16_t move(Maker *maker, uint32_t state, uint32_t class_)
{
    begin_gathering(maker);
    for (uint32_t i = 0; i < maker->states[state].len; i++) {
        const Step *step = &maker->steps.at[maker->states[state].at[i]];
        if (step->set && step->classes[class_])
            gather(maker, step->then);
    }
    maker->work += maker->states[state].len + maker->gathered.len + 1;
    maker->too_big |= maker->work > WORK_MAX;
    return find_state(maker);
}

static bool accepts(const Maker *maker, uint32_t state)
{
    return maker->states[state].len && maker->states[state].at[0] == 0;
}

/* States turn up while moves are made. */
static void make_states(Maker *maker, uint32_t start)
{
    begin_gathering(maker);
    gather(maker, start);
    find_state(maker);
    for (uint32_t state = 0; state < maker->states_len; state++)
        for (uint32_t k = 0; k < maker->starts.len && !maker->too_big; k++) {
            uint16_t next = move(maker, state, k);
            vec_push(maker->arena, &maker->next, next);
        }
}

static void *keep(Arena *arena, const void *from, size_t count, size_t size)
{
    void *copy = arena_alloc_array(arena, count, size);
    memcpy(copy, from, count * size);
    return copy;
}

static void take_over(Arena *arena, const Maker *maker, Pattern *pattern)
{
    pattern->classes = maker->starts.len;
    pattern->states = maker->states_len;
    pattern->starts =
        keep(arena, maker->starts.at, maker->starts.len, sizeof(uint32_t));
    pattern->next =
        keep(arena, maker->next.at, maker->next.len, sizeof(uint16_t));
    bool *accepting = arena_array(arena, bool, maker->states_len);
    for (uint32_t i = 0; i < maker->states_len; i++)
        accepting[i] = accepts(maker, i);
    pattern->accepts = accepting;
}

static bool make_automaton(Arena *arena, Maker *maker, const PatternNode *root,
                           Pattern *pattern)
{
    add_step(maker, (Step){0});
    uint32_t start = compile(maker, root, 0);
    find_classes(maker);
    if (maker->too_big)
        return false;
    sort_out_classes(maker);
    maker->mark = arena_array(maker->arena, uint32_t, maker->steps.len);
    make_states(maker, start);
    if (maker->too_big)
        return false;
    take_over(arena, maker, pattern);
    return true;
}

const Pattern *pattern_make(Arena *arena, const char *text, uint32_t len,
                            PatternFault *fault)
{
    static const char too_big[] =
        "it needs too many states: make it shorter, or count less in it";
    Arena scratch = {0};
    Pattern *pattern = arena_new(arena, Pattern);
    pattern->text = arena_copy(arena, text, len);
    pattern->len = len;
    *fault = (PatternFault){.why = too_big, .too_big = true};
    bool made = false;
    if (len <= PATTERN_TEXT_MAX) {
        const PatternNode *root = pattern_parse(&scratch, text, len, fault);
        Maker *maker = arena_new(&scratch, Maker);
        maker->arena = &scratch;
        made = root && make_automaton(arena, maker, root, pattern);
    }
    arena_release(&scratch);
    return made ? pattern : NULL;
}

static uint32_t class_of(const Pattern *pattern, uint32_t point)
{
    uint32_t low = 0;
    uint32_t high = pattern->classes;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (pattern->starts[middle] <= point)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint32_t pattern_step(const Pattern *pattern, uint32_t state, uint32_t point)
{
    return pattern->next[state * pattern->classes + class_of(pattern, point)];
}

bool pattern_matches(const Pattern *pattern, const char *text, size_t len)
{
    uint32_t state = 0;
    for (size_t at = 0; at < len;) {
        size_t size;
        uint32_t point = utf8_next(text + at, len - at, &size);
        state = pattern_step(pattern, state, point);
        at += size;
    }
    return pattern->accepts[state];
}
