/* message.c - looking into any message by way of its descriptor. */
#include "spec/message.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/panic.h"

static size_t value_size(ProtobufCType type)
{
    switch (type) {
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_SFIXED32:
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_FIXED32:
    case PROTOBUF_C_TYPE_FLOAT:
    case PROTOBUF_C_TYPE_ENUM:
        return 4;
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64:
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64:
    case PROTOBUF_C_TYPE_DOUBLE:
        return 8;
    case PROTOBUF_C_TYPE_BOOL:
        return sizeof(protobuf_c_boolean);
    case PROTOBUF_C_TYPE_STRING:
    case PROTOBUF_C_TYPE_MESSAGE:
        return sizeof(void *);
    case PROTOBUF_C_TYPE_BYTES:
        return sizeof(ProtobufCBinaryData);
    }
    UNREACHABLE("type of a field");
}

static const void *member_at(const ProtobufCMessage *message, unsigned offset)
{
    return (const char *)message + offset;
}

static bool is_default(const MessageField *field, const void *member)
{
    static const char zeros[sizeof(double)];
    if (field->type == PROTOBUF_C_TYPE_STRING) {
        const char *text = *(const char *const *)member;
        return !text || !*text;
    }
    if (field->type == PROTOBUF_C_TYPE_BYTES)
        return ((const ProtobufCBinaryData *)member)->len == 0;
    if (field->type == PROTOBUF_C_TYPE_DOUBLE)
        return *(const double *)member == 0;
    if (field->type == PROTOBUF_C_TYPE_FLOAT)
        return *(const float *)member == 0;
    return memcmp(member, zeros, value_size(field->type)) == 0;
}

/* protobuf-c drops a string or message of a oneof that is NULL, and a string
 * that points at its own empty one. */
static bool is_dropped(const MessageField *field, const void *member)
{
    if (field->type != PROTOBUF_C_TYPE_STRING &&
        field->type != PROTOBUF_C_TYPE_MESSAGE)
        return false;
    const void *value = *(const void *const *)member;
    return !value || value == protobuf_c_empty_string;
}

size_t message_count(const ProtobufCMessage *message, const MessageField *field)
{
    const void *quantifier = member_at(message, field->quantifier_offset);
    const void *member = member_at(message, field->offset);
    if (field->label == PROTOBUF_C_LABEL_REPEATED)
        return *(const size_t *)quantifier;
    if (field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF)
        return *(const uint32_t *)quantifier == field->id &&
               !is_dropped(field, member);
    return !is_default(field, member);
}

const void *message_value(const ProtobufCMessage *message,
                          const MessageField *field, size_t i)
{
    const void *member = member_at(message, field->offset);
    if (field->label != PROTOBUF_C_LABEL_REPEATED)
        return member;
    const char *items = *(const char *const *)member;
    return items + i * value_size(field->type);
}

const ProtobufCMessage *message_child(const ProtobufCMessage *message,
                                      const MessageField *field, size_t i)
{
    assert(field->type == PROTOBUF_C_TYPE_MESSAGE);
    return *(const ProtobufCMessage *const *)message_value(message, field, i);
}

/* "dataclass_type" makes "DataclassTypeEntry". */
static bool names_entry_of(const char *entry, const char *field)
{
    bool starts_word = true;
    for (; *field; field++) {
        if (*field == '_') {
            starts_word = true;
            continue;
        }
        bool lower = *field >= 'a' && *field <= 'z';
        char wanted =
            (char)(starts_word && lower ? *field - 'a' + 'A' : *field);
        if (*entry++ != wanted)
            return false;
        starts_word = false;
    }
    return strcmp(entry, "Entry") == 0;
}

