/* describe_type.c - Flyte's types as flw writes them. */
#include <string.h>

#include "spec/describe.h"
#include "spec/describer.h"
#include "spec/make.h"

typedef Flyteidl__Core__TypeStructure TypeStructure;
typedef Flyteidl__Core__TypeStructure__DataclassTypeEntry FieldEntry;
typedef Flyteidl__Core__UnionType UnionType;

static void write_simple(Describer *d, Flyteidl__Core__SimpleType simple)
{
    static const char *const words[] = {
        [FLYTEIDL__CORE__SIMPLE_TYPE__NONE] = "none",
        [FLYTEIDL__CORE__SIMPLE_TYPE__INTEGER] = "int",
        [FLYTEIDL__CORE__SIMPLE_TYPE__FLOAT] = "float",
        [FLYTEIDL__CORE__SIMPLE_TYPE__STRING] = "string",
        [FLYTEIDL__CORE__SIMPLE_TYPE__BOOLEAN] = "bool",
        [FLYTEIDL__CORE__SIMPLE_TYPE__DATETIME] = "datetime",
        [FLYTEIDL__CORE__SIMPLE_TYPE__DURATION] = "duration",
        [FLYTEIDL__CORE__SIMPLE_TYPE__BINARY] = "bytes",
        [FLYTEIDL__CORE__SIMPLE_TYPE__ERROR] = "error",
        [FLYTEIDL__CORE__SIMPLE_TYPE__STRUCT] = "json",
    };
    size_t index = (size_t)simple;
    bool known = index < sizeof words / sizeof *words;
    layout_words(&d->line, known ? words[index] : "unknown");
}

static void write_fields(Describer *d, const TypeStructure *structure)
{
    size_t count;
    const ProtobufCMessage *const *entries =
        message_entries(d->arena, &structure->base,
                        protobuf_c_message_descriptor_get_field_by_name(
                            structure->base.descriptor, "dataclass_type"),
                        &count);
    layout_open(&d->line, '{');
    for (size_t i = 0; i < count; i++) {
        const FieldEntry *entry = (const void *)entries[i];
        describe_item(d, entry->key);
        describe_type(d, entry->value);
    }
    layout_close(&d->line);
}

/* A record among the variants of a union has a schema alone. */
static void write_struct_type(Describer *d, const LiteralType *type)
{
    if (type->structure && type->structure->n_dataclass_type)
        write_fields(d, type->structure);
    else if (type->metadata && type->metadata->n_fields)
        describe_schema(d, type->metadata);
    else
        layout_words(&d->line, "json");
}

static void write_of(Describer *d, const char *word, const LiteralType *item)
{
    layout_print(&d->line, "%s<", word);
    describe_type(d, item);
    layout_words(&d->line, ">");
}

static void write_blob(Describer *d, const Flyteidl__Core__BlobType *blob)
{
    bool many =
        blob && blob->dimensionality ==
                    FLYTEIDL__CORE__BLOB_TYPE__BLOB_DIMENSIONALITY__MULTIPART;
    layout_words(&d->line, many ? "dir" : "file");
    if (!blob || !blob->format || !*blob->format)
        return;
    layout_words(&d->line, "<");
    layout_name(&d->line, blob->format);
    layout_words(&d->line, ">");
}

static void write_enum(Describer *d, const Flyteidl__Core__EnumType *type)
{
    layout_words(&d->line, "enum ");
    layout_open_filled(&d->line, '{');
    for (size_t i = 0; type && i < type->n_values; i++) {
        layout_item(&d->line);
        layout_name(&d->line, type->values[i]);
    }
    layout_close(&d->line);
}

static void write_columns(Describer *d,
                          const Flyteidl__Core__StructuredDatasetType *table)
{
    layout_open(&d->line, '{');
    for (size_t i = 0; i < table->n_columns; i++) {
        describe_item(d, table->columns[i]->name);
        describe_type(d, table->columns[i]->literal_type);
    }
    layout_close(&d->line);
}

static void write_table(Describer *d,
                        const Flyteidl__Core__StructuredDatasetType *table)
{
    bool has_format = table && table->format && *table->format;
    layout_words(&d->line, "table");
    if (!table || (table->n_columns == 0 && !has_format))
        return;
    layout_words(&d->line, "<");
    if (table->n_columns)
        write_columns(d, table);
    else
        layout_words(&d->line, "{..}");
    if (has_format) {
        layout_words(&d->line, ", ");
        layout_name(&d->line, table->format);
    }
    layout_words(&d->line, ">");
}

