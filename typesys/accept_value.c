#include <math.h>
#include <string.h>

#include "base/panic.h"
#include "typesys/accept.h"
#include "typesys/castable.h"
#include "typesys/refine.h"

/* A fit in the making. What a union's variants found out about a value is
 * kept, so that nested unions do not try it again for each way in. */
typedef struct Fitter {
    TypeTable *types;
    Map known; /* by value: a Map by wanted type of its Fit */
} Fitter;

static Fit fit(Fitter *fitter, const Type *wanted, const Value *found);

static Fit yes(const Value *value)
{
    return (Fit){.answer = ACCEPT_YES, .value = value, .misfit.path = ""};
}

static Fit no(const Type *wanted, const Value *found)
{
    return (Fit){.answer = ACCEPT_NO,
                 .misfit = {.path = "", .wanted = wanted, .found = found->type},
                 .at = found->span};
}

static Fit ambiguous(const Type *wanted, const Value *found)
{
    Fit out = no(wanted, found);
    out.answer = ACCEPT_AMBIGUOUS;
    return out;
}

static Value *copy(Fitter *fitter, const Value *found, const Type *type)
{
    Value *value = arena_new(fitter->types->arena, Value);
    *value = *found;
    value->type = type;
    return value;
}

static Fit as_it_is(Fitter *fitter, const Type *wanted, const Value *found)
{
    return yes(found->type == wanted ? found : copy(fitter, found, wanted));
}

/* A fault inside is reached by way of the place. */
static Fit inside(Fitter *fitter, Fit inner, const char *place)
{
    inner.misfit.path =
        arena_print(fitter->types->arena, "%s%s", place, inner.misfit.path);
    return inner;
}

/* L2: an int is a float where it is one exactly. */
static Fit fit_float(Fitter *fitter, const Type *wanted, const Value *found)
{
    int64_t number = found->as.int_;
    double as_float = (double)number;
    bool in_range = as_float < ldexp(1.0, 63); /* else the cast is undefined */
    if (!in_range || (int64_t)as_float != number) {
        Fit out = no(wanted, found);
        out.inexact = true;
        return out;
    }
    Value *value = copy(fitter, found, wanted);
    value->kind = VALUE_FLOAT;
    value->as.float_ = as_float;
    return yes(value);
}

/* L3: a string is the enum's case of that name. */
static Fit fit_enum(Fitter *fitter, const Type *wanted, const Value *found)
{
    const Decl *decl = wanted->as.decl;
    for (uint32_t i = 0; i < decl->as.enum_.cases.len; i++) {
        const Sym *name = decl->as.enum_.cases.at[i].name.sym;
        if (!name || name->len != found->as.string.len ||
            memcmp(name->text, found->as.string.at, name->len) != 0)
            continue;
        Value *value = copy(fitter, found, wanted);
        value->kind = VALUE_ENUM;
        value->as.enum_.decl = decl;
        value->as.enum_.index = i;
        return yes(value);
    }
    return no(wanted, found);
}

/* A7 for constants: the case's name. */
static Fit fit_case_as_string(Fitter *fitter, const Type *wanted,
                              const Value *found)
{
    const Decl *decl = found->as.enum_.decl;
    const Sym *name = decl->as.enum_.cases.at[found->as.enum_.index].name.sym;
    Value *value = copy(fitter, found, wanted);
    value->kind = VALUE_STRING;
    value->as.string.at = name->text;
    value->as.string.len = name->len;
    return yes(value);
}

/* L4 */
static Fit fit_list(Fitter *fitter, const Type *wanted, const Value *found)
{
    Arena *arena = fitter->types->arena;
    uint32_t len = found->as.list.len;
    Value *value = copy(fitter, found, wanted);
    value->as.list.at = arena_array(arena, const Value *, len);
    for (uint32_t i = 0; i < len; i++) {
        Fit item = fit(fitter, wanted->as.item, found->as.list.at[i]);
        if (item.answer != ACCEPT_YES)
            return inside(fitter, item, arena_print(arena, "[%u]", i));
        value->as.list.at[i] = item.value;
    }
    return yes(value);
}

/* L4 */
static Fit fit_map(Fitter *fitter, const Type *wanted, const Value *found)
{
    Arena *arena = fitter->types->arena;
    uint32_t len = found->as.entries.len;
    ValueEntry *entries = arena_array(arena, ValueEntry, len);
    for (uint32_t i = 0; i < len; i++) {
        const ValueEntry *entry = &found->as.entries.at[i];
        Fit item = fit(fitter, wanted->as.item, entry->value);
        if (item.answer != ACCEPT_YES)
            return inside(fitter, item,
                          arena_print(arena, "[\"%s\"]", entry->name->text));
        entries[i] = (ValueEntry){entry->name, item.value};
    }
    Value *value = copy(fitter, found, wanted);
    value->as.entries.at = entries;
    return yes(value);
}