bool message_is_map(const MessageType *type, const MessageField *field)
{
    if (field->label != PROTOBUF_C_LABEL_REPEATED ||
        field->type != PROTOBUF_C_TYPE_MESSAGE)
        return false;
    const MessageType *entry = field->descriptor;
    size_t outer = strlen(type->name);
    return entry->n_fields == 2 && strcmp(entry->fields[0].name, "key") == 0 &&
           entry->fields[0].type == PROTOBUF_C_TYPE_STRING &&
           strcmp(entry->fields[1].name, "value") == 0 &&
           strncmp(entry->name, type->name, outer) == 0 &&
           entry->name[outer] == '.' &&
           names_entry_of(entry->name + outer + 1, field->name);
}

typedef struct KeyedEntry {
    const ProtobufCMessage *entry;
    size_t at; /* where it stood: the last of equal keys holds */
} KeyedEntry;

const char *message_key(const ProtobufCMessage *entry)
{
    const MessageField *key = &entry->descriptor->fields[0];
    return *(const char *const *)message_value(entry, key, 0);
}

static int compare_keys(const ProtobufCMessage *a, const ProtobufCMessage *b)
{
    return strcmp(message_key(a), message_key(b));
}

static int compare_entries(const void *a, const void *b)
{
    const KeyedEntry *x = a, *y = b;
    int order = compare_keys(x->entry, y->entry);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

static bool is_sorted(const ProtobufCMessage *const *entries, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (compare_keys(entries[i - 1], entries[i]) >= 0)
            return false;
    return true;
}

static const ProtobufCMessage *const *sort_entries(
    Arena *arena, const ProtobufCMessage *const *entries, size_t *count)
{
    KeyedEntry *keyed = arena_array(arena, KeyedEntry, *count);
    for (size_t i = 0; i < *count; i++)
        keyed[i] = (KeyedEntry){entries[i], i};
    qsort(keyed, *count, sizeof *keyed, compare_entries);
    const ProtobufCMessage **sorted =
        arena_array(arena, const ProtobufCMessage *, *count);
    size_t len = 0;
    for (size_t i = 0; i < *count; i++)
        if (i + 1 == *count ||
            compare_keys(keyed[i].entry, keyed[i + 1].entry) != 0)
            sorted[len++] = keyed[i].entry;
    *count = len;
    return sorted;
}

const ProtobufCMessage *const *message_entries(Arena *arena,
                                               const ProtobufCMessage *message,
                                               const MessageField *field,
                                               size_t *count)
{
    *count = message_count(message, field);
    if (*count == 0)
        return NULL;
    const ProtobufCMessage *const *entries = message_value(message, field, 0);
    return is_sorted(entries, *count) ? entries
                                      : sort_entries(arena, entries, count);
}

static void sort_map(Arena *arena, ProtobufCMessage *message,
                     const MessageField *field)
{
    size_t count;
    const ProtobufCMessage *const *entries =
        message_entries(arena, message, field, &count);
    memcpy((char *)message + field->offset, &entries, sizeof entries);
    memcpy((char *)message + field->quantifier_offset, &count, sizeof count);
}

static void sort_within(Arena *arena, ProtobufCMessage *message, uint32_t depth)
{
    assert(depth <= SPEC_DEPTH_MAX);
    const MessageType *type = message->descriptor;
    for (unsigned i = 0; i < type->n_fields; i++) {
        const MessageField *field = &type->fields[i];
        if (field->type != PROTOBUF_C_TYPE_MESSAGE ||
            !message_count(message, field))
            continue;
        if (message_is_map(type, field))
            sort_map(arena, message, field);
        size_t count = message_count(message, field);
        for (size_t at = 0; at < count; at++)
            sort_within(arena,
                        (ProtobufCMessage *)message_child(message, field, at),
                        depth + 1);
    }
}

void message_sort(Arena *arena, ProtobufCMessage *message)
{
    sort_within(arena, message, 0);
}

static uint32_t depth_within(const ProtobufCMessage *message, uint32_t limit)
{
    const MessageType *type = message->descriptor;
    uint32_t deepest = 0;
    for (unsigned i = 0; i < type->n_fields && deepest < limit; i++) {
        const MessageField *field = &type->fields[i];
        if (field->type != PROTOBUF_C_TYPE_MESSAGE)
            continue;
        size_t count = message_count(message, field);
        for (size_t at = 0; at < count && deepest < limit; at++) {
            const ProtobufCMessage *child = message_child(message, field, at);
            uint32_t depth = 1 + depth_within(child, limit - 1);
            deepest = depth > deepest ? depth : deepest;
        }
    }
    return deepest;
}

uint32_t message_depth(const ProtobufCMessage *message)
{
    return depth_within(message, SPEC_DEPTH_MAX + 1);
}

const char *message_enum_name(const MessageField *field, int value)
{
    const ProtobufCEnumDescriptor *type = field->descriptor;
    const ProtobufCEnumValue *known =
        protobuf_c_enum_descriptor_get_value(type, value);
    return known ? known->name : NULL;
}

static void *copy_bytes(Arena *arena, const void *bytes, size_t len)
{
    void *copy = arena_alloc(arena, len);
    return len ? memcpy(copy, bytes, len) : copy;
}

static char *clone_text(Arena *arena, const char *text)
{
    bool shared = !text || text == protobuf_c_empty_string;
    return shared ? (char *)text : arena_copy(arena, text, strlen(text));
}

/* What the value points at; a number is a copy already. */
static void clone_value(Arena *arena, const MessageField *field, void *value)
{
    if (field->type == PROTOBUF_C_TYPE_STRING) {
        char **text = value;
        *text = clone_text(arena, *text);
    } else if (field->type == PROTOBUF_C_TYPE_BYTES) {
        ProtobufCBinaryData *bytes = value;
        bytes->data = copy_bytes(arena, bytes->data, bytes->len);
    } else if (field->type == PROTOBUF_C_TYPE_MESSAGE) {
        ProtobufCMessage **child = value;
        *child = *child ? message_clone(arena, *child) : NULL;
    }
}

static void clone_field(Arena *arena, const MessageField *field,
                        ProtobufCMessage *message)
{
    size_t count = message_count(message, field);
    if (count == 0)
        return;
    if (field->label == PROTOBUF_C_LABEL_REPEATED) {
        void **list = (void **)((char *)message + field->offset);
        *list = copy_bytes(arena, *list, count * value_size(field->type));
    }
    for (size_t i = 0; i < count; i++)
        clone_value(arena, field, (void *)message_value(message, field, i));
}

static void clone_unknown(Arena *arena, ProtobufCMessage *message)
{
    size_t count = message->n_unknown_fields;
    message->unknown_fields =
        copy_bytes(arena, message->unknown_fields,
                   count * sizeof *message->unknown_fields);
    for (size_t i = 0; i < count; i++) {
        ProtobufCMessageUnknownField *field = &message->unknown_fields[i];
        field->data = copy_bytes(arena, field->data, field->len);
    }
}

ProtobufCMessage *message_clone(Arena *arena, const ProtobufCMessage *message)
{
    const MessageType *type = message->descriptor;
    ProtobufCMessage *copy = copy_bytes(arena, message, type->sizeof_message);
    for (unsigned i = 0; i < type->n_fields; i++)
        clone_field(arena, &type->fields[i], copy);
    if (copy->n_unknown_fields)
        clone_unknown(arena, copy);
    return copy;
}

void message_walk(ProtobufCMessage *message, MessageVisit *visit, void *context)
{
    const MessageType *type = message->descriptor;
    if (!visit(context, message))
        return;
    for (unsigned i = 0; i < type->n_fields; i++) {
        const MessageField *field = &type->fields[i];
        if (field->type != PROTOBUF_C_TYPE_MESSAGE)
            continue;
        size_t count = message_count(message, field);
        for (size_t at = 0; at < count; at++) {
            const ProtobufCMessage *child = message_child(message, field, at);
            if (child)
                message_walk((ProtobufCMessage *)child, visit, context);
        }
    }
}
