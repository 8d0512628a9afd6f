/* generate.c - messages of every shape, for protoc and Python to judge.
 *
 *     generate FOLDER COUNT SEED
 *
 * writes N.pb, N.txt, N.json and N.type for each N below COUNT. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "flyteidl/admin/launch_plan.pb-c.h"
#include "flyteidl/admin/task.pb-c.h"
#include "flyteidl/admin/workflow.pb-c.h"
#include "flyteidl/core/dynamic_job.pb-c.h"
#include "flyteidl/core/errors.pb-c.h"
#include "google/protobuf/any.pb-c.h"
#include "google/protobuf/duration.pb-c.h"
#include "google/protobuf/struct.pb-c.h"
#include "google/protobuf/timestamp.pb-c.h"
#include "spec/json.h"
#include "spec/text.h"
#include "spec/wire.h"

typedef struct Dice {
    Arena *arena;
    uint64_t state;
} Dice;

static uint64_t roll(Dice *dice, uint64_t sides)
{
    dice->state ^= dice->state << 13;
    dice->state ^= dice->state >> 7;
    dice->state ^= dice->state << 17;
    return dice->state % sides;
}

static char *roll_string(Dice *dice)
{
    static const char *const some[] = {
        "",
        "a",
        "plain text",
        "tab\t line\n \"quoted\" 'single' \\ back\r",
        "\x01\x1f\x7f\b\f",
        "h\xc3\xa9llo",
        "\xe2\x82\xac\xf0\x9f\x98\x80",
        "</script>",
        "\xe2\x80\xa8\xe2\x80\xa9",
        "0",
        "{{.inputs.x}}",
    };
    return (char *)some[roll(dice, sizeof some / sizeof *some)];
}

static ProtobufCBinaryData roll_bytes(Dice *dice)
{
    size_t len = roll(dice, 40);
    uint8_t *bytes = arena_alloc(dice->arena, len + 1);
    for (size_t i = 0; i < len; i++)
        bytes[i] = (uint8_t)roll(dice, 256);
    return (ProtobufCBinaryData){len, bytes};
}

static int64_t roll_int(Dice *dice)
{
    static const int64_t some[] = {0,         1,         -1,        127,
                                   128,       INT32_MAX, 42,        INT32_MIN,
                                   INT64_MAX, INT64_MIN, UINT32_MAX};
    return some[roll(dice, sizeof some / sizeof *some)];
}

static double roll_double(Dice *dice)
{
    static const double some[] = {0,    1,    -1,   0.1,           1.0 / 3,
                                  1e15, 1e16, 1e17, 123456789.123, 1e21,
                                  1e22, 1e-5, 1e-7, 5e-324,        1e308,
                                  2.5,  0.7,  100,  1e6,           12345678};
    return some[roll(dice, sizeof some / sizeof *some)];
}

static int roll_enum(Dice *dice, const ProtobufCEnumDescriptor *type)
{
    if (roll(dice, 20) == 0)
        return 12345;
    return type->values[roll(dice, type->n_values)].value;
}

static ProtobufCMessage *roll_message(Dice *dice, const MessageType *type,
                                      int depth);

static void roll_value(Dice *dice, const MessageField *field, void *at,
                       int depth)
{
    switch (field->type) {
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_SFIXED32:
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_FIXED32:
        *(int32_t *)at = (int32_t)roll_int(dice);
        return;
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64:
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64:
        *(int64_t *)at = roll_int(dice);
        return;
    case PROTOBUF_C_TYPE_FLOAT:
        *(float *)at = (float)roll_double(dice);
        return;
    case PROTOBUF_C_TYPE_DOUBLE:
        *(double *)at = roll_double(dice);
        return;
    case PROTOBUF_C_TYPE_BOOL:
        *(protobuf_c_boolean *)at = roll(dice, 2) == 1;
        return;
    case PROTOBUF_C_TYPE_ENUM:
        *(int *)at = roll_enum(dice, field->descriptor);
        return;
    case PROTOBUF_C_TYPE_STRING:
        *(char **)at = roll_string(dice);
        return;
    case PROTOBUF_C_TYPE_BYTES:
        *(ProtobufCBinaryData *)at = roll_bytes(dice);
        return;
    case PROTOBUF_C_TYPE_MESSAGE:
        *(ProtobufCMessage **)at =
            roll_message(dice, field->descriptor, depth - 1);
        return;
    }
}

static void roll_list(Dice *dice, const MessageField *field,
                      ProtobufCMessage *message, int depth)
{
    size_t count = roll(dice, 4), size = sizeof(ProtobufCBinaryData);
    bool narrow = field->type == PROTOBUF_C_TYPE_ENUM ||
                  field->type == PROTOBUF_C_TYPE_BOOL;
    if (field->type != PROTOBUF_C_TYPE_BYTES)
        size = narrow ? 4 : 8;
    char *items = arena_alloc(dice->arena, count * size + 1);
    for (size_t i = 0; i < count; i++)
        roll_value(dice, field, items + i * size, depth);
    memcpy((char *)message + field->offset, &items, sizeof items);
    memcpy((char *)message + field->quantifier_offset, &count, sizeof count);
}

static void roll_field(Dice *dice, const MessageField *field,
                       ProtobufCMessage *message, int depth)
{
    char *base = (char *)message;
    if (field->label == PROTOBUF_C_LABEL_REPEATED) {
        roll_list(dice, field, message, depth);
        return;
    }
    if (field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF)
        memcpy(base + field->quantifier_offset, &field->id, 4);
    roll_value(dice, field, base + field->offset, depth);
}

static void roll_time(Dice *dice, ProtobufCMessage *message)
{
    static const int32_t nanos[] = {0,         1,    999999999,
                                    500000000, 1000, 123456000};
    Google__Protobuf__Timestamp *time = (Google__Protobuf__Timestamp *)message;
    time->seconds = (int64_t)roll(dice, UINT64_C(253402300800));
    time->nanos = nanos[roll(dice, 6)];
    if (message->descriptor == &google__protobuf__timestamp__descriptor &&
        roll(dice, 3) == 0)
        time->seconds -= 62135596800;
    if (message->descriptor == &google__protobuf__duration__descriptor &&
        roll(dice, 2)) {
        time->seconds = -time->seconds % 100;
        time->nanos = -time->nanos;
    }
}

static ProtobufCMessage *roll_message(Dice *dice, const MessageType *type,
                                      int depth)
{
    ProtobufCMessage *message = arena_alloc(dice->arena, type->sizeof_message);
    protobuf_c_message_init(type, message);
    if (type == &google__protobuf__timestamp__descriptor ||
        type == &google__protobuf__duration__descriptor) {
        roll_time(dice, message);
        return message;
    }
    for (unsigned i = 0; i < type->n_fields; i++) {
        const MessageField *field = &type->fields[i];
        bool below = field->type == PROTOBUF_C_TYPE_MESSAGE;
        if (below && field->descriptor == &google__protobuf__any__descriptor)
            continue;
        bool entry = strcmp(type->fields[0].name, "key") == 0;
        if (entry || (roll(dice, 3) > 0 && (depth > 0 || !below)))
            roll_field(dice, field, message, depth);
    }
    if (type == &google__protobuf__value__descriptor &&
        !((Google__Protobuf__Value *)message)->kind_case)
        ((Google__Protobuf__Value *)message)->kind_case =
            GOOGLE__PROTOBUF__VALUE__KIND_NULL_VALUE;
    return message;
}

/* Fields of a Flyte to come. */
static void add_unknown(Dice *dice, Buf *bytes)
{
    static const char *const some[] = {"\xc0\x3e\x05",
                                       "\xc1\x3e\1\2\3\4\5\6\7\x88",
                                       "\xc5\x3e\1\2\3\x84",
                                       "\xc2\x3e\x03xyz",
                                       "\xc2\x3e\x04\x08\x01\x12\x7f",
                                       "\xc2\x3e\x06\x0a\x04\x08\x01\x10\x02"};
    if (roll(dice, 3) == 0)
        buf_text(bytes, some[roll(dice, 6)]);
}