/* L5: every field that is wanted, and no other. What may be none can be left
 * out. */
static const Sym *field_missing(const Type *wanted, const Map *given)
{
    for (uint32_t i = 0; i < wanted->as.record.len; i++) {
        const RecordField *field = &wanted->as.record.at[i];
        if (!field->has_default && !type_is_optional(field->type) &&
            !map_find(given, field->name))
            return field->name;
    }
    return NULL;
}

/* The fields that are left out are none. */
static Value *filled(Fitter *fitter, const Type *wanted, const Value *found,
                     ValueEntry *entries, const Map *given)
{
    Value *value = copy(fitter, found, wanted);
    value->as.entries.at = entries;
    for (uint32_t i = 0; i < wanted->as.record.len; i++) {
        const RecordField *field = &wanted->as.record.at[i];
        if (field->has_default || map_find(given, field->name))
            continue;
        Value *none = copy(fitter, found, fitter->types->none);
        none->kind = VALUE_NONE;
        none->size = 0;
        entries[value->as.entries.len++] = (ValueEntry){field->name, none};
    }
    return value;
}

static Fit fit_record(Fitter *fitter, const Type *wanted, const Value *found)
{
    Arena *arena = fitter->types->arena;
    uint32_t len = found->as.entries.len;
    ValueEntry *entries =
        arena_array(arena, ValueEntry, len + wanted->as.record.len);
    Map given = {0};
    for (uint32_t i = 0; i < len; i++) {
        const ValueEntry *entry = &found->as.entries.at[i];
        const RecordField *field = type_field(wanted, entry->name);
        if (!field) {
            Fit out = no(wanted, found);
            out.misfit.extra = entry->name;
            out.at = entry->value->span;
            return out;
        }
        Fit item = fit(fitter, field->type, entry->value);
        if (item.answer != ACCEPT_YES)
            return inside(fitter, item,
                          arena_print(arena, ".%s", entry->name->text));
        entries[i] = (ValueEntry){entry->name, item.value};
        map_put(arena, &given, entry->name, &entries[i]);
    }
    const Sym *missing = field_missing(wanted, &given);
    if (!missing)
        return yes(filled(fitter, wanted, found, entries, &given));
    Fit out = no(wanted, found);
    out.misfit.missing = missing;
    return out;
}

/* L6: proved now, not when it runs. */
static Fit fit_refined(Fitter *fitter, const Type *wanted, const Value *found)
{
    const Refinement *where = wanted->as.refined.where;
    Fit base = fit(fitter, wanted->as.refined.base, found);
    if (base.answer != ACCEPT_YES)
        return base;
    if (!refine_allows(where, base.value)) {
        Fit out = no(wanted, found);
        out.why = refine_text(fitter->types->arena, where);
        return out;
    }
    return as_it_is(fitter, wanted, base.value);
}

typedef struct Pick {
    const Type *variant;
    Fit fit;
    uint32_t takers;
} Pick;

/* What takes the constant as the type that it has goes before what would take
 * it as another: 1 is an int in int | float. */
static Pick pick(Fitter *fitter, const Type *wanted, const Value *found,
                 bool as_found)
{
    Pick out = {0};
    for (uint32_t i = 0; i < wanted->as.alt.len; i++) {
        const Type *variant = wanted->as.alt.at[i];
        if (as_found && accept_type(fitter->types, variant, found->type,
                                    NULL) != ACCEPT_YES)
            continue;
        Fit one = fit(fitter, variant, found);
        if (one.answer != ACCEPT_YES)
            continue;
        out.takers++;
        if (!out.variant || variant == found->type) {
            out.variant = variant;
            out.fit = one;
        }
    }
    return out;
}

/* Would Flyte think of another variant, too? none is written with its variant
 * beside it, so it alone never is (L7). */
static bool is_doubtful(Fitter *fitter, const Type *wanted, const Pick *picked)
{
    if (picked->variant->kind == TYPE_NONE)
        return false;
    for (uint32_t i = 0; i < wanted->as.alt.len; i++) {
        const Type *variant = wanted->as.alt.at[i];
        if (variant != picked->variant &&
            castable_to_variant(fitter->types, variant, picked->variant) !=
                CASTABLE_NO)
            return true;
    }
    return false;
}

