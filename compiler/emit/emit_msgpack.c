/* emit_msgpack.c - records and json as flytekit >= 1.14 writes them: msgpack
 * of what mashumaro makes of a dataclass. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/panic.h"
#include "compiler/emit/emitter.h"
#include "spec/msgpack_out.h"

enum { NS_OF_SECOND = 1000000000, NS_OF_MICROSECOND = 1000 };

static void pack(Buf *buf, const Type *wanted, const Value *value);

/* Python's isoformat(): microseconds only where there are some. */
static void pack_datetime(Buf *buf, int64_t ns)
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
    msgpack_put_text(buf, text, len);
}

static void pack_list(Buf *buf, const Type *item, const Value *value)
{
    msgpack_put_list(buf, value->as.list.len);
    for (uint32_t i = 0; i < value->as.list.len; i++)
        pack(buf, item, value->as.list.at[i]);
}

/* item NULL: each as it is. */
static void pack_map(Buf *buf, const Type *item, const Value *value)
{
    msgpack_put_map(buf, value->as.entries.len);
    for (uint32_t i = 0; i < value->as.entries.len; i++) {
        const ValueEntry *entry = &value->as.entries.at[i];
        msgpack_put_text(buf, entry->name->text, entry->name->len);
        pack(buf, item, entry->value);
    }
}

/* Every field of the record, in its order; what was left out is none. */
static void pack_record(Buf *buf, const Type *record, const Value *value)
{
    msgpack_put_map(buf, record->as.record.len);
    for (uint32_t i = 0; i < record->as.record.len; i++) {
        const RecordField *field = &record->as.record.at[i];
        const Value *found = value_entry(value, field->name);
        msgpack_put_text(buf, field->name->text, field->name->len);
        if (found)
            pack(buf, field->type, found);
        else
            msgpack_put_nil(buf);
    }
}

static void pack_entries(Buf *buf, const Type *wanted, const Value *value)
{
    if (wanted && wanted->kind == TYPE_RECORD)
        pack_record(buf, wanted, value);
    else
        pack_map(buf,
                 wanted && wanted->kind == TYPE_MAP ? wanted->as.item : NULL,
                 value);
}

static void pack_int(Buf *buf, const Type *wanted, int64_t number)
{
    if (wanted && wanted->kind == TYPE_FLOAT)
        msgpack_put_float(buf, (double)number);
    else
        msgpack_put_int(buf, number);
}

/* wanted NULL: json, which takes a value as it is. */
static void pack_value(Buf *buf, const Type *wanted, const Value *value)
{
    switch (value->kind) {
    case VALUE_NONE:
        msgpack_put_nil(buf);
        return;
    case VALUE_BOOL:
        msgpack_put_bool(buf, value->as.bool_);
        return;
    case VALUE_INT:
        pack_int(buf, wanted, value->as.int_);
        return;
    case VALUE_FLOAT:
        msgpack_put_float(buf, value->as.float_);
        return;
    case VALUE_STRING:
        msgpack_put_text(buf, value->as.string.at, value->as.string.len);
        return;
    case VALUE_DATETIME:
        pack_datetime(buf, value->as.int_);
        return;
    case VALUE_DURATION:
        msgpack_put_float(buf, (double)value->as.int_ / NS_OF_SECOND);
        return;
    case VALUE_ENUM:
        msgpack_put_text(buf, enum_text(value), strlen(enum_text(value)));
        return;
    case VALUE_LIST:
        pack_list(buf,
                  wanted && wanted->kind == TYPE_LIST ? wanted->as.item : NULL,
                  value);
        return;
    case VALUE_MAP:
    case VALUE_RECORD:
        pack_entries(buf, wanted, value);
        return;
    case VALUE_SIZE:
        break;
    }
    UNREACHABLE("a value of options only");
}

static void pack(Buf *buf, const Type *wanted, const Value *value)
{
    if (wanted && wanted->kind == TYPE_UNION)
        wanted = value_variant(wanted, value);
    if (wanted)
        wanted = type_base(wanted);
    if (wanted && wanted->kind == TYPE_JSON)
        wanted = NULL;
    pack_value(buf, wanted, value);
}

IdlScalar *emit_msgpack(Emitter *e, const Type *wanted, const Value *value)
{
    Buf bytes = {.arena = e->arena};
    pack(&bytes, wanted, value);
    return make_binary(e->arena, bytes.at, bytes.len, "msgpack");
}
