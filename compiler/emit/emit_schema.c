/* emit_schema.c - the JSON schema of a record, as mashumaro writes it for
 * flytekit's dataclasses: draft 2020-12, nested records in place. */
#include "base/panic.h"
#include "compiler/emit/emitter.h"

typedef struct Json {
    StructValue *value;
    size_t weight;
} Json;

static Json schema_of(Emitter *e, const Type *type);

static void put_text(Emitter *e, Struct *object, const char *key,
                     const char *text)
{
    struct_put(e->arena, object, key, struct_string(e->arena, text));
}

static Struct *new_schema(Emitter *e, const char *type)
{
    Struct *schema = struct_new(e->arena);
    put_text(e, schema, "type", type);
    return schema;
}

static Json plain(Emitter *e, const char *type, const char *format)
{
    Struct *schema = new_schema(e, type);
    if (format)
        put_text(e, schema, "format", format);
    return (Json){struct_object(e->arena, schema), 40};
}

static Json list_schema(Emitter *e, const Type *item)
{
    Json items = schema_of(e, item);
    Struct *schema = new_schema(e, "array");
    struct_put(e->arena, schema, "items", items.value);
    return (Json){struct_object(e->arena, schema),
                  weight_add(items.weight, 40)};
}

static Json map_schema(Emitter *e, const Type *item)
{
    Json items = schema_of(e, item);
    Struct *schema = new_schema(e, "object");
    struct_put(e->arena, schema, "additionalProperties", items.value);
    struct_put(e->arena, schema, "propertyNames",
               plain(e, "string", NULL).value);
    return (Json){struct_object(e->arena, schema),
                  weight_add(items.weight, 100)};
}

static Json enum_schema(Emitter *e, const Decl *decl)
{
    StructList *names = struct_list_new(e->arena);
    size_t weight = 20;
    for (uint32_t i = 0; i < decl->as.enum_.cases.len; i++) {
        const Sym *name = decl->as.enum_.cases.at[i].name.sym;
        struct_push(e->arena, names, struct_string(e->arena, name->text));
        weight = weight_add(weight, name->len + 6);
    }
    Struct *schema = struct_new(e->arena);
    struct_put(e->arena, schema, "enum", struct_list(e->arena, names));
    return (Json){struct_object(e->arena, schema), weight};
}

static Json union_schema(Emitter *e, const Type *type)
{
    StructList *variants = struct_list_new(e->arena);
    size_t weight = 20;
    for (uint32_t i = 0; i < type->as.alt.len; i++) {
        Json variant = schema_of(e, type->as.alt.at[i]);
        struct_push(e->arena, variants, variant.value);
        weight = weight_add(weight, variant.weight);
    }
    Struct *schema = struct_new(e->arena);
    struct_put(e->arena, schema, "anyOf", struct_list(e->arena, variants));
    return (Json){struct_object(e->arena, schema), weight};
}

static Struct *new_object(Emitter *e, const char *title, Struct *properties)
{
    Struct *schema = new_schema(e, "object");
    put_text(e, schema, "title", title);
    struct_put(e->arena, schema, "properties",
               struct_object(e->arena, properties));
    struct_put(e->arena, schema, "additionalProperties",
               struct_bool(e->arena, false));
    return schema;
}

/* {"anyOf": [first, second], "default": null} */
static StructValue *either(Emitter *e, StructValue *first, StructValue *second)
{
    StructList *variants = struct_list_new(e->arena);
    struct_push(e->arena, variants, first);
    struct_push(e->arena, variants, second);
    Struct *schema = struct_new(e->arena);
    struct_put(e->arena, schema, "anyOf", struct_list(e->arena, variants));
    struct_put(e->arena, schema, "default", struct_null(e->arena));
    return struct_object(e->arena, schema);
}

/* The fields of flytekit's FlyteFile and FlyteDirectory. */
static Json blob_schema(Emitter *e, TypeKind kind)
{
    Struct *properties = struct_new(e->arena);
    struct_put(e->arena, properties, "path",
               either(e, plain(e, "string", NULL).value,
                      plain(e, "string", "path").value));
    if (kind == TYPE_DIR)
        return (Json){struct_object(e->arena, new_object(e, "FlyteDirectory",
                                                         properties)),
                      200};
    Struct *metadata = new_schema(e, "object");
    struct_put(e->arena, metadata, "additionalProperties",
               plain(e, "string", NULL).value);
    struct_put(e->arena, metadata, "propertyNames",
               plain(e, "string", NULL).value);
    struct_put(e->arena, properties, "metadata",
               either(e, struct_object(e->arena, metadata),
                      plain(e, "null", NULL).value));
    return (Json){
        struct_object(e->arena, new_object(e, "FlyteFile", properties)), 400};
}

