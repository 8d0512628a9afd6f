/* describe_record.c - what is inside of records: Struct, and msgpack. */
#include <inttypes.h>
#include <string.h>

#include "base/json_out.h"
#include "base/panic.h"
#include "spec/describer.h"
#include "spec/msgpack.h"
#include "spec/quoted.h"

/* ---- Struct ---- */

/* A Struct does not tell 5 from 5.0. */
static void write_number(Describer *d, double number)
{
    bool small = number > -1e15 && number < 1e15;
    if (small && (double)(int64_t)number == number)
        layout_print(&d->line, "%" PRId64, (int64_t)number);
    else
        describe_float(d, number);
}

static void write_struct_value(Describer *d, const ProtobufCMessage *message)
{
    const StructValue *value = (const StructValue *)message;
    switch (value ? value->kind_case : GOOGLE__PROTOBUF__VALUE__KIND__NOT_SET) {
    case GOOGLE__PROTOBUF__VALUE__KIND_NUMBER_VALUE:
        write_number(d, value->number_value);
        return;
    case GOOGLE__PROTOBUF__VALUE__KIND_STRING_VALUE:
        describe_string(d, value->string_value);
        return;
    case GOOGLE__PROTOBUF__VALUE__KIND_BOOL_VALUE:
        layout_words(&d->line, value->bool_value ? "true" : "false");
        return;
    case GOOGLE__PROTOBUF__VALUE__KIND_STRUCT_VALUE:
        describe_struct(d, value->struct_value);
        return;
    case GOOGLE__PROTOBUF__VALUE__KIND_LIST_VALUE:
        describe_list(d, (const ProtobufCMessage *)value->list_value,
                      write_struct_value);
        return;
    case GOOGLE__PROTOBUF__VALUE__KIND_NULL_VALUE:
    case GOOGLE__PROTOBUF__VALUE__KIND__NOT_SET:
    case _GOOGLE__PROTOBUF__VALUE__KIND__CASE_IS_INT_SIZE:
        break;
    }
    layout_words(&d->line, "none");
}

void describe_struct(Describer *d, const Struct *object)
{
    size_t count = 0;
    const ProtobufCMessage *const *entries = NULL;
    if (object)
        entries = message_entries(d->arena, &object->base,
                                  &object->base.descriptor->fields[0], &count);
    layout_open(&d->line, '{');
    for (size_t i = 0; i < count; i++) {
        const Google__Protobuf__Struct__FieldsEntry *entry =
            (const void *)entries[i];
        describe_item(d, entry->key);
        write_struct_value(d, (const ProtobufCMessage *)entry->value);
    }
    layout_close(&d->line);
}

/* ---- Binary ---- */

static void write_base64(Describer *d, const char *tag, const uint8_t *bytes,
                         size_t len)
{
    Buf text = {.arena = d->arena};
    json_put_base64(&(JsonOut){.buf = &text}, bytes, len);
    layout_words(&d->line, "bytes(");
    if (tag && *tag) {
        describe_string(d, tag);
        layout_words(&d->line, ", ");
    }
    layout_print(&d->line, "%s)", buf_string(&text));
}

typedef struct Msgpack {
    Describer *d;
    const uint8_t *at;
    const uint8_t *end;
} Msgpack;

static void write_packed(Msgpack *pack, bool is_key);

static void write_packed_items(Msgpack *pack, const MsgpackItem *head)
{
    Layout *line = &pack->d->line;
    bool is_map = head->kind == MSGPACK_MAP;
    if (is_map)
        layout_open(line, '{');
    else
        layout_open_filled(line, '[');
    for (uint32_t i = 0; i < head->as.count; i++) {
        layout_item(line);
        if (is_map) {
            write_packed(pack, true);
            layout_words(line, ": ");
        }
        write_packed(pack, false);
    }
    layout_close(line);
}

static void write_packed_text(Describer *d, const MsgpackItem *item,
                              bool is_key)
{
    const char *text = (const char *)item->as.bytes.at;
    size_t len = item->as.bytes.len;
    char *copy = arena_copy(d->arena, text, len);
    if (is_key && strlen(copy) == len && quoted_is_plain(copy))
        layout_words(&d->line, copy);
    else
        layout_text(&d->line, text, len);
}

static void write_packed_item(Msgpack *pack, const MsgpackItem *item,
                              bool is_key)
{
    Describer *d = pack->d;
    switch (item->kind) {
    case MSGPACK_NONE:
        layout_words(&d->line, "none");
        return;
    case MSGPACK_BOOL:
        layout_words(&d->line, item->as.yes ? "true" : "false");
        return;
    case MSGPACK_INT:
        layout_print(&d->line, "%" PRId64, item->as.integer);
        return;
    case MSGPACK_UINT:
        layout_print(&d->line, "%" PRIu64, item->as.natural);
        return;
    case MSGPACK_FLOAT:
        describe_float(d, item->as.number);
        return;
    case MSGPACK_TEXT:
        write_packed_text(d, item, is_key);
        return;
    case MSGPACK_BYTES:
    case MSGPACK_EXTENSION:
        write_base64(d, NULL, item->as.bytes.at, item->as.bytes.len);
        return;
    case MSGPACK_LIST:
    case MSGPACK_MAP:
        write_packed_items(pack, item);
        return;
    }
    UNREACHABLE("kind of an item");
}

static void write_packed(Msgpack *pack, bool is_key)
{
    MsgpackItem item;
    if (msgpack_next(&pack->at, pack->end, &item))
        write_packed_item(pack, &item, is_key);
}

/* msgpack_json has the limits: what it takes is whole and not too deep. */
void describe_binary(Describer *d, const Flyteidl__Core__Binary *binary)
{
    const uint8_t *bytes = binary ? binary->value.data : NULL;
    size_t len = binary ? binary->value.len : 0;
    const char *tag = binary ? binary->tag : NULL;
    Buf scratch = {.arena = d->arena};
    const char *why;
    bool packed = tag && strcmp(tag, "msgpack") == 0;
    if (packed && msgpack_json(&(JsonOut){.buf = &scratch}, bytes, len, &why))
        write_packed(&(Msgpack){d, bytes, bytes + len}, false);
    else
        write_base64(d, tag, bytes, len);
}
