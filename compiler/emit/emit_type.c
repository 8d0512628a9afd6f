/* emit_type.c - LiteralTypes, each type of flw once. */
#include <string.h>

#include "base/panic.h"
#include "compiler/emit/emitter.h"
#include "typesys/castable.h"
#include "typesys/refine.h"

typedef struct Shape {
    IdlType *type;
    size_t weight;
} Shape;

static const Shape *shape_of(Emitter *e, const Type *type);
static IdlType *variant_of(Emitter *e, const Type *type);

static Shape simple(Emitter *e, Flyteidl__Core__SimpleType kind)
{
    return (Shape){make_simple(e->arena, kind), 2};
}

static IdlType *new_type(Emitter *e, Flyteidl__Core__LiteralType__TypeCase kind)
{
    IdlType *type = new_core(e, LiteralType, LITERAL_TYPE);
    type->type_case = kind;
    return type;
}

static Shape list_shape(Emitter *e, const Type *type)
{
    const Shape *item = shape_of(e, type->as.item);
    IdlType *list =
        new_type(e, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE);
    list->collection_type = item->type;
    return (Shape){list, weight_add(item->weight, 6)};
}

static Shape map_shape(Emitter *e, const Type *type)
{
    const Shape *item = shape_of(e, type->as.item);
    IdlType *map =
        new_type(e, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_MAP_VALUE_TYPE);
    map->map_value_type = item->type;
    return (Shape){map, weight_add(item->weight, 6)};
}

/* What Flyte stores as msgpack says so, for the sake of cache keys. */
static IdlAnnotation *msgpack_annotation(Emitter *e)
{
    if (e->msgpack)
        return e->msgpack;
    Struct *format = struct_new(e->arena);
    struct_put(e->arena, format, "serialization-format",
               struct_string(e->arena, "msgpack"));
    Struct *all = struct_new(e->arena);
    struct_put(e->arena, all, "cache-key-metadata",
               struct_object(e->arena, format));
    e->msgpack = new_core(e, TypeAnnotation, TYPE_ANNOTATION);
    e->msgpack->annotations = all;
    return e->msgpack;
}

static Shape json_shape(Emitter *e)
{
    Shape json = simple(e, FLYTEIDL__CORE__SIMPLE_TYPE__STRUCT);
    json.type->annotation = msgpack_annotation(e);
    json.weight = 70;
    return json;
}

static Shape union_shape(Emitter *e, const Type *type)
{
    Flyteidl__Core__UnionType *alt = new_core(e, UnionType, UNION_TYPE);
    size_t weight = 6;
    new_list(e, alt->variants, alt->n_variants, type->as.alt.len);
    for (uint32_t i = 0; i < type->as.alt.len; i++) {
        alt->variants[i] = variant_of(e, type->as.alt.at[i]);
        weight = weight_add(weight, shape_of(e, type->as.alt.at[i])->weight);
        weight = weight_add(weight, 40);
    }
    IdlType *out = new_type(e, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE);
    out->union_type = alt;
    return (Shape){out, weight};
}

static Shape enum_shape(Emitter *e, const Decl *decl)
{
    Flyteidl__Core__EnumType *values = new_core(e, EnumType, ENUM_TYPE);
    uint32_t len = decl->as.enum_.cases.len;
    size_t weight = 6;
    new_list(e, values->values, values->n_values, len);
    for (uint32_t i = 0; i < len; i++) {
        const Sym *name = decl->as.enum_.cases.at[i].name.sym;
        values->values[i] = make_text(name->text);
        weight = weight_add(weight, name->len + 2);
    }
    IdlType *out = new_type(e, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_ENUM_TYPE);
    out->enum_type = values;
    return (Shape){out, weight};
}

static IdlStructure *new_structure(Emitter *e, const char *tag)
{
    IdlStructure *structure = new_core(e, TypeStructure, TYPE_STRUCTURE);
    structure->tag = make_text(tag);
    return structure;
}

/* The schema is for flytekit, dataclass_type for Flyte's own check of
 * attribute paths. */
