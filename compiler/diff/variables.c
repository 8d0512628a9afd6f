/* variables.c - inputs, which may take more, and outputs, which may give less.
 */
#include <string.h>

#include "compiler/diff/compare.h"
#include "spec/describe.h"
#include "spec/message.h"

void variables_add(Arena *arena, const IdlVariableMap *map, VariableVec *out)
{
    size_t count;
    const ProtobufCMessage *const *entries = map_entries(arena, map, &count);
    for (size_t i = 0; i < count; i++) {
        const Flyteidl__Core__VariableMap__VariablesEntry *entry =
            (const void *)entries[i];
        const IdlVariable *variable = entry->value;
        Variable one = {.name = entry->key,
                        .type = variable ? variable->type : NULL,
                        .doc = variable ? variable->description : NULL};
        vec_push(arena, out, one);
    }
}

bool type_takes_none(const IdlType *type)
{
    bool is_union = type && type->type_case ==
                                FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE;
    for (size_t i = 0; is_union && i < type->union_type->n_variants; i++) {
        const IdlType *variant = type->union_type->variants[i];
        if (variant->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE &&
            variant->simple == FLYTEIDL__CORE__SIMPLE_TYPE__NONE)
            return true;
    }
    return false;
}

/* ---- what is on one side alone ---- */

typedef struct Lone {
    const Variable *variable;
    const Variable *renamed; /* its partner on the other side; NULL: none */
} Lone;
typedef Vec(Lone) LoneVec;

typedef struct Sides {
    Pair *pair;
    Direction direction;
    LoneVec gone;
    LoneVec come;
    VariableVec was; /* of those on both sides, in pairs */
    VariableVec now;
} Sides;

static const char *noun_of(const Sides *sides, const Variable *variable)
{
    return arena_print(sides->pair->arena, "%s %s",
                       sides->direction == DIRECTION_IN ? "input" : "output",
                       named(sides->pair->arena, variable->name));
}

/* Of what is fixed, its value. */
static const char *type_text(const Sides *sides, const Variable *variable)
{
    if (variable->fixed)
        return describe_literal_line(sides->pair->arena, variable->literal);
    return describe_type_line(sides->pair->arena, variable->type);
}

/* Both are sorted by name. */
static void split(Sides *sides, const VariableVec *was, const VariableVec *now)
{
    Arena *arena = sides->pair->arena;
    uint32_t i = 0;
    uint32_t j = 0;
    while (i < was->len || j < now->len) {
        int order = i == was->len   ? 1
                    : j == now->len ? -1
                                    : strcmp(was->at[i].name, now->at[j].name);
        if (order < 0) {
            vec_push(arena, &sides->gone, ((Lone){&was->at[i++], NULL}));
        } else if (order > 0) {
            vec_push(arena, &sides->come, ((Lone){&now->at[j++], NULL}));
        } else {
            vec_push(arena, &sides->was, was->at[i++]);
            vec_push(arena, &sides->now, now->at[j++]);
        }
    }
}

typedef struct OfType {
    uint32_t gone;
    uint32_t come;
    Lone *last_gone;
    Lone *last_come;
} OfType;

static OfType *of_type(Sides *sides, Map *types, const Variable *variable)
{
    Arena *arena = sides->pair->arena;
    const Sym *key =
        sym_of(sides->pair->names, message_mark(arena, variable->type));
    OfType *found = map_find(types, key);
    if (!found) {
        found = arena_new(arena, OfType);
        map_put(arena, types, key, found);
    }
    return found;
}

/* One that is gone and one that has come, the only ones of their type. */
static void guess_renamed(Sides *sides)
{
    Map types = {0};
    if (!sides->gone.len || !sides->come.len)
        return;
    for (uint32_t i = 0; i < sides->gone.len; i++) {
        OfType *type = of_type(sides, &types, sides->gone.at[i].variable);
        type->gone++;
        type->last_gone = &sides->gone.at[i];
    }
    for (uint32_t i = 0; i < sides->come.len; i++) {
        OfType *type = of_type(sides, &types, sides->come.at[i].variable);
        type->come++;
        type->last_come = &sides->come.at[i];
    }
    for (uint32_t i = 0; i < types.len; i++) {
        OfType *type = types.items[i].value;
        if (type->gone != 1 || type->come != 1 ||
            type->last_gone->variable->fixed ||
            type->last_come->variable->fixed)
            continue;
        type->last_gone->renamed = type->last_come->variable;
        type->last_come->renamed = type->last_gone->variable;
    }
}

static void tell_renamed(Sides *sides)
{
    bool in = sides->direction == DIRECTION_IN;
    for (uint32_t i = 0; i < sides->gone.len; i++) {
        const Lone *lone = &sides->gone.at[i];
        if (!lone->renamed)
            continue;
        Change *change =
            change_add(sides->pair, in ? RULE_B112 : RULE_B131,
                       "%s is now called %s", noun_of(sides, lone->variable),
                       named(sides->pair->arena, lone->renamed->name));
        change_about(sides->pair, change, sides->direction,
                     lone->renamed->name);
    }
}

static void tell_doc(Sides *sides, const Variable *was, const Variable *now)
{
    if (same_text(was->doc, now->doc))
        return;
    Change *change =
        change_add(sides->pair, RULE_S103, "%s is described in other words",
                   noun_of(sides, now));
    change_about(sides->pair, change, sides->direction, now->name);
}

/* ---- inputs ---- */

static const char *value_text(const Sides *sides, const Variable *variable)
{
    if (variable->initial)
        return variable->initial;
    return variable->literal
               ? describe_literal_line(sides->pair->arena, variable->literal)
               : "none";
}