/* Flyte's older tables, of which flw has none. */
static void write_old_table(Describer *d,
                            const Flyteidl__Core__SchemaType *type)
{
    layout_words(&d->line, "schema");
    if (!type || type->n_columns == 0)
        return;
    layout_words(&d->line, "<");
    layout_open(&d->line, '{');
    for (size_t i = 0; i < type->n_columns; i++) {
        Flyteidl__Core__SimpleType kind =
            make_column_kind((int)type->columns[i]->type);
        describe_item(d, type->columns[i]->name);
        if (kind != FLYTEIDL__CORE__SIMPLE_TYPE__NONE)
            write_simple(d, kind);
        else
            layout_words(&d->line, "unknown");
    }
    layout_close(&d->line);
    layout_words(&d->line, ">");
}

static bool is_none(const LiteralType *type)
{
    return type &&
           type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE &&
           type->simple == FLYTEIDL__CORE__SIMPLE_TYPE__NONE;
}

static bool is_union(const LiteralType *type)
{
    return type &&
           type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE;
}

static const char *refinement_of(const LiteralType *type)
{
    const StructValue *where =
        type->annotation && type->annotation->annotations
            ? struct_find(type->annotation->annotations, "refinement")
            : NULL;
    bool told =
        where && where->kind_case == GOOGLE__PROTOBUF__VALUE__KIND_STRING_VALUE;
    return told ? where->string_value : NULL;
}

/* `?`, `|` and `where` would take in what stands around them. */
static void write_variant(Describer *d, const LiteralType *type)
{
    bool bracket = is_union(type) || (type && refinement_of(type));
    layout_words(&d->line, bracket ? "(" : "");
    describe_type(d, type);
    layout_words(&d->line, bracket ? ")" : "");
}

static void write_union(Describer *d, const UnionType *type)
{
    size_t count = type ? type->n_variants : 0;
    if (count == 2 && is_none(type->variants[1]) &&
        !is_none(type->variants[0])) {
        write_variant(d, type->variants[0]);
        layout_words(&d->line, "?");
        return;
    }
    for (size_t i = 0; i < count; i++) {
        layout_words(&d->line, i ? " | " : "");
        write_variant(d, type->variants[i]);
    }
    if (count == 0)
        layout_words(&d->line, "unknown");
}

static void write_bare(Describer *d, const LiteralType *type)
{
    switch (type->type_case) {
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE:
        if (type->simple == FLYTEIDL__CORE__SIMPLE_TYPE__STRUCT)
            write_struct_type(d, type);
        else
            write_simple(d, type->simple);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SCHEMA:
        write_old_table(d, type->schema);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE:
        write_of(d, "list", type->collection_type);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_MAP_VALUE_TYPE:
        write_of(d, "map", type->map_value_type);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_BLOB:
        write_blob(d, type->blob);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_ENUM_TYPE:
        write_enum(d, type->enum_type);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_STRUCTURED_DATASET_TYPE:
        write_table(d, type->structured_dataset_type);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE:
        write_union(d, type->union_type);
        return;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE__NOT_SET:
    case _FLYTEIDL__CORE__LITERAL_TYPE__TYPE__CASE_IS_INT_SIZE:
        break;
    }
    layout_words(&d->line, "unknown");
}

/* What an SDK calls the kind of a variant says no more than the type. */
static bool is_kind_tag(const char *tag)
{
    static const char *const kinds[] = {"int",
                                        "float",
                                        "str",
                                        "bool",
                                        "datetime",
                                        "date",
                                        "timedelta",
                                        "none",
                                        "binary",
                                        "bytes",
                                        "Typed List",
                                        "Typed Dict",
                                        "Typed Union",
                                        "Object-Dataclass-Transformer",
                                        "Pydantic Transformer",
                                        "DefaultEnumTransformer",
                                        "FlyteFilePath",
                                        "FlyteDirectory",
                                        "StructuredDataset Transformer",
                                        "FlyteSchema Transformer",
                                        "FlytePickle",
                                        "PythonPickle",
                                        "FlyteError"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i], tag) == 0)
            return true;
    return false;
}

const char *describe_nominal(const LiteralType *type)
{
    const char *tag = type->structure ? type->structure->tag : NULL;
    return tag && *tag && !is_kind_tag(tag) ? tag : NULL;
}

/* `eta.TripId (new string)`, `int where self >= 1` */
void describe_type(Describer *d, const LiteralType *type)
{
    if (!type) {
        layout_words(&d->line, "unknown");
        return;
    }
    const char *nominal = describe_nominal(type);
    if (nominal) {
        layout_name(&d->line, nominal);
        layout_words(&d->line, " (new ");
    }
    write_bare(d, type);
    const char *where = refinement_of(type);
    if (where) {
        layout_words(&d->line, " where ");
        layout_prose(&d->line, where, strlen(where));
    }
    layout_words(&d->line, nominal ? ")" : "");
}
