/* digest.c - one number for one value.
 *
 * Every part is its tag, then its length and bytes, or its count and parts, so
 * that what is read ahead never depends on what was read before. */
#include "runtime/value/digest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/panic.h"
#include "base/vec.h"
#include "spec/msgpack.h"
#include "spec/struct.h"

/* The tags are part of the form: changing one spoils every cache. */
static const char form[] = "flw value 1";

static void add_number(Buf *out, uint64_t number)
{
    char bytes[8];
    for (int i = 7; i >= 0; i--, number >>= 8)
        bytes[i] = (char)(number & 0xff);
    buf_add(out, bytes, sizeof bytes);
}

static void add_head(Buf *out, char tag, uint64_t len)
{
    buf_char(out, tag);
    add_number(out, len);
}

static void add_bytes(Buf *out, char tag, const void *bytes, size_t len)
{
    add_head(out, tag, len);
    buf_add(out, len ? bytes : "", len);
}

static void add_text(Buf *out, char tag, const char *text)
{
    add_bytes(out, tag, text, text ? strlen(text) : 0);
}

static void add_int(Buf *out, char tag, int64_t number)
{
    add_head(out, tag, (uint64_t)number);
}

/* -0.0 is not 0.0; all NaNs are one. */
static void add_float(Buf *out, double number)
{
    double one = isnan(number) ? (double)NAN : number;
    uint64_t bits;
    memcpy(&bits, &one, sizeof bits);
    add_head(out, 'f', bits);
}

/* ---- messages that are no values: types, columns ---- */

static void add_message(Buf *out, const ProtobufCMessage *message);

static void add_field_value(Buf *out, const MessageField *field,
                            const void *value)
{
    switch (field->type) {
    case PROTOBUF_C_TYPE_STRING:
        add_text(out, 's', *(const char *const *)value);
        return;
    case PROTOBUF_C_TYPE_MESSAGE:
        add_message(out, *(const ProtobufCMessage *const *)value);
        return;
    case PROTOBUF_C_TYPE_ENUM:
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_UINT32:
        add_int(out, 'i', *(const int32_t *)value);
        return;
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_UINT64:
        add_int(out, 'i', *(const int64_t *)value);
        return;
    case PROTOBUF_C_TYPE_BOOL:
        add_int(out, 'b', *(const protobuf_c_boolean *)value != 0);
        return;
    case PROTOBUF_C_TYPE_DOUBLE:
        add_float(out, *(const double *)value);
        return;
    case PROTOBUF_C_TYPE_BYTES: {
        const ProtobufCBinaryData *bytes = value;
        add_bytes(out, 'y', bytes->data, bytes->len);
        return;
    }
    case PROTOBUF_C_TYPE_FLOAT:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_FIXED32:
    case PROTOBUF_C_TYPE_SFIXED32:
    case PROTOBUF_C_TYPE_FIXED64:
    case PROTOBUF_C_TYPE_SFIXED64:
        break;
    }
    UNREACHABLE("a field of a kind that Flyte's types have not");
}

/* What says nothing about which values a type has. */
static bool is_remark(const MessageType *type, const MessageField *field)
{
    bool of_type = type == &flyteidl__core__literal_type__descriptor;
    bool of_variable = type == &flyteidl__core__variable__descriptor;
    return (of_type && (strcmp(field->name, "metadata") == 0 ||
                        strcmp(field->name, "annotation") == 0)) ||
           (of_variable && strcmp(field->name, "type") != 0);
}

static void add_field(Buf *out, const ProtobufCMessage *message,
                      const MessageField *field)
{
    size_t count = message_count(message, field);
    const ProtobufCMessage *const *entries = NULL;
    if (message_is_map(message->descriptor, field))
        entries = message_entries(out->arena, message, field, &count);
    if (count == 0)
        return;
    add_head(out, 'F', field->id);
    add_head(out, 'c', count);
    for (size_t i = 0; i < count; i++)
        if (entries)
            add_message(out, entries[i]);
        else
            add_field_value(out, field, message_value(message, field, i));
}

static void add_message(Buf *out, const ProtobufCMessage *message)
{
    const MessageType *type = message->descriptor;
    buf_char(out, 'M');
    for (unsigned i = 0; i < type->n_fields; i++)
        if (!is_remark(type, &type->fields[i]))
            add_field(out, message, &type->fields[i]);
    buf_char(out, '.');
}

