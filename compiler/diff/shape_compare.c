/* shape_compare.c - what differs between two types, part by part. */
#include "compiler/diff/shape_compare.h"

#include <string.h>
#include <strings.h>

#include "base/map.h"
#include "base/sym.h"
#include "compiler/diff/compare.h"
#include "compiler/diff/narrowing.h"
#include "spec/quoted.h"

/* Classes that are named again and again are compared once: `same` holds, for
 * a shape, those that it was found to be equal to. */
typedef struct Walk {
    Arena *arena;
    LeafVec *leaves;
    Map same; /* Shape -> Map of Shape */
    const char *path;
} Walk;

static void compare(Walk *walk, const Shape *was, const Shape *now);

static void add(Walk *walk, Leaf leaf)
{
    leaf.path = walk->path;
    if (walk->leaves->len < LEAVES_MAX)
        vec_push(walk->arena, walk->leaves, leaf);
}

static void compare_at(Walk *walk, const char *step, const Shape *was,
                       const Shape *now)
{
    const char *outer = walk->path;
    walk->path = arena_print(walk->arena, "%s%s", outer, step);
    compare(walk, was, now);
    walk->path = outer;
}

/* ---- fits ---- */

/* May every value of narrow stand where wide is? */
static bool fits(Walk *walk, const Shape *narrow, const Shape *wide)
{
    LeafVec leaves = {0};
    Walk inner = {.arena = walk->arena, .leaves = &leaves, .path = ""};
    compare(&inner, narrow, wide);
    for (uint32_t i = 0; i < leaves.len; i++)
        if (leaves.at[i].turn == TURN_NARROWER ||
            leaves.at[i].turn == TURN_OTHER)
            return false;
    return true;
}

/* ---- enums ---- */

static Map names_of(Walk *walk, SymTable *names, const Shape *shape)
{
    Map set = {0};
    for (uint32_t i = 0; i < shape->cases.len; i++) {
        const Sym *name = sym_of(names, shape->cases.at[i]);
        map_put(walk->arena, &set, name, (void *)name);
    }
    return set;
}

static bool add_missing_cases(Walk *walk, const Map *from, const Map *other,
                              Leaf leaf)
{
    bool any = false;
    for (uint32_t i = 0; i < from->len; i++) {
        if (map_find(other, from->items[i].key))
            continue;
        leaf.name = ((const Sym *)from->items[i].key)->text;
        add(walk, leaf);
        any = true;
    }
    return any;
}

static void compare_enums(Walk *walk, const Shape *was, const Shape *now)
{
    SymTable names;
    sym_table_init(&names, walk->arena);
    Map old = names_of(walk, &names, was);
    Map new = names_of(walk, &names, now);
    Leaf leaf = {
        .kind = LEAF_CASE, .turn = TURN_NARROWER, .was = was, .now = now};
    bool differ = add_missing_cases(walk, &old, &new, leaf);
    leaf.turn = TURN_WIDER;
    differ |= add_missing_cases(walk, &new, &old, leaf);
    for (uint32_t i = 0; !differ && i < old.len; i++)
        if (old.items[i].key != new.items[i].key) {
            leaf.kind = LEAF_CASE_ORDER;
            leaf.turn = TURN_NEITHER;
            add(walk, leaf);
            return;
        }
}

/* ---- records and tables ---- */

static void compare_field(Walk *walk, const ShapeField *was,
                          const ShapeField *now)
{
    Leaf leaf = {.name = now->name,
                 .was = was->shape,
                 .now = now->shape,
                 .was_initial = was->initial,
                 .now_initial = now->initial};
    if (was->optional != now->optional) {
        leaf.kind = LEAF_FIELD_OPTION;
        leaf.turn = now->optional ? TURN_WIDER : TURN_NARROWER;
        add(walk, leaf);
    } else if (!same_message(was->initial, now->initial)) {
        leaf.kind = LEAF_FIELD_DEFAULT;
        add(walk, leaf);
    }
    Buf step = {.arena = walk->arena};
    buf_char(&step, '.');
    if (quoted_is_plain(now->name))
        buf_text(&step, now->name);
    else
        quoted_add(&step, now->name, strlen(now->name));
    compare_at(walk, buf_string(&step), was->shape, now->shape);
}

static void add_lone_field(Walk *walk, const ShapeField *field, bool is_new,
                           LeafKind kind)
{
    Leaf leaf = {.kind = kind,
                 .turn = is_new ? TURN_NARROWER : TURN_WIDER,
                 .name = field->name,
                 .was = is_new ? NULL : field->shape,
                 .now = is_new ? field->shape : NULL};
    /* A value without it is taken: nobody is asked for more. */
    if (is_new && field->optional) {
        leaf.kind = LEAF_FIELD_OPTION;
        leaf.turn = TURN_NEITHER;
    }
    add(walk, leaf);
}