static Change *tell_input(Sides *sides, RuleId rule, const Variable *variable,
                          const char *words)
{
    Change *change =
        change_add(sides->pair, rule, "%s %s", noun_of(sides, variable), words);
    change_about(sides->pair, change, DIRECTION_IN, variable->name);
    return change;
}

static void tell_values(Sides *sides, RuleId rule, const Variable *was,
                        const Variable *now, const char *words)
{
    Change *change = tell_input(sides, rule, now, words);
    change->was = value_text(sides, was);
    change->now = value_text(sides, now);
}

static bool same_value(const Variable *was, const Variable *now)
{
    return same_text(was->initial, now->initial) &&
           same_message(was->literal, now->literal);
}

static void compare_fixed(Sides *sides, const Variable *was,
                          const Variable *now)
{
    if (was->fixed && now->fixed) {
        if (!same_value(was, now))
            tell_values(sides, RULE_R111, was, now,
                        "is fixed to another value");
    } else if (now->fixed) {
        tell_input(sides, RULE_B114, now, "is fixed now")->now =
            value_text(sides, now);
    } else if (now->optional) {
        tell_values(sides, RULE_S112, was, now, "is no longer fixed");
    } else {
        tell_input(sides, RULE_B113, now,
                   "is no longer fixed and must be given");
    }
}

/* Whether it may be left out; where that goes with its type, that tells. */
static void compare_options(Sides *sides, const Variable *was,
                            const Variable *now)
{
    if (type_takes_none(was->type) != type_takes_none(now->type))
        return;
    if (now->optional)
        tell_input(sides, RULE_S111, now, "may be left out now")->now =
            value_text(sides, now);
    else
        tell_input(sides, RULE_B113, now, "must be given now")->was =
            value_text(sides, was);
}

static void compare_free(Sides *sides, const Variable *was, const Variable *now)
{
    if (was->optional != now->optional)
        compare_options(sides, was, now);
    else if (!same_value(was, now))
        tell_values(sides, RULE_R110, was, now, "has another default");
    compare_type(sides->pair, DIRECTION_IN, noun_of(sides, now), now->name,
                 was->type, now->type);
}

static void tell_lone_inputs(Sides *sides)
{
    for (uint32_t i = 0; i < sides->gone.len; i++) {
        const Lone *lone = &sides->gone.at[i];
        if (!lone->renamed)
            tell_input(sides, lone->variable->fixed ? RULE_S113 : RULE_B110,
                       lone->variable, "is gone")
                ->was = type_text(sides, lone->variable);
    }
    for (uint32_t i = 0; i < sides->come.len; i++) {
        const Variable *new = sides->come.at[i].variable;
        if (sides->come.at[i].renamed)
            continue;
        Change *change =
            new->fixed ? tell_input(sides, RULE_S114, new, "is new and fixed")
            : new->optional
                ? tell_input(sides, RULE_S110, new,
                             "is new and may be left out")
                : tell_input(sides, RULE_B111, new, "is new and must be given");
        change->now = type_text(sides, new);
    }
}

void compare_inputs(Pair *pair, const VariableVec *was, const VariableVec *now)
{
    Sides sides = {.pair = pair, .direction = DIRECTION_IN};
    split(&sides, was, now);
    guess_renamed(&sides);
    tell_renamed(&sides);
    tell_lone_inputs(&sides);
    for (uint32_t i = 0; i < sides.was.len; i++) {
        const Variable *old = &sides.was.at[i];
        const Variable *new = &sides.now.at[i];
        if (old->fixed || new->fixed)
            compare_fixed(&sides, old, new);
        else
            compare_free(&sides, old, new);
        if (!old->fixed && !new->fixed)
            tell_doc(&sides, old, new);
    }
}

/* ---- outputs ---- */

static void tell_lone_outputs(Sides *sides, const VariableVec *was)
{
    for (uint32_t i = 0; i < sides->gone.len; i++) {
        const Variable *old = sides->gone.at[i].variable;
        if (sides->gone.at[i].renamed)
            continue;
        Change *change = change_add(sides->pair, RULE_B130, "%s is gone",
                                    noun_of(sides, old));
        change_about(sides->pair, change, DIRECTION_OUT, old->name);
        change->was = type_text(sides, old);
    }
    for (uint32_t i = 0; i < sides->come.len; i++) {
        const Variable *new = sides->come.at[i].variable;
        if (sides->come.at[i].renamed)
            continue;
        bool joins = was->len == 1 && sides->was.len == 1;
        Change *change =
            change_add(sides->pair, joins ? RULE_R131 : RULE_S130,
                       joins ? "%s is new beside the single one" : "%s is new",
                       noun_of(sides, new));
        change_about(sides->pair, change, DIRECTION_OUT, new->name);
        change->now = type_text(sides, new);
    }
}

void compare_outputs(Pair *pair, const VariableVec *was, const VariableVec *now)
{
    Sides sides = {.pair = pair, .direction = DIRECTION_OUT};
    split(&sides, was, now);
    guess_renamed(&sides);
    tell_renamed(&sides);
    tell_lone_outputs(&sides, was);
    for (uint32_t i = 0; i < sides.was.len; i++) {
        const Variable *old = &sides.was.at[i];
        const Variable *new = &sides.now.at[i];
        compare_type(pair, DIRECTION_OUT, noun_of(&sides, new), new->name,
                     old->type, new->type);
        tell_doc(&sides, old, new);
    }
}
