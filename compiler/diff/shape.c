/* shape.c - shapes of LiteralTypes. */
#include "compiler/diff/shape.h"

#include <stdlib.h>
#include <string.h>

#include "spec/describe.h"
#include "spec/message.h"

static const char *text_of(const char *text)
{
    return text ? text : "";
}

/* What SDKs call the kind of a variant begins with a word of Python's or is
 * the name of a class of flytekit's; a nominal type is MODULE.Name. */
static const char *nominal_tag(const IdlType *type)
{
    const char *tag = type->structure ? text_of(type->structure->tag) : "";
    const char *dot = strrchr(tag, '.');
    return dot && dot[1] >= 'A' && dot[1] <= 'Z' && !strchr(tag, ' ') ? tag
                                                                      : "";
}

static const char *where_of(const IdlType *type)
{
    const char *text = type->annotation && type->annotation->annotations
                           ? struct_text_of(struct_find(
                                 type->annotation->annotations, "refinement"))
                           : "";
    return *text ? text : NULL;
}

static int compare_fields(const void *left, const void *right)
{
    return strcmp(((const ShapeField *)left)->name,
                  ((const ShapeField *)right)->name);
}

void shape_sort_fields(ShapeFieldVec *fields)
{
    if (fields->len > 1)
        qsort(fields->at, fields->len, sizeof(*fields->at), compare_fields);
}

const ShapeField *shape_field(const Shape *record, const char *name)
{
    ShapeField key = {.name = name};
    return record->fields.len
               ? bsearch(&key, record->fields.at, record->fields.len,
                         sizeof(key), compare_fields)
               : NULL;
}

static ShapeKind simple_kind(Flyteidl__Core__SimpleType simple)
{
    static const ShapeKind kinds[] = {
        [FLYTEIDL__CORE__SIMPLE_TYPE__NONE] = SHAPE_NONE,
        [FLYTEIDL__CORE__SIMPLE_TYPE__INTEGER] = SHAPE_INT,
        [FLYTEIDL__CORE__SIMPLE_TYPE__FLOAT] = SHAPE_FLOAT,
        [FLYTEIDL__CORE__SIMPLE_TYPE__STRING] = SHAPE_STRING,
        [FLYTEIDL__CORE__SIMPLE_TYPE__BOOLEAN] = SHAPE_BOOL,
        [FLYTEIDL__CORE__SIMPLE_TYPE__DATETIME] = SHAPE_DATETIME,
        [FLYTEIDL__CORE__SIMPLE_TYPE__DURATION] = SHAPE_DURATION,
        [FLYTEIDL__CORE__SIMPLE_TYPE__BINARY] = SHAPE_BYTES,
        [FLYTEIDL__CORE__SIMPLE_TYPE__ERROR] = SHAPE_ERROR,
        [FLYTEIDL__CORE__SIMPLE_TYPE__STRUCT] = SHAPE_JSON,
    };
    size_t index = (size_t)simple;
    return index < sizeof kinds / sizeof *kinds ? kinds[index] : SHAPE_UNKNOWN;
}

/* ---- records: what the type says, and what its schema says beside it ---- */

static void add_typed_fields(Arena *arena, Shape *shape,
                             const IdlStructure *structure)
{
    size_t count;
    const ProtobufCMessage *const *entries =
        message_entries(arena, &structure->base,
                        protobuf_c_message_descriptor_get_field_by_name(
                            structure->base.descriptor, "dataclass_type"),
                        &count);
    for (size_t i = 0; i < count; i++) {
        const Flyteidl__Core__TypeStructure__DataclassTypeEntry *entry =
            (const void *)entries[i];
        ShapeField field = {.name = entry->key,
                            .shape = shape_of(arena, entry->value)};
        vec_push(arena, &shape->fields, field);
    }
    shape_sort_fields(&shape->fields);
}

static void add_optional(Shape *shape, const Shape *told)
{
    for (uint32_t i = 0; i < shape->fields.len; i++) {
        ShapeField *field = &shape->fields.at[i];
        const ShapeField *other = shape_field(told, field->name);
        field->optional = other && other->optional;
        field->initial = other ? other->initial : NULL;
    }
}

static void make_struct(Arena *arena, Shape *shape)
{
    const IdlType *type = shape->type;
    bool has_schema = type->metadata && type->metadata->n_fields;
    const Shape *told =
        has_schema ? shape_of_schema(arena, type->metadata) : NULL;
    if (type->structure && type->structure->n_dataclass_type) {
        shape->kind = SHAPE_RECORD;
        add_typed_fields(arena, shape, type->structure);
        if (told && told->kind == SHAPE_RECORD)
            add_optional(shape, told);
    } else if (told) {
        shape->kind = told->kind;
        shape->fields = told->fields;
        shape->item = told->item;
        shape->variants = told->variants;
        shape->cases = told->cases;
    }
    shape->name = told ? told->name : NULL;
}

