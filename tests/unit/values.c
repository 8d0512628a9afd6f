/* values.c - Flyte's types and values for tests. */
#include "tests/unit/values.h"

#include <check.h>
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/vec.h"
#include "runtime/value/go_number.h"
#include "runtime/value/go_time.h"
#include "runtime/value/json_struct.h"
#include "spec/text.h"
#include "spec/wire.h"

typedef struct Reader {
    Arena *arena;
    const char *at;
} Reader;

static void skip_space(Reader *reader)
{
    reader->at += strspn(reader->at, " ");
}

static bool take(Reader *reader, const char *word)
{
    skip_space(reader);
    size_t len = strlen(word);
    if (strncmp(reader->at, word, len) != 0)
        return false;
    reader->at += len;
    return true;
}

static void expect(Reader *reader, const char *word)
{
    if (!take(reader, word))
        ck_abort_msg("wants %s at: %s", word, reader->at);
}

static const char *take_until(Reader *reader, const char *ends)
{
    skip_space(reader);
    size_t len = strcspn(reader->at, ends);
    const char *text = arena_copy(reader->arena, reader->at, len);
    reader->at += len;
    return text;
}

/* ---- types ---- */

static IdlType *read_type(Reader *reader);

static IdlType *new_type(Reader *reader,
                         Flyteidl__Core__LiteralType__TypeCase kind)
{
    IdlType *type =
        make_new(reader->arena, IdlType, FLYTEIDL__CORE__LITERAL_TYPE__INIT);
    type->type_case = kind;
    return type;
}

static IdlType *blob_type(Reader *reader, bool many)
{
    IdlType *type = new_type(reader, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_BLOB);
    type->blob = make_new(reader->arena, Flyteidl__Core__BlobType,
                          FLYTEIDL__CORE__BLOB_TYPE__INIT);
    type->blob->dimensionality =
        many ? FLYTEIDL__CORE__BLOB_TYPE__BLOB_DIMENSIONALITY__MULTIPART
             : FLYTEIDL__CORE__BLOB_TYPE__BLOB_DIMENSIONALITY__SINGLE;
    if (take(reader, "<")) {
        type->blob->format = make_text(take_until(reader, ">"));
        expect(reader, ">");
    }
    return type;
}

static Struct *msgpack_mark(Reader *reader)
{
    Struct *format = struct_new(reader->arena),
           *all = struct_new(reader->arena);
    struct_put(reader->arena, format, "serialization-format",
               struct_string(reader->arena, "msgpack"));
    struct_put(reader->arena, all, "cache-key-metadata",
               struct_object(reader->arena, format));
    return all;
}

static void annotate(Reader *reader, IdlType *type, const char *key,
                     const Struct *more, const char *text)
{
    if (!type->annotation) {
        type->annotation = make_new(reader->arena, IdlAnnotation,
                                    FLYTEIDL__CORE__TYPE_ANNOTATION__INIT);
        type->annotation->annotations =
            more ? (Struct *)more : struct_new(reader->arena);
    }
    if (key)
        struct_put(reader->arena, type->annotation->annotations, key,
                   struct_string(reader->arena, text));
}

static IdlType *record_type(Reader *reader, bool packed)
{
    IdlType *type =
        make_simple(reader->arena, FLYTEIDL__CORE__SIMPLE_TYPE__STRUCT);
    type->structure = make_new(reader->arena, IdlStructure,
                               FLYTEIDL__CORE__TYPE_STRUCTURE__INIT);
    while (!take(reader, "}")) {
        const char *name = take_until(reader, ":");
        expect(reader, ":");
        IdlType *field = read_type(reader);
        make_put(reader->arena, type->structure->dataclass_type,
                 type->structure->n_dataclass_type,
                 FLYTEIDL__CORE__TYPE_STRUCTURE__DATACLASS_TYPE_ENTRY__INIT,
                 name, field);
        take(reader, ",");
    }
    if (packed)
        annotate(reader, type, NULL, msgpack_mark(reader), NULL);
    return type;
}

static IdlType *union_type(Reader *reader, IdlType *first)
{
    IdlType *type =
        new_type(reader, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE);
    type->union_type = make_new(reader->arena, Flyteidl__Core__UnionType,
                                FLYTEIDL__CORE__UNION_TYPE__INIT);
    if (first)
        make_push(reader->arena, type->union_type->variants,
                  type->union_type->n_variants, first);
    return type;
}

