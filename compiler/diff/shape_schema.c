/* shape_schema.c - shapes of JSON schemas, as the libraries of Python's
 * dataclasses and of pydantic write them.
 *
 * A class that is told of elsewhere in the schema (`$ref`) has one shape,
 * however often it is named; where it holds itself, that is SHAPE_NAMED. */
#include <string.h>

#include "compiler/diff/lookup.h"
#include "compiler/diff/shape.h"

typedef struct Reader {
    Arena *arena;
    const Struct *root;
    Lookup lookup;
    Map classes; /* Sym of the reference -> Shape, of kind NAMED while it is
                    being read */
} Reader;

static const Shape *read_schema(Reader *r, const Struct *schema);

static const char *text_at(const Struct *schema, const char *key)
{
    return struct_text_of(struct_find(schema, key));
}

static bool says(const Struct *schema, const char *key, const char *wanted)
{
    return strcmp(text_at(schema, key), wanted) == 0;
}

static const Struct *object_at(const Struct *schema, const char *key)
{
    return schema ? struct_object_of(struct_find(schema, key)) : NULL;
}

/* ---- classes told of elsewhere ---- */

static const Shape *read_class(Reader *r, const char *path)
{
    const Sym *key = sym_of(&r->lookup.names, path);
    Shape *known = map_find(&r->classes, key);
    if (known)
        return known;
    const char *slash = strrchr(path, '/');
    Shape *named = arena_new(r->arena, Shape);
    *named = (Shape){.kind = SHAPE_NAMED,
                     .tag = "",
                     .format = "",
                     .name = slash ? slash + 1 : path};
    map_put(r->arena, &r->classes, key, named);
    const Struct *schema = lookup_path(&r->lookup, r->root, path);
    if (!schema)
        return named;
    const Shape *shape = read_schema(r, schema);
    map_put(r->arena, &r->classes, key, (void *)shape);
    return shape;
}

/* ---- the kinds ---- */

static void read_fields(Reader *r, Shape *shape, const Struct *properties)
{
    const StructList *required =
        struct_list_of(struct_find(shape->schema, "required"));
    for (size_t i = 0; i < properties->n_fields; i++) {
        const Google__Protobuf__Struct__FieldsEntry *entry =
            properties->fields[i];
        const Struct *told = struct_object_of(entry->value);
        ShapeField field = {
            .name = entry->key,
            .shape = read_schema(r, told),
            .optional =
                !required || !lookup_has(&r->lookup, required, entry->key),
            .initial = told ? struct_find(told, "default") : NULL};
        vec_push(r->arena, &shape->fields, field);
    }
    shape_sort_fields(&shape->fields);
}

/* flytekit's own classes, by the titles of their schemas. */
static ShapeKind known_class(const Struct *schema)
{
    static const struct {
        const char *title;
        ShapeKind kind;
    } classes[] = {{"FlyteFile", SHAPE_FILE},
                   {"FlyteDirectory", SHAPE_DIR},
                   {"StructuredDataset", SHAPE_TABLE},
                   {"FlyteSchema", SHAPE_TABLE},
                   {"FlyteError", SHAPE_ERROR}};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (says(schema, "title", classes[i].title))
            return classes[i].kind;
    return SHAPE_UNKNOWN;
}

static void read_object(Reader *r, Shape *shape)
{
    const Struct *schema = shape->schema;
    const Struct *properties = object_at(schema, "properties");
    const Struct *values = object_at(schema, "additionalProperties");
    const char *title = text_at(schema, "title");
    shape->name = *title ? title : NULL;
    shape->kind = known_class(schema);
    if (shape->kind != SHAPE_UNKNOWN)
        return;
    shape->kind = SHAPE_JSON;
    if (properties) {
        shape->kind = SHAPE_RECORD;
        read_fields(r, shape, properties);
    } else if (values) {
        shape->kind = SHAPE_MAP;
        shape->item = read_schema(r, values);
    }
}

static ShapeKind simple_kind(const Struct *schema)
{
    static const struct {
        const char *type;
        const char *format; /* "": any */
        ShapeKind kind;
    } kinds[] = {{"integer", "", SHAPE_INT},
                 {"number", "time-delta", SHAPE_DURATION},
                 {"number", "", SHAPE_FLOAT},
                 {"string", "date-time", SHAPE_DATETIME},
                 {"string", "duration", SHAPE_DURATION},
                 {"string", "base64", SHAPE_BYTES},
                 {"string", "", SHAPE_STRING},
                 {"boolean", "", SHAPE_BOOL},
                 {"null", "", SHAPE_NONE}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (says(schema, "type", kinds[i].type) &&
            (!*kinds[i].format || says(schema, "format", kinds[i].format)))
            return kinds[i].kind;
    return SHAPE_UNKNOWN;
}

static void read_choice(Reader *r, Shape *shape, const StructList *choices)
{
    shape->kind = SHAPE_UNION;
    for (size_t i = 0; i < choices->n_values; i++)
        vec_push(r->arena, &shape->variants,
                 read_schema(r, struct_object_of(choices->values[i])));
}

static void read_cases(Reader *r, Shape *shape, const StructList *values)
{
    shape->kind = SHAPE_ENUM;
    for (size_t i = 0; i < values->n_values; i++)
        vec_push(r->arena, &shape->cases, struct_text_of(values->values[i]));
}

static void read_kind(Reader *r, Shape *shape)
{
    const Struct *schema = shape->schema;
    const StructList *choices = struct_list_of(struct_find(schema, "anyOf"));
    const StructList *values = struct_list_of(struct_find(schema, "enum"));
    if (choices) {
        read_choice(r, shape, choices);
    } else if (values) {
        read_cases(r, shape, values);
    } else if (says(schema, "type", "array")) {
        shape->kind = SHAPE_LIST;
        shape->item = read_schema(r, object_at(schema, "items"));
    } else {
        shape->kind = simple_kind(schema);
        if (shape->kind == SHAPE_UNKNOWN)
            read_object(r, shape);
    }
}

/* pydantic wraps a reference: {"allOf": [{"$ref": ...}], "default": ...}. */
static const char *reference_of(const Struct *schema)
{
    const StructList *all = struct_list_of(struct_find(schema, "allOf"));
    const Struct *only =
        all && all->n_values == 1 ? struct_object_of(all->values[0]) : NULL;
    return text_at(only ? only : schema, "$ref");
}

static const Shape *read_schema(Reader *r, const Struct *schema)
{
    Shape *shape = arena_new(r->arena, Shape);
    *shape =
        (Shape){.kind = SHAPE_JSON, .tag = "", .format = "", .schema = schema};
    if (!schema)
        return shape;
    const char *reference = reference_of(schema);
    if (*reference)
        return read_class(r, reference);
    read_kind(r, shape);
    return shape;
}

const Shape *shape_of_schema(Arena *arena, const Struct *schema)
{
    Reader r = {.arena = arena, .root = schema};
    lookup_init(&r.lookup, arena);
    return read_schema(&r, schema);
}
