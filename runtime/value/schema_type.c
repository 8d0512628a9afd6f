/* schema_type.c - JSON schemas of records, as types. */
#include "runtime/value/schema_type.h"

#include <string.h>

static bool says(const Struct *schema, const char *key, const char *wanted)
{
    return strcmp(struct_text_of(struct_find(schema, key)), wanted) == 0;
}

static IdlType *new_type(Arena *arena,
                         Flyteidl__Core__LiteralType__TypeCase kind)
{
    IdlType *type =
        make_new(arena, IdlType, FLYTEIDL__CORE__LITERAL_TYPE__INIT);
    type->type_case = kind;
    return type;
}

static const IdlType *any_json(Arena *arena)
{
    return make_simple(arena, FLYTEIDL__CORE__SIMPLE_TYPE__STRUCT);
}

static const IdlType *record_type(Arena *arena, const Struct *properties)
{
    IdlType *type = make_simple(arena, FLYTEIDL__CORE__SIMPLE_TYPE__STRUCT);
    IdlStructure *structure =
        make_new(arena, IdlStructure, FLYTEIDL__CORE__TYPE_STRUCTURE__INIT);
    for (size_t i = 0; i < properties->n_fields; i++)
        make_put(arena, structure->dataclass_type, structure->n_dataclass_type,
                 FLYTEIDL__CORE__TYPE_STRUCTURE__DATACLASS_TYPE_ENTRY__INIT,
                 properties->fields[i]->key,
                 (IdlType *)schema_type(
                     arena, struct_object_of(properties->fields[i]->value)));
    type->structure = structure;
    return type;
}

static const IdlType *union_type(Arena *arena, const StructList *choices)
{
    IdlType *type =
        new_type(arena, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE);
    type->union_type = make_new(arena, Flyteidl__Core__UnionType,
                                FLYTEIDL__CORE__UNION_TYPE__INIT);
    for (size_t i = 0; i < choices->n_values; i++)
        make_push(arena, type->union_type->variants,
                  type->union_type->n_variants,
                  (IdlType *)schema_type(arena,
                                         struct_object_of(choices->values[i])));
    return type;
}

static const IdlType *enum_type(Arena *arena, const StructList *values)
{
    IdlType *type =
        new_type(arena, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_ENUM_TYPE);
    type->enum_type = make_new(arena, Flyteidl__Core__EnumType,
                               FLYTEIDL__CORE__ENUM_TYPE__INIT);
    for (size_t i = 0; i < values->n_values; i++)
        make_push(arena, type->enum_type->values, type->enum_type->n_values,
                  (char *)struct_text_of(values->values[i]));
    return type;
}

static const IdlType *blob_type(Arena *arena, bool many)
{
    IdlType *type = new_type(arena, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_BLOB);
    type->blob = make_new(arena, Flyteidl__Core__BlobType,
                          FLYTEIDL__CORE__BLOB_TYPE__INIT);
    if (many)
        type->blob->dimensionality =
            FLYTEIDL__CORE__BLOB_TYPE__BLOB_DIMENSIONALITY__MULTIPART;
    return type;
}

static const IdlType *table_type(Arena *arena)
{
    IdlType *type = new_type(
        arena, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_STRUCTURED_DATASET_TYPE);
    type->structured_dataset_type =
        make_new(arena, Flyteidl__Core__StructuredDatasetType,
                 FLYTEIDL__CORE__STRUCTURED_DATASET_TYPE__INIT);
    return type;
}

static const IdlType *object_type(Arena *arena, const Struct *schema)
{
    const Struct *properties =
        struct_object_of(struct_find(schema, "properties"));
    const Struct *values =
        struct_object_of(struct_find(schema, "additionalProperties"));
    if (says(schema, "title", "FlyteFile") ||
        says(schema, "title", "FlyteDirectory"))
        return blob_type(arena, says(schema, "title", "FlyteDirectory"));
    if (says(schema, "title", "StructuredDataset"))
        return table_type(arena);
    if (properties)
        return record_type(arena, properties);
    if (!values)
        return any_json(arena);
    IdlType *map =
        new_type(arena, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_MAP_VALUE_TYPE);
    map->map_value_type = (IdlType *)schema_type(arena, values);
    return map;
}

static const IdlType *array_type(Arena *arena, const Struct *schema)
{
    IdlType *list =
        new_type(arena, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE);
    list->collection_type = (IdlType *)schema_type(
        arena, struct_object_of(struct_find(schema, "items")));
    return list;
}

typedef struct Word {
    const char *type, *format;
    Flyteidl__Core__SimpleType simple;
} Word;

/* A format that is not here says nothing: the last line of a type holds. */
static const Word words[] = {
    {"integer", "", FLYTEIDL__CORE__SIMPLE_TYPE__INTEGER},
    {"number", "time-delta", FLYTEIDL__CORE__SIMPLE_TYPE__DURATION},
    {"number", "", FLYTEIDL__CORE__SIMPLE_TYPE__FLOAT},
    {"string", "date-time", FLYTEIDL__CORE__SIMPLE_TYPE__DATETIME},
    {"string", "", FLYTEIDL__CORE__SIMPLE_TYPE__STRING},
    {"boolean", "", FLYTEIDL__CORE__SIMPLE_TYPE__BOOLEAN},
    {"null", "", FLYTEIDL__CORE__SIMPLE_TYPE__NONE},
};

static const IdlType *simple_type(Arena *arena, const Struct *schema)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (says(schema, "type", words[i].type) &&
            (!*words[i].format || says(schema, "format", words[i].format)))
            return make_simple(arena, words[i].simple);
    return NULL;
}

/* As deep as the schema is nested, which spec_unpack bounds. A class that is
 * told of elsewhere ($ref) may hold itself: any JSON. */
const IdlType *schema_type(Arena *arena, const Struct *schema)
{
    if (!schema || *struct_text_of(struct_find(schema, "$ref")))
        return any_json(arena);
    const StructList *choices = struct_list_of(struct_find(schema, "anyOf"));
    const StructList *values = struct_list_of(struct_find(schema, "enum"));
    if (choices)
        return union_type(arena, choices);
    if (values)
        return enum_type(arena, values);
    if (says(schema, "type", "array"))
        return array_type(arena, schema);
    const IdlType *simple = simple_type(arena, schema);
    return simple ? simple : object_type(arena, schema);
}

const IdlStructure *record_fields(Arena *arena, const IdlType *type)
{
    if (type->structure && type->structure->n_dataclass_type)
        return type->structure;
    const Struct *properties =
        type->metadata
            ? struct_object_of(struct_find(type->metadata, "properties"))
            : NULL;
    return properties ? record_type(arena, properties)->structure : NULL;
}

bool record_is_packed(const IdlType *type)
{
    const Struct *format =
        type->annotation && type->annotation->annotations
            ? struct_object_of(struct_find(type->annotation->annotations,
                                           "cache-key-metadata"))
            : NULL;
    return format && says(format, "serialization-format", "msgpack");
}

bool record_takes_null(const IdlType *type)
{
    if (!type)
        return false;
    if (type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE)
        return type->simple == FLYTEIDL__CORE__SIMPLE_TYPE__NONE;
    if (type->type_case != FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE)
        return false;
    for (size_t i = 0; i < type->union_type->n_variants; i++)
        if (record_takes_null(type->union_type->variants[i]))
            return true;
    return false;
}