/* Which items an empty list or map would have had, nobody can tell. */
static bool is_undecided(const Value *found, const Pick *picked)
{
    bool empty = (found->kind == VALUE_LIST && !found->as.list.len) ||
                 (found->kind == VALUE_MAP && !found->as.entries.len);
    return picked->takers > 1 && (empty || picked->variant != found->type);
}

static Fit fit_union(Fitter *fitter, const Type *wanted, const Value *found)
{
    Pick picked = pick(fitter, wanted, found, true);
    if (!picked.takers)
        picked = pick(fitter, wanted, found, false);
    if (picked.takers)
        return is_undecided(found, &picked) ||
                       is_doubtful(fitter, wanted, &picked)
                   ? ambiguous(wanted, found)
                   : picked.fit;
    const Type *item = type_without_none(fitter->types, wanted);
    return item->kind == TYPE_UNION ? no(wanted, found)
                                    : fit(fitter, item, found);
}

static Map *known_of(Fitter *fitter, const Value *found)
{
    Map *by_type = map_find(&fitter->known, found);
    if (by_type)
        return by_type;
    by_type = arena_new(fitter->types->arena, Map);
    map_put(fitter->types->arena, &fitter->known, found, by_type);
    return by_type;
}

static Fit fit_union_once(Fitter *fitter, const Type *wanted,
                          const Value *found)
{
    Map *by_type = known_of(fitter, found);
    Fit *known = map_find(by_type, wanted);
    if (known)
        return *known;
    known = arena_new(fitter->types->arena, Fit);
    *known = fit_union(fitter, wanted, found);
    map_put(fitter->types->arena, by_type, wanted, known);
    return *known;
}

/* L1: a constant that has a name for its type, or whose type says all. */
static Fit fit_by_type(Fitter *fitter, const Type *wanted, const Value *found)
{
    Misfit misfit = {.path = ""};
    AcceptAnswer answer =
        accept_type(fitter->types, wanted, found->type, &misfit);
    if (answer == ACCEPT_YES)
        return as_it_is(fitter, wanted, found);
    return (Fit){.answer = answer, .misfit = misfit, .at = found->span};
}

static Fit fit_kind(Fitter *fitter, const Type *wanted, const Value *found)
{
    TypeKind to = wanted->kind;
    switch (found->kind) {
    case VALUE_INT:
        if (to == TYPE_FLOAT)
            return fit_float(fitter, wanted, found);
        break;
    case VALUE_STRING:
        if (to == TYPE_ENUM)
            return fit_enum(fitter, wanted, found);
        break;
    case VALUE_ENUM:
        if (to == TYPE_STRING)
            return fit_case_as_string(fitter, wanted, found);
        break;
    case VALUE_LIST:
        if (to == TYPE_LIST)
            return fit_list(fitter, wanted, found);
        break;
    case VALUE_MAP:
        if (to == TYPE_MAP)
            return fit_map(fitter, wanted, found);
        break;
    case VALUE_RECORD:
        if (to == TYPE_RECORD)
            return fit_record(fitter, wanted, found);
        break;
    case VALUE_NONE:
    case VALUE_BOOL:
    case VALUE_FLOAT:
    case VALUE_DATETIME:
    case VALUE_DURATION:
    case VALUE_SIZE:
        break;
    }
    return fit_by_type(fitter, wanted, found);
}

/* Does a `new` stand between the constant and its base? Then only its type
 * counts: its name is not to be lost or won. */
static bool is_named(const Type *type)
{
    while (type->kind == TYPE_REFINED)
        type = type->as.refined.base;
    return type->kind == TYPE_NEW;
}

/* A list of unlike items may well have the poison for its items' type: what
 * they are is asked of themselves. */
static Fit fit(Fitter *fitter, const Type *wanted, const Value *found)
{
    if (wanted == found->type || wanted->poisoned ||
        found->type->kind == TYPE_ERROR)
        return yes(found);
    if (wanted->kind == TYPE_UNION)
        return fit_union_once(fitter, wanted, found);
    if (wanted->kind == TYPE_REFINED)
        return fit_refined(fitter, wanted, found);
    if (is_named(wanted) || is_named(found->type))
        return fit_by_type(fitter, wanted, found);
    return fit_kind(fitter, wanted, found);
}

Fit accept_value(TypeTable *types, const Type *wanted, const Value *found)
{
    Fitter fitter = {.types = types};
    return fit(&fitter, wanted, found);
}