static Shape record_shape(Emitter *e, const Type *type)
{
    Shape shape = json_shape(e);
    const JsonShape *schema = emit_schema(e, type);
    shape.type->metadata = schema->schema;
    shape.weight = weight_add(shape.weight, schema->weight);
    IdlStructure *structure = new_structure(e, "");
    for (uint32_t i = 0; i < type->as.record.len; i++) {
        const RecordField *field = &type->as.record.at[i];
        const Shape *found = shape_of(e, field->type);
        make_put(e->arena, structure->dataclass_type,
                 structure->n_dataclass_type,
                 FLYTEIDL__CORE__TYPE_STRUCTURE__DATACLASS_TYPE_ENTRY__INIT,
                 field->name->text, found->type);
        shape.weight =
            weight_add(shape.weight, field->name->len + found->weight);
    }
    shape.type->structure = structure;
    return shape;
}

static Shape blob_shape(Emitter *e, const Type *type)
{
    Flyteidl__Core__BlobType *blob = new_core(e, BlobType, BLOB_TYPE);
    const Sym *format = type->as.format;
    blob->format = make_text(format ? format->text : "");
    blob->dimensionality =
        type->kind == TYPE_DIR
            ? FLYTEIDL__CORE__BLOB_TYPE__BLOB_DIMENSIONALITY__MULTIPART
            : FLYTEIDL__CORE__BLOB_TYPE__BLOB_DIMENSIONALITY__SINGLE;
    IdlType *out = new_type(e, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_BLOB);
    out->blob = blob;
    return (Shape){out, format ? format->len + 8 : 6};
}

static size_t add_columns(Emitter *e, const Type *row,
                          Flyteidl__Core__StructuredDatasetType *table)
{
    size_t weight = 0;
    new_list(e, table->columns, table->n_columns, row->as.record.len);
    for (uint32_t i = 0; i < row->as.record.len; i++) {
        const RecordField *field = &row->as.record.at[i];
        const Shape *found = shape_of(e, field->type);
        table->columns[i] = make_new(
            e->arena, Flyteidl__Core__StructuredDatasetType__DatasetColumn,
            FLYTEIDL__CORE__STRUCTURED_DATASET_TYPE__DATASET_COLUMN__INIT);
        table->columns[i]->name = make_text(field->name->text);
        table->columns[i]->literal_type = found->type;
        weight = weight_add(weight, field->name->len + 8 + found->weight);
    }
    return weight;
}

static Shape table_shape(Emitter *e, const Type *type)
{
    Flyteidl__Core__StructuredDatasetType *table =
        new_core(e, StructuredDatasetType, STRUCTURED_DATASET_TYPE);
    const Sym *format = type->as.table.format;
    size_t weight = 20;
    if (type->as.table.row)
        weight = weight_add(weight, add_columns(e, type->as.table.row, table));
    table->format = make_text(format ? format->text : "");
    IdlType *out =
        new_type(e, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_STRUCTURED_DATASET_TYPE);
    out->structured_dataset_type = table;
    return (Shape){out, weight};
}

static IdlType *copy_type(Emitter *e, const IdlType *type)
{
    return make_copy(e->arena, type, sizeof(*type));
}

/* Flyte never compares annotations: they are for readers of the spec. */
static Shape refined_shape(Emitter *e, const Type *type)
{
    const Shape *base = shape_of(e, type->as.refined.base);
    const char *where = refine_text(e->arena, type->as.refined.where);
    IdlAnnotation *annotation = new_core(e, TypeAnnotation, TYPE_ANNOTATION);
    annotation->annotations = struct_new(e->arena);
    struct_put(e->arena, annotation->annotations, "refinement",
               struct_string(e->arena, where));
    if (base->type->annotation == e->msgpack && e->msgpack) {
        const Google__Protobuf__Struct__FieldsEntry *entry =
            e->msgpack->annotations->fields[0];
        struct_put(e->arena, annotation->annotations, entry->key, entry->value);
    }
    Shape shape = {copy_type(e, base->type), base->weight};
    shape.type->annotation = annotation;
    shape.weight = weight_add(shape.weight, 30 + strlen(where));
    return shape;
}