static void add_message_or_none(Buf *out, const ProtobufCMessage *message)
{
    if (message)
        add_message(out, message);
    else
        buf_char(out, '-');
}

/* ---- records ---- */

typedef struct PackedEntry {
    size_t from, key_end, end; /* of its bytes in a Buf */
} PackedEntry;

typedef struct KeyedBytes {
    const char *key, *bytes;
    size_t key_len, len;
    uint32_t at; /* the last of equal keys holds */
} KeyedBytes;

static int compare_keyed(const void *left, const void *right)
{
    const KeyedBytes *a = left, *b = right;
    size_t len = a->key_len < b->key_len ? a->key_len : b->key_len;
    int order = memcmp(a->key, b->key, len);
    if (order == 0)
        order = (a->key_len > b->key_len) - (a->key_len < b->key_len);
    return order ? order : (a->at > b->at) - (a->at < b->at);
}

static bool same_key(const KeyedBytes *a, const KeyedBytes *b)
{
    return a->key_len == b->key_len && memcmp(a->key, b->key, a->key_len) == 0;
}

/* Sorts the entries by key and drops all but the last of equal ones. */
static size_t settle_entries(KeyedBytes *entries, size_t count)
{
    size_t len = 0;
    qsort(entries, count, sizeof *entries, compare_keyed);
    for (size_t i = 0; i < count; i++)
        if (i + 1 == count || !same_key(&entries[i], &entries[i + 1]))
            entries[len++] = entries[i];
    return len;
}

typedef struct Packed {
    const uint8_t *at;
    const uint8_t *end;
    uint32_t depth;
} Packed;

static bool add_packed(Buf *out, Packed *packed);

static bool add_packed_map(Buf *out, Packed *packed, uint32_t count)
{
    Buf bytes = {.arena = out->arena};
    Vec(PackedEntry) found = {0};
    for (uint32_t i = 0; i < count; i++) {
        PackedEntry entry = {.from = bytes.len};
        if (!add_packed(&bytes, packed))
            return false;
        entry.key_end = bytes.len;
        if (!add_packed(&bytes, packed))
            return false;
        entry.end = bytes.len;
        vec_push(out->arena, &found, entry);
    }
    KeyedBytes *entries = arena_array(out->arena, KeyedBytes, found.len);
    for (uint32_t i = 0; i < found.len; i++) {
        const PackedEntry *entry = &found.at[i];
        entries[i] = (KeyedBytes){.key = bytes.at + entry->from,
                                  .key_len = entry->key_end - entry->from,
                                  .bytes = bytes.at + entry->from,
                                  .len = entry->end - entry->from,
                                  .at = i};
    }
    size_t len = settle_entries(entries, found.len);
    add_head(out, 'p', len);
    for (size_t i = 0; i < len; i++)
        buf_add(out, entries[i].bytes, entries[i].len);
    return true;
}

static bool add_packed_list(Buf *out, Packed *packed, uint32_t count)
{
    add_head(out, 'c', count);
    for (uint32_t i = 0; i < count; i++)
        if (!add_packed(out, packed))
            return false;
    return true;
}

static bool add_packed_items(Buf *out, Packed *packed, const MsgpackItem *item)
{
    if (packed->depth == MSGPACK_DEPTH_MAX)
        return false;
    packed->depth++;
    bool fine = item->kind == MSGPACK_LIST
                    ? add_packed_list(out, packed, item->as.count)
                    : add_packed_map(out, packed, item->as.count);
    packed->depth--;
    return fine;
}

/* One value, whatever the form that its maker chose. False: it is none, or is
 * nested too deep. */
