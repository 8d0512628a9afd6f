/* types.c - what it means that a type differs: inputs may take more, outputs
 * may give less. */
#include "base/json_out.h"
#include "compiler/diff/compare.h"
#include "compiler/diff/flyte_cast.h"
#include "compiler/diff/shape_compare.h"
#include "spec/describe.h"
#include "spec/json.h"

typedef struct Verdict {
    RuleId rule;
    const char *words; /* the name of what it is about follows */
} Verdict;

/* By kind, then in or out, then NEITHER, WIDER, NARROWER, OTHER. */
static const Verdict verdicts[][2][4] = {
    [LEAF_TYPE] = {{{RULE_S116, "is written otherwise"},
                    {RULE_S115, "takes more than before"},
                    {RULE_B116, "takes less than before"},
                    {RULE_B115, "has another type"}},
                   {{RULE_S132, "is written otherwise"},
                    {RULE_B133, "may be more than before"},
                    {RULE_S131, "promises more than before"},
                    {RULE_B132, "has another type"}}},
    [LEAF_NONE] = {{{RULE_S116, ""},
                    {RULE_S115, "also takes none"},
                    {RULE_B117, "no longer takes none"},
                    {RULE_B115, ""}},
                   {{RULE_S132, ""},
                    {RULE_B134, "may be none now"},
                    {RULE_S131, "is no longer ever none"},
                    {RULE_B132, ""}}},
    [LEAF_VARIANT] = {{{RULE_S116, ""},
                       {RULE_S115, "also takes"},
                       {RULE_B118, "no longer takes"},
                       {RULE_B115, ""}},
                      {{RULE_S132, ""},
                       {RULE_B135, "may now be"},
                       {RULE_S131, "is no longer ever"},
                       {RULE_B132, ""}}},
    [LEAF_CASE] = {{{RULE_S116, ""},
                    {RULE_S115, "also takes the case"},
                    {RULE_B119, "no longer takes the case"},
                    {RULE_B115, ""}},
                   {{RULE_S132, ""},
                    {RULE_B136, "may now be the case"},
                    {RULE_S131, "is no longer ever the case"},
                    {RULE_B132, ""}}},
    [LEAF_CASE_ORDER] = {{{RULE_R114, "has its cases in another order"},
                          {RULE_R114, ""},
                          {RULE_R114, ""},
                          {RULE_R114, ""}},
                         {{RULE_R114, "has its cases in another order"},
                          {RULE_R114, ""},
                          {RULE_R114, ""},
                          {RULE_R114, ""}}},
    [LEAF_FIELD] = {{{RULE_S116, ""},
                     {RULE_S115, "no longer wants the field"},
                     {RULE_B120, "now wants the field"},
                     {RULE_B115, ""}},
                    {{RULE_S132, ""},
                     {RULE_B137, "no longer has the field"},
                     {RULE_S131, "also has the field"},
                     {RULE_B132, ""}}},
    [LEAF_FIELD_OPTION] = {{{RULE_S115, "may have another field,"},
                            {RULE_S115, "may now lack the field"},
                            {RULE_B120, "must no longer lack the field"},
                            {RULE_B115, ""}},
                           {{RULE_S131, "also has the field"},
                            {RULE_S132, "has a default for the field"},
                            {RULE_S132, "has no default for the field"},
                            {RULE_B132, ""}}},
    [LEAF_FIELD_DEFAULT] = {{{RULE_R113, "has another default for the field"},
                             {RULE_R113, ""},
                             {RULE_R113, ""},
                             {RULE_R113, ""}},
                            {{RULE_S132, "has another default for the field"},
                             {RULE_S132, ""},
                             {RULE_S132, ""},
                             {RULE_S132, ""}}},
    [LEAF_COLUMN] = {{{RULE_S116, ""},
                      {RULE_S115, "no longer wants the column"},
                      {RULE_B121, "now wants the column"},
                      {RULE_B115, ""}},
                     {{RULE_S132, ""},
                      {RULE_B138, "no longer has the column"},
                      {RULE_S131, "also has the column"},
                      {RULE_B132, ""}}},
    [LEAF_WHERE] = {{{RULE_S116, ""},
                     {RULE_S115, "allows more values"},
                     {RULE_B122, "allows fewer values"},
                     {RULE_B122, "allows other values"}},
                    {{RULE_S132, ""},
                     {RULE_B139, "may have more values"},
                     {RULE_S131, "has fewer values"},
                     {RULE_B139, "may have other values"}}},
    [LEAF_FORMAT] = {{{RULE_S116, ""},
                      {RULE_S115, "takes any format now"},
                      {RULE_B123, "wants one format now"},
                      {RULE_B123, "wants another format"}},
                     {{RULE_S132, ""},
                      {RULE_B140, "may have any format now"},
                      {RULE_S131, "has one format now"},
                      {RULE_B140, "has another format"}}},
    [LEAF_TAG] = {{{RULE_S116, ""},
                   {RULE_B124, ""},
                   {RULE_B124, ""},
                   {RULE_B124, "has another nominal type"}},
                  {{RULE_S132, ""},
                   {RULE_B141, ""},
                   {RULE_B141, ""},
                   {RULE_B141, "has another nominal type"}}},
};