static IdlType *enum_type(Reader *reader)
{
    IdlType *type =
        new_type(reader, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_ENUM_TYPE);
    type->enum_type = make_new(reader->arena, Flyteidl__Core__EnumType,
                               FLYTEIDL__CORE__ENUM_TYPE__INIT);
    do
        make_push(reader->arena, type->enum_type->values,
                  type->enum_type->n_values, (char *)take_until(reader, ",)"));
    while (take(reader, ","));
    expect(reader, ")");
    return type;
}

static IdlType *unions(Reader *reader)
{
    IdlType *type = union_type(reader, NULL);
    do
        make_push(reader->arena, type->union_type->variants,
                  type->union_type->n_variants, read_type(reader));
    while (take(reader, "|"));
    expect(reader, ")");
    return type;
}

static IdlType *refined(Reader *reader)
{
    expect(reader, "'");
    const char *where = take_until(reader, "'");
    expect(reader, "',");
    IdlType *type = read_type(reader);
    annotate(reader, type, "refinement", NULL, where);
    expect(reader, ")");
    return type;
}

static IdlType *simple_type(Reader *reader)
{
    static const char *const names[] = {
        "none",     "int",      "float", "string", "bool",
        "datetime", "duration", "bytes", "error",  "struct"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (take(reader, names[i]))
            return make_simple(reader->arena, (Flyteidl__Core__SimpleType)i);
    ck_abort_msg("no type: %s", reader->at);
    return NULL;
}

static IdlType *read_bare(Reader *reader)
{
    IdlType *type;
    if (take(reader, "list<")) {
        type = new_type(reader,
                        FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE);
        type->collection_type = read_type(reader);
        expect(reader, ">");
        return type;
    }
    if (take(reader, "map<")) {
        type =
            new_type(reader, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_MAP_VALUE_TYPE);
        type->map_value_type = read_type(reader);
        expect(reader, ">");
        return type;
    }
    if (take(reader, "json")) {
        type = make_simple(reader->arena, FLYTEIDL__CORE__SIMPLE_TYPE__STRUCT);
        annotate(reader, type, NULL, msgpack_mark(reader), NULL);
        return type;
    }
    if (take(reader, "table")) {
        type = new_type(
            reader, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_STRUCTURED_DATASET_TYPE);
        type->structured_dataset_type =
            make_new(reader->arena, Flyteidl__Core__StructuredDatasetType,
                     FLYTEIDL__CORE__STRUCTURED_DATASET_TYPE__INIT);
        return type;
    }
    if (take(reader, "schema")) {
        type = new_type(reader, FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SCHEMA);
        type->schema = make_new(reader->arena, Flyteidl__Core__SchemaType,
                                FLYTEIDL__CORE__SCHEMA_TYPE__INIT);
        return type;
    }
    bool dir = take(reader, "dir");
    if (dir || take(reader, "file"))
        return blob_type(reader, dir);
    bool packed = take(reader, "{");
    if (packed || take(reader, "old{"))
        return record_type(reader, packed);
    if (take(reader, "enum("))
        return enum_type(reader);
    if (take(reader, "union("))
        return unions(reader);
    if (take(reader, "where("))
        return refined(reader);
    return simple_type(reader);
}

static IdlType *read_type(Reader *reader)
{
    IdlType *type = read_bare(reader);
    while (take(reader, "?")) {
        type = union_type(reader, type);
        make_push(
            reader->arena, type->union_type->variants,
            type->union_type->n_variants,
            make_simple(reader->arena, FLYTEIDL__CORE__SIMPLE_TYPE__NONE));
    }
    return type;
}

const IdlType *type_of(Arena *arena, const char *text)
{
    Reader reader = {arena, text};
    const IdlType *type = read_type(&reader);
    skip_space(&reader);
    if (*reader.at)
        ck_abort_msg("more than a type: %s", reader.at);
    return type;
}

/* ---- values ---- */

static const IdlLiteral *read_value(Reader *reader);

static const IdlLiteral *plain(Reader *reader, IdlPrimitive *primitive)
{
    return make_literal(reader->arena, make_scalar(reader->arena, primitive));
}

/* The JSON at which the reader stands: up to the bracket that closes it. */
static const Json *take_json(Reader *reader)
{
    const char *start = reader->at;
    int depth = 0;
    bool quoted = false;
    do {
        char c = *reader->at++;
        if (c == '\\' && quoted)
            reader->at++;
        quoted ^= c == '"';
        depth += !quoted && (c == '{' || c == '[');
        depth -= !quoted && (c == '}' || c == ']');
    } while (*reader->at && (quoted || depth > 0));
    const char *why = "";
    const Json *json = json_parse(reader->arena, start,
                                  (size_t)(reader->at - start), &why, NULL);
    if (!json)
        ck_abort_msg("%s: %s", why, start);
    return json;
}

static const IdlLiteral *binary(Reader *reader, const Buf *bytes,
                                const char *tag)
{
    return make_literal(reader->arena,
                        make_binary(reader->arena, bytes->at, bytes->len, tag));
}

static const IdlLiteral *hex(Reader *reader, const char *tag)
{
    Buf bytes = {.arena = reader->arena};
    for (const char *at = take_until(reader, ")"); *at; at += 2)
        buf_char(&bytes, (char)strtol((char[]){at[0], at[1], '\0'}, NULL, 16));
    expect(reader, ")");
    return binary(reader, &bytes, tag);
}

static IdlLiteral *scalar(Reader *reader,
                          Flyteidl__Core__Scalar__ValueCase kind)
{
    IdlScalar *made =
        make_new(reader->arena, IdlScalar, FLYTEIDL__CORE__SCALAR__INIT);
    made->value_case = kind;
    return make_literal(reader->arena, made);
}

static const IdlLiteral *blob(Reader *reader, bool many)
{
    IdlLiteral *literal = scalar(reader, FLYTEIDL__CORE__SCALAR__VALUE_BLOB);
    IdlBlob *made =
        make_new(reader->arena, IdlBlob, FLYTEIDL__CORE__BLOB__INIT);
    made->metadata = make_new(reader->arena, Flyteidl__Core__BlobMetadata,
                              FLYTEIDL__CORE__BLOB_METADATA__INIT);
    made->metadata->type = blob_type(reader, many)->blob;
    expect(reader, "(");
    made->uri = make_text(take_until(reader, ")"));
    expect(reader, ")");
    literal->scalar->blob = made;
    return literal;
}

static const IdlLiteral *table(Reader *reader)
{
    IdlLiteral *literal =
        scalar(reader, FLYTEIDL__CORE__SCALAR__VALUE_STRUCTURED_DATASET);
    IdlStructuredDataset *made =
        make_new(reader->arena, IdlStructuredDataset,
                 FLYTEIDL__CORE__STRUCTURED_DATASET__INIT);
    made->metadata =
        make_new(reader->arena, Flyteidl__Core__StructuredDatasetMetadata,
                 FLYTEIDL__CORE__STRUCTURED_DATASET_METADATA__INIT);
    made->metadata->structured_dataset_type =
        make_new(reader->arena, Flyteidl__Core__StructuredDatasetType,
                 FLYTEIDL__CORE__STRUCTURED_DATASET_TYPE__INIT);
    made->uri = make_text(take_until(reader, ")"));
    expect(reader, ")");
    literal->scalar->structured_dataset = made;
    return literal;
}

static const IdlLiteral *schema(Reader *reader)
{
    IdlLiteral *literal = scalar(reader, FLYTEIDL__CORE__SCALAR__VALUE_SCHEMA);
    Flyteidl__Core__Schema *made = make_new(
        reader->arena, Flyteidl__Core__Schema, FLYTEIDL__CORE__SCHEMA__INIT);
    made->type = make_new(reader->arena, Flyteidl__Core__SchemaType,
                          FLYTEIDL__CORE__SCHEMA_TYPE__INIT);
    made->uri = make_text(take_until(reader, ")"));
    expect(reader, ")");
    literal->scalar->schema = made;
    return literal;
}

static const IdlLiteral *union_value(Reader *reader)
{
    IdlLiteral *literal = scalar(reader, FLYTEIDL__CORE__SCALAR__VALUE_UNION);
    IdlUnion *made =
        make_new(reader->arena, IdlUnion, FLYTEIDL__CORE__UNION__INIT);
    made->type = read_type(reader);
    expect(reader, ":");
    made->value = (IdlLiteral *)read_value(reader);
    expect(reader, ")");
    literal->scalar->union_ = made;
    return literal;
}

static const IdlLiteral *error(Reader *reader)
{
    IdlLiteral *literal = scalar(reader, FLYTEIDL__CORE__SCALAR__VALUE_ERROR);
    literal->scalar->error =
        make_new(reader->arena, IdlError, FLYTEIDL__CORE__ERROR__INIT);
    literal->scalar->error->message = make_text(json_text(take_json(reader)));
    expect(reader, ")");
    return literal;
}

static const IdlLiteral *list(Reader *reader)
{
    Vec(const IdlLiteral *) items = {0};
    while (!take(reader, "]")) {
        vec_push(reader->arena, &items, read_value(reader));
        take(reader, ",");
    }
    return literal_list(reader->arena, items.at, items.len);
}

static IdlLiteralMap *map(Reader *reader)
{
    IdlLiteralMap *made = literal_map_new(reader->arena);
    while (!take(reader, "}")) {
        skip_space(reader);
        const char *name = json_text(take_json(reader));
        expect(reader, ":");
        literal_map_put(reader->arena, made, name, read_value(reader));
        take(reader, ",");
    }
    return made;
}

static const IdlLiteral *word(Reader *reader)
{
    int64_t ns;
    double number;
    Moment moment;
    const char *text = take_until(reader, " ,]})");
    if (strcmp(text, "null") == 0)
        return literal_none(reader->arena);
    if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
        return plain(reader, make_bool(reader->arena, *text == 't'));
    if (*text == '@') {
        ck_assert_msg(moment_read_loosely(text + 1, &moment), "%s", text);
        IdlPrimitive *primitive = make_datetime(reader->arena, 0);
        primitive->datetime->seconds = moment.seconds;
        primitive->datetime->nanos = moment.nanos;
        return plain(reader, primitive);
    }
    if (go_int_read(text, &ns))
        return plain(reader, make_int(reader->arena, ns));
    if (go_float_read(text, &number))
        return plain(reader, make_float(reader->arena, number));
    ck_assert_msg(go_duration_read(text, false, &ns), "%s", text);
    return plain(reader, make_time_span(reader->arena, ns));
}

static const IdlLiteral *record(Reader *reader)
{
    Buf bytes = {.arena = reader->arena};
    json_to_packed(&bytes, take_json(reader));
    return binary(reader, &bytes, "msgpack");
}

static const IdlLiteral *old(Reader *reader)
{
    IdlLiteral *literal = scalar(reader, FLYTEIDL__CORE__SCALAR__VALUE_GENERIC);
    literal->scalar->generic = json_to_struct(reader->arena, take_json(reader));
    return literal;
}

static const IdlLiteral *read_value(Reader *reader)
{
    skip_space(reader);
    if (*reader->at == '"')
        return plain(reader,
                     make_string(reader->arena, json_text(take_json(reader))));
    if (take(reader, "["))
        return list(reader);
    if (take(reader, "{"))
        return literal_of_map(reader->arena, map(reader));
    if (take(reader, "unset"))
        return make_new(reader->arena, IdlLiteral,
                        FLYTEIDL__CORE__LITERAL__INIT);
    if (take(reader, "record"))
        return record(reader);
    if (take(reader, "old"))
        return old(reader);
    if (take(reader, "packed("))
        return hex(reader, "msgpack");
    if (take(reader, "bytes("))
        return hex(reader, "");
    bool dir = take(reader, "dir");
    if (dir || take(reader, "file"))
        return blob(reader, dir);
    if (take(reader, "table("))
        return table(reader);
    if (take(reader, "schema("))
        return schema(reader);
    if (take(reader, "union("))
        return union_value(reader);
    if (take(reader, "error("))
        return error(reader);
    return word(reader);
}

const IdlLiteral *value_of(Arena *arena, const char *text)
{
    Reader reader = {arena, text};
    const IdlLiteral *value = read_value(&reader);
    skip_space(&reader);
    if (*reader.at)
        ck_abort_msg("more than a value: %s", reader.at);
    return value;
}

const IdlLiteralMap *values_of(Arena *arena, const char *text)
{
    return value_of(arena, text)->map;
}

bool same_value(const IdlLiteral *one, const IdlLiteral *other)
{
    Arena scratch = {0};
    size_t len, other_len;
    IdlLiteral *a = literal_clone(&scratch, one);
    IdlLiteral *b = literal_clone(&scratch, other);
    const uint8_t *bytes = spec_pack(&scratch, &a->base, &len);
    const uint8_t *other_bytes = spec_pack(&scratch, &b->base, &other_len);
    bool same = len == other_len && memcmp(bytes, other_bytes, len) == 0;
    arena_release(&scratch);
    return same;
}

const char *value_text_of(Arena *arena, const IdlLiteral *literal)
{
    Buf text = {.arena = arena};
    spec_text(&text, &literal->base);
    return buf_string(&text);
}
