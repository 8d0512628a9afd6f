/* make.c - messages built in an arena. */
#include "spec/make.h"

#include <string.h>

enum { NS_OF_SECOND = 1000000000 };

void *make_copy(Arena *arena, const void *message, size_t size)
{
    return memcpy(arena_alloc(arena, size), message, size);
}

/* Room for one more. The list has doubled at each power of two. */
void *make_room(Arena *arena, void *list, size_t count, size_t size)
{
    if (count & (count - 1))
        return list;
    void *grown = arena_alloc_array(arena, count ? count * 2 : 1, size);
    if (count)
        memcpy(grown, list, count * size);
    return grown;
}

char *make_text(const char *text)
{
    return text && *text ? (char *)text : (char *)"";
}

/* Nanoseconds of a Timestamp are never negative. */
Google__Protobuf__Timestamp *make_timestamp(Arena *arena, int64_t ns)
{
    Google__Protobuf__Timestamp *time = make_new(
        arena, Google__Protobuf__Timestamp, GOOGLE__PROTOBUF__TIMESTAMP__INIT);
    bool before = ns % NS_OF_SECOND < 0;
    time->seconds = ns / NS_OF_SECOND - before;
    time->nanos = (int32_t)(ns % NS_OF_SECOND + (before ? NS_OF_SECOND : 0));
    return time;
}

/* Those of a Duration have the sign of its seconds. */
Google__Protobuf__Duration *make_duration(Arena *arena, int64_t ns)
{
    Google__Protobuf__Duration *duration = make_new(
        arena, Google__Protobuf__Duration, GOOGLE__PROTOBUF__DURATION__INIT);
    duration->seconds = ns / NS_OF_SECOND;
    duration->nanos = (int32_t)(ns % NS_OF_SECOND);
    return duration;
}

Google__Protobuf__BoolValue *make_bool_value(Arena *arena, bool value)
{
    Google__Protobuf__BoolValue *wrapper = make_new(
        arena, Google__Protobuf__BoolValue, GOOGLE__PROTOBUF__BOOL_VALUE__INIT);
    wrapper->value = value;
    return wrapper;
}

static Flyteidl__Core__Primitive *make_primitive(
    Arena *arena, Flyteidl__Core__Primitive__ValueCase kind)
{
    Flyteidl__Core__Primitive *primitive = make_new(
        arena, Flyteidl__Core__Primitive, FLYTEIDL__CORE__PRIMITIVE__INIT);
    primitive->value_case = kind;
    return primitive;
}

Flyteidl__Core__Primitive *make_int(Arena *arena, int64_t value)
{
    Flyteidl__Core__Primitive *primitive =
        make_primitive(arena, FLYTEIDL__CORE__PRIMITIVE__VALUE_INTEGER);
    primitive->integer = value;
    return primitive;
}

Flyteidl__Core__Primitive *make_float(Arena *arena, double value)
{
    Flyteidl__Core__Primitive *primitive =
        make_primitive(arena, FLYTEIDL__CORE__PRIMITIVE__VALUE_FLOAT_VALUE);
    primitive->float_value = value;
    return primitive;
}

Flyteidl__Core__Primitive *make_string(Arena *arena, const char *value)
{
    Flyteidl__Core__Primitive *primitive =
        make_primitive(arena, FLYTEIDL__CORE__PRIMITIVE__VALUE_STRING_VALUE);
    primitive->string_value = make_text(value);
    return primitive;
}

Flyteidl__Core__Primitive *make_bool(Arena *arena, bool value)
{
    Flyteidl__Core__Primitive *primitive =
        make_primitive(arena, FLYTEIDL__CORE__PRIMITIVE__VALUE_BOOLEAN);
    primitive->boolean = value;
    return primitive;
}

Flyteidl__Core__Primitive *make_datetime(Arena *arena, int64_t ns)
{
    Flyteidl__Core__Primitive *primitive =
        make_primitive(arena, FLYTEIDL__CORE__PRIMITIVE__VALUE_DATETIME);
    primitive->datetime = make_timestamp(arena, ns);
    return primitive;
}

Flyteidl__Core__Primitive *make_time_span(Arena *arena, int64_t ns)
{
    Flyteidl__Core__Primitive *primitive =
        make_primitive(arena, FLYTEIDL__CORE__PRIMITIVE__VALUE_DURATION);
    primitive->duration = make_duration(arena, ns);
    return primitive;
}

static Flyteidl__Core__Scalar *new_scalar(
    Arena *arena, Flyteidl__Core__Scalar__ValueCase kind)
{
    Flyteidl__Core__Scalar *scalar =
        make_new(arena, Flyteidl__Core__Scalar, FLYTEIDL__CORE__SCALAR__INIT);
    scalar->value_case = kind;
    return scalar;
}