/* One type of both sides, and what Flyte says to it. */
typedef struct Typed {
    Pair *pair;
    Direction direction;
    const char *noun;
    const char *variable;
    const IdlType *was;
    const IdlType *now;
} Typed;

static const Verdict *verdict_of(const Typed *typed, const Leaf *leaf)
{
    return &verdicts[leaf->kind][typed->direction == DIRECTION_OUT][leaf->turn];
}

static ChangeClass class_of(const Typed *typed, const Leaf *leaf)
{
    return rule_class(rule_at(verdict_of(typed, leaf)->rule));
}

/* What is safe by its values, but not to Flyte: as what it is told. */
static RuleId refused_rule(const Typed *typed)
{
    if (typed->direction == DIRECTION_OUT)
        return RULE_R130;
    return flyte_takes_constants(typed->pair->arena, typed->now, typed->was)
               ? RULE_R112
               : RULE_B125;
}

static bool flyte_agrees(const Typed *typed)
{
    Arena *arena = typed->pair->arena;
    return typed->direction == DIRECTION_IN
               ? flyte_casts(arena, typed->now, typed->was)
               : flyte_casts(arena, typed->was, typed->now);
}

/* ---- words ---- */

static const char *initial_text(Arena *arena, const StructValue *initial)
{
    Buf text = {.arena = arena};
    JsonOut json = {.buf = &text};
    if (!initial)
        return NULL;
    spec_json(&json, &initial->base);
    return buf_string(&text);
}

/* Cases of one enum stand together: it is shown with the first. */
static bool has_sides(const Leaf *leaf, const Leaf *before, const Rule *rule)
{
    if (leaf->kind == LEAF_VARIANT || leaf->kind == LEAF_NONE)
        return false;
    return leaf->kind != LEAF_CASE || (rule_class(rule) != CLASS_SAFE &&
                                       !(before && before->was == leaf->was));
}

static void show_sides(Arena *arena, const Leaf *leaf, Change *change)
{
    bool initials = leaf->kind == LEAF_FIELD_DEFAULT;
    change->was = initials    ? initial_text(arena, leaf->was_initial)
                  : leaf->was ? shape_text(arena, leaf->was)
                              : NULL;
    change->now = initials    ? initial_text(arena, leaf->now_initial)
                  : leaf->now ? shape_text(arena, leaf->now)
                              : NULL;
}

static const char *object_of(Arena *arena, const Leaf *leaf)
{
    if (leaf->kind == LEAF_VARIANT)
        return arena_print(
            arena, " %s",
            ticked(arena,
                   shape_text(arena, leaf->was ? leaf->was : leaf->now)));
    return leaf->name ? arena_print(arena, " %s", named(arena, leaf->name))
                      : "";
}

static void tell(const Typed *typed, const Leaf *leaf, const Leaf *before,
                 RuleId rule)
{
    Arena *arena = typed->pair->arena;
    const char *path =
        *leaf->path ? arena_print(arena, ", in %s,", ticked(arena, leaf->path))
                    : "";
    Change *change =
        change_add(typed->pair, rule, "%s%s %s%s", typed->noun, path,
                   verdict_of(typed, leaf)->words, object_of(arena, leaf));
    if (has_sides(leaf, before, change->rule))
        show_sides(arena, leaf, change);
    change_about(typed->pair, change, typed->direction, typed->variable);
}

/* ---- all ---- */

static void tell_leaves(const Typed *typed, const LeafVec *leaves)
{
    bool breaks = false;
    for (uint32_t i = 0; i < leaves->len; i++)
        breaks |= class_of(typed, &leaves->at[i]) == CLASS_BREAKING;
    bool refused = !breaks && !flyte_agrees(typed);
    RuleId rule = refused ? refused_rule(typed) : RULE_COUNT;
    for (uint32_t i = 0; i < leaves->len; i++) {
        const Leaf *leaf = &leaves->at[i];
        bool is_safe = class_of(typed, leaf) == CLASS_SAFE;
        tell(typed, leaf, i ? leaf - 1 : NULL,
             refused && is_safe ? rule : verdict_of(typed, leaf)->rule);
    }
}

/* The values are the same; what is written about them is not. */
static void tell_rewritten(const Typed *typed)
{
    Arena *arena = typed->pair->arena;
    bool agrees = flyte_agrees(typed);
    bool in = typed->direction == DIRECTION_IN;
    RuleId rule = !agrees ? refused_rule(typed) : in ? RULE_S116 : RULE_S132;
    const char *words = agrees ? "is written otherwise in the spec"
                               : "has a type that Flyte takes for another one";
    Change *change = change_add(typed->pair, rule, "%s %s", typed->noun, words);
    if (!agrees) {
        change->was = describe_type_line(arena, typed->was);
        change->now = describe_type_line(arena, typed->now);
    }
    change_about(typed->pair, change, typed->direction, typed->variable);
}

void compare_type(Pair *pair, Direction direction, const char *noun,
                  const char *variable, const IdlType *was, const IdlType *now)
{
    Typed typed = {pair, direction, noun, variable, was, now};
    if (same_message(was, now))
        return;
    LeafVec leaves = {0};
    shape_compare(pair->arena, shape_of(pair->arena, was),
                  shape_of(pair->arena, now), &leaves);
    if (leaves.len)
        tell_leaves(&typed, &leaves);
    else
        tell_rewritten(&typed);
}