static void compare_fields(Walk *walk, const Shape *was, const Shape *now,
                           LeafKind kind)
{
    for (uint32_t i = 0; i < was->fields.len; i++)
        if (!shape_field(now, was->fields.at[i].name))
            add_lone_field(walk, &was->fields.at[i], false, kind);
    for (uint32_t i = 0; i < now->fields.len; i++) {
        const ShapeField *other = shape_field(was, now->fields.at[i].name);
        if (other)
            compare_field(walk, other, &now->fields.at[i]);
        else
            add_lone_field(walk, &now->fields.at[i], true, kind);
    }
}

static void compare_formats(Walk *walk, const Shape *was, const Shape *now)
{
    Leaf leaf = {.kind = LEAF_FORMAT, .was = was, .now = now};
    if (strcasecmp(was->format, now->format) == 0)
        return;
    leaf.turn = !*now->format   ? TURN_WIDER
                : !*was->format ? TURN_NARROWER
                                : TURN_OTHER;
    add(walk, leaf);
}

/* A table without columns is any table. */
static void compare_tables(Walk *walk, const Shape *was, const Shape *now)
{
    compare_formats(walk, was, now);
    if (was->fields.len && now->fields.len) {
        compare_fields(walk, was, now, LEAF_COLUMN);
    } else if (was->fields.len || now->fields.len) {
        Leaf leaf = {.kind = LEAF_TYPE, .was = was, .now = now};
        leaf.turn = was->fields.len ? TURN_WIDER : TURN_NARROWER;
        add(walk, leaf);
    }
}

/* ---- unions ---- */

enum { VARIANTS_MAX = 64 }; /* that are paired; larger unions as wholes */

typedef struct Variants {
    const Shape *const *at;
    uint32_t len;
    bool paired[VARIANTS_MAX];
} Variants;

/* What is no union is one of a single variant. */
static Variants variants_of(const Shape *const *shape)
{
    if ((*shape)->kind == SHAPE_UNION)
        return (Variants){(*shape)->variants.at, (*shape)->variants.len, {0}};
    return (Variants){shape, 1, {0}};
}

static bool same_name(const Shape *left, const Shape *right)
{
    return strcmp(left->tag, right->tag) == 0 &&
           strcmp(left->name ? left->name : "",
                  right->name ? right->name : "") == 0;
}

/* A partner of the same kind, if there is one of the same name; else -1. */
static int partner_of(const Shape *variant, const Variants *others,
                      bool by_name)
{
    for (uint32_t i = 0; i < others->len; i++)
        if (!others->paired[i] && others->at[i]->kind == variant->kind &&
            (!by_name || same_name(variant, others->at[i])))
            return (int)i;
    return -1;
}

static bool pair_variants(Walk *walk, Variants *was, Variants *now,
                          bool by_name)
{
    bool any = false;
    for (uint32_t i = 0; i < was->len; i++) {
        int partner =
            was->paired[i] ? -1 : partner_of(was->at[i], now, by_name);
        if (partner < 0)
            continue;
        was->paired[i] = true;
        now->paired[partner] = true;
        compare_at(walk, "", was->at[i], now->at[partner]);
        any = true;
    }
    return any;
}

static bool fits_any(Walk *walk, const Shape *variant, const Variants *others)
{
    for (uint32_t i = 0; i < others->len; i++)
        if (fits(walk, variant, others->at[i]))
            return true;
    return false;
}

static void add_lone_variants(Walk *walk, const Variants *from,
                              const Variants *others, Turn turn)
{
    for (uint32_t i = 0; i < from->len; i++) {
        if (from->paired[i] || fits_any(walk, from->at[i], others))
            continue;
        bool is_none = from->at[i]->kind == SHAPE_NONE;
        Leaf leaf = {.kind = is_none ? LEAF_NONE : LEAF_VARIANT, .turn = turn};
        if (turn == TURN_NARROWER)
            leaf.was = from->at[i];
        else
            leaf.now = from->at[i];
        add(walk, leaf);
    }
}

static bool any_fits(Walk *walk, const Variants *from, const Variants *others)
{
    for (uint32_t i = 0; i < from->len; i++)
        if (fits_any(walk, from->at[i], others))
            return true;
    return false;
}

