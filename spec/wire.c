/* wire.c - Flyte's messages as bytes. */
#include "spec/wire.h"

#include <assert.h>
#include <string.h>

#include "base/panic.h"
#include "base/utf8.h"

/* Memory of an unpacked message: packages that are all small types and
 * bindings take 20 bytes for each of theirs. */
enum {
    MEMORY_RATIO = 32,
    MEMORY_FREE = 1 << 20,
    MEMORY_MAX = 512 << 20,
};

typedef struct Frame {
    const MessageType *type;
    const uint8_t *end;
    uint64_t seen; /* by index: the singular messages met so far */
} Frame;

typedef struct Scan {
    Arena *arena;
    const uint8_t *at;
    uint32_t depth;
    uint32_t fields;
    const char *why;
    Frame frames[SPEC_DEPTH_MAX + 1];
} Scan;

static Frame *frame_of(Scan *scan)
{
    return &scan->frames[scan->depth];
}

static bool refuse(Scan *scan, const MessageField *field, const char *what)
{
    const char *type = frame_of(scan)->type->name;
    scan->why =
        field ? arena_print(scan->arena, "`%s.%s` %s", type, field->name, what)
              : arena_print(scan->arena, "`%s` %s", type, what);
    return false;
}

static bool scan_varint(Scan *scan, uint64_t *value)
{
    const uint8_t *end = frame_of(scan)->end;
    *value = 0;
    for (unsigned shift = 0; shift < 70; shift += 7) {
        if (scan->at == end)
            return refuse(scan, NULL, "is cut short");
        uint8_t byte = *scan->at++;
        *value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return true;
    }
    return refuse(scan, NULL, "holds a number of more than 10 bytes");
}

static bool skip_bytes(Scan *scan, const MessageField *field, uint64_t count)
{
    if (count > (uint64_t)(frame_of(scan)->end - scan->at))
        return refuse(scan, field, "is cut short");
    scan->at += count;
    return true;
}

static ProtobufCWireType wanted_wire(ProtobufCType type)
{
    switch (type) {
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_BOOL:
    case PROTOBUF_C_TYPE_ENUM:
        return PROTOBUF_C_WIRE_TYPE_VARINT;
    case PROTOBUF_C_TYPE_SFIXED32:
    case PROTOBUF_C_TYPE_FIXED32:
    case PROTOBUF_C_TYPE_FLOAT:
        return PROTOBUF_C_WIRE_TYPE_32BIT;
    case PROTOBUF_C_TYPE_SFIXED64:
    case PROTOBUF_C_TYPE_FIXED64:
    case PROTOBUF_C_TYPE_DOUBLE:
        return PROTOBUF_C_WIRE_TYPE_64BIT;
    case PROTOBUF_C_TYPE_STRING:
    case PROTOBUF_C_TYPE_BYTES:
    case PROTOBUF_C_TYPE_MESSAGE:
        return PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED;
    }
    UNREACHABLE("type of a field");
}

static bool is_packed(const MessageField *field, ProtobufCWireType wire)
{
    return field->label == PROTOBUF_C_LABEL_REPEATED &&
           wire == PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED;
}

static bool check_string(Scan *scan, const MessageField *field,
                         const uint8_t *text, size_t len)
{
    if (utf8_check((const char *)text, len) != len)
        return refuse(scan, field, "is not UTF-8");
    if (memchr(text, '\0', len))
        return refuse(scan, field, "holds a NUL");
    return true;
}

/* A message that comes twice would be merged with the first: packing both and
 * unpacking the sum, again for each. */
static bool enter_message(Scan *scan, const MessageField *field,
                          const uint8_t *end)
{
    Frame *frame = frame_of(scan);
    uint64_t bit = UINT64_C(1) << (field - frame->type->fields);
    if (field->label != PROTOBUF_C_LABEL_REPEATED && frame->seen & bit)
        return refuse(scan, field, "is there twice");
    if (scan->depth == SPEC_DEPTH_MAX)
        return refuse(scan, field, "is nested too deep");
    frame->seen |= bit;
    const MessageType *type = field->descriptor;
    assert(type->n_fields <= 64);
    scan->depth++;
    *frame_of(scan) = (Frame){type, end, 0};
    return true;
}

/* Many numbers in one field, end to end. */
static bool scan_packed(Scan *scan, const MessageField *field, uint64_t len)
{
    ProtobufCWireType wire = wanted_wire(field->type);
    size_t width = wire == PROTOBUF_C_WIRE_TYPE_64BIT ? 8 : 4;
    const uint8_t *end = scan->at + len;
    if (wire != PROTOBUF_C_WIRE_TYPE_VARINT) {
        scan->at = end;
        return len % width == 0 || refuse(scan, field, "is cut short");
    }
    for (uint64_t value; scan->at < end;)
        if (!scan_varint(scan, &value))
            return false;
    return scan->at == end || refuse(scan, field, "is cut short");
}

