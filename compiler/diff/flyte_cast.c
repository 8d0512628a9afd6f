/* flyte_cast.c - AreTypesCastable over LiteralTypes. */
#include "compiler/diff/flyte_cast.h"

#include <string.h>
#include <strings.h>

#include "base/map.h"
#include "base/sym.h"
#include "spec/make.h"
#include "spec/wire.h"

typedef Flyteidl__Core__SchemaType OldTable;
typedef Flyteidl__Core__StructuredDatasetType Table;

typedef struct Court {
    Arena *arena;
    uint32_t asked;
} Court;

static bool casts(Court *court, const IdlType *wanted, const IdlType *found);

static const char *text_of(const char *text)
{
    return text ? text : "";
}

static bool is_simple(const IdlType *type, Flyteidl__Core__SimpleType simple)
{
    return type &&
           type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE &&
           type->simple == simple;
}

static bool is_none(const IdlType *type)
{
    return is_simple(type, FLYTEIDL__CORE__SIMPLE_TYPE__NONE);
}

static bool is_case(const IdlType *type,
                    Flyteidl__Core__LiteralType__TypeCase wanted)
{
    return type && type->type_case == wanted;
}

static const char *tag_of(const IdlType *type)
{
    return type && type->structure ? text_of(type->structure->tag) : "";
}

/* Equal but for what is said about them. */
static bool same_letters(Court *court, const IdlType *left,
                         const IdlType *right)
{
    IdlType sides[] = {*left, *right};
    const uint8_t *bytes[2];
    size_t len[2];
    for (int i = 0; i < 2; i++) {
        sides[i].structure = NULL;
        sides[i].metadata = NULL;
        sides[i].annotation = NULL;
        bytes[i] = spec_pack(court->arena, &sides[i].base, &len[i]);
    }
    return len[0] == len[1] && memcmp(bytes[0], bytes[1], len[0]) == 0;
}

static bool casts_trivially(Court *court, const IdlType *wanted,
                            const IdlType *found)
{
    if (!wanted || !found)
        return wanted == found;
    bool from_enum =
        is_case(found, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_ENUM_TYPE);
    bool to_enum =
        is_case(wanted, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_ENUM_TYPE);
    if (from_enum && is_simple(wanted, FLYTEIDL__CORE__SIMPLE_TYPE__STRING))
        return true;
    if (to_enum && is_simple(found, FLYTEIDL__CORE__SIMPLE_TYPE__STRING))
        return true;
    if (*tag_of(found) && strcmp(tag_of(wanted), tag_of(found)) != 0)
        return false;
    if (is_simple(wanted, FLYTEIDL__CORE__SIMPLE_TYPE__STRUCT) &&
        is_simple(found, FLYTEIDL__CORE__SIMPLE_TYPE__STRUCT))
        return !wanted->metadata || !found->metadata ||
               flyte_schema_casts(court->arena, wanted->metadata,
                                  found->metadata);
    return same_letters(court, wanted, found);
}

static bool casts_item(Court *court, const IdlType *wanted,
                       const IdlType *found)
{
    return is_none(found) || (found && casts(court, wanted, found));
}

/* A file is as good as a folder here. */
static bool casts_blob(const IdlType *wanted, const IdlType *found)
{
    if (!is_case(found, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_BLOB))
        return false;
    const char *to = text_of(wanted->blob ? wanted->blob->format : NULL);
    const char *from = text_of(found->blob ? found->blob->format : NULL);
    return !*to || !*from || strcmp(to, from) == 0;
}

/* ---- tables, old and new: by columns that have a name and a type ---- */

typedef struct Columns {
    Map types; /* Sym -> LiteralType */
    size_t len;
    const char *format;
} Columns;

/* A table of the old kind is always parquet. */
static void read_old_columns(Court *court, SymTable *names,
                             const OldTable *table, Columns *out)
{
    out->format = "parquet";
    out->len = table ? table->n_columns : 0;
    for (size_t i = 0; i < out->len; i++)
        map_put(court->arena, &out->types,
                sym_of(names, text_of(table->columns[i]->name)),
                make_simple(court->arena,
                            make_column_kind((int)table->columns[i]->type)));
}

static void read_columns(Court *court, SymTable *names, const Table *table,
                         Columns *out)
{
    out->format = text_of(table ? table->format : NULL);
    out->len = table ? table->n_columns : 0;
    for (size_t i = 0; i < out->len; i++)
        map_put(court->arena, &out->types,
                sym_of(names, text_of(table->columns[i]->name)),
                table->columns[i]->literal_type);
}

/* False: the type is no table. */
static bool columns_of(Court *court, SymTable *names, const IdlType *type,
                       Columns *out)
{
    bool is_old = is_case(type, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SCHEMA);
    if (is_old)
        read_old_columns(court, names, type->schema, out);
    else if (is_case(
                 type,
                 FLYTEIDL__CORE__LITERAL_TYPE__TYPE_STRUCTURED_DATASET_TYPE))
        read_columns(court, names, type->structured_dataset_type, out);
    else
        return false;
    return true;
}

static bool casts_table(Court *court, const IdlType *wanted,
                        const IdlType *found)
{
    SymTable names;
    Columns to = {0};
    Columns from = {0};
    sym_table_init(&names, court->arena);
    if (!columns_of(court, &names, found, &from))
        return false;
    columns_of(court, &names, wanted, &to);
    if (*to.format && *from.format && strcasecmp(to.format, from.format) != 0)
        return false;
    if (to.len == 0 || from.len == 0)
        return true;
    for (uint32_t i = 0; i < to.types.len; i++) {
        const IdlType *other = map_find(&from.types, to.types.items[i].key);
        if (!other || !casts(court, to.types.items[i].value, other))
            return false;
    }
    return true;
}