static void compare_unions(Walk *walk, const Shape *was, const Shape *now)
{
    Variants old = variants_of(&was);
    Variants new = variants_of(&now);
    Leaf whole = {
        .kind = LEAF_TYPE, .turn = TURN_OTHER, .was = was, .now = now};
    if (old.len > VARIANTS_MAX || new.len > VARIANTS_MAX) {
        if (strcmp(shape_text(walk->arena, was),
                   shape_text(walk->arena, now)) != 0)
            add(walk, whole);
        return;
    }
    bool any = pair_variants(walk, &old, &new, true);
    any |= pair_variants(walk, &old, &new, false);
    if (!any && !any_fits(walk, &old, &new) && !any_fits(walk, &new, &old)) {
        add(walk, whole);
        return;
    }
    add_lone_variants(walk, &old, &new, TURN_NARROWER);
    add_lone_variants(walk, &new, &old, TURN_WIDER);
}

/* ---- kinds ---- */

static Turn turn_of_kinds(const Shape *was, const Shape *now)
{
    if ((was->kind == SHAPE_ENUM && now->kind == SHAPE_STRING) ||
        (was->kind == SHAPE_RECORD && now->kind == SHAPE_JSON))
        return TURN_WIDER;
    if ((was->kind == SHAPE_STRING && now->kind == SHAPE_ENUM) ||
        (was->kind == SHAPE_JSON && now->kind == SHAPE_RECORD))
        return TURN_NARROWER;
    return TURN_OTHER;
}

static void compare_same_kind(Walk *walk, const Shape *was, const Shape *now)
{
    switch (was->kind) {
    case SHAPE_LIST:
        compare_at(walk, "[]", was->item, now->item);
        return;
    case SHAPE_MAP:
        compare_at(walk, "{}", was->item, now->item);
        return;
    case SHAPE_ENUM:
        compare_enums(walk, was, now);
        return;
    case SHAPE_RECORD:
        compare_fields(walk, was, now, LEAF_FIELD);
        return;
    case SHAPE_FILE:
    case SHAPE_DIR:
        compare_formats(walk, was, now);
        return;
    case SHAPE_TABLE:
        compare_tables(walk, was, now);
        return;
    case SHAPE_NAMED:
        if (strcmp(was->name, now->name) != 0)
            add(walk, (Leaf){.kind = LEAF_TYPE,
                             .turn = TURN_OTHER,
                             .was = was,
                             .now = now});
        return;
    case SHAPE_UNKNOWN:
    case SHAPE_NONE:
    case SHAPE_INT:
    case SHAPE_FLOAT:
    case SHAPE_STRING:
    case SHAPE_BOOL:
    case SHAPE_DATETIME:
    case SHAPE_DURATION:
    case SHAPE_BYTES:
    case SHAPE_ERROR:
    case SHAPE_JSON:
    case SHAPE_UNION:
        return;
    }
}

static void compare_where(Walk *walk, const Shape *was, const Shape *now)
{
    Leaf leaf = {.kind = LEAF_WHERE, .was = was, .now = now};
    if (!was->where && !now->where)
        return;
    if (!was->where)
        leaf.turn = TURN_NARROWER;
    else if (!now->where)
        leaf.turn = TURN_WIDER;
    else if (strcmp(was->where, now->where) == 0)
        return;
    else if (narrowing_fits(walk->arena, was, now))
        leaf.turn =
            narrowing_fits(walk->arena, now, was) ? TURN_NEITHER : TURN_WIDER;
    else
        leaf.turn =
            narrowing_fits(walk->arena, now, was) ? TURN_NARROWER : TURN_OTHER;
    if (leaf.turn != TURN_NEITHER)
        add(walk, leaf);
}

static void compare_parts(Walk *walk, const Shape *was, const Shape *now)
{
    if (strcmp(was->tag, now->tag) != 0) {
        add(walk,
            (Leaf){
                .kind = LEAF_TAG, .turn = TURN_OTHER, .was = was, .now = now});
        return;
    }
    if (was->kind == SHAPE_UNION || now->kind == SHAPE_UNION) {
        compare_unions(walk, was, now);
    } else if (was->kind != now->kind) {
        add(walk, (Leaf){.kind = LEAF_TYPE,
                         .turn = turn_of_kinds(was, now),
                         .was = was,
                         .now = now});
        return;
    } else {
        compare_same_kind(walk, was, now);
    }
    compare_where(walk, was, now);
}

static void compare(Walk *walk, const Shape *was, const Shape *now)
{
    Map *same = map_find(&walk->same, was);
    if ((same && map_find(same, now)) || walk->leaves->len == LEAVES_MAX)
        return;
    uint32_t before = walk->leaves->len;
    compare_parts(walk, was, now);
    if (walk->leaves->len != before)
        return;
    if (!same) {
        same = arena_new(walk->arena, Map);
        map_put(walk->arena, &walk->same, was, same);
    }
    map_put(walk->arena, same, now, (void *)now);
}

void shape_compare(Arena *arena, const Shape *was, const Shape *now,
                   LeafVec *leaves)
{
    Walk walk = {.arena = arena, .leaves = leaves, .path = ""};
    compare(&walk, was, now);
}