Flyteidl__Core__Scalar *make_scalar(Arena *arena,
                                    Flyteidl__Core__Primitive *primitive)
{
    Flyteidl__Core__Scalar *scalar =
        new_scalar(arena, FLYTEIDL__CORE__SCALAR__VALUE_PRIMITIVE);
    scalar->primitive = primitive;
    return scalar;
}

Flyteidl__Core__Scalar *make_none(Arena *arena)
{
    Flyteidl__Core__Scalar *scalar =
        new_scalar(arena, FLYTEIDL__CORE__SCALAR__VALUE_NONE_TYPE);
    scalar->none_type =
        make_new(arena, Flyteidl__Core__Void, FLYTEIDL__CORE__VOID__INIT);
    return scalar;
}

Flyteidl__Core__Scalar *make_binary(Arena *arena, const void *bytes, size_t len,
                                    const char *tag)
{
    Flyteidl__Core__Binary *binary =
        make_new(arena, Flyteidl__Core__Binary, FLYTEIDL__CORE__BINARY__INIT);
    binary->value = (ProtobufCBinaryData){len, (uint8_t *)bytes};
    binary->tag = make_text(tag);
    Flyteidl__Core__Scalar *scalar =
        new_scalar(arena, FLYTEIDL__CORE__SCALAR__VALUE_BINARY);
    scalar->binary = binary;
    return scalar;
}

Flyteidl__Core__Scalar *make_blob(Arena *arena, Flyteidl__Core__BlobType *type,
                                  const char *uri)
{
    Flyteidl__Core__Blob *blob =
        make_new(arena, Flyteidl__Core__Blob, FLYTEIDL__CORE__BLOB__INIT);
    blob->uri = make_text(uri);
    blob->metadata = make_new(arena, Flyteidl__Core__BlobMetadata,
                              FLYTEIDL__CORE__BLOB_METADATA__INIT);
    blob->metadata->type = type;
    Flyteidl__Core__Scalar *scalar =
        new_scalar(arena, FLYTEIDL__CORE__SCALAR__VALUE_BLOB);
    scalar->blob = blob;
    return scalar;
}

Flyteidl__Core__Scalar *make_table(Arena *arena,
                                   Flyteidl__Core__StructuredDatasetType *type,
                                   const char *uri)
{
    Flyteidl__Core__StructuredDataset *table =
        make_new(arena, Flyteidl__Core__StructuredDataset,
                 FLYTEIDL__CORE__STRUCTURED_DATASET__INIT);
    table->uri = make_text(uri);
    table->metadata =
        make_new(arena, Flyteidl__Core__StructuredDatasetMetadata,
                 FLYTEIDL__CORE__STRUCTURED_DATASET_METADATA__INIT);
    table->metadata->structured_dataset_type = type;
    Flyteidl__Core__Scalar *scalar =
        new_scalar(arena, FLYTEIDL__CORE__SCALAR__VALUE_STRUCTURED_DATASET);
    scalar->structured_dataset = table;
    return scalar;
}

Flyteidl__Core__Literal *make_literal(Arena *arena,
                                      Flyteidl__Core__Scalar *scalar)
{
    Flyteidl__Core__Literal *literal =
        make_new(arena, Flyteidl__Core__Literal, FLYTEIDL__CORE__LITERAL__INIT);
    literal->value_case = FLYTEIDL__CORE__LITERAL__VALUE_SCALAR;
    literal->scalar = scalar;
    return literal;
}

Flyteidl__Core__LiteralType *make_simple(Arena *arena,
                                         Flyteidl__Core__SimpleType simple)
{
    Flyteidl__Core__LiteralType *type = make_new(
        arena, Flyteidl__Core__LiteralType, FLYTEIDL__CORE__LITERAL_TYPE__INIT);
    type->type_case = FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE;
    type->simple = simple;
    return type;
}

Flyteidl__Core__SimpleType make_column_kind(int column)
{
    static const Flyteidl__Core__SimpleType kinds[] = {
        FLYTEIDL__CORE__SIMPLE_TYPE__INTEGER,
        FLYTEIDL__CORE__SIMPLE_TYPE__FLOAT,
        FLYTEIDL__CORE__SIMPLE_TYPE__STRING,
        FLYTEIDL__CORE__SIMPLE_TYPE__BOOLEAN,
        FLYTEIDL__CORE__SIMPLE_TYPE__DATETIME,
        FLYTEIDL__CORE__SIMPLE_TYPE__DURATION,
    };
    size_t index = (size_t)column;
    return index < sizeof kinds / sizeof *kinds
               ? kinds[index]
               : FLYTEIDL__CORE__SIMPLE_TYPE__NONE;
}
