/* emit_json.c - constants as Struct: any JSON. */
#include <stdlib.h>
#include <time.h>

#include "base/panic.h"
#include "compiler/emit/emitter.h"
#include "typesys/quantity.h"

enum { NS_OF_SECOND = 1000000000 };

/* Protobuf's JSON writes as text what a double would round. */
static StructValue *json_int(Emitter *e, int64_t number)
{
    int64_t limit = (int64_t)1 << 53;
    if (number > limit || number < -limit)
        return struct_string(e->arena,
                             arena_print(e->arena, "%lld", (long long)number));
    return struct_number(e->arena, (double)number);
}

static StructValue *json_list(Emitter *e, const Value *value)
{
    StructList *list = struct_list_new(e->arena);
    for (uint32_t i = 0; i < value->as.list.len; i++) {
        StructValue *item = emit_json(e, value->as.list.at[i]);
        struct_push(e->arena, list, item ? item : struct_null(e->arena));
    }
    return struct_list(e->arena, list);
}

static const char *rename_of(const Type *record, const Sym *name)
{
    if (!record || record->kind != TYPE_RECORD)
        return name->text;
    const RecordField *field = type_field(record, name);
    return field && field->rename ? field->rename : name->text;
}

static StructValue *json_entries(Emitter *e, const Value *value)
{
    Struct *object = struct_new(e->arena);
    const Type *type = value->type ? type_base(value->type) : NULL;
    for (uint32_t i = 0; i < value->as.entries.len; i++) {
        const ValueEntry *entry = &value->as.entries.at[i];
        StructValue *item = emit_json(e, entry->value);
        if (item)
            struct_put(e->arena, object, rename_of(type, entry->name), item);
    }
    return struct_object(e->arena, object);
}

/* Protobuf's JSON of a Duration: "5400s", "0.250s". */
static StructValue *json_duration(Emitter *e, int64_t ns)
{
    const char *sign = ns < 0 ? "-" : "";
    long long seconds = llabs(ns / NS_OF_SECOND);
    long long left = llabs(ns % NS_OF_SECOND);
    if (left)
        return struct_string(e->arena, arena_print(e->arena, "%s%lld.%09llds",
                                                   sign, seconds, left));
    return struct_string(e->arena,
                         arena_print(e->arena, "%s%llds", sign, seconds));
}

static StructValue *json_datetime(Emitter *e, int64_t ns)
{
    int64_t left = ns % NS_OF_SECOND;
    time_t seconds = ns / NS_OF_SECOND - (left < 0);
    left += left < 0 ? NS_OF_SECOND : 0;
    struct tm tm;
    gmtime_r(&seconds, &tm);
    char text[64];
    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm);
    if (left)
        return struct_string(
            e->arena, arena_print(e->arena, "%s.%09dZ", text, (int)left));
    return struct_string(e->arena, arena_print(e->arena, "%sZ", text));
}

const char *emit_size(Emitter *e, const Value *value)
{
    return quantity_read(e->arena, DIMENSION_BYTES, value).text;
}

StructValue *emit_json(Emitter *e, const Value *value)
{
    switch (value->kind) {
    case VALUE_NONE:
        return NULL;
    case VALUE_BOOL:
        return struct_bool(e->arena, value->as.bool_);
    case VALUE_INT:
        return json_int(e, value->as.int_);
    case VALUE_FLOAT:
        return struct_number(e->arena, value->as.float_);
    case VALUE_STRING:
        return struct_string(e->arena, value->as.string.at);
    case VALUE_DATETIME:
        return json_datetime(e, value->as.int_);
    case VALUE_SIZE:
        return struct_string(e->arena, emit_size(e, value));
    case VALUE_DURATION:
        return json_duration(e, value->as.int_);
    case VALUE_ENUM:
        return struct_string(e->arena, enum_text(value));
    case VALUE_LIST:
        return json_list(e, value);
    case VALUE_MAP:
    case VALUE_RECORD:
        return json_entries(e, value);
        break;
    }
    UNREACHABLE("a value of options only");
}