static bool add_packed(Buf *out, Packed *packed)
{
    MsgpackItem item;
    if (!msgpack_next(&packed->at, packed->end, &item))
        return false;
    switch (item.kind) {
    case MSGPACK_NONE:
        buf_char(out, 'n');
        return true;
    case MSGPACK_BOOL:
        add_int(out, 'b', item.as.yes);
        return true;
    case MSGPACK_INT:
        add_int(out, 'i', item.as.integer);
        return true;
    case MSGPACK_UINT:
        add_head(out, 'U', item.as.natural);
        return true;
    case MSGPACK_FLOAT:
        add_float(out, item.as.number);
        return true;
    case MSGPACK_TEXT:
        add_bytes(out, 's', item.as.bytes.at, item.as.bytes.len);
        return true;
    case MSGPACK_BYTES:
        add_bytes(out, 'y', item.as.bytes.at, item.as.bytes.len);
        return true;
    case MSGPACK_EXTENSION:
        add_bytes(out, 'x', item.as.bytes.at, item.as.bytes.len);
        return true;
    case MSGPACK_LIST:
    case MSGPACK_MAP:
        return add_packed_items(out, packed, &item);
    }
    UNREACHABLE("kind of an item");
}

static void add_binary(Buf *out, const Flyteidl__Core__Binary *binary)
{
    size_t len = binary->value.len;
    const uint8_t *start = len ? binary->value.data : (const uint8_t *)"";
    Packed packed = {start, start + len, 0};
    Buf record = {.arena = out->arena};
    if (strcmp(binary->tag, "msgpack") == 0 && add_packed(&record, &packed) &&
        packed.at == packed.end) {
        add_bytes(out, 'm', record.at, record.len);
        return;
    }
    add_text(out, 'y', binary->tag);
    add_bytes(out, 'y', binary->value.data, binary->value.len);
}

static void add_struct(Buf *out, const Struct *record);

static void add_struct_value(Buf *out, const StructValue *value)
{
    switch (value->kind_case) {
    case GOOGLE__PROTOBUF__VALUE__KIND_NUMBER_VALUE:
        add_float(out, value->number_value);
        return;
    case GOOGLE__PROTOBUF__VALUE__KIND_STRING_VALUE:
        add_text(out, 's', value->string_value);
        return;
    case GOOGLE__PROTOBUF__VALUE__KIND_BOOL_VALUE:
        add_int(out, 'b', value->bool_value != 0);
        return;
    case GOOGLE__PROTOBUF__VALUE__KIND_STRUCT_VALUE:
        add_struct(out, value->struct_value);
        return;
    case GOOGLE__PROTOBUF__VALUE__KIND_LIST_VALUE:
        add_head(out, 'c', value->list_value->n_values);
        for (size_t i = 0; i < value->list_value->n_values; i++)
            add_struct_value(out, value->list_value->values[i]);
        return;
    case GOOGLE__PROTOBUF__VALUE__KIND_NULL_VALUE:
    case GOOGLE__PROTOBUF__VALUE__KIND__NOT_SET:
    case _GOOGLE__PROTOBUF__VALUE__KIND__CASE_IS_INT_SIZE:
        break;
    }
    buf_char(out, 'n');
}

static void add_struct(Buf *out, const Struct *record)
{
    size_t count;
    const ProtobufCMessage *const *entries = message_entries(
        out->arena, &record->base, &record->base.descriptor->fields[0], &count);
    add_head(out, 'p', count);
    for (size_t i = 0; i < count; i++) {
        const Google__Protobuf__Struct__FieldsEntry *entry =
            (const void *)entries[i];
        add_text(out, 's', entry->key);
        if (entry->value)
            add_struct_value(out, entry->value);
        else
            buf_char(out, 'n');
    }
}

/* ---- literals ---- */

static void add_literal(Buf *out, const IdlLiteral *literal);