/* ---- unions ---- */

static bool casts_any(Court *court, const Flyteidl__Core__UnionType *wanted,
                      const IdlType *found)
{
    for (size_t i = 0; wanted && i < wanted->n_variants; i++)
        if (casts(court, wanted->variants[i], found))
            return true;
    return false;
}

static bool casts_one(Court *court, const Flyteidl__Core__UnionType *wanted,
                      const IdlType *found)
{
    size_t n = 0;
    for (size_t i = 0; wanted && i < wanted->n_variants && n < 2; i++)
        n += casts(court, wanted->variants[i], found);
    return n == 1;
}

static bool is_union(const IdlType *type)
{
    return is_case(type, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE);
}

static bool casts_union(Court *court, const IdlType *wanted,
                        const IdlType *found)
{
    if (!is_union(found))
        return casts_one(court, wanted->union_type, found);
    const Flyteidl__Core__UnionType *from = found->union_type;
    for (size_t i = 0; from && i < from->n_variants; i++)
        if (!casts_any(court, wanted->union_type, from->variants[i]))
            return false;
    return true;
}

/* ---- all ---- */

static bool casts_from(Court *court, const IdlType *wanted,
                       const IdlType *found)
{
    switch (wanted->type_case) {
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE:
        return is_case(found,
                       FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE) &&
               casts_item(court, wanted->collection_type,
                          found->collection_type);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_MAP_VALUE_TYPE:
        return is_case(found,
                       FLYTEIDL__CORE__LITERAL_TYPE__TYPE_MAP_VALUE_TYPE) &&
               casts_item(court, wanted->map_value_type, found->map_value_type);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_BLOB:
        return casts_blob(wanted, found);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SCHEMA:
        return casts_table(court, wanted, found);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_STRUCTURED_DATASET_TYPE:
        return is_none(found) || casts_table(court, wanted, found);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE:
        return casts_union(court, wanted, found);
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE:
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_ENUM_TYPE:
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE__NOT_SET:
    case _FLYTEIDL__CORE__LITERAL_TYPE__TYPE__CASE_IS_INT_SIZE:
        break;
    }
    if (is_none(wanted))
        return is_none(found);
    return casts_trivially(court, wanted, found);
}

static bool casts(Court *court, const IdlType *wanted, const IdlType *found)
{
    if (!wanted || !found || court->asked++ > FLYTE_CAST_MAX)
        return false;
    if (is_union(found) && found->union_type &&
        found->union_type->n_variants == 1 &&
        casts_from(court, wanted, found->union_type->variants[0]))
        return true;
    return casts_from(court, wanted, found);
}

bool flyte_casts(Arena *arena, const IdlType *wanted, const IdlType *found)
{
    Court court = {.arena = arena};
    return casts(&court, wanted, found);
}

/* ---- constants ---- */

/* What Flyte infers of a constant: a record without its schema, an enum's case
 * as a string, no tags. */
static const IdlType *bare_type(Court *court, const IdlType *type)
{
    if (is_case(type, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_ENUM_TYPE))
        return make_simple(court->arena, FLYTEIDL__CORE__SIMPLE_TYPE__STRING);
    IdlType *bare = make_copy(court->arena, type, sizeof(*type));
    bare->structure = NULL;
    bare->metadata = NULL;
    return bare;
}

static bool takes_constants(Court *court, const IdlType *wanted,
                            const IdlType *found);

/* Of a union, just one variant must take the list or map. */
static bool takes_in_one(Court *court, const IdlType *wanted,
                         const IdlType *found)
{
    size_t n = 0;
    for (size_t i = 0; wanted->union_type && i < wanted->union_type->n_variants;
         i++)
        n += takes_constants(court, wanted->union_type->variants[i], found);
    return n == 1;
}

static bool is_bound_by_item(const IdlType *type)
{
    return is_case(type, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE) ||
           is_case(type, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_MAP_VALUE_TYPE);
}

/* A constant of a union says which variant it is, with all its letters. */
static bool takes_variants(Court *court, const IdlType *wanted,
                           const Flyteidl__Core__UnionType *found)
{
    for (size_t i = 0; found && i < found->n_variants; i++) {
        const IdlType *variant = found->variants[i];
        if (!(is_bound_by_item(variant)
                  ? takes_constants(court, wanted, variant)
                  : casts(court, wanted, variant)))
            return false;
    }
    return true;
}

/* A list or map of constants is bound item by item. */
static bool takes_constants(Court *court, const IdlType *wanted,
                            const IdlType *found)
{
    if (!wanted || !found || court->asked++ > FLYTE_CAST_MAX)
        return false;
    if (is_union(found))
        return takes_variants(court, wanted, found->union_type);
    if (!is_bound_by_item(found))
        return casts(court, wanted, bare_type(court, found));
    if (is_union(wanted))
        return takes_in_one(court, wanted, found);
    bool is_list =
        is_case(found, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE);
    return wanted->type_case == found->type_case &&
           takes_constants(
               court,
               is_list ? wanted->collection_type : wanted->map_value_type,
               is_list ? found->collection_type : found->map_value_type);
}

bool flyte_takes_constants(Arena *arena, const IdlType *wanted,
                           const IdlType *found)
{
    Court court = {.arena = arena};
    return takes_constants(&court, wanted, found);
}