static Shape nominal_shape(Emitter *e, const Type *type)
{
    const Shape *base = shape_of(e, type->as.fresh.base);
    Shape shape = {copy_type(e, base->type), weight_add(base->weight, 60)};
    IdlStructure *structure = new_structure(e, castable_tag(e->arena, type));
    if (base->type->structure) {
        structure->dataclass_type = base->type->structure->dataclass_type;
        structure->n_dataclass_type = base->type->structure->n_dataclass_type;
    }
    shape.type->structure = structure;
    return shape;
}

static Shape make_shape(Emitter *e, const Type *type)
{
    switch (type->kind) {
    case TYPE_NONE:
    case TYPE_NOTHING: /* Flyte's item of an empty list */
        return simple(e, FLYTEIDL__CORE__SIMPLE_TYPE__NONE);
    case TYPE_INT:
        return simple(e, FLYTEIDL__CORE__SIMPLE_TYPE__INTEGER);
    case TYPE_FLOAT:
        return simple(e, FLYTEIDL__CORE__SIMPLE_TYPE__FLOAT);
    case TYPE_STRING:
        return simple(e, FLYTEIDL__CORE__SIMPLE_TYPE__STRING);
    case TYPE_BOOL:
        return simple(e, FLYTEIDL__CORE__SIMPLE_TYPE__BOOLEAN);
    case TYPE_DATETIME:
        return simple(e, FLYTEIDL__CORE__SIMPLE_TYPE__DATETIME);
    case TYPE_DURATION:
        return simple(e, FLYTEIDL__CORE__SIMPLE_TYPE__DURATION);
    case TYPE_BYTES:
        return simple(e, FLYTEIDL__CORE__SIMPLE_TYPE__BINARY);
    case TYPE_FAILURE:
        return simple(e, FLYTEIDL__CORE__SIMPLE_TYPE__ERROR);
    case TYPE_JSON:
        return json_shape(e);
    case TYPE_LIST:
        return list_shape(e, type);
    case TYPE_MAP:
        return map_shape(e, type);
    case TYPE_UNION:
        return union_shape(e, type);
    case TYPE_ENUM:
        return enum_shape(e, type->as.decl);
    case TYPE_RECORD:
        return record_shape(e, type);
    case TYPE_FILE:
    case TYPE_DIR:
        return blob_shape(e, type);
    case TYPE_TABLE:
        return table_shape(e, type);
    case TYPE_REFINED:
        return refined_shape(e, type);
    case TYPE_NEW:
        return nominal_shape(e, type);
    case TYPE_ERROR:
    case TYPE_UNIT:
    case TYPE_SIZE:
    case TYPE_TEMPLATE:
    case TYPE_OUTPUTS:
    case TYPE_PARAM:
        break;
    }
    UNREACHABLE("a type that no value at run time has");
}

static const Shape *shape_of(Emitter *e, const Type *type)
{
    Shape *shape = map_find(&e->types, type);
    if (shape)
        return shape;
    shape = arena_new(e->arena, Shape);
    *shape = make_shape(e, type);
    map_put(e->arena, &e->types, type, shape);
    return shape;
}

size_t type_weight(Emitter *e, const Type *type)
{
    return shape_of(e, type)->weight;
}

IdlType *emit_type(Emitter *e, const Type *type)
{
    const Shape *shape = shape_of(e, type);
    depth_note(e, type->depth);
    if (weight_spend(e, shape->weight))
        return shape->type;
    return make_simple(e->arena, FLYTEIDL__CORE__SIMPLE_TYPE__NONE);
}

/* flytekit puts the tag in place of the variant's own structure, so a record
 * in a union has no dataclass_type. */
static IdlType *variant_of(Emitter *e, const Type *type)
{
    IdlType *variant = map_find(&e->variants, type);
    if (variant)
        return variant;
    variant = copy_type(e, shape_of(e, type)->type);
    variant->structure = new_structure(e, castable_variant_tag(e->arena, type));
    map_put(e->arena, &e->variants, type, variant);
    return variant;
}

IdlType *emit_variant(Emitter *e, const Type *type)
{
    if (weight_spend(e, weight_add(shape_of(e, type)->weight, 40)))
        return variant_of(e, type);
    return make_simple(e->arena, FLYTEIDL__CORE__SIMPLE_TYPE__NONE);
}