static void add_primitive(Buf *out, const IdlPrimitive *primitive)
{
    switch (primitive->value_case) {
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_INTEGER:
        add_int(out, 'i', primitive->integer);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_FLOAT_VALUE:
        add_float(out, primitive->float_value);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_STRING_VALUE:
        add_text(out, 's', primitive->string_value);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_BOOLEAN:
        add_int(out, 'b', primitive->boolean != 0);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_DATETIME:
        add_int(out, 't', primitive->datetime->seconds);
        add_int(out, 't', primitive->datetime->nanos);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_DURATION:
        add_int(out, 'd', primitive->duration->seconds);
        add_int(out, 'd', primitive->duration->nanos);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__PRIMITIVE__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    buf_char(out, '0');
}

static void add_union(Buf *out, const IdlUnion *either)
{
    buf_char(out, 'u');
    add_message_or_none(out, either->type ? &either->type->base : NULL);
    if (either->value)
        add_literal(out, either->value);
    else
        buf_char(out, '-');
}

static void add_scalar(Buf *out, const IdlScalar *scalar)
{
    switch (scalar->value_case) {
    case FLYTEIDL__CORE__SCALAR__VALUE_PRIMITIVE:
        add_primitive(out, scalar->primitive);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_BLOB:
        buf_char(out, 'B');
        add_message(out, &scalar->blob->base);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_BINARY:
        add_binary(out, scalar->binary);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_SCHEMA:
        buf_char(out, 'S');
        add_message(out, &scalar->schema->base);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_NONE_TYPE:
        buf_char(out, 'n');
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_ERROR:
        buf_char(out, 'e');
        add_message(out, &scalar->error->base);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_GENERIC:
        buf_char(out, 'g');
        add_struct(out, scalar->generic);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_STRUCTURED_DATASET:
        buf_char(out, 'D');
        add_message(out, &scalar->structured_dataset->base);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_UNION:
        add_union(out, scalar->union_);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__SCALAR__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    buf_char(out, '0');
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void add_map(Buf *out, const IdlLiteralMap *map, char *const *ignored,
                    size_t n)
{
    size_t count;
    const ProtobufCMessage *const *entries = message_entries(
        out->arena, &map->base, &map->base.descriptor->fields[0], &count);
    buf_char(out, 'p');
    for (size_t i = 0; i < count; i++) {
        const Flyteidl__Core__LiteralMap__LiteralsEntry *entry =
            (const void *)entries[i];
        if (n &&
            bsearch(&entry->key, ignored, n, sizeof *ignored, compare_names))
            continue;
        add_text(out, 'k', entry->key);
        if (entry->value)
            add_literal(out, entry->value);
        else
            buf_char(out, '-');
    }
    buf_char(out, '.');
}

/* As deep as the literal is nested, which spec_unpack bounds. */
static void add_literal(Buf *out, const IdlLiteral *literal)
{
    if (literal->hash && *literal->hash) {
        add_text(out, 'h', literal->hash);
        return;
    }
    switch (literal->value_case) {
    case FLYTEIDL__CORE__LITERAL__VALUE_SCALAR:
        add_scalar(out, literal->scalar);
        return;
    case FLYTEIDL__CORE__LITERAL__VALUE_COLLECTION:
        add_head(out, 'c', literal->collection->n_literals);
        for (size_t i = 0; i < literal->collection->n_literals; i++)
            add_literal(out, literal->collection->literals[i]);
        return;
    case FLYTEIDL__CORE__LITERAL__VALUE_MAP:
        add_map(out, literal->map, NULL, 0);
        return;
    case FLYTEIDL__CORE__LITERAL__VALUE_OFFLOADED_METADATA:
        buf_char(out, 'o');
        add_message(out, &literal->offloaded_metadata->base);
        return;
    case FLYTEIDL__CORE__LITERAL__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__LITERAL__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    buf_char(out, '0');
}

static void finish(Buf *out, unsigned char digest[HASH_SHA256_SIZE])
{
    hash_sha256(buf_string(out), out->len, digest);
    arena_release(out->arena);
}

void literal_digest(const IdlLiteral *literal,
                    unsigned char digest[HASH_SHA256_SIZE])
{
    Arena scratch = {0};
    Buf out = {.arena = &scratch};
    add_text(&out, 'v', form);
    add_literal(&out, literal);
    finish(&out, digest);
}

void literal_map_digest(const IdlLiteralMap *map, char *const *ignored,
                        size_t n, unsigned char digest[HASH_SHA256_SIZE])
{
    Arena scratch = {0};
    Buf out = {.arena = &scratch};
    char **sorted = arena_array(&scratch, char *, n);
    if (n) {
        memcpy(sorted, ignored, n * sizeof *sorted);
        qsort(sorted, n, sizeof *sorted, compare_names);
    }
    add_text(&out, 'v', form);
    add_map(&out, map, sorted, n);
    finish(&out, digest);
}

void variables_digest(const IdlVariableMap *variables,
                      unsigned char digest[HASH_SHA256_SIZE])
{
    Arena scratch = {0};
    Buf out = {.arena = &scratch};
    add_text(&out, 'v', form);
    add_message_or_none(&out, variables ? &variables->base : NULL);
    finish(&out, digest);
}