static Json table_schema(Emitter *e)
{
    Struct *properties = struct_new(e->arena);
    struct_put(e->arena, properties, "uri",
               either(e, plain(e, "string", NULL).value,
                      plain(e, "null", NULL).value));
    struct_put(e->arena, properties, "file_format",
               either(e, plain(e, "string", NULL).value,
                      plain(e, "null", NULL).value));
    return (Json){
        struct_object(e->arena, new_object(e, "StructuredDataset", properties)),
        300};
}

static Json failure_schema(Emitter *e)
{
    Struct *properties = struct_new(e->arena);
    struct_put(e->arena, properties, "message", plain(e, "string", NULL).value);
    struct_put(e->arena, properties, "failed_node_id",
               plain(e, "string", NULL).value);
    return (Json){
        struct_object(e->arena, new_object(e, "FlyteError", properties)), 200};
}

static Json record_schema(Emitter *e, const Type *type)
{
    const JsonShape *shape = emit_schema(e, type);
    return (Json){struct_object(e->arena, shape->schema), shape->weight};
}

static Json schema_of(Emitter *e, const Type *type)
{
    switch (type->kind) {
    case TYPE_NONE:
    case TYPE_NOTHING:
        return plain(e, "null", NULL);
    case TYPE_INT:
        return plain(e, "integer", NULL);
    case TYPE_FLOAT:
        return plain(e, "number", NULL);
    case TYPE_STRING:
        return plain(e, "string", NULL);
    case TYPE_BOOL:
        return plain(e, "boolean", NULL);
    case TYPE_DATETIME:
        return plain(e, "string", "date-time");
    case TYPE_DURATION:
        return plain(e, "number", "time-delta");
    case TYPE_BYTES:
        return plain(e, "string", "base64");
    case TYPE_JSON:
        return plain(e, "object", NULL);
    case TYPE_FAILURE:
        return failure_schema(e);
    case TYPE_LIST:
        return list_schema(e, type->as.item);
    case TYPE_MAP:
        return map_schema(e, type->as.item);
    case TYPE_UNION:
        return union_schema(e, type);
    case TYPE_ENUM:
        return enum_schema(e, type->as.decl);
    case TYPE_RECORD:
        return record_schema(e, type);
    case TYPE_FILE:
    case TYPE_DIR:
        return blob_schema(e, type->kind);
    case TYPE_TABLE:
        return table_schema(e);
    case TYPE_REFINED:
    case TYPE_NEW:
        return schema_of(e, type_base(type));
    case TYPE_ERROR:
    case TYPE_UNIT:
    case TYPE_SIZE:
    case TYPE_TEMPLATE:
    case TYPE_OUTPUTS:
    case TYPE_PARAM:
        break;
    }
    UNREACHABLE("a type that no record holds");
}

/* Records are structural, but flytekit makes a class of the schema, and a
 * class needs a name. With the name of the Python class Flyte finds the two
 * schemas equal; without, it compares them and gives up at maps and unions. */
static void make_schema(Emitter *e, const Type *record, JsonShape *shape)
{
    Struct *properties = struct_new(e->arena);
    StructList *required = struct_list_new(e->arena);
    shape->weight = 100;
    for (uint32_t i = 0; i < record->as.record.len; i++) {
        const RecordField *field = &record->as.record.at[i];
        Json found = schema_of(e, field->type);
        struct_put(e->arena, properties, field->name->text, found.value);
        struct_push(e->arena, required,
                    struct_string(e->arena, field->name->text));
        shape->weight = weight_add(shape->weight, 2 * field->name->len + 20);
        shape->weight = weight_add(shape->weight, found.weight);
    }
    const Sym *alias = record->as.record.alias;
    shape->schema = new_object(e, alias ? alias->text : "Record", properties);
    if (record->as.record.len)
        struct_put(e->arena, shape->schema, "required",
                   struct_list(e->arena, required));
}

const JsonShape *emit_schema(Emitter *e, const Type *record)
{
    JsonShape *shape = map_find(&e->schemas, record);
    if (shape)
        return shape;
    shape = arena_new(e->arena, JsonShape);
    make_schema(e, record, shape);
    map_put(e->arena, &e->schemas, record, shape);
    return shape;
}
