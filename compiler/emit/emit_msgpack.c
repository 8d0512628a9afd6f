/* emit_msgpack.c - records and json as flytekit >= 1.14 writes them: msgpack
 * of what mashumaro makes of a dataclass. */
#include <msgpack.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/panic.h"
#include "compiler/emit/emitter.h"

enum { NS_OF_SECOND = 1000000000, NS_OF_MICROSECOND = 1000 };

typedef struct Packer {
    msgpack_packer to;
    Buf bytes;
} Packer;

static void pack(Packer *packer, const Type *wanted, const Value *value);

static int add_bytes(void *data, const char *bytes, size_t len)
{
    buf_add(data, bytes, len);
    return 0;
}

static void pack_text(Packer *packer, const char *text, size_t len)
{
    msgpack_pack_str(&packer->to, len);
    msgpack_pack_str_body(&packer->to, text, len);
}

/* Python's isoformat(): microseconds only where there are some. */
static void pack_datetime(Packer *packer, int64_t ns)
{
    int64_t left = ns % NS_OF_SECOND;
    time_t seconds = ns / NS_OF_SECOND - (left < 0);
    left += left < 0 ? NS_OF_SECOND : 0;
    struct tm tm;
    gmtime_r(&seconds, &tm);
    char text[64];
    size_t len = strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm);
    if (left / NS_OF_MICROSECOND)
        len += (size_t)snprintf(text + len, sizeof(text) - len, ".%06d",
                                (int)(left / NS_OF_MICROSECOND));
    len += (size_t)snprintf(text + len, sizeof(text) - len, "+00:00");
    pack_text(packer, text, len);
}

static void pack_list(Packer *packer, const Type *item, const Value *value)
{
    msgpack_pack_array(&packer->to, value->as.list.len);
    for (uint32_t i = 0; i < value->as.list.len; i++)
        pack(packer, item, value->as.list.at[i]);
}

/* item NULL: each as it is. */
static void pack_map(Packer *packer, const Type *item, const Value *value)
{
    msgpack_pack_map(&packer->to, value->as.entries.len);
    for (uint32_t i = 0; i < value->as.entries.len; i++) {
        const ValueEntry *entry = &value->as.entries.at[i];
        pack_text(packer, entry->name->text, entry->name->len);
        pack(packer, item, entry->value);
    }
}

/* Every field of the record, in its order; what was left out is none. */
static void pack_record(Packer *packer, const Type *record, const Value *value)
{
    msgpack_pack_map(&packer->to, record->as.record.len);
    for (uint32_t i = 0; i < record->as.record.len; i++) {
        const RecordField *field = &record->as.record.at[i];
        const Value *found = value_entry(value, field->name);
        pack_text(packer, field->name->text, field->name->len);
        if (found)
            pack(packer, field->type, found);
        else
            msgpack_pack_nil(&packer->to);
    }
}

static void pack_entries(Packer *packer, const Type *wanted, const Value *value)
{
    if (wanted && wanted->kind == TYPE_RECORD)
        pack_record(packer, wanted, value);
    else
        pack_map(packer,
                 wanted && wanted->kind == TYPE_MAP ? wanted->as.item : NULL,
                 value);
}

static void pack_bool(Packer *packer, bool yes)
{
    if (yes)
        msgpack_pack_true(&packer->to);
    else
        msgpack_pack_false(&packer->to);
}

static void pack_int(Packer *packer, const Type *wanted, int64_t number)
{
    if (wanted && wanted->kind == TYPE_FLOAT)
        msgpack_pack_double(&packer->to, (double)number);
    else
        msgpack_pack_int64(&packer->to, number);
}

/* wanted NULL: json, which takes a value as it is. */
static void pack_value(Packer *packer, const Type *wanted, const Value *value)
{
    switch (value->kind) {
    case VALUE_NONE:
        msgpack_pack_nil(&packer->to);
        return;
    case VALUE_BOOL:
        pack_bool(packer, value->as.bool_);
        return;
    case VALUE_INT:
        pack_int(packer, wanted, value->as.int_);
        return;
    case VALUE_FLOAT:
        msgpack_pack_double(&packer->to, value->as.float_);
        return;
    case VALUE_STRING:
        pack_text(packer, value->as.string.at, value->as.string.len);
        return;
    case VALUE_DATETIME:
        pack_datetime(packer, value->as.int_);
        return;
    case VALUE_DURATION:
        msgpack_pack_double(&packer->to, (double)value->as.int_ / NS_OF_SECOND);
        return;
    case VALUE_ENUM:
        pack_text(packer, enum_text(value), strlen(enum_text(value)));
        return;
    case VALUE_LIST:
        pack_list(packer,
                  wanted && wanted->kind == TYPE_LIST ? wanted->as.item : NULL,
                  value);
        return;
    case VALUE_MAP:
    case VALUE_RECORD:
        pack_entries(packer, wanted, value);
        return;
    case VALUE_SIZE:
    case VALUE_RANGE:
        break;
    }
    UNREACHABLE("a value of options only");
}

static void pack(Packer *packer, const Type *wanted, const Value *value)
{
    if (wanted && wanted->kind == TYPE_UNION)
        wanted = value_variant(wanted, value);
    if (wanted)
        wanted = type_base(wanted);
    if (wanted && wanted->kind == TYPE_JSON)
        wanted = NULL;
    pack_value(packer, wanted, value);
}

IdlScalar *emit_msgpack(Emitter *e, const Type *wanted, const Value *value)
{
    Packer packer = {.bytes.arena = e->arena};
    msgpack_packer_init(&packer.to, &packer.bytes, add_bytes);
    pack(&packer, wanted, value);
    return make_binary(e->arena, packer.bytes.at, packer.bytes.len, "msgpack");
}
