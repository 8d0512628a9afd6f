/* literal.c - Flyte's values in memory. */
#include "runtime/value/literal.h"

#include <string.h>

typedef Flyteidl__Core__LiteralMap__LiteralsEntry Entry;

/* The first entry in [0, n) whose key is not below the name, if the map is in
 * order. */
static size_t place_of(const IdlLiteralMap *map, const char *name)
{
    size_t low = 0, high = map->n_literals;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(map->literals[middle]->key, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_named(const IdlLiteralMap *map, size_t at, const char *name)
{
    return at < map->n_literals && strcmp(map->literals[at]->key, name) == 0;
}

/* Ours are in order, and so is what spec_pack has written; other makers' maps
 * may not be, and of equal keys the last one holds. */
const IdlLiteral *literal_find(const IdlLiteralMap *map, const char *name)
{
    if (!map)
        return NULL;
    size_t at = place_of(map, name);
    if (is_named(map, at, name)) {
        while (is_named(map, at + 1, name))
            at++;
        return map->literals[at]->value;
    }
    for (size_t i = map->n_literals; i-- > 0;)
        if (strcmp(map->literals[i]->key, name) == 0)
            return map->literals[i]->value;
    return NULL;
}

IdlLiteralMap *literal_map_new(Arena *arena)
{
    return make_new(arena, IdlLiteralMap, FLYTEIDL__CORE__LITERAL_MAP__INIT);
}

/* Kept in order; names mostly come so. */
void literal_map_put(Arena *arena, IdlLiteralMap *map, const char *name,
                     const IdlLiteral *value)
{
    size_t len = map->n_literals;
    bool last = len == 0 || strcmp(map->literals[len - 1]->key, name) < 0;
    size_t at = last ? len : place_of(map, name);
    if (is_named(map, at, name)) {
        map->literals[at]->value = (IdlLiteral *)value;
        return;
    }
    make_put(arena, map->literals, map->n_literals,
             FLYTEIDL__CORE__LITERAL_MAP__LITERALS_ENTRY__INIT, name,
             (IdlLiteral *)value);
    Entry *entry = map->literals[len];
    memmove(map->literals + at + 1, map->literals + at,
            (len - at) * sizeof *map->literals);
    map->literals[at] = entry;
}

const IdlLiteral *literal_list(Arena *arena, const IdlLiteral *const *items,
                               size_t n)
{
    IdlLiterals *list =
        make_new(arena, IdlLiterals, FLYTEIDL__CORE__LITERAL_COLLECTION__INIT);
    list->n_literals = n;
    list->literals = arena_array(arena, IdlLiteral *, n);
    if (n)
        memcpy(list->literals, items, n * sizeof *items);
    IdlLiteral *literal =
        make_new(arena, IdlLiteral, FLYTEIDL__CORE__LITERAL__INIT);
    literal->value_case = FLYTEIDL__CORE__LITERAL__VALUE_COLLECTION;
    literal->collection = list;
    return literal;
}

const IdlLiteral *literal_none(Arena *arena)
{
    return make_literal(arena, make_none(arena));
}

const IdlLiteral *literal_of_map(Arena *arena, const IdlLiteralMap *map)
{
    IdlLiteral *literal =
        make_new(arena, IdlLiteral, FLYTEIDL__CORE__LITERAL__INIT);
    literal->value_case = FLYTEIDL__CORE__LITERAL__VALUE_MAP;
    literal->map = (IdlLiteralMap *)map;
    return literal;
}

IdlLiteral *literal_clone(Arena *arena, const IdlLiteral *literal)
{
    return (IdlLiteral *)message_clone(arena, &literal->base);
}

IdlLiteralMap *literal_map_clone(Arena *arena, const IdlLiteralMap *map)
{
    return (IdlLiteralMap *)message_clone(arena, &map->base);
}

/* ---- uris ---- */

static const char *uri_of_scalar(const IdlScalar *scalar)
{
    switch (scalar->value_case) {
    case FLYTEIDL__CORE__SCALAR__VALUE_BLOB:
        return scalar->blob->uri;
    case FLYTEIDL__CORE__SCALAR__VALUE_SCHEMA:
        return scalar->schema->uri;
    case FLYTEIDL__CORE__SCALAR__VALUE_STRUCTURED_DATASET:
        return scalar->structured_dataset->uri;
    case FLYTEIDL__CORE__SCALAR__VALUE_PRIMITIVE:
    case FLYTEIDL__CORE__SCALAR__VALUE_BINARY:
    case FLYTEIDL__CORE__SCALAR__VALUE_NONE_TYPE:
    case FLYTEIDL__CORE__SCALAR__VALUE_ERROR:
    case FLYTEIDL__CORE__SCALAR__VALUE_GENERIC:
    case FLYTEIDL__CORE__SCALAR__VALUE_UNION:
    case FLYTEIDL__CORE__SCALAR__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__SCALAR__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    return NULL;
}

const char *literal_uri(const IdlLiteral *literal)
{
    bool scalar =
        literal && literal->value_case == FLYTEIDL__CORE__LITERAL__VALUE_SCALAR;
    return scalar ? uri_of_scalar(literal->scalar) : NULL;
}

typedef struct Changer {
    Arena *arena;
    UriChange *change;
    void *self;
} Changer;

static const IdlLiteral *change(const Changer *changer,
                                const IdlLiteral *literal);

/* The same literal around another scalar. */
static const IdlLiteral *with_scalar(const Changer *changer,
                                     const IdlLiteral *literal,
                                     const IdlScalar *scalar)
{
    IdlLiteral *out = make_copy(changer->arena, literal, sizeof *literal);
    out->scalar = make_copy(changer->arena, scalar, sizeof *scalar);
    return out;
}

static const IdlLiteral *with_uri(const Changer *changer,
                                  const IdlLiteral *literal, const char *uri)
{
    IdlScalar scalar = *literal->scalar;
    if (scalar.value_case == FLYTEIDL__CORE__SCALAR__VALUE_BLOB) {
        scalar.blob =
            make_copy(changer->arena, scalar.blob, sizeof *scalar.blob);
        scalar.blob->uri = make_text(uri);
    } else if (scalar.value_case == FLYTEIDL__CORE__SCALAR__VALUE_SCHEMA) {
        scalar.schema =
            make_copy(changer->arena, scalar.schema, sizeof *scalar.schema);
        scalar.schema->uri = make_text(uri);
    } else {
        scalar.structured_dataset =
            make_copy(changer->arena, scalar.structured_dataset,
                      sizeof *scalar.structured_dataset);
        scalar.structured_dataset->uri = make_text(uri);
    }
    return with_scalar(changer, literal, &scalar);
}

static const IdlLiteral *change_union(const Changer *changer,
                                      const IdlLiteral *literal)
{
    const IdlUnion *either = literal->scalar->union_;
    const IdlLiteral *value =
        either->value ? change(changer, either->value) : either->value;
    if (!value || value == either->value)
        return either->value && !value ? NULL : literal;
    IdlScalar scalar = *literal->scalar;
    scalar.union_ = make_copy(changer->arena, either, sizeof *either);
    scalar.union_->value = (IdlLiteral *)value;
    return with_scalar(changer, literal, &scalar);
}

static const IdlLiteral *change_scalar(const Changer *changer,
                                       const IdlLiteral *literal)
{
    if (literal->scalar->value_case == FLYTEIDL__CORE__SCALAR__VALUE_UNION)
        return change_union(changer, literal);
    const char *uri = uri_of_scalar(literal->scalar);
    if (!uri)
        return literal;
    const char *changed = changer->change(changer->self, literal, uri);
    if (!changed || changed == uri)
        return changed ? literal : NULL;
    return with_uri(changer, literal, changed);
}

static const IdlLiteral *change_list(const Changer *changer,
                                     const IdlLiteral *literal)
{
    const IdlLiterals *list = literal->collection;
    const IdlLiteral **items = NULL;
    for (size_t i = 0; i < list->n_literals; i++) {
        const IdlLiteral *item = change(changer, list->literals[i]);
        if (!item)
            return NULL;
        if (item == list->literals[i])
            continue;
        if (!items)
            items = (const IdlLiteral **)make_copy(
                changer->arena, list->literals,
                list->n_literals * sizeof *items);
        items[i] = item;
    }
    if (!items)
        return literal;
    IdlLiteral *out = make_copy(changer->arena, literal, sizeof *literal);
    out->collection =
        literal_list(changer->arena, items, list->n_literals)->collection;
    return out;
}

static const IdlLiteral *change_map(const Changer *changer,
                                    const IdlLiteral *literal)
{
    const IdlLiteralMap *map = literal->map;
    IdlLiteralMap *out = literal_map_new(changer->arena);
    bool changed = false;
    for (size_t i = 0; i < map->n_literals; i++) {
        const Entry *entry = map->literals[i];
        const IdlLiteral *value =
            entry->value ? change(changer, entry->value) : entry->value;
        if (entry->value && !value)
            return NULL;
        changed |= value != entry->value;
        literal_map_put(changer->arena, out, entry->key, value);
    }
    if (!changed)
        return literal;
    IdlLiteral *copy = make_copy(changer->arena, literal, sizeof *literal);
    copy->map = out;
    return copy;
}

/* As deep as the literal is nested, which spec_unpack bounds. */
static const IdlLiteral *change(const Changer *changer,
                                const IdlLiteral *literal)
{
    switch (literal->value_case) {
    case FLYTEIDL__CORE__LITERAL__VALUE_SCALAR:
        return change_scalar(changer, literal);
    case FLYTEIDL__CORE__LITERAL__VALUE_COLLECTION:
        return change_list(changer, literal);
    case FLYTEIDL__CORE__LITERAL__VALUE_MAP:
        return change_map(changer, literal);
    case FLYTEIDL__CORE__LITERAL__VALUE_OFFLOADED_METADATA:
    case FLYTEIDL__CORE__LITERAL__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__LITERAL__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    return literal;
}

const IdlLiteral *literal_change_uris(Arena *arena, const IdlLiteral *literal,
                                      UriChange *change_uri, void *self)
{
    return change(&(Changer){arena, change_uri, self}, literal);
}