static void write_file(Arena *arena, const char *name, const char *text,
                       size_t len)
{
    const char *why;
    if (file_write(arena, name, (FileText){text, len}, &why))
        return;
    fprintf(stderr, "cannot write `%s`: %s\n", name, why);
    exit(2);
}

static void write_one(Dice *dice, const char *folder, int number,
                      const MessageType *type)
{
    Arena *arena = dice->arena;
    size_t len;
    const char *why, *stem = arena_print(arena, "%s/%d", folder, number);
    ProtobufCMessage *made = roll_message(dice, type, 6);
    const uint8_t *packed = spec_pack(arena, made, &len);
    Buf bytes = {.arena = arena}, text = {.arena = arena},
        json = {.arena = arena};
    buf_add(&bytes, (const char *)packed, len);
    add_unknown(dice, &bytes);
    const ProtobufCMessage *message =
        spec_unpack(arena, type, bytes.at, bytes.len, &why);
    if (!message) {
        fprintf(stderr, "%s: not read back: %s\n", stem, why);
        exit(1);
    }
    spec_text(&text, message);
    spec_json(&(JsonOut){.buf = &json, .indented = true}, message);
    write_file(arena, arena_print(arena, "%s.pb", stem), bytes.at, bytes.len);
    write_file(arena, arena_print(arena, "%s.txt", stem), buf_string(&text),
               text.len);
    write_file(arena, arena_print(arena, "%s.json", stem), json.at, json.len);
    write_file(arena, arena_print(arena, "%s.type", stem), type->name,
               strlen(type->name));
}

int main(int argc, char **argv)
{
    static const MessageType *const types[] = {
        &flyteidl__admin__task_spec__descriptor,
        &flyteidl__admin__workflow_spec__descriptor,
        &flyteidl__admin__launch_plan__descriptor,
        &flyteidl__core__dynamic_job_spec__descriptor,
        &flyteidl__core__error_document__descriptor,
        &flyteidl__core__literal_map__descriptor,
        &flyteidl__core__literal_type__descriptor,
        &google__protobuf__struct__descriptor,
    };
    if (argc != 4)
        return 2;
    uint64_t seed = strtoull(argv[3], NULL, 10);
    for (int i = 0; i < atoi(argv[2]); i++) {
        Arena arena = {0};
        Dice dice = {&arena, seed * 1000003 + (uint64_t)i * 7919 + 1};
        for (int warm = 0; warm < 20; warm++)
            roll(&dice, 2);
        write_one(&dice, argv[1], i, types[i % 8]);
        arena_release(&arena);
    }
    return 0;
}