/* ---- the other kinds ---- */

static void make_blob(Shape *shape, const Flyteidl__Core__BlobType *blob)
{
    bool many =
        blob && blob->dimensionality ==
                    FLYTEIDL__CORE__BLOB_TYPE__BLOB_DIMENSIONALITY__MULTIPART;
    shape->kind = many ? SHAPE_DIR : SHAPE_FILE;
    shape->format = text_of(blob ? blob->format : NULL);
}

static void make_enum(Arena *arena, Shape *shape,
                      const Flyteidl__Core__EnumType *type)
{
    shape->kind = SHAPE_ENUM;
    for (size_t i = 0; type && i < type->n_values; i++)
        vec_push(arena, &shape->cases, type->values[i]);
}

static void make_table(Arena *arena, Shape *shape,
                       const Flyteidl__Core__StructuredDatasetType *table)
{
    shape->kind = SHAPE_TABLE;
    shape->format = text_of(table ? table->format : NULL);
    for (size_t i = 0; table && i < table->n_columns; i++) {
        ShapeField column = {
            .name = text_of(table->columns[i]->name),
            .shape = shape_of(arena, table->columns[i]->literal_type)};
        vec_push(arena, &shape->fields, column);
    }
    shape_sort_fields(&shape->fields);
}

/* Flyte's older tables, whose columns have simple types. */
static void make_old_table(Arena *arena, Shape *shape,
                           const Flyteidl__Core__SchemaType *type)
{
    static const ShapeKind kinds[] = {SHAPE_INT,      SHAPE_FLOAT,
                                      SHAPE_STRING,   SHAPE_BOOL,
                                      SHAPE_DATETIME, SHAPE_DURATION};
    shape->kind = SHAPE_TABLE;
    shape->format = "";
    for (size_t i = 0; type && i < type->n_columns; i++) {
        size_t kind = (size_t)type->columns[i]->type;
        Shape *cell = arena_new(arena, Shape);
        *cell = (Shape){.tag = ""};
        if (kind < sizeof kinds / sizeof *kinds)
            cell->kind = kinds[kind];
        ShapeField column = {.name = text_of(type->columns[i]->name),
                             .shape = cell};
        vec_push(arena, &shape->fields, column);
    }
    shape_sort_fields(&shape->fields);
}

static void make_union(Arena *arena, Shape *shape,
                       const Flyteidl__Core__UnionType *type)
{
    shape->kind = SHAPE_UNION;
    for (size_t i = 0; type && i < type->n_variants; i++)
        vec_push(arena, &shape->variants, shape_of(arena, type->variants[i]));
}

static void make_shape(Arena *arena, Shape *shape)
{
    const IdlType *type = shape->type;
    switch (type->type_case) {
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE:
        shape->kind = simple_kind(type->simple);
        if (shape->kind == SHAPE_JSON)
            make_struct(arena, shape);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SCHEMA:
        make_old_table(arena, shape, type->schema);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE:
        shape->kind = SHAPE_LIST;
        shape->item = shape_of(arena, type->collection_type);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_MAP_VALUE_TYPE:
        shape->kind = SHAPE_MAP;
        shape->item = shape_of(arena, type->map_value_type);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_BLOB:
        make_blob(shape, type->blob);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_ENUM_TYPE:
        make_enum(arena, shape, type->enum_type);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_STRUCTURED_DATASET_TYPE:
        make_table(arena, shape, type->structured_dataset_type);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE:
        make_union(arena, shape, type->union_type);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE__NOT_SET:
    case _FLYTEIDL__CORE__LITERAL_TYPE__TYPE__CASE_IS_INT_SIZE:
        return;
    }
}

const Shape *shape_of(Arena *arena, const IdlType *type)
{
    Shape *shape = arena_new(arena, Shape);
    *shape = (Shape){.tag = "", .format = "", .type = type};
    if (!type)
        return shape;
    shape->tag = nominal_tag(type);
    shape->where = where_of(type);
    make_shape(arena, shape);
    return shape;
}

const char *shape_kind_word(ShapeKind kind)
{
    static const char *const words[] = {
        "unknown",  "none",   "int",   "float", "string", "bool", "datetime",
        "duration", "bytes",  "error", "json",  "list",   "map",  "union",
        "enum",     "record", "file",  "dir",   "table",  "class"};
    return words[kind];
}

const char *shape_text(Arena *arena, const Shape *shape)
{
    if (shape->type)
        return describe_type_line(arena, shape->type);
    if (shape->schema)
        return describe_schema_line(arena, shape->schema);
    return shape_kind_word(shape->kind);
}