static bool scan_delimited(Scan *scan, const MessageField *field)
{
    uint64_t len;
    if (!scan_varint(scan, &len))
        return false;
    const uint8_t *start = scan->at;
    if (!skip_bytes(scan, field, len))
        return false;
    if (!field || field->type == PROTOBUF_C_TYPE_BYTES)
        return true;
    if (field->type == PROTOBUF_C_TYPE_STRING)
        return check_string(scan, field, start, (size_t)len);
    const uint8_t *end = scan->at;
    scan->at = start;
    if (field->type == PROTOBUF_C_TYPE_MESSAGE)
        return enter_message(scan, field, end);
    return scan_packed(scan, field, len);
}

static bool scan_value(Scan *scan, const MessageField *field, unsigned wire)
{
    uint64_t value;
    switch (wire) {
    case PROTOBUF_C_WIRE_TYPE_VARINT:
        return scan_varint(scan, &value);
    case PROTOBUF_C_WIRE_TYPE_64BIT:
        return skip_bytes(scan, field, 8);
    case PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED:
        return scan_delimited(scan, field);
    case PROTOBUF_C_WIRE_TYPE_32BIT:
        return skip_bytes(scan, field, 4);
    default: /* groups, which proto3 has not, and two that nobody has */
        return refuse(scan, field, "has a wire type that proto3 has not");
    }
}

static bool scan_field(Scan *scan)
{
    uint64_t tag;
    const uint8_t *start = scan->at;
    if (++scan->fields > SPEC_FIELDS_MAX)
        return refuse(scan, NULL, "holds too many fields");
    if (!scan_varint(scan, &tag))
        return false;
    if (tag < 8 || tag > UINT32_MAX || scan->at - start > 5)
        return refuse(scan, NULL, "holds a field whose number cannot be");
    const MessageField *field = protobuf_c_message_descriptor_get_field(
        frame_of(scan)->type, (unsigned)(tag >> 3));
    ProtobufCWireType wire = (ProtobufCWireType)(tag & 7);
    if (field && wire != wanted_wire(field->type) && !is_packed(field, wire))
        return refuse(scan, field, "is of another type here");
    return scan_value(scan, field, wire);
}

static bool scan_message(Scan *scan)
{
    while (true) {
        if (scan->at < frame_of(scan)->end) {
            if (!scan_field(scan))
                return false;
        } else if (scan->depth-- == 0) {
            return true;
        }
    }
}

static bool scan_all(Arena *arena, const Frame *root, const uint8_t *bytes,
                     const char **why)
{
    Scan scan; /* not in the arena, not zeroed: most messages are small */
    scan.arena = arena;
    scan.at = bytes;
    scan.depth = scan.fields = 0;
    scan.why = NULL;
    scan.frames[0] = *root;
    bool fine = scan_message(&scan);
    *why = scan.why;
    return fine;
}

typedef struct Budget {
    Arena *arena;
    size_t left;
} Budget;

static void *budget_alloc(void *data, size_t size)
{
    Budget *budget = data;
    if (size > budget->left)
        return NULL;
    budget->left -= size;
    return arena_alloc(budget->arena, size);
}

static void budget_free(void *data, void *pointer)
{
    (void)data, (void)pointer; /* the arena lives on */
}

ProtobufCMessage *spec_unpack(Arena *arena, const MessageType *type,
                              const void *bytes, size_t len, const char **why)
{
    if (len > SPEC_SIZE_MAX) {
        *why = "larger than 64 MiB";
        return NULL;
    }
    const uint8_t *start = len ? bytes : (const uint8_t *)"";
    if (!scan_all(arena, &(Frame){type, start + len, 0}, start, why))
        return NULL;
    size_t most = len * MEMORY_RATIO + MEMORY_FREE;
    Budget budget = {arena, most < MEMORY_MAX ? most : MEMORY_MAX};
    ProtobufCAllocator allocator = {budget_alloc, budget_free, &budget};
    ProtobufCMessage *message =
        protobuf_c_message_unpack(type, &allocator, len, start);
    if (!message)
        *why = "takes too much memory for its size";
    return message;
}

const uint8_t *spec_pack(Arena *arena, ProtobufCMessage *message, size_t *len)
{
    message_sort(arena, message);
    *len = protobuf_c_message_get_packed_size(message);
    uint8_t *bytes = arena_alloc(arena, *len);
    size_t written = protobuf_c_message_pack(message, bytes);
    assert(written == *len);
    (void)written;
    return bytes;
}
